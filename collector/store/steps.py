"""The steps of a statement's way: a change of state each, with its revision. Who may, others say."""

# ruff: noqa: S608 (the text put in is marks for parameters)

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from collector.store import confirmations, revisions, times
from collector.store.database import Connection


class OutOfStep(Exception):
    """The statement is in none of the states the step leads from: somebody else was quicker."""


def take(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    *,
    cause: str,
    states: Iterable[str],
    to: str,
    person_id: int,
    opened: bool | None = None,
    note: str = "",
    now: datetime | None = None,
) -> int:
    """Change the state and cut a revision with that cause; its number. Raises OutOfStep.

    `opened` asks that the review was (True) or was not (False) opened. Call it in a transaction.
    """
    wanted = tuple(states)
    is_opened = "" if opened is None else f" AND opened_at IS {'NOT ' if opened else ''}NULL"
    done = connection.execute(
        f"UPDATE statements SET state = ? WHERE unit_id = ? AND id = ? AND discarded_at IS NULL"
        f" AND state IN ({', '.join('?' * len(wanted))}){is_opened}",
        (to, unit_id, statement_id, *wanted),
    )
    if done.rowcount != 1:
        raise OutOfStep(statement_id, cause)
    number = revisions.cut(
        connection, unit_id, statement_id, cause, person_id, now=now, changes={}, note=note
    )
    if number is None:
        raise OutOfStep(statement_id, cause)
    return number


def submitted(
    connection: Connection,
    unit_id: int,
    statement_id: int,
    *,
    revision: int,
    doubts: int,
    own_share: int,
    copied_share: int,
    now: datetime | None = None,
) -> None:
    """Note a submission, what was counted in it and confirmed; nobody has opened its review yet."""
    connection.execute(
        "UPDATE statements SET submitted_at = ?, submitted_revision = ?, submissions = submissions + 1,"
        " stage = 1, opened_at = NULL, opened_by = NULL, passed_by = NULL, doubts = ?, own_share = ?,"
        " copied_share = ? WHERE unit_id = ? AND id = ?",
        (times.text(now), revision, doubts, own_share, copied_share, unit_id, statement_id),
    )
    confirmations.keep(connection, unit_id, statement_id, revision)


def withdrawn(connection: Connection, unit_id: int, statement_id: int) -> None:
    """Take a submission back: what was last submitted is again what was returned, if anything was."""
    connection.execute(
        "UPDATE statements SET submissions = submissions - 1, stage = 0,"
        " (submitted_revision, submitted_at) = (SELECT revisions.number, revisions.at FROM returns"
        " JOIN revisions ON revisions.unit_id = returns.unit_id"
        " AND revisions.statement_id = returns.statement_id AND revisions.number = returns.revision"
        " WHERE returns.id = statements.return_id)"
        " WHERE unit_id = ? AND id = ?",
        (unit_id, statement_id),
    )


def open_review(
    connection: Connection, unit_id: int, statement_id: int, person_id: int, now: datetime | None = None
) -> bool:
    """Note who opened the review of what was submitted; False where somebody had, or nothing is submitted."""
    done = connection.execute(
        "UPDATE statements SET opened_at = ?, opened_by = ?"
        " WHERE unit_id = ? AND id = ? AND state = 'submitted' AND opened_at IS NULL",
        (times.text(now), person_id, unit_id, statement_id),
    )
    return done.rowcount == 1


def passed(connection: Connection, unit_id: int, statement_id: int, person_id: int) -> None:
    """Note who passed the first stage; the second one follows."""
    connection.execute(
        "UPDATE statements SET stage = 2, passed_by = ? WHERE unit_id = ? AND id = ?",
        (person_id, unit_id, statement_id),
    )
