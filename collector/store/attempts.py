"""Sign-in attempts, counted in the database so that every worker process sees the same number.

Record an attempt before the password is checked, in one transaction with `blocked`, and `forget` it after a
success: attempts made side by side cannot slip past the limit. A block ends by itself.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from collector.store import database, times
from collector.store.database import Connection
from collector.store.people import account_key

WINDOW = timedelta(minutes=5)

# The second stops guesses spread over addresses; it is wide, lest a colleague lock somebody out.
PER_ACCOUNT_AND_ADDRESS = 5
PER_ACCOUNT = 20
PER_ADDRESS = 30


def _account_hash(account: str) -> str:
    # Hashed, because people type their password into the account field.
    return hashlib.sha256(account_key(account).encode("utf-8", "surrogatepass")).hexdigest()


def blocked(connection: Connection, account: str, address: str, *, now: datetime | None = None) -> int:
    """Seconds until another attempt is let in; 0 when one is let in now."""
    since = times.text(now, plus=-WINDOW)
    key = _account_hash(account)
    waits = (
        _wait(connection, "account_hash = ? AND address = ?", (key, address), PER_ACCOUNT_AND_ADDRESS, since),
        _wait(connection, "account_hash = ?", (key,), PER_ACCOUNT, since),
        _wait(connection, "address = ?", (address,), PER_ADDRESS, since),
    )
    return max(waits)


def _wait(connection: Connection, where: str, keys: tuple[str, ...], limit: int, since: str) -> int:
    """Seconds until the newest `limit` attempts are no longer all inside the window."""
    # `where` is one of the three constants above, never anything typed.
    sql = f"SELECT at FROM attempts WHERE {where} AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?"  # noqa: S608
    oldest = database.row(connection, sql, (*keys, since, limit - 1))
    if oldest is None:
        return 0
    return int((times.moment(oldest["at"]) - times.moment(since)).total_seconds()) + 1


def record(connection: Connection, account: str, address: str, *, now: datetime | None = None) -> None:
    """Count one attempt, as failed until forgotten; drops those that no longer count."""
    connection.execute("DELETE FROM attempts WHERE at <= ?", (times.text(now, plus=-WINDOW),))
    connection.execute(
        "INSERT INTO attempts (account_hash, address, at) VALUES (?, ?, ?)",
        (_account_hash(account), address, times.text(now)),
    )


def forget(connection: Connection, account: str, address: str | None = None) -> None:
    """Drop an account's attempts: from one address after a success, all to unlock."""
    if address is None:
        connection.execute("DELETE FROM attempts WHERE account_hash = ?", (_account_hash(account),))
    else:
        connection.execute(
            "DELETE FROM attempts WHERE account_hash = ? AND address = ?", (_account_hash(account), address)
        )
