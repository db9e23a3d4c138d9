"""The closed vocabulary of definitions: what a statement type is made of, and each type's keys."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

NUMBERS = frozenset({"integer", "decimal"})
HALF_YEAR = "上半年"
PERIODS = ("年度", HALF_YEAR)
NUMERALS = ("chinese", "ordinal", "liang")
SCOPES = ("unit",)
APPEARANCES = ("half",)


@dataclass(frozen=True, kw_only=True)
class Relevant:
    """When a question is asked: `name` (unless it is a confirmed none), `name = value` or `name != value`."""

    name: str
    operator: str = ""
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `min`/`max` of a list count its items, `min_length`/`max_length` an item's characters."""

    name: str
    type: str
    label: str = ""
    hint: str = ""
    example: str = ""
    unit: str = ""
    required: bool = False
    required_message: str = ""
    relevant: Relevant | None = None
    choices: tuple[str, ...] = ()
    other: bool = False
    constraint_message: str = ""
    default: str = ""
    appearance: str = ""
    min: Decimal | None = None
    max: Decimal | None = None
    min_length: int | None = None
    max_length: int | None = None
    at_most: str = ""
    at_least: str = ""
    not_after: str = ""
    requires: str = ""
    zero_with: str = ""
    none_allowed: bool = False
    strip: tuple[str, ...] = ()
    each: str = "{}"
    joined_by: str = ""
    numerals: str = ""
    yearly: bool = False
    own_words: bool = False
    scope: str = ""
    ledger: str = ""
    ledger_sum: str = ""
    marks: tuple[str, ...] = ("**",)
    columns: tuple["Question", ...] = ()
    sources: tuple[str, ...] = ()
    how: str = ""

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """What `readings.remembered` keeps; no part of the definition."""
        return {}

    @cached_property
    def may_be_none(self) -> bool:
        """True where a confirmed none (确认为零 / 没有) is an answer."""
        if self.type in NUMBERS:
            return self.min is None or self.min <= 0
        return self.none_allowed

    @cached_property
    def is_asked(self) -> bool:
        """False for what a page shows or computes but nobody answers."""
        return self.type not in ("note", "computed")

    @cached_property
    def none_label(self) -> str:
        """The words beside the tick that confirms a none."""
        return "确认为零" if self.type in NUMBERS else "没有"

    @cached_property
    def compared(self) -> tuple[tuple[str, str], ...]:
        """(rule, name of the other question) for every rule that compares two answers."""
        return tuple((key, getattr(self, key)) for key in COMPARING_KEYS if getattr(self, key))

    @cached_property
    def references(self) -> tuple[tuple[str, str], ...]:
        """(key, name of the other question) for every rule of this question that reads another one."""
        pairs = [(key, getattr(self, key)) for key in REFERENCE_KEYS if getattr(self, key)]
        if self.relevant:
            pairs.append(("relevant", self.relevant.name))
        return (*pairs, *(("from", name) for name in self.sources))


@dataclass(frozen=True, kw_only=True)
class Group:
    """The questions of one numbered point: `number` is 一是, 二是 … or empty."""

    number: str = ""
    title: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """One page of questions. `name` is its file's name and its place in the URL."""

    name: str
    title: str
    lead: str = ""
    groups: tuple[Group, ...] = ()

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question of the section by name, in order."""
        return {question.name: question for group in self.groups for question in group.questions}

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions somebody answers, in order."""
        return tuple(question for question in self.questions.values() if question.is_asked)


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A statement type. `hash` names its version: of the sources and the Word template together."""

    name: str
    title: str
    titles: dict[str, str]
    year: str
    period: str
    sections: tuple[Section, ...]
    signature: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    template: bytes = field(repr=False)
    hash: str

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by name, in the statement's order."""
        return {name: question for section in self.sections for name, question in section.questions.items()}

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions somebody answers, in the statement's order."""
        return tuple(question for question in self.questions.values() if question.is_asked)

    @cached_property
    def ledgers(self) -> dict[str, tuple[Question, ...]]:
        """The counts taken from each ledger, by the name of its table."""
        found: dict[str, tuple[Question, ...]] = {}
        for question in self.asked:
            if question.ledger:
                found[question.ledger] = (*found.get(question.ledger, ()), question)
        return found

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section of every question, by the question's name."""
        return {name: section for section in self.sections for name in section.questions}

    def section(self, name: str) -> Section | None:
        """The section of that name, or None."""
        return next((section for section in self.sections if section.name == name), None)

    def report_title(self, year: object, period: str) -> str:
        """The title of a report: 2026年度履行…情况报告."""
        return self.titles.get(period, self.title).format(year=year)


COMPARING_KEYS = ("at_most", "at_least", "not_after", "zero_with")
REFERENCE_KEYS = (*COMPARING_KEYS, "requires", "ledger")
ANY_TYPE = frozenset(["name", "type", "label", "hint", "appearance"])
ANSWERED = ANY_TYPE | frozenset(
    {
        *(
            "example",
            "required",
            "required_message",
            "constraint_message",
            "default",
            "requires",
            "zero_with",
        ),
        *("relevant", "yearly", "own_words", "scope", "marks", "none_allowed"),
    }
)
NUMBER_KEYS = ANSWERED | frozenset(
    ["unit", "min", "max", "at_most", "at_least", "strip", "numerals", "ledger", "ledger_sum"]
)
TEXT_KEYS = ANSWERED | frozenset(["unit", "min_length", "max_length", "strip"])
# question type -> the keys it takes; `from` is `sources` in the code, a keyword of Python.
TYPES: dict[str, frozenset[str]] = {
    "text": TEXT_KEYS,
    "integer": NUMBER_KEYS,
    "decimal": NUMBER_KEYS,
    "date": ANSWERED | {"not_after"},
    "month": ANSWERED | {"not_after", "unit"},
    "select_one": ANSWERED | frozenset(["choices", "other", "min_length", "max_length", "strip"]),
    "select_multiple": ANSWERED | frozenset(["choices", "joined_by", "each"]),
    "list": TEXT_KEYS | frozenset(["min", "max", "each", "joined_by"]),
    "paragraphs": TEXT_KEYS,
    "table": ANSWERED | frozenset(["columns", "min", "max"]),
    "note": ANY_TYPE,
    "computed": ANY_TYPE | frozenset(["from", "how", "numerals", "each", "joined_by"]),
}
COLUMN_TYPES = ("text", "integer", "decimal", "date", "month", "select_one")


def all_questions(sections: tuple[Section, ...]) -> Iterator[tuple[Section, Question]]:
    """Every (section, question) in order; a name used twice comes twice."""
    for section in sections:
        for group in section.groups:
            for question in group.questions:
                yield section, question
