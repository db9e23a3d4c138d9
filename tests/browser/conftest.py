"""A real service for real browsers: gunicorn on a port of its own, a fresh database, and Chromium."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass

import pytest
from playwright.sync_api import sync_playwright

from collector.config import ROOT

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 30


@dataclass(frozen=True)
class Service:
    """Where it answers, and the one-time link that the command line printed for it."""

    base: str
    link: str


@pytest.fixture
def service(tmp_path):
    """The service as `make run` starts it, on a database without anybody in it."""
    port = free_port()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COLLECTOR_")}
    environ |= {
        "COLLECTOR_DATABASE": str(tmp_path / "collector.sqlite3"),
        "COLLECTOR_SECRET_KEY": "only for tests: fifty characters that nobody keeps",
        "PORT": str(port),
        "WEB_CONCURRENCY": "2",
    }
    for command in ("migrate", "setup-link"):
        printed = run([sys.executable, "-m", "collector", command], environ)
    link = re.search(r"http://\S+/setup/\S+", printed)[0]
    log = (tmp_path / "gunicorn.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "wsgi:app"], cwd=ROOT, env=environ, stdout=log, stderr=log
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/sign-in", server)
        yield Service(base=f"http://127.0.0.1:{port}", link=link)
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def run(command, environ):
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def wait_for(address, server):
    """Until the address answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "gunicorn ended; see its log"
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")


@pytest.fixture
def browser(chromium):
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request, browser, service):
    """A page in a fresh profile; whatever the browser complains about fails the test."""
    context = browser.new_context(
        java_script_enabled=request.param,
        viewport={"width": 1366, "height": 768},
        locale="zh-CN",
        base_url=service.base,
        accept_downloads=True,
    )
    context.set_default_timeout(10_000)
    found = context.new_page()
    complaints = []
    found.on("pageerror", lambda error: complaints.append(str(error)))
    # A page that lists problems answers 422, which Chromium writes to the console.
    found.on("console", lambda line: complaints.append(line.text) if is_complaint(line) else None)
    yield found
    context.close()
    assert complaints == []


def is_complaint(line):
    return line.type in ("error", "warning") and "422" not in line.text
