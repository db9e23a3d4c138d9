"""The audit: who did what, when, with which result. Append-only by trigger; never holds text of a report."""

from __future__ import annotations

from datetime import datetime

from collector.store import database, times
from collector.store.database import Connection, Row


def record(
    connection: Connection,
    action: str,
    *,
    person_id: int | None = None,
    unit_id: int | None = None,
    subject: str = "",
    result: str = "ok",
    address: str = "",
    now: datetime | None = None,
) -> None:
    """Write one line. `subject` names a thing ("statement 12"), it does not quote one."""
    connection.execute(
        "INSERT INTO audit (at, person_id, unit_id, action, subject, result, address)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (times.text(now), person_id, unit_id, _line(action), _line(subject), _line(result), _line(address)),
    )


def _line(text: str) -> str:
    # A line break or an escape sequence would let a text pose as another line once the audit is printed.
    return "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}" for character in text
    )[:200]


def newest(connection: Connection, unit_id: int, *, limit: int = 100) -> list[Row]:
    """The unit's newest lines first."""
    return database.rows(
        connection,
        "SELECT id, at, person_id, unit_id, action, subject, result, address FROM audit"
        " WHERE unit_id = ? ORDER BY id DESC LIMIT ?",
        (unit_id, limit),
    )
