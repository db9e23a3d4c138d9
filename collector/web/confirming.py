"""Findings as their author answers them: right as it is, with a tick or a sentence. Finds nothing itself.

While a return is in force, only what it opened is to be answered; the rest stays as it was submitted.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from collector import accounts
from collector.statement.checks import register
from collector.statement.checks.context import Finding
from collector.statement.vocabulary import Question
from collector.store import confirmations, database
from collector.store.database import Row
from collector.web import current, findings, writing
from collector.web.drafts import Draft
from collector.web.problems import Shown

LONGEST = 300


class Counted(NamedTuple):
    """How many things there are to look at, how many are confirmed, and how many need no answer."""

    total: int
    confirmed: int
    excused: int = 0

    @property
    def open(self) -> int:
        """How many are left."""
        return self.total - self.confirmed - self.excused


@dataclass(frozen=True, kw_only=True)
class Item:
    """What one check found at one question, answered as a whole. `kept` is an earlier answer, if any.

    `is_closed` where a return is in force that did not open the question.
    """

    check: str
    question: Question
    findings: tuple[Finding, ...]
    kept: Row | None = None
    is_closed: bool = False

    @property
    def title(self) -> str:
        """What the check is called."""
        return register.TITLES[self.check]

    @property
    def key(self) -> str:
        """Its name in a form."""
        return f"{self.check}.{self.question.name}"

    @property
    def digest(self) -> str:
        """What an answer is bound to: findings that say or quote something else ask again."""
        told = "\1".join("\0".join(parts(finding)) for finding in self.findings)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def is_confirmed(self) -> bool:
        """Whether just this was answered; of a closed question, whether anything was."""
        return self.kept is not None and (self.is_closed or self.kept["digest"] == self.digest)

    @property
    def is_excused(self) -> bool:
        """Whether it needs no answer: its author can't change the question, and nobody asked about it."""
        return self.is_closed and not self.is_confirmed

    @property
    def is_askable(self) -> bool:
        """Whether its author may answer it; what was said of a closed question stays."""
        return not (self.is_closed and self.is_confirmed)

    @property
    def explanation(self) -> str:
        """The sentence given, also where something has changed since."""
        return str(self.kept["explanation"]) if self.kept is not None else ""


def parts(finding: Finding) -> tuple[str, ...]:
    """What a finding says and quotes."""
    quote = finding.quote
    return (finding.message, *((quote.before, quote.part, quote.after) if quote else ()))


def items(draft: Draft, revision: int | None = None) -> list[Item]:
    """What is to be answered, in the order of the questions.

    With a submission's revision, the answers are those that had been given when it was submitted, each to
    just what was found.
    """
    where = current.connection(), draft.statement["unit_id"], draft.id
    kept = confirmations.all(*where) if revision is None else confirmations.submitted(*where, revision)
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings.of(draft):
        grouped.setdefault((finding.check, finding.question), []).append(finding)
    open_names = writing.asked(draft.statement, draft.definition) if revision is None else None
    order = {question.name: place for place, question in enumerate(draft.definition.asked)}
    made = [
        Item(
            check=check,
            question=draft.definition.questions[name],
            findings=tuple(found),
            kept=kept.get((check, name)),
            is_closed=open_names is not None and name not in open_names,
        )
        for (check, name), found in grouped.items()
    ]
    return sorted(made, key=lambda item: order[item.question.name])


def counted(draft: Draft) -> Counted:
    """How many there are, and how many are confirmed."""
    return count(items(draft))


def count(found: Collection[Item]) -> Counted:
    """The same of items."""
    return Counted(
        total=len(found),
        confirmed=sum(item.is_confirmed for item in found),
        excused=sum(item.is_excused for item in found),
    )


def keep(draft: Draft, form: Mapping[str, str]) -> list[Shown]:
    """Keep the answers of a posted form; what is wrong with it. What has changed since is left open.

    Raises writing.Locked where the author, or the author's clerk, is not at it any more.
    """
    connection, unit_id, person_id = current.connection(), draft.statement["unit_id"], current.person().id
    asked = [item for item in items(draft) if item.is_askable]
    told = [item for item in asked if form.get(f"digest.{item.key}") == item.digest]
    problems = [problem for item in told for problem in wrong(item, form)]
    if problems:
        return problems
    with database.transaction(connection):
        writing.check(writing.fresh(draft.statement))
        for item in told:
            sentence = explanation(item, form)
            if sentence or form.get(f"ok.{item.key}"):
                confirmations.confirm(
                    connection,
                    unit_id,
                    draft.id,
                    item.check,
                    item.question.name,
                    item.digest,
                    sentence,
                    person_id,
                )
            elif item.kept is not None:
                confirmations.withdraw(connection, unit_id, draft.id, item.check, item.question.name)
        current.audit("findings_answered", subject=f"statement {draft.id}")
    return []


def sentences(draft: Draft, form: Mapping[str, str]) -> list[tuple[str, str]]:
    """The sentences of a posted form that are not kept, each with what it explains."""
    typed = [(item, form.get(f"why.{item.key}", "").strip()) for item in items(draft)]
    return [
        (f"{item.title}：{item.question.label}", text) for item, text in typed if text != item.explanation
    ]


def explanation(item: Item, form: Mapping[str, str]) -> str:
    """The sentence given in a form, on one line. Raises accounts.Refused."""
    return accounts.given("说明", form.get(f"why.{item.key}", ""), LONGEST, may_be_empty=True)


def wrong(item: Item, form: Mapping[str, str]) -> list[Shown]:
    """What keeps a sentence from being kept."""
    try:
        explanation(item, form)
    except accounts.Refused as refused:
        return [{"anchor": f"why-{item.check}-{item.question.name}", "message": str(refused)}]
    return []
