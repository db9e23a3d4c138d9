"""The cells of a sheet (.xlsx) as texts, merged ones too. Knows nothing of what stands in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from collector.word import package

# Excel keeps 15 digits of a number.
MOST_DIGITS = 15
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell as text; `problem` says in Chinese why it isn't taken for one, and what to do.

    `merged` names the cells it is merged with (D3:D5), where its text stands in the first of them.
    """

    text: str = ""
    problem: str = ""
    merged: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A row of a sheet that has something in it, by its number there."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Merge:
    """Cells merged into one, D3:D5: rows from 1, columns from 0, the last ones included."""

    name: str
    rows: range
    columns: range


def merges(blob: bytes) -> list[Merge]:
    """What is merged in a sheet's part, by the first row."""
    found = []
    for element in package.xml(blob).iter("{*}mergeCell"):
        match = _RANGE.fullmatch(element.get("ref", ""))
        if match is not None:
            left, top, right, bottom = match.groups()
            rows, columns = range(int(top), int(bottom) + 1), range(_place(left), _place(right) + 1)
            found.append(Merge(name=match[0], rows=rows, columns=columns))
    return sorted(found, key=lambda each: each.rows.start)


def letter(column: int) -> str:
    """The name of a column, the first being 0: A."""
    before, last = divmod(column, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _place(letters: str) -> int:
    """The column of that name, A being 0."""
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - ord("A") + 1
    return number - 1


def by_row(found: list[Merge], most_columns: int) -> Iterator[list[Merge]]:
    """What lies in row 1, row 2, … within the columns, without end. Raises ValueError where they overlap."""
    coming = [each for each in reversed(found) if each.columns.start < most_columns]
    here: list[Merge] = []
    row = 0
    while True:
        row += 1
        here = [each for each in here if row in each.rows]
        while coming and coming[-1].rows.start <= row:
            here.append(coming.pop())
        if len(here) > most_columns:
            raise ValueError(f"merged cells overlap in row {row}")
        yield here


def lines(rows: Iterator[Any], merged: Iterator[list[Merge]]) -> Iterator[Line]:
    """The rows that have something in them, row by row; the text of a merged cell is in all its rows."""
    first: dict[str, Cell] = {}
    for number, (row, here) in enumerate(zip(rows, merged, strict=False), 1):
        row_cells = [_cell(each) for each in row]
        is_filled = any(each.text or each.problem for each in row_cells)
        for merge in here:
            _spread(merge, number, row_cells, first)
        if is_filled:
            yield Line(number=number, cells=tuple(row_cells))


def _spread(merge: Merge, row: int, row_cells: list[Cell], first: dict[str, Cell]) -> None:
    """Let a text hold for all rows that its cell is merged over; to the right it says nothing."""
    place, *others = merge.columns
    if row == merge.rows.start:
        first[merge.name] = row_cells[place]
    else:
        row_cells[place] = replace(first.get(merge.name, Cell()), merged=merge.name)
    for other in others:
        if other < len(row_cells):
            message = f"与 {letter(place)} 列合并成一格了（{merge.name}），请取消合并，分开填写"
            row_cells[other] = Cell(problem=message, merged=merge.name)


def _cell(cell: Any) -> Cell:
    value, kind = cell.value, cell.data_type
    if value is None or value == "":
        return Cell()
    if kind == "f":
        return Cell(problem="是公式，请复制后“选择性粘贴”为数值")
    if kind == "e":
        return Cell(problem=f"是错误值 {value}，请改正")
    if isinstance(value, bool):
        return Cell(problem="是逻辑值，请改成文字")
    if isinstance(value, date | time | timedelta):
        return Cell(problem="是日期或时间，请把单元格设成“文本”后重填")
    if isinstance(value, int | float):
        return _number(value)
    return Cell(text=str(value).strip())


def _number(value: float) -> Cell:
    if abs(value) >= 10**MOST_DIGITS:
        return Cell(problem=f"是超过 {MOST_DIGITS} 位的数字，末尾可能已丢失，请把单元格设成“文本”后重填")
    return Cell(text=str(int(value) if value == int(value) else value))
