"""The marks that turn one text into another, as a careful reader makes them. Knows only texts.

Sentences are aligned first, then what changed inside a pair of them. There a number, a Latin word and any other
character are whole, and a character or two that happen to be equal between two changes don't part them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from collector.compare import alignment
from collector.compare.alignment import Hunk, Moves

Kind = Literal["same", "gone", "come", "moved_from", "moved_to"]
# Kind, text and number of a mark to be.
Part = tuple[Kind, str, int]

# So many equal tokens between two changes are chance; three are not: 的工作, 党支部.
ISLAND = 2
# Where less than this share of the shorter one's letters stays, one sentence went and another came.
LEAST_KEPT = 0.25

_UNIT = re.compile(r"\n|[^。！？；!?;\n]*[。！？；!?;]+[”’」』）》)\"]*|[^。！？；!?;\n]+")
_CLAUSE = re.compile(r"[^，、；。！？\n]*[，、；。！？\n]|[^，、；。！？\n]+")
# The numerals among 汉字 are left out of the first alternative, which is there for speed alone.
_TOKEN = re.compile(
    r"[^〇零一二三四五六七八九十百千万亿两\x00-\u3000\uff05\uff0e０-９Ａ-Ｚａ-ｚ\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
    r"|(?:[^\W_\u0250-\U0010ffff]|[０-９Ａ-Ｚａ-ｚ]|(?<=[0-9０-９])[.．:：](?=[0-9０-９])"
    r"|(?<=[0-9]),(?=[0-9]{3}(?![0-9]))|(?<=[A-Za-z])['’](?=[A-Za-z]))+[%％‰]?"
    r"|[一二三四五六七八九两]*[十百千万亿〇零][一二三四五六七八九十百千万亿〇零]+|[一二三四五六七八九两]+[十百千万亿〇零]"
    r"|\*+|…+|—+|[^\S\n]+|\n|.[\u0300-\u036f\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]*",
    re.DOTALL,
)
_NUMERALS = frozenset("0123456789０１２３４５６７８９〇零一二三四五六七八九十两")
# Characters beyond U+3000 that may be part of a longer token.
_BOUND = frozenset("〇零一二三四五六七八九十百千万亿两．：％") | frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))
)
_STOPS = frozenset("，、。；：！？,;:!?\n")
_OPENING = frozenset("“‘《（(「『")
_CLOSING = frozenset("”’》）)」』")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
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
    return tuple(joined(parts(_UNIT.findall(old), _UNIT.findall(new))))


def joined(found: Iterator[Part]) -> Iterator[Mark]:
    """Yield the parts as marks: neighbours of one kind made one, and none of them empty."""
    last: Kind = "same"
    texts: list[str] = []
    for kind, text, move in found:
        if not text:
            continue
        if kind != last or move:
            if texts:
                yield Mark(kind=last, text="".join(texts))
            last, texts = kind, []
        if move:
            yield Mark(kind=kind, text=text, move=move)
        else:
            texts.append(text)
    if texts:
        yield Mark(kind=last, text="".join(texts))


def parts(olds: list[str], news: list[str]) -> Iterator[Part]:
    """Yield what became of two lists of units: sentences and paragraph breaks."""
    kept, moved = alignment.aligned(olds, news)
    place = new_place = 0
    for hunk in [*kept, Hunk(len(olds), len(olds), len(news), len(news))]:
        if place < hunk.start or new_place < hunk.new_start:
            yield from unaligned(Hunk(place, hunk.start, new_place, hunk.new_start), olds, news, moved)
        old, new = "".join(olds[hunk.start : hunk.end]), "".join(news[hunk.new_start : hunk.new_end])
        if old == new:
            yield "same", old, 0
        else:
            yield from rewritten(old, new)
        place, new_place = hunk.end, hunk.new_end


def unaligned(gap: Hunk, olds: list[str], news: list[str], moved: Moves) -> Iterator[Part]:
    """Yield the parts for units that became nothing or came of nothing; a paragraph break may stay."""
    breaks = alignment.common(olds[gap.start : gap.end], news[gap.new_start : gap.new_end])
    place = gap.start
    for hunk in hunks(breaks, gap.end - gap.start, gap.new_end - gap.new_start):
        yield "same", "".join(olds[place : gap.start + hunk.start]), 0
        for at in range(gap.start + hunk.start, gap.start + hunk.end):
            move = moved.olds.get(at, 0)
            yield "moved_from" if move else "gone", olds[at], move
        for at in range(gap.new_start + hunk.new_start, gap.new_start + hunk.new_end):
            move = moved.news.get(at, 0)
            yield "moved_to" if move else "come", news[at], move
        place = gap.start + hunk.end
    yield "same", "".join(olds[place : gap.end]), 0


def rewritten(old: str, new: str) -> list[Part]:
    """The parts of a sentence that became another; whole ones where too little of it stayed."""
    found = list(by_clause(old, new))
    same = [text for kind, text, _ in found if kind == "same"]
    shorter = min(len(old), len(new))
    if 2 * sum(map(len, same)) >= shorter or letters(*same) >= LEAST_KEPT * min(letters(old), letters(new)):
        return found
    return [("gone", old, 0), ("come", new, 0)]


def by_clause(old: str, new: str) -> Iterator[Part]:
    """Yield the parts of a sentence: clauses that stayed, and the changes in those between."""
    olds, news = _CLAUSE.findall(old), _CLAUSE.findall(new)
    place = 0
    for start, end, new_start, new_end in hunks(alignment.common(olds, news), len(olds), len(news)):
        if place < start:
            yield "same", "".join(olds[place:start]), 0
        place = end
        gone, come = olds[start:end], news[new_start:new_end]
        if len(gone) == len(come) and (len(gone) == 1 or all(map(is_plain, gone, come))):
            for one, other in zip(gone, come, strict=True):
                yield from inside(one, other)
        else:
            yield from inside("".join(gone), "".join(come))
    yield "same", "".join(olds[place:]), 0


def is_plain(old: str, new: str) -> bool:
    """True for clauses that begin and end alike by half."""
    return 2 * sum(alignment.common_ends(old, new)) >= max(len(old), len(new))


def inside(old: str, new: str) -> list[Part]:
    """The parts of clauses. Most changes are plain, and need no tokens to be found."""
    head, tail = alignment.common_ends(old, new)
    while head and not is_apart(old[head - 1]):
        head -= 1
    while tail and not is_apart(old[-tail]):
        tail -= 1
    gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
    before, after = old[:head], old[len(old) - tail :]
    if is_one_change(gone, come) if gone and come else is_fixed(gone + come, before, after):
        return [("same", before, 0), ("gone", gone, 0), ("come", come, 0), ("same", after, 0)]
    if not gone or not come:
        return by_token("", old, new, "")
    return by_token(before[:-1], before[-1:] + gone + after[:1], before[-1:] + come + after[:1], after[1:])


def is_one_change(gone: str, come: str) -> bool:
    """True where nothing of the one stays in the other."""
    if not gone[:1].isalnum() or not come[:1].isalnum():
        return False
    return set(gone).isdisjoint(come) or bool(_TOKEN.fullmatch(gone) and _TOKEN.fullmatch(come))


def is_fixed(text: str, before: str, after: str) -> bool:
    """True where what only went or only came can't slide."""
    return (text[0].isalnum() or is_apart(text[0])) and before[-1:] != text[-1] and after[:1] != text[0]


