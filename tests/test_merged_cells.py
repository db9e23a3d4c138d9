"""Merged cells of a roster: one text for several rows, or what to mend."""

import io

import excel_samples
import pytest
from excel_samples import person
from openpyxl import load_workbook
from test_rosters import UNITS

from collector import cells, rosters, workbooks

ROWS = (
    person("wuhe", "吴禾", "科员", "监测科"),
    person("lijiang", "李江", None, None),
    person("wangxiaohe", "王小河", "科长", None),
)


def merged(*ranges, rows=ROWS, **more):
    """A workbook in which somebody merged these cells."""
    book = load_workbook(io.BytesIO(excel_samples.saved(*rows, **more)))
    for each in ranges:
        book.active.merge_cells(each)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def faults(data):
    return [str(fault) for fault in rosters.read(data, UNITS, ()).faults]


def test_a_merged_unit_holds_for_all_its_rows():
    found = rosters.read(merged("D2:D4"), UNITS, ())
    assert found.faults == ()
    assert [each.unit_id for each in found.entries] == [2, 2, 2]
    assert [each.position for each in found.entries] == ["科员", "", "科长"]


def test_it_makes_no_people_of_rows_that_have_nothing_else():
    found = rosters.read(merged("D2:D30", "E4:E40"), UNITS, ())
    assert [each.account for each in found.entries] == ["wuhe", "lijiang", "wangxiaohe"]


def test_merged_posts_and_roles_hold_too():
    found = rosters.read(merged("C2:C3", "E2:E4", "D2:D4"), UNITS, ())
    assert [each.position for each in found.entries] == ["科员", "科员", "科长"]
    assert {each.roles for each in found.entries} == {("official",)}


@pytest.mark.parametrize(("column", "letter"), [("账号", "A"), ("姓名", "B")])
def test_who_somebody_is_cannot_be_merged(column, letter):
    assert faults(merged(f"{letter}2:{letter}3", "D2:D4")) == [
        f"第 3 行，{letter} 列“{column}”：几行合并成一格了（{letter}2:{letter}3），请取消合并，每行各填一个"
    ]


def test_cells_merged_across_columns_are_named_with_their_range():
    (fault,) = faults(merged("C4:D4", "D2:D3"))
    assert fault == "第 4 行，D 列“单位”：与 C 列合并成一格了（C4:D4），请取消合并，分开填写"


def test_a_block_is_told_in_every_row_of_it():
    found = faults(merged("C2:D3", "D4:D5"))
    assert [each.partition("：")[0] for each in found] == [
        "第 2 行，D 列“单位”",
        "第 3 行，D 列“单位”",
        "第 4 行，D 列“单位”",
    ]
    assert "请填写单位" in found[2]


def test_a_wrong_unit_of_a_merged_cell_is_told_for_every_row():
    rows = (person("wuhe", unit="无此科"), person("lijiang", unit=None))
    assert [each.partition("：")[0] for each in faults(merged("D2:D3", rows=rows))] == [
        "第 2 行，D 列“单位”",
        "第 3 行，D 列“单位”",
    ]


def test_a_merged_title_above_the_heads_says_nothing():
    rows = (excel_samples.HEADS, *ROWS)
    data = merged("A1:E1", "D3:D5", rows=rows, heads=("江城市水文局人员",))
    assert len(rosters.read(data, UNITS, ()).entries) == 3


def test_merges_far_to_the_right_or_below_do_not_matter():
    data = merged("D2:D4", "AH1:AK9", "A30000:B40000")
    assert len(rosters.read(data, UNITS, ()).entries) == 3


def of_sheet(data, change):
    """The workbook with its sheet's XML changed."""
    name = "xl/worksheets/sheet1.xml"
    return excel_samples.rewritten(data, lambda parts: parts | {name: change(parts[name])})


def test_cells_that_are_merged_over_and_over_are_refused():
    many = b"".join(b'<mergeCell ref="A1:B%d"/>' % row for row in range(2, 60))
    data = of_sheet(merged("A1:B1"), lambda blob: blob.replace(b'<mergeCell ref="A1:B1"/>', many))
    with pytest.raises(workbooks.WorkbookError, match="文件读不出来"):
        workbooks.lines(data)


def test_rows_that_are_not_there_at_all_are_merged_too():
    rows = (person("wuhe", unit="监测科"), *[()] * 20, person("lijiang", unit=None))
    found = rosters.read(merged("D2:D23", rows=rows), UNITS, ())
    assert [(each.row, each.unit_id) for each in found.entries] == [(2, 2), (23, 2)]


def test_columns_are_named_as_excel_does():
    assert [cells.letter(number) for number in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
