"""Write what became of text as tracked changes: runs, paragraphs and the marks of rows. Compares nothing.

A sentence that moved is a native move. Formatting that changed is tracked for characters and paragraphs.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from itertools import groupby

from lxml import etree

from collector.compare.rewriting import Kind
from collector.word import redline_atoms
from collector.word.redline_atoms import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, Atom, Item, Run, T, W

# What encloses runs of that kind, and what stands for it on the mark of a paragraph or a row.
_AROUND = {"gone": "del", "come": "ins", "moved_from": "moveFrom", "moved_to": "moveTo"}
_ON_MARK = {"gone": "del", "come": "ins", "moved_from": "del", "moved_to": "ins"}
# The text of a run that went is called otherwise.
_WENT = {T: W + "delText", W + "instrText": W + "delInstrText"}
# What ends the properties of a paragraph, in the order of the schema; no part of its formatting.
_LAST = (RUN_PROPERTIES, W + "sectPr", W + "pPrChange")
_BESIDE_TEXT = {T, W + "tab", W + "br", W + "cr", W + "noBreakHyphen"}
_NOTES = {W + "footnoteReference", W + "endnoteReference"}
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_NAMESPACE = W[1:-1]


def element(name: str) -> etree._Element:
    """A new element of WordprocessingML."""
    return etree.Element(W + name, nsmap={"w": _NAMESPACE})


def copy_attributes(source: etree._Element, made: etree._Element) -> None:
    """Give an element the attributes of another."""
    for key, value in source.attrib.items():
        made.set(key, value)


class Writer:
    """Writes under one name and time, and numbers what it writes."""

    def __init__(self, *, author: str, at: datetime) -> None:
        self.author = author
        self.at = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.next = 1
        self.moves = 0

    def change(self, tag: str, name: str = "") -> etree._Element:
        """An element of a change, numbered, with who made it when; a move has a name."""
        made = element(tag)
        made.set(W + "id", str(self.next))
        self.next += 1
        made.set(W + "author", self.author)
        made.set(W + "date", self.at)
        if name:
            made.set(W + "name", name)
        return made

    def paragraphs(self, items: Iterable[Item], *, is_story_end: bool = False) -> Iterator[etree._Element]:
        """Yield the paragraphs of a stream that ends with the end of one.

        At the end of a story the last one has no mark, even where all of it went or came.
        """
        # Every stream counts its moves from 1.
        found = [
            each._replace(move=each.move + self.moves) if each.move else each
            for each in items
            if each.kind not in redline_atoms.GONE or not _is_bound(each.atom)
        ]
        self.moves = max((each.move for each in found if each.move), default=self.moves)
        line: list[Item] = []
        for place, each in enumerate(found, 1):
            if each.atom.is_end:
                yield self.paragraph(line, each, is_marked=not (is_story_end and place == len(found)))
                line = []
            else:
                line.append(each)

    def paragraph(self, line: Sequence[Item], end: Item, *, is_marked: bool) -> etree._Element:
        """A paragraph; its properties are the new ones, or the old where it went."""
        made = element("p")
        if end.kind not in redline_atoms.GONE:
            copy_attributes(end.atom.node, made)
        properties = self.properties(end, is_marked=is_marked)
        if properties is not None:
            made.append(properties)
        for around, items in groupby(line, _around):
            holder = made
            if around is not None:
                holder = etree.SubElement(made, around.tag)
                copy_attributes(around, holder)
            for (kind, move), stretch in groupby(items, lambda each: (each.kind, each.move)):
                holder.extend(self.stretch(kind, move, list(stretch)))
        return made

    def stretch(self, kind: Kind, move: int, items: list[Item]) -> Iterator[etree._Element]:
        """Yield what stands for items of one kind: runs, enclosed where they went or came."""
        runs = self.runs(items)
        if kind == "same":
            yield from runs
            return
        enclosing = self.change(_AROUND[kind])
        enclosing.extend(runs)
        if not move:
            yield enclosing
            return
        start = self.change(f"{_AROUND[kind]}RangeStart", name=f"move{move}")
        end = element(f"{_AROUND[kind]}RangeEnd")
        end.set(W + "id", str(start.get(W + "id")))
        yield from (start, enclosing, end)

    def runs(self, items: list[Item]) -> Iterator[etree._Element]:
        """Yield the runs of items, all of one kind."""
        for _, grouped in groupby(enumerate(items), lambda each: _alike(*each)):
            alike = [each for _, each in grouped]
            run = alike[0].atom.run
            if run is None:
                yield deepcopy(alike[0].atom.node)
                continue
            made = element("r")
            properties = self.run_properties(alike[0], run)
            if properties is not None:
                made.append(properties)
            made.extend(_content([each.atom for each in alike], alike[0].kind == "gone"))
            yield made

    def run_properties(self, item: Item, run: Run) -> etree._Element | None:
        """The properties of a run that has these items, with those it had where they differ."""
        made = deepcopy(run.properties)
        old = item.was.run if item.was is not None else None
        if old is None or old.key == run.key:
            return made
        made = element("rPr") if made is None else made
        made.append(self.was("rPrChange", old.properties, "rPr"))
        return made

    def was(self, name: str, properties: etree._Element | None, holder: str) -> etree._Element:
        """The change of properties, with what they were."""
        made = self.change(name)
        before = etree.SubElement(made, W + holder)
        if properties is not None:
            before.extend(deepcopy(child) for child in properties if child.tag not in _LAST)
        return made

    def properties(self, end: Item, *, is_marked: bool) -> etree._Element | None:
        """The properties of a paragraph, the change of its mark and of its formatting among them."""
        now = end.atom.node.find(PARAGRAPH_PROPERTIES)
        then = end.was.node.find(PARAGRAPH_PROPERTIES) if end.was is not None else now
        made = element("pPr")
        if now is not None:
            made.extend(deepcopy(child) for child in now if child.tag not in _LAST)
        mark = self.mark(end, _mark(now), _mark(then), is_marked=is_marked)
        if len(mark):
            made.append(mark)
        section = now.find(W + "sectPr") if now is not None else None
        if section is not None:
            made.append(deepcopy(section))
        if redline_atoms.said(then, _LAST) != redline_atoms.said(now, _LAST):
            made.append(self.was("pPrChange", then, "pPr"))
        return made if len(made) else None

    def mark(
        self, end: Item, now: etree._Element | None, then: etree._Element | None, *, is_marked: bool
    ) -> etree._Element:
        """The properties of a paragraph's mark; that it went or came stands first."""
        made = element("rPr")
        if is_marked and end.kind != "same":
            made.append(self.change(_ON_MARK[end.kind]))
        if now is not None:
            made.extend(deepcopy(child) for child in now)
        if redline_atoms.said(then) != redline_atoms.said(now):
            made.append(self.was("rPrChange", then, "rPr"))
        return made

    def row(self, properties: etree._Element | None, kind: Kind) -> etree._Element:
        """The properties of a row that went or came."""
        made = element("trPr")
        if properties is not None:
            made.extend(deepcopy(child) for child in properties)
        if not len(made):
            # The schema wants a property of the row before the mark; this one says what holds anyway.
            etree.SubElement(made, W + "gridBefore").set(W + "val", "0")
        made.append(self.change(_ON_MARK[kind]))
        return made


