"""The marked text of a comparison, cut for a page: what was copied, what moved, items beside items.

Knows no question's page and no request.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from collector.compare import alignment, subsequence
from collector.compare.changes import Change
from collector.compare.marks import Mark, marks
from collector.compare.similarity import Copy
from collector.statement import numerals

Spans = tuple[tuple[int, int], ...]


class Piece(NamedTuple):
    """A stretch of marked text: the kind of its mark, whether it was copied, and what is said of a move."""

    kind: str
    text: str
    is_copied: bool = False
    told: str = ""


class Item(NamedTuple):
    """An item or row: "same", "gone", "come", or "changed" where a part of it did."""

    kind: str
    pieces: tuple[Piece, ...]


def spans(text: str, copies: Iterable[Copy]) -> Spans:
    """Where a text was copied, each (first, after the last), in order and apart."""
    found = []
    for copy in copies:
        at = text.find(copy.sentence)
        while at >= 0:
            found.append((at + copy.start, at + copy.end))
            at = text.find(copy.sentence, at + 1)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def pieces(found: Sequence[Mark], copied: Spans) -> Iterator[Piece]:
    """Yield the marks, cut where copied stretches of the new text begin and end."""
    moves = max((mark.move for mark in found), default=0)
    place = 0
    for mark in found:
        number = numerals.chinese(mark.move) if moves > 1 and mark.move else ""
        if mark.kind in ("gone", "moved_from"):
            yield Piece(mark.kind, mark.text, told=f"原在此处{number}" if mark.move else "")
            continue
        told = f"移到此处{number}" if mark.move else ""
        for start, end, is_copied in cut(place, place + len(mark.text), copied):
            yield Piece(mark.kind, mark.text[start - place : end - place], is_copied, told)
            told = ""
        place += len(mark.text)


def cut(first: int, last: int, copied: Spans) -> Iterator[tuple[int, int, bool]]:
    """Yield the parts of a stretch: copied and not, in order."""
    place = first
    for start, end in copied:
        start, end = max(start, place), min(end, last)
        if start < end:
            if place < start:
                yield place, start, False
            yield start, end, True
            place = end
    if place < last:
        yield place, last, False


def items(change: Change, copies: Sequence[Copy]) -> Iterator[Item]:
    """Yield the items of both in one order; one that became another stands as one, marked inside."""
    old, new = change.then_items, change.now_items
    gone, come = alone(old, new), alone(new, old)
    place = 0
    for start, end, new_start, new_end in [
        *subsequence.hunks(old, new),
        (len(old), len(old), len(new), len(new)),
    ]:
        yield from (item("same", text, copies) for text in new[place:new_start])
        left = [old[at] for at in range(start, end) if at in gone]
        made = []
        for at in range(new_start, new_end):
            partner = next((each for each in left if is_alike(each, new[at])), None) if at in come else None
            if partner is not None:
                left.remove(partner)
                found = tuple(pieces(marks(partner, new[at]), spans(new[at], copies)))
                made.append(Item("changed", found))
            else:
                is_new = at in come and is_marked(change)
                made.append(item("come" if is_new else "same", new[at], copies))
        yield from (Item("gone", (Piece("gone", text),)) for text in left)
        yield from made
        place = new_end


def is_marked(change: Change) -> bool:
    """Whether what came can be told: then was asked the same, and what it said is known."""
    return change.asked == "both" and change.then_relevant and change.is_known


def item(kind: str, text: str, copies: Sequence[Copy]) -> Item:
    """An item of now as a whole."""
    return Item(kind, tuple(pieces((Mark("come" if kind == "come" else "same", text),), spans(text, copies))))


def alone(mine: Sequence[str], theirs: Sequence[str]) -> set[int]:
    """The places of my items that they lack; each of theirs answers one."""
    left = Counter(theirs)
    found = set()
    for place, text in enumerate(mine):
        if left[text]:
            left[text] -= 1
        else:
            found.add(place)
    return found


def is_alike(one: str, other: str) -> bool:
    """Whether an item is rather another one rewritten than a new one."""
    return alignment.is_alike(set(one), set(other), alignment.LEAST_ALIKE)
