"""Rosters read out of uploaded workbooks, kept until their sender confirms them. The files are never kept."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from collector.store import database, encoding, times
from collector.store.database import Connection

_KEPT = timedelta(days=1)
_NOTHING = "[]"


def add(
    connection: Connection,
    unit_id: int,
    person_id: int,
    *,
    file_name: str,
    people: list[dict[str, Any]],
    now: datetime | None = None,
) -> int:
    """Keep what was read, and return its id. What nobody confirmed within a day is forgotten."""
    connection.execute(
        "DELETE FROM rosters WHERE used_at IS NULL AND at < ?", (times.text(now, plus=-_KEPT),)
    )
    return database.new_id(
        connection,
        "INSERT INTO rosters (unit_id, person_id, file_name, people, at) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (unit_id, person_id, file_name, encoding.encoded(people), times.text(now)),
    )


def one(
    connection: Connection, unit_id: int, person_id: int, roster_id: int
) -> tuple[str, list[dict[str, Any]]] | None:
    """A person's own roster that waits to be confirmed: the file's name, and the people as added."""
    row = database.row(
        connection,
        "SELECT file_name, people FROM rosters"
        " WHERE unit_id = ? AND person_id = ? AND id = ? AND used_at IS NULL",
        (unit_id, person_id, roster_id),
    )
    return None if row is None else (row["file_name"], json.loads(row["people"]))


def use(connection: Connection, unit_id: int, roster_id: int, now: datetime | None = None) -> None:
    """Note that its people were added; they stand among the people from now on, and no longer here."""
    connection.execute(
        "UPDATE rosters SET used_at = ?, people = ? WHERE unit_id = ? AND id = ?",
        (times.text(now), _NOTHING, unit_id, roster_id),
    )
