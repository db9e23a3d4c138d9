"""A section page shown and a section saved: CPU time of gunicorn's workers, beside a bare Flask route.

Time on the clock would measure this machine's other work too; the workers' own CPU time does not.
"""

import http.client
import itertools
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import lxml.html

from bench.timing import Row
from collector import config, demo
from collector.store import database

ROUNDS = 7
# Requests of a round: enough for the 10 ms in which the kernel counts CPU time.
REQUESTS = {"bare": 800, "page": 150, "save": 200, "autosave": 200}
TICK = os.sysconf("SC_CLK_TCK")
SECRET = "for the benchmark only, and for no longer than it runs"
START_SECONDS = 30
STATEMENT = "/statements/3"


class Browser:
    """One connection kept alive, and the cookie it was given."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str | None = None, *, expect: int = 200, **more: str) -> str:
        headers = {**self.headers, **more}
        if body is not None:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        if response.status != expect:
            raise RuntimeError(f"{method} {path}: {response.status} instead of {expect}")
        cookie = response.getheader("Set-Cookie")
        if cookie:
            self.headers["Cookie"] = cookie.partition(";")[0]
        return text


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite3"
        password = demo_password(path)
        with served("wsgi:app", path) as (pid, port), served("bench.bare:app", path) as (bare_pid, bare_port):
            browser, bare = Browser(port), Browser(bare_port)
            sign_in(browser, password)
            section, save = saves(browser)
            token, autosave = autosaves(browser, section)
            sent = {"Content-Type": "application/json", "X-CSRFToken": token}
            subjects: dict[str, tuple[int, Callable[[], object]]] = {
                "bare": (bare_pid, lambda: bare.ask("GET", "/")),
                "page": (pid, lambda: browser.ask("GET", section)),
                "save": (pid, lambda: browser.ask("POST", section, next(save), expect=303)),
                "autosave": (pid, lambda: browser.ask("POST", f"{section}/autosave", next(autosave), **sent)),
            }
            taken: dict[str, list[float]] = {name: [] for name in subjects}
            for _ in range(ROUNDS):
                for name, (server, ask) in subjects.items():
                    # The service closes what has been silent for long.
                    browser.connection.close()
                    bare.connection.close()
                    taken[name].append(cpu_of(server, ask, REQUESTS[name]))
    return rows({name: statistics.median(found) for name, found in taken.items()})


def rows(seconds: Mapping[str, float]) -> list[Row]:
    """The lines of the table."""

    def row(what: str, name: str, wanted: str = "") -> Row:
        ratio = f"{seconds[name] / seconds['bare']:.1f} ×"
        return Row(what=what, value=f"{seconds[name] * 1000:.2f} ms CPU", ratio=ratio, wanted=wanted)

    return [
        row("bare Flask route under gunicorn", "bare"),
        row("largest section page shown", "page", "≤ 12 ×"),
        row("largest section saved, one answer changed", "save", "≤ 8 ×"),
        row("autosave, one answer changed", "autosave", "≤ 8 ×"),
    ]


def demo_password(path: Path) -> str:
    """Make the demonstration database; the official's password."""
    first = next(iter(list(demo.build(path, config.ROOT / "forms", config.ROOT / "doc_templates"))))
    database.close(path)
    return first.rpartition("密码 ")[2].strip()


def sign_in(browser: Browser, password: str) -> None:
    token = token_in(browser.ask("GET", "/sign-in"))
    answers = {"csrf_token": token, "account": "chenyuanshan", "password": password}
    browser.ask("POST", "/sign-in", urlencode(answers), expect=303)


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    if not found:
        raise RuntimeError("no CSRF token on the page")
    return found[1]


def saves(browser: Browser) -> tuple[str, Iterator[str]]:
    """The address of the section with the most questions, and endless bodies that change one answer each."""
    links = re.findall(
        rf'href="({STATEMENT}/[a-z-]+)" aria-describedby="state-', browser.ask("GET", STATEMENT)
    )
    pages = {link: browser.ask("GET", link) for link in links}
    section = max(pages, key=lambda link: pages[link].count('id="q-'))
    fields, area, _ = form_of(pages[section])

    def bodies() -> Iterator[str]:
        number = 0
        while True:
            number += 1
            changed = [(name, f"{value}第{number}次" if name == area else value) for name, value in fields]
            yield urlencode([*changed, ("then", "next")])

    return section, bodies()


def form_of(page: str) -> tuple[list[tuple[str, str]], str, str]:
    """The fields of a section's form, and the names of its first question of paragraphs and of text."""
    document = lxml.html.document_fromstring(page)
    form = next(form for form in document.forms if form.get("id") == "questions")
    fields = [pair for pair in form.form_values() if pair[0] not in ("then", "add")]
    (area, *_), (text, *_) = (
        [name for name in form.xpath(path) if document.get_element_by_id(f"q-{name}", None) is not None]
        for path in (".//textarea/@name", ".//input[not(@type)][not(contains(@class, 'num'))]/@name")
    )
    return fields, area, text


def autosaves(browser: Browser, section: str) -> tuple[str, Iterator[str]]:
    """The CSRF token of another page, and endless bodies as its script sends them, one answer changed.

    It is another answer than the form's: two pages that change the same one are in conflict.
    """
    fields, _, text = form_of(browser.ask("GET", section))
    hidden = dict(fields)
    seen = " ".join(entry for entry in hidden["seen"].split() if entry.startswith(f"{text}."))

    def bodies() -> Iterator[str]:
        for number in itertools.count():
            yield json.dumps(
                {
                    "key": f"{hidden['page']}.{number}",
                    "page": hidden["page"],
                    "author": hidden["author"],
                    "seen": seen,
                    "questions": [text],
                    "fields": [[text, f"{hidden[text]}第{number}次"]],
                    "is_explicit": False,
                }
            )

    return hidden["csrf_token"], bodies()


def cpu_of(pid: int, ask: Callable[[], object], requests: int) -> float:
    """CPU seconds of one request, summed over the workers of the gunicorn `pid`."""
    before = cpu_seconds(pid)
    for _ in range(requests):
        ask()
    return (cpu_seconds(pid) - before) / requests


def cpu_seconds(pid: int) -> float:
    """utime and stime of a process's children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    total = 0
    for child in children:
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICK


@contextmanager
def served(application: str, path: Path) -> Iterator[tuple[int, int]]:
    """(process, port) of a gunicorn with the settings of gunicorn.conf.py, quiet, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COLLECTOR_")}
    environ |= {"COLLECTOR_DATABASE": str(path), "COLLECTOR_SECRET_KEY": SECRET, "PORT": str(port)}
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        application,
        "--access-logfile",
        "/dev/null",
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen(command, cwd=config.ROOT, env=environ, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield server.pid, port
    finally:
        server.terminate()
        server.wait(30)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                # Both workers answer before anything is measured.
                time.sleep(2)
                return
        time.sleep(0.1)
    raise RuntimeError("gunicorn did not start")
