"""The marks that turn one text into another, as a careful reader makes them. Knows only texts.

Sentences are aligned first, then what changed inside a pair of them. There a number, a Latin word and any
other character are whole, and a character or two that happen to be equal between two changes don't part them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from collector.compare import alignment, points, rewriting, subsequence
from collector.compare.alignment import Moves
from collector.compare.rewriting import Kind, Part
from collector.compare.subsequence import Hunk

_UNIT = re.compile(rf"\n|{points.HEAD}|[”’」』）》)\"]+|[^。！？；!?;\n]*[。！？；!?;]+|[^。！？；!?;\n]+")
# A point may stand after what leads to it: 主要做法：一是…
_LEAD = re.compile(f"[：:，,](?={points.HEAD})")
# Equal to no unit, nor to each other.
_FROM, _TO = "\n<", "\n>"
# What Mark(...) does, in half the time.
_mark = tuple.__new__


class Mark(NamedTuple):
    """A stretch of text and what became of it.

    "same" stands in both texts, "gone" and "moved_from" in the old one, "come" and "moved_to" in the new one.
    The two ends of a move have the same text and the same `move`, counted from 1; every other mark has 0.
    """

    kind: Kind
    text: str
    move: int = 0


def marks(old: str, new: str) -> tuple[Mark, ...]:
    r"""Return the marks from old to new, both of one or more paragraphs with "\n" between.

    Same, gone and moved_from joined are exactly `old`; same, come and moved_to joined are exactly `new`. No
    mark is empty. Of a change, what went stands before what came. Only moves follow a mark of their own kind.
    """
    return tuple(joined(parts(units(old), units(new))))


def units(text: str) -> list[str]:
    """The sentences and what stands between: paragraph breaks, closing quotation marks, numbers of points."""
    ends = [match.end() for match in _LEAD.finditer(text) if not points.is_own(text, match.end())]
    found: list[str] = []
    for start, end in pairwise([0, *ends, len(text)]):
        found += _UNIT.findall(text, start, end)
    return found


def joined(found: Iterator[Part]) -> list[Mark]:
    """The parts as marks: neighbours of one kind made one, and none of them empty."""
    made: list[Mark] = []
    last: Kind = "same"
    held = ""
    for kind, text, move in found:
        if kind == last and not move:
            held += text
        elif text:
            if held:
                made.append(_mark(Mark, (last, held, 0)))
            last, held = kind, text
            if move:
                made.append(Mark(kind, text, move))
                held = ""
    if held:
        made.append(Mark(last, held))
    return made


def parts(olds: list[str], news: list[str]) -> Iterator[Part]:
    """Yield what became of two lists of units: sentences and what stands between."""
    kept, moved = alignment.aligned(olds, news)
    place = new_place = 0
    for start, end, new_start, new_end in [*kept, (len(olds), len(olds), len(news), len(news))]:
        if not moved.olds and olds[place:start] == news[new_place:new_start]:
            yield "same", "".join(olds[place:start]), 0
        elif place < start or new_place < new_start:
            gap = place, start, new_place, new_start
            _, start, _, new_start = gap = numbered(gap, olds, news) if moved.olds else gap
            yield from unaligned(gap, olds, news, moved)
        old, new = olds[start:end], news[new_start:new_end]
        if old == new:
            yield "same", "".join(old), 0
        else:
            yield from rewriting.parts("".join(old), "".join(new))
        place, new_place = end, new_end


def numbered(gap: Hunk, olds: list[str], news: list[str]) -> Hunk:
    """The gap, with the numbers of the points after it where one of them now stands before what moved."""
    first, last, new_first, new_last = gap
    heads = set(filter(points.is_head, olds[last : last + 1]))
    new_heads = set(filter(points.is_head, news[new_last : new_last + 1]))
    if heads.isdisjoint(news[new_first:new_last]) and new_heads.isdisjoint(olds[first:last]):
        return gap
    return first, last + len(heads), new_first, new_last + len(new_heads)


def unaligned(gap: Hunk, olds: list[str], news: list[str], moved: Moves) -> Iterator[Part]:
    """Yield the parts for units that became nothing or came of nothing; a paragraph break may stay."""
    first, last, new_first, new_last = gap
    stays, new_stays = olds[first:last], news[new_first:new_last]
    if moved.olds:
        # What moved stays nowhere, even where it is said once more.
        stays = [_FROM if at in moved.olds else olds[at] for at in range(first, last)]
        new_stays = [_TO if at in moved.news else news[at] for at in range(new_first, new_last)]
    place = first
    for start, end, new_start, new_end in subsequence.hunks(stays, new_stays):
        yield "same", "".join(olds[place : first + start]), 0
        for at in range(first + start, first + end):
            yield from whole(olds[at], "moved_from", "gone", moved.olds.get(at))
        for at in range(new_first + new_start, new_first + new_end):
            yield from whole(news[at], "moved_to", "come", moved.news.get(at))
        place = first + end
    yield "same", "".join(olds[place:last]), 0


def whole(unit: str, moved: Kind, other: Kind, move: alignment.Move | None) -> Iterator[Part]:
    """Yield the parts of a unit: what of it moved, and what did not."""
    number, length = move or (0, 0)
    yield moved, unit[:length], number
    yield other, unit[length:], 0
