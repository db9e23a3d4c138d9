"""Excel workbooks (.xlsx) in and out: lines of texts. Knows nothing of what stands in them."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from collector import cells
from collector.cells import Line
from collector.word import package
from collector.word.package import PackageError

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 4_000_000
# Rows that stand further down are not read: a lone cell may lie at the millionth.
MOST_ROWS = 20_000
MOST_COLUMNS = 30
# Characters in UTF-16 that a cell may hold are 32,767; what is longer ends with MORE.
MOST_CHARACTERS = 32_700
MORE = "……（后面还有，请看原文）"
FONT, SIZE = "宋体", 11
# In points; a row is not higher than the second.
LINE, HIGHEST = 15.0, 405.0
_FONT = InlineFont(rFont=FONT, sz=SIZE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KIND = "Excel 工作簿（.xlsx）"
_SAVE_AS = "请在 Excel 或 WPS 里另存为“Excel 工作簿（.xlsx）”后再试。"
# What a cell must not begin with: a spreadsheet would take it for a formula, in full width too.
_FORMULA = re.compile("[=+@\t\r＝＋－＠-]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class WorkbookError(ValueError):
    """The file can't be read; the message says in Chinese what to do."""


class Number(NamedTuple):
    """A number to write, with the format a spreadsheet shows it in: 0%."""

    value: int | Decimal
    format: str = "General"


class Run(NamedTuple):
    """A stretch of a text to write; `color` is RRGGBB, or nothing for the ordinary one."""

    text: str
    color: str = ""
    is_struck: bool = False
    is_underlined: bool = False


# A tuple of runs is one text, parts of which look otherwise.
Value = str | int | Number | tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet to write: its name, the heads with the widths of their columns in characters, and the rows.

    The rows above and the columns before the cell `frozen` stay in sight. `is_landscape`: it is printed on A4
    across, as wide as the paper, the heads on every page.
    """

    name: str
    heads: Mapping[str, int]
    rows: Sequence[Sequence[Value]]
    frozen: str = "A2"
    is_landscape: bool = False


def lines(data: bytes, sheet: str = "") -> list[Line]:
    """The filled rows of the sheet of that name, or of the first one. Raises WorkbookError."""
    parts = _checked(data)
    try:
        # Formulas stay formulas: what was worked out last time is nobody's word.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            found = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
            # Both limits are given: what the file says of its size need not be so.
            rows = found.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
            # Read row by row, openpyxl leaves out what is merged.
            merged = cells.merges(parts[found._worksheet_path.lstrip("/")])
            return list(cells.lines(rows, cells.by_row(merged, MOST_COLUMNS)))
        finally:
            book.close()
    except Exception as error:
        # The parts are well-formed; whatever else is wrong with them, openpyxl has many ways to say so.
        raise WorkbookError(f"文件读不出来，可能已损坏。{_SAVE_AS}") from error


def _checked(data: bytes) -> dict[str, bytes]:
    """The parts, by name. Refuses what is no .xlsx within the limits, before anything of it is parsed."""
    if not data:
        raise WorkbookError("文件是空的，请重新选择。")
    if len(data) > LARGEST:
        raise WorkbookError(f"文件有 {len(data):,} 字节，最多 {LARGEST:,} 字节。请只留名单，另存后再试。")
    if data.startswith(_OLE):
        raise WorkbookError(_of_ole(data))
    if not data.startswith(b"PK"):
        raise WorkbookError(f"这不是 {_KIND}；.csv、.txt 等格式{_SAVE_AS}")
    try:
        parts = package.entries(data, _KIND)
        _check_parts(parts)
    except PackageError as error:
        raise WorkbookError(f"{error}{_SAVE_AS}") from error
    return parts


def _of_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "文件设了打开密码（已加密），请取消密码、另存后再试。"
    return f"这是旧格式的文件（.xls 或 .et），{_SAVE_AS}"


def _check_parts(parts: Mapping[str, bytes]) -> None:
    if any(name.casefold().endswith("vbaproject.bin") for name in parts):
        raise PackageError("文件含有宏（.xlsm），不能接受。")
    if "xl/workbook.xml" not in parts:
        raise PackageError(f"这不是 {_KIND}。")
    for name, blob in parts.items():
        if package.is_xml(name):
            try:
                package.xml(blob)
            except SyntaxError as error:
                raise PackageError(f"{name}：XML 有误。") from error
            except PackageError as error:
                raise PackageError(f"{name}：{error}") from error


def written(sheets: Sequence[Sheet], title: str = "") -> bytes:
    """The workbook. Every text is a text, and never a formula where the file is opened."""
    book = Workbook(write_only=True)
    book.properties.creator = ""
    book.properties.title = _NOT_IN_XML.sub("", title) or None
    for each in sheets:
        page = book.create_sheet(each.name)
        page.freeze_panes = each.frozen
        for column, width in enumerate(each.heads.values()):
            page.column_dimensions[cells.letter(column)].width = width
        if each.is_landscape:
            _set_up(page)
        page.append([_written(page, head, is_head=True) for head in each.heads])
        for number, row in enumerate(each.rows, 2):
            if each.is_landscape:
                page.row_dimensions[number].height = _height(row, each.heads.values())
            page.append([_written(page, value) for value in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _set_up(page: Any) -> None:
    """How a sheet is printed."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.75)
    page.print_title_rows = "1:1"
    page.HeaderFooter.oddFooter.center.text = "第 &P 页，共 &N 页"


