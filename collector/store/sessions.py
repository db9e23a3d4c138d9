"""Sign-in sessions, kept on the server so that they can be ended from here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from collector.store import database, times, tokens
from collector.store.database import Connection

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)

# Writing at every page would make each reading a disk write.
_TOUCH_EVERY = timedelta(minutes=1)
_KEPT_AFTER_END = timedelta(days=30)


def open(connection: Connection, person_id: int, *, address: str = "", now: datetime | None = None) -> str:
    """Begin a session and return its token, which is kept nowhere in the clear."""
    token = tokens.new()
    at = times.text(now)
    connection.execute("DELETE FROM sessions WHERE ends_at < ?", (times.text(now, plus=-_KEPT_AFTER_END),))
    connection.execute(
        "INSERT INTO sessions (token_hash, person_id, address, created_at, seen_at, ends_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (tokens.hashed(token), person_id, address, at, at, times.text(now, plus=LONGEST)),
    )
    return token


def person(
    connection: Connection, token: str, *, touch: bool = True, now: datetime | None = None
) -> dict[str, Any] | None:
    """Who holds this token: id, unit_id, unit_name, account, name, position, must_change_password, roles.

    None when the session was ended, idle for 30 minutes or older than 12 hours, or the person disabled.
    `touch=False` is for what the browser does by itself: it must not keep a session alive.
    """
    token_hash = tokens.hashed(token)
    found = database.rows(
        connection,
        "SELECT people.id, people.unit_id, units.name AS unit_name, people.account, people.name,"
        " people.position, people.must_change_password, roles.role, sessions.seen_at"
        " FROM sessions JOIN people ON people.id = sessions.person_id"
        " JOIN units ON units.id = people.unit_id"
        " LEFT JOIN roles ON roles.person_id = people.id AND roles.unit_id = people.unit_id"
        " WHERE sessions.token_hash = ? AND sessions.ended_at IS NULL AND sessions.ends_at > ?"
        " AND sessions.seen_at > ? AND people.disabled_at IS NULL",
        (token_hash, times.text(now), times.text(now, plus=-IDLE)),
    )
    if not found:
        return None
    if touch and found[0]["seen_at"] <= times.text(now, plus=-_TOUCH_EVERY):
        connection.execute(
            "UPDATE sessions SET seen_at = ? WHERE token_hash = ?", (times.text(now), token_hash)
        )
    holder = dict(found[0])
    del holder["role"], holder["seen_at"]
    holder["must_change_password"] = bool(holder["must_change_password"])
    holder["roles"] = frozenset(row["role"] for row in found if row["role"] is not None)
    return holder


def end(connection: Connection, token: str, *, now: datetime | None = None) -> None:
    """Sign out."""
    connection.execute(
        "UPDATE sessions SET ended_at = ? WHERE token_hash = ? AND ended_at IS NULL",
        (times.text(now), tokens.hashed(token)),
    )


def end_everyone(connection: Connection, *, now: datetime | None = None) -> None:
    """End every session there is."""
    connection.execute("UPDATE sessions SET ended_at = ? WHERE ended_at IS NULL", (times.text(now),))


def end_all(connection: Connection, person_id: int, *, now: datetime | None = None) -> None:
    """End every session of a person."""
    connection.execute(
        "UPDATE sessions SET ended_at = ? WHERE person_id = ? AND ended_at IS NULL",
        (times.text(now), person_id),
    )
