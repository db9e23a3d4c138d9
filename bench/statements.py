"""A database with 5,000 statements in a tree of 200 units, made from the demonstration's answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

from collector import catalogue, config, demo, passwords
from collector.statement import answer_text, answers, definitions, states
from collector.statement.states import Typed
from collector.statement.vocabulary import Definition
from collector.store import answers as kept_answers
from collector.store import (
    database,
    migrations,
    participants,
    people,
    rounds,
    search,
    statements,
    steps,
    units,
)
from collector.store import definitions as kept_definitions
from collector.store.database import Connection

UNITS, DIVISIONS = 200, 10
PEOPLE = 5_000
# How many are in each state; all but the last two were handed in.
STATES = {
    "submitted": 2_000,
    "returned": 300,
    "approved": 500,
    "archived": 200,
    "awaiting_author": 100,
    "draft": 1_900,
}
WRITING = ("awaiting_author", "draft")
YEARS = (2024, 2025, 2026)
# Different sets of answers; a statement has one of them, and its author's name.
VARIANTS = 60
# Stands in three statements; the other one in every one that was handed in.
RARE, COMMON = "主动上交退不掉的纪念银币", "的"
RARE_EVERY = 1_700
SURNAMES, GIVEN = "陈周王林何顾宋赵李张刘杨黄吴徐孙马朱胡郭", "远山清河知青禾兰亭明安静澜怀川江海岭云"
ACCOUNT, PASSWORD = "linzhiyuan", "Jiang-cheng7"
NOW = datetime.now(UTC)
ROUND_DAYS = 10


@dataclass(frozen=True, kw_only=True)
class Made:
    """Ids for addresses: a division, the round, and an opened statement with two years before it."""

    unit_id: int
    round_id: int
    statement_id: int


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who files, and where."""

    id: int
    unit_id: int
    name: str


def build(path: Path) -> Made:
    """Make the database, in one transaction."""
    migrations.migrate(path)
    connection = database.connect(path)
    catalogue.load_forms(connection, config.ROOT / "forms", config.ROOT / "doc_templates")
    definition = definitions.load(config.ROOT / "forms" / "integrity", config.ROOT / "doc_templates")
    variants = list(varied(definition))
    with database.transaction(connection):
        unit_ids = list(tree(connection))
        reviewer = add_reviewer(connection, unit_ids[0])
        authors = list(officials(connection, unit_ids))
        round_id = add_round(connection, definition, unit_ids[0], reviewer)
        participants.add(connection, unit_ids[0], round_id, [author.id for author in authors])
        kept = Statements(connection=connection, definition=definition, reviewer=reviewer)
        ids = [
            kept.add(author, YEARS[-1], variants[number % VARIANTS], state, number)
            for number, (author, state) in enumerate(zip(authors, endless_states(), strict=False))
        ]
        for number, year in enumerate(YEARS[:-1]):
            kept.add(authors[0], year, variants[number + 1], "archived", number)
    connection.close()
    return Made(unit_id=unit_ids[1], round_id=round_id, statement_id=ids[0])


def varied(definition: Definition) -> Iterator[dict[str, Typed]]:
    """Sets of answers: each takes every answer from one of the demonstration's years, and adds to some."""
    there = [demo.year_answers(definition, year) for year in YEARS]
    for number in range(VARIANTS):
        found = {}
        for place, question in enumerate(definition.asked):
            typed = there[(number * 7 + place * (number % 5 + 1)) % len(there)].get(question.name)
            if typed is not None:
                is_prose = question.type == "paragraphs" and isinstance(typed, str)
                found[question.name] = f"{typed}\n第{number}组的情况。" if is_prose else typed
        yield found


def tree(connection: Connection) -> Iterator[int]:
    """The top unit, the divisions in it, and the departments in these."""
    top = units.add(connection, "江城市水务局")
    yield top
    divisions = [units.add(connection, f"第{number + 1}分局", parent_id=top) for number in range(DIVISIONS)]
    yield from divisions
    for number in range(UNITS - 1 - DIVISIONS):
        name = f"监测{number // DIVISIONS + 1}科"
        yield units.add(connection, name, parent_id=divisions[number % DIVISIONS])


