"""The paragraphs of two Word files as one stream of characters, each with what became of it.

What isn't text (a line break, a picture, a field), a blank paragraph and the blanks around a paragraph take
no part in the comparison, as on the page: they stay where both files have them in the same place.
"""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from collector.compare import marks, subsequence
from collector.compare.rewriting import Kind
from collector.word import package

W = package.W
P, R, T = W + "p", W + "r", W + "t"
RUN_PROPERTIES, PARAGRAPH_PROPERTIES = W + "rPr", W + "pPr"
GONE = ("gone", "moved_from")
# What runs may stand in: looked through, or kept around text that is still there.
_LOOKED_THROUGH = {W + name for name in ("smartTag", "sdt", "sdtContent", "customXml")}
_KEPT_AROUND = {W + name for name in ("hyperlink", "fldSimple", "bdo", "dir")}
# Bound to places in the text that a comparison does not follow, or to no text at all.
_LEFT_OUT = {
    W + name
    for name in (
        *("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart"),
        *("commentRangeEnd", "commentReference", "annotationRef", "lastRenderedPageBreak", "fldData"),
        *("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "pPr", "rPr"),
    )
}
_BREAK = W + "br"
_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Run(NamedTuple):
    """The formatting of characters; `key` is equal for equal formatting, `around` a link or the like."""

    properties: etree._Element | None
    key: bytes
    around: etree._Element | None


class Atom(NamedTuple):
    """A character, or what stands like one. Equal atoms have one key.

    `text` is what it reads as. `node` is the w:t of a character, the paragraph of its end, or what stands
    there itself; without a run it stands beside runs. Only what is shown takes part in the comparison.
    """

    text: str
    key: str | bytes
    run: Run | None
    node: etree._Element
    is_shown: bool

    @property
    def is_end(self) -> bool:
        """Whether it is the end of a paragraph."""
        return self.node.tag == P


class Item(NamedTuple):
    """An atom and what became of it (see compare.marks): the new one, or the old one where it went.

    Where both files have it, `was` is the old one.
    """

    kind: Kind
    move: int
    atom: Atom
    was: Atom | None = None


class Side:
    """The atoms of one file's paragraphs, and how far they were read; `last` is the end of the last."""

    def __init__(self, paragraphs: Sequence[etree._Element]) -> None:
        *self.atoms, self.last = flat(paragraphs)
        self.text = "".join(atom.text for atom in self.atoms if atom.is_shown)
        self.at = 0

    def hidden(self) -> list[Atom]:
        """What is not shown before the next that is."""
        end = self.at
        while end < len(self.atoms) and not self.atoms[end].is_shown:
            end += 1
        return self.atoms[self.at : end]

    def take(self, count: int) -> list[Atom]:
        """The next atoms; they are read."""
        self.at += count
        return self.atoms[self.at - count : self.at]

    def shown(self) -> Atom:
        """The next that is shown; it is read."""
        return self.take(1)[0]


def merged(olds: Sequence[etree._Element], news: Sequence[etree._Element]) -> list[Item]:
    """The atoms of both; the last paragraphs become one, for nothing follows that they could join."""
    return slid(list(stream(olds, news)))


def slid(found: list[Item]) -> list[Item]:
    """The items, the end of a paragraph that stayed behind the whole paragraphs that follow a change there.

    Either says the same. LibreOffice takes two neighbouring changes for one and would join the paragraphs.
    """
    for place in range(1, len(found)):
        end, before = found[place], found[place - 1]
        if end.was is None or not end.atom.is_end or before.was is not None or before.atom.is_end:
            continue
        is_gone = before.kind in GONE
        behind = place
        while (last := whole_end(found, behind + 1, is_gone)) is not None:
            behind = last
        if behind > place:
            went = end.was if is_gone else end.atom
            came = found[behind].atom
            found[place] = Item(found[behind].kind, 0, went)
            found[behind] = end._replace(was=came) if is_gone else end._replace(atom=came)
    return found


def whole_end(found: list[Item], start: int, is_gone: bool) -> int | None:
    """Where a paragraph ends that begins there and went, or came, as a whole."""
    for place in range(start, len(found)):
        each = found[place]
        if each.was is not None or (each.kind in GONE) != is_gone:
            return None
        if each.atom.is_end:
            return place
    return None


def stream(olds: Sequence[etree._Element], news: Sequence[etree._Element]) -> Iterator[Item]:
    """Yield the atoms of both as the comparison has them."""
    old, new = Side(olds), Side(news)
    for kind, text, move in marks.marks(old.text, new.text):
        if kind == "same":
            for _ in text:
                yield from paired(old, new)
                yield from both(old.shown(), new.shown())
            continue
        yield from begun(old, new)
        side = old if kind in GONE else new
        for place in range(len(text)):
            # What stands within a sentence that moved goes with it; what stands before it does not.
            for atom in side.take(len(side.hidden())):
                yield Item(kind, move, atom) if place else Item("gone" if side is old else "come", 0, atom)
            yield Item(kind, move, side.shown())
    yield from paired(old, new)
    yield Item("same", 0, new.last, old.last)


def whole(paragraphs: Sequence[etree._Element], kind: Kind) -> Iterator[Item]:
    """Yield the atoms of paragraphs that went or came as they are."""
    return (Item(kind, 0, atom) for atom in flat(paragraphs))


def begun(old: Side, new: Side) -> Iterator[Item]:
    """Yield what is not shown before a change, as far as it is the same; the rest may match after it."""
    start, _ = common_ends(old.hidden(), new.hidden())
    for one, other in zip(old.take(start), new.take(start), strict=True):
        yield Item("same", 0, other, one)


def paired(old: Side, new: Side) -> Iterator[Item]:
    """Yield what is not shown before a character that stayed, or the end: the same as far as it is."""
    if not (old.hidden() or new.hidden()):
        return
    yield from begun(old, new)
    tail = common_ends(old.hidden(), new.hidden())[1]
    yield from (Item("gone", 0, atom) for atom in old.take(len(old.hidden()) - tail))
    yield from (Item("come", 0, atom) for atom in new.take(len(new.hidden()) - tail))
    for one, other in zip(old.take(tail), new.take(tail), strict=True):
        yield Item("same", 0, other, one)


def common_ends(olds: list[Atom], news: list[Atom]) -> subsequence.Span:
    """How many atoms are the same at the beginning, and then at the end."""
    return subsequence.common_ends([str(atom.key) for atom in olds], [str(atom.key) for atom in news])


def both(old: Atom, new: Atom) -> Iterator[Item]:
    """Yield a character that stayed; a sign that reads the same may be another one."""
    if old.key == new.key:
        yield Item("same", 0, new, old)
    else:
        yield Item("gone", 0, old)
        yield Item("come", 0, new)


def flat(paragraphs: Sequence[etree._Element]) -> list[Atom]:
    """The atoms of the paragraphs, one after the other, each paragraph's end among them."""
    found: list[Atom] = []
    ends: list[int] = []
    for paragraph in paragraphs:
        start = len(found)
        found += trimmed(list(atoms(paragraph, None)))
        if any(atom.is_shown for atom in found[start:]):
            ends.append(len(found))
        found.append(Atom("\n", "\n", None, paragraph, False))
    # Between two paragraphs that show something one end shows.
    for place in ends[:-1]:
        found[place] = found[place]._replace(is_shown=True)
    return found


def trimmed(found: list[Atom]) -> list[Atom]:
    """The atoms, the blanks around them not shown."""
    for order in (range(len(found)), range(len(found) - 1, -1, -1)):
        for place in order:
            if found[place].is_shown:
                if not found[place].text.isspace():
                    break
                found[place] = found[place]._replace(is_shown=False)
    return found


def atoms(holder: etree._Element, around: etree._Element | None) -> Iterator[Atom]:
    """Yield the atoms of a paragraph, or of what stands in one."""
    for child in holder:
        if child.tag == R:
            yield from of_run(child, around)
        elif child.tag in _LOOKED_THROUGH:
            yield from atoms(child, around)
        elif child.tag in _KEPT_AROUND:
            yield from atoms(child, child)
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield Atom("", canonical(child), None, child, False)


def of_run(run: etree._Element, around: etree._Element | None) -> Iterator[Atom]:
    """Yield the atoms of a run."""
    properties = run.find(RUN_PROPERTIES)
    held = Run(properties, said(properties), around)
    for child in run:
        if child.tag == T:
            yield from (Atom(each, each, held, child, each != "\n") for each in characters(child))
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            reads = reading(child)
            yield Atom(reads, canonical(child), held, child, bool(reads.strip("\n")))


def characters(leaf: etree._Element) -> str:
    """The text of a w:t; the blanks around one that does not ask to keep them are not there."""
    found = leaf.text or ""
    return found if leaf.get(_SPACE) == "preserve" else found.strip(" \t\r\n")


def reading(node: etree._Element) -> str:
    """What a tab, a break or a hyphen reads as; "" for anything else."""
    if node.tag == _BREAK:
        return "\n" if node.get(W + "type", "textWrapping") == "textWrapping" else ""
    return _CHARACTERS.get(str(node.tag), "")


def said(properties: etree._Element | None, without: Container[str] = ()) -> bytes:
    """Equal for properties that say the same; those with the tags `without` count for nothing."""
    if properties is None:
        return b""
    return b"".join(canonical(child) for child in properties if child.tag not in without)


def canonical(element: etree._Element) -> bytes:
    """Equal for elements that say the same."""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
