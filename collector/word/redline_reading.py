"""What a document with tracked changes says once they are accepted, or rejected. Writes nothing."""

from collections.abc import Collection

from lxml import etree

from collector.word import redline_atoms
from collector.word.redline_atoms import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, P, R, T, W

TABLE, ROW, ROW_PROPERTIES, CELL = (W + name for name in ("tbl", "tr", "trPr", "tc"))
# What accepting leaves out, and what rejecting does.
ACCEPTED = frozenset(W + name for name in ("del", "moveFrom"))
REJECTED = frozenset(W + name for name in ("ins", "moveTo"))
_TEXTS = {T, W + "delText"}


class Unjoined(ValueError):
    """A paragraph's end went or came where no paragraph follows it, or a row only in part."""


def paragraphs(story: etree._Element, left_out: Collection[str]) -> list[str]:
    """The texts of a body's or a cell's paragraphs, tables included. Raises Unjoined.

    A paragraph whose end is left out goes on with the next one.
    """
    found: list[str] = []
    begun = ""
    for block in story:
        if block.tag == P:
            begun += written(block, left_out)
            if not is_left_out(block.find(f"{PARAGRAPH_PROPERTIES}/{RUN_PROPERTIES}"), left_out):
                found.append(begun)
                begun = ""
        elif block.tag == ROW and is_left_out(block.find(ROW_PROPERTIES), left_out):
            if any(paragraphs(cell, left_out) != [""] for cell in block.iter(CELL)):
                raise Unjoined("a row")
        elif isinstance(block.tag, str) and len(block):
            if begun:
                raise Unjoined("a paragraph before a table")
            found += paragraphs(block, left_out)
    if begun:
        raise Unjoined("the last paragraph")
    return found


def is_left_out(properties: etree._Element | None, left_out: Collection[str]) -> bool:
    """Whether the mark of a paragraph, or a row, goes."""
    return properties is not None and any(child.tag in left_out for child in properties)


def written(holder: etree._Element, left_out: Collection[str]) -> str:
    """The text of a paragraph, or of what stands in one."""
    texts = []
    for child in holder:
        if child.tag in _TEXTS:
            texts.append(redline_atoms.characters(child))
        elif child.tag in left_out or child.tag == PARAGRAPH_PROPERTIES:
            continue
        elif holder.tag == R and (reads := redline_atoms.reading(child)):
            texts.append(reads)
        elif isinstance(child.tag, str) and len(child):
            texts.append(written(child, left_out))
    return "".join(texts)