def _height(row: Sequence[Value], widths: Iterable[int]) -> float:
    """How high a row is that shows all its text, in points, up to what a row can be.

    A 汉字 is two characters wide. What opens the file need not work the height out by itself.
    """
    lines = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str | tuple) and not isinstance(value, Number):
            text = value if isinstance(value, str) else "".join(run.text for run in value)
            room = max(width - 2, 1)
            lines = max(
                lines, sum(-(-len(part.encode("gbk", "replace")) // room) or 1 for part in text.split("\n"))
            )
    return min(lines * LINE, HIGHEST)


def _written(page: Any, value: Value, *, is_head: bool = False) -> Any:
    if isinstance(value, int | Number):
        number = value if isinstance(value, Number) else Number(value)
        cell = WriteOnlyCell(page, number.value)
        cell.number_format = number.format
        cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)
    else:
        text = harmless(value) if isinstance(value, str) else _rich(value)
        cell = WriteOnlyCell(page, text or None)
        # A text without one is no valid cell.
        cell.data_type = "s" if text else "n"
        # So that 0012 stays 0012 when somebody types it again.
        cell.number_format = "@"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.font = Font(name=FONT, size=SIZE, bold=is_head)
    return cell


def _rich(runs: tuple[Run, ...]) -> CellRichText | str:
    """The runs as one text, which begins as harmlessly as any other."""
    texts = [_NOT_IN_XML.sub("", run.text) for run in runs]
    parts = [TextBlock(_FONT, "'")] if _FORMULA.match("".join(texts)) else []
    room = MOST_CHARACTERS
    for run, text in zip(runs, texts, strict=True):
        kept = _fitting(text, room)
        if kept:
            parts.append(TextBlock(_font(run), kept))
        if kept != text:
            break
        room -= _units(text)
    return CellRichText(parts) if parts else ""


def _font(run: Run) -> InlineFont:
    if run[1:] == Run("")[1:]:
        return _FONT
    return InlineFont(
        rFont=FONT,
        sz=SIZE,
        color=f"FF{run.color}" if run.color else None,
        strike=run.is_struck or None,
        u="single" if run.is_underlined else None,
    )


def harmless(text: str) -> str:
    """`text` as a cell may hold it, an apostrophe before what a spreadsheet would take for a formula."""
    text = _fitting(_NOT_IN_XML.sub("", text), MOST_CHARACTERS)
    return f"'{text}" if _FORMULA.match(text) else text


def _fitting(text: str, room: int) -> str:
    """The text, or its beginning and MORE where it is longer than `room`."""
    if _units(text) <= room:
        return text
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + MORE


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
