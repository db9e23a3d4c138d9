"""Revisions: all answers of a statement as they stood at one moment, append-only. Knows no question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from collector.store import database, encoding, times
from collector.store.database import Connection, Row

CAUSES = (
    "saved",
    "conflict",
    "set_aside",
    "taken_back",
    "carried_over",
    "imported",
    "discarded",
    "restored",
    "handed_over",
    "handed_back",
    "submitted",
    "withdrawn",
    "returned",
    "passed",
    "approved",
    "archived",
    "corrected",
)

# Whoever cut a revision for one of these has written the statement; as one piece of SQL.
WRITTEN = "('saved', 'conflict', 'set_aside', 'taken_back', 'carried_over', 'imported', 'handed_over')"

# Copied inside SQLite: a hundred answers never become Python objects.
_CUT = """
INSERT INTO revisions (unit_id, statement_id, number, cause, note, answers, versions, saved_by, at)
SELECT ?, ?, 1 + (SELECT coalesce(max(number), 0) FROM revisions WHERE unit_id = ? AND statement_id = ?),
    ?, ?, kept.answers, kept.versions, ?, ?
FROM (
    SELECT json_group_object(name, json(value)) AS answers, json_group_object(name, version) AS versions
    FROM (
        SELECT name, value, version FROM answers
        WHERE unit_id = ? AND statement_id = ? AND value IS NOT NULL ORDER BY name
    )
) AS kept
WHERE kept.answers IS DISTINCT FROM (
    SELECT answers FROM revisions WHERE unit_id = ? AND statement_id = ? AND cause <> 'set_aside'
    ORDER BY number DESC LIMIT 1
)
RETURNING number
"""

_CUT_WITH_CHANGES = """
INSERT INTO revisions (unit_id, statement_id, number, cause, note, answers, versions, saved_by, at)
SELECT ?, ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?
FROM revisions WHERE unit_id = ? AND statement_id = ?
RETURNING number
"""


def cut(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    cause: str,
    person_id: int,
    *,
    now: datetime | None = None,
    changes: Mapping[str, Any] | None = None,
    note: str = "",
) -> int | None:
    """Copy all answers, `changes` laid over them, and return the revision's number: 1, 2, … per statement.

    `changes` are values by name, None for an open one; they are not saved. Without them nothing is cut
    where the answers equal the newest revision's (one set aside never was the draft and does not count),
    and None comes back. Call it in a transaction.
    """
    if cause not in CAUSES:
        raise ValueError(f"no such cause: {cause}")
    where = (unit_id, statement_id)
    at = times.text(now)
    if changes is None:
        found = database.row(connection, _CUT, (*where, *where, cause, note, person_id, at, *where, *where))
    else:
        texts = _laid_over(connection, unit_id, statement_id, changes)
        found = database.row(
            connection, _CUT_WITH_CHANGES, (*where, cause, note, *texts, person_id, at, *where)
        )
    return None if found is None else int(found["number"])


def _laid_over(
    connection: Connection, unit_id: int, statement_id: int, changes: Mapping[str, Any]
) -> tuple[str, str]:
    """The answers and their versions as JSON; a changed answer never was a version."""
    found = database.rows(
        connection,
        "SELECT name, value, version FROM answers"
        " WHERE unit_id = ? AND statement_id = ? AND value IS NOT NULL",
        (unit_id, statement_id),
    )
    kept = {row["name"]: row for row in found if row["name"] not in changes}
    values = {name: json.loads(row["value"]) for name, row in kept.items()}
    values |= {name: value for name, value in changes.items() if value is not None}
    return encoding.encoded(values), encoding.encoded({name: row["version"] for name, row in kept.items()})


_SELECT = (
    "SELECT revisions.number, revisions.cause, revisions.note, revisions.saved_by, people.name, revisions.at"
)
_FROM = (
    " FROM revisions JOIN people ON people.id = revisions.saved_by"
    " WHERE revisions.unit_id = ? AND revisions.statement_id = ?"
)


def all(connection: Connection, unit_id: int, statement_id: int) -> list[Row]:
    """The newest first, without values: number, cause, note, saved_by, name (of that person), at."""
    return database.rows(
        connection, f"{_SELECT}{_FROM} ORDER BY revisions.number DESC", (unit_id, statement_id)
    )


def one(connection: Connection, unit_id: int, statement_id: int, number: int) -> dict[str, Any] | None:
    """One revision: the same and `values`, name -> value, without open ones."""
    found = database.row(
        connection,
        f"{_SELECT}, revisions.answers{_FROM} AND revisions.number = ?",
        (unit_id, statement_id, number),
    )
    if found is None:
        return None
    kept = dict(found)
    return {**kept, "values": json.loads(kept.pop("answers"))}


def value_at(connection: Connection, unit_id: int, statement_id: int, name: str, version: int) -> Any | None:
    """The value a question had at a version, as the newest revision with that version kept it, or None."""
    found = database.rows(
        connection,
        "SELECT answers, versions FROM revisions WHERE unit_id = ? AND statement_id = ? ORDER BY number DESC",
        (unit_id, statement_id),
    )
    for row in found:
        if json.loads(row["versions"]).get(name) == version:
            return json.loads(row["answers"])[name]
    return None
