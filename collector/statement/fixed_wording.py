"""Faults of a definition's own wording: what its administrator should mend, and no author can.

Reads the template's text between its tags, the titles, the choices and the examples.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from collector.statement import phrases, sentences
from collector.statement.definition_reader import MANIFEST
from collector.statement.phrases import Phrase
from collector.statement.sentences import Quote
from collector.statement.vocabulary import Definition
from collector.word import text

BLANK, CONTROL = re.compile(r"\{\{.*?\}\}", re.DOTALL), re.compile(r"\{%.*?%\}", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Note:
    """A phrase in a definition's wording that is not current, or written wrong, and the sentence it is in."""

    file: str
    message: str
    quote: Quote

    def __str__(self) -> str:
        quote = self.quote
        return f"{self.file}：{self.message}：{quote.before}【{quote.part}】{quote.after}".replace("\n", "")


def notes(definition: Definition, listed: Sequence[Phrase], year: int) -> Iterator[Note]:
    """Yield what is wrong with the wording in a report of that year; the same sentence once."""
    told = set()
    for file, sentence in worded(definition):
        for match in phrases.matches(listed, sentence):
            message = phrases.objection(listed, match, sentence, year)
            quote = sentences.quote(sentence, match.start, match.end)
            if message and (file, quote) not in told:
                told.add((file, quote))
                yield Note(file=file, message=message, quote=quote)


def worded(definition: Definition) -> Iterator[tuple[str, str]]:
    """Yield (file, sentence) of all that the definition says itself, … where a blank will say something."""
    for paragraph in text.plain(definition.template):
        shown = BLANK.sub("…", CONTROL.sub("", paragraph))
        for start, end in sentences.split(shown):
            yield f"{definition.name}.docx", shown[start:end]
    for title in definition.titles.values():
        yield MANIFEST, title
    for question in definition.asked:
        file = f"{definition.section_of[question.name].name}.toml，问题 {question.name}"
        for words in (*question.choices, question.example):
            yield file, words
