"""An office to review: a department with an official, and statements on their way, found by a search."""

from datetime import UTC, datetime, timedelta

import review_fixtures
from review_fixtures import definition

from collector import demo
from collector.statement import answer_text, answers, states
from collector.store import answers as kept_answers
from collector.store import database as store
from collector.store import (
    participants,
    people,
    rounds,
    search,
    statements,
    units,
)


class Office:
    """Who files in the department, and what happens to statements."""

    def __init__(self, db, written):
        self.db, self.written = db, written
        with store.transaction(db):
            self.department = units.add(db, "监测科", parent_id=1)
            self.lee = people.add(
                db, self.department, account="lee", name="李江", position="科长", password_hash="x"
            )
            people.grant(db, self.department, self.lee, "official")

    def write(self, person_id, year=2026, unit_id=1, **more):
        with store.transaction(self.db):
            found = demo.year_answers(definition(), year) | more
            return review_fixtures.write(self.db, person_id, found, year, unit_id)

    def submit(self, statement_id, days=0, doubts=0, is_opened=False):
        row = statements.anywhere(self.db, statement_id)
        now = datetime.now(UTC) - timedelta(days=days)
        with store.transaction(self.db):
            review_fixtures.submit(self.db, statement_id, row["person_id"], doubts=doubts, now=now)
            index(self.db, statement_id)
        if is_opened:
            self.open(statement_id)
        return statement_id

    def open(self, statement_id):
        with store.transaction(self.db):
            review_fixtures.open_review(self.db, statement_id, self.written.reviewer)

    def opened_round(self, people_ids, deadline, year=2026):
        with store.transaction(self.db):
            made = rounds.add(
                self.db,
                1,
                definition_name="integrity",
                year=year,
                period="年度",
                cutoff_date=deadline.isoformat(),
                deadline=deadline.isoformat(),
                opened_by=self.written.reviewer,
            )
            participants.add(self.db, 1, made, people_ids)
        return made


def index(db, statement_id):
    """Let it be found, as a submission does."""
    row = statements.anywhere(db, statement_id)
    kept = kept_answers.values(db, row["unit_id"], statement_id)
    typed = {name: states.stored(value) for name, value in kept.items()}
    search.index(db, statement_id, answer_text.texts(definition(), answers.read(definition(), typed)))


def rows(page):
    """The rows of the list: a text each, of a row and of what was found in it."""
    return [" ".join(" ".join(each.itertext()).split()) for each in page.xpath("//table/tbody[tr/th]")]


def names(page):
    return [each.text.strip() for each in page.xpath("//table//tbody//th")]


def tabs(page):
    return {each.text: int(each.findtext("small")) for each in page.xpath("//nav[@class='tabs']//a")}


def current_tab(page):
    return page.xpath("string(//nav[@class='tabs']//a[@aria-current]/text())")
