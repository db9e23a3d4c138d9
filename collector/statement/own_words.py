"""The author's own words: which texts they are, and how much of a report they make, in 字数."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from collector.statement import counting
from collector.statement.readings import Reading
from collector.statement.vocabulary import Definition, Question, Section
from collector.word.text import Piece


@dataclass(frozen=True, kw_only=True)
class Shares:
    """How many words are fixed wording, filled in, and the author's own; `copied` of these stood before."""

    fixed: int = 0
    filled: int = 0
    own: int = 0
    copied: int = 0

    @property
    def total(self) -> int:
        """All words."""
        return self.fixed + self.filled + self.own

    @property
    def percent(self) -> int:
        """Of all words the author's own, in whole percent, rounded down."""
        return 100 * self.own // self.total if self.total else 0

    @property
    def copied_percent(self) -> int:
        """Of the author's own words those that stood in the earlier report, in whole percent."""
        return min(100, round(100 * self.copied / self.own)) if self.own else 0


def questions(definition: Definition) -> list[Question]:
    """The questions that are answered in one's own words."""
    return [question for question in definition.asked if question.own_words]


def texts(definition: Definition, readings: Mapping[str, Reading]) -> dict[str, list[str]]:
    """The own words by question: a line, paragraphs, items, or the cells of a table."""
    found: dict[str, list[str]] = {}
    for question in questions(definition):
        value = readings[question.name].value if question.name in readings else None
        if isinstance(value, str):
            found[question.name] = [value]
        elif isinstance(value, list):
            found[question.name] = [
                cell for item in value for cell in (item if isinstance(item, tuple) else (item,)) if cell
            ]
    return found


def shares(
    definition: Definition,
    paragraphs: Iterable[Iterable[Piece]],
    section: Section | None = None,
    copied: int = 0,
) -> Shares:
    """Count a report as it prints, or of one section the paragraphs whose blanks are answered there."""
    fixed = filled = own = 0
    for paragraph in map(tuple, paragraphs):
        if section is not None and section_of(definition, paragraph) != section:
            continue
        parts = {True: 0, False: 0}
        for piece in paragraph:
            if piece.blank is not None and not piece.is_open:
                parts[definition.questions[piece.blank].own_words] += counting.words(piece.text)
        own += parts[True]
        filled += parts[False]
        fixed += max(counting.words("".join(piece.text for piece in paragraph)) - sum(parts.values()), 0)
    return Shares(fixed=fixed, filled=filled, own=own, copied=copied)


def section_of(definition: Definition, paragraph: tuple[Piece, ...]) -> Section | None:
    """The section that asks for most of a paragraph's blanks; None where it has none.

    Names of the unit, asked for on another page, stand in every section.
    """
    asked = Counter(definition.section_of[piece.blank].name for piece in paragraph if piece.blank is not None)
    return definition.section(asked.most_common(1)[0][0]) if asked else None
