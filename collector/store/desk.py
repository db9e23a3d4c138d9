"""A reviewer's desk: the statements of a unit and all below it, counted and listed. Shows no answer."""

# ruff: noqa: S608 (the text put in is constants of the package)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from collector.store import database, revisions, search, units
from collector.store.database import Connection

# What waits for a reviewer comes first, then what comes back or is not there yet, then what is done.
ORDER = ("submitted", "returned", "awaiting_author", "draft", "approved", "archived")


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which statements: those of a unit and below, of these years; an empty text leaves none out.

    `phrase` is one of `search.phrase`; with it the reader's own statements are left out.
    """

    unit_id: int
    reader_id: int
    years: tuple[int, ...]
    name: str = ""
    phrase: str = ""


class Listed(NamedTuple):
    """A statement in the list. The deadlines are those of an open round, None outside of one."""

    id: int
    unit_id: int
    person_id: int
    definition_id: int
    year: int
    period: str
    state: str
    missing: int
    submitted_at: str | None
    submitted_revision: int | None
    submissions: int
    stage: int
    opened_at: str | None
    passed_by: int | None
    doubts: int
    name: str
    position: str
    round_deadline: str | None
    own_deadline: str | None
    is_written_by_reader: bool


# The years there are at all, each with one look into the index; then whether one is of these units, and how
# many of it wait: an index alone answers both.
_YEARS = f"""{units.BELOW}, found (year) AS (
    SELECT max(year) FROM statements
    UNION ALL SELECT (SELECT max(year) FROM statements WHERE year < found.year)
    FROM found WHERE year IS NOT NULL
)
SELECT year, (
    SELECT count(*) FROM below CROSS JOIN statements ON statements.unit_id = below.id
    WHERE statements.year = found.year AND statements.state = 'submitted'
    AND statements.discarded_at IS NULL
) AS waiting
FROM found WHERE EXISTS (
    SELECT 1 FROM below CROSS JOIN statements ON statements.unit_id = below.id
    WHERE statements.year = found.year AND statements.discarded_at IS NULL
)"""


def years(connection: Connection, unit_id: int) -> dict[int, int]:
    """The years there are statements of, the newest first, each with how many wait for review."""
    return {row["year"]: row["waiting"] for row in database.rows(connection, _YEARS, (unit_id,))}


def counts(connection: Connection, wanted: Filter) -> dict[str, int]:
    """How many statements there are in each state, in the order of a desk; no state without any."""
    source, parameters = _found(wanted)
    # Unit by unit, as the index has them, nothing is sorted but the sums; what was searched has no order.
    by_index = "statements.unit_id, statements.year, statements.state"
    groups = "statements.state" if wanted.phrase else by_index
    rows = database.rows(
        connection,
        f"{units.BELOW} SELECT state, sum(number) AS number FROM (SELECT statements.state, count(*) AS number"
        f" {source} GROUP BY {groups}) GROUP BY state",
        parameters,
    )
    found = {row["state"]: int(row["number"]) for row in rows}
    return {state: found[state] for state in ORDER if state in found}


def page(
    connection: Connection, wanted: Filter, numbers: Mapping[str, int], *, most: int, skip: int = 0
) -> list[Listed]:
    """Statements of the states in `numbers` (those of `counts`, or some), in its order.

    What is submitted goes by how long it waits, all else by unit and name. A state that lies on other pages
    is not read at all.
    """
    found: list[Listed] = []
    for state, number in numbers.items():
        if skip < number and len(found) < most:
            found += _in_state(connection, wanted, state, most=most - len(found), skip=skip)
        skip = max(0, skip - number)
    return found


def _in_state(connection: Connection, wanted: Filter, state: str, *, most: int, skip: int) -> list[Listed]:
    is_waiting = state == "submitted"
    by_name = "statements.unit_id, people.name, statements.year DESC"
    order = "statements.submitted_at" if is_waiting else by_name
    joined = "" if is_waiting else " CROSS JOIN people ON people.id = statements.person_id"
    source, parameters = _found(wanted, joined)
    found = database.rows(
        connection,
        f"{units.BELOW}, page (id) AS (SELECT statements.id {source} AND statements.state = ?"
        f" ORDER BY {order}, statements.id LIMIT ? OFFSET ?) {_ROWS} ORDER BY {order}, statements.id",
        (*parameters, state, most, skip, wanted.reader_id, wanted.reader_id),
    )
    return [Listed._make(row) for row in found]


def _found(wanted: Filter, joined: str = "") -> tuple[str, tuple[int | str, ...]]:
    """FROM and WHERE of a filter, and the parameters of the whole. What leaves out most is asked first."""
    of_years = f"statements.year IN ({', '.join('?' * len(wanted.years))})"
    if wanted.phrase:
        source = (
            f"FROM {search.TABLE} CROSS JOIN statements ON statements.id = {search.TABLE}.rowid{joined}"
            f" WHERE {search.TABLE} MATCH ? AND statements.unit_id IN (SELECT id FROM below)"
            f" AND statements.person_id <> ? AND {of_years} AND statements.discarded_at IS NULL"
        )
        parameters: tuple[int | str, ...] = (wanted.unit_id, wanted.phrase, wanted.reader_id, *wanted.years)
    else:
        # SQLite would take the index of years for a page, and read every statement of them.
        source = (
            f"FROM statements INDEXED BY statements_desk{joined}"
            f" WHERE statements.unit_id IN (SELECT id FROM below) AND {of_years}"
            " AND statements.discarded_at IS NULL"
        )
        parameters = (wanted.unit_id, *wanted.years)
    if not wanted.name:
        return source, parameters
    source += (
        " AND statements.person_id IN (SELECT id FROM people"
        " WHERE unit_id IN (SELECT id FROM below) AND instr(name, ?) > 0)"
    )
    return source, (*parameters, wanted.name)


# The fields of Listed. Whoever writes for the author, or has written this one, does not review it.
_ROWS = f"""
SELECT statements.id, statements.unit_id, statements.person_id, statements.definition_id,
    statements.year, statements.period, statements.state, statements.missing,
    statements.submitted_at, statements.submitted_revision, statements.submissions, statements.stage,
    statements.opened_at, statements.passed_by, statements.doubts, people.name, people.position,
    rounds.deadline AS round_deadline, participants.deadline AS own_deadline,
    EXISTS (SELECT 1 FROM clerks WHERE clerks.official_id = statements.person_id AND clerks.clerk_id = ?)
    OR EXISTS (
        SELECT 1 FROM revisions WHERE revisions.unit_id = statements.unit_id
        AND revisions.statement_id = statements.id AND revisions.saved_by = ?
        AND revisions.cause IN {revisions.WRITTEN}
    ) AS is_written_by_reader
FROM page
CROSS JOIN statements ON statements.id = page.id
JOIN people ON people.id = statements.person_id
LEFT JOIN rounds ON rounds.id = statements.round_id AND rounds.closed_at IS NULL
LEFT JOIN participants ON participants.unit_id = rounds.unit_id AND participants.round_id = rounds.id
    AND participants.person_id = statements.person_id
"""
