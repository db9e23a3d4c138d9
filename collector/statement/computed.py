"""Words computed from other answers, asked of nobody. A new `how` is one function and one line in HOW."""

from collections.abc import Callable, Mapping
from typing import Any

from collector.statement import joining, numerals
from collector.statement.readings import Reading
from collector.statement.states import NONE
from collector.statement.vocabulary import Question
from collector.word.text import Mark

Readings = Mapping[str, Reading]
# 十四五 began in 2021; a plan lasts five years (Outline of the 14th Five-Year Plan, 2021–2025).
PLAN_NUMBER, PLAN_START, PLAN_YEARS = 14, 2021, 5


def word(question: Question, readings: Readings) -> str:
    """The word of a computed question."""
    return HOW[question.how](question, readings)


def values(question: Question, readings: Readings) -> list[Any]:
    """The values of the questions it is computed from; None where one is open or unreadable."""
    return [readings[name].value for name in question.sources]


def count(question: Question, readings: Readings) -> str:
    """The number of a list's items (C5): printed from the list, never typed."""
    (value,) = values(question, readings)
    if value is NONE:
        return ""
    return numerals.written(len(value), question.numerals) if value is not None else Mark("**")


def five_year_plan(question: Question, readings: Readings) -> str:
    """The plan in force in a year: 2021–2025 十四五, 2026–2030 十五五."""
    (year,) = values(question, readings)
    if not isinstance(year, int):
        return Mark("**")
    return numerals.chinese(PLAN_NUMBER + (year - PLAN_START) // PLAN_YEARS) + "五"


def first(question: Question, readings: Readings) -> str:
    """A list's first item."""
    return part(question, readings, slice(0, 1))


def rest(question: Question, readings: Readings) -> str:
    """A list's items after the first."""
    return part(question, readings, slice(1, None))


def part(question: Question, readings: Readings, which: slice) -> str:
    """Some of a list's items, joined by this question's own `each` and `joined_by`."""
    (value,) = values(question, readings)
    if value is NONE:
        return ""
    if value is None:
        return Mark(joining.joined(question, ["**"]))
    return joining.joined(question, value[which])


def differs(question: Question, readings: Readings) -> str:
    """“是” where two answers differ or one is still open, nothing where they are the same (C8)."""
    one, other = values(question, readings)
    return "" if one is not None and one == other else "是"


HOW: dict[str, Callable[[Question, Readings], str]] = {
    "count": count,
    "five_year_plan": five_year_plan,
    "first": first,
    "rest": rest,
    "differs": differs,
}
# how -> how many questions it is computed from
TAKES = dict.fromkeys(("count", "five_year_plan", "first", "rest"), 1) | {"differs": 2}
# how -> the types it is computed from, where not any will do
READS = {
    "count": frozenset({"list"}),
    "first": frozenset({"list"}),
    "rest": frozenset({"list"}),
    "five_year_plan": frozenset({"integer"}),
}
