"""From what one reading of a report says of names to the answers it was filled with. Judges nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from collector.statement import answers as answers_module
from collector.statement import unwording
from collector.statement.states import NONE, Typed
from collector.statement.vocabulary import NUMBERS, Definition, Question
from collector.word.facts import Event, Facts, Printed, Reading, Row


@dataclass(frozen=True, kw_only=True)
class Solution:
    """One reading of `text` and what it comes to; `is_edited`: the text may not be as it was printed."""

    definition: Definition
    reading: Reading
    text: str
    is_edited: bool = False

    @property
    def facts(self) -> Facts:
        """What the reading says of names."""
        return self.reading.facts

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """The rows of every loop."""
        return rows_of(self.definition, self.reading.events, self.text)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many items a list has, by the number that is printed beside it."""
        found = {}
        for question in self.definition.questions.values():
            word = self.facts.words.get(question.name)
            if question.how == "count" and word:
                written = unwording.number(question, word)
                if isinstance(written, str) and written.isdecimal():
                    found[question.sources[0]] = int(written)
        return found

    @cached_property
    def unprinted(self) -> frozenset[str]:
        """Questions of which the report only says that their answers are the same."""
        return frozenset(
            name
            for question in self.definition.questions.values()
            if question.how == "differs"
            and self.facts.truths.get(question.name) is False
            and not any(self.facts.words.get(name) for name in question.sources)
            for name in question.sources
        )

    @cached_property
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
            return unwording.typed(question, word, count=self.counts.get(name), is_edited=self.is_edited)
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
        return {
            name: any_answer(self.definition.questions[name])
            for name in question.sources
            if name in self.unprinted
        }

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
        items = [unwording.single(first, word)]
        others = self.facts.words.get(rest.name) if rest else None
        if rest and others:
            count = self.counts.get(source.name)
            left = count - 1 if count else None
            items += unwording.some_items(rest, others, source, count=left, is_edited=self.is_edited)
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


def rows_of(definition: Definition, events: Sequence[Event], marked: str) -> dict[str, list[Row]]:
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
