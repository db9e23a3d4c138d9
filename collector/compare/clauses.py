"""Where clauses begin and end in a sentence of tokens, and where one went or came. Knows only tokens."""

import re
from itertools import accumulate, pairwise

from collector.compare import points, subsequence, tokens
from collector.compare.subsequence import Hunk

STOPS = frozenset("，、。；：！？,;:!?\n")
_STOP = re.compile(r"[，、。；：！？,;:!?\n]")
_OPENING = frozenset("“‘《（(「『")
_CLOSING = frozenset("”’》）)」』")
# Clauses of which a smaller share of the characters is the same, numbers aside, are not one rewritten.
LEAST_ALIKE = 0.5
# In sentences of so many clauses, one's times the other's, each is compared with each.
CELLS = 4_000
# Between clauses; the number of a point stands before its first one.
_BETWEEN = re.compile(f"([，、；：。！？\n]+|^{points.HEAD})")
# A number's unit is short.
_TORN = re.compile(
    "[0-9〇零一二三四五六七八九十][^，、；：。！？\n]{0,20}[，、；：。！？\n]+[^，、；：。！？\n]"
)
_DIGITS = frozenset("0123456789.０１２３４５６７８９")


def may_be_one(gone: str, come: str) -> bool:
    """True where a clause may have gone or come between two numbers, given what either text has alone."""
    if (gone.isalnum() and come.isalnum()) or len(_STOP.findall(gone)) == len(_STOP.findall(come)):
        return False
    text = gone or come
    return bool(gone and come) or (text[0] not in STOPS and text[-1] not in STOPS)


def is_torn(text: str) -> bool:
    """True for a change that goes from a number in one clause to another clause."""
    return _TORN.search(text) is not None


def counted(old: list[str], new: list[str]) -> list[Hunk]:
    """The changes where numbers became others and one clause went or came; where more changed, none.

    Of all its places, the clause has the one where fewest numbers changed, then the last: a number became the
    first one beside the same words.
    """
    if len(old) > len(new):
        return [(hunk[2], hunk[3], hunk[0], hunk[1]) for hunk in counted(new, old)]
    length = len(new) - len(old)
    shapes, new_shapes = tokens.shapes(old), tokens.shapes(new)
    last, _ = subsequence.common_ends(shapes, new_shapes)
    tail, _ = subsequence.common_ends(shapes[::-1], new_shapes[::-1])
    first = max(0, len(old) - tail)
    if not length or first > last:
        return []
    place = best(old, new, first, last)
    if place < 0:
        return []
    found = [(at, at + 1, at, at + 1) for at in range(place) if old[at] != new[at]]
    found.append((place, place, place, place + length))
    for at in range(place, len(old)):
        if old[at] != new[at + length]:
            found.append((at, at + 1, at + length, at + length + 1))
    return found


def best(old: list[str], new: list[str], first: int, last: int) -> int:
    """Where, from `first` to `last`, the clause that new has more begins; -1 where it would be none."""
    length = len(new) - len(old)
    costs = accumulate(
        ((old[at] != new[at]) - (old[at] != new[at + length]) for at in range(first, last)), initial=0
    )
    numbers = accumulate((tokens.is_number(old[at]) for at in range(first, last)), initial=0)
    return max(
        (
            (-cost, number, is_edge(new, place) + is_edge(new, place + length), place)
            for place, cost, number in zip(range(first, last + 1), costs, numbers, strict=True)
            if new[place] in STOPS or new[place + length - 1] in STOPS
        ),
        default=(0, 0, 0, -1),
    )[-1]


def paired(old: str, new: str) -> list[tuple[str, str]]:
    """The clauses that stayed, each with the one it became; before and after each what stands or came or went
    there. None where no clause stayed, or there are too many.
    """
    olds, news = _BETWEEN.split(old), _BETWEEN.split(new)
    if len(olds) * len(news) > CELLS:
        return []
    words = [set(clause) - _DIGITS for clause in olds[::2]]
    new_words = [set(clause) - _DIGITS for clause in news[::2]]
    likely = (
        (2 * at, 2 * new_at, 2 * len(news[2 * new_at]) + 1 if olds[2 * at] == news[2 * new_at] else common)
        for new_at, other in enumerate(new_words)
        for at in range(len(words) - 1, -1, -1)
        if (common := 2 * len(other & words[at])) >= LEAST_ALIKE * (len(other) + len(words[at]))
    )
    found: list[tuple[str, str]] = []
    place = new_place = 0
    for one, other in subsequence.heaviest(likely):
        found.append(("".join(olds[place:one]), "".join(news[new_place:other])))
        found.append((olds[one], news[other]))
        place, new_place = one + 1, other + 1
    return [*found, ("".join(olds[place:]), "".join(news[new_place:]))] if found else []


def slid(found: list[Hunk], old: list[str], new: list[str]) -> list[Hunk]:
    """The changes, with what only went or only came shifted to where a clause begins or ends."""
    shifted: list[Hunk] = []
    last = new_last = 0
    for hunk, following in pairwise([*found, (len(old), len(old), len(new), len(new))]):
        start, end, new_start, new_end = hunk
        step = 0
        if start == end:
            step = shift(new, new_start, new_end, new_last, following[2])
        elif new_start == new_end:
            step = shift(old, start, end, last, following[0])
        last, new_last = end + step, new_end + step
        shifted.append((start + step, last, new_start + step, new_last))
    return shifted


def shift(texts: list[str], start: int, end: int, first: int, last: int) -> int:
    """How far texts[start:end] best moves between `first` and `last` with the text around it the same."""
    left = right = 0
    while start + left > first and texts[start + left - 1] == texts[end + left - 1]:
        left -= 1
    while end + right < last and texts[start + right] == texts[end + right]:
        right += 1
    if not left and not right:
        return 0
    return max(
        range(left, right + 1),
        key=lambda step: (is_edge(texts, start + step) + is_edge(texts, end + step), step),
    )


def is_edge(texts: list[str], place: int) -> bool:
    """True where a clause, a quotation or a title begins or ends."""
    if place in (0, len(texts)):
        return False
    before, after = texts[place - 1], texts[place]
    return before in STOPS or before in _CLOSING or after in _OPENING
