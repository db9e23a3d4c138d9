"""Bring a database to the newest schema, each step once. Safe to run again and by two processes at once."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database, Migrations

from collector.store import (
    database,
    schema,
    schema_editing,
    schema_reviews,
    schema_rounds,
    schema_submissions,
)
from collector.store.database import Connection, IntegrityError

steps = Migrations("collector")


@steps()
def first_tables(db: Database) -> None:
    for statement in (*schema.TABLES, *schema.INDEXES, *schema.append_only("audit")):
        db.execute(statement)


@steps()
def editing(db: Database) -> None:
    for statement in schema_editing.STEPS:
        db.execute(statement)


@steps()
def people_and_rounds(db: Database) -> None:
    for statement in schema_rounds.STEPS:
        db.execute(statement)


@steps()
def reviews(db: Database) -> None:
    for statement in schema_reviews.STEPS:
        db.execute(statement)


@steps()
def submitted_confirmations(db: Database) -> None:
    for statement in schema_submissions.STEPS:
        db.execute(statement)


def migrate(path: str | Path) -> list[str]:
    """Apply what is pending and return the names of those steps; makes a missing file and folder."""
    Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    connection = database.connect(path)
    try:
        # Off while a table is exchanged for another; inside a transaction the pragma would do nothing.
        connection.execute("PRAGMA foreign_keys = OFF")
        # Outermost, because sqlite-utils' own BEGIN is not IMMEDIATE: inside this it uses savepoints.
        with database.transaction(connection):
            db = Database(connection)
            pending = [step.name for step in steps.pending(db)]
            steps.apply(db)
            if pending:
                _check_foreign_keys(connection)
        return pending
    finally:
        connection.close()


def _check_foreign_keys(connection: Connection) -> None:
    broken = database.rows(connection, "PRAGMA foreign_key_check")
    if broken:
        tables = ", ".join(sorted({row["table"] for row in broken}))
        raise IntegrityError(f"{len(broken)} rows refer to nothing ({tables}); nothing was changed")


def is_current(path: str | Path) -> bool:
    """Whether the file exists and no step is pending."""
    if not Path(path).exists():
        return False
    connection = database.connect(path)
    try:
        return not steps.pending(Database(connection))
    finally:
        connection.close()


def is_ours(connection: Connection) -> bool:
    """Whether this program made the database, in any version."""
    return bool(steps.applied(Database(connection)))


def pending(connection: Connection) -> list[str]:
    """The steps the database still needs."""
    return [step.name for step in steps.pending(Database(connection))]


def unknown(connection: Connection) -> list[str]:
    """The steps that a newer program took."""
    known = {step.name for step in steps.pending(Database(memory=True))}
    return [step.name for step in steps.applied(Database(connection)) if step.name not in known]
