"""A real service for real browsers: gunicorn on a port of its own, a fresh database, and Chromium."""

import contextlib
import re
import subprocess
import sys
from dataclasses import dataclass

import pytest
import serving
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


@dataclass(frozen=True)
class Service:
    """Where it answers, and the one-time link that the command line printed for it."""

    base: str
    link: str


@pytest.fixture
def service(tmp_path):
    """The service as `make run` starts it, on a database without anybody in it."""
    path, port = tmp_path / "collector.sqlite3", serving.free_port()
    for command in ("migrate", "setup-link"):
        printed = run([sys.executable, "-m", "collector", command], serving.environ(path, port))
    link = re.search(r"http://\S+/setup/\S+", printed)[0]
    with serving.served(path, tmp_path / "gunicorn.log", port) as base:
        yield Service(base=base, link=link)


def run(command, environ):
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


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


@pytest.fixture
def window(browser, service):
    """Open windows, each in a profile of its own: window(script=True). An error of a script fails."""
    complaints = []
    with contextlib.ExitStack() as stack:

        def opened(*, script=True):
            context = browser.new_context(
                java_script_enabled=script,
                viewport={"width": 1366, "height": 768},
                locale="zh-CN",
                base_url=service.base,
                accept_downloads=True,
                reduced_motion="reduce",
            )
            stack.callback(context.close)
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("dialog", lambda dialog: dialog.accept())
            return page

        yield opened
    assert complaints == []


def is_complaint(line):
    return line.type in ("error", "warning") and "422" not in line.text
