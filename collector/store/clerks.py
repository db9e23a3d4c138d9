"""Clerks: who writes statements for whom, as the administrator assigned them. Submits nothing."""

# ruff: noqa: S608 (the text put in is constants of this module)

from __future__ import annotations

from datetime import datetime

from collector.store import database, revisions, times
from collector.store.database import Connection, Row

# The role is the first parameter: an assignment outlives it, and counts again with it.
_PEOPLE = (
    "SELECT people.id, people.unit_id, units.name AS unit_name, people.account, people.name,"
    " people.position, people.disabled_at, EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id"
    " AND roles.unit_id = people.unit_id AND roles.role = ?) AS has_role"
)
_DEADLINE = (
    "CASE WHEN participants.deadline > rounds.deadline THEN participants.deadline ELSE rounds.deadline END"
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
    """Those a clerk writes for, by name: id, unit_id, unit_name, account, name, position, disabled_at.

    `has_role` says whether they are still officials.
    """
    return database.rows(
        connection,
        f"{_PEOPLE} FROM clerks JOIN people ON people.id = clerks.official_id"
        " JOIN units ON units.id = people.unit_id WHERE clerks.clerk_id = ? ORDER BY people.name, people.id",
        ("official", clerk_id),
    )


def clerks_of(connection: Connection, unit_id: int, official_id: int) -> list[Row]:
    """Those who write for an official, by name: the same columns, of which `has_role` is that of a clerk."""
    return database.rows(
        connection,
        f"{_PEOPLE} FROM clerks JOIN people ON people.id = clerks.clerk_id"
        " JOIN units ON units.id = people.unit_id WHERE clerks.unit_id = ? AND clerks.official_id = ?"
        " ORDER BY people.name, people.id",
        ("clerk", unit_id, official_id),
    )


def statements_of(connection: Connection, clerk_id: int) -> list[Row]:
    """The statements of those a clerk writes for, newest first, with the round's `deadline` and `closed_at`.

    A later deadline of the official's own counts; without a round both are None. No discarded ones.
    """
    return database.rows(
        connection,
        "SELECT statements.id, statements.unit_id, statements.person_id, statements.definition_id,"
        " statements.return_id, statements.year, statements.period, statements.state, statements.missing,"
        f" statements.findings, statements.saved_at, statements.imported_at, {_DEADLINE} AS deadline,"
        " rounds.closed_at"
        " FROM clerks JOIN statements ON statements.person_id = clerks.official_id"
        " LEFT JOIN rounds ON rounds.id = statements.round_id"
        " LEFT JOIN participants ON participants.unit_id = rounds.unit_id"
        " AND participants.round_id = rounds.id AND participants.person_id = statements.person_id"
        " WHERE clerks.clerk_id = ? AND statements.discarded_at IS NULL"
        " ORDER BY statements.year DESC, statements.period, statements.id DESC",
        (clerk_id,),
    )


def serves(connection: Connection, clerk_id: int, official_id: int) -> bool:
    """Whether a clerk writes for an official."""
    found = database.row(
        connection, "SELECT 1 FROM clerks WHERE clerk_id = ? AND official_id = ?", (clerk_id, official_id)
    )
    return found is not None


def has_written(connection: Connection, unit_id: int, statement_id: int, person_id: int) -> bool:
    """Whether somebody, clerk or no longer, once changed the statement's answers or handed it over."""
    found = database.row(
        connection,
        "SELECT 1 FROM revisions WHERE unit_id = ? AND statement_id = ? AND saved_by = ?"
        f" AND cause IN {revisions.WRITTEN} LIMIT 1",
        (unit_id, statement_id, person_id),
    )
    return found is not None
