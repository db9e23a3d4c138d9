"""Reviewers, and three years of one official's statements: two archived, the newest submitted and opened."""

import functools
from dataclasses import dataclass

import pytest
import sample_answers
from web_fixtures import Client, added

from collector import demo
from collector.statement import answers, states
from collector.store import answers as kept_answers
from collector.store import clerks, remarks, statements, steps, units
from collector.store import database as store
from collector.store import definitions as kept_definitions

YEARS = (2024, 2025, 2026)
# What `returned` is returned with.
SAID = {"party_lectures": "请核实", "study_focus": "请补充", "": "总的不错"}
UPPER_UNIT = "江城市水务局"
# account: (unit, name, position, roles); those of web_fixtures are there too
REVIEWERS = {
    "linzhiyuan": ("江城市水文局", "林知远", "纪检员", ("reviewer",)),
    "guhuaichuan": ("江城市水文局", "顾怀川", "局纪委副书记", ("official", "reviewer")),
    "songlanting": ("江城市水文局", "宋兰亭", "办公室科员", ("clerk",)),
    "zhaomingan": (UPPER_UNIT, "赵明安", "局纪委书记", ("reviewer",)),
    "hejinglan": ("海岭市测绘院", "何静澜", "纪检员", ("reviewer",)),
}


@dataclass(frozen=True)
class Years:
    """The official's statements by year, and the addresses of a reviewer's and of the author's pages."""

    statements: dict
    unit_id: int
    author: int
    reviewer: int

    @property
    def newest(self):
        return self.statements[max(self.statements)]

    @property
    def review(self):
        return f"/reviews/{self.newest}"

    @property
    def own(self):
        return f"/statements/{self.newest}"


@pytest.fixture
def reviewers(db, ids):
    """Everybody's ids by account: reviewers of the unit, above it and elsewhere, and the official's clerk."""
    with store.transaction(db):
        upper = units.add(db, UPPER_UNIT)
        units.change(db, 1, "江城市水文局", upper)
        found = {**ids, **added(db, REVIEWERS)}
        clerks.assign(db, 1, found["chenyuanshan"], found["songlanting"], by=found["zhouqing"])
    return found


@pytest.fixture
def written(db, reviewers):
    """The three years as drafts with all their answers."""
    author, found = reviewers["chenyuanshan"], {}
    with store.transaction(db):
        for year in YEARS:
            found[year] = write(db, author, demo.year_answers(definition(), year), year)
    return Years(statements=found, unit_id=1, author=author, reviewer=reviewers["linzhiyuan"])


@pytest.fixture
def years(db, written):
    """2024 and 2025 archived; 2026 submitted, and its review opened."""
    with store.transaction(db):
        for year in YEARS[:-1]:
            submit(db, written.statements[year], written.author)
            open_review(db, written.statements[year], written.reviewer)
            approve(db, written.statements[year], written.reviewer)
            archive(db, written.statements[year], written.reviewer)
        submit(db, written.newest, written.author)
        open_review(db, written.newest, written.reviewer)
    return written


@pytest.fixture
def returned(db, years):
    """The newest statement, returned with remarks on two questions and on the whole."""
    with store.transaction(db):
        give_back(db, years.newest, years.reviewer, SAID)
    return years


def browser_of(account):
    """The fixture of a browser in which that person is signed in."""

    @pytest.fixture
    def browser(app, reviewers):
        return Client(app).sign_in(reviewers[account])

    return browser


reviewer = browser_of("linzhiyuan")
second_reviewer = browser_of("guhuaichuan")  # of the same unit, and an official
clerk = browser_of("songlanting")  # writes for the official
upper_reviewer = browser_of("zhaomingan")  # of the unit above
foreign_reviewer = browser_of("hejinglan")  # of another unit


@functools.cache
def definition():
    """The shipped definition, read once."""
    return sample_answers.definition()


def write(db, person_id, found, year, unit_id=1):
    """A draft of that year with these answers; its id."""
    shipped = definition()
    statement_id = statements.create(
        db,
        unit_id,
        person_id,
        definition_id=kept_definitions.by_hash(db, shipped.hash)["id"],
        definition_name=shipped.name,
        year=year,
        period=str(found[shipped.period]),
    )
    keep(db, statement_id, person_id, found)
    return statement_id


def keep(db, statement_id, person_id, found):
    """Keep typed answers as a save would, with the counts that follow; None opens one again."""
    row = statements.anywhere(db, statement_id)
    values = {name: None if typed is None else states.to_json(typed) for name, typed in found.items()}
    kept_answers.save(db, row["unit_id"], statement_id, values, person_id)
    kept = kept_answers.values(db, row["unit_id"], statement_id)
    typed = {name: states.stored(value) for name, value in kept.items()}
    problems = answers.problems(definition(), typed)
    missing = sum(problem.missing for problem in problems)
    statements.set_counts(
        db,
        row["unit_id"],
        statement_id,
        missing=missing,
        findings=len(problems) - missing,
        person_id=person_id,
    )


def take(db, statement_id, person_id, cause, states_before, to, **options):
    """One step, as the store takes it; the number of its revision."""
    row = statements.anywhere(db, statement_id)
    return steps.take(
        db,
        row["unit_id"],
        statement_id,
        cause=cause,
        states=states_before,
        to=to,
        person_id=person_id,
        **options,
    )


def submit(db, statement_id, person_id, *, doubts=0, own_share=0, copied_share=0, now=None):
    """Submit what is kept."""
    unit_id = statements.anywhere(db, statement_id)["unit_id"]
    number = take(
        db,
        statement_id,
        person_id,
        "submitted",
        ("draft", "returned", "awaiting_author"),
        "submitted",
        now=now,
    )
    steps.submitted(
        db,
        unit_id,
        statement_id,
        revision=number,
        doubts=doubts,
        own_share=own_share,
        copied_share=copied_share,
        now=now,
    )
    return number


def open_review(db, statement_id, person_id, now=None):
    """Begin its review: from now on the author can't take it back."""
    unit_id = statements.anywhere(db, statement_id)["unit_id"]
    assert steps.open_review(db, unit_id, statement_id, person_id, now)


def approve(db, statement_id, person_id, now=None):
    """Approve it, the last stage."""
    take(db, statement_id, person_id, "approved", ("submitted",), "approved", now=now)


def archive(db, statement_id, person_id, now=None):
    """Put it into the archive."""
    take(db, statement_id, person_id, "archived", ("approved",), "archived", now=now)


def give_back(db, statement_id, person_id, said, reason="请按意见修改", now=None):
    """Return what was submitted, with remarks: question -> text. The return's id."""
    row = statements.anywhere(db, statement_id)
    take(db, statement_id, person_id, "returned", ("submitted",), "returned", now=now)
    return_id = remarks.add_return(
        db,
        row["unit_id"],
        statement_id,
        revision=row["submitted_revision"],
        kind="return",
        reason=reason,
        person_id=person_id,
        now=now,
    )
    remarks.send(db, row["unit_id"], statement_id, person_id, said, return_id=return_id, now=now)
    return return_id


def change(db, statement_id, person_id, **found):
    """Change answers of what is being written; keep a revision of nothing."""
    with store.transaction(db):
        keep(db, statement_id, person_id, found)