def is_apart(char: str) -> bool:
    """True for a 汉字 or sign that is no part of a longer token, whatever stands beside it."""
    return ("\u3001" <= char <= "\uff5e" or char in "“”") and char not in _BOUND


def by_token(before: str, old: str, new: str, after: str) -> list[Part]:
    """The parts of clauses by their tokens, between what stays `before` and `after` them."""
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Part] = [("same", before, 0)]
    place = 0
    for start, end, new_start, new_end in changes(olds, news):
        found.append(("same", "".join(olds[place:start]), 0))
        found.append(("gone", "".join(olds[start:end]), 0))
        found.append(("come", "".join(news[new_start:new_end]), 0))
        place = end
    found.append(("same", "".join(olds[place:]) + after, 0))
    return found


def letters(*texts: str) -> int:
    """How many characters are letters, numerals and the like, not signs or blanks."""
    return sum(map(str.isalnum, "".join(texts)))


def changes(old: list[str], new: list[str]) -> list[Hunk]:
    """The changes between two lists of tokens."""
    found = hunks(alignment.common(keys(old), keys(new)), len(old), len(new))
    found = swallowed(slid([trimmed(hunk, old, new) for hunk in found], old, new), old, new)
    return [trimmed(hunk, old, new) for hunk in found]


def keys(tokens: list[str]) -> list[str]:
    """What is compared: a number together with what it counts, as 3月 and 3日 have nothing in common."""
    found = tokens[:]
    for place, token in enumerate(tokens[:-1]):
        if token[0] in _NUMERALS:
            found[place] = token + tokens[place + 1]
    return found


