"""A real service for real browsers: gunicorn on a port of its own, a fresh database, and Chromium.

What takes long and is the same for every test is made once in a process: Chromium, in which each test has a
profile of its own, and the databases that tests begin with, of which each has a copy.
"""

import contextlib
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass

import pytest
import seeding
import serving
import visiting
from playwright.sync_api import expect, sync_playwright

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

expect.set_options(timeout=visiting.PATIENCE)


@dataclass(frozen=True)
class Service:
    """Where it answers, and the one-time link that the command line printed for it."""

    base: str
    link: str


@pytest.fixture(scope="session")
def set_up(tmp_path_factory):
    """A database as `make run` makes it, without anybody in it, and the path of the link that it prints."""
    path = tmp_path_factory.mktemp("set-up") / "collector.sqlite3"
    for command in ("migrate", "setup-link"):
        printed = run([sys.executable, "-m", "collector", command], serving.environ(path, 8000))
    return path, re.search(r"http://127\.0\.0\.1:8000(/setup/\S+)", printed)[1]


@pytest.fixture
def service(set_up, tmp_path):
    """The service as `make run` starts it."""
    made, link = set_up
    path = copied(made, tmp_path)
    with serving.served(path, tmp_path / "gunicorn.log") as base:
        yield Service(base=base, link=base + link)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The demonstration's database as `make demo` makes it, and the passwords by account."""
    path = tmp_path_factory.mktemp("built") / "demo.sqlite3"
    return path, serving.demo_database(path)


@pytest.fixture(scope="session")
def seeded(built, tmp_path_factory):
    """The same with something to see on every page, and its statements by what they show."""
    made, passwords = built
    path = copied(made, tmp_path_factory.mktemp("seeded"))
    return path, passwords, seeding.seed(path)


@pytest.fixture(scope="module")
def demonstration(seeded, tmp_path_factory):
    """A service on the demonstration, with something to see on every page, for a whole module."""
    made, passwords, shown = seeded
    folder = tmp_path_factory.mktemp("demonstration")
    path = copied(made, folder)
    with serving.served(path, folder / "log") as address:
        yield visiting.Demonstration(address=address, path=path, passwords=dict(passwords), shown=shown)


def copied(path, folder):
    """A copy in the folder of a database that nobody has open."""
    assert not path.with_name(f"{path.name}-wal").exists()
    return shutil.copy(path, folder / path.name)


def run(command, environ):
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
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
    context.set_default_timeout(visiting.PATIENCE)
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
            context.set_default_timeout(visiting.PATIENCE)
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("dialog", lambda dialog: dialog.accept())
            return page

        yield opened
    assert complaints == []


def is_complaint(line):
    return line.type in ("error", "warning") and "422" not in line.text
