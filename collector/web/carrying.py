"""Taking over what is known elsewhere, at the author's word: last year's names, the unit's, a colleague's
figure, the number of a ledger. Each is a revision and a line of the audit; own words are never taken over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from flask import Request

from collector.statement import ledgers, readings, rules, states
from collector.statement.vocabulary import NUMBERS, Question, Section
from collector.store import answers as kept_answers
from collector.store import database, revisions
from collector.web import current, drafts, facts, last_year, writing
from collector.web.drafts import Draft
from collector.web.last_year import Earlier

LEDGER = "ledger"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Last year's answer to a question about names: the present one, and the one to take over."""

    question: Question
    now: str
    then: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class Taking:
    """What is taken over: stored values by name, and in words for the history."""

    values: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


def offers(draft: Draft, section: Section, found: Earlier | None) -> list[Offer]:
    """The names of the section that the earlier statement gave otherwise."""
    if found is None:
        return []
    listed = []
    for question in section.asked:
        is_writable = question.name in draft.writable
        if not is_writable or not is_eligible(question) or not last_year.is_same(found, question):
            continue
        then, now = found.readings[question.name], draft.readings[question.name]
        if then.typed is not None and then.value not in (None, now.value):
            listed.append(
                Offer(
                    question=question,
                    now=readings.shown(rules.as_shown(now.value)) if now.value is not None else "",
                    then=readings.shown(rules.as_shown(then.value)),
                    value=states.to_json(then.typed),
                )
            )
    return listed


def is_eligible(question: Question) -> bool:
    """Names and organisations may be taken over from another year; figures and own words may not."""
    return question.scope == "unit" and question.type not in NUMBERS and not question.own_words


def is_asked(request: Request) -> bool:
    """Whether a posted form asks to take something over."""
    return request.form.get("then") == "carry" or "take" in request.form


def taking(draft: Draft, section: Section, request: Request) -> Taking:
    """What a posted form asks for; whatever is not on offer is left out."""
    if request.form.get("then") == "carry":
        found = last_year.earlier(draft, section)
        ticked = set(request.form.getlist("carry"))
        chosen = [each for each in offers(draft, section, found) if each.question.name in ticked]
        if found is None or not chosen:
            return Taking()
        labels = "、".join(each.question.label for each in chosen)
        note = f"沿用{found.when}的：{labels}"
        return Taking(values={each.question.name: each.value for each in chosen}, note=note)
    name, _, source = request.form["take"].partition(".")
    question = section.questions.get(name)
    if question is None or not question.is_asked:
        return Taking()
    if source == LEDGER:
        return from_ledger(draft, question)
    for each in facts.others(draft, question):
        if each.source == source:
            where = "单位页面上" if source == facts.UNIT else f"{each.who}填"
            return Taking(values={name: each.value}, note=f"采用{where}的：{question.label}")
    return Taking()


def from_ledger(draft: Draft, question: Question) -> Taking:
    """The number of the question's ledger."""
    if not question.ledger:
        return Taking()
    ledger = draft.readings[question.ledger]
    number = ledgers.number(question, ledger.question, ledger.typed)
    if not number:
        return Taking()
    return Taking(values={question.name: readings.plain(number)}, note=f"采用台账数：{question.label}")


def take(draft: Draft, found: Taking) -> Draft:
    """Keep what is taken over, cut its revision and note it. What stood there is in the history before.

    Raises writing.Locked where some of it is not to be changed.
    """
    person, connection, now = current.person(), current.connection(), datetime.now(UTC)
    where = (connection, draft.statement["unit_id"], draft.id)
    with database.transaction(connection):
        draft = drafts.fresh(draft)
        if not draft.writable.issuperset(found.values):
            raise writing.Locked(writing.RETURNED)
        kept_answers.save(*where, found.values, person.id, now)
        taken = drafts.follow(replace(draft, kept=kept_answers.all(*where)), now)
        revisions.cut(*where, "carried_over", person.id, now=now, note=found.note)
        names = ", ".join(found.values)
        current.audit("answers_carried_over", subject=f"statement {draft.id}: {names}")
    return taken
