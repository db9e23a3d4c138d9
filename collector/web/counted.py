"""Ledgers as the section page shows them: their rows, what they add up to, and whether that was answered."""

from decimal import Decimal
from typing import NamedTuple

from collector.statement import ledgers, readings
from collector.statement.states import NONE
from collector.statement.vocabulary import Question, Section
from collector.web.drafts import Draft


class Shown(NamedTuple):
    """A ledger's line (12 条，与填报一致), and its counts for the script: `name|column|unit` each.

    `apart` are the questions whose number differs, `number` what an open count takes from it, by question.
    """

    line: str
    counts: str
    apart: tuple[Question, ...]
    number: dict[str, str]


def shown(draft: Draft, section: Section) -> dict[str, Shown]:
    """The ledgers of a section by the name of their table."""
    return {
        name: ledger(draft, name, counts)
        for name, counts in draft.definition.ledgers.items()
        if name in section.questions
    }


def ledger(draft: Draft, name: str, counts: tuple[Question, ...]) -> Shown:
    """One ledger beside the numbers that were answered."""
    found = draft.readings[name]
    rows = len(ledgers.rows(found.typed))
    numbers = {each.name: ledgers.number(each, found.question, found.typed) for each in counts}
    known = {each: readings.plain(number) for each, number in numbers.items() if number is not None}
    apart = [each for each in counts if each.name in known and is_apart(draft, each, numbers[each.name])]
    sums = [f"{known[each.name]} {each.unit}" for each in counts if each.ledger_sum and each.name in known]
    parts = [f"{rows} 条" + (f"，合计 {'、'.join(sums)}" if sums else "")]
    if not rows:
        parts = ["还没有记录"]
    elif len(known) < len(counts):
        parts.append("有读不出的数字")
    elif apart:
        parts += [f"填报 {answered(draft, each)} {each.unit}" for each in apart] + ["不一致"]
    elif any(draft.readings[each.name].typed is None for each in counts):
        parts.append("按台账填报")
    elif all(draft.readings[each.name].value is not None for each in counts):
        parts.append("与填报一致")
    marks = " ".join(f"{each.name}|{each.ledger_sum}|{each.unit}" for each in counts)
    return Shown(line="，".join(parts), counts=marks, apart=tuple(apart), number=known)


def is_apart(draft: Draft, question: Question, number: Decimal | None) -> bool:
    """Whether a number was answered that is not the ledger's."""
    value = draft.readings[question.name].value
    return value is not None and number != (Decimal(0) if value is NONE else Decimal(str(value)))


def answered(draft: Draft, question: Question) -> str:
    """The number that was answered."""
    value = draft.readings[question.name].value
    return "0" if value is NONE else readings.plain(Decimal(str(value)))
