"""Lists of people of a unit and all below it, with their units and roles, as far as a filter lets them."""

# ruff: noqa: S608 (the text put in is constants of the package)

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from collector.store import database, people, units
from collector.store.database import Connection, Row

# May sign in, or is disabled.
STATES = ("on", "off")


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Whom to list: those of a unit and below; an empty text leaves nobody out. `state` is one of STATES."""

    unit_id: int
    text: str = ""
    role: str = ""
    state: str = ""


_FOUND = (
    " FROM people JOIN below ON below.id = people.unit_id"
    r" WHERE (people.name LIKE ? ESCAPE '\' OR people.account LIKE ? ESCAPE '\'"
    r" OR people.position LIKE ? ESCAPE '\')"
    " AND (? = '' OR EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id"
    " AND roles.unit_id = people.unit_id AND roles.role = ?))"
    " AND (? = '' OR (people.disabled_at IS NULL) = (? = 'on'))"
)


def _parameters(found: Filter) -> tuple[int | str, ...]:
    escaped = found.text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    account = people.account_key(escaped)
    return (
        found.unit_id,
        *(f"%{text}%" for text in (escaped, account, escaped)),
        *(found.role, found.role, found.state, found.state),
    )


def count(connection: Connection, found: Filter) -> int:
    """How many there are."""
    return int(database.rows(connection, f"{units.BELOW} SELECT count(*) {_FOUND}", _parameters(found))[0][0])


def listed(connection: Connection, found: Filter, *, most: int, skip: int = 0) -> list[dict[str, Any]]:
    """Id, unit_id, unit_name, account, name, position, disabled_at and `roles` (a set), by unit and name."""
    rows = database.rows(
        connection,
        f"{units.BELOW}, page (id, unit_id, account, name, position, disabled_at) AS (SELECT people.id,"
        f" people.unit_id, people.account, people.name, people.position, people.disabled_at {_FOUND}"
        " ORDER BY people.unit_id, people.name, people.id LIMIT ? OFFSET ?)"
        " SELECT page.id, page.unit_id, units.name AS unit_name, account, page.name, position, disabled_at,"
        " roles.role FROM page JOIN units ON units.id = page.unit_id"
        " LEFT JOIN roles ON roles.person_id = page.id AND roles.unit_id = page.unit_id"
        " ORDER BY page.unit_id, page.name, page.id",
        (*_parameters(found), most, skip),
    )
    return _with_roles(rows)


def never_signed_in(connection: Connection, unit_id: int) -> list[Row]:
    """Those of a unit and below who may sign in with a one-time password and never did, by unit and name.

    Each with id, unit_id, account and name. Sessions are forgotten a month after their end.
    """
    return database.rows(
        connection,
        f"{units.BELOW} SELECT people.id, people.unit_id, people.account, people.name"
        " FROM people JOIN below ON below.id = people.unit_id"
        " WHERE people.must_change_password = 1 AND people.disabled_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.person_id = people.id)"
        " ORDER BY people.unit_id, people.name, people.id",
        (unit_id,),
    )


def _with_roles(rows: list[Row]) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        person = found.setdefault(row["id"], {**dict(row), "roles": set()})
        person.pop("role", None)
        if row["role"] is not None:
            person["roles"].add(row["role"])
    return list(found.values())


def accounts(connection: Connection) -> set[str]:
    """The accounts of everybody, in any unit, as `account_key` makes them."""
    return {row["account"] for row in database.rows(connection, "SELECT account FROM people")}
