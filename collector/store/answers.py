"""The answers of drafts, one row each, with a version that counts its changes. Knows no question."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from collector.store import database, encoding, revisions, times
from collector.store.database import Connection


class Kept(NamedTuple):
    """An answer as kept; `value` is None for one that was opened again, whose version still counts."""

    value: Any
    version: int
    by: int
    at: str
    page: str = ""


def all(connection: Connection, unit_id: int, statement_id: int) -> dict[str, Kept]:
    """All answers ever given by name, those opened again included (value None). No row: never answered."""
    # Read at every request: plain tuples, and all texts decoded together, cost half of rows one by one.
    cursor = connection.cursor()
    cursor.row_factory = None
    found = cursor.execute(
        "SELECT name, value, version, saved_by, saved_at, page FROM answers"
        " WHERE unit_id = ? AND statement_id = ?",
        (unit_id, statement_id),
    ).fetchall()
    decoded = json.loads(f"[{','.join([row[1] or 'null' for row in found])}]")
    return {
        name: Kept(value, version, by, at, page)
        for (name, _, version, by, at, page), value in zip(found, decoded, strict=True)
    }


def values(connection: Connection, unit_id: int, statement_id: int) -> dict[str, Any]:
    """The values of the answers that are not open."""
    kept = all(connection, unit_id, statement_id)
    return {name: answer.value for name, answer in kept.items() if answer.value is not None}


# What stood there before this page began to change it; a page that goes on changing keeps the first.
_ORIGINAL = (
    " original = CASE WHEN answers.page = ? AND answers.page <> ''"
    " THEN answers.original ELSE answers.value END,"
    " original_version = CASE WHEN answers.page = ? AND answers.page <> ''"
    " THEN answers.original_version ELSE answers.version END,"
)

_OPEN = (
    f"UPDATE answers SET{_ORIGINAL} value = NULL, version = version + 1,"
    " saved_by = ?, saved_at = ?, page = ?"
    " WHERE unit_id = ? AND statement_id = ? AND name = ? AND value IS NOT NULL"
    " RETURNING version"
)

# ruff: noqa: S608 (the text put in is the constant above)
_KEEP = (
    "INSERT INTO answers (unit_id, statement_id, name, value, version, saved_by, saved_at, page)"
    " VALUES (?, ?, ?, ?, 1, ?, ?, ?) ON CONFLICT (unit_id, statement_id, name) DO UPDATE"
    f" SET{_ORIGINAL} value = excluded.value, version = answers.version + 1,"
    " saved_by = excluded.saved_by, saved_at = excluded.saved_at, page = excluded.page"
    " WHERE answers.value IS DISTINCT FROM excluded.value RETURNING version"
)


def save(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    changes: Mapping[str, Any],
    person_id: int,
    now: datetime | None = None,
    *,
    page: str = "",
) -> dict[str, int]:
    """Keep values by name, None to open a question again; the new versions of those that really changed.

    Call it in a transaction. A value equal to the kept one changes nothing, so a section saved whole
    raises the versions of what was edited only. `page` names the rendered page it comes from: what stood
    there before that page began to change it is kept as the original. Without a page every save begins anew.
    """
    at = times.text(now)
    versions = {}
    for name, value in changes.items():
        where = (unit_id, statement_id, name)
        if value is None:
            changed = database.row(connection, _OPEN, (page, page, person_id, at, page, *where))
        else:
            given = (*where, encoding.encoded(value), person_id, at, page, page, page)
            changed = database.row(connection, _KEEP, given)
        if changed is not None:
            versions[name] = int(changed["version"])
    return versions


def original(connection: Connection, unit_id: int, statement_id: int, name: str, version: int) -> Any | None:
    """The value a question had at `version`; None where it was open then, or where nobody knows any more.

    That is the value before the last page began to change it, or the one a revision kept.
    """
    where = (unit_id, statement_id, name)
    found = database.row(
        connection,
        "SELECT value, version, original, original_version FROM answers"
        " WHERE unit_id = ? AND statement_id = ? AND name = ?",
        where,
    )
    if found is None:
        return None
    if version in (found["version"], found["original_version"]):
        text = found["value"] if version == found["version"] else found["original"]
        return None if text is None else json.loads(text)
    return revisions.value_at(connection, *where, version)


def of_colleagues(
    connection: Connection, unit_id: int, statement_id: int, names: Iterable[str]
) -> list[dict[str, Any]]:
    """What others of the unit gave to these questions in the same definition, year and period.

    Each: name, value, person_id, person_name; open answers and discarded statements are left out.
    """
    found = database.rows(
        connection,
        "SELECT answers.name, answers.value, theirs.person_id, people.name AS person_name"
        " FROM statements AS mine"
        " JOIN statements AS theirs ON theirs.unit_id = mine.unit_id"
        " AND theirs.definition_name = mine.definition_name AND theirs.year = mine.year"
        " AND theirs.period = mine.period AND theirs.discarded_at IS NULL AND theirs.id <> mine.id"
        " JOIN answers ON answers.unit_id = theirs.unit_id AND answers.statement_id = theirs.id"
        " AND answers.value IS NOT NULL AND answers.name IN (SELECT value FROM json_each(?))"
        " JOIN people ON people.id = theirs.person_id"
        " WHERE mine.unit_id = ? AND mine.id = ? ORDER BY answers.name, people.name, theirs.id",
        (json.dumps(list(names)), unit_id, statement_id),
    )
    return [{**dict(row), "value": json.loads(row["value"])} for row in found]
