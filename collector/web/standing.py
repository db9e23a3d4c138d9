"""How whoever is asking stands to a statement: its author, the author's clerk, or its reviewer."""

from collections.abc import Mapping
from typing import Any

from collector.store import clerks, units
from collector.store.database import Row
from collector.web import current

Statement = Row | Mapping[str, Any]


def is_author(row: Statement) -> bool:
    """Whether it is their own."""
    return bool(row["person_id"] == current.person().id)


def is_clerk(row: Statement) -> bool:
    """Whether they write it for its author."""
    person = current.person()
    return person.is_clerk and clerks.serves(current.connection(), person.id, row["person_id"])


def is_in_scope(row: Statement) -> bool:
    """Whether it is of their unit or of one below it."""
    return units.is_within(current.connection(), current.person().unit_id, row["unit_id"])


def is_reviewer(row: Statement) -> bool:
    """Whether they may review it: in scope, not their own, and not written by them as a clerk."""
    person, connection = current.person(), current.connection()
    return (
        person.is_reviewer
        and is_in_scope(row)
        and not is_author(row)
        and not clerks.serves(connection, person.id, row["person_id"])
        and not clerks.has_handed_over(connection, row["unit_id"], row["id"], person.id)
    )
