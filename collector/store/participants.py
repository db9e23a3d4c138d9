"""Who files in a round, until when, and how far each statement is, as its row says."""

# ruff: noqa: S608 (the text put in is constants of this module)

from __future__ import annotations

from collections.abc import Iterable

from collector.store import database
from collector.store.database import Connection, Row

_JOINED = (
    " FROM rounds JOIN participants ON participants.unit_id = rounds.unit_id"
    " AND participants.round_id = rounds.id WHERE rounds.closed_at IS NULL"
)
# The open round that asks its author for a statement of this definition, year and period, the newest.
_OF_STATEMENT = (
    f"SELECT max(rounds.id) {_JOINED} AND participants.person_id = statements.person_id"
    " AND rounds.definition_name = statements.definition_name AND rounds.year = statements.year"
    " AND rounds.period = statements.period"
)

# How many questions the return in force names, for a statement that is returned; otherwise 0.
RETURNED = (
    "CASE WHEN statements.state = 'returned' THEN (SELECT count(*) FROM remarks"
    " WHERE remarks.unit_id = statements.unit_id AND remarks.statement_id = statements.id"
    " AND remarks.return_id = statements.return_id AND remarks.question <> '') ELSE 0 END AS returned"
)


def open_round(
    connection: Connection, person_id: int, definition_name: str, year: int, period: str
) -> Row | None:
    """The open round that asks a person for this, the newest: its `id`, `cutoff_date` and `deadline`."""
    return database.row(
        connection,
        f"SELECT rounds.id, rounds.cutoff_date, rounds.deadline {_JOINED} AND participants.person_id = ?"
        " AND rounds.definition_name = ? AND rounds.year = ? AND rounds.period = ?"
        " ORDER BY rounds.id DESC LIMIT 1",
        (person_id, definition_name, year, period),
    )


def take_in(connection: Connection, unit_id: int, statement_id: int) -> None:
    """Put a statement into the open round that asks for it; where none does, it stays where it is."""
    connection.execute(
        f"UPDATE statements SET round_id = coalesce(({_OF_STATEMENT}), round_id)"
        " WHERE unit_id = ? AND id = ?",
        (unit_id, statement_id),
    )


def add(connection: Connection, unit_id: int, round_id: int, person_ids: Iterable[int]) -> None:
    """Let people file in a round, and take the statements of it that they have into it."""
    connection.executemany(
        "INSERT INTO participants (unit_id, round_id, person_id) VALUES (?, ?, ?)"
        " ON CONFLICT (unit_id, round_id, person_id) DO NOTHING",
        [(unit_id, round_id, person_id) for person_id in person_ids],
    )
    connection.execute(
        "UPDATE statements SET round_id = ? WHERE discarded_at IS NULL AND (person_id, definition_name,"
        f" year, period) IN (SELECT participants.person_id, rounds.definition_name, rounds.year,"
        f" rounds.period {_JOINED} AND rounds.unit_id = ? AND rounds.id = ?)",
        (round_id, unit_id, round_id),
    )


def remove(connection: Connection, unit_id: int, round_id: int, person_id: int) -> None:
    """Let a person no longer file in a round; the statement stays, outside of it."""
    connection.execute(
        "UPDATE statements SET round_id = NULL WHERE round_id = ? AND person_id = ?", (round_id, person_id)
    )
    connection.execute(
        "DELETE FROM participants WHERE unit_id = ? AND round_id = ? AND person_id = ?",
        (unit_id, round_id, person_id),
    )


def listed(connection: Connection, unit_id: int, round_id: int) -> list[Row]:
    """Everybody who files, by unit and name, with `own_deadline` and the statement's id, state and counts.

    The statement's columns are None where there is none: `statement_id`, `state`, `missing`, `findings`,
    `saved_at`; `returned` is the number of questions it was returned for.
    """
    return database.rows(
        connection,
        "SELECT people.id, people.name, people.account, people.position, people.disabled_at,"
        " people.unit_id, units.name AS unit_name, participants.deadline AS own_deadline,"
        " statements.id AS statement_id, statements.state, statements.missing, statements.findings,"
        f" statements.saved_at, {RETURNED}"
        " FROM participants JOIN people ON people.id = participants.person_id"
        " JOIN units ON units.id = people.unit_id"
        " LEFT JOIN statements ON statements.round_id = participants.round_id"
        " AND statements.person_id = people.id AND statements.discarded_at IS NULL"
        " WHERE participants.unit_id = ? AND participants.round_id = ?"
        " ORDER BY people.unit_id, people.name, people.id",
        (unit_id, round_id),
    )


def answered(connection: Connection, unit_id: int, round_id: int, question: str) -> list[Row]:
    """The statements of a round, by their authors' names, each with its answer to one question.

    `id`, `unit_id`, `definition_id`, `author` (a name), `state`, `created_at`, `imported_at`; of the answer
    `value` (JSON; None where it is open), `answered_at` and the `page` it came from.
    """
    return database.rows(
        connection,
        "SELECT statements.id, statements.unit_id, statements.definition_id, people.name AS author,"
        " statements.state, statements.created_at, statements.imported_at, answers.value,"
        " answers.saved_at AS answered_at, answers.page"
        " FROM rounds JOIN statements ON statements.round_id = rounds.id AND statements.discarded_at IS NULL"
        " JOIN people ON people.id = statements.person_id"
        " LEFT JOIN answers ON answers.unit_id = statements.unit_id"
        " AND answers.statement_id = statements.id AND answers.name = ?"
        " WHERE rounds.unit_id = ? AND rounds.id = ? ORDER BY people.name, statements.id",
        (question, unit_id, round_id),
    )


def in_open_rounds(connection: Connection) -> list[Row]:
    """Who is asked for what by now: person_id, definition_name, year and period of all open rounds."""
    return database.rows(
        connection,
        "SELECT participants.person_id, rounds.definition_name, rounds.year, rounds.period"
        " FROM rounds JOIN participants ON participants.unit_id = rounds.unit_id"
        " AND participants.round_id = rounds.id WHERE rounds.closed_at IS NULL",
        (),
    )


def asked_already(
    connection: Connection, definition_name: str, year: int, period: str, person_ids: Iterable[int]
) -> list[Row]:
    """Those of the people who file the same in another open round: person's and unit's names."""
    wanted = set(person_ids)
    found = database.rows(
        connection,
        "SELECT people.id, people.name, units.name AS unit_name FROM participants"
        " JOIN rounds ON rounds.unit_id = participants.unit_id AND rounds.id = participants.round_id"
        " JOIN people ON people.id = participants.person_id JOIN units ON units.id = rounds.unit_id"
        " WHERE rounds.closed_at IS NULL AND rounds.definition_name = ? AND rounds.year = ?"
        " AND rounds.period = ? ORDER BY people.name, people.id",
        (definition_name, year, period),
    )
    return [row for row in found if row["id"] in wanted]


def due(connection: Connection, round_id: int, person_id: int) -> Row | None:
    """`deadline` of a round for one person, the later of the two where there is an own one; `closed_at`."""
    return database.row(
        connection,
        "SELECT CASE WHEN participants.deadline > rounds.deadline THEN participants.deadline"
        " ELSE rounds.deadline END AS deadline, rounds.closed_at"
        " FROM rounds LEFT JOIN participants ON participants.unit_id = rounds.unit_id"
        " AND participants.round_id = rounds.id AND participants.person_id = ? WHERE rounds.id = ?",
        (person_id, round_id),
    )
