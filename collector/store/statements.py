"""Statements: one per person, definition, year and period. Their answers are in `answers`."""

from __future__ import annotations

from datetime import datetime

from collector.store import database, times
from collector.store.database import Connection, IntegrityError, Row

_SELECT = (
    "SELECT id, unit_id, person_id, definition_id, definition_name, round_id, year, period, state, missing,"
    " findings, created_at, saved_at, saved_by"
    " FROM statements"
)


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
    now: datetime | None = None,
) -> int:
    """Begin a draft and return its id. Raises `Taken`."""
    found = database.row(
        connection,
        "INSERT INTO statements (unit_id, person_id, definition_id, definition_name, round_id, year, period,"
        " missing, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (unit_id, person_id, definition_name, year, period) DO NOTHING RETURNING id",
        (
            unit_id,
            person_id,
            definition_id,
            definition_name,
            round_id,
            year,
            period,
            missing,
            times.text(now),
        ),
    )
    if found is None:
        raise Taken(year, period)
    return int(found["id"])


def one(connection: Connection, unit_id: int, statement_id: int) -> Row | None:
    return database.row(
        connection,
        f"{_SELECT} WHERE unit_id = ? AND id = ?",
        (unit_id, statement_id),
    )


def of_person(connection: Connection, unit_id: int, person_id: int) -> list[Row]:
    """A person's statements, the newest year first."""
    return database.rows(
        connection,
        f"{_SELECT} WHERE unit_id = ? AND person_id = ? ORDER BY year DESC, period, id DESC",
        (unit_id, person_id),
    )


def rename_year(connection: Connection, unit_id: int, statement_id: int, year: int, period: str) -> None:
    """Move a statement to another year or period. Raises `Taken`."""
    try:
        connection.execute(
            "UPDATE statements SET year = ?, period = ? WHERE unit_id = ? AND id = ?",
            (year, period, unit_id, statement_id),
        )
    except IntegrityError as error:
        raise Taken(year, period) from error


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
