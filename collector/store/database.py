"""Open the SQLite database safely and run transactions on it. Knows no table."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:
        import sqlite3

Connection = sqlite3.Connection
Row = sqlite3.Row
Error = sqlite3.Error
IntegrityError = sqlite3.IntegrityError
OperationalError = sqlite3.OperationalError

BUSY_SECONDS = 30

# Several writers in WAL mode can corrupt the file in these versions (the "WAL-reset bug").
_AFFECTED = ((3, 7, 0), (3, 51, 2))

_kept = threading.local()


def is_affected(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite may corrupt a WAL database that has several writers."""
    return _AFFECTED[0] <= version <= _AFFECTED[1]


def notice() -> str:
    """A line for the start-up log about the SQLite in use, empty when there is nothing to say."""
    if not is_affected():
        return ""
    return (
        f"SQLite {sqlite3.sqlite_version} 的 WAL 模式有缺陷（3.7.0–3.51.2），"
        "已改用 journal_mode=TRUNCATE、synchronous=EXTRA：数据同样安全，保存稍慢。"
        "安装 pysqlite3 或更新 SQLite 后自动恢复 WAL。"
    )


def connect(path: str | Path) -> Connection:
    """A new connection in autocommit mode, every safety pragma set; its rows are addressed by name."""
    if not Path(path).exists():
        # SQLite gives its -wal and -shm files the mode of the database: nobody else may read the reports.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None, cached_statements=256)
    connection.row_factory = Row
    journal, synchronous = ("truncate", "EXTRA") if is_affected() else ("wal", "FULL")
    _set_journal(connection, journal)
    for pragma in (
        f"synchronous = {synchronous}",
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _set_journal(connection: Connection, wanted: str) -> None:
    # Changing to or from WAL ignores the busy timeout, so two processes that start at once must wait here.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchall()[0][0] == wanted:
                return
            if connection.execute(f"PRAGMA journal_mode = {wanted}").fetchall()[0][0] == wanted:
                return
        except OperationalError:
            if time.monotonic() > deadline:
                raise
        if time.monotonic() > deadline:
            raise OperationalError(f"journal_mode = {wanted} was not accepted")
        time.sleep(0.02)


def read_only(path: Path) -> Connection:
    """A connection to a file that nobody writes; it leaves no journal beside it."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
    connection.row_factory = Row
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def fold(path: Path) -> bool:
    """Write the journal of a database at rest back into it; True where this shows that nobody has it open.

    Raises OperationalError ("locked") for one in use. Without WAL an idle connection holds no lock: False.
    """
    connection = sqlite3.connect(str(path), timeout=0, isolation_level=None)
    try:
        if connection.execute("PRAGMA journal_mode").fetchall()[0][0] != "wal":
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
            # Whoever opens it with a sound SQLite turns it to WAL first; with an affected one nothing shows.
            return not is_affected()
        # Leaving WAL needs the file for oneself alone, which even an idle connection forbids.
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        return True
    finally:
        connection.close()


def connection(path: str | Path) -> Connection:
    """The connection that this thread of this process keeps for the path, opened on first use."""
    # A connection inherited through fork must be neither used nor closed: it stays in the dict, untouched.
    mine: dict[tuple[int, str], Connection] = _kept.__dict__.setdefault("connections", {})
    key = (os.getpid(), str(path))
    if key not in mine:
        mine[key] = connect(path)
    return mine[key]


def close(path: str | Path) -> None:
    """Close the connection that this thread keeps for the path, if any."""
    mine: dict[tuple[int, str], Connection] = _kept.__dict__.setdefault("connections", {})
    kept = mine.pop((os.getpid(), str(path)), None)
    if kept is not None:
        kept.close()


@contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """One write transaction: all of the block or nothing of it. Waits for other writers; never nested."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def rows(connection: Connection, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """All rows of a statement. Reading to the end matters: it is what finishes a `RETURNING`."""
    return connection.execute(sql, parameters).fetchall()


def row(connection: Connection, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
    """The first row of a statement, or None."""
    found = rows(connection, sql, parameters)
    return found[0] if found else None


def new_id(connection: Connection, sql: str, parameters: Sequence[Any] = ()) -> int:
    """The id that an `INSERT … RETURNING id` gave."""
    return int(rows(connection, sql, parameters)[0][0])
