"""What became of the words of one sentence that was rewritten. Knows only the two sentences.

Most changes are one plain thing, or numbers only, and are found without looking at every token.
"""

import re
from itertools import pairwise
from typing import Literal

from collector.compare import alignment
from collector.compare.alignment import Hunk

Kind = Literal["same", "gone", "come", "moved_from", "moved_to"]
# What became of a stretch, its text, and the number of its move.
Part = tuple[Kind, str, int]
# The common beginning of two texts, what the old and what the new one has alone, the common end.
Cut = tuple[str, str, str, str]

# So many equal tokens between two changes are chance; three are not: 的工作, 党支部.
ISLAND = 2
# A sentence may be cut inside runs of so many characters that stand once in either text.
RUN = 6
# Longer ones that have no character in common are too rare to look for.
LONGEST_PLAIN = 40
# Where less than this share of the shorter one's letters stays, one sentence went and another came.
LEAST_KEPT = 0.25

_NUMERALS = frozenset("0123456789０１２３４５６７８９〇零一二三四五六七八九十两")
# Characters beyond U+3000 that may be part of a longer token.
_BOUND = frozenset("〇零一二三四五六七八九十百千万亿两．：％") | frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))
)
_BOUNDS = [0x3000, *sorted(map(ord, _BOUND)), 0xFF5F]
_APART = "".join(f"{chr(one + 1)}-{chr(other - 1)}" for one, other in pairwise(_BOUNDS) if other > one + 1)
_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_WORD = (
    r"(?:[^\W_\u0250-\U0010ffff]|[０-９Ａ-Ｚａ-ｚ]|(?<=[0-9０-９])[.．:：](?=[0-9０-９])"
    r"|(?<=[0-9]),(?=[0-9]{3}(?![0-9]))|(?<=[A-Za-z])['’](?=[A-Za-z]))+[%％‰]?"
    r"|[一二三四五六七八九两]{0,4}[十百千万亿〇零][一二三四五六七八九十百千万亿〇零]+"
    r"|[一二三四五六七八九两]{1,4}[十百千万亿〇零]"
)
# Most characters are apart: their class comes first, for speed alone.
_TOKEN = re.compile(
    f"[{_APART}](?![{_VARIANTS}])|{_WORD}"
    rf"|\*+|…+|—+|[^\S\n]+|\n|.[\u0300-\u036f\u200d{_VARIANTS}]*",
    re.DOTALL,
)
_NUMBERS = re.compile("([0-9〇零一二三四五六七八九十百千万亿两]+)")
_STOPS = frozenset("，、。；：！？,;:!?\n")
_OPENING = frozenset("“‘《（(「『")
_CLOSING = frozenset("”’》）)」』")


def parts(old: str, new: str) -> list[Part]:
    """The parts of a sentence that became another; whole ones where too little of it stayed."""
    found = changed(old, new)
    same = [text for kind, text, _ in found if kind == "same"]
    shorter = min(len(old), len(new))
    if 2 * sum(map(len, same)) >= shorter or letters(*same) >= LEAST_KEPT * min(letters(old), letters(new)):
        return found
    return [("gone", old, 0), ("come", new, 0)]


def changed(old: str, new: str) -> list[Part]:
    """The parts of a sentence: one plain change, or numbers, or what lies between the runs that stayed."""
    cut = apart(old, new)
    if found := plain_change(cut) or by_number(cut):
        return found
    before, gone, come, _ = cut
    anchors = anchored(gone, come)
    if not anchors:
        return by_token(cut)
    place = new_place = 0
    for start, new_start in [*anchors, (len(old), len(new))]:
        last, new_last = start + len(before), new_start + len(before)
        cut = apart(old[place:last], new[new_place:new_last])
        found += plain_change(cut) or by_token(cut)
        place, new_place = last, new_last
    return found


def anchored(old: str, new: str) -> list[tuple[int, int]]:
    """Places inside runs that stand once in either text, in the same order; none where the order differs."""
    found: list[tuple[int, int]] = []
    half = RUN // 2
    place = last = 0
    while place + RUN <= len(old):
        run = old[place : place + RUN]
        at = new.find(run)
        is_cut = is_apart(run[half - 1]) and is_apart(run[half])
        if at < 0 or not is_cut or old.count(run) > 1 or new.count(run) > 1:
            place += half
        elif at < last:
            return []
        else:
            found.append((place + half, at + half))
            while run and run == new[at : at + RUN]:
                place, at = place + RUN, at + RUN
                run = old[place : place + RUN]
            last = at
    return found


def by_number(cut: Cut) -> list[Part]:
    """The parts of a sentence in which nothing but numbers changed; of any other, none."""
    before, gone, come, after = cut
    olds, news = _NUMBERS.split(gone), _NUMBERS.split(come)
    if len(olds) != len(news) or olds[::2] != news[::2]:
        return []
    found: list[Part] = [("same", before, 0)]
    place = 0
    for at in range(1, len(olds), 2):
        gone, come = olds[at], news[at]
        if gone != come:
            around = olds[at - 1][-1:] + olds[at + 1][:1]
            if not all(map(is_apart, around)) or not (is_token(gone) and is_token(come)):
                return []
            found += ("same", "".join(olds[place:at]), 0), ("gone", gone, 0), ("come", come, 0)
            place = at + 1
    found.append(("same", "".join(olds[place:]) + after, 0))
    return found


