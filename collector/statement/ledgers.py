"""Ledgers: a count, or a column's sum, taken from the rows of a table. Knows no page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from collector.statement import readings
from collector.statement.readings import Reading
from collector.statement.states import NONE, Typed, is_blank
from collector.statement.vocabulary import Definition, Question


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """A number that was answered otherwise than its ledger has it."""

    question: Question
    ledger: Question
    counted: Decimal
    answered: Decimal

    @property
    def message(self) -> str:
        """Both numbers, in words."""
        unit = self.question.unit
        return (
            f"{self.ledger.label}合计 {readings.plain(self.counted)} {unit}，"
            f"这里填的是 {readings.plain(self.answered)} {unit}，请核对"
        )


def rows(typed: Typed | None) -> list[dict[str, str]]:
    """The rows of a typed table that hold anything."""
    if not isinstance(typed, list):
        return []
    found = [row for row in typed if isinstance(row, dict)]
    return [row for row in found if any(cell.strip() for cell in row.values())]


def number(question: Question, ledger: Question, typed: Typed | None) -> Decimal | None:
    """How many rows a ledger has, or what its column adds up to.

    None where it is open, or where a cell of the column can't be read.
    """
    found = rows(typed)
    if not found:
        return None
    if not question.ledger_sum:
        return Decimal(len(found))
    (column,) = (each for each in ledger.columns if each.name == question.ledger_sum)
    total = Decimal(0)
    for row in found:
        cell = row.get(column.name, "")
        if cell.strip():
            try:
                total += Decimal(readings.READERS[column.type](column, cell, []))
            except readings.Unreadable:
                return None
    return total


def taken(definition: Definition, found: dict[str, Reading]) -> None:
    """Give every open count the number of its ledger, in place."""
    for name, counts in definition.ledgers.items():
        if name not in found or is_blank(found[name].typed):
            continue
        for question in counts:
            counted = number(question, found[name].question, found[name].typed)
            if counted and is_blank(found[question.name].typed):
                read = readings.reading(question, readings.plain(counted))
                found[question.name] = replace(read, typed=found[question.name].typed)


def disagreements(definition: Definition, found: Mapping[str, Reading]) -> Iterator[Disagreement]:
    """Yield every number that differs from its ledger's."""
    for name, counts in definition.ledgers.items():
        for question in counts:
            counted = number(question, found[name].question, found[name].typed)
            value = found[question.name].value
            if counted is None or value is None:
                continue
            answered = Decimal(0) if value is NONE else Decimal(str(value))
            if answered != counted:
                yield Disagreement(
                    question=question, ledger=found[name].question, counted=counted, answered=answered
                )
