"""What of a text is never cut: a number, a Latin word, any other character with what belongs to it."""

import re
from itertools import pairwise

NUMERALS = frozenset("0123456789０１２３４５６７８９〇零一二三四五六七八九十两")
_CHINESE = frozenset("〇零一二三四五六七八九十百千万亿两")
# What a Chinese number stands before: 二十大 and 二十届, 一季度 and 一月 are no one number.
_MEETINGS = frozenset("大届次中")
_COUNTED = _MEETINGS | frozenset("年季月周日号期个项件")
# Characters beyond U+3000 that may be part of a longer token.
_BOUND = frozenset("〇零一二三四五六七八九十百千万亿两．：％＋－") | frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))
)
_BOUNDS = [0x3000, *sorted(map(ord, _BOUND)), 0xFF5F]
_APART = "".join(f"{chr(one + 1)}-{chr(other - 1)}" for one, other in pairwise(_BOUNDS) if other > one + 1)
# A sign of a number; in a range it stands behind one, or behind its unit (3万元-5万元), which no stop ends.
_SIGNS = frozenset("-−+±＋－")
_NUMBER = NUMERALS | _SIGNS
_UNIT = "[^，、。；：,;:（(至到~～\\s]"
_SIGN = (
    r"(?<![0-9０-９A-Za-z])(?:[+±＋]"
    rf"|(?<![0-9０-９]{_UNIT})(?<![0-9０-９]{_UNIT}{_UNIT})[-−－])(?=[0-9０-９])"
)
_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_LATIN = (
    r"(?:[^\W_\u0250-\U0010ffff]|[０-９Ａ-Ｚａ-ｚ]|(?<=[0-9０-９])[.．:：](?=[0-9０-９])"
    r"|(?<=[0-9]),(?=[0-9]{3}(?![0-9]))|(?<=[A-Za-z])['’](?=[A-Za-z]))+[%％‰]?"
)
_WORD = (
    r"[一二三四五六七八九两]{0,4}[十百千万亿〇零][一二三四五六七八九十百千万亿〇零]+"
    r"|[一二三四五六七八九两]{1,4}[十百千万亿〇零]"
)
# Most characters are apart: their class comes first, for speed alone.
TOKEN = re.compile(
    f"[{_APART}](?![{_VARIANTS}])|{_LATIN}|{_WORD}|{_SIGN}{_LATIN}"
    rf"|\*+|…+|—+|[^\S\n]+|\n|.[\u0300-\u036f\u200d{_VARIANTS}]*",
    re.DOTALL,
)
NUMBERS = re.compile("([0-9〇零一二三四五六七八九十百千万亿两]+)")


def is_token(text: str) -> bool:
    """True for a single number, word or other token."""
    return len(text) == 1 or text.isdecimal() or bool(TOKEN.fullmatch(text))


def is_number(token: str) -> bool:
    """True for a token that is a number, with its sign or without."""
    return token[0] in NUMERALS or (token[0] in _SIGNS and len(token) > 1)


def is_apart(char: str) -> bool:
    """True for a 汉字 or sign that is no part of a longer token, whatever stands beside it."""
    return ("\u3001" <= char <= "\uff5e" or char in "“”") and char not in _BOUND


def letters(text: str) -> int:
    """How many characters are letters, numerals and the like, not signs or blanks."""
    return sum(map(str.isalnum, text))


def keys(tokens: list[str]) -> list[str]:
    """What is compared: a number together with what it counts, as 3月 and 3日 have nothing in common."""
    found = tokens[:]
    for place, token in enumerate(tokens):
        if token[0] in NUMERALS:
            found[place] = "".join(tokens[place : place + 2])
    return found


def shapes(tokens: list[str]) -> list[str]:
    """The tokens, with every number the same."""
    return ["0" if token[0] in _NUMBER and is_number(token) else token for token in tokens]


def counts_other(old: list[str], new: list[str]) -> bool:
    """True where two lists begin with Chinese numbers before two things that are counted."""
    return stand_before(_COUNTED, old, new)


def are_meetings(old: list[str], new: list[str]) -> bool:
    """True where two lists begin with the names of two meetings that aren't counted alike."""
    return stand_before(_MEETINGS, old, new)


def stand_before(counted: frozenset[str], old: list[str], new: list[str]) -> bool:
    """True where both begin with a Chinese number before one of these, and not the same one."""
    if len(old) < 2 or len(new) < 2 or old[0][0] not in _CHINESE or new[0][0] not in _CHINESE:
        return False
    return old[1] != new[1] and old[1] in counted and new[1] in counted
