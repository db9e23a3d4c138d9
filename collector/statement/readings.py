"""What one typed answer means: its value, or what is wrong with it. One function a question type."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from collector.statement import cleaning, counting, numerals, strips
from collector.statement.states import NONE, Confirmed, Typed, is_blank
from collector.statement.vocabulary import NUMBERS, Question

# NONE, int, Decimal, date, str, a list of str (items, paragraphs), or a list of tuples of str (rows).
Value = Confirmed | int | Decimal | date | str | list[str] | list[tuple[str, ...]]

WHOLE = re.compile(r"\d+")
FRACTION = re.compile(r"\d+(\.\d)?")
SEPARATORS = str.maketrans("", "", ", 　")
DAY = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
MONTHS_OF_YEAR = 12
ZERO = re.compile(r"0+(\.0+)?")
# What last year's Word file shows where something is to be filled in.
UNFILLED = re.compile("[*＊﹡∗]{2,}|_{4,}")


# Readings of each question; beyond them it begins anew.
REMEMBERED = 200


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was typed, what it means (None: open or unreadable), what is wrong, which affixes went."""

    question: Question
    typed: Typed | None = None
    value: Value | None = None
    message: str = ""
    stripped: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """True where the question has no answer at all."""
        return self.value is None and not self.message


class Unreadable(Exception):
    """A typed answer outside its limits; the message is for its author."""


def reading(question: Question, typed: Typed | None) -> Reading:
    """Return what `typed` means as an answer to `question`."""
    if is_blank(typed):
        return Reading(question=question, typed=typed)
    if typed is NONE:
        if question.may_be_none:
            return Reading(question=question, typed=typed, value=NONE)
        return Reading(question=question, typed=typed, message=f"{question.label}不能为零或没有，请填写")
    notes: list[str] = []
    value, message = None, ""
    try:
        value = READERS[question.type](question, typed, notes)
        if value == 0:
            message = f"{question.label}填的是 0，确实为零请勾选“{question.none_label}”"
            value = None
    except Unreadable as unreadable:
        message = str(unreadable)
    return Reading(question=question, typed=typed, value=value, message=message, stripped=tuple(notes))


def remembered(question: Question, typed: Typed | None) -> Reading:
    """The same; texts that were read before are not read again.

    A save reads every answer of the statement, and all but one are as they were.
    """
    if isinstance(typed, list) and (not typed or isinstance(typed[0], dict)):
        return reading(question, typed)
    key = tuple(map(str, typed)) if isinstance(typed, list) else typed
    memory = question.memory
    found = memory.get(key)
    if found is None:
        if len(memory) >= REMEMBERED:
            memory.clear()
        found = memory[key] = reading(question, typed)
    return found


def shown(typed: Any) -> str:
    """A typed text short enough to be quoted in a message."""
    text = typed if isinstance(typed, str) else "、".join(map(str, typed))
    return text if len(text) <= 30 else text[:30] + "…"


def text(question: Question, typed: Any, notes: list[str]) -> str:
    """One line of text, without affixes, within its length."""
    return line(question, question.label, typed, notes)


def line(question: Question, label: str, typed: str, notes: list[str]) -> str:
    """A text on one line, without affixes, called `label` in messages."""
    value, taken = strips.stripped(cleaning.inline(typed), question.strip)
    notes += [affix for affix in taken if affix not in notes]
    if strips.is_bare(value, question.strip):
        raise Unreadable(f"{label}不能只写“{shown(cleaning.inline(typed))}”，报告里已经印有这几个字")
    check_text(question, label, value)
    return value


def check_text(question: Question, label: str, value: str, words: int | None = None) -> None:
    """Raise Unreadable where `value` is too short or too long, in characters, or only partly filled in.

    What is long enough is counted in `words` where they are given, as Word counts.
    """
    count = len(value) if words is None else words
    if unfilled := UNFILLED.search(value):
        raise Unreadable(f"{label}里还有没填的“{unfilled[0][:2]}”，请改成实际内容")
    if question.min_length is not None and count < question.min_length:
        raise Unreadable(f"{label}至少写 {question.min_length} 个字，现在是 {count} 个字")
    if question.max_length is not None and len(value) > question.max_length:
        raise Unreadable(f"{label}最多写 {question.max_length} 个字，现在是 {len(value)} 个字")


def digits(question: Question, typed: Any, notes: list[str]) -> str:
    """The digits typed, full-width or Chinese ones too, without separators and the unit that is printed."""
    affixes = (*question.strip, *((f"{strips.GAP}{question.unit}",) if question.unit else ()))
    value, taken = strips.stripped(unicodedata.normalize("NFKC", cleaning.inline(typed)), affixes)
    notes += taken
    value = value.translate(SEPARATORS)
    return numerals.ARABIC.get(value, value)


def is_zero(question: Question, typed: str) -> bool:
    """True where a number is typed, and it is zero: 0, ０, 0次."""
    return question.type in NUMBERS and ZERO.fullmatch(digits(question, typed, [])) is not None


def integer(question: Question, typed: Any, notes: list[str]) -> int:
    """A whole number within its limits."""
    value = digits(question, typed, notes)
    if not WHOLE.fullmatch(value) or len(value) > 12:
        raise Unreadable(f"{question.label}要填整数，如 12")
    check_number(question, Decimal(value))
    return int(value)


