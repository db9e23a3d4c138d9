"""Which sections of a draft their author called finished. Whether they are complete, it does not know."""

from __future__ import annotations

from datetime import datetime

from collector.store import database, times
from collector.store.database import Connection


def mark(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    section: str,
    is_finished: bool,
    person_id: int,
    now: datetime | None = None,
) -> None:
    """Call a section finished, or no longer; saying it again changes nothing."""
    if is_finished:
        connection.execute(
            "INSERT INTO finished (unit_id, statement_id, section, saved_by, at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (unit_id, statement_id, section) DO NOTHING",
            (unit_id, statement_id, section, person_id, times.text(now)),
        )
    else:
        connection.execute(
            "DELETE FROM finished WHERE unit_id = ? AND statement_id = ? AND section = ?",
            (unit_id, statement_id, section),
        )


def all(connection: Connection, unit_id: int, statement_id: int) -> set[str]:
    """The names of the finished sections."""
    found = database.rows(
        connection,
        "SELECT section FROM finished WHERE unit_id = ? AND statement_id = ?",
        (unit_id, statement_id),
    )
    return {row["section"] for row in found}
