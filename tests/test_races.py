"""Two at one statement in the same moment, and a process killed in the middle: all of a step or nothing."""

import os
import random
import signal
import subprocess
import sys
import threading
import time

import handing_in
import pytest
from autosaving import Page
from flask import g
from review_fixtures import open_review, submit
from web_fixtures import SECRET, Client

from collector.config import ROOT
from collector.store import answers, finished, remarks, revisions, sessions, statements
from collector.store import database as store
from collector.web import current, drafts, progress

ROUNDS = 6
PATIENCE = 60
NAMED = "position"


class Together:
    """Things done at once, each in a thread with a connection of its own; what they return, in order."""

    def __init__(self, path, *doing):
        self.path, self.doing = path, doing
        self.gate = threading.Barrier(len(doing))
        self.returned = [None] * len(doing)

    def done(self):
        threads = [threading.Thread(target=self.run, args=(place,)) for place in range(len(self.doing))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()
        for each in self.returned:
            if isinstance(each, Exception):
                raise each
        return self.returned

    def run(self, place):
        try:
            self.gate.wait(PATIENCE)
            self.returned[place] = self.doing[place]()
        except Exception as error:
            self.returned[place] = error
        finally:
            store.close(self.path)


@pytest.fixture
def path(settings):
    return settings.database


def row(db, statement_id):
    return dict(statements.anywhere(db, statement_id))


def poster(client, address, **form):
    """What posts there, its token fetched beforehand; the status."""
    data = {**form, "csrf_token": client.token()}
    return lambda: client.http.post(address, data=data).status_code


def causes(db, statement_id):
    return [each["cause"] for each in revisions.all(db, 1, statement_id)]


def test_an_answer_on_its_way_is_in_what_was_submitted_or_refused(app, db, path, written, official):
    for turn in range(ROUNDS):
        page = Page(official, f"{written.own}/header")
        kept = []

        def type_on(page=page, kept=kept, turn=turn):
            deadline, number = time.monotonic() + PATIENCE, 0
            while time.monotonic() < deadline:
                number += 1
                response = page.posts(page.body([NAMED], [[NAMED, f"局长{turn}之{number}"]]))
                if response.status_code != 200:
                    return response.get_json()
                kept.append(f"局长{turn}之{number}")
            return None

        mine = Client(app).sign_in(written.author)
        send = poster(mine, f"{written.own}/submit", declared="1")

        def submit_soon(send=send):
            time.sleep(random.uniform(0, 0.2))
            return send()

        refused, status = Together(path, type_on, submit_soon).done()
        assert (refused["reason"], status) == ("locked", 303)
        number = row(db, written.newest)["submitted_revision"]
        submitted = revisions.one(db, 1, written.newest, number)["values"]
        assert submitted == answers.values(db, 1, written.newest), "changed after it was submitted"
        assert not kept or submitted[NAMED] == kept[-1], "an answer was acknowledged and is not in it"
        mine.post(f"{written.own}/withdraw")


def test_a_mark_on_its_way_is_not_kept_once_the_statement_is_submitted(app, db, written):
    with app.test_request_context("/"):
        g.person = current.Person(**sessions.person(db, sessions.open(db, written.author)))
        draft = drafts.own(written.newest)
        submit(db, written.newest, written.author)
        progress.mark_finished(draft, draft.definition.sections[0], {"finished": "yes"})
    assert not finished.all(db, 1, written.newest)


@pytest.mark.parametrize(
    ("mine", "theirs"), [("approve", "return"), ("return", "return"), ("approve", "approve")]
)
def test_of_two_reviewers_deciding_at_once_one_decides(
    db, path, years, reviewer, second_reviewer, reviewers, mine, theirs
):
    people = {"linzhiyuan": (reviewer, mine), "guhuaichuan": (second_reviewer, theirs)}
    for _ in range(ROUNDS):
        db.execute("UPDATE statements SET state = 'returned' WHERE id = ?", (years.newest,))
        before = len(causes(db, years.newest))
        # What was returned once is not returned again: each round has a submission of its own.
        submit(db, years.newest, years.author)
        open_review(db, years.newest, years.reviewer)
        doing = []
        for account, (client, step) in people.items():
            with store.transaction(db):
                remarks.forget(db, 1, years.newest, reviewers[account], NAMED)
                if step == "return":
                    remarks.note(db, 1, years.newest, reviewers[account], NAMED, "请写全称")
            doing.append(poster(client, f"{years.review}/{step}"))
        assert Together(path, *doing).done() == [303, 303]
        (new, _) = causes(db, years.newest)[:-before]
        now = row(db, years.newest)["state"]
        assert (new, now) in {("approved", "approved"), ("returned", "returned")}


def test_a_submission_is_taken_back_or_its_review_opened_never_both(db, path, written, official, reviewer):
    seen = set()
    for turn in range(ROUNDS * 2):
        db.execute("UPDATE statements SET state = 'draft', opened_at = NULL WHERE id = ?", (written.newest,))
        submit(db, written.newest, written.author)
        doing = [
            poster(official, f"{written.own}/withdraw"),
            poster(reviewer, f"{written.review}/open"),
        ]
        assert Together(path, *(doing if turn % 2 else doing[::-1])).done() == [303, 303]
        now = row(db, written.newest)
        is_back = now["state"] == "draft"
        assert is_back == (now["opened_at"] is None)
        assert is_back == (causes(db, written.newest)[0] == "withdrawn")
        seen.add(is_back)
    assert seen, "both may win"


# Submits and takes back for ever, from wherever it stands, and says each time what was answered.
FILER = """
import sys
sys.path.insert(0, "tests")
from pathlib import Path
from collector import config, create_app
from web_fixtures import Client
path, secret, person_id, statement_id = sys.argv[1:]
client = Client(create_app(config.Settings(database=Path(path), secret_key=secret))).sign_in(int(person_id))
form = {"declared": "1", "csrf_token": client.token()}
while True:
    for step in ("submit", "withdraw"):
        assert client.http.post(f"/statements/{statement_id}/{step}", data=form).status_code == 303
        print(step, flush=True)
"""


def killed(path, years, seconds):
    """Let a process submit and take back for a moment and kill it with SIGKILL; the steps it had answered."""
    arguments = [sys.executable, "-c", FILER, str(path), SECRET, str(years.author), str(years.newest)]
    child = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        first = child.stdout.readline()
        time.sleep(seconds)
    finally:
        os.kill(child.pid, signal.SIGKILL)
        rest = child.communicate(timeout=PATIENCE)[0]
    return [first.strip(), *(line.strip() for line in rest.splitlines(keepends=True) if line.endswith("\n"))]


def test_a_kill_in_the_middle_of_a_submission_leaves_all_of_it_or_nothing(path, written):
    for turn in range(ROUNDS):
        store.close(path)
        said = killed(path, written, 0.05 + 0.037 * turn)
        connection = store.connection(path)
        now, found = row(connection, written.newest), revisions.all(connection, 1, written.newest)
        assert found[0]["cause"] == ("submitted" if now["state"] == "submitted" else "withdrawn")
        steps = [
            line["subject"]
            for line in store.rows(connection, "SELECT * FROM audit ORDER BY id")
            if line["action"] in ("statement_submitted", "statement_withdrawn")
        ]
        assert steps == [f"statement {written.newest}: revision {each['number']}" for each in found[::-1]]
        is_submitted = now["state"] == "submitted"
        assert (written.newest in handing_in.found_by(connection, "党委书记、局长")) == is_submitted
        assert now["submitted_revision"] == (found[0]["number"] if is_submitted else None)
        assert now["submissions"] == is_submitted
        assert len(found) >= len(said), "a step that was answered is not there"
        assert store.rows(connection, "PRAGMA integrity_check")[0][0] == "ok"
