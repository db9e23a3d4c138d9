"""Two whole reports as one marked-up text on paper. Knows no request."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from collector.compare import reports
from collector.statement import wording
from collector.web import compare_pieces, current
from collector.web.compare_pieces import Piece
from collector.web.comparing import Comparison
from collector.web.drafts import Draft
from collector.word import text


class Paragraph(NamedTuple):
    """A paragraph with its marks; `number` counts those that changed, 0 for others.

    Without pieces it stands for `skipped` paragraphs that did not change.
    """

    pieces: tuple[Piece, ...] = ()
    number: int = 0
    skipped: int = 0


class Report(NamedTuple):
    """The paragraphs to show, how many there are in all, and how many of them changed."""

    paragraphs: tuple[Paragraph, ...]
    total: int
    changed: int
    only_changed: bool


def report(comparison: Comparison, *, only_changed: bool = False) -> Report:
    """The marked-up text of a comparison; that of one statement alone has no marks."""
    now = lines(comparison.now.draft)
    then = lines(comparison.then.draft) if comparison.then else now
    found = list(numbered(reports.marked(then, now)))
    changed = max((each.number for each in found), default=0)
    shown = skipping(found) if only_changed and changed else found
    return Report(tuple(shown), len(found), changed, only_changed)


def lines(draft: Draft) -> list[str]:
    """The paragraphs of the report that a statement's answers make."""
    template = current.definitions().template(draft.definition)
    found = text.paragraphs(template, wording.words_of(draft.definition, draft.readings))
    return ["".join(piece.text for piece in paragraph) for paragraph in found]


def numbered(found: Sequence[reports.Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, those that changed numbered."""
    number = 0
    for marks in found:
        is_changed = any(mark.kind != "same" for mark in marks)
        number += is_changed
        pieces = tuple(compare_pieces.pieces(marks, ()))
        yield Paragraph(pieces, number if is_changed else 0)


def skipping(found: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs that changed, and between them how many were left out."""
    skipped = 0
    for each in found:
        if not each.number:
            skipped += 1
            continue
        if skipped:
            yield Paragraph(skipped=skipped)
        skipped = 0
        yield each
    if skipped:
        yield Paragraph(skipped=skipped)
