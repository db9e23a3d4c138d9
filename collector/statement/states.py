"""The three states of an answer: open (no entry), a confirmed none (NONE), or a value; each as JSON."""

import math
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, Literal

from collector.statement import cleaning
from collector.statement.vocabulary import NUMBERS, Question


class Confirmed(Enum):
    """The one answer that is neither open nor a value."""

    NONE = "none"


NONE: Final = Confirmed.NONE
# An answer as typed, cleaned: text, items (list, select_multiple), rows (column name -> text), or NONE.
Typed = str | list[str] | list[dict[str, str]] | Literal[Confirmed.NONE]
Answers = Mapping[str, Typed]


class Refused(ValueError):
    """An answer that can't be taken at all; the message names what to mend, not the question."""


def from_json(question: Question, value: Any) -> Typed | None:
    """The answer in a JSON value: 0 or [] is NONE, null is open (None). Raises Refused, LoneSurrogate."""
    if value is None:
        return None
    is_zero = (
        value == 0 and not isinstance(value, bool) and (question.type in NUMBERS or question.may_be_none)
    )
    if value == [] or is_zero:
        return NONE
    if question.type == "table" and isinstance(value, list):
        return [row(question, each) for each in value]
    if question.type in ("list", "select_multiple") and isinstance(value, list):
        return [cleaning.clean(text(each)) for each in value]
    if question.type in ("table", "list", "select_multiple"):
        raise Refused("要写成数组 […]")
    if question.type == "paragraphs":
        return cleaning.clean(paragraphs(value))
    return cleaning.clean(text(value))


def paragraphs(value: Any) -> str:
    """Paragraphs as one text: a string with a line for each, or an array with a string for each."""
    found = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str | int | float) and not isinstance(each, bool) for each in found):
        raise Refused("要写成文字，多段用换行（\\n）分开，也可以写成数组，一段一项")
    return "\n".join(map(text, found))


def row(question: Question, value: Any) -> dict[str, str]:
    """One row of a table: every column there is, open ones as empty text."""
    names = [column.name for column in question.columns]
    if not isinstance(value, dict) or set(value) - set(names):
        raise Refused(f"每一行要写成对象，只含 {'、'.join(names)}")
    return {name: cell(value.get(name)) for name in names}


def cell(value: Any) -> str:
    """One cell of a row as text; null is empty."""
    return "" if value is None else cleaning.clean(text(value))


def text(value: Any) -> str:
    """A JSON string or number as text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Refused("要写成文字或数字")
    if isinstance(value, float) and not math.isfinite(value):
        raise Refused("这不是一个数，或者大得没有意义，请写成普通的数字")
    is_whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if is_whole else str(value)


def to_json(typed: Typed) -> Any:
    """The JSON value of an answer; a confirmed none is []."""
    return [] if typed is NONE else typed


def stored(value: Any) -> Typed:
    """The answer in a stored JSON value, which `to_json` made."""
    return NONE if value == [] else value


def is_blank(typed: Typed | None) -> bool:
    """True where nothing was typed: no text, no item, no cell with text in it."""
    if typed is None or typed is NONE:
        return typed is None
    if isinstance(typed, str):
        return not typed.strip()
    return not any(
        value.strip() for item in typed for value in (item.values() if isinstance(item, dict) else [item])
    )
