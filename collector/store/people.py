"""People and their roles. Keeps only password hashes; what a good password is, it does not know."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from collector.store import database, sessions, times, units
from collector.store.database import Connection, Row

ROLES = ("official", "clerk", "reviewer", "administrator")

_SELECT = (
    "SELECT id, unit_id, account, name, position, password_hash, must_change_password, disabled_at,"
    " created_at FROM people"
)


class AccountTaken(Exception):
    """Somebody already has this account."""


class HasStatements(Exception):
    """Statements belong to the unit they were written in, so their author can't leave it."""


def account_key(account: str) -> str:
    """An account as it is kept and looked up: full-width letters and capitals make no difference."""
    return unicodedata.normalize("NFKC", account).strip().casefold()


def add(
    connection: Connection,
    unit_id: int,
    *,
    account: str,
    name: str,
    password_hash: str,
    position: str = "",
    must_change_password: bool = True,
    now: datetime | None = None,
) -> int:
    """Keep a new person, without a role yet, and return the id. Raises `AccountTaken`."""
    found = database.row(
        connection,
        "INSERT INTO people (unit_id, account, name, position, password_hash, must_change_password,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account) DO NOTHING RETURNING id",
        (
            unit_id,
            account_key(account),
            name,
            position,
            password_hash,
            int(must_change_password),
            times.text(now),
        ),
    )
    if found is None:
        raise AccountTaken(account)
    return int(found["id"])


def one(connection: Connection, unit_id: int, person_id: int) -> Row | None:
    return database.row(
        connection,
        f"{_SELECT} WHERE unit_id = ? AND id = ?",
        (unit_id, person_id),
    )


def anywhere(connection: Connection, person_id: int) -> Row | None:
    """A person of whichever unit: who may know of them, the caller decides."""
    return database.row(connection, f"{_SELECT} WHERE id = ?", (person_id,))


def by_account(connection: Connection, account: str) -> Row | None:
    """The person with this account in any unit, disabled or not."""
    return database.row(
        connection,
        f"{_SELECT} WHERE account = ?",
        (account_key(account),),
    )


def below(connection: Connection, top_id: int, person_id: int) -> Row | None:
    """A person of the unit or of any below it."""
    return database.row(
        connection,
        f"{units.BELOW} {_SELECT} WHERE id = ? AND unit_id IN (SELECT id FROM below)",  # noqa: S608
        (top_id, person_id),
    )


def in_unit(connection: Connection, unit_id: int) -> list[Row]:
    """The unit's people by name, the disabled ones too."""
    return database.rows(
        connection,
        f"{_SELECT} WHERE unit_id = ? ORDER BY name, id",
        (unit_id,),
    )


def change(connection: Connection, unit_id: int, person_id: int, *, name: str, position: str) -> None:
    """Call a person or the post otherwise from now on; statements keep what stands in them."""
    connection.execute(
        "UPDATE people SET name = ?, position = ? WHERE unit_id = ? AND id = ?",
        (name, position, unit_id, person_id),
    )


def move(connection: Connection, unit_id: int, person_id: int, to_unit_id: int) -> None:
    """Put a person, roles and clerks too, into another unit. Raises `HasStatements`: those stay in it."""
    if database.row(connection, "SELECT 1 FROM statements WHERE person_id = ? LIMIT 1", (person_id,)):
        raise HasStatements(person_id)
    connection.execute(
        "UPDATE people SET unit_id = ? WHERE unit_id = ? AND id = ?", (to_unit_id, unit_id, person_id)
    )
    connection.execute(
        "UPDATE roles SET unit_id = ? WHERE unit_id = ? AND person_id = ?", (to_unit_id, unit_id, person_id)
    )
    connection.execute(
        "UPDATE clerks SET unit_id = ? WHERE unit_id = ? AND official_id = ?",
        (to_unit_id, unit_id, person_id),
    )


def set_password(
    connection: Connection,
    person_id: int,
    password_hash: str,
    *,
    must_change_password: bool = False,
    now: datetime | None = None,
) -> None:
    """Replace the password and end every session that was opened with the old one."""
    connection.execute(
        "UPDATE people SET password_hash = ?, must_change_password = ? WHERE id = ?",
        (password_hash, int(must_change_password), person_id),
    )
    sessions.end_all(connection, person_id, now=now)


def disable(connection: Connection, unit_id: int, person_id: int, *, now: datetime | None = None) -> None:
    """Shut a person out at once; nothing of theirs is deleted."""
    done = connection.execute(
        "UPDATE people SET disabled_at = ? WHERE unit_id = ? AND id = ? AND disabled_at IS NULL",
        (times.text(now), unit_id, person_id),
    )
    if done.rowcount:
        sessions.end_all(connection, person_id, now=now)


def enable(connection: Connection, unit_id: int, person_id: int) -> None:
    """Let a person in again; sessions ended before stay ended."""
    connection.execute(
        "UPDATE people SET disabled_at = NULL WHERE unit_id = ? AND id = ?", (unit_id, person_id)
    )


def grant(connection: Connection, unit_id: int, person_id: int, role: str) -> None:
    """Give a person a role in a unit; giving it twice is giving it once."""
    if role not in ROLES:
        raise ValueError(f"no such role: {role}")
    connection.execute(
        "INSERT INTO roles (unit_id, person_id, role) VALUES (?, ?, ?)"
        " ON CONFLICT (unit_id, person_id, role) DO NOTHING",
        (unit_id, person_id, role),
    )


def revoke(connection: Connection, unit_id: int, person_id: int, role: str) -> None:
    connection.execute(
        "DELETE FROM roles WHERE unit_id = ? AND person_id = ? AND role = ?", (unit_id, person_id, role)
    )


def roles_of(connection: Connection, unit_id: int, person_id: int) -> frozenset[str]:
    found = database.rows(
        connection, "SELECT role FROM roles WHERE unit_id = ? AND person_id = ?", (unit_id, person_id)
    )
    return frozenset(row["role"] for row in found)


def has_administrator(connection: Connection) -> bool:
    """Whether anyone who is not disabled is an administrator, in any unit."""
    found = database.row(
        connection,
        "SELECT 1 FROM roles JOIN people ON people.id = roles.person_id"
        " WHERE roles.role = 'administrator' AND people.disabled_at IS NULL LIMIT 1",
    )
    return found is not None
