"""The same person's earlier statement beside the questions: what it said, and how numbers changed since.

It is shown and never placed in a field; what may be taken over is decided in `carrying`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from collector.statement import answer_text, answers, readings, states
from collector.statement.readings import Reading
from collector.statement.vocabulary import Question, Section
from collector.store import answers as kept_answers
from collector.store import statements
from collector.web import current
from collector.web.drafts import Draft

# A longer answer folds away.
LONGEST = 40
LINES = ("paragraphs", "table", "list")


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """One section of an earlier statement; `when` calls its year as the page does: 去年, 2024年.

    `version` is another one after every save of it.
    """

    year: int
    when: str
    version: tuple[int, str]
    readings: Mapping[str, Reading]


class Before(NamedTuple):
    """What stands beside a question: a text, or lines that fold away.

    A number has `number` for the script, and how it changed (＋3, －2, 持平) where the present one is there.
    """

    when: str
    text: str
    number: str = ""
    change: str = ""
    lines: tuple[str, ...] = ()


def earlier(draft: Draft, section: Section) -> Earlier | None:
    """The section in the newest earlier statement of the same definition and period, or None."""
    row, connection = draft.statement, current.connection()
    found = statements.earlier(connection, row)
    if not found:
        return None
    definition = current.definitions().definition(connection, found[0]["definition_id"])
    theirs = definition.section(section.name)
    if theirs is None:
        return None
    kept = kept_answers.values(connection, row["unit_id"], found[0]["id"])
    typed = {name: states.stored(kept[name]) for name in theirs.questions if name in kept}
    year = int(found[0]["year"])
    return Earlier(
        year=year,
        when="去年" if year == row["year"] - 1 else f"{year}年",
        version=(int(found[0]["id"]), str(found[0]["saved_at"])),
        readings=answers.read(definition, typed, theirs),
    )


def beside(found: Earlier | None, draft: Draft, section: Section) -> dict[str, Before]:
    """What the earlier statement says, by question of the section; nothing where it asked no such thing."""
    if found is None:
        return {}
    left_out = {draft.definition.year, draft.definition.period, *draft.definition.ledgers}
    return {
        question.name: before(found, question, draft.readings[question.name])
        for question in section.asked
        if question.name not in left_out and is_same(found, question)
    }


def is_same(found: Earlier, question: Question) -> bool:
    """Whether the earlier statement asked this, as a question of the same type."""
    then = found.readings.get(question.name)
    return then is not None and then.question.type == question.type


def before(found: Earlier, question: Question, now: Reading) -> Before:
    """One answer of then, beside the present one."""
    then = found.readings[question.name]
    if then.value is None:
        return Before(found.when, f"{found.when}：未填")
    number = answer_text.number(then)
    if number is not None:
        text = f"{found.when} {readings.plain(number)} {question.unit}".rstrip()
        return Before(found.when, text, readings.plain(number), change(now, then))
    lines = answer_text.lines(then)
    if not lines:
        return Before(found.when, f"{found.when}：没有")
    if question.type in LINES or len(lines[0]) > LONGEST:
        return Before(found.when, "", lines=lines)
    return Before(found.when, f"{found.when}：{lines[0]}")


def change(now: Reading, then: Reading) -> str:
    """How a number changed: ＋3, －2.5, 持平; nothing while the present one is open."""
    present, before = answer_text.number(now), answer_text.number(then)
    return "" if present is None or before is None else answer_text.signed(present - before)
