"""A statement begun with what is known already: its author, the unit, and the round that asks for it."""

from datetime import UTC, datetime
from typing import Protocol

from collector.statement import answers
from collector.statement.vocabulary import Definition
from collector.store import answers as kept_answers
from collector.store import participants, statements
from collector.web import current, facts

# question -> what is known of the person already: a fact is asked once
KNOWN = {"reporter_name": "name", "position": "position", "unit_full_name": "unit_name"}
CUTOFF = "cutoff_date"


class Author(Protocol):
    """Whose statement it is."""

    @property
    def id(self) -> int: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def unit_name(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def position(self) -> str: ...


def begin(author: Author, definition_id: int, definition: Definition, year: int, period: str) -> int:
    """Keep a new statement of the author's; its id. Call it in a transaction. Raises statements.Taken.

    Whoever is signed in saves it: its author, or the administrator who opens a round.
    """
    connection, now = current.connection(), datetime.now(UTC)
    first = first_answers(author, definition, year, period)
    statement_id = statements.create(
        connection,
        author.unit_id,
        author.id,
        definition_id=definition_id,
        definition_name=definition.name,
        year=year,
        period=period,
        missing=sum(problem.missing for problem in answers.problems(definition, first)),
        now=now,
    )
    kept_answers.save(connection, author.unit_id, statement_id, first, current.person().id, now)
    current.audit("statement_created", subject=f"statement {statement_id}")
    return statement_id


def first_answers(author: Author, definition: Definition, year: int, period: str) -> dict[str, str]:
    """What is known by question: year and period, the person, the unit's names, the round's cut-off date."""
    known: dict[str, str] = {
        name: getattr(author, fact) for name, fact in KNOWN.items() if name in definition.questions
    }
    known |= facts.first_answers(definition, author.unit_id)
    asking = participants.open_round(current.connection(), author.id, definition.name, year, period)
    if asking is not None and CUTOFF in definition.questions:
        known[CUTOFF] = asking["cutoff_date"]
    known = {name: value for name, value in known.items() if value}
    return {definition.year: str(year), definition.period: period, **known}