def apart(old: str, new: str) -> Cut:
    """The common beginning, what either text has alone, and the common end, with no token cut."""
    head, tail = alignment.common_ends(old, new)
    while head and not is_apart(old[head - 1]):
        head -= 1
    while tail and not is_apart(old[-tail]):
        tail -= 1
    last = len(old) - tail
    return old[:head], old[head:last], new[head : len(new) - tail], old[last:]


def plain_change(cut: Cut) -> list[Part]:
    """The parts where one thing became another, as in most changes; of any other, none."""
    before, gone, come, after = cut
    if not gone and not come:
        return [("same", before + after, 0)]
    if is_one_change(gone, come) if gone and come else is_fixed(gone + come, before, after):
        return [("same", before, 0), ("gone", gone, 0), ("come", come, 0), ("same", after, 0)]
    return []


def by_token(cut: Cut) -> list[Part]:
    """The parts of what is neither, by its tokens."""
    before, gone, come, after = cut
    # What only went or came may slide, and needs room to.
    head, tail = (before[-1:], after[:1]) if gone and come else (before, after)
    olds, news = _TOKEN.findall(head + gone + tail), _TOKEN.findall(head + come + tail)
    found: list[Part] = [("same", before[: len(before) - len(head)], 0)]
    place = 0
    for start, end, new_start, new_end in changes(olds, news):
        found.append(("same", "".join(olds[place:start]), 0))
        found.append(("gone", "".join(olds[start:end]), 0))
        found.append(("come", "".join(news[new_start:new_end]), 0))
        place = end
    found.append(("same", "".join(olds[place:]) + after[len(tail) :], 0))
    return found


def is_one_change(gone: str, come: str) -> bool:
    """True where nothing of the one stays in the other."""
    if not gone[0].isalnum() or not come[0].isalnum() or len(gone) + len(come) > LONGEST_PLAIN:
        return False
    return set(gone).isdisjoint(come) or (is_token(gone) and is_token(come))


def is_token(text: str) -> bool:
    """True for a single number, word or other token."""
    return len(text) == 1 or text.isdecimal() or bool(_TOKEN.fullmatch(text))


def is_fixed(text: str, before: str, after: str) -> bool:
    """True where what only went or only came can't slide."""
    return (text[0].isalnum() or is_apart(text[0])) and before[-1:] != text[-1] and after[:1] != text[0]


def is_apart(char: str) -> bool:
    """True for a 汉字 or sign that is no part of a longer token, whatever stands beside it."""
    return ("\u3001" <= char <= "\uff5e" or char in "“”") and char not in _BOUND


def letters(*texts: str) -> int:
    """How many characters are letters, numerals and the like, not signs or blanks."""
    return sum(map(str.isalnum, "".join(texts)))


def changes(old: list[str], new: list[str]) -> list[Hunk]:
    """The changes between two lists of tokens."""
    found = [trimmed(hunk, old, new) for hunk in alignment.hunks(keys(old), keys(new))]
    if len(found) == 1 and found[0][0] < found[0][1] and found[0][2] < found[0][3]:
        return found
    merged = swallowed(slid(found, old, new), old, new)
    return merged if len(merged) == len(found) else [trimmed(hunk, old, new) for hunk in merged]


def keys(tokens: list[str]) -> list[str]:
    """What is compared: a number together with what it counts, as 3月 and 3日 have nothing in common."""
    found = tokens[:]
    for place, token in enumerate(tokens[:-1]):
        if token[0] in _NUMERALS:
            found[place] = token + tokens[place + 1]
    return found


def trimmed(hunk: Hunk, old: list[str], new: list[str]) -> Hunk:
    """The change without the tokens that both its sides begin or end with."""
    start, end, new_start, new_end = hunk
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    return start, end, new_start, new_end


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
        return 0
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
            start, _, new_start, _ = merged[-1]
            merged[-1] = start, hunk[1], new_start, hunk[3]
        else:
            merged.append(hunk)
    return merged if len(merged) == len(found) else swallowed(merged, old, new)


def is_chance(left: Hunk, right: Hunk, old: list[str], new: list[str]) -> bool:
    """True where what stands between two changes is equal by chance."""
    island = old[left[1] : right[0]]
    if not island or len(island) > ISLAND:
        return not island
    return (
        len(island) <= min(size(left), size(right))
        and all(len(token) == 1 and token.isalnum() for token in island)
        and not is_count(left, old, new)
        and not is_count(right, old, new)
    )


def size(hunk: Hunk) -> int:
    """How many tokens a change has on its longer side."""
    start, end, new_start, new_end = hunk
    return max(end - start, new_end - new_start)


def is_count(hunk: Hunk, old: list[str], new: list[str]) -> bool:
    """True where a number became another: complete in itself, and what follows is its unit."""
    start, end, new_start, new_end = hunk
    is_single = end - start == new_end - new_start == 1
    return is_single and old[start][0] in _NUMERALS and new[new_start][0] in _NUMERALS
