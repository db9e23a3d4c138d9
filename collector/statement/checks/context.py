"""What a check is given, and what it gives back. Knows no database and no page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from collector.statement import answers, sentences
from collector.statement.phrases import Phrase
from collector.statement.readings import Reading
from collector.statement.sentences import Quote, Sentence, Span
from collector.statement.vocabulary import HALF_YEAR, Definition, Question
from collector.word.text import Piece


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something the author should look at: which check found it, at which question, and in which sentence."""

    check: str
    question: str
    message: str
    quote: Quote | None = None


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """Another report of the same person that this one is held against."""

    year: int
    period: str
    readings: Mapping[str, Reading]

    @property
    def called(self) -> str:
        """As a message calls it: 2025 年, 2026 年上半年."""
        return f"{self.year} 年{HALF_YEAR if self.period == HALF_YEAR else ''}"


@dataclass(frozen=True, kw_only=True)
class Context:
    """A statement as its checks see it.

    `paragraphs` is its text as it prints, `earlier` the newest report of a year before and the same period,
    `half_year` that of this year's first half, `unit_name` the unit's as the service knows it.
    """

    definition: Definition
    readings: Mapping[str, Reading]
    paragraphs: tuple[tuple[Piece, ...], ...]
    phrases: tuple[Phrase, ...] = ()
    earlier: Earlier | None = None
    half_year: Earlier | None = None
    unit_name: str = ""
    other_units: tuple[str, ...] = ()

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the report that hold an answer."""
        return tuple(each for each in sentences.of(self.paragraphs) if each.spans)

    @cached_property
    def whole_paragraphs(self) -> tuple[Sentence, ...]:
        """Each paragraph that holds an answer, uncut: a quotation may run over several sentences."""
        return tuple(each for each in map(sentences.whole, self.paragraphs) if each.spans)

    @cached_property
    def year(self) -> int | None:
        """The report's year, where it can be read."""
        value = self.readings[self.definition.year].value
        return value if isinstance(value, int) else None

    @cached_property
    def relevant(self) -> dict[str, Reading]:
        """The readings of what is asked, given the other answers."""
        return {
            name: found
            for name, found in self.readings.items()
            if answers.is_relevant(found.question, self.readings)
        }

    def value(self, name: str) -> object:
        """The value of a relevant question of that name; None where there is none."""
        found = self.relevant.get(name)
        return found.value if found is not None else None

    def question(self, span: Span) -> Question:
        """The question whose answer a blank prints; a computed word is its first source's."""
        question = self.definition.questions[span.blank]
        while question.sources:
            question = self.definition.questions[question.sources[0]]
        return question

    def texts(self) -> Iterator[tuple[Sentence, Span, Question]]:
        """Yield every answer in words with its sentence, as printed; not numbers, dates or choices."""
        for sentence in self.sentences:
            for span in sentence.spans:
                question = self.question(span)
                if not span.is_open and question.type in WORDED:
                    yield sentence, span, question

    def place(self, name: str) -> tuple[Sentence, Span] | None:
        """The first sentence that prints the answer to a question, and where."""
        return self._places.get(name)

    @cached_property
    def _places(self) -> dict[str, tuple[Sentence, Span]]:
        found: dict[str, tuple[Sentence, Span]] = {}
        for sentence in self.sentences:
            for span in sentence.spans:
                found.setdefault(self.question(span).name, (sentence, span))
        return found

    def quote(self, name: str) -> Quote | None:
        """The sentence that prints a question's answer, its answer marked."""
        found = self.place(name)
        return sentences.quote(found[0].text, found[1].start, found[1].end) if found else None

    def finding(self, check: str, name: str, message: str) -> Finding:
        """A finding at a question, quoting the sentence that prints it."""
        return Finding(check=check, question=name, message=message, quote=self.quote(name))

    def found_in(
        self, check: str, sentence: Sentence, start: int, end: int, message: str
    ) -> Iterator[Finding]:
        """Yield a finding about a stretch of a sentence, if it touches an answer."""
        span = sentence.touched(start, end)
        if span is not None:
            yield Finding(
                check=check,
                question=self.question(span).name,
                message=message,
                quote=sentences.quote(sentence.text, start, end),
            )


# The types whose answers are words of the author.
WORDED = frozenset({"text", "list", "paragraphs", "table"})
