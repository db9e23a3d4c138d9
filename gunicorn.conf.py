"""How gunicorn serves `wsgi:app`; read by itself from this folder. Refuses what collector.config refuses."""

import errno
import os
import re
import socket
import sys
from pathlib import Path

from gunicorn import glogging

from collector import catalogue
from collector import config as configuration  # `config` is a setting of gunicorn
from collector.store import database

APPLICATION = "wsgi:app"

try:
    settings = configuration.settings()
except configuration.Refused as refused:
    sys.exit(str(refused))

chdir = str(Path(__file__).resolve().parent)
bind = settings.bind

# Two idle connections would block a sync worker for half a minute.
worker_class = "gthread"
workers = settings.workers
threads = 4

# Nothing may be opened before the fork: a SQLite connection must not cross it.
preload_app = False
control_socket_disable = True

# What a proxy says is believed in one place, by the number of trusted proxies, and not here too.
secure_scheme_headers = {}
forwarder_headers = ""


class Log(glogging.Logger):
    """An access log without query strings and one-time tokens, where no path can pose as another line."""

    def atoms(self, resp, req, environ, request_time):
        found = super().atoms(resp, req, environ, request_time)
        path = environ.get("RAW_URI", "").partition("?")[0]
        path = "".join(c if c.isascii() and c.isprintable() else "?" for c in path)
        found["U"] = re.sub(r"[\w-]{40,}", "***", path)[:500]
        return found


logger_class = Log
accesslog = "-"
access_log_format = '%(t)s %(h)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'


def written(address):
    """An address as in a setting: gunicorn has (host, port), a socket's path or a descriptor's number."""
    if isinstance(address, tuple):
        return f"{address[0]}:{address[1]}"
    return f"unix:{address}" if isinstance(address, str) else f"fd://{address}"


def taken(address):
    """What keeps a port from being listened on, said once; gunicorn would try five times, in English only."""
    host, port = address
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        # As gunicorn does: a connection of a server that has just ended takes nothing.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return f"不能监听 {written(address)} / cannot listen there: {error.strerror}"
        else:
            return ""
    other = port + 1 if port < 65535 else 8000
    name = configuration.PREFIX + "BIND"
    change = f"{name}={host}:{other}" if os.environ.get(name) else f"PORT={other}"
    return (
        f"{written(address)} 已被占用，也许服务已在运行；换一个端口：{change} make run"
        f" / address already in use, choose another port: {change} make run"
    )


def inherits_sockets():
    """Whether the sockets come open from systemd or from the gunicorn this one takes over from."""
    return "LISTEN_FDS" in os.environ or "GUNICORN_FD" in os.environ


def on_starting(server):
    # The command line may have changed what is listened on since the settings were read.
    problems = configuration.unsafe(settings, [written(address) for address in server.cfg.address])
    if problems:
        sys.exit(str(configuration.Refused(problems)))
    if server.app.app_uri == APPLICATION:
        # Told once and plainly here; every worker would only tell it again, in a traceback.
        try:
            catalogue.check_start(settings.database)
        except catalogue.NotMigrated as error:
            sys.exit(str(error))
        except catalogue.DefinitionError as error:
            sys.exit(f"报告类型 {error.name} 有错，服务没有启动：\n{error}")
    if not inherits_sockets() and not server.cfg.reuse_port:
        for address in server.cfg.address:
            if isinstance(address, tuple) and (problem := taken(address)):
                sys.exit(problem)


def when_ready(server):
    is_as_set = [written(address) for address in server.cfg.address] == [settings.bind]
    listening = [settings.address] if is_as_set else [str(listener) for listener in server.LISTENERS]
    print(f"述责述廉填报：{'、'.join(listening)} （按 Ctrl+C 停止）", flush=True)
    if database.notice():
        server.log.warning(database.notice())
