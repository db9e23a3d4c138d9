"""Remarks on the questions of a statement, their answers, and returns; once sent, append-only by trigger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from collector.store import database, times
from collector.store.database import Connection, Row

# The question of a remark on the whole statement.
WHOLE = ""


def note(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    person_id: int,
    question: str,
    text: str,
    now: datetime | None = None,
) -> None:
    """Keep a reviewer's unsent remark on a question, in place of an earlier one of theirs."""
    connection.execute(
        "INSERT INTO remark_notes (unit_id, statement_id, person_id, question, text, at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (unit_id, statement_id, person_id, question)"
        " DO UPDATE SET text = excluded.text, at = excluded.at",
        (unit_id, statement_id, person_id, question, text, times.text(now)),
    )


def forget(connection: Connection, unit_id: int, statement_id: int, person_id: int, question: str) -> bool:
    """Drop an unsent remark; False where there was none."""
    done = connection.execute(
        "DELETE FROM remark_notes WHERE unit_id = ? AND statement_id = ? AND person_id = ? AND question = ?",
        (unit_id, statement_id, person_id, question),
    )
    return done.rowcount == 1


def notes(connection: Connection, unit_id: int, statement_id: int, person_id: int) -> dict[str, str]:
    """A reviewer's unsent remarks: question -> text."""
    found = database.rows(
        connection,
        "SELECT question, text FROM remark_notes WHERE unit_id = ? AND statement_id = ? AND person_id = ?",
        (unit_id, statement_id, person_id),
    )
    return {row["question"]: row["text"] for row in found}


def is_sent(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    person_id: int,
    question: str,
    text: str,
    *,
    since: str,
) -> bool:
    """Whether they sent just this remark at that moment or later; answers don't count."""
    found = database.row(
        connection,
        "SELECT 1 FROM remarks WHERE unit_id = ? AND statement_id = ? AND said_by = ? AND question = ?"
        " AND text = ? AND at >= ? AND answers_id IS NULL",
        (unit_id, statement_id, person_id, question, text, since),
    )
    return found is not None


def add_return(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    *,
    revision: int,
    kind: str,
    reason: str,
    person_id: int,
    now: datetime | None = None,
) -> int:
    """Keep a return ("return" or "correction") of what the revision holds; it is in force from now on."""
    return_id = database.new_id(
        connection,
        "INSERT INTO returns (unit_id, statement_id, revision, kind, reason, returned_by, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (unit_id, statement_id, revision, kind, reason, person_id, times.text(now)),
    )
    connection.execute(
        "UPDATE statements SET return_id = ?, stage = 0 WHERE unit_id = ? AND id = ?",
        (return_id, unit_id, statement_id),
    )
    return return_id


def send(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    person_id: int,
    remarks: Mapping[str, str],
    *,
    return_id: int | None = None,
    now: datetime | None = None,
) -> None:
    """Send remarks (question -> text), with a return if one is given, and drop their unsent versions."""
    for question, text in remarks.items():
        connection.execute(
            "INSERT INTO remarks (unit_id, statement_id, question, return_id, text, said_by, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (unit_id, statement_id, question, return_id, text, person_id, times.text(now)),
        )
        forget(connection, unit_id, statement_id, person_id, question)


def answer(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    remark_id: int,
    person_id: int,
    text: str,
    now: datetime | None = None,
) -> int | None:
    """Answer a remark of the statement; the answer's id, or None where there is no such remark.

    An answer to an answer hangs on the remark that began it. Saying the same twice running is saying it
    once: a form sent again changes nothing. Call it in a transaction.
    """
    where = (unit_id, statement_id)
    found = database.row(
        connection,
        "SELECT question, coalesce(answers_id, id) AS first FROM remarks"
        " WHERE unit_id = ? AND statement_id = ? AND id = ?",
        (*where, remark_id),
    )
    if found is None:
        return None
    last = database.rows(
        connection,
        "SELECT id, said_by, text FROM remarks WHERE unit_id = ? AND statement_id = ? AND answers_id = ?"
        " ORDER BY id DESC LIMIT 1",
        (*where, found["first"]),
    )
    for said in last:
        if (said["said_by"], said["text"]) == (person_id, text):
            return int(said["id"])
    return database.new_id(
        connection,
        "INSERT INTO remarks (unit_id, statement_id, question, answers_id, text, said_by, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (*where, found["question"], found["first"], text, person_id, times.text(now)),
    )


def of_statement(connection: Connection, unit_id: int, statement_id: int) -> list[Row]:
    """All sent remarks and answers in the order they were sent, each with the `name` of who said it."""
    return database.rows(
        connection,
        "SELECT remarks.id, remarks.question, remarks.return_id, remarks.answers_id, remarks.text,"
        " remarks.said_by, people.name, remarks.at FROM remarks JOIN people ON people.id = remarks.said_by"
        " WHERE remarks.unit_id = ? AND remarks.statement_id = ? ORDER BY remarks.id",
        (unit_id, statement_id),
    )


def returns(connection: Connection, unit_id: int, statement_id: int) -> list[Row]:
    """All returns, the newest first: id, revision, kind, reason, returned_by, `name`, at."""
    return database.rows(
        connection,
        "SELECT returns.id, returns.revision, returns.kind, returns.reason, returns.returned_by, people.name,"
        " returns.at FROM returns JOIN people ON people.id = returns.returned_by"
        " WHERE returns.unit_id = ? AND returns.statement_id = ? ORDER BY returns.id DESC",
        (unit_id, statement_id),
    )


def named(
    connection: Connection, unit_id: int, statement_id: int, return_ids: Iterable[int]
) -> frozenset[str]:
    """The questions that returns name."""
    wanted = set(return_ids)
    return frozenset(
        row["question"]
        for row in of_statement(connection, unit_id, statement_id)
        if row["return_id"] in wanted and row["question"] != WHOLE
    )
