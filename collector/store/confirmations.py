"""Findings the author confirmed or explained, by check and question. Makes no finding itself."""

from __future__ import annotations

from datetime import datetime

from collector.store import database, times
from collector.store.database import Connection, Row


def confirm(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    check: str,
    question: str,
    digest: str,
    explanation: str,
    person_id: int,
    now: datetime | None = None,
) -> None:
    """Note that a finding with this digest is right as it is, with a sentence or ''."""
    connection.execute(
        'INSERT INTO confirmations (unit_id, statement_id, "check", question, digest, explanation,'
        " saved_by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        ' ON CONFLICT (unit_id, statement_id, "check", question) DO UPDATE'
        " SET digest = excluded.digest, explanation = excluded.explanation, saved_by = excluded.saved_by,"
        " at = excluded.at",
        (unit_id, statement_id, check, question, digest, explanation, person_id, times.text(now)),
    )


def withdraw(connection: Connection, unit_id: int, statement_id: int, check: str, question: str) -> None:
    connection.execute(
        'DELETE FROM confirmations WHERE unit_id = ? AND statement_id = ? AND "check" = ? AND question = ?',
        (unit_id, statement_id, check, question),
    )


def keep(connection: Connection, unit_id: int, statement_id: int, revision: int) -> None:
    """Note what is confirmed as of the submission with this revision. Call it in a transaction."""
    connection.execute(
        "INSERT INTO submitted_confirmations"
        ' (unit_id, statement_id, revision, "check", question, digest, explanation, saved_by, at)'
        ' SELECT unit_id, statement_id, ?, "check", question, digest, explanation, saved_by, at'
        " FROM confirmations WHERE unit_id = ? AND statement_id = ?",
        (revision, unit_id, statement_id),
    )


def all(connection: Connection, unit_id: int, statement_id: int) -> dict[tuple[str, str], Row]:
    """By (check, question): digest, explanation, saved_by, at."""
    return _by_finding(
        connection,
        'SELECT "check", question, digest, explanation, saved_by, at FROM confirmations'
        " WHERE unit_id = ? AND statement_id = ?",
        (unit_id, statement_id),
    )


def submitted(
    connection: Connection, unit_id: int, statement_id: int, revision: int
) -> dict[tuple[str, str], Row]:
    """The same, as it stood when this revision was submitted; nothing for any other revision."""
    return _by_finding(
        connection,
        'SELECT "check", question, digest, explanation, saved_by, at FROM submitted_confirmations'
        " WHERE unit_id = ? AND statement_id = ? AND revision = ?",
        (unit_id, statement_id, revision),
    )


def _by_finding(connection: Connection, query: str, given: tuple[int, ...]) -> dict[tuple[str, str], Row]:
    return {(row["check"], row["question"]): row for row in database.rows(connection, query, given)}
