"""Names of meetings that a reader takes as one word: 二十届三中全会, 二十大. Knows nothing else of a text.

A congress of another level (第十三次党代会) is told from another by its number alone, and is no such name.
"""

import re
from collections.abc import Mapping

_NUMERAL = "[一二三四五六七八九十]"
# 二十大, but not 十大 nor 二十大类. To begin with one numeral makes the search four times as fast.
_NAME = re.compile(
    f"{_NUMERAL}{_NUMERAL}{{0,2}}(?:届(?:{_NUMERAL}{{1,2}}中|(?:中央纪委)?{_NUMERAL}{{1,3}}次)全会"
    f"|(?<={_NUMERAL}{_NUMERAL})大(?![一二三四五六七八九十类项批件个]))"
)
# Letters of a script that no report is written in.
_FIRST, _LAST = 0xA000, 0xA48C


def letters(old: str, new: str) -> dict[str, str]:
    """A letter, in neither text, for each name that only one of them has; none where one has no such name."""
    # Most sentences have none.
    if not ("届" in old or "十" in old):
        return {}
    names, new_names = set(_NAME.findall(old)), set(_NAME.findall(new))
    if not names - new_names or not new_names - names:
        return {}
    free = (letter for letter in map(chr, range(_FIRST, _LAST)) if letter not in old and letter not in new)
    return dict(zip(sorted(names ^ new_names, key=lambda name: (-len(name), name)), free, strict=False))


def written(text: str, letters: Mapping[str, str]) -> str:
    """The text with its letter in place of a name."""
    for name, letter in letters.items():
        text = text.replace(name, letter)
    return text


def named(text: str, letters: Mapping[str, str]) -> str:
    """The text with the names again."""
    for name, letter in letters.items():
        text = text.replace(letter, name)
    return text


def is_letter(token: str) -> bool:
    """True for what may stand in place of a name."""
    return _FIRST <= ord(token[0]) <= _LAST
