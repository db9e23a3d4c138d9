"""The answers of drafts, one row each, with a version that counts its changes. Knows no question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from collector.store import database, times
from collector.store.database import Connection


class Kept(NamedTuple):
    """An answer as kept; `value` is None for one that was opened again, whose version still counts."""

    value: Any
    version: int
    by: int
    at: str


def all(connection: Connection, unit_id: int, statement_id: int) -> dict[str, Kept]:
    """All answers ever given by name, those opened again included (value None). No row: never answered."""
    found = database.rows(
        connection,
        "SELECT name, value, version, saved_by, saved_at FROM answers WHERE unit_id = ? AND statement_id = ?",
        (unit_id, statement_id),
    )
    # Decoded together: a call for each of a hundred short texts would cost as much as the rest.
    decoded = json.loads(f"[{','.join([value or 'null' for _, value, *_ in found])}]")
    return {
        name: Kept(value, version, by, at)
        for (name, _, version, by, at), value in zip(found, decoded, strict=True)
    }


def values(connection: Connection, unit_id: int, statement_id: int) -> dict[str, Any]:
    """The values of the answers that are not open."""
    kept = all(connection, unit_id, statement_id)
    return {name: answer.value for name, answer in kept.items() if answer.value is not None}


def save(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    changes: Mapping[str, Any],
    person_id: int,
    now: datetime | None = None,
) -> dict[str, int]:
    """Keep values by name, None to open a question again; the new versions of those that really changed.

    Call it in a transaction. A value equal to the kept one changes nothing, so a section saved whole
    raises the versions of what was edited only.
    """
    at = times.text(now)
    versions = {}
    for name, value in changes.items():
        if value is None:
            changed = database.row(
                connection,
                "UPDATE answers SET value = NULL, version = version + 1, saved_by = ?, saved_at = ?"
                " WHERE unit_id = ? AND statement_id = ? AND name = ? AND value IS NOT NULL"
                " RETURNING version",
                (person_id, at, unit_id, statement_id, name),
            )
        else:
            changed = database.row(
                connection,
                "INSERT INTO answers (unit_id, statement_id, name, value, version, saved_by, saved_at)"
                " VALUES (?, ?, ?, ?, 1, ?, ?) ON CONFLICT (unit_id, statement_id, name) DO UPDATE"
                " SET value = excluded.value, version = answers.version + 1,"
                " saved_by = excluded.saved_by, saved_at = excluded.saved_at"
                " WHERE answers.value IS DISTINCT FROM excluded.value RETURNING version",
                (unit_id, statement_id, name, _encoded(value), person_id, at),
            )
        if changed is not None:
            versions[name] = int(changed["version"])
    return versions


def _encoded(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
