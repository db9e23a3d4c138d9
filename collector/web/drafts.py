"""A statement with its answers, read once a request; and the save of a section. Judges nothing itself."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from flask import abort

from collector.statement import answers, states
from collector.statement.answers import Problem
from collector.statement.readings import Reading, reading
from collector.statement.states import Typed
from collector.statement.vocabulary import Definition, Section
from collector.store import answers as kept_answers
from collector.store import database, statements, times
from collector.store.answers import Kept
from collector.web import current, merging
from collector.web.merging import Seen


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A statement's row, its definition and its answers as kept."""

    statement: Mapping[str, Any]
    definition: Definition
    kept: Mapping[str, Kept]

    @property
    def id(self) -> int:
        """The statement's id."""
        return int(self.statement["id"])

    @cached_property
    def typed(self) -> dict[str, Typed]:
        """The answers there are, by name."""
        return {name: states.stored(kept.value) for name, kept in self.kept.items() if kept.value is not None}

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """What each answer means."""
        return answers.read(self.definition, self.typed)

    @cached_property
    def problems(self) -> list[Problem]:
        """Everything that keeps it from being a finished report."""
        return [*self.clashes, *answers.problems_of(self.definition, self.readings)]

    @property
    def missing(self) -> int:
        """How many required answers are not there yet."""
        return sum(problem.missing for problem in self.problems)

    @property
    def findings(self) -> int:
        """How many answers have something wrong with them."""
        return len(self.problems) - self.missing

    @property
    def year_and_period(self) -> tuple[int, str]:
        """The year and period answered, where both can be read; otherwise those of the statement."""
        # Read apart from all the others: a save asks before and after it moves the statement.
        year, period = (
            reading(self.definition.questions[name], self.typed.get(name)).value
            for name in (self.definition.year, self.definition.period)
        )
        if isinstance(year, int) and isinstance(period, str):
            return year, period
        return self.statement["year"], self.statement["period"]

    @property
    def clashes(self) -> list[Problem]:
        """The problem of a year and period that another statement of the same person already has."""
        year, period = self.year_and_period
        if (year, period) == (self.statement["year"], self.statement["period"]):
            return []
        question = self.definition.questions[self.definition.year]
        title = self.definition.report_title(year, period)
        message = f"您已有一份《{title}》，请改填年份或报告期，或者继续填写那一份"
        return [Problem(question=question, message=message)]

    @property
    def title(self) -> str:
        """The report's title."""
        return self.definition.report_title(self.statement["year"], self.statement["period"])


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What a save came to: the draft as it now stands, and the answers that somebody else had changed."""

    draft: Draft
    conflicts: Mapping[str, Typed | None]


def own(statement_id: int) -> Draft:
    """The signed-in person's statement; 404 for any other."""
    statement, definition = own_row(statement_id)
    kept = kept_answers.all(current.connection(), statement["unit_id"], statement_id)
    return Draft(statement=statement, definition=definition, kept=kept)


def own_row(statement_id: int) -> tuple[dict[str, Any], Definition]:
    """The same without its answers."""
    person, connection = current.person(), current.connection()
    row = statements.one(connection, person.unit_id, statement_id)
    if row is None or row["person_id"] != person.id:
        abort(404)
    return dict(row), current.definitions().definition(connection, row["definition_id"])


def section_of(definition: Definition, name: str) -> Section:
    """The section of that name; 404 where there is none."""
    return definition.section(name) or abort(404)


def save(
    statement: Mapping[str, Any], definition: Definition, typed: Mapping[str, Typed | None], seen: Seen
) -> Saved:
    """Keep what was typed, question by question, and what follows from it, in one transaction."""
    person, connection, now = current.person(), current.connection(), datetime.now(UTC)
    unit_id, statement_id, at = statement["unit_id"], statement["id"], times.text(now)
    with database.transaction(connection):
        kept = kept_answers.all(connection, unit_id, statement_id)
        merged = merging.merged(typed, kept, seen, person.id)
        versions = kept_answers.save(connection, unit_id, statement_id, merged.changes, person.id, now)
        for name, version in versions.items():
            kept[name] = Kept(value=merged.changes[name], version=version, by=person.id, at=at)
        saved = Draft(statement=statement, definition=definition, kept=kept)
        if versions:
            saved = follow(saved, now)
    return Saved(draft=saved, conflicts=merged.conflicts)


def follow(draft: Draft, now: datetime) -> Draft:
    """Bring the statement's row up to its answers: year, period, counts. Call it in a transaction."""
    person, connection = current.person(), current.connection()
    row = {**draft.statement, "saved_at": times.text(now), "saved_by": person.id}
    if draft.clashes:
        year, period = draft.year_and_period
        # A taken year is a problem of the draft from now on; its answers stay as typed.
        with suppress(statements.Taken):
            statements.rename_year(connection, row["unit_id"], draft.id, year, period)
            row.update(year=year, period=period)
    followed = replace(draft, statement=row)
    statements.set_counts(
        connection,
        row["unit_id"],
        draft.id,
        missing=followed.missing,
        findings=followed.findings,
        person_id=person.id,
        now=now,
    )
    return followed
