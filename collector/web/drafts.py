"""A statement with its answers, read once a request; and the save of a section. Judges nothing itself."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
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
from collector.store import clerks, database, revisions, saves, statements, times
from collector.store.answers import Kept
from collector.web import current, merging, standing, writing


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

    def typed_of(self, name: str) -> Typed | None:
        """One answer, without looking at the others."""
        kept = self.kept.get(name)
        return None if kept is None or kept.value is None else states.stored(kept.value)

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
            reading(self.definition.questions[name], self.typed_of(name)).value
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
        whose = "您" if standing.is_author(self.statement) else "本人"
        message = f"{whose}已有一份《{title}》，请改填年份或报告期，或者继续填写那一份"
        return [Problem(question=question, message=message)]

    @cached_property
    def writable(self) -> frozenset[str]:
        """The questions whose answers whoever is asking may change now."""
        return writing.names(self.statement, self.definition)

    @property
    def is_locked(self) -> bool:
        """Whether they may change none of them."""
        return not self.writable

    @property
    def title(self) -> str:
        """The report's title."""
        return self.definition.report_title(self.statement["year"], self.statement["period"])


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What a save came to: the draft as it now stands, and the typed answers changed on another page too.

    `unsaved` are typed answers to questions that are not to be changed (any more).
    """

    draft: Draft
    sent: merging.Save
    conflicts: Mapping[str, Typed | None]
    unsaved: Mapping[str, Typed | None] = field(default_factory=dict)


def own(statement_id: int) -> Draft:
    """The signed-in person's statement, or one they write as a clerk; 404 for any other."""
    statement, definition = own_row(statement_id)
    kept = kept_answers.all(current.connection(), statement["unit_id"], statement_id)
    return Draft(statement=statement, definition=definition, kept=kept)


def own_row(statement_id: int) -> tuple[dict[str, Any], Definition]:
    """The same without its answers."""
    connection = current.connection()
    row = statements.anywhere(connection, statement_id)
    if row is None or not (standing.is_author(row) or standing.is_clerk(row)):
        abort(404)
    standing.note_author(row)
    return dict(row), current.definitions().definition(connection, row["definition_id"])


def again(draft: Draft) -> Draft:
    """The same as it is by now; 404 where it was discarded meanwhile. Call it in a transaction."""
    row = writing.fresh(draft.statement)
    kept = kept_answers.all(current.connection(), row["unit_id"], row["id"])
    return Draft(statement=row, definition=draft.definition, kept=kept)


def fresh(draft: Draft) -> Draft:
    """The same, where it is to be changed. Raises writing.Locked."""
    found = again(draft)
    writing.check(found.statement)
    return found


def section_of(definition: Definition, name: str) -> Section:
    """The section of that name; 404 where there is none."""
    return definition.section(name) or abort(404)


def save(
    statement: Mapping[str, Any],
    definition: Definition,
    sent: merging.Save,
    *,
    is_explicit: bool = True,
    key: str = "",
) -> Saved:
    """Keep what was typed, question by question, and what follows from it, in one transaction.

    A save with a `key` that was done before is not done again. An explicit one cuts a revision; a conflict
    cuts one as kept and one with what was typed, so that history has both whatever is chosen. So does the
    first one of a clerk: by their revisions is known who does not review it. Raises
    writing.Locked where the statement, as it is by then, has nothing to be changed.
    """
    person, connection, now = current.person(), current.connection(), datetime.now(UTC)
    unit_id, statement_id, at = statement["unit_id"], statement["id"], times.text(now)
    with database.transaction(connection):
        done = saves.answered(connection, unit_id, statement_id, key) if key else None
        kept = kept_answers.all(connection, unit_id, statement_id)
        draft = Draft(statement=writing.fresh(statement), definition=definition, kept=kept)
        if done is not None:
            return Saved(draft=draft, sent=sent, conflicts=still_apart(done, sent, kept))
        if draft.is_locked:
            raise writing.Locked(writing.reason(draft.statement))
        unsaved = apart_from_kept(sent, kept, outside=draft.writable)
        sent = replace(sent, typed={name: sent.typed[name] for name in sent.typed if name in draft.writable})
        merged = merging.merged(sent, kept, originals(draft, sent))
        versions = kept_answers.save(
            connection, unit_id, statement_id, merged.changes, person.id, now, page=sent.page
        )
        for name, version in versions.items():
            kept[name] = Kept(merged.changes[name], version, person.id, at, sent.page)
        if versions:
            draft = follow(draft, now)
        cut(draft, merged, now, is_explicit=is_explicit or (bool(versions) and is_first_of_clerk(draft)))
        if key:
            saves.remember(connection, unit_id, statement_id, key, " ".join(merged.conflicts), now)
    return Saved(draft=draft, sent=sent, conflicts=merged.conflicts, unsaved=unsaved)


def cut(draft: Draft, merged: merging.Merged, now: datetime, *, is_explicit: bool) -> None:
    """Cut the revisions of a save: as kept, and what was typed otherwise. Call it in a transaction."""
    where = (current.connection(), draft.statement["unit_id"], draft.id)
    cause, person_id = "conflict" if merged.conflicts else "saved", current.person().id
    if merged.conflicts or is_explicit:
        revisions.cut(*where, cause, person_id, now=now)
    if merged.aside:
        revisions.cut(*where, "set_aside", person_id, now=now, changes=merged.aside)


def is_first_of_clerk(draft: Draft) -> bool:
    """Whether somebody else than its author writes it, and has no revision of it yet."""
    row, person_id = draft.statement, current.person().id
    return not standing.is_author(row) and not clerks.has_written(
        current.connection(), row["unit_id"], draft.id, person_id
    )


def apart_from_kept(
    sent: merging.Save, kept: Mapping[str, Kept], outside: Collection[str] = ()
) -> dict[str, Typed | None]:
    """What was typed on a page and is not kept, but for the questions in `outside`."""
    found = {}
    for name, typed in sent.typed.items():
        value, there = merging.as_json(typed), kept.get(name)
        is_typed = merging.digest(value) != sent.seen.get(name, merging.NEVER)[1]
        if name not in outside and is_typed and value != (there.value if there else None):
            found[name] = typed
    return found


def originals(draft: Draft, sent: merging.Save) -> dict[str, Any]:
    """What stood there when the page was read, where that is what was chosen."""
    chosen = [name for name, offered in sent.shown.items() if offered.keep == merging.ORIGINAL]
    found = {name: original(draft, sent, name) for name in chosen}
    return {name: value for name, (value, is_known) in found.items() if is_known}


def original(draft: Draft, sent: merging.Save, name: str) -> tuple[Any, bool]:
    """The stored value of a question as the page had seen it, and whether it is still known.

    Where others changed it more than once since, and no revision has it, nobody knows.
    """
    version, shown = sent.seen.get(name, merging.NEVER)
    value = kept_answers.original(current.connection(), draft.statement["unit_id"], draft.id, name, version)
    return value, merging.digest(value) == shown


def still_apart(done: str, sent: merging.Save, kept: Mapping[str, Kept]) -> dict[str, Typed | None]:
    """The conflicts that a save done before had, as far as they are not settled."""
    return {
        name: sent.typed[name]
        for name in done.split()
        if name in sent.typed and merging.as_json(sent.typed[name]) != kept[name].value
    }


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
