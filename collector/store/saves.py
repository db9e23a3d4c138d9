"""The answers given to saves that carried a key: one sent again is answered and not done again."""

from __future__ import annotations

from datetime import datetime, timedelta

from collector.store import database, times
from collector.store.database import Connection

_REMEMBERED = timedelta(days=1)


def answered(connection: Connection, unit_id: int, statement_id: int, key: str) -> str | None:
    """What was answered to the save with this key; None for one not seen before. Ask in the transaction."""
    found = database.row(
        connection,
        "SELECT answer FROM saves WHERE unit_id = ? AND statement_id = ? AND key = ?",
        (unit_id, statement_id, key),
    )
    return None if found is None else str(found["answer"])


def remember(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    key: str,
    answer: str,
    now: datetime | None = None,
) -> None:
    """Keep the answer to a save for a day; the first one stays. Forgets all that are older.

    Keep it small: a row for every autosave of a day.
    """
    connection.execute("DELETE FROM saves WHERE at < ?", (times.text(now, plus=-_REMEMBERED),))
    connection.execute(
        "INSERT INTO saves (unit_id, statement_id, key, answer, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (unit_id, statement_id, key) DO NOTHING",
        (unit_id, statement_id, key, answer, times.text(now)),
    )