def _mark(properties: etree._Element | None) -> etree._Element | None:
    return properties.find(RUN_PROPERTIES) if properties is not None else None


def _around(item: Item) -> etree._Element | None:
    # A link that went is text: what it led to may not be there any more. A move is never cut by one.
    run = item.atom.run
    return run.around if run is not None and item.kind in ("same", "come") else None


def _alike(place: int, item: Item) -> tuple[object, ...]:
    atom = item.atom
    if atom.run is None or (atom.node.tag not in _BESIDE_TEXT):
        # WPS shows no field whose begin, instruction and end share a run.
        return (place,)
    old = item.was.run.key if item.was is not None and item.was.run is not None else None
    return atom.run.key, old


def _content(atoms: list[Atom], is_gone: bool) -> Iterator[etree._Element]:
    for is_text, grouped in groupby(atoms, lambda atom: atom.node.tag == T):
        if is_text:
            made = element("t")
            made.set(_PRESERVE, "preserve")
            made.text = "".join(atom.text for atom in grouped)
            found = [made]
        else:
            found = [deepcopy(atom.node) for atom in grouped]
        for each in found:
            each.tail = None
            if is_gone:
                each.tag = _WENT.get(str(each.tag), each.tag)
            yield each


def _is_bound(atom: Atom) -> bool:
    """Whether it needs a note or another part of the old package."""
    if atom.run is None or atom.node.tag in _BESIDE_TEXT:
        return False
    return atom.node.tag in _NOTES or any(
        str(name).startswith(_RELATED) for each in atom.node.iter() for name in each.attrib
    )
