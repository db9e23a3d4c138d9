"""What an administrator looks after: their own unit and everything below it. All else is not there: 404."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from flask import abort

from collector.store import people
from collector.store import units as kept_units
from collector.store.database import Row
from collector.web import current


class Placed(TypedDict):
    """A unit in its tree: how deep below the administrator's own, and its path from there."""

    id: int
    name: str
    parent_id: int | None
    people: int
    depth: int
    path: str


Unit = Row | Placed


def tree() -> list[Row]:
    """The units of whoever is asking, each followed by those in it: id, parent_id, name and path."""
    return kept_units.tree(current.connection(), current.person().unit_id)


def units() -> list[Placed]:
    """The administrator's units, each followed by those in it."""
    top_id = current.person().unit_id
    rows = kept_units.below(current.connection(), top_id)
    inside: dict[int | None, list[Row]] = {}
    for row in rows:
        inside.setdefault(row["parent_id"], []).append(row)
    listed: list[Placed] = []

    def place(row: Row, depth: int, path: str) -> None:
        listed.append(
            Placed(
                id=row["id"],
                name=row["name"],
                parent_id=row["parent_id"],
                people=row["people"],
                depth=depth,
                path=path,
            )
        )
        for each in inside.get(row["id"], ()):
            place(each, depth + 1, f"{path}/{each['name']}")

    for row in rows:
        if row["id"] == top_id:
            place(row, 0, row["name"])
    return listed


def unit(unit_id: int) -> Row:
    """A unit of the administrator's; 404 for any other."""
    connection = current.connection()
    if not kept_units.is_within(connection, current.person().unit_id, unit_id):
        abort(404)
    return kept_units.one(connection, unit_id) or abort(404)


def person(person_id: int) -> Row:
    """Somebody of the administrator's units; 404 for any other."""
    return people.below(current.connection(), current.person().unit_id, person_id) or abort(404)


def chosen(form: Mapping[str, Any], listed: Sequence[Unit], name: str = "unit") -> int | None:
    """The id of one of the listed units that a select sent; None for anything else."""
    sent = form.get(name, "")
    return next((each["id"] for each in listed if str(each["id"]) == sent), None)
