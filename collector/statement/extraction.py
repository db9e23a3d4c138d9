"""A finished report's paragraphs → the answers it was filled with, and which of them are doubtful.

What was read is filled in again and compared with the text: that, not the reading, makes an answer certain.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from collector.statement import answers as answers_module
from collector.statement import unwording, wording
from collector.statement.states import NONE, Typed
from collector.statement.vocabulary import NUMBERS, Definition, Question
from collector.word import exact, extract, text
from collector.word.exact import Expected, Printed, Reading, Row, Whole
from collector.word.template import Template

MOST_READINGS = 20
SENTENCE = re.compile("[^。]*。?")
DIGITS = frozenset("0123456789０１２３４５６７８９")
NUMERALS = DIGITS | frozenset("第零一二三四五六七八九十两")
ALPHABETS = {
    "integer": NUMERALS,
    "decimal": DIGITS | frozenset(".．"),
    "month": NUMERALS,
    "date": DIGITS | frozenset("年月日-/.． "),
}


class NotSuchReport(ValueError):
    """The text has next to nothing in common with the template; says so, in Chinese."""


@dataclass(frozen=True, kw_only=True)
class Extracted:
    """What was read out of a report.

    `doubtful`: name -> why somebody should look; `quotes`: name -> the sentences it stood in; `left`: paragraphs
    that nothing was read from; `unprinted`: names whose answers only stand in for what the report does not say.
    """

    answers: dict[str, Typed]
    doubtful: dict[str, str]
    quotes: dict[str, str]
    left: tuple[str, ...] = ()
    unprinted: frozenset[str] = field(default_factory=frozenset)
    is_exact: bool = False


def extracted(definition: Definition, template: Template, paragraphs: Sequence[str]) -> Extracted:
    """Return the answers in a report. Raises NotSuchReport."""
    expected, whole = expectations(definition), wholes(definition)
    for reading in islice(extract.exact_readings(template, paragraphs, expected, whole), MOST_READINGS):
        answers, unprinted = solved(definition, reading, extract.marked(paragraphs))
        if refilled(definition, template, answers) == list(paragraphs):
            return Extracted(answers=answers, doubtful={}, quotes={}, unprinted=unprinted, is_exact=True)
    likely = extract.likely_reading(template, paragraphs, expected)
    answers, unprinted = solved(definition, likely.reading, likely.text)
    return Extracted(answers=answers, doubtful={}, quotes={}, unprinted=unprinted)


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
                longest=question.max_length or 10_000,
            )
    return found


def alphabet(question: Question) -> frozenset[str] | None:
    """The characters of a question's words, where only some are."""
    if question.type == "integer" and not question.numerals:
        return DIGITS | frozenset(question.marks[0])
    found = ALPHABETS.get(question.type)
    return found | frozenset(question.marks[0]) if found else None


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


def solved(
    definition: Definition, reading: Reading, marked: str
) -> tuple[dict[str, Typed], frozenset[str]]:
    """The answers that one reading comes to, and the names of those that only stand in."""
    solver = Solver(definition, reading, marked)
    return solver.answers(), frozenset(solver.unprinted)


class Solver:
    """From what a reading says of names to answers."""

    def __init__(self, definition: Definition, reading: Reading, marked: str) -> None:
        self.definition, self.facts = definition, reading.facts
        self.rows = rows_of(definition, reading.events, marked)
        self.unprinted: set[str] = set()

    def answers(self) -> dict[str, Typed]:
        """Every answer there is, by name."""
        found: dict[str, Typed] = {}
        for question in self.definition.asked:
            answer = self.answer(question)
            if answer is not None:
                found[question.name] = answer
        for question in self.definition.questions.values():
            if question.type == "computed":
                found |= self.of_computed(question, found)
        return self.settled(found)

    def answer(self, question: Question) -> Typed | None:
        """One answer, as far as the question's own blanks and branches tell."""
        name = question.name
        if question.type in ("paragraphs", "table"):
            return unwording.rows(question, self.rows.get(name, []))
        word = self.facts.words.get(name)
        if word:
            return unwording.typed(question, word)
        if word == "" or self.facts.truths.get(name) is False:
            return unwording.nothing(question)
        if name in self.facts.unequal or self.facts.truths.get(name):
            ruled_out = self.facts.unequal.get(name, frozenset())
            left = [choice for choice in question.choices if choice not in ruled_out]
            if len(left) == 1 and question.required:
                return left[0]
        return None

    def of_computed(self, question: Question, found: Mapping[str, Typed]) -> dict[str, Typed]:
        """The answers that computed words give away, of questions whose own word is nowhere."""
        sources = [self.definition.questions[name] for name in question.sources]
        if any(source.name in self.facts.words for source in sources):
            return {}
        if question.how == "first":
            return self.put_together(question, sources[0])
        if question.how == "differs" and self.facts.truths.get(question.name) is False:
            self.unprinted |= {source.name for source in sources}
            return {source.name: any_answer(source) for source in sources}
        return {}

    def put_together(self, first: Question, source: Question) -> dict[str, Typed]:
        """A list from its first item and the rest of it."""
        word = self.facts.words.get(first.name)
        rest = next(
            (
                question
                for question in self.definition.questions.values()
                if question.how == "rest" and question.sources == first.sources
            ),
            None,
        )
        if not word:
            answer = unwording.nothing(source) if self.facts.truths.get(first.name) is False else None
            return {source.name: answer} if answer is not None else {}
        items = unwording.some_items(first, word, source)[:1]
        others = self.facts.words.get(rest.name) if rest else None
        if rest and others:
            items += unwording.some_items(rest, others, source)
        return {source.name: items}

    def settled(self, found: dict[str, Typed]) -> dict[str, Typed]:
        """Without answers to what is not asked, and with the zeros that go with a zero."""
        for question in self.definition.asked:
            if question.zero_with and found.get(question.zero_with) is NONE and question.name not in found:
                found[question.name] = NONE
        readings = answers_module.read(self.definition, found)
        return {
            name: answer
            for name, answer in found.items()
            if answers_module.is_relevant(self.definition.questions[name], readings)
        }


def any_answer(question: Question) -> Typed:
    """An answer for what two questions only have in common."""
    if question.type in NUMBERS and question.min:
        return str(int(question.min))
    return question.choices[0] if question.choices else "1"


def rows_of(definition: Definition, events: Sequence[exact.Event], marked: str) -> dict[str, list[Row]]:
    """The rows of every loop, by name."""
    cells: dict[str, list[str]] = {}
    for event in events:
        if isinstance(event, Printed) and event.column is not None:
            cells.setdefault(event.name, []).append(marked[event.start : event.end])
    found: dict[str, list[Row]] = {}
    for name, each in cells.items():
        width = max(len(definition.questions[name].columns), 1)
        found[name] = [tuple(each[place : place + width]) for place in range(0, len(each), width)]
    return found


def sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph."""
    return (found for found in SENTENCE.findall(paragraph) if found)