def decimal(question: Question, typed: Any, notes: list[str]) -> Decimal:
    """A number with at most one decimal, within its limits."""
    value = digits(question, typed, notes)
    if not FRACTION.fullmatch(value) or len(value) > 14:
        raise Unreadable(f"{question.label}要填数字，最多一位小数，如 12.5")
    number = Decimal(value)
    check_number(question, number)
    return number


def check_number(question: Question, number: Decimal) -> None:
    """Raise Unreadable outside `min` and `max`."""
    if question.min is not None and number < question.min:
        raise Unreadable(f"{question.label}不能小于 {plain(question.min)}")
    if question.max is not None and number > question.max:
        raise Unreadable(f"{question.label}不能大于 {plain(question.max)}")


def plain(number: Decimal) -> str:
    """A number without an exponent or trailing zeros: 12, 12.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(question: Question, typed: Any, notes: list[str]) -> date:
    """A date, however its parts are set apart."""
    match = DAY.fullmatch(unicodedata.normalize("NFKC", cleaning.inline(typed)))
    try:
        return date(*(int(part) for part in match.groups())) if match else raise_unreadable(question)
    except ValueError:
        return raise_unreadable(question)


def raise_unreadable(question: Question) -> date:
    """Say how a date is written."""
    raise Unreadable(f"{question.label}要填日期，如 2026年11月20日")


def month(question: Question, typed: Any, notes: list[str]) -> int:
    """A month, 1–12."""
    value, taken = strips.stripped(unicodedata.normalize("NFKC", cleaning.inline(typed)), ("…月份", "…月"))
    notes += taken
    value = numerals.ARABIC.get(value, value)
    if not WHOLE.fullmatch(value) or len(value) > 2 or not 1 <= int(value) <= MONTHS_OF_YEAR:
        raise Unreadable(f"{question.label}要填 1 到 12 的月份")
    return int(value)


def choice(question: Question, typed: Any, notes: list[str]) -> str:
    """One of the choices, or other words where those are allowed."""
    value = cleaning.inline(typed)
    if value in question.choices:
        return value
    if not question.other:
        raise Unreadable(f"{question.label}请在 {'、'.join(question.choices)} 中选择")
    return line(question, question.label, value, notes)


def choices(question: Question, typed: Any, notes: list[str]) -> list[str]:
    """Some of the choices, in the order of the definition."""
    found = [cleaning.inline(item) for item in typed if item.strip()]
    strange = [item for item in found if item not in question.choices]
    if strange:
        raise Unreadable(
            f"{question.label}没有选项“{shown(strange[0])}”，只能是 {'、'.join(question.choices)}"
        )
    return [item for item in question.choices if item in found]


def items(question: Question, typed: Any, notes: list[str]) -> list[str]:
    """The items of a list, each on one line, all different (C7), as many as the limits allow."""
    found: list[str] = []
    for number, item in enumerate(typed, 1):
        if item.strip():
            value = line(question, f"{question.label}第 {number} 项", item, notes)
            if value in found:
                raise Unreadable(f"{question.label}第 {number} 项与前面重复：{shown(value)}")
            found.append(value)
    check_count(question, len(found), "项")
    return found


def check_count(question: Question, count: int, measure: str) -> None:
    """Raise Unreadable where a list has too few or too many items."""
    if question.min is not None and count < question.min:
        raise Unreadable(f"{question.label}至少填 {plain(question.min)} {measure}，现在是 {count} {measure}")
    if question.max is not None and count > question.max:
        raise Unreadable(f"{question.label}最多填 {plain(question.max)} {measure}，现在是 {count} {measure}")


def paragraphs(question: Question, typed: Any, notes: list[str]) -> list[str]:
    """The paragraphs of a longer text."""
    found = cleaning.paragraphs(typed)
    check_text(question, question.label, "".join(found), counting.words("\n".join(found)))
    return found


def rows(question: Question, typed: Any, notes: list[str]) -> list[tuple[str, ...]]:
    """The rows of a table that hold anything, each cell as it prints."""
    found = []
    for number, row in enumerate(typed, 1):
        if any(cell.strip() for cell in row.values()):
            found.append(
                tuple(
                    cell(column, row.get(column.name, ""), f"{question.label}第 {number} 行", notes)
                    for column in question.columns
                )
            )
    check_count(question, len(found), "行")
    return found


def cell(column: Question, typed: str, where: str, notes: list[str]) -> str:
    """One cell as it prints; empty where its column need not be filled. A zero needs no tick here."""
    if not typed.strip():
        if column.required:
            raise Unreadable(f"{where}：请填写{column.label}")
        return ""
    taken: list[str] = []
    try:
        value = READERS[column.type](column, typed, taken)
    except Unreadable as unreadable:
        raise Unreadable(f"{where}：{unreadable}") from unreadable
    notes += [affix for affix in taken if affix not in notes]
    return printed(value)


def printed(value: Value) -> str:
    """A single value as it prints: 12, 12.5, 2026年11月20日."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return plain(value) if isinstance(value, Decimal) else str(value)


# question type -> how its answers are read
READERS: dict[str, Callable[[Question, Any, list[str]], Any]] = {
    "text": text,
    "integer": integer,
    "decimal": decimal,
    "date": day,
    "month": month,
    "select_one": choice,
    "select_multiple": choices,
    "list": items,
    "paragraphs": paragraphs,
    "table": rows,
}
