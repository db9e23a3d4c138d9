"""Units: the institutions, and the departments inside them, as trees. Who may see which, it does not know."""

# ruff: noqa: S608 (the text put in is constants of this module)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from collector.store import database
from collector.store.database import Connection, Row

# The unit of the one parameter and everything below it. UNION, not UNION ALL: a loop would end too.
BELOW = (
    "WITH RECURSIVE below (id) AS (SELECT id FROM units WHERE id = ?"
    " UNION SELECT units.id FROM units JOIN below ON units.parent_id = below.id)"
)
# The unit of the one parameter (step 0) and those it lies in, the nearest first. No unit lies 100 deep.
ABOVE = (
    "WITH RECURSIVE above (id, parent_id, step) AS (SELECT id, parent_id, 0 FROM units WHERE id = ?"
    " UNION SELECT units.id, units.parent_id, above.step + 1"
    " FROM units JOIN above ON units.id = above.parent_id WHERE above.step < 100)"
)


class NameTaken(Exception):
    """The unit it would lie in already has one of this name."""


class Loop(Exception):
    """A unit can't lie in itself, nor in one that lies in it."""


class InUse(Exception):
    """Something is left in the unit: units, people, statements or rounds."""


def add(connection: Connection, name: str, *, parent_id: int | None = None) -> int:
    """Keep a new unit and return its id. Raises NameTaken."""
    _check_name(connection, name, parent_id)
    return database.new_id(
        connection,
        "INSERT INTO units (parent_id, name) VALUES (?, ?) RETURNING id",
        (parent_id, name),
    )


def _check_name(connection: Connection, name: str, parent_id: int | None, unit_id: int | None = None) -> None:
    # Institutions at the top know nothing of each other.
    for row in () if parent_id is None else inside(connection, parent_id):
        if row["name"] == name and row["id"] != unit_id:
            raise NameTaken(name)


def one(connection: Connection, unit_id: int) -> Row | None:
    return database.row(connection, "SELECT id, parent_id, name FROM units WHERE id = ?", (unit_id,))


def all(connection: Connection) -> list[Row]:
    """All units, in the order they were added."""
    return database.rows(connection, "SELECT id, parent_id, name FROM units ORDER BY id")


def inside(connection: Connection, parent_id: int) -> list[Row]:
    """The units directly in one, in the order they were added."""
    return database.rows(
        connection, "SELECT id, parent_id, name FROM units WHERE parent_id = ? ORDER BY id", (parent_id,)
    )


def below(connection: Connection, unit_id: int) -> list[Row]:
    """The unit and all below it, in the order they were added, each with how many people it has."""
    return database.rows(
        connection,
        f"{BELOW} SELECT units.id, units.parent_id, units.name,"
        " (SELECT count(*) FROM people WHERE people.unit_id = units.id) AS people"
        " FROM units JOIN below ON below.id = units.id ORDER BY units.id",
        (unit_id,),
    )


def tree(connection: Connection, unit_id: int) -> list[Row]:
    """The unit and all below it, each followed by those in it: id, parent_id, name, `path` from the first."""
    return database.rows(
        connection,
        "WITH RECURSIVE tree (id, parent_id, name, path, depth) AS ("
        "SELECT id, parent_id, name, name, 0 FROM units WHERE id = ? UNION ALL"
        " SELECT units.id, units.parent_id, units.name, tree.path || '/' || units.name, tree.depth + 1"
        " FROM units JOIN tree ON units.parent_id = tree.id WHERE tree.depth < 100 ORDER BY 5 DESC, 1)"
        " SELECT id, parent_id, name, path FROM tree",
        (unit_id,),
    )


def paths(rows: Sequence[Row | Mapping[str, Any]]) -> dict[int, str]:
    """江城市水文局/监测科 for every unit of the rows, as far up as the rows go."""
    by_id = {row["id"]: row for row in rows}

    def names(row: Row | Mapping[str, Any], left: int = len(by_id)) -> list[str]:
        above = by_id.get(row["parent_id"])
        return [*(names(above, left - 1) if above is not None and left else ()), row["name"]]

    return {unit_id: "/".join(names(row)) for unit_id, row in by_id.items()}


def named(rows: Sequence[Row | Mapping[str, Any]], text: str) -> list[int]:
    """The ids of the units of the rows that a text names: by its name, or by the end of its path."""
    return [unit_id for unit_id, path in paths(rows).items() if f"/{path}".endswith(f"/{text}")]


def is_within(connection: Connection, top_id: int, unit_id: int) -> bool:
    """Whether a unit is the top one or lies below it."""
    found = database.row(connection, f"{ABOVE} SELECT 1 FROM above WHERE id = ?", (unit_id, top_id))
    return found is not None


def elsewhere(connection: Connection, unit_id: int) -> list[Row]:
    """All units that neither lie in this one nor hold it."""
    own = {row["id"] for row in below(connection, unit_id)}
    own |= {row["id"] for row in database.rows(connection, f"{ABOVE} SELECT id FROM above", (unit_id,))}
    return [row for row in all(connection) if row["id"] not in own]


def change(connection: Connection, unit_id: int, name: str, parent_id: int | None) -> None:
    """Rename a unit and put it into another one. Raises NameTaken, Loop."""
    if parent_id is not None and is_within(connection, unit_id, parent_id):
        raise Loop(unit_id, parent_id)
    _check_name(connection, name, parent_id, unit_id)
    connection.execute("UPDATE units SET name = ?, parent_id = ? WHERE id = ?", (name, parent_id, unit_id))


def remove(connection: Connection, unit_id: int) -> None:
    """Remove an empty unit with its facts and settings. Raises InUse. Call it in a transaction."""
    for table in ("people", "statements", "rounds"):
        if database.row(connection, f"SELECT 1 FROM {table} WHERE unit_id = ? LIMIT 1", (unit_id,)):
            raise InUse(table)
    if inside(connection, unit_id):
        raise InUse("units")
    for table in ("facts", "unit_settings", "review_settings", "imports", "roles"):
        connection.execute(f"DELETE FROM {table} WHERE unit_id = ?", (unit_id,))
    connection.execute("DELETE FROM units WHERE id = ?", (unit_id,))
