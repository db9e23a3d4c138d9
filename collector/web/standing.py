"""How whoever is asking stands to a statement: its author, the author's clerk, or its reviewer."""

from collections.abc import Mapping
from typing import Any

from flask import g

from collector.store import clerks, people, units
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


def note_author(row: Statement) -> None:
    """Let the page's frame say for whom it is written, where that is somebody else."""
    if not is_author(row):
        g.written_for = (row["unit_id"], row["person_id"])


def written_for() -> str:
    """The name of the author for whom this page is written; nothing on a page of one's own."""
    noted = g.get("written_for")
    found = people.one(current.connection(), *noted) if noted else None
    return str(found["name"]) if found else ""


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
        and not clerks.has_written(connection, row["unit_id"], row["id"], person.id)
    )
