"""Which tables and rows of two Word files became which, and the blocks of a story put together.

A story is the body or a cell: paragraphs and tables. Paragraphs that no table parts are compared as one text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from collector.compare import marks, subsequence
from collector.compare.rewriting import Kind
from collector.compare.subsequence import Hunk, Span
from collector.word import redline_atoms
from collector.word.redline_atoms import GONE, P, W
from collector.word.redline_writing import Writer, copy_attributes, element

TABLE, ROW, CELL = W + "tbl", W + "tr", W + "tc"
ROW_PROPERTIES, CELL_PROPERTIES = W + "trPr", W + "tcPr"
# Rows of which a smaller share of the characters is the same are not one row changed.
LEAST_ALIKE = 0.4
_HOLDERS = {W + name for name in ("sdt", "sdtContent", "customXml")}
_SPANS = {W + name for name in ("gridSpan", "vMerge", "hMerge")}
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
Blocks = list[etree._Element]


def blocks(holder: etree._Element) -> Blocks:
    """The paragraphs and tables of a story; one that ends with none has an empty paragraph at its end."""
    found = list(inside(holder, (P, TABLE)))
    return found if ends_with_paragraph(holder) else [*found, element("p")]


def ends_with_paragraph(holder: etree._Element) -> bool:
    """Whether a story ends as it has to."""
    found = list(inside(holder, (P, TABLE)))
    return bool(found) and found[-1].tag == P


def inside(holder: etree._Element, tags: Sequence[str]) -> Iterator[etree._Element]:
    """Yield what stands in a story, a table or a row, content controls looked through."""
    for child in holder:
        if child.tag in tags:
            yield child
        elif child.tag in _HOLDERS:
            yield from inside(child, tags)


def story(olds: Blocks, news: Blocks, writer: Writer) -> Iterator[etree._Element]:
    """Yield the blocks of a story of both files; both end with a paragraph, and these become one."""
    place = new_place = 0
    for at, new_at in tables(olds, news):
        yield from stretches(olds[place:at], news[new_place:new_at], writer)
        yield table(olds[at], news[new_at], writer)
        place, new_place = at + 1, new_at + 1
    yield from stretches(olds[place:], news[new_place:], writer)


def tables(olds: Blocks, news: Blocks) -> list[Span]:
    """Which table became which: those of one heading row first, and between them those of as many columns."""
    places, new_places = table_places(olds), table_places(news)
    shapes, new_shapes = [shape(olds[at]) for at in places], [shape(news[at]) for at in new_places]
    heads, new_heads = [heading(olds[at]) for at in places], [heading(news[at]) for at in new_places]
    found, gaps = equal(heads, new_heads)
    for start, end, new_start, new_end in gaps:
        between, _ = equal(shapes[start:end], new_shapes[new_start:new_end])
        found += [(start + one, new_start + other) for one, other in between]
    return [(places[one], new_places[other]) for one, other in sorted(found)]


def table_places(found: Blocks) -> list[int]:
    """Where the tables stand among blocks."""
    return [at for at, block in enumerate(found) if block.tag == TABLE]


def equal(olds: Sequence[str], news: Sequence[str]) -> tuple[list[Span], list[Hunk]]:
    """Which members are equal, in order, and what lies between them."""
    found: list[Span] = []
    gaps = subsequence.hunks(olds, news)
    place = new_place = 0
    for start, end, new_start, new_end in [*gaps, (len(olds), 0, len(news), 0)]:
        found += zip(range(place, start), range(new_place, new_start), strict=True)
        place, new_place = end, new_end
    return found, gaps


def shape(table: etree._Element) -> str:
    """How many columns a table has."""
    return str(len(list(table.iterfind(f"{W}tblGrid/{W}gridCol"))))


def heading(table: etree._Element) -> str:
    """How many columns a table has, and the text of its first row."""
    return "\n".join((shape(table), *(written(row) for row in list(inside(table, (ROW,)))[:1])))


def written(block: etree._Element) -> str:
    """The text of a block or row in one line."""
    found = (redline_atoms.flat([each]) for each in block.iter(P))
    return "\t".join("".join(atom.text for atom in atoms).replace("\n", "") for atoms in found)


def stretches(olds: Blocks, news: Blocks, writer: Writer) -> Iterator[etree._Element]:
    """Yield blocks between tables that became one: paragraphs, and tables that only one file has."""
    place = new_place = 0
    if any(block.tag == TABLE for block in (*olds, *news)):
        keys, new_keys = (
            [f"{file}\n{at}" if block.tag == TABLE else written(block) for at, block in enumerate(found)]
            for file, found in (("old", olds), ("new", news))
        )
        for start, end, new_start, new_end in subsequence.hunks(keys, new_keys):
            if any(block.tag == TABLE for block in (*olds[start:end], *news[new_start:new_end])):
                # At the end of a story both must have a paragraph behind the tables.
                if (end < len(olds) or new_end < len(news)) or (start < end and new_start < new_end):
                    yield from run(olds[place:start], news[new_place:new_start], writer)
                    place, new_place = start, new_start
                yield from parted(olds[place:end], news[new_place:new_end], writer)
                place, new_place = end, new_end
    yield from run(olds[place:], news[new_place:], writer)


def parted(olds: Blocks, news: Blocks, writer: Writer) -> Iterator[etree._Element]:
    """Yield blocks parted by tables that don't match; the last paragraphs of both go together."""
    groups, new_groups = grouped(olds), grouped(news)
    more = len(groups) - len(new_groups)
    groups, new_groups = [[]] * -more + groups, [[]] * more + new_groups
    for old, new in zip(groups, new_groups, strict=True):
        yield from (whole_table(each, "gone", writer) for each in old if each.tag == TABLE)
        yield from (whole_table(each, "come", writer) for each in new if each.tag == TABLE)
        yield from run(paragraphs(old), paragraphs(new), writer)


