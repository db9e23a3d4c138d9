"""Two Word files as one with tracked changes: accepted it is the new file, rejected the old one.

Headers, footers, notes, sections and the frames of tables are the new ones, untracked. What went comes back
without its notes, pictures and links; bookmarks, comments and content controls are left out.
"""

from collections.abc import Collection
from copy import deepcopy
from datetime import datetime

from lxml import etree

from collector.word import package, redline_old, redline_reading, redline_tables
from collector.word.redline_atoms import W
from collector.word.redline_reading import ACCEPTED, REJECTED
from collector.word.redline_writing import Writer

_BODY, _SECTION = W + "body", W + "sectPr"
_TRACKED = [
    W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange"),
        *("trPrChange", "tcPrChange", "customXmlInsRangeStart", "customXmlDelRangeStart"),
    )
]


class RedlineError(ValueError):
    """No redline can be made of these files; the message says why, in Chinese."""


def redline(old: bytes, new: bytes, *, author: str, at: datetime) -> bytes:
    """The .docx `new`, with what became of `old` as changes by this author at this time.

    The time knows its zone. The same files, author and time give the same bytes. Raises RedlineError for a
    file with tracked changes and for a result that does not read back, package.PackageError for no Word file.
    """
    old_parts, parts = package.entries(old), package.entries(new)
    name = main_part(parts)
    old_body, body = body_of(old_parts, main_part(old_parts)), body_of(parts, name)
    meant = said(old_body, ACCEPTED), said(body, ACCEPTED)
    parts = redline_old.adapted(old_body, old_parts, parts)
    writer = Writer(author=author, at=at)
    made = redline_tables.story(redline_tables.blocks(old_body), redline_tables.blocks(body), writer)
    sections = [deepcopy(child) for child in body if child.tag == _SECTION]
    body[:] = [*made, *sections]
    blob = etree.tostring(body.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    read_back(body_of(parts | {name: blob}, name, is_redline=True), *meant)
    return package.assembled(package.record(each, found) for each, found in (parts | {name: blob}).items())


def main_part(parts: dict[str, bytes]) -> str:
    """The name of the document's part."""
    for relationship in opened(parts, "_rels/.rels").iter("{*}Relationship"):
        if str(relationship.get("Type")).endswith("/officeDocument"):
            return str(relationship.get("Target")).lstrip("/")
    raise package.PackageError("这不是 Word 文档（.docx）。")


def opened(parts: dict[str, bytes], name: str) -> etree._Element:
    """The root of a part."""
    try:
        return package.xml(parts[name])
    except KeyError as error:
        raise package.PackageError(f"文件里缺少 {name}，这不是 Word 文档（.docx）。") from error
    except etree.XMLSyntaxError as error:
        raise package.PackageError(f"{name} 的 XML 有误（第 {error.lineno} 行）。") from error


def body_of(parts: dict[str, bytes], name: str, *, is_redline: bool = False) -> etree._Element:
    """The body of a document without tracked changes, or of a redline."""
    root = opened(parts, name)
    body = root.find(_BODY)
    if body is None:
        raise package.PackageError(f"{name} 里没有正文，这不是 Word 文档（.docx）。")
    if not is_redline and next(root.iter(*_TRACKED), None) is not None:
        raise RedlineError("文件里已经有修订，请先在 Word 里全部接受或拒绝，再生成修订稿。")
    return body


def said(body: etree._Element, left_out: Collection[str]) -> list[str]:
    """The paragraphs of a body; an empty one follows a table at its end, as in Word."""
    found = redline_reading.paragraphs(body, left_out)
    return found if redline_tables.ends_with_paragraph(body) else [*found, ""]


def read_back(body: etree._Element, old: list[str], new: list[str]) -> None:
    """Refuse a redline that does not say both texts."""
    try:
        if said(body, ACCEPTED) == new and said(body, REJECTED) == old:
            return
    except redline_reading.Unjoined as error:
        raise RedlineError("修订稿的段落连不起来，没有生成。") from error
    raise RedlineError("修订稿读回来与两份报告的文字不一致，没有生成。")
