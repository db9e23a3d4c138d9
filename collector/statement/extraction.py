"""A finished report's paragraphs → the answers it was filled with, and which of them are doubtful.

What was read is filled in again and compared with the text: that, not the reading, makes an answer certain.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from collector.statement import ambiguity, doubts, readings, states, unwording, wording
from collector.statement import answers as answers_module
from collector.statement.solving import Solution
from collector.statement.states import Typed
from collector.statement.vocabulary import Definition, Question
from collector.word import extract, text
from collector.word.facts import Expected, Printed, Whole
from collector.word.template import Template

MOST_READINGS = 20
# Characters: three times the longest answers there can be.
LONGEST = 60_000
LIST_ITEMS = 20
# An author may write one such thing; with more of them it is a template that nobody filled in.
TAG = re.compile(r"\{\{\s*\w+\s*\}\}|\{%\S?\s[^%]*%\}")
LEAST_TAGS = 2
LEAST_LIKENESS = 0.15
DIGITS = frozenset("0123456789０１２３４５６７８９")
NUMERALS = DIGITS | frozenset("第零一二三四五六七八九十两")
COUNTED = NUMERALS | frozenset("*")
ALPHABETS = {
    "integer": NUMERALS,
    "decimal": DIGITS | frozenset(".．"),
    "month": NUMERALS,
    "date": DIGITS | frozenset("年月日-/.． "),
}


class NotSuchReport(ValueError):
    """The text is no report of this template, or no whole one; says so, in Chinese."""


@dataclass(frozen=True, kw_only=True)
class Extracted:
    """What was read out of a report.

    `doubtful`: name -> why somebody should look; `quotes`: name -> the sentences it stood in; `left`: the
    paragraphs nothing was read from; `unprinted`: names whose answers stand in for what is not printed.
    """

    answers: dict[str, Typed]
    doubtful: dict[str, str]
    quotes: dict[str, str]
    left: tuple[str, ...] = ()
    unprinted: frozenset[str] = frozenset()
    is_exact: bool = False


def extracted(definition: Definition, template: Template, paragraphs: Sequence[str]) -> Extracted:
    """Return the answers in a report. Raises NotSuchReport."""
    if sum(map(len, paragraphs)) > LONGEST:
        raise NotSuchReport(f"文件的文字超过 {LONGEST:,} 字，不像一份{definition.title}")
    expected, whole = expectations(definition), wholes(definition)
    for reading in islice(extract.exact_readings(template, paragraphs, expected, whole), MOST_READINGS):
        found = Solution(definition=definition, reading=reading, text=extract.marked(paragraphs))
        if refilled(definition, template, found.answers) == list(paragraphs):
            return judged(found, template, ambiguity.names(found, expected, whole), is_exact=True)
    if len(set(TAG.findall("\n".join(paragraphs)))) >= LEAST_TAGS:
        raise NotSuchReport("这是模板（里面有 {{ … }} 这样的空），不是填好的报告")
    if extract.likeness(template, paragraphs) < LEAST_LIKENESS:
        raise NotSuchReport(f"文件里几乎没有《{definition.title}》模板的固定文字，读不出填报内容")
    likely = extract.likely_reading(template, paragraphs, expected, whole)
    found = Solution(definition=definition, reading=likely.reading, text=likely.text, is_edited=True)
    if is_nothing(found):
        raise NotSuchReport(f"没有读出《{definition.title}》的任何一项，请看看是不是这种报告")
    return judged(found, template, ambiguity.names(found, expected, whole), left=doubts.left(likely))


def is_nothing(found: Solution) -> bool:
    """Whether no answer can be taken as it was read, nor a mark of an open one was found."""
    values = [each.value for each in answers_module.read(found.definition, found.answers).values()]
    words = [
        found.text[event.start : event.end] for event in found.reading.events if isinstance(event, Printed)
    ]
    is_open = any(readings.UNFILLED.search(word) for word in words)
    return not is_open and all(value is None or value is states.NONE for value in values)


def judged(
    found: Solution,
    template: Template,
    ambiguous: frozenset[str],
    *,
    left: tuple[str, ...] = (),
    is_exact: bool = False,
) -> Extracted:
    """The answers with what is doubtful about them."""
    made = refilled(found.definition, template, found.answers)
    judge = doubts.Judge(found, extract.tidy(made), template, ambiguous)
    return Extracted(
        answers=found.answers,
        doubtful=judge.doubtful(),
        quotes=judge.quotes(),
        left=left,
        unprinted=found.unprinted,
        is_exact=is_exact,
    )


def refilled(definition: Definition, template: Template, answers: Mapping[str, Typed]) -> list[str]:
    """The paragraphs of the report that these answers make."""
    return text.expected(template.text(wording.words(definition, answers)))


def expectations(definition: Definition) -> dict[tuple[str, int | None], Expected]:
    """What each blank may print, by name and column."""
    found: dict[tuple[str, int | None], Expected] = {}
    for question in definition.asked:
        columns = [question] if question.type == "paragraphs" else question.columns
        if question.type in ("paragraphs", "table"):
            for place, column in enumerate(columns):
                found[question.name, place] = of_cell(question, column)
        else:
            found[question.name, None] = Expected(
                fits=lambda word, question=question: unwording.fits(question, word),  # type: ignore[misc]
                alphabet=alphabet(question),
                is_long=question.own_words,
                choices=frozenset(question.choices) if question.type == "select_one" else frozenset(),
                longest=longest(question),
            )
    for question in definition.questions.values():
        if question.how == "count":
            found[question.name, None] = Expected(fits=counts, alphabet=COUNTED)
    return found


def counts(word: str) -> bool:
    """Whether a word may be the number of a list's items, or stand for one that is not known."""
    return not word or word == "**" or NUMERALS.issuperset(word)


def alphabet(question: Question) -> frozenset[str] | None:
    """The characters of a question's words, where only some are."""
    if question.type == "integer" and not question.numerals:
        return DIGITS | frozenset(question.marks[0])
    found = ALPHABETS.get(question.type)
    return found | frozenset(question.marks[0]) if found else None


def longest(question: Question) -> int:
    """The most characters that a question's word has, about."""
    items = int(question.max or LIST_ITEMS) if question.type in ("list", "select_multiple") else 1
    wrapped = len(question.each) + len(question.joined_by) + 2 if items > 1 else 0
    return (question.max_length + wrapped) * items if question.max_length else LONGEST


def of_cell(question: Question, column: Question) -> Expected:
    """What a paragraph or a cell may hold: the rows are judged together (`wholes`)."""
    return Expected(fits=lambda word: bool(word) or column is not question, is_long=True)


def wholes(definition: Definition) -> dict[str, Whole]:
    """What all rows or paragraphs of a loop may be, by name."""

    def judge(question: Question) -> Whole:
        return lambda rows: unwording.rows_fit(question, rows)

    return {
        question.name: judge(question)
        for question in definition.asked
        if question.type in ("paragraphs", "table")
    }


def to_json(definition: Definition, found: Extracted) -> str:
    """The answers as the JSON that `given.answers_in` reads, in the statement's order."""
    values = {
        question.name: states.to_json(found.answers[question.name])
        for question in definition.asked
        if question.name in found.answers
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"
