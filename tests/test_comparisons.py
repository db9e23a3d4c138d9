"""A comparison as a workbook, read back as a spreadsheet would read it."""

import io
import zipfile
from decimal import Decimal

import plain_definitions
import pytest
import sample_answers
from openpyxl import load_workbook
from plain_definitions import asked

from collector import comparisons, workbooks
from collector.compare import changes, reports, trends
from collector.statement import answers
from collector.statement.states import NONE
from collector.workbooks import Number, Run, Sheet

NAMES = comparisons.sides("2025年", "2026年")
TIMES = asked("times", "integer", label="次数", unit="次")
ITEMS = asked("items", "list", label="几项", none_allowed=True)
WORDS = asked("words", "paragraphs", label="事例", own_words=True)


def book(*questions, then, now, **keys):
    """The workbook of two sets of answers to these questions."""
    definition = plain_definitions.definition(*questions)
    found = changes.changes(definition, then, now)
    return load_workbook(io.BytesIO(comparisons.workbook(found, NAMES, title="对比", **keys)), rich_text=True)


def row(question, then, now):
    """The one row of a question's comparison, as head to value; the marked text as its pieces."""
    name = question.name
    sides = ({} if typed is None else {name: typed} for typed in (then, now))
    sheet = book(question, then=next(sides), now=next(sides))["逐题对比"]
    heads, cells = ([cell.value for cell in line] for line in sheet.iter_rows(max_row=2))
    return {head.partition("（")[0]: cell for head, cell in zip(heads, cells, strict=True)}


def test_a_number_is_a_number_with_its_difference_and_percentage():
    found = row(TIMES, "4", "11")
    assert found["部分"] == "部分 first"
    assert (found["问题"], found["单位"]) == ("次数", "次")
    assert (found["2025年"], found["2026年"], found["变化"]) == (4, 11, 7)
    assert found["变化率"] == pytest.approx(1.75)
    assert (found["有无变化"], found["标注"]) == ("有变化", "大幅变化")
    assert row(asked("h", "decimal"), "0.3", "0.1")["变化"] == pytest.approx(-0.2)


def test_open_none_and_unasked_answers_are_said_in_words():
    assert [row(TIMES, None, NONE)[head] for head in ("2025年", "2026年", "变化", "变化率")] == [
        "未填",
        0,
        None,
        None,
    ]
    found = row(ITEMS, NONE, ["甲", "乙"])
    assert (found["2025年"], found["2026年"], found["新增"], found["减少"]) == (
        "没有",
        "甲、乙",
        "甲\n乙",
        None,
    )
    definition = sample_answers.definition()
    then = {"cybersecurity_training": "是", "cybersecurity_training_count": "2"}
    (change,) = (
        each
        for each in changes.changes(definition, then, then | {"cybersecurity_training": "否"})
        if each.question.name == "cybersecurity_training_count"
    )
    assert comparisons.both(change) == ("2次", "未问到")


def test_a_date_is_a_text_and_own_words_are_named():
    assert row(asked("held", "date"), "2025-11-20", "2026-1-5")["2026年"] == "2026年1月5日"
    assert row(WORDS, "甲。", "乙。")["本人填写"] == "是"


def test_marked_text_is_struck_out_and_underlined_in_one_cell():
    found = row(WORDS, "学习党的三中全会精神。\n甲。", "学习党的四中全会精神。\n甲。")["文字对比"]
    looks = [
        (piece.text, bool(piece.font.strike), piece.font.u, piece.font.color and piece.font.color.rgb)
        for piece in found
    ]
    assert looks == [
        ("学习党的", False, None, None),
        ("三", True, None, f"FF{comparisons.RED}"),
        ("四", False, "single", f"FF{comparisons.GREEN}"),
        ("中全会精神。\n甲。", False, None, None),
    ]


def test_an_unchanged_text_has_no_marks():
    assert row(WORDS, "甲。", "甲。")["文字对比"] is None
    assert row(WORDS, "甲。", "甲。")["有无变化"] == "未变"


