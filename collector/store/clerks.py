"""Clerks: who writes statements for whom, as the administrator assigned them. Submits nothing."""

from __future__ import annotations

from datetime import datetime

from collector.store import database, times
from collector.store.database import Connection, Row

_PEOPLE = (
    "SELECT people.id, people.unit_id, units.name AS unit_name, people.account, people.name, people.position"
)


def assign(
    connection: Connection,
    unit_id: int,
    official_id: int,
    clerk_id: int,
    *,
    by: int,
    now: datetime | None = None,
) -> None:
    """Let a clerk write for an official of the unit; doing it twice is doing it once."""
    connection.execute(
        "INSERT INTO clerks (unit_id, official_id, clerk_id, assigned_by, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (unit_id, official_id, clerk_id) DO NOTHING",
        (unit_id, official_id, clerk_id, by, times.text(now)),
    )


def remove(connection: Connection, unit_id: int, official_id: int, clerk_id: int) -> bool:
    """Let a clerk no longer write for an official; False where the clerk didn't."""
    done = connection.execute(
        "DELETE FROM clerks WHERE unit_id = ? AND official_id = ? AND clerk_id = ?",
        (unit_id, official_id, clerk_id),
    )
    return done.rowcount == 1


def officials_of(connection: Connection, clerk_id: int) -> list[Row]:
    """Those a clerk writes for, by name: id, unit_id, unit_name, account, name, position."""
    return database.rows(
        connection,
        f"{_PEOPLE} FROM clerks JOIN people ON people.id = clerks.official_id"
        " JOIN units ON units.id = people.unit_id WHERE clerks.clerk_id = ? ORDER BY people.name, people.id",
        (clerk_id,),
    )


def clerks_of(connection: Connection, unit_id: int, official_id: int) -> list[Row]:
    """Those who write for an official, by name: the same columns."""
    return database.rows(
        connection,
        f"{_PEOPLE} FROM clerks JOIN people ON people.id = clerks.clerk_id"
        " JOIN units ON units.id = people.unit_id WHERE clerks.unit_id = ? AND clerks.official_id = ?"
        " ORDER BY people.name, people.id",
        (unit_id, official_id),
    )


def serves(connection: Connection, clerk_id: int, official_id: int) -> bool:
    """Whether a clerk writes for an official."""
    found = database.row(
        connection, "SELECT 1 FROM clerks WHERE clerk_id = ? AND official_id = ?", (clerk_id, official_id)
    )
    return found is not None


def has_handed_over(connection: Connection, unit_id: int, statement_id: int, person_id: int) -> bool:
    """Whether somebody once handed the statement to its author as a clerk."""
    found = database.row(
        connection,
        "SELECT 1 FROM revisions WHERE unit_id = ? AND statement_id = ? AND cause = 'handed_over'"
        " AND saved_by = ? LIMIT 1",
        (unit_id, statement_id, person_id),
    )
    return found is not None
