"""Which sentences of a text became which of another: kept, rewritten, cut in two, or moved elsewhere.

A text is a list of units: its sentences, and what stands between them. The number of a point is a unit before
its text: the same text is the same sentence under another number.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from collector.compare import points, subsequence
from collector.compare.subsequence import Candidate, Hunk, Span

# A shorter sentence stands in two places by chance, and is no move, unless it is a point in both.
SHORTEST_MOVE = 11
# Sentences of which a smaller share of the characters is the same are not one sentence rewritten.
LEAST_ALIKE = 0.5
# One that follows what stayed is, with so large a share or so long a beginning or end.
PLAINLY_ALIKE = 0.6
FRAME = 8
# One left alone beside another is with less; up to this length, whatever it shares.
LONE_ALIKE, LONE_SHORT = 0.4, 16
# A sentence that was cut off another has most of its pairs of characters there.
LEAST_CUT_OFF = 0.6
# Signs that end a point: the last one of several ends otherwise.
ENDS = "。；;，,"
# Among how many sentences around its place another one is looked for.
BAND = 100
# A paragraph break, and what closes after a sentence's end, stand between sentences.
BETWEEN = frozenset('\n”’」』）》)"')


# The number of a move, and how many characters of its sentence moved.
Move = tuple[int, int]


class Moves(NamedTuple):
    """The moves, by the place of their sentence among the old and among the new units."""

    olds: dict[int, Move]
    news: dict[int, Move]


class Side:
    """The sentences of one text, each with its place among the units."""

    def __init__(self, units: list[str]) -> None:
        self.places = [place for place, unit in enumerate(units) if unit[0] not in BETWEEN]
        # The numbers of points, by the place of what they number.
        self.heads: dict[int, str] = {}
        for place in [place for place in self.places if units[place][-1] in points.ENDS]:
            if (
                points.is_head(units[place])
                and units[place + 1 : place + 2]
                and units[place + 1][0] not in BETWEEN
            ):
                self.heads[place + 1] = units[place]
        if self.heads:
            self.places = [place for place in self.places if place + 1 not in self.heads]
        self.texts = [units[place] for place in self.places]
        self._characters: dict[int, set[str]] = {}

    def characters(self, at: int) -> set[str]:
        """The characters of a sentence."""
        if at not in self._characters:
            self._characters[at] = set(self.texts[at])
        return self._characters[at]

    def head(self, at: int) -> str:
        """The number of the point that a sentence is, or nothing."""
        return self.heads.get(self.places[at], "")

    def start(self, at: int) -> int:
        """The place of a sentence's first unit."""
        return self.places[at] - (self.places[at] in self.heads)


def aligned(olds: list[str], news: list[str]) -> tuple[list[Hunk], Moves]:
    """Which units became which, in order, and which sentences moved. What is in neither went or came."""
    old, new = Side(olds), Side(news)
    pairs = subsequence.heaviest(candidates(old, new))
    taken, new_taken = {one for one, _ in pairs}, {other for _, other in pairs}
    moved = moves(old, new, taken, new_taken)
    pairs = list(lone(pairs, old, new, taken, new_taken))
    return list(rewrites(old, new, pairs, taken, new_taken)), moved


def candidates(old: Side, new: Side) -> Iterator[Candidate]:
    """Yield the pairs of sentences that may be one; new ascending, old descending."""
    start, tail = subsequence.common_ends(old.texts, new.texts)
    last, new_last = len(old.texts) - tail, len(new.texts) - tail
    yield from ((at, at, len(old.texts[at])) for at in range(start))
    equal: dict[str, list[int]] = {}
    for at in range(start, last):
        equal.setdefault(old.texts[at], []).append(at)
    plain = plainly(old, new, range(start, new_last), equal)
    known = {one for one, _, _ in plain.values()}.union(*(equal.get(text, ()) for text in new.texts))
    left = [at for at in range(start, last) if at not in known]
    before = start - 1
    for at in range(start, new_last):
        text = new.texts[at]
        expected = start + (at - start) * (last - start) // (new_last - start)
        if text in equal:
            same = equal[text]
            for one in same if len(same) == 1 else reversed(nearest(same, expected)):
                yield one, at, len(text) + (old.head(one) == new.head(at))
            before = same[0]
        elif at in plain:
            yield plain[at]
            before = plain[at][0]
        else:
            yield from alike(old, new, at, in_place(left, before, expected))
    yield from ((last + at, new_last + at, len(old.texts[last + at])) for at in range(tail))


def plainly(old: Side, new: Side, places: range, equal: Mapping[str, list[int]]) -> dict[int, Candidate]:
    """The pairs, by the new sentence, that need no search: one follows what stayed, and is much alike."""
    found: dict[int, Candidate] = {}
    known = set(new.texts)
    following = places.start
    for at in places:
        text = new.texts[at]
        if text in equal:
            following = equal[text][0] + 1
        elif following < len(old.texts) and old.texts[following] not in known:
            other = old.texts[following]
            if is_framed(other, text) or is_alike(
                old.characters(following), new.characters(at), PLAINLY_ALIKE
            ):
                found[at] = following, at, min(len(other), len(text))
                following += 1
    return found


