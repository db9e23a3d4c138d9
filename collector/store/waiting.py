"""Who has not handed in: the rounds that ask people of a unit and below, and those people still at it."""

# ruff: noqa: S608 (the text put in is constants of the package)

from __future__ import annotations

from collector.store import database, participants, statements, units
from collector.store.database import Connection, Row

# Rounds of a unit above ask people here, too.
_ASKING = (
    f"{units.BELOW} SELECT rounds.id, rounds.unit_id, rounds.definition_name, rounds.year, rounds.period,"
    " rounds.deadline, rounds.closed_at, units.name AS unit_name"
    " FROM rounds JOIN units ON units.id = rounds.unit_id WHERE EXISTS (SELECT 1 FROM below"
    " CROSS JOIN people ON people.unit_id = below.id CROSS JOIN participants"
    " ON participants.unit_id = rounds.unit_id AND participants.round_id = rounds.id"
    " AND participants.person_id = people.id)"
    " ORDER BY rounds.closed_at IS NOT NULL, rounds.year DESC, rounds.id DESC"
)


def rounds(connection: Connection, unit_id: int) -> list[Row]:
    """The rounds that ask people of the unit or below it, the open ones first, newest year first.

    Each with id, unit_id, unit_name, definition_name, year, period, deadline, closed_at.
    """
    return database.rows(connection, _ASKING, (unit_id,))


# Without a statement, or with one that is being written.
_WAITING = (
    " LEFT JOIN statements ON statements.round_id = participants.round_id"
    " AND statements.person_id = people.id AND statements.discarded_at IS NULL"
    " WHERE people.unit_id IN (SELECT id FROM below) AND participants.round_id = ?"
    " AND participants.unit_id = (SELECT unit_id FROM rounds WHERE id = ?)"
    f" AND (statements.id IS NULL OR statements.state IN {statements.WRITING})"
)


def count(connection: Connection, unit_id: int, round_id: int) -> int:
    """How many of the unit and below file in the round and have not handed in."""
    found = database.rows(
        connection,
        f"{units.BELOW} SELECT count(*) FROM participants"
        f" CROSS JOIN people ON people.id = participants.person_id {_WAITING}",
        (unit_id, round_id, round_id),
    )
    return int(found[0][0])


def people(
    connection: Connection, unit_id: int, round_id: int, *, most: int = -1, skip: int = 0
) -> list[Row]:
    """Those people by unit and name, as `participants.listed` has them; without `most`, all of them."""
    return database.rows(
        connection,
        f"{units.BELOW} SELECT people.id, people.name, people.account, people.position, people.disabled_at,"
        " people.unit_id, (SELECT name FROM units WHERE units.id = people.unit_id) AS unit_name,"
        " participants.deadline AS own_deadline, statements.id AS statement_id, statements.state,"
        f" statements.missing, statements.findings, statements.saved_at, {participants.RETURNED}"
        # People first: an index brings them in their order, as far as the page goes.
        f" FROM people CROSS JOIN participants ON participants.person_id = people.id {_WAITING}"
        " ORDER BY people.unit_id, people.name, people.id LIMIT ? OFFSET ?",
        (unit_id, round_id, round_id, most, skip),
    )
