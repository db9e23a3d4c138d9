"""Clean text on its way in: the one list of characters the product keeps, turns into others, or drops."""

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
# Outside XML 1.0, then DEL and C1 controls, bidirectional controls, zero-width space and byte-order mark.
# The zero-width joiner and variation selectors stay: rare personal names need them.
DROPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\x7f-\x9f]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\u200b\ufeff]"
)
SURROGATE = re.compile("[\ud800-\udfff]")
BLANKS = re.compile("[\n\t]+")


class LoneSurrogate(ValueError):
    """Half a character: it can't be stored, and would cut off the rest of a document."""


def clean(text: str) -> str:
    """Return `text` with one kind of line end, no unprintable characters, in NFC. Raises LoneSurrogate."""
    if SURROGATE.search(text):
        raise LoneSurrogate(text)
    text = LINE_ENDS.sub("\n", text).replace("\xa0", " ")
    # NFC may not bring back what was dropped, so it comes last.
    return unicodedata.normalize("NFC", DROPPED.sub("", text))


def inline(text: str) -> str:
    """Return cleaned `text` on one line: line ends and tabs become one space, the edges are trimmed."""
    return BLANKS.sub(" ", text).strip()


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of cleaned `text`, each on one line, without empty ones."""
    return [paragraph for line in text.split("\n") if (paragraph := inline(line))]