def is_framed(old: str, new: str) -> bool:
    """True for sentences that begin or end alike."""
    return old[:FRAME] == new[:FRAME] or old[-FRAME:] == new[-FRAME:]


def is_alike(old: set[str], new: set[str], least: float) -> bool:
    """True where two sets have that share in common, of both together."""
    return 2 * len(old & new) >= least * (len(old) + len(new))


def alike(old: Side, new: Side, at: int, places: list[int]) -> Iterator[Candidate]:
    """Yield those old sentences that share enough characters with the new one at `at`."""
    characters = new.characters(at)
    for one in reversed(places):
        others = old.characters(one)
        common = len(others & characters)
        if 2 * common >= LEAST_ALIKE * (len(others) + len(characters)):
            yield one, at, common


def in_place(places: list[int], before: int, expected: int) -> list[int]:
    """The places that follow one upon another after the one `before`; a band where too many do, or none."""
    first = last = bisect_right(places, before)
    while last < len(places) and places[last] == before + 1 + last - first:
        last += 1
        if last - first > BAND:
            return nearest(places, expected)
    return places[first:last] or nearest(places, expected)


def nearest(places: list[int], expected: int) -> list[int]:
    """The places in the band around the expected one."""
    return places[bisect_left(places, expected - BAND // 2) : bisect_right(places, expected + BAND // 2)]


def moves(old: Side, new: Side, taken: set[int], new_taken: set[int]) -> Moves:
    """The sentences that stand elsewhere now, with their last sign or but for it; they are taken."""
    found = Moves({}, {})
    left = [at for at in range(len(old.texts)) if at not in taken and may_move(old, at)]
    new_left = [at for at in range(len(new.texts)) if at not in new_taken and may_move(new, at)]
    for signs in ("", ENDS) if left and new_left else ():
        waiting: dict[str, list[int]] = {}
        for at in reversed(new_left):
            if at not in new_taken:
                waiting.setdefault(new.texts[at].rstrip(signs), []).append(at)
        for at in left:
            text = old.texts[at].rstrip(signs)
            if text and at not in taken and text in waiting:
                new_at = waiting[text].pop()
                if not waiting[text]:
                    del waiting[text]
                move = len(found.olds) + 1, len(text)
                found.olds[old.places[at]] = found.news[new.places[new_at]] = move
                taken.add(at)
                new_taken.add(new_at)
    return found


def may_move(side: Side, at: int) -> bool:
    """True for a sentence of which it is no chance where it stands elsewhere."""
    return bool(side.head(at)) or len(side.texts[at].strip()) >= SHORTEST_MOVE


def lone(pairs: list[Span], old: Side, new: Side, taken: set[int], new_taken: set[int]) -> Iterator[Span]:
    """Yield the pairs, and those of one sentence left beside one: it may be rewritten through and through."""
    place = new_place = 0
    for one, other in [*pairs, (len(old.texts), len(new.texts))]:
        if place < one and new_place < other:
            left = [at for at in range(place, one) if at not in taken]
            new_left = [at for at in range(new_place, other) if at not in new_taken]
            if len(left) == len(new_left) == 1 and may_be_one(old, left[0], new, new_left[0]):
                taken.add(left[0])
                new_taken.add(new_left[0])
                yield left[0], new_left[0]
        if one < len(old.texts):
            yield one, other
        place, new_place = one + 1, other + 1


def may_be_one(old: Side, at: int, new: Side, new_at: int) -> bool:
    """True where a sentence alone in its place may be the one that stood there."""
    one, other = old.texts[at], new.texts[new_at]
    if min(len(one), len(other)) <= LONE_SHORT or is_framed(one, other):
        return True
    return is_alike(old.characters(at), new.characters(new_at), LONE_ALIKE)


def rewrites(
    old: Side, new: Side, pairs: Iterable[Span], taken: set[int], new_taken: set[int]
) -> Iterator[Hunk]:
    """Yield the units of each pair; a sentence that was cut in two, or made of two, is whole."""
    free = set(range(len(old.texts))) - taken
    new_free = set(range(len(new.texts))) - new_taken
    for one, other in pairs:
        start = end = one
        new_start = new_end = other
        if (free or new_free) and old.texts[one] != new.texts[other]:
            start, end = reach(old, one, free, new, other)
            new_start, new_end = reach(new, other, new_free, old, one)
        yield old.start(start), old.places[end] + 1, new.start(new_start), new.places[new_end] + 1


def reach(side: Side, at: int, free: set[int], other: Side, partner: int) -> Span:
    """The first and last of a sentence and of those neighbours that have what only its partner has."""
    ends = [at, at]
    for which, step in enumerate((-1, 1)):
        while (place := ends[which] + step) in free:
            characters = side.characters(place)
            least = LEAST_CUT_OFF * len(characters)
            if len(characters & other.characters(partner)) < least or not is_part(
                side.texts[place], other.texts[partner], side.texts[at]
            ):
                break
            free.remove(place)
            ends[which] = place
    return ends[0], ends[1]


def is_part(text: str, whole: str, rest: str) -> bool:
    """True where most pairs of a text's characters stand in the whole, and not in the rest of it."""
    grams = set(pairwise(text))
    return len(grams.intersection(pairwise(whole)).difference(pairwise(rest))) >= LEAST_CUT_OFF * len(grams)
