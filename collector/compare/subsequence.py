"""What two sequences have in common, and what lies between. Knows nothing of what they are made of."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

# Beyond this product of lengths (12 MB of rows) only a common beginning and end are found.
CELLS = 100_000_000
# How much is compared at a time: long stretches are alike.
STRIDE = 8

Span = tuple[int, int]
# A member of the old sequence, one of the new, and what it is worth that they are one.
Candidate = tuple[int, int, int]
# A change: units or tokens old[start:end] became new[new_start:new_end].
Hunk = tuple[int, int, int, int]


def hunks(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """What lies between the members of a longest common subsequence, in order.

    A row of the table is one integer (Hyyrö, Bit-parallel LCS-length computation revisited, 2004); they are
    kept to find the way back.
    """
    start, tail = common_ends(old, new)
    at, new_at = end, new_end = len(old) - tail, len(new) - tail
    if (at - start) * (new_at - start) > CELLS:
        return [(start, end, start, new_end)]
    rows = table(old[start:at], new[start:new_at])
    found: list[Hunk] = []
    while at > start and new_at > start:
        if old[at - 1] == new[new_at - 1]:
            if at < end or new_at < new_end:
                found.append((at, end, new_at, new_end))
            at, new_at = end, new_end = at - 1, new_at - 1
        elif rows[new_at - start - 1] >> (at - start - 1) & 1:
            at -= 1
        else:
            new_at -= 1
    if start < end or start < new_end:
        found.append((start, end, start, new_end))
    return found[::-1]


def common_ends(old: Sequence[str], new: Sequence[str]) -> Span:
    """How long the common beginning is, and the common end of what follows it."""
    shorter, start = min(len(old), len(new)), 0
    while start + STRIDE <= shorter and old[start : start + STRIDE] == new[start : start + STRIDE]:
        start += STRIDE
    while start < shorter and old[start] == new[start]:
        start += 1
    tail, last, new_last = 0, len(old), len(new)
    while tail + STRIDE <= shorter - start and old[last - STRIDE : last] == new[new_last - STRIDE : new_last]:
        tail, last, new_last = tail + STRIDE, last - STRIDE, new_last - STRIDE
    while tail < shorter - start and old[last - 1] == new[new_last - 1]:
        tail, last, new_last = tail + 1, last - 1, new_last - 1
    return start, tail


def table(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """A row for each of `new`: bit k is 0 where old[k] adds one to what old[:k] shares with new so far."""
    masks: dict[str, int] = {}
    for place, each in enumerate(old):
        masks[each] = masks.get(each, 0) | 1 << place
    full = (1 << len(old)) - 1
    row, rows = full, []
    for each in new:
        if each in masks:
            matched = row & masks[each]
            row = ((row + matched) | (row - matched)) & full
        rows.append(row)
    return rows


# A pair, and the pair before it.
Link = tuple[int, int, "Link | None"]


def heaviest(candidates: Iterable[Candidate]) -> list[Span]:
    """The pairs of greatest weight together of which no two cross.

    The candidates come by the second of the pair, ascending, and then by the first, descending.
    """
    ends: list[int] = []
    best: list[tuple[int, Link | None]] = []
    for one, other, weight in candidates:
        place = bisect_left(ends, one)
        before, chain = best[place - 1] if place else (0, None)
        after = place
        while after < len(ends) and best[after][0] <= before + weight:
            after += 1
        if after > place or place == len(ends) or ends[place] != one:
            ends[place:after] = [one]
            best[place:after] = [(before + weight, (one, other, chain))]
    found: list[Span] = []
    link = best[-1][1] if best else None
    while link is not None:
        one, other, link = link
        found.append((one, other))
    return found[::-1]
