"""The rules between questions (C1–C4, C9 of the statement, as data), each with its message."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from collector.statement.readings import Reading, Value, printed
from collector.statement.states import NONE
from collector.statement.vocabulary import Definition, Question

# What a message quotes: the answer, and the one it was compared with.
PLACES = re.compile(r"\{value\}|\{other\}")

Readings = Mapping[str, Reading]


def broken(definition: Definition, question: Question, readings: Readings) -> Iterator[str]:
    """Yield a message for every rule of `question` that its value breaks; open partners break nothing."""
    value = readings[question.name].value
    for key, name in question.compared:
        if readings[name].value is not None and value is not None:
            message = RULES[key](definition, question, definition.questions[name], readings)
            if message:
                pattern = question.constraint_message or message
                yield quoting(pattern, as_shown(value), as_shown(readings[name].value))


def quoting(pattern: str, value: str, other: str) -> str:
    """A message's pattern with both answers; other braces stay as they are."""
    return PLACES.sub(lambda place: value if place[0] == "{value}" else other, pattern)


def as_shown(value: Value | None) -> str:
    """A value as a message quotes it; a confirmed none is 0."""
    if value is NONE or value is None:
        return "0"
    return "、".join(map(str, value)) if isinstance(value, list) else printed(value)


def number(value: Value | None) -> Decimal:
    """A number's value; a confirmed none counts as 0."""
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)


def at_most(definition: Definition, question: Question, other: Question, readings: Readings) -> str:
    """The part is not more than the whole (C1, C2)."""
    if number(readings[question.name].value) > number(readings[other.name].value):
        return f"{question.label}（{{value}}）不能多于{other.label}（{{other}}）"
    return ""


def at_least(definition: Definition, question: Question, other: Question, readings: Readings) -> str:
    """The whole is not less than the part."""
    if number(readings[question.name].value) < number(readings[other.name].value):
        return f"{question.label}（{{value}}）不能少于{other.label}（{{other}}）"
    return ""


def not_after(definition: Definition, question: Question, other: Question, readings: Readings) -> str:
    """A date, or a month of the report's year, is not after a date (C3)."""
    value, limit = readings[question.name].value, readings[other.name].value
    if not isinstance(limit, date) or value is NONE:
        return ""
    if isinstance(value, date):
        is_late = value > limit
    else:
        year = readings[definition.year].value
        is_late = (year if isinstance(year, int) else limit.year, value) > (limit.year, limit.month)
    unit = "月" if question.type == "month" else ""
    return f"{question.label}（{{value}}{unit}）不能晚于{other.label}（{{other}}）" if is_late else ""


def zero_with(definition: Definition, question: Question, other: Question, readings: Readings) -> str:
    """Both are none, or neither is (C4)."""
    if (readings[question.name].value is NONE) != (readings[other.name].value is NONE):
        zero, counted = (question, other) if readings[question.name].value is NONE else (other, question)
        return f"{zero.label}为零，{counted.label}却不为零，请核对"
    return ""


def missing_partner(definition: Definition, question: Question, readings: Readings) -> Iterator[str]:
    """Yield a message where `question` has a value and the question it requires is a confirmed none (C9)."""
    other = definition.questions[question.requires]
    if readings[question.name].value is not NONE and readings[other.name].value is NONE:
        yield f"填了{question.label}，但{other.label}为零或没有，请核对"


# key of a question -> the rule; a rule gives the message's pattern, or nothing where it is kept
RULES: dict[str, Callable[[Definition, Question, Question, Readings], str]] = {
    "at_most": at_most,
    "at_least": at_least,
    "not_after": not_after,
    "zero_with": zero_with,
}