@pytest.mark.parametrize(
    ("then", "now"), [("=1+1", "=1+2"), ("甲", "=1+1"), ("@SUM(1)", "－1"), ("-1", "甲")]
)
def test_no_answer_becomes_a_formula_marked_or_not(then, now):
    data = comparisons.workbook(
        changes.changes(plain_definitions.definition(WORDS, ITEMS), {"words": then}, {"words": now}),
        comparisons.sides("=年", "=年"),
        title="=1",
        texts=(["=2+2"], ["=1+3"]),
    )
    for sheet in load_workbook(io.BytesIO(data)):
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type in ("s", "n")
                assert cell.data_type == "n" or not str(cell.value).startswith(("=", "+", "-", "@", "－"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert all(b"<f>" not in archive.read(name) for name in archive.namelist())


def test_the_notes_say_what_stands_out():
    then = plain_definitions.definition(TIMES, asked("old"), asked("it"))
    now = plain_definitions.definition(TIMES, asked("new"), asked("it", "list"), ITEMS)
    by_name = changes.by_name(
        changes.changes(
            now,
            {"times": "0", "items": ["甲", "乙"]},
            {"times": "3", "items": ["乙", "甲"]},
            then,
        )
    )
    assert comparisons.notes(by_name["new"], NAMES) == ["只在2026年有此题"]
    assert comparisons.notes(by_name["old"], NAMES) == ["只在2025年有此题"]
    assert comparisons.notes(by_name["it"], NAMES) == ["题型与2025年不同，不能比较"]
    assert comparisons.notes(by_name["times"], NAMES) == ["大幅变化"]
    reordered = changes.changes(
        plain_definitions.definition(ITEMS), {"items": ["甲", "乙"]}, {"items": ["乙", "甲"]}
    )
    assert comparisons.notes(reordered[0], NAMES) == ["只是次序不同"]


@pytest.mark.parametrize(("years", "told"), [(1, []), (2, ["持平"]), (3, ["三年未变"]), (12, ["十二年未变"])])
def test_how_long_a_figure_has_not_changed_is_a_note(years, told):
    series = trends.Series(question=TIMES, values=tuple((2010 + year, Decimal(7)) for year in range(years)))
    assert comparisons.unchanged(series) == told


@pytest.mark.parametrize(
    ("percent", "text"),
    [("33.33", "33%"), ("-12.5", "13%"), ("100", "100%"), ("0.44", "0.4%"), ("0.01", "0.1%"), ("0", "0%")],
)
def test_percentages_are_rounded_as_people_round(percent, text):
    assert comparisons.percent(Decimal(percent)) == text


def test_figures_stand_by_year_with_gaps_left_open():
    definition = plain_definitions.definition(TIMES, asked("line"))
    typed = {2022: "8", 2024: None, 2025: "9", 2026: "9"}
    read = {
        year: answers.read(definition, {} if number is None else {"times": number})
        for year, number in typed.items()
    }
    data = comparisons.workbook(
        changes.of_readings(definition, read[2025], read[2026]),
        NAMES,
        title="对比",
        series=trends.series(definition, read),
    )
    sheet = load_workbook(io.BytesIO(data))["历年数字"]
    assert [[cell.value for cell in line] for line in sheet.iter_rows()] == [
        ["部分", "问题", "单位", "2022年", "2024年", "2025年", "2026年", "标注"],
        ["部分 first", "次数", "次", 8, None, 9, 9, "持平"],
    ]


def test_the_whole_text_has_a_row_for_every_paragraph():
    texts = (["标题", "第一段原来的话。", "要删去的一段。"], ["标题", "第一段现在的话。", "", "新的一段话。"])
    sheet = book(WORDS, then={}, now={}, texts=texts)["全文对比"]
    rows = [[line[0].value, line[1].value, str(line[2].value)] for line in sheet.iter_rows(min_row=2)]
    assert rows[:2] == [[1, None, "标题"], [2, "有变化", "第一段原来现在的话。"]]
    assert all(changed == "有变化" for _, changed, _ in rows[2:])


def test_a_sheet_is_printed_across_a4_with_its_heads_and_its_questions_in_sight():
    found = book(TIMES, then={}, now={}, texts=(["甲"], ["乙"]))
    assert found.properties.title == "对比"
    for sheet in found:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
    assert found["逐题对比"].freeze_panes == "C2"


def test_a_row_is_high_enough_for_its_longest_cell():
    sheet = book(TIMES, WORDS, then={}, now={"times": "1", "words": "水" * 200})["逐题对比"]
    assert sheet.row_dimensions[2].height == workbooks.LINE
    assert sheet.row_dimensions[3].height == workbooks.LINE * -(-400 // 26)


def test_two_of_one_name_are_told_apart():
    assert comparisons.sides("2026年", "2026年") == comparisons.Sides(then="2026年（前）", now="2026年（后）")


def written(*runs):
    """What is read back of one text of runs."""
    data = workbooks.written([Sheet(name="一", heads={"甲": 9}, rows=[(tuple(runs),)])])
    return load_workbook(io.BytesIO(data), rich_text=True)["一"]["A2"].value


def test_runs_are_read_back_with_their_blanks_and_without_what_no_file_may_hold():
    assert str(written(Run(" 甲\n"), Run(" 乙 ", is_struck=True), Run("\x07\ud800"))) == " 甲\n 乙 "
    assert written(Run(""), Run("\x07")) is None


def test_a_text_that_begins_like_a_formula_over_two_runs_is_none():
    assert str(written(Run("\x00"), Run("=1+1"))).startswith("'=")


def test_a_text_longer_than_a_cell_ends_with_a_word_about_it():
    for value in ("水" * 40_000, (Run("水" * 30_000), Run("文" * 10_000, is_struck=True))):
        data = workbooks.written([Sheet(name="一", heads={"甲": 9}, rows=[(value,)])])
        text = str(load_workbook(io.BytesIO(data), rich_text=True)["一"]["A2"].value)
        assert text.endswith(workbooks.MORE)
        assert len(text) < 32_767


def test_a_number_keeps_its_format():
    data = workbooks.written([Sheet(name="一", heads={"甲": 9}, rows=[(Number(Decimal("0.5"), "0%"),)])])
    cell = load_workbook(io.BytesIO(data))["一"]["A2"]
    assert (cell.value, cell.number_format, cell.data_type) == (0.5, "0%", "n")


@pytest.mark.parametrize(
    ("then", "now", "lines"),
    [
        (["甲甲甲。", "乙乙乙。"], ["甲甲甲。", "乙乙乙。"], ["甲甲甲。", "乙乙乙。"]),
        (["甲甲甲。"], ["甲甲甲。", "乙乙乙。"], ["甲甲甲。", "{+乙乙乙。+}"]),
        (["甲甲甲。", "乙乙乙。"], ["乙乙乙。"], ["[-甲甲甲。-]", "乙乙乙。"]),
        (["甲甲甲。乙乙乙。"], ["甲甲甲。", "乙乙乙。"], ["甲甲甲。{+¶+}", "乙乙乙。"]),
        (["甲甲甲。", "乙乙乙。"], ["甲甲甲。乙乙乙。"], ["甲甲甲。[-¶-]", "乙乙乙。"]),
        (["甲甲\n甲。 ", "", "　"], ["甲甲甲。"], ["甲甲甲。"]),
        ([], ["甲。"], ["{+甲。+}"]),
        ([], [], []),
    ],
)
def test_whole_reports_are_marked_paragraph_by_paragraph(then, now, lines):
    around = {"same": ("", ""), "gone": ("[-", "-]"), "come": ("{+", "+}")}
    found = reports.marked(then, now)
    assert ["".join(mark.text.join(around[mark.kind]) for mark in line) for line in found] == lines
