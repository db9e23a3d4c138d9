"""A comparison in words, and as a workbook: question by question, figures over the years, the whole text.

Takes what `compare` found and knows no database, no page and no file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from collector import workbooks
from collector.compare import reports
from collector.compare.changes import SWING, Change
from collector.compare.marks import Mark
from collector.compare.trends import UNPRINTED, Series
from collector.statement import answer_text, numerals
from collector.statement.readings import Reading
from collector.statement.states import NONE
from collector.workbooks import Number, Run, Sheet, Value

# From how many statements in a row with one number on this is said, and from how many on with their number.
LEAST_UNCHANGED, STILL = 2, 3
# Of own words that stood in another report: lightly edited ones, or with other figures, are among them.
ALIKE = "相同或相近"
TENTH = Decimal("0.1")
RED, GREEN, BLUE = "B3261E", "1B6E3C", "1B4B82"
LOOKS = {
    "same": Run(""),
    "gone": Run("", RED, is_struck=True),
    "come": Run("", GREEN, is_underlined=True),
    "moved_from": Run("", BLUE, is_struck=True),
    "moved_to": Run("", BLUE, is_underlined=True),
}
LEGEND = "红字加删除线为删去，绿字加下划线为新增，蓝字为移动"


@dataclass(frozen=True, kw_only=True)
class Sides:
    """What the two statements are called: 2025年, 2026年; 第1次提交, 第2次提交."""

    then: str
    now: str


def sides(then: str, now: str) -> Sides:
    """The names of the two, told apart where they are the same."""
    if then == now:
        then, now = f"{then}（前）", f"{now}（后）"
    return Sides(then=then, now=now)


def both(change: Change) -> tuple[str, str]:
    """What the two statements say, each in one text."""
    return (
        UNPRINTED if change.then_unprinted else answer(change.then_reading, is_relevant=change.then_relevant),
        UNPRINTED if change.now_unprinted else answer(change.now_reading, is_relevant=change.now_relevant),
    )


def answer(found: Reading | None, *, is_relevant: bool) -> str:
    """What one statement says, in one text; nothing where it has no such question."""
    if found is None:
        return ""
    if not is_relevant:
        return "未问到"
    if found.value is NONE:
        return "0" + found.question.unit if answer_text.number(found) is not None else "没有"
    return answer_text.text(found) or "未填"


def notes(change: Change, names: Sides, series: Series | None = None) -> list[str]:
    """What a reader should know of a change besides the two answers; nothing for an ordinary one."""
    found = []
    if change.is_other_kind:
        found.append(f"题型与{names.then}不同，不能比较")
    elif change.asked != "both":
        found.append(f"只在{names.now if change.asked == 'now' else names.then}有此题")
    if change.is_swing:
        found.append("大幅变化")
    if change.is_reordered:
        found.append("只是次序不同")
    return [*found, *unchanged(series)]


def unchanged(series: Series | None) -> list[str]:
    """持平, or 三年未变, where a figure stayed as it was."""
    if series is None or series.unchanged_years < LEAST_UNCHANGED:
        return []
    if series.unchanged_years < STILL:
        return ["持平"]
    return [f"{numerals.written(series.unchanged_years, 'liang')}年未变"]


def unprinted(found: Iterable[Change]) -> str:
    """How many questions could not be compared, in words; "" for none."""
    number = sum(not change.is_known for change in found)
    return f"{number} 题{UNPRINTED}" if number else ""


def percent(value: Decimal) -> str:
    """A change in percent, without a sign: 33%; below one percent 0.4%.

    With one decimal, too, where a whole number would say something else of it: 50.1% is beyond half, 99.9%
    less is not nothing.
    """
    size = abs(value)
    whole = size.quantize(Decimal(1), ROUND_HALF_UP)
    if size > SWING >= whole:
        return f"{size.quantize(TENTH, ROUND_UP)}%"
    if size < 100 <= whole and value < 0:
        return f"{size.quantize(TENTH, ROUND_DOWN)}%"
    if size >= 1 or not size:
        return f"{whole}%"
    return f"{max(size.quantize(TENTH, ROUND_HALF_UP), TENTH)}%"


def rate_cell(value: Decimal | None) -> Value:
    """The same as a cell, with its sign."""
    if value is None:
        return ""
    shown = percent(value)
    digits = "0.0%" if "." in shown else "0%"
    number = Decimal(shown.rstrip("%")) if "." in shown else abs(value).quantize(TENTH)
    return Number(number.copy_sign(value) / 100, f"+{digits};-{digits};0%")


def workbook(
    found: Iterable[Change],
    names: Sides,
    *,
    title: str,
    series: Mapping[str, Series] | None = None,
    texts: tuple[Sequence[str], Sequence[str]] | None = None,
) -> bytes:
    """The comparison as an .xlsx.

    `series` by name, up to the statement of now, adds the sheet of figures; `texts`, the paragraphs of then
    and of now, that of the whole report. Questions that neither statement asked are left out.
    """
    shown = [change for change in found if change.is_relevant]
    sheets = [questions(shown, names, series or {})]
    if series:
        sheets.append(figures(shown, series))
    if texts:
        sheets.append(whole(*texts))
    return workbooks.written(sheets, title)


def questions(found: Sequence[Change], names: Sides, series: Mapping[str, Series]) -> Sheet:
    """The sheet with a row for every question."""
    widths = {"部分": 22, "问题": 26, "单位": 6, names.then: 28, names.now: 28, "有无变化": 9, "变化": 8}
    widths |= {"变化率": 8, "标注": 18, "本人填写": 9, "新增": 22, "减少": 22, f"文字对比（{LEGEND}）": 60}
    rows = [row(change, names, series.get(change.question.name)) for change in found]
    if told := unprinted(found):
        rows.append(("", f"{told}，没有比较", *[""] * (len(widths) - 2)))
    return Sheet(name="逐题对比", heads=widths, rows=rows, frozen="C2", is_landscape=True)


def row(change: Change, names: Sides, series: Series | None) -> tuple[Value, ...]:
    """One question as cells."""
    difference = change.difference
    then, now = both(change)
    return (
        change.section.title,
        change.question.label,
        change.question.unit,
        cell(then, change.number_then),
        cell(now, change.number_now),
        "有变化" if change.is_changed else "未变" if change.is_known else "未比较",
        "" if difference is None else Number(difference, "+General;-General;0"),
        rate_cell(change.percent),
        "、".join(notes(change, names, series)),
        "是" if change.is_own_words else "",
        "\n".join(change.come),
        "\n".join(change.gone),
        runs(change.marks) if change.is_changed else "",
    )


def cell(text: str, number: Decimal | None) -> Value:
    """One answer as a cell: a number where it is one, its unit being in a column of its own."""
    return text if number is None else Number(number)


def runs(marks: Iterable[Mark]) -> tuple[Run, ...]:
    """Marks as one text that shows them."""
    return tuple(LOOKS[mark.kind]._replace(text=mark.text) for mark in marks)


def figures(found: Iterable[Change], series: Mapping[str, Series]) -> Sheet:
    """The sheet of every figure in every year."""
    years = sorted({year for each in series.values() for year, _ in each.values})
    widths = {"部分": 22, "问题": 36, "单位": 8, **{f"{year}年": 10 for year in years}, "标注": 16}
    rows: list[tuple[Value, ...]] = []
    for change in found:
        if figure := series.get(change.question.name):
            numbers = dict(figure.values)
            cells = [figure_cell(figure, year, numbers.get(year)) for year in years]
            label, unit = change.question.label, change.question.unit
            rows.append((change.section.title, label, unit, *cells, "、".join(unchanged(figure))))
    return Sheet(name="历年数字", heads=widths, rows=rows, frozen="C2", is_landscape=True)


def figure_cell(figure: Series, year: int, number: Decimal | None) -> Value:
    """A figure of one year as a cell: empty where it is open."""
    if number is None:
        return UNPRINTED if year in figure.unprinted else ""
    return Number(number)


def whole(then: Sequence[str], now: Sequence[str]) -> Sheet:
    """The sheet of the whole report, a paragraph a row."""
    rows = [
        (number, "有变化" if any(mark.kind != "same" for mark in line) else "", runs(line))
        for number, line in enumerate(reports.marked(then, now), 1)
    ]
    return Sheet(
        name="全文对比",
        heads={"段": 6, "有无变化": 10, f"全文（{LEGEND}）": 110},
        rows=rows,
        is_landscape=True,
    )
