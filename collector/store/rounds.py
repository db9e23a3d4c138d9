"""Rounds: what a unit asks people of its own and of units below to file, for which year, until when."""

# ruff: noqa: S608 (the text put in is constants of the package)

from __future__ import annotations

from datetime import datetime

from collector.store import database, statements, times, units
from collector.store.database import Connection, Row

_SELECT = (
    "SELECT id, unit_id, definition_name, year, period, cutoff_date, deadline, opened_by, opened_at,"
    " closed_at FROM rounds"
)


def add(
    connection: Connection,
    unit_id: int,
    *,
    definition_name: str,
    year: int,
    period: str,
    cutoff_date: str,
    deadline: str,
    opened_by: int,
    now: datetime | None = None,
) -> int:
    """Open a round and return its id; the dates are `2026-11-22`."""
    return database.new_id(
        connection,
        "INSERT INTO rounds (unit_id, definition_name, year, period, cutoff_date, deadline, opened_by,"
        " opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (unit_id, definition_name, year, period, cutoff_date, deadline, opened_by, times.text(now)),
    )


def one(connection: Connection, unit_id: int, round_id: int) -> Row | None:
    return database.row(
        connection,
        f"{_SELECT} WHERE unit_id = ? AND id = ?",
        (unit_id, round_id),
    )


def open_ones(connection: Connection, unit_id: int) -> list[Row]:
    """Rounds nobody has closed, newest year first; one past its deadline still takes late statements."""
    return database.rows(
        connection,
        f"{_SELECT} WHERE unit_id = ? AND closed_at IS NULL ORDER BY year DESC, id DESC",
        (unit_id,),
    )


def below(connection: Connection, top_id: int) -> list[Row]:
    """The rounds of a unit and of all below it, the open ones first, newest year first, each with counts.

    `people` file in it, `begun` of them have saved something, `handed_in` have submitted and were not told
    to change anything.
    """
    return database.rows(
        connection,
        f"{units.BELOW} SELECT rounds.*, units.name AS unit_name, count(participants.person_id) AS people,"
        " count(statements.saved_at) AS begun,"
        f" count(CASE WHEN statements.state NOT IN {statements.WRITING} THEN 1 END) AS handed_in"
        " FROM rounds JOIN below ON below.id = rounds.unit_id JOIN units ON units.id = rounds.unit_id"
        " LEFT JOIN participants ON participants.unit_id = rounds.unit_id"
        " AND participants.round_id = rounds.id"
        " LEFT JOIN statements ON statements.round_id = rounds.id"
        " AND statements.person_id = participants.person_id AND statements.discarded_at IS NULL"
        " GROUP BY rounds.id, units.name"
        " ORDER BY rounds.closed_at IS NOT NULL, rounds.year DESC, rounds.id DESC",
        (top_id,),
    )


def one_below(connection: Connection, top_id: int, round_id: int) -> Row | None:
    """A round of the unit or of any below it."""
    return database.row(
        connection,
        f"{units.BELOW} {_SELECT} WHERE id = ? AND unit_id IN (SELECT id FROM below)",
        (top_id, round_id),
    )


def correct(connection: Connection, unit_id: int, round_id: int, *, cutoff_date: str, deadline: str) -> None:
    """Put both dates right, also backwards; people's own deadlines stay."""
    connection.execute(
        "UPDATE rounds SET cutoff_date = ?, deadline = ? WHERE unit_id = ? AND id = ?",
        (cutoff_date, deadline, unit_id, round_id),
    )


def close(connection: Connection, unit_id: int, round_id: int, *, now: datetime | None = None) -> bool:
    """End a round; False where it was ended before."""
    done = connection.execute(
        "UPDATE rounds SET closed_at = ? WHERE unit_id = ? AND id = ? AND closed_at IS NULL",
        (times.text(now), unit_id, round_id),
    )
    return done.rowcount == 1


def reopen(connection: Connection, unit_id: int, round_id: int) -> bool:
    """Let a round go on; False where it was not ended."""
    done = connection.execute(
        "UPDATE rounds SET closed_at = NULL WHERE unit_id = ? AND id = ? AND closed_at IS NOT NULL",
        (unit_id, round_id),
    )
    return done.rowcount == 1


def extend(
    connection: Connection,
    unit_id: int,
    round_id: int,
    *,
    deadline: str,
    reason: str,
    by: int,
    person_ids: tuple[int, ...] = (),
    now: datetime | None = None,
) -> None:
    """Put the deadline off for these people, or without any for all, and keep why."""
    for person_id in person_ids or (None,):
        connection.execute(
            "INSERT INTO extensions (unit_id, round_id, person_id, deadline, reason, extended_by, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (unit_id, round_id, person_id, deadline, reason, by, times.text(now)),
        )
        if person_id is None:
            connection.execute(
                "UPDATE rounds SET deadline = ? WHERE unit_id = ? AND id = ?", (deadline, unit_id, round_id)
            )
        else:
            connection.execute(
                "UPDATE participants SET deadline = ? WHERE unit_id = ? AND round_id = ? AND person_id = ?",
                (deadline, unit_id, round_id, person_id),
            )


def extensions(connection: Connection, unit_id: int, round_id: int) -> list[Row]:
    """Every time the deadline was put off, the last one first: for whom (None: for all), why, by whom."""
    return database.rows(
        connection,
        "SELECT extensions.deadline, extensions.reason, extensions.at, people.name, others.name AS by_name"
        " FROM extensions LEFT JOIN people ON people.id = extensions.person_id"
        " JOIN people AS others ON others.id = extensions.extended_by"
        " WHERE extensions.unit_id = ? AND extensions.round_id = ? ORDER BY extensions.id DESC",
        (unit_id, round_id),
    )
