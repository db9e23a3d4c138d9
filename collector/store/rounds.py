"""Rounds: what a unit asks its people to file, for which year and period, until when."""

from __future__ import annotations

from datetime import datetime

from collector.store import database, times
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
