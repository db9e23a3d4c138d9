"""Statements: one per person, definition, year and period, and discarded ones. Answers are in `answers`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from collector.store import database, participants, times
from collector.store.database import Connection, IntegrityError, Row

_SELECT = (
    "SELECT id, unit_id, person_id, definition_id, definition_name, round_id, year, period, state, missing,"
    " findings, created_at, saved_at, saved_by, discarded_at, imported_at, imported_file,"
    " submitted_at, submitted_revision, submissions, stage, opened_at, opened_by, passed_by, return_id,"
    " doubts, own_share, copied_share FROM statements"
)

# The states of a statement that is not handed in, or is to be handed in anew.
WRITING = ("draft", "awaiting_author", "returned")
# So long a discarded statement can be taken back.
DISCARDED_FOR = timedelta(days=30)


class Taken(Exception):
    """The person already has a statement of this definition for the year and period."""


def create(
    connection: Connection,
    unit_id: int,
    person_id: int,
    *,
    definition_id: int,
    definition_name: str,
    year: int,
    period: str,
    round_id: int | None = None,
    missing: int = 0,
    imported_file: str | None = None,
    now: datetime | None = None,
) -> int:
    """Begin a draft, in the open round that asks for it, and return its id. Raises `Taken`.

    `imported_file` names the file it was read from.
    """
    at = times.text(now)
    which = (unit_id, person_id, definition_id, definition_name, round_id, year, period)
    imported_at = at if imported_file is not None else None
    statement_id = _inserted(connection, (*which, missing, at, imported_at, imported_file))
    if statement_id is None:
        raise Taken(year, period)
    participants.take_in(connection, unit_id, statement_id)
    return statement_id


def _inserted(connection: Connection, values: tuple[Any, ...]) -> int | None:
    """The id of a new row; None where the person has a statement of that name, year and period."""
    found = database.row(
        connection,
        "INSERT INTO statements (unit_id, person_id, definition_id, definition_name, round_id, year, period,"
        " missing, created_at, imported_at, imported_file) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (unit_id, definition_name, year, period, person_id) WHERE discarded_at IS NULL"
        " DO NOTHING RETURNING id",
        values,
    )
    return int(found["id"]) if found is not None else None


def one(connection: Connection, unit_id: int, statement_id: int) -> Row | None:
    """The statement, unless it is discarded."""
    return database.row(
        connection,
        f"{_SELECT} WHERE unit_id = ? AND id = ? AND discarded_at IS NULL",
        (unit_id, statement_id),
    )


def anywhere(connection: Connection, statement_id: int) -> Row | None:
    """The statement of whichever unit, unless it is discarded: who may see it, the caller decides."""
    return database.row(connection, f"{_SELECT} WHERE id = ? AND discarded_at IS NULL", (statement_id,))


def of_person(connection: Connection, unit_id: int, person_id: int) -> list[Row]:
    """A person's statements, the newest year first; not the discarded ones."""
    return database.rows(
        connection,
        f"{_SELECT} WHERE unit_id = ? AND person_id = ? AND discarded_at IS NULL"
        " ORDER BY year DESC, period, id DESC",
        (unit_id, person_id),
    )


def of_year(connection: Connection, row: Row | Mapping[str, Any]) -> list[Row]:
    """The same person's statements of its definition and year, by period; itself too.

    Not the discarded ones.
    """
    keys = ("unit_id", "person_id", "definition_name", "year")
    return database.rows(
        connection,
        f"{_SELECT} WHERE unit_id = ? AND person_id = ? AND definition_name = ? AND year = ?"
        " AND discarded_at IS NULL ORDER BY period",
        [row[key] for key in keys],
    )


def earlier(connection: Connection, row: Row | Mapping[str, Any]) -> list[Row]:
    """The same person's statements of its definition and period in years before it, the newest first.

    Not the discarded ones.
    """
    keys = ("unit_id", "person_id", "definition_name", "period", "year")
    return database.rows(
        connection,
        f"{_SELECT} WHERE unit_id = ? AND person_id = ? AND definition_name = ? AND period = ? AND year < ?"
        " AND discarded_at IS NULL ORDER BY year DESC",
        [row[key] for key in keys],
    )


def rename_year(connection: Connection, unit_id: int, statement_id: int, year: int, period: str) -> None:
    """Move a statement to another year or period, and to the round that asks for it. Raises `Taken`."""
    try:
        connection.execute(
            "UPDATE statements SET year = ?, period = ?, round_id = NULL"
            " WHERE unit_id = ? AND id = ? AND discarded_at IS NULL",
            (year, period, unit_id, statement_id),
        )
    except IntegrityError as error:
        raise Taken(year, period) from error
    participants.take_in(connection, unit_id, statement_id)


def discard(connection: Connection, unit_id: int, statement_id: int, now: datetime | None = None) -> bool:
    """Put a statement away, answers and all, and free its year; False where there was none."""
    done = connection.execute(
        "UPDATE statements SET discarded_at = ? WHERE unit_id = ? AND id = ? AND discarded_at IS NULL",
        (times.text(now), unit_id, statement_id),
    )
    return done.rowcount == 1


def restore(connection: Connection, unit_id: int, statement_id: int, now: datetime | None = None) -> bool:
    """Take a discarded statement back; False where none is or 30 days are over. Raises `Taken`."""
    try:
        done = connection.execute(
            "UPDATE statements SET discarded_at = NULL WHERE unit_id = ? AND id = ? AND discarded_at > ?",
            (unit_id, statement_id, times.text(now, plus=-DISCARDED_FOR)),
        )
    except IntegrityError as error:
        raise Taken(statement_id) from error
    participants.take_in(connection, unit_id, statement_id)
    return done.rowcount == 1


def discarded_of_person(
    connection: Connection, unit_id: int, person_id: int, since: datetime | None = None
) -> list[Row]:
    """What a person discarded after `since` (30 days ago), the last one first."""
    after = times.text(plus=-DISCARDED_FOR) if since is None else times.text(since)
    return database.rows(
        connection,
        f"{_SELECT} WHERE unit_id = ? AND person_id = ? AND discarded_at > ? ORDER BY discarded_at DESC, id",
        (unit_id, person_id, after),
    )


def set_counts(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    *,
    missing: int,
    findings: int,
    person_id: int,
    now: datetime | None = None,
) -> None:
    """Note what a save left open and found, and who saved when, so that lists compute nothing."""
    connection.execute(
        "UPDATE statements SET missing = ?, findings = ?, saved_by = ?, saved_at = ?"
        " WHERE unit_id = ? AND id = ?",
        (missing, findings, person_id, times.text(now), unit_id, statement_id),
    )


def recount(connection: Connection, unit_id: int, statement_id: int, *, missing: int, findings: int) -> None:
    """Note the counts after a change that nobody at the statement saved."""
    connection.execute(
        "UPDATE statements SET missing = ?, findings = ? WHERE unit_id = ? AND id = ?",
        (missing, findings, unit_id, statement_id),
    )
