"""Which sentences of a text became which of another: kept, rewritten, cut in two, or moved elsewhere.

A text is a list of units, its sentences and paragraph breaks (a unit of its own, "\\n").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

# A shorter sentence stands in two places by chance, and is no move.
SHORTEST_MOVE = 11
# Sentences that share fewer pairs of characters are not one sentence rewritten.
LEAST_ALIKE = 0.3
# Those that share so many characters, or so long a clause, are, without looking at pairs.
PLAINLY_ALIKE = 0.6
PLAINLY_LONG = 8
# A sentence that was cut off another has most of its pairs of characters there.
LEAST_CUT_OFF = 0.6
# Among how many sentences around its place another one is looked for.
BAND = 100
# Beyond this product of lengths (12 MB of rows) only a common beginning and end are found.
CELLS = 100_000_000
BREAK = "\n"
_CLAUSE = re.compile("[^，、；。！？\n]+")

Span = tuple[int, int]
# Old sentence, new sentence, how many characters stay.
Candidate = tuple[int, int, int]
Gram = tuple[str, str]


class Hunk(NamedTuple):
    """A change: units or tokens old[start:end] became new[new_start:new_end]."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def size(self) -> int:
        """How much it has on its longer side."""
        return max(self.end - self.start, self.new_end - self.new_start)


class Moves(NamedTuple):
    """The number of each move, by the place of its sentence among the old and among the new units."""

    olds: dict[int, int]
    news: dict[int, int]


class Side:
    """The sentences of one text, each with its place among the units."""

    def __init__(self, units: list[str]) -> None:
        self.units = units
        self.places = [place for place, unit in enumerate(units) if unit != BREAK]
        self.texts = [units[place] for place in self.places]
        self._grams: dict[int, set[Gram]] = {}

    def grams(self, at: int) -> set[Gram]:
        """The pairs of characters of a sentence."""
        if at not in self._grams:
            text = self.texts[at]
            self._grams[at] = set(pairwise(text)) or {(text, "")}
        return self._grams[at]

    def touch(self, one: int, other: int) -> bool:
        """True where only paragraph breaks stand between two sentences."""
        first, last = sorted((self.places[one], self.places[other]))
        return all(unit == BREAK for unit in self.units[first + 1 : last])


def aligned(olds: list[str], news: list[str]) -> tuple[list[Hunk], Moves]:
    """Which units became which, in order, and which sentences moved. What is in neither went or came."""
    old, new = Side(olds), Side(news)
    pairs = heaviest(candidates(old, new))
    taken, new_taken = {one for one, _ in pairs}, {other for _, other in pairs}
    moved = moves(old, new, taken, new_taken)
    pairs = list(lone(pairs, old, new, taken, new_taken))
    return list(rewrites(old, new, pairs, taken, new_taken)), moved


def candidates(old: Side, new: Side) -> Iterator[Candidate]:
    """Yield the pairs of sentences that may be one; new ascending, old descending."""
    start, tail = common_ends(old.texts, new.texts)
    last, new_last = len(old.texts) - tail, len(new.texts) - tail
    yield from ((at, at, len(old.texts[at])) for at in range(start))
    equal: dict[str, list[int]] = {}
    for at in range(start, last):
        equal.setdefault(old.texts[at], []).append(at)
    plain = plainly(old, new, range(start, new_last), equal)
    known = {one for one, _, _ in plain.values()}.union(*(equal.get(text, ()) for text in new.texts))
    where = index(old, [at for at in range(start, last) if at not in known])
    for at in range(start, new_last):
        text = new.texts[at]
        expected = start + (at - start) * (last - start) // (new_last - start)
        if text in equal:
            yield from ((one, at, len(text)) for one in reversed(nearest(equal[text], expected)))
        elif at in plain:
            yield plain[at]
        else:
            yield from alike(old, new, at, where, expected)
    yield from ((last + at, new_last + at, len(old.texts[last + at])) for at in range(tail))


def plainly(old: Side, new: Side, places: range, equal: Mapping[str, list[int]]) -> dict[int, Candidate]:
    """The pairs, by the new sentence, that need no search: one follows what stayed and uses the same characters."""
    found: dict[int, Candidate] = {}
    known = set(new.texts)
    following = places.start
    for at in places:
        text = new.texts[at]
        if text in equal:
            following = equal[text][0] + 1
        elif following < len(old.texts) and old.texts[following] not in known:
            shared = surely_kept(old.texts[following], text)
            if shared:
                found[at] = following, at, shared
                following += 1
    return found


def surely_kept(old: str, new: str) -> int:
    """How many characters stay of a sentence; 0 where one may not have been made of the other."""
    shared = max(map(len, set(_CLAUSE.findall(old)).intersection(_CLAUSE.findall(new))), default=0)
    if shared >= PLAINLY_LONG:
        return shared
    characters = set(new)
    shared = len(characters.intersection(old))
    return shared if shared >= PLAINLY_ALIKE * len(characters) and 2 * len(new) >= len(old) else 0


def index(side: Side, places: list[int]) -> dict[Gram, list[int]]:
    """In which of the sentences each pair of characters stands."""
    where: dict[Gram, list[int]] = {}
    for at in places:
        for gram in side.grams(at):
            where.setdefault(gram, []).append(at)
    return where


