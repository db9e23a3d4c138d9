"""Words computed from other answers, asked of nobody. A new `how` is one function and one line in HOW."""

from collections.abc import Callable, Mapping
from typing import Any

from collector.statement import numerals, wording
from collector.statement.readings import Reading
from collector.statement.states import NONE
from collector.statement.vocabulary import Definition, Question
from collector.word.text import Mark

Readings = Mapping[str, Reading]
# 十四五 began in 2021; a plan lasts five years (Outline of the 14th Five-Year Plan, 2021–2025).
PLAN_NUMBER, PLAN_START, PLAN_YEARS = 14, 2021, 5
# Widths of the signature lines, in hundredths of a character (GB/T 9704-2012 7.3.5.2).
CHARACTER, HALF_CHARACTER = 100, 50
# 16 pt less the 0.3 pt by which the layout narrows each character.
TWIPS_PER_CHARACTER = 314


def word(definition: Definition, question: Question, readings: Readings, words: Mapping[str, Any]) -> Any:
    """The word of a computed question; `words` holds those of the asked ones."""
    return HOW[question.how](definition, question, readings, words)


def values(question: Question, readings: Readings) -> list[Any]:
    """The values of the questions it is computed from; None where one is open or unreadable."""
    return [readings[name].value for name in question.sources]


def count(definition: Definition, question: Question, readings: Readings, words: Mapping[str, Any]) -> str:
    """The number of a list's items (C5): printed from the list, never typed."""
    (value,) = values(question, readings)
    if value is NONE:
        return ""
    return numerals.written(len(value), question.numerals) if value is not None else Mark("**")


def five_year_plan(
    definition: Definition, question: Question, readings: Readings, words: Mapping[str, Any]
) -> str:
    """The plan in force in a year: 2021–2025 十四五, 2026–2030 十五五."""
    (year,) = values(question, readings)
    if not isinstance(year, int):
        return Mark("**")
    return numerals.chinese(PLAN_NUMBER + (year - PLAN_START) // PLAN_YEARS) + "五"


def first(definition: Definition, question: Question, readings: Readings, words: Mapping[str, Any]) -> str:
    """A list's first item."""
    return part(definition, question, readings, slice(0, 1))


def rest(definition: Definition, question: Question, readings: Readings, words: Mapping[str, Any]) -> str:
    """A list's items after the first."""
    return part(definition, question, readings, slice(1, None))


def part(definition: Definition, question: Question, readings: Readings, which: slice) -> str:
    """Some of a list's items, joined by this question's own `each` and `joined_by`."""
    (value,) = values(question, readings)
    if value is NONE:
        return ""
    if value is None:
        return Mark(wording.joined(question, ["**"]))
    return wording.joined(question, value[which])


def differs(definition: Definition, question: Question, readings: Readings, words: Mapping[str, Any]) -> str:
    """“是” where two answers differ or one is still open, nothing where they are the same (C8)."""
    one, other = values(question, readings)
    return "" if one is not None and one == other else "是"


def signature_indent(
    definition: Definition, question: Question, readings: Readings, words: Mapping[str, Any]
) -> str:
    """How far 署名 stands from the right edge, in hundredths of a character."""
    return str(indents(question, words)[0])


def date_indent(
    definition: Definition, question: Question, readings: Readings, words: Mapping[str, Any]
) -> str:
    """How far the date stands from the right edge, in hundredths of a character."""
    return str(indents(question, words)[1])


def signature_indent_twips(
    definition: Definition, question: Question, readings: Readings, words: Mapping[str, Any]
) -> str:
    """The same in twips, for programs that don't read w:rightChars."""
    return str(indents(question, words)[0] * TWIPS_PER_CHARACTER // CHARACTER)


def date_indent_twips(
    definition: Definition, question: Question, readings: Readings, words: Mapping[str, Any]
) -> str:
    """The same in twips, for programs that don't read w:rightChars."""
    return str(indents(question, words)[1] * TWIPS_PER_CHARACTER // CHARACTER)


def indents(question: Question, words: Mapping[str, Any]) -> tuple[int, int]:
    """(署名, date) from the right: the date begins two characters right of 署名 (GB/T 9704-2012 7.3.5.2)."""
    signature, day = (width(str(words[name])) for name in question.sources)
    if signature - day >= 2 * CHARACTER:
        return 2 * CHARACTER, signature - day
    return 4 * CHARACTER + day - signature, 2 * CHARACTER


def width(text: str) -> int:
    """The width of a line in hundredths of a character."""
    return sum(HALF_CHARACTER if char.isascii() else CHARACTER for char in text)


HOW: dict[str, Callable[[Definition, Question, Readings, Mapping[str, Any]], str]] = {
    "count": count,
    "five_year_plan": five_year_plan,
    "first": first,
    "rest": rest,
    "differs": differs,
    "signature_indent": signature_indent,
    "date_indent": date_indent,
    "signature_indent_twips": signature_indent_twips,
    "date_indent_twips": date_indent_twips,
}
# how -> how many questions it is computed from
TAKES = dict.fromkeys(("count", "five_year_plan", "first", "rest"), 1) | dict.fromkeys(
    ("differs", "signature_indent", "date_indent", "signature_indent_twips", "date_indent_twips"), 2
)
# how -> the types it is computed from, where not any will do
READS = {
    "count": frozenset({"list"}),
    "first": frozenset({"list"}),
    "rest": frozenset({"list"}),
    "five_year_plan": frozenset({"integer"}),
} | dict.fromkeys(
    ("signature_indent", "date_indent", "signature_indent_twips", "date_indent_twips"),
    frozenset({"text", "date"}),
)
