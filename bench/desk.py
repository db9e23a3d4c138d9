"""The reviewer's pages over 5,000 statements: CPU time of gunicorn's workers, beside a bare Flask route."""

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from bench import statements, web
from bench.statements import Made
from bench.timing import Row
from bench.web import Browser

ROUNDS = 7
REQUESTS, BARE_REQUESTS = 40, 600
WANTED = "≤ 25 ×"


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite3"
        made = statements.build(path)
        with (
            web.served("wsgi:app", path) as (pid, port),
            web.served("bench.bare:app", path) as (bare_pid, bare_port),
        ):
            browser, bare = Browser(port), Browser(bare_port)
            sign_in(browser)
            taken: dict[str, list[float]] = {what: [] for what in ("", *pages(made))}
            for _ in range(ROUNDS):
                # The service closes what has been silent for long.
                bare.connection.close()
                taken[""].append(web.cpu_of(bare_pid, lambda: bare.ask("GET", "/"), BARE_REQUESTS))
                for what, address in pages(made).items():
                    browser.connection.close()
                    taken[what].append(web.cpu_of(pid, asking(browser, address), REQUESTS))
    return rows({what: statistics.median(found) for what, found in taken.items()})


def pages(made: Made) -> dict[str, str]:
    """What is measured, and its address."""
    desk = {
        "desk, first page": {},
        "desk, a unit and a state": {"unit": made.unit_id, "state": "draft"},
        "desk, page 40": {"page": 40},
        "desk, all states, page 80": {"state": "all", "page": 80},
        "desk, all years": {"year": "all"},
        "desk, all years and states, page 80": {"year": "all", "state": "all", "page": 80},
        "desk, a name": {"name": "清", "state": "all"},
        "desk, search for a common character": {"text": statements.COMMON, "state": "all"},
        "desk, search for it among what waits": {"text": statements.COMMON},
        "desk, search for a rare phrase": {"text": statements.RARE, "state": "all"},
    }
    return {
        **{what: f"/reviews?{urlencode(asked)}" for what, asked in desk.items()},
        "who has not handed in": "/reviews/not-handed-in",
        "comparison with the year before": f"/reviews/{made.statement_id}/compare",
    }


def asking(browser: Browser, address: str) -> Callable[[], object]:
    """A request for the address."""
    return lambda: browser.ask("GET", address)


def sign_in(browser: Browser) -> None:
    answers = {"account": statements.ACCOUNT, "password": statements.PASSWORD}
    token = web.token_in(browser.ask("GET", "/sign-in"))
    browser.ask("POST", "/sign-in", urlencode({**answers, "csrf_token": token}), expect=303)


def rows(seconds: dict[str, float]) -> list[Row]:
    """The lines of the table."""
    bare = seconds.pop("")

    def row(what: str, each: float) -> Row:
        ratio = f"{each / bare:.1f} ×"
        return Row(what=what, value=f"{each * 1000:.2f} ms CPU", ratio=ratio, wanted=WANTED)

    first = Row(what="bare Flask route under gunicorn", value=f"{bare * 1000:.2f} ms CPU")
    return [first, *(row(what, each) for what, each in seconds.items())]
