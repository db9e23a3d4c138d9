"""What a statement is compared with: earlier years and its own submissions, as whoever asks may see them.

A reviewer sees of every statement what was last submitted, never what is being written. Shows nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from flask import abort

from collector.compare import changes, trends
from collector.compare.changes import Change
from collector.compare.trends import Series
from collector.statement import carried, workflow
from collector.store import answers as kept_answers
from collector.store import remarks, revisions, statements
from collector.store.database import Row
from collector.web import current, memory, presentation, reviewing
from collector.web.drafts import Draft
from collector.web.memory import Made

# What one worker remembers: submissions, and comparisons of two of them.
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two that are compared, and how an address and a page call it.

    `key` is a statement's id, r and a revision's number, or "" for what is kept now. `short` stands above a
    column: 2025年, 第1次提交. `state` says what became of it.
    """

    key: str
    called: str
    short: str
    state: str
    row: Mapping[str, Any]
    revision: int | None = None
    is_year: bool = False

    @property
    def label(self) -> str:
        """2025年度（已归档）, 2026年度第1次提交."""
        return f"{self.called}（{self.state}）" if self.state else self.called

    @cached_property
    def draft(self) -> Draft:
        """Its answers. What was submitted stays as it is, and is read once."""
        if self.revision is None:
            return kept(self.row)
        return remembered(("draft", self.content), lambda: revised(self.row, self.revision))

    @cached_property
    def unprinted(self) -> frozenset[str]:
        """The questions of which an imported report says nothing; none once it was submitted here."""
        if not self.row["imported_at"] or self.row["submitted_revision"] is not None:
            return frozenset()
        draft = self.draft
        template = current.definitions().template(draft.definition)
        return carried.unprinted(draft.definition, template, draft.readings)

    @property
    def content(self) -> tuple[Any, ...]:
        """What tells its answers from those of any other side, and from its own before a save."""
        return self.row["id"], self.revision, self.row["saved_at"] if self.revision is None else None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A statement beside another one, or beside nothing (`then` is None).

    `earlier` are its earlier years and `submissions` its own, the newest first: what it may be compared with.
    `years` are those whose figures make a chart, the oldest first, it among them.
    """

    now: Side
    then: Side | None
    earlier: tuple[Side, ...]
    submissions: tuple[Side, ...] = ()

    @property
    def years(self) -> tuple[Side, ...]:
        """The sides that its figures are followed over."""
        return (*reversed(self.earlier), self.now)

    @property
    def changes(self) -> list[Change]:
        """Question by question; the year itself, which always changes, is left out between years."""
        return self.found[0]

    @property
    def series(self) -> Mapping[str, Series]:
        """The figures over the years, by question; none where there is but one year."""
        return self.found[1]

    @cached_property
    def found(self) -> tuple[list[Change], Mapping[str, Series]]:
        """Both, made once where all of it was submitted."""
        sides = [self.now, *([self.then] if self.then else []), *self.earlier]
        if any(side.revision is None for side in sides):
            return changed(self), figures(self)
        key = ("found", self.is_over_years, self.then is None, *(side.content for side in sides))
        return remembered(key, lambda: (changed(self), figures(self)))

    @property
    def carried(self) -> str:
        """What an address of the same comparison says; "" for the one that nobody chose."""
        said = {"with": self.then.key if self.then else "", "now": self.now.key}
        return f"?{urlencode({name: key for name, key in said.items() if key})}" if self.then else ""

    @property
    def columns(self) -> tuple[str, str]:
        """What stands above the two columns: 2025年, 2026年; 第1次, 第2次; first "" where it is alone."""
        if self.then is None or self.is_over_years:
            return self.then.short if self.then else "", short(self.now.row)
        return self.then.short, self.now.short

    @property
    def is_over_years(self) -> bool:
        """Whether two years are compared."""
        return self.then is not None and self.then.is_year


def changed(comparison: Comparison) -> list[Change]:
    """The changes of a comparison."""
    now = comparison.now.draft
    then = comparison.then.draft if comparison.then else None
    found = changes.of_readings(
        now.definition,
        then.readings if then else {},
        now.readings,
        then.definition if then else None,
        (comparison.then.unprinted if comparison.then else frozenset(), comparison.now.unprinted),
    )
    is_left_out = then is None or comparison.is_over_years
    left_out = {now.definition.year, now.definition.period} if is_left_out else ()
    return [each for each in found if each.question.name not in left_out]


def figures(comparison: Comparison) -> Mapping[str, Series]:
    """The series of a comparison."""
    if not comparison.earlier:
        return {}
    read = {int(side.row["year"]): side.draft.readings for side in comparison.years}
    unprinted = {int(side.row["year"]): side.unprinted for side in comparison.years}
    return trends.series(comparison.now.draft.definition, read, unprinted)


def remembered(key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
    """What is made of answers that don't change, made once."""
    return memory.remembered(current.service().compared, key, make, most=MOST)


