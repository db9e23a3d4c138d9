"""The one-time links that make the first administrator. Which page they open, it does not know."""

from __future__ import annotations

from datetime import datetime, timedelta

from collector.store import database, times, tokens
from collector.store.database import Connection

VALID_FOR = timedelta(hours=24)


def create(connection: Connection, *, now: datetime | None = None) -> str:
    """Make a link's token; every earlier link stops working. Call it in a transaction."""
    token = tokens.new()
    connection.execute(
        "UPDATE setup_links SET revoked_at = ? WHERE used_at IS NULL AND revoked_at IS NULL",
        (times.text(now),),
    )
    connection.execute(
        "INSERT INTO setup_links (token_hash, created_at, expires_at) VALUES (?, ?, ?)",
        (tokens.hashed(token), times.text(now), times.text(now, plus=VALID_FOR)),
    )
    return token


def valid(connection: Connection, token: str, *, now: datetime | None = None) -> bool:
    found = database.row(
        connection,
        "SELECT 1 FROM setup_links WHERE token_hash = ? AND used_at IS NULL AND revoked_at IS NULL"
        " AND expires_at > ?",
        (tokens.hashed(token), times.text(now)),
    )
    return found is not None


def use(connection: Connection, token: str, *, now: datetime | None = None) -> bool:
    """Use up the link; True for exactly one caller, however many try at once."""
    done = connection.execute(
        "UPDATE setup_links SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND revoked_at IS NULL"
        " AND expires_at > ?",
        (times.text(now), tokens.hashed(token), times.text(now)),
    )
    return done.rowcount == 1
