"""How gunicorn serves `wsgi:app`; read by itself from this folder. Refuses what collector.config refuses."""

import os
import re
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
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
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


def when_ready(server):
    if database.notice():
        server.log.warning(database.notice())
