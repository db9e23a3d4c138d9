"""Answers read out of uploaded reports, kept until their owner confirms them. The files are never kept."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from collector.store import database, encoding, times
from collector.store.database import Connection, Row

_KEPT = timedelta(days=7)
_NOTHING = "{}"


def add(
    connection: Connection,
    unit_id: int,
    person_id: int,
    *,
    definition_id: int,
    file_name: str,
    found: Any,
    now: datetime | None = None,
) -> int:
    """Keep what was read, and return its id. What nobody confirmed within a week is forgotten."""
    connection.execute(
        "DELETE FROM imports WHERE used_at IS NULL AND at < ?", (times.text(now, plus=-_KEPT),)
    )
    made = database.row(
        connection,
        "INSERT INTO imports (unit_id, person_id, definition_id, file_name, found, at)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (unit_id, person_id, definition_id, file_name, encoding.encoded(found), times.text(now)),
    )
    if made is None:
        raise RuntimeError("no row came back")
    return int(made["id"])


def one(connection: Connection, unit_id: int, person_id: int, import_id: int) -> Row | None:
    """A person's own import that waits to be confirmed, `found` as JSON text."""
    return database.row(
        connection,
        "SELECT id, unit_id, person_id, definition_id, file_name, found, at FROM imports"
        " WHERE unit_id = ? AND person_id = ? AND id = ? AND used_at IS NULL",
        (unit_id, person_id, import_id),
    )


def found_in(row: Row) -> Any:
    """What was read, as it was added."""
    return json.loads(row["found"])


def use(connection: Connection, unit_id: int, import_id: int, now: datetime | None = None) -> None:
    """Note that it became a statement; the text is in that statement from now on, and no longer here."""
    connection.execute(
        "UPDATE imports SET used_at = ?, found = ? WHERE unit_id = ? AND id = ?",
        (times.text(now), _NOTHING, unit_id, import_id),
    )
