"""Definitions as loaded: their TOML sources and Word template, one row per content hash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from collector.store import database, times
from collector.store.database import Connection, Row

_SELECT = "SELECT id, name, hash, title, sources, template, loaded_at FROM definitions"


def add(
    connection: Connection,
    *,
    name: str,
    hash: str,
    title: str,
    sources: Mapping[str, str],
    template: bytes,
    now: datetime | None = None,
) -> int:
    """Make this the latest version of its name and return its id; a known hash keeps its row and id."""
    return database.new_id(
        connection,
        "INSERT INTO definitions (name, hash, title, sources, template, loaded_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (hash) DO UPDATE SET loaded_at = excluded.loaded_at RETURNING id",
        (name, hash, title, json.dumps(dict(sources), ensure_ascii=False), template, times.text(now)),
    )


def _decoded(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {**dict(row), "sources": json.loads(row["sources"])}


def latest(connection: Connection, name: str) -> dict[str, Any] | None:
    """The version new statements begin with; `sources` is a dict file name → text."""
    return _decoded(
        database.row(
            connection, f"{_SELECT} WHERE name = ? ORDER BY loaded_at DESC, id DESC LIMIT 1", (name,)
        )
    )


def by_id(connection: Connection, definition_id: int) -> dict[str, Any] | None:
    return _decoded(database.row(connection, f"{_SELECT} WHERE id = ?", (definition_id,)))


def by_hash(connection: Connection, hash: str) -> dict[str, Any] | None:
    return _decoded(database.row(connection, f"{_SELECT} WHERE hash = ?", (hash,)))


def all(connection: Connection) -> list[Row]:
    """All versions without their contents: id, name, hash, title, loaded_at; each name's latest first."""
    return database.rows(
        connection,
        "SELECT id, name, hash, title, loaded_at FROM definitions ORDER BY name, loaded_at DESC, id DESC",
    )
