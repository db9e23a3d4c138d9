"""The list of phrases and the years they hold, one for the whole service. Finds nothing in any text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from collector.store import database, times
from collector.store.database import Connection, Row

_COLUMNS = ("text", "kind", "valid_from", "valid_to", "suggestion", "note")
_SELECT = "SELECT id, text, kind, valid_from, valid_to, suggestion, note, origin FROM phrases"


def all(connection: Connection) -> list[Row]:
    """All phrases by kind and text: id, text, kind, valid_from, valid_to (years or None), suggestion, note,
    origin ('shipped' or 'own')."""
    return database.rows(connection, f"{_SELECT} WHERE removed_at IS NULL ORDER BY kind, text, id")


def version(connection: Connection) -> tuple[Any, ...]:
    """Another one after every change of the list."""
    found = database.row(connection, "SELECT count(*), max(id), max(edited_at), max(removed_at) FROM phrases")
    return tuple(found or ())


def one(connection: Connection, phrase_id: int) -> Row | None:
    return database.row(connection, f"{_SELECT} WHERE id = ? AND removed_at IS NULL", (phrase_id,))


def add(
    connection: Connection,
    *,
    text: str,
    kind: str,
    valid_from: int | None = None,
    valid_to: int | None = None,
    suggestion: str = "",
    note: str = "",
) -> int:
    """Add a phrase of one's own and return its id."""
    return database.new_id(
        connection,
        "INSERT INTO phrases (text, kind, valid_from, valid_to, suggestion, note, origin)"
        " VALUES (?, ?, ?, ?, ?, ?, 'own') RETURNING id",
        (text, kind, valid_from, valid_to, suggestion, note),
    )


def change(
    connection: Connection,
    phrase_id: int,
    *,
    text: str,
    kind: str,
    valid_from: int | None = None,
    valid_to: int | None = None,
    suggestion: str = "",
    note: str = "",
    now: datetime | None = None,
) -> None:
    """Give a phrase these words and years; a shipped one stays so from now on."""
    connection.execute(
        "UPDATE phrases SET text = ?, kind = ?, valid_from = ?, valid_to = ?, suggestion = ?, note = ?,"
        " edited_at = ? WHERE id = ? AND removed_at IS NULL",
        (text, kind, valid_from, valid_to, suggestion, note, times.text(now), phrase_id),
    )


def remove(connection: Connection, phrase_id: int, now: datetime | None = None) -> None:
    """Take a phrase off the list; a shipped one is remembered, so that it does not come back."""
    connection.execute("DELETE FROM phrases WHERE id = ? AND origin = 'own'", (phrase_id,))
    connection.execute(
        "UPDATE phrases SET removed_at = ? WHERE id = ? AND removed_at IS NULL", (times.text(now), phrase_id)
    )


def load(connection: Connection, shipped: Sequence[Mapping[str, Any]]) -> None:
    """Make the shipped phrases nobody edited or removed equal to these; own ones stay.

    Each has `text` and `kind`, and may have valid_from, valid_to, suggestion and note. A phrase is known
    again by its text. Call it in a transaction.
    """
    texts = {phrase["text"] for phrase in shipped}
    untouched = database.rows(
        connection,
        "SELECT id, shipped_text FROM phrases"
        " WHERE origin = 'shipped' AND edited_at IS NULL AND removed_at IS NULL",
    )
    for row in untouched:
        if row["shipped_text"] not in texts:
            connection.execute("DELETE FROM phrases WHERE id = ?", (row["id"],))
    for phrase in shipped:
        connection.execute(_LOAD, (*_given(phrase), phrase["text"]))


_LOAD = (
    "INSERT INTO phrases (text, kind, valid_from, valid_to, suggestion, note, origin, shipped_text)"
    " VALUES (?, ?, ?, ?, ?, ?, 'shipped', ?) ON CONFLICT (shipped_text) DO UPDATE"
    " SET kind = excluded.kind, valid_from = excluded.valid_from, valid_to = excluded.valid_to,"
    " suggestion = excluded.suggestion, note = excluded.note"
    " WHERE phrases.edited_at IS NULL AND phrases.removed_at IS NULL"
)


def _given(phrase: Mapping[str, Any]) -> tuple[Any, ...]:
    defaults = {"suggestion": "", "note": ""}
    return tuple(phrase.get(column, defaults.get(column)) for column in _COLUMNS)