def grouped(found: Blocks) -> list[Blocks]:
    """The blocks, each table at the head of the paragraphs that follow it."""
    starts = [at for at, block in enumerate(found) if block.tag == TABLE]
    return [found[start:end] for start, end in pairwise(dict.fromkeys((0, *starts, len(found))))]


def paragraphs(found: Blocks) -> Blocks:
    """The paragraphs among blocks."""
    return [block for block in found if block.tag == P]


def run(olds: Blocks, news: Blocks, writer: Writer) -> Iterator[etree._Element]:
    """Yield paragraphs that no table parts."""
    if olds and news:
        yield from writer.paragraphs(redline_atoms.merged(olds, news))
    elif olds or news:
        yield from writer.paragraphs(redline_atoms.whole(olds or news, "gone" if olds else "come"))


def whole_table(found: etree._Element, kind: Kind, writer: Writer) -> etree._Element:
    """A table of which every row went or came."""
    made = frame(found)
    made.extend(whole_row(row, kind, writer) for row in inside(found, (ROW,)))
    return made


def frame(found: etree._Element) -> etree._Element:
    """A table without its rows."""
    made = element("tbl")
    made.extend(deepcopy(child) for child in found if child.tag in (W + "tblPr", W + "tblGrid"))
    return made


def whole_row(row: etree._Element, kind: Kind, writer: Writer) -> etree._Element:
    """A row that went or came, and all its cells with it."""
    made = row_frame(row)
    properties = writer.row(row.find(ROW_PROPERTIES), kind)
    made.append(properties)
    for cell in inside(row, (CELL,)):
        held = cell_frame(cell)
        found = blocks(cell)
        for block in found:
            if block.tag == TABLE:
                held.append(whole_table(block, kind, writer))
            else:
                items = redline_atoms.whole([block], kind)
                held.extend(writer.paragraphs(items, is_story_end=block is found[-1]))
        made.append(held)
    return made


def row_frame(row: etree._Element) -> etree._Element:
    """A row without its properties and cells."""
    made = element("tr")
    copy_attributes(row, made)
    made.extend(deepcopy(child) for child in row if child.tag == W + "tblPrEx")
    return made


def cell_frame(cell: etree._Element) -> etree._Element:
    """A cell without its blocks."""
    made = element("tc")
    made.extend(deepcopy(child) for child in cell if child.tag == CELL_PROPERTIES)
    return made


def table(old: etree._Element, new: etree._Element, writer: Writer) -> etree._Element:
    """A table of both files, in its new shape; its rows aligned, their cells compared."""
    made = frame(new)
    rows, new_rows = list(inside(old, (ROW,))), list(inside(new, (ROW,)))
    place = new_place = 0
    for at, new_at in [*same_rows(rows, new_rows), (len(rows), len(new_rows))]:
        made.extend(whole_row(row, "gone", writer) for row in rows[place:at])
        made.extend(whole_row(row, "come", writer) for row in new_rows[new_place:new_at])
        if at < len(rows):
            made.append(both_rows(rows[at], new_rows[new_at], writer))
        place, new_place = at + 1, new_at + 1
    return made


def both_rows(old: etree._Element, new: etree._Element, writer: Writer) -> etree._Element:
    """A row of both files."""
    made = row_frame(new)
    made.extend(deepcopy(child) for child in new if child.tag == ROW_PROPERTIES)
    for cell, new_cell in zip(inside(old, (CELL,)), inside(new, (CELL,)), strict=True):
        held = cell_frame(new_cell)
        held.extend(story(blocks(cell), blocks(new_cell), writer))
        made.append(held)
    return made


def same_rows(rows: Blocks, new_rows: Blocks) -> list[Span]:
    """Which row became which, in order: equal ones, and between them those that are alike."""
    texts, new_texts = [written(row) for row in rows], [written(row) for row in new_rows]
    found, gaps = equal(texts, new_texts)
    for start, end, new_start, new_end in gaps:
        between = alike(texts[start:end], new_texts[new_start:new_end])
        found += [(start + one, new_start + other) for one, other in between]
    return [(one, other) for one, other in sorted(found) if cells(rows[one]) == cells(new_rows[other])]


def alike(olds: Sequence[str], news: Sequence[str]) -> list[Span]:
    """The rows that share enough text, of which no two pairs cross; a row alone beside another is it."""
    if len(olds) == len(news) == 1:
        return [(0, 0)]
    found: list[Span] = []
    for (one, other), count in shared(olds, news).most_common():
        crosses = any((one - at) * (other - new_at) <= 0 for at, new_at in found)
        if not crosses and 2 * count >= LEAST_ALIKE * (len(olds[one]) + len(news[other])):
            found.append((one, other))
    return found


def shared(olds: Sequence[str], news: Sequence[str]) -> Counter[Span]:
    """How many characters two rows share, where both texts go on."""
    found: Counter[Span] = Counter()
    at = new_at = 0
    for kind, text, _ in marks.marks("\n".join(olds), "\n".join(news)):
        for part in _LINE.findall(text):
            if kind == "same":
                found[at, new_at] += len(part.rstrip("\n"))
            at += part.endswith("\n") and (kind == "same" or kind in GONE)
            new_at += part.endswith("\n") and kind not in GONE
    return found


def cells(row: etree._Element) -> list[list[bytes]]:
    """How a row is cut into cells."""
    return [[redline_atoms.canonical(each) for each in cell.iter(*_SPANS)] for cell in inside(row, (CELL,))]