def add_reviewer(connection: Connection, unit_id: int) -> int:
    """The top unit's reviewer, who can sign in."""
    person_id = people.add(
        connection,
        unit_id,
        account=ACCOUNT,
        name="林知远",
        position="纪检组长",
        password_hash=passwords.hashed(PASSWORD),
        must_change_password=False,
    )
    people.grant(connection, unit_id, person_id, "reviewer")
    return person_id


def officials(connection: Connection, unit_ids: list[int]) -> Iterator[Author]:
    """Those who file, spread over the units."""
    for number, unit_id in enumerate(islice(cycle(unit_ids), PEOPLE)):
        first, second, third = number % 20, number // 20 % 19, number // 380 % 17
        name = SURNAMES[first] + GIVEN[second] + GIVEN[third]
        person_id = people.add(
            connection, unit_id, account=f"p{number}", name=name, position="科长", password_hash="nobody's"
        )
        people.grant(connection, unit_id, person_id, "official")
        yield Author(id=person_id, unit_id=unit_id, name=name)


def add_round(connection: Connection, definition: Definition, unit_id: int, by: int) -> int:
    """The round of the newest year, which asks everybody."""
    deadline = (NOW + timedelta(days=ROUND_DAYS)).date().isoformat()
    return rounds.add(
        connection,
        unit_id,
        definition_name=definition.name,
        year=YEARS[-1],
        period="年度",
        cutoff_date=deadline,
        deadline=deadline,
        opened_by=by,
    )


def endless_states() -> Iterator[str]:
    """States in their shares, mixed; the first one is submitted."""
    all_of_them = [state for state, number in STATES.items() for _ in range(number)]
    return (all_of_them[number * 2_003 % PEOPLE] for number in range(PEOPLE))


@dataclass(frozen=True, kw_only=True)
class Statements:
    """Where statements are kept, of which definition, reviewed by whom."""

    connection: Connection
    definition: Definition
    reviewer: int

    def add(self, author: Author, year: int, found: Mapping[str, Typed], state: str, number: int) -> int:
        """Keep one, and take it as far as its state; its id."""
        typed = {**found, "reporter_name": author.name, "report_year": str(year), "period_kind": "年度"}
        if number % RARE_EVERY == 0 and year == YEARS[-1]:
            typed["position"] = f"科长，{RARE}"
        version = kept_definitions.by_hash(self.connection, self.definition.hash)
        statement_id = statements.create(
            self.connection,
            author.unit_id,
            author.id,
            definition_id=version["id"] if version else 0,
            definition_name=self.definition.name,
            year=year,
            period="年度",
            missing=number % 40 if state in WRITING else 0,
        )
        values = {name: states.to_json(each) for name, each in typed.items()}
        kept_answers.save(self.connection, author.unit_id, statement_id, values, author.id)
        if state not in WRITING:
            self.submit(author, statement_id, typed, number)
            if state != "submitted":
                self.take(author, statement_id, state, ("submitted",), state)
        elif state == "awaiting_author":
            self.take(author, statement_id, "handed_over", ("draft",), state)
        return statement_id

    def submit(self, author: Author, statement_id: int, typed: Mapping[str, Typed], number: int) -> None:
        """Hand it in some days ago; every second review was opened."""
        at = NOW - timedelta(minutes=number * 7)
        revision = self.take(author, statement_id, "submitted", ("draft",), "submitted")
        steps.submitted(
            self.connection,
            author.unit_id,
            statement_id,
            revision=revision,
            doubts=number % 9,
            own_share=40,
            copied_share=10,
            now=at,
        )
        if number % 2 == 0:
            steps.open_review(self.connection, author.unit_id, statement_id, self.reviewer, at)
        texts = answer_text.texts(self.definition, answers.read(self.definition, typed))
        search.index(self.connection, statement_id, texts)

    def take(self, author: Author, statement_id: int, cause: str, before: tuple[str, ...], to: str) -> int:
        """One step; the revision's number."""
        return steps.take(
            self.connection,
            author.unit_id,
            statement_id,
            cause=cause,
            states=before,
            to=to,
            person_id=author.id,
        )