def hunks(kept: list[tuple[int, int]], length: int, new_length: int) -> list[Hunk]:
    """What lies between the tokens that were kept."""
    found, place, new_place = [], 0, 0
    for one, other in [*kept, (length, new_length)]:
        if one > place or other > new_place:
            found.append(Hunk(place, one, new_place, other))
        place, new_place = one + 1, other + 1
    return found


def trimmed(hunk: Hunk, old: list[str], new: list[str]) -> Hunk:
    """The change without the tokens that both its sides begin or end with."""
    start, end, new_start, new_end = hunk
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    return Hunk(start, end, new_start, new_end)


def slid(found: list[Hunk], old: list[str], new: list[str]) -> list[Hunk]:
    """The changes, with what only went or only came shifted to where a clause begins or ends."""
    shifted: list[Hunk] = []
    stop = Hunk(len(old), len(old), len(new), len(new))
    for hunk, following in pairwise([*found, stop]):
        before = shifted[-1] if shifted else Hunk(0, 0, 0, 0)
        if hunk.start == hunk.end:
            step = shift(new, hunk.new_start, hunk.new_end, before.new_end, following.new_start)
        elif hunk.new_start == hunk.new_end:
            step = shift(old, hunk.start, hunk.end, before.end, following.start)
        else:
            step = 0
        shifted.append(Hunk(*(place + step for place in hunk)) if step else hunk)
    return shifted


def shift(tokens: list[str], start: int, end: int, first: int, last: int) -> int:
    """How far tokens[start:end] best moves between `first` and `last` with the text around it the same."""
    left = right = 0
    while start + left > first and tokens[start + left - 1] == tokens[end + left - 1]:
        left -= 1
    while end + right < last and tokens[start + right] == tokens[end + right]:
        right += 1
    if not left and not right:
        return 0
    return max(
        range(left, right + 1), key=lambda step: (edge(tokens, start + step) + edge(tokens, end + step), step)
    )


def edge(tokens: list[str], place: int) -> int:
    """How good a place is to begin or end a change at: 2 beside a clause, 1 before its sign, else 0."""
    if place in (0, len(tokens)):
        return 2
    before, after = tokens[place - 1], tokens[place]
    if before in _OPENING or after in _CLOSING:
        return 0
    if before in _STOPS or before in _CLOSING or after in _OPENING:
        return 2
    return 1 if after in _STOPS else 0


def swallowed(found: list[Hunk], old: list[str], new: list[str]) -> list[Hunk]:
    """The changes, with those made one that only chance parts."""
    merged: list[Hunk] = []
    for hunk in found:
        if merged and is_chance(merged[-1], hunk, old, new):
            merged[-1] = Hunk(merged[-1].start, hunk.end, merged[-1].new_start, hunk.new_end)
        else:
            merged.append(hunk)
    return merged if len(merged) == len(found) else swallowed(merged, old, new)


def is_chance(left: Hunk, right: Hunk, old: list[str], new: list[str]) -> bool:
    """True where what stands between two changes is equal by chance."""
    island = old[left.end : right.start]
    if not island:
        return True
    return (
        len(island) <= min(ISLAND, left.size, right.size)
        and all(len(token) == 1 and token.isalnum() for token in island)
        and not any(is_count(hunk, old, new) for hunk in (left, right))
    )


def is_count(hunk: Hunk, old: list[str], new: list[str]) -> bool:
    """True where a number became another: complete in itself, and what follows is its unit."""
    return (
        hunk.end - hunk.start == 1 == hunk.new_end - hunk.new_start
        and old[hunk.start][0] in _NUMERALS
        and new[hunk.new_start][0] in _NUMERALS
    )
