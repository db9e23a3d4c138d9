"""A text as patterns read it: without blanks, digits half-width; and where each character stood before."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_SIGNS = " \t\u00a0\u2000-\u200b\u3000"
_FOLDED = re.compile(f"[{_SIGNS}０-９]")
# A blank between two numbers or words of Latin letters parts them: 共 2 2022年.
_BLANK = re.compile(
    rf"(?<![0-9A-Za-z{_SIGNS}])[{_SIGNS}]+|(?<=[0-9A-Za-z])[{_SIGNS}]+(?![0-9A-Za-z{_SIGNS}])"
)
_WIDE = {ord(char): unicodedata.normalize("NFKC", char) for char in "０１２３４５６７８９"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Folded:
    """The folded text; `places` says of every character where it stands in the text as written."""

    text: str
    places: Sequence[int]

    def written(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the folded text, not empty, in the text as written."""
        return self.places[start], self.places[end - 1] + 1

    def folded(self, place: int) -> int:
        """A place of the text as written in the folded one."""
        return bisect_left(self.places, place)


def halved(text: str) -> str:
    """The text with its digits half-width."""
    return text.translate(_WIDE)


def fold(text: str) -> Folded:
    """The text folded."""
    if not _FOLDED.search(text):
        return Folded(text=text, places=range(len(text)))
    plain = halved(text)
    places: list[int] = []
    place = 0
    for blank in _BLANK.finditer(plain):
        places.extend(range(place, blank.start()))
        place = blank.end()
    places.extend(range(place, len(plain)))
    return Folded(text="".join(plain[each] for each in places), places=places)
