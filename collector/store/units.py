"""Units: the institutions, and the departments inside them."""

from __future__ import annotations

from collector.store import database
from collector.store.database import Connection, Row


def add(connection: Connection, name: str, *, parent_id: int | None = None) -> int:
    """Keep a new unit and return its id."""
    return database.new_id(
        connection,
        "INSERT INTO units (parent_id, name) VALUES (?, ?) RETURNING id",
        (parent_id, name),
    )


def one(connection: Connection, unit_id: int) -> Row | None:
    return database.row(connection, "SELECT id, parent_id, name FROM units WHERE id = ?", (unit_id,))


def all(connection: Connection) -> list[Row]:
    """All units, in the order they were added."""
    return database.rows(connection, "SELECT id, parent_id, name FROM units ORDER BY id")