def alike(
    old: Side, new: Side, at: int, where: Mapping[Gram, list[int]], expected: int
) -> Iterator[Candidate]:
    """Yield the old sentences that share enough pairs of characters with the new one at `at`."""
    grams = new.grams(at)
    shared: dict[int, int] = {}
    for gram in grams & where.keys():
        for one in nearest(where[gram], expected):
            shared[one] = shared.get(one, 0) + 1
    for one in sorted(shared, reverse=True):
        if 2 * shared[one] >= LEAST_ALIKE * (len(grams) + len(old.grams(one))):
            yield one, at, shared[one]


def nearest(places: list[int], expected: int) -> list[int]:
    """The places in the band around the expected one; all of them where they are few."""
    if len(places) <= BAND:
        return places
    return places[bisect_left(places, expected - BAND // 2) : bisect_right(places, expected + BAND // 2)]


class Link(NamedTuple):
    """A pair, and the pair before it."""

    one: int
    other: int
    before: "Link | None"


def heaviest(candidates: Iterator[Candidate]) -> list[Span]:
    """The pairs of greatest weight together of which no two cross; as `alike` yields them."""
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
            best[place:after] = [(before + weight, Link(one, other, chain))]
    found: list[Span] = []
    link = best[-1][1] if best else None
    while link is not None:
        found.append((link.one, link.other))
        link = link.before
    return found[::-1]


def moves(old: Side, new: Side, taken: set[int], new_taken: set[int]) -> Moves:
    """The long sentences that stand elsewhere now; they are taken."""
    waiting: dict[str, list[int]] = {}
    for at in range(len(new.texts) - 1, -1, -1):
        if at not in new_taken and len(new.texts[at].strip()) >= SHORTEST_MOVE:
            waiting.setdefault(new.texts[at], []).append(at)
    found = Moves({}, {})
    for at, text in enumerate(old.texts):
        if at not in taken and waiting.get(text):
            new_at = waiting[text].pop()
            found.olds[old.places[at]] = found.news[new.places[new_at]] = len(found.olds) + 1
            taken.add(at)
            new_taken.add(new_at)
    return found


def lone(pairs: list[Span], old: Side, new: Side, taken: set[int], new_taken: set[int]) -> Iterator[Span]:
    """Yield the pairs, and those of one sentence left beside one: it may be rewritten through and through."""
    place = new_place = 0
    for one, other in [*pairs, (len(old.texts), len(new.texts))]:
        left = [at for at in range(place, one) if at not in taken]
        new_left = [at for at in range(new_place, other) if at not in new_taken]
        if len(left) == len(new_left) == 1:
            taken.add(left[0])
            new_taken.add(new_left[0])
            yield left[0], new_left[0]
        if one < len(old.texts):
            yield one, other
        place, new_place = one + 1, other + 1


def rewrites(
    old: Side, new: Side, pairs: Iterable[Span], taken: set[int], new_taken: set[int]
) -> Iterator[Hunk]:
    """Yield the units of each pair; a sentence that was cut in two, or made of two, is whole."""
    free = set(range(len(old.texts))) - taken
    new_free = set(range(len(new.texts))) - new_taken
    for one, other in pairs:
        start, end = reach(old, one, free, new, other)
        new_start, new_end = reach(new, other, new_free, old, one)
        yield Hunk(old.places[start], old.places[end] + 1, new.places[new_start], new.places[new_end] + 1)


def reach(side: Side, at: int, free: set[int], other: Side, partner: int) -> Span:
    """The first and last of a sentence and of those neighbours that have what only its partner has."""
    ends = [at, at]
    for which, step in enumerate((-1, 1)):
        while (place := ends[which] + step) in free and side.touch(place, ends[which]):
            grams = side.grams(place)
            if len(grams & other.grams(partner) - side.grams(at)) < LEAST_CUT_OFF * len(grams):
                break
            free.remove(place)
            ends[which] = place
    return ends[0], ends[1]


def common(old: Sequence[str], new: Sequence[str]) -> list[Span]:
    """The places (old, new) of a longest common subsequence, in order.

    A row of the table is one integer (Hyyrö, Bit-parallel LCS-length computation revisited, 2004); they are
    kept to find the way back.
    """
    start, tail = common_ends(old, new)
    found = [(len(old) - place, len(new) - place) for place in range(1, tail + 1)]
    at, new_at = len(old) - tail, len(new) - tail
    if (at - start) * (new_at - start) <= CELLS:
        rows = table(old[start:at], new[start:new_at])
        while at > start and new_at > start:
            if old[at - 1] == new[new_at - 1]:
                at, new_at = at - 1, new_at - 1
                found.append((at, new_at))
            elif rows[new_at - start - 1] >> (at - start - 1) & 1:
                at -= 1
            else:
                new_at -= 1
    found += [(place, place) for place in range(start - 1, -1, -1)]
    return found[::-1]


def common_ends(old: Sequence[str], new: Sequence[str]) -> Span:
    """How long the common beginning is, and the common end of what follows it."""
    start, shorter = 0, min(len(old), len(new))
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        start += 1
    tail = 0
    while tail < shorter - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
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
