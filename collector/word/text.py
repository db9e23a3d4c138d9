"""The one text of a report: what a template says with given words, and what a .docx says.

A template's text is rendered by a text program (programs.py) that prints control characters as marks;
no word and no part of a Word file can hold one.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from collector.word import package

if TYPE_CHECKING:
    from collector.word.template import Template

PARAGRAPH, PARAGRAPH_END, BLANK, NAMED, OPEN, BLANK_END = "\1", "\2", "\3", "\4", "\5", "\6"
_BLANK_MARKS = re.compile(f"{BLANK}[^{NAMED}]*{NAMED}{OPEN}?|{BLANK_END}")
_PARAGRAPH_MARKS = re.compile(f"([{PARAGRAPH}{PARAGRAPH_END}])")
_BLANKS = re.compile(f"{BLANK}([^{NAMED}]*){NAMED}({OPEN}?)([^{BLANK_END}]*){BLANK_END}")

_W = package.W
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PARAGRAPH, _TEXT, _BREAK = _W + "p", _W + "t", _W + "br"
_CHARACTERS = {_W + "tab": "\t", _W + "ptab": "\t", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
# The document properties that docxtpl fills, as they are called in docProps/core.xml.
PROPERTIES = ("creator", "description", "identifier", "language", "subject", "title")


class Mark(str):
    """What an open question prints: the asterisks that stand for the missing answer."""

    __slots__ = ()


Word = str | list[str] | list[tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of a paragraph: the template's own text (blank is None), or what a blank printed."""

    text: str
    blank: str | None = None
    is_open: bool = False


def paragraphs(template: "Template", words: Mapping[str, Word]) -> tuple[tuple[Piece, ...], ...]:
    """The body's paragraphs, tables included, in the order of the document."""
    return tuple(tuple(_pieces(marked)) for marked in split(template.text(words)))


def expected(marked: str) -> list[str]:
    """The plain paragraphs of a text program's output."""
    return split(_BLANK_MARKS.sub("", marked))


def split(marked: str) -> list[str]:
    """The paragraphs of a text program's output, one after the other, their other marks left in."""
    # A text box stands inside a paragraph: its own paragraphs follow that one.
    found: list[list[str]] = []
    within: list[list[str]] = []
    for token in _PARAGRAPH_MARKS.split(marked):
        if token == PARAGRAPH:
            found.append([])
            within.append(found[-1])
        elif token == PARAGRAPH_END:
            within.pop()
        elif token:
            within[-1].append(token)
    return ["".join(paragraph) for paragraph in found]


def _pieces(marked: str) -> Iterator[Piece]:
    end = 0
    for blank in _BLANKS.finditer(marked):
        if blank.start() > end:
            yield Piece(text=marked[end : blank.start()])
        yield Piece(text=blank[3], blank=blank[1], is_open=bool(blank[2]))
        end = blank.end()
    if end < len(marked):
        yield Piece(text=marked[end:])


def plain(docx: bytes) -> list[str]:
    """The text of a .docx, one entry for each paragraph of the body. Raises PackageError, a ValueError."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            return body(_bounded(archive, _main_part(archive)))
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError) as error:
        raise package.PackageError("这不是 Word 文档（.docx），或者文件已损坏。") from error
    except etree.XMLSyntaxError as error:
        raise package.PackageError(f"文档的 XML 有误（第 {error.lineno} 行）。") from error


def _main_part(archive: zipfile.ZipFile) -> str:
    for relationship in package.xml(_bounded(archive, "_rels/.rels")).iter("{*}Relationship"):
        if (relationship.get("Type") or "").endswith("/officeDocument"):
            return (relationship.get("Target") or "").lstrip("/")
    raise KeyError("officeDocument")


def _bounded(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > package.LARGEST:
        raise package.PackageError(f"{name} 解开后超过 {package.LARGEST:,} 字节。")
    return archive.read(name)


def properties(blob: bytes) -> list[str]:
    """The texts of docProps/core.xml that docxtpl fills, in the order of the part."""
    tags = [_DC + name for name in PROPERTIES]
    return [element.text or "" for element in package.xml(blob).iter(*tags)]


def body(blob: bytes) -> list[str]:
    """The paragraphs of a document, header, footer or notes part.

    Deleted and moved-away text and the second copy of a text box (mc:Fallback) are left out.
    """
    root = package.xml(blob)
    for unread in list(root.iter(_MC + "Fallback", _W + "del", _W + "moveFrom")):
        parent = unread.getparent()
        if parent is not None:
            parent.remove(unread)
    has_boxes = next(root.iter(_W + "txbxContent"), None) is not None
    found: dict[etree._Element, list[str]] = {}
    current: list[str] = []
    for element in root.iter(_PARAGRAPH, _TEXT, _BREAK, *_CHARACTERS):
        if element.tag == _PARAGRAPH:
            current = found[element] = []
            continue
        if has_boxes:
            current = found[next(element.iterancestors(_PARAGRAPH))]
        current.append(_characters(element))
    return ["".join(texts) for texts in found.values()]


def _characters(element: etree._Element) -> str:
    if element.tag == _TEXT:
        text = element.text or ""
        # Word drops the blanks around a text that does not ask to keep them.
        return text if element.get(_SPACE) == "preserve" else text.strip(" \t\r\n")
    parent = element.getparent()
    if parent is None or parent.tag != _W + "r":
        return ""  # a tab stop among the properties of a paragraph
    if element.tag == _BREAK:
        return "\n" if element.get(_W + "type", "textWrapping") == "textWrapping" else ""
    return _CHARACTERS[str(element.tag)]
