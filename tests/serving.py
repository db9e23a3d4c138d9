"""The service under gunicorn, as the Procfile starts it, for tests and pictures; ended with the block."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

from collector import demo
from collector.config import ROOT
from collector.store import database

SECRET = "only for tests: fifty characters that nobody keeps"
START_SECONDS = 30


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def environ(path, port):
    """The environment of a service on this database, without any setting of the machine's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COLLECTOR_")}
    settings = {"COLLECTOR_DATABASE": str(path), "COLLECTOR_SECRET_KEY": SECRET, "PORT": str(port)}
    return kept | settings | {"WEB_CONCURRENCY": "2"}


@contextlib.contextmanager
def served(path, log, port=None):
    """The address of the service on a database; its log goes to the file `log`."""
    port = port or free_port()
    with (
        log.open("ab") as written,
        subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "wsgi:app"],
            cwd=ROOT,
            env=environ(path, port),
            stdout=written,
            stderr=written,
        ) as server,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/sign-in", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(address, server, log):
    """Until the address answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text("utf-8")
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer:\n{log.read_text('utf-8')}")


def demo_database(path):
    """Make the demonstration database there; the passwords by account."""
    lines = list(demo.build(path, ROOT / "forms", ROOT / "doc_templates"))
    database.close(path)
    return dict(pair for line in lines for pair in re.findall(r"账号 (\S+)，密码 (\S+)", line))
