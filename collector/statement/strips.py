"""Take off what the template prints around a blank: `市…` is a prefix, `…局` a suffix, `“…”` a pair.

`{year}` in an affix stands for four digits, `{n}` for a numeral, `{place}` for the name of a place.
"""

import re
from functools import lru_cache

GAP = "…"
PLACEHOLDERS = {
    "{year}": "[0-9]{4}",
    "{n}": "[一二三四五六七八九十0-9]{1,3}",
    "{place}": "[\u4e00-\u9fff]{1,6}?",
}
# Names that begin with a word, not with the prefix: 市场监督管理局 is not the 场监督管理局 of a city.
KEPT = re.compile("市场|市政(?!府)|市容|市民")
# Enough for anybody's 市市水务局局, and an end for 局局局… without one.
MOST_ROUNDS = 10


def is_affix(affix: str) -> bool:
    """True for text with exactly one gap and something beside it."""
    return affix.count(GAP) == 1 and affix != GAP


def stripped(text: str, affixes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the text without any of `affixes`, and what was taken off, in reading order."""
    before: list[str] = []
    after: list[str] = []
    for _ in range(MOST_ROUNDS if affixes else 0):
        unchanged = text
        for affix in affixes:
            found = around(affix).fullmatch(text)
            if found and is_taken(*found.groups()):
                prefix, text, suffix = found[1], found[2].strip(), found[3]
                before += [prefix] if prefix else []
                after[:0] = [suffix] if suffix else []
        if text == unchanged:
            break
    return text, (*before, *after)


def is_taken(prefix: str, core: str, suffix: str) -> bool:
    """False where nothing would be left, where a word begins like the prefix, and where a pair is not one."""
    if not prefix:
        return bool(core.strip())
    # A pair goes only together: “甲”和“乙” keeps its quotation marks.
    is_split = bool(suffix) and prefix in core
    return bool(core.strip()) and not is_split and not KEPT.match(prefix[-1] + core)


def is_bare(text: str, affixes: tuple[str, ...]) -> bool:
    """True where `text` is nothing but affixes."""
    return bool(affixes) and pieces(affixes).fullmatch(text) is not None


@lru_cache(maxsize=1024)
def around(affix: str) -> re.Pattern[str]:
    """What matches a text with `affix`: prefix, core, suffix."""
    prefix, suffix = (as_pattern(part) for part in affix.split(GAP))
    return re.compile(f"({prefix})(.+)({suffix})", re.DOTALL)


@lru_cache(maxsize=1024)
def pieces(affixes: tuple[str, ...]) -> re.Pattern[str]:
    """What matches a text of affixes only."""
    parts = {as_pattern(part) for affix in affixes for part in affix.split(GAP) if part}
    longest_first = sorted(parts, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(longest_first)}| )*+")


def as_pattern(part: str) -> str:
    """A prefix or suffix as a regular expression."""
    found = re.escape(part)
    for placeholder, pattern in PLACEHOLDERS.items():
        found = found.replace(re.escape(placeholder), pattern)
    return found
