"""Somebody who writes in one tab or two, the service they write to, and what is kept of it."""

import itertools
import os
import re
import signal
import subprocess
import sys
import time

import serving
from navigators import Official
from playwright.sync_api import expect

from collector import config, passwords
from collector.store import answers, database, people, revisions

PASSWORD = "Jiang-cheng7"
SAVED = re.compile(r"^已保存 \d\d:\d\d$")
# Answers, pauses and the time a service takes to start, on a machine that is busy.
SOON = 20_000
NUMBERS = itertools.count(1)


class Service:
    """A service on one port that can be killed and started again, and its database."""

    def __init__(self, folder):
        self.path, self.log, self.port = folder / "collector.sqlite3", folder / "log", serving.free_port()
        self.server = None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def db(self):
        return database.connection(self.path)

    def start(self):
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "wsgi:app"],
                cwd=config.ROOT,
                env=serving.environ(self.path, self.port),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        serving.wait_for(f"{self.address}/sign-in", self.server, self.log)

    def kill(self):
        """End it with all its workers, as a power cut would."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(timeout=30)


class Desk:
    """Somebody with a statement of their own, and what the service has of it."""

    def __init__(self, service):
        self.service, self.db = service, service.db
        self.account = f"person{next(NUMBERS)}"
        with database.transaction(self.db):
            self.person = add_person(self.db, self.account)
        self.statement = None

    @property
    def header(self):
        return f"/statements/{self.statement}/header"

    @property
    def closing(self):
        return f"/statements/{self.statement}/closing"

    def signs_in(self, page):
        Official(page).signs_in(self.account, PASSWORD)
        expect(page.locator("h1")).to_have_text("我的报告")

    def kept(self, name):
        return answers.values(self.db, 1, self.statement).get(name)

    def history(self, name):
        """(cause, value) of a question in every revision."""
        numbers = [row["number"] for row in revisions.all(self.db, 1, self.statement)]
        found = [revisions.one(self.db, 1, self.statement, number) for number in numbers]
        return [(each["cause"], each["values"].get(name)) for each in found]


def add_person(db, account):
    person = people.add(
        db,
        1,
        account=account,
        name="陈远山",
        position="局长",
        password_hash=HASH,
        must_change_password=False,
    )
    people.grant(db, 1, person, "official")
    return person


HASH = passwords.hashed(PASSWORD)


def control(page, name):
    return page.locator(f'[name="{name}"]')


def types(page, name, text):
    """Put the text in the place of what is there, key by key."""
    control(page, name).click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def state(page):
    return page.locator("#saved")


def until(page, condition):
    deadline = time.monotonic() + SOON / 1000
    while not condition() and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert condition()


def is_saved(page):
    expect(state(page)).to_have_text(SAVED, timeout=SOON)


def requests_of(page):
    """The autosaves that leave the page from now on."""
    found = []
    page.on("request", lambda each: found.append(each.post_data_json) if "autosave" in each.url else None)
    return found


# Milliseconds from the last input to a save, measured in the page: the machine may be busy.
MEASURE = """() => {
  let last = 0;
  window.delays = [];
  document.addEventListener("input", () => { last = performance.now(); }, true);
  const send = window.fetch;
  window.fetch = (...all) => { window.delays.push(performance.now() - last); return send(...all); };
}"""


def delays(page):
    return page.evaluate("() => window.delays")


def texts(page):
    """What stands at each question, but for the way to take it back."""
    page.evaluate("() => document.querySelectorAll('.undo').forEach((each) => each.remove())")
    return page.locator(".q").all_inner_texts()


def versions(page):
    return page.locator(".conflict .text").all_inner_texts()


def composes(page, text):
    page.context.new_cdp_session(page).send(
        "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
    )


def at(page, name):
    """Value, start and end of the selection of a control, and whether it has the focus."""
    return control(page, name).evaluate(
        "each => [each.value, each.selectionStart, each.selectionEnd, document.activeElement === each]"
    )


def leaves(page, address):
    """Go elsewhere; what the browser asked before."""
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto(address)
    page.remove_listener("dialog", answer)
    return asked


def undo(page, name):
    return page.locator(f"#q-{name} .undo")