def of_review(row: Mapping[str, Any], asked: Mapping[str, str]) -> Comparison:
    """What a reviewer compares, by `with` and `now` of an address; 404 for what is not offered."""
    submissions = tuple(submitted(row))
    return chosen(asked, earlier(row), submissions, submissions[0])


def of_author(row: Mapping[str, Any], asked: Mapping[str, str]) -> Comparison:
    """What an author compares: what is kept now with an earlier year; 404 for what is not offered."""
    called = presentation.called(row["year"], row["period"])
    now = Side(key="", called=called, short=short(row), state="", row=row)
    return chosen(asked, own_earlier(row), (), now)


def chosen(
    asked: Mapping[str, str], years: tuple[Side, ...], submissions: tuple[Side, ...], newest: Side
) -> Comparison:
    """The comparison asked for; without a word the newest with the year before, or the submission before."""
    offered = {side.key: side for side in (*years, *submissions)}
    now_key, then_key = asked.get("now", ""), asked.get("with", "")
    now = newest
    if now_key and now_key != newest.key:
        now = next((side for side in submissions if side.key == now_key), None) or abort(404)
    then = offered.get(then_key) if then_key else default(years, submissions, now)
    if then_key and then is None:
        abort(404)
    return Comparison(now=now, then=then, earlier=years, submissions=submissions)


def default(years: tuple[Side, ...], submissions: tuple[Side, ...], now: Side) -> Side | None:
    """What it is compared with where nobody said so."""
    before = [side for side in submissions if (side.revision or 0) < (now.revision or 0)]
    return next(iter((*years, *before)), None)


def earlier(row: Mapping[str, Any]) -> tuple[Side, ...]:
    """The same person's earlier years that somebody else may see, the newest first.

    A complete year that was never submitted is among them: it may be older than submissions are.
    """
    listed = statements.earlier(current.connection(), row)
    return tuple(side for each in listed if (side := seen(dict(each))))


def own_earlier(row: Mapping[str, Any]) -> tuple[Side, ...]:
    """All of a person's own earlier years, the newest first, as they are kept."""
    listed = statements.earlier(current.connection(), row)
    return tuple(year(dict(each), is_own=True) for each in listed)


def is_finished(row: Mapping[str, Any] | Row) -> bool:
    """Whether a statement was submitted or imported once, or has all its answers."""
    return bool(row["submitted_revision"] is not None or row["imported_at"] or not row["missing"])


def seen(row: Mapping[str, Any]) -> Side | None:
    """A whole statement as somebody else may see it beside another one; None where they may not.

    Before its review is opened a submission is not seen, but the one before it, if that was returned, is.
    """
    if not is_finished(row):
        return None
    if not reviewing.is_waiting(row):
        return year(row)
    found = remarks.returns(current.connection(), row["unit_id"], row["id"])
    revision = next((each["revision"] for each in found if each["id"] == row["return_id"]), None)
    label = presentation.STATE_LABELS[workflow.RETURNED]
    return replace(year(row), revision=revision, state=label) if revision else None


def year(row: Mapping[str, Any], *, is_own: bool = False) -> Side:
    """A whole statement as a side: what was last submitted, or what is kept where nothing was or `is_own`."""
    return Side(
        key=str(row["id"]),
        called=presentation.called(row["year"], row["period"]),
        short=short(row),
        state=state(row),
        row=row,
        revision=None if is_own else row["submitted_revision"],
        is_year=True,
    )


def submitted(row: Mapping[str, Any]) -> Iterator[Side]:
    """Yield the submissions of a statement that were not taken back, the newest first."""
    sent: list[Any] = []
    for each in reversed(revisions.all(current.connection(), row["unit_id"], row["id"])):
        if each["cause"] == "submitted":
            sent.append(each)
        elif each["cause"] == "withdrawn" and sent:
            sent.pop()
    called = presentation.called(row["year"], row["period"])
    for number, each in reversed(list(enumerate(sent, 1))):
        yield Side(
            key=f"r{each['number']}",
            called=called if len(sent) == 1 else f"{called}第{number}次提交",
            short=f"第{number}次",
            state="",
            row=row,
            revision=each["number"],
        )


def revised(row: Mapping[str, Any], number: int | None) -> Draft:
    """A revision of a statement."""
    found = revisions.one(current.connection(), row["unit_id"], row["id"], number or 0)
    return reviewing.of_revision(row, found) if found else abort(404)


def kept(row: Mapping[str, Any]) -> Draft:
    """A statement as it is kept."""
    connection = current.connection()
    definition = current.definitions().definition(connection, row["definition_id"])
    found = kept_answers.all(connection, row["unit_id"], row["id"])
    return Draft(statement=row, definition=definition, kept=found)


def short(row: Mapping[str, Any]) -> str:
    """2025年, as it stands above a column."""
    return f"{row['year']}年"


def state(row: Mapping[str, Any]) -> str:
    """What became of an earlier statement: 已归档, 导入, 未提交."""
    if row["submitted_revision"] is not None and row["state"] != workflow.DRAFT:
        return presentation.STATE_LABELS[row["state"]]
    return "导入" if row["imported_at"] else "未提交"
