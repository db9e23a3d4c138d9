"""The sentences of a report's paragraphs, and which stretch of each is whose answer. Judges nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from collector.word.text import Piece

ENDS = "。！？；"
CLOSING = {"“": "”", "《": "》"}
_MARK = re.compile("[“”《》]")
_EDGE = re.compile(f"[{ENDS}“《]")
_END = re.compile(f"[{ENDS}]+[{ENDS}”’）]*")
# How much of a long sentence is shown on each side of what is meant.
SHOWN = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Where in its sentence a blank's text stands."""

    start: int
    end: int
    blank: str
    is_open: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence with the blanks in it."""

    text: str
    spans: tuple[Span, ...] = ()

    def touched(self, start: int, end: int) -> Span | None:
        """The first answer that shares a character with the stretch; an open blank is no answer."""
        return next(
            (span for span in self.spans if span.start < end and start < span.end and not span.is_open), None
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A sentence, short enough to be shown, in three: what stands before, the part meant, what follows."""

    before: str
    part: str
    after: str


def quote(text: str, start: int, end: int) -> Quote:
    """The quote of `text` in which the stretch is the part meant."""
    before, part, after = text[:start], text[start:end], text[end:]
    if len(before) > SHOWN:
        before = "…" + before[-SHOWN:]
    if len(part) > 3 * SHOWN:
        part = part[: 2 * SHOWN] + "…" + part[-SHOWN:]
    if len(after) > SHOWN:
        after = after[:SHOWN] + "…"
    return Quote(before=before.lstrip(), part=part, after=after.rstrip())


def shortened(text: str) -> str:
    """A text short enough to stand in a message."""
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def quoted(text: str) -> str:
    """A text in quotation marks; one that carries some of its own gets no second pair."""
    return text if "“" in text or "”" in text else f"“{text}”"


def of(paragraphs: Iterable[Iterable[Piece]]) -> Iterator[Sentence]:
    """Yield the sentences of a report in order."""
    for paragraph in paragraphs:
        yield from of_paragraph(paragraph)


def whole(pieces: Iterable[Piece]) -> Sentence:
    """A paragraph as one: its text, and which stretches are whose."""
    spans, texts, place = [], [], 0
    for piece in pieces:
        end = place + len(piece.text)
        if piece.blank is not None and piece.text:
            spans.append(Span(start=place, end=end, blank=piece.blank, is_open=piece.is_open))
        texts.append(piece.text)
        place = end
    return Sentence(text="".join(texts), spans=tuple(spans))


def of_paragraph(pieces: Iterable[Piece]) -> Iterator[Sentence]:
    """Yield the sentences of one paragraph."""
    paragraph = whole(pieces)
    first = 0
    for start, end in split(paragraph.text):
        while first < len(paragraph.spans) and paragraph.spans[first].end <= start:
            first += 1
        within = []
        for span in islice(paragraph.spans, first, None):
            if span.start >= end:
                break
            part = replace(span, start=max(span.start - start, 0), end=min(span.end, end) - start)
            within.append(part)
        yield Sentence(text=paragraph.text[start:end], spans=tuple(within))


def split(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence, its sign included; a title and quoted words are not cut."""
    closes = closings(text)
    start = place = 0
    while found := _EDGE.search(text, place):
        place = closes.get(found.start(), found.start()) + 1
        if found[0] in ENDS:
            end = _END.match(text, found.start())
            place = end.end() if end else place
            yield start, place
            start = place
    if text[start:].strip():
        yield start, len(text)


def closings(text: str) -> dict[int, int]:
    """Where each outermost quotation or title closes, by where it opens; one that never closes is none."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for match in _MARK.finditer(text):
        if match[0] in CLOSING:
            waiting.append(match.start())
            continue
        while waiting and CLOSING[text[waiting[-1]]] != match[0]:
            waiting.pop()
        if waiting:
            found[waiting.pop()] = match.start()
    return found
