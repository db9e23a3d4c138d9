"""`collector compare --xlsx`: the workbook, and where it is written."""

import io

import pytest
from openpyxl import load_workbook


def test_a_workbook_is_written_with_its_three_sheets(run, old, new, tmp_path):
    result = run("compare", old, new, "--xlsx", tmp_path / "对比.xlsx")
    assert result.exit_code == 0
    assert result.output.startswith(f"已写入 {tmp_path / '对比.xlsx'}：共 103 题：67 题有变化")
    book = load_workbook(tmp_path / "对比.xlsx")
    assert book.sheetnames == ["逐题对比", "历年数字", "全文对比"]
    assert [cell.value for cell in book["逐题对比"][1]][3:5] == ["2025年", "2026年"]
    assert book["逐题对比"].max_row == 104
    assert book.properties.title == "述责述廉报告：2025年 → 2026年"
    same = run("compare", old, old, "--xlsx", "-")
    assert load_workbook(io.BytesIO(same.stdout_bytes)).sheetnames == ["逐题对比", "全文对比"]


@pytest.mark.parametrize("spelling", ["itself", "with dots", "symlink", "hard link"])
@pytest.mark.parametrize("is_old", [True, False])
def test_a_workbook_never_replaces_what_is_compared(run, old, new, tmp_path, spelling, is_old):
    path = old if is_old else new
    target = tmp_path / "link.xlsx"
    if spelling == "symlink":
        target.symlink_to(path)
    elif spelling == "hard link":
        target.hardlink_to(path)
    else:
        target = path if spelling == "itself" else tmp_path / ".." / tmp_path.name / path.name
    before = path.read_bytes()
    result = run("compare", old, new, "--xlsx", target)
    assert result.exit_code == 2
    assert result.stderr == f"没有写对比表。{target} 是要比较的文件，请换一个名字\n"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("对比.docx", "要以 .xlsx 结尾"),
        ("folder", "是文件夹"),
        ("missing/对比.xlsx", "写不进"),
        ("去年.json/对比.xlsx", "写不进"),
    ],
)
def test_a_workbook_goes_nowhere_else_than_into_a_file_of_its_kind(run, old, new, tmp_path, name, message):
    (tmp_path / "folder").mkdir()
    (tmp_path / "对比.docx").write_bytes(b"kept")
    result = run("compare", old, new, "--xlsx", tmp_path / name)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("没有写对比表。")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert (tmp_path / "对比.docx").read_bytes() == b"kept"


def test_a_workbook_says_what_a_report_does_not_print(run, new, tmp_path):
    report, made = new.with_suffix(".docx"), tmp_path / "对比.xlsx"
    assert run("fill", new, "-o", report).exit_code == 0
    assert run("compare", report, new, "--xlsx", made).exit_code == 0
    rows = [[cell.value for cell in line] for line in load_workbook(made)["逐题对比"].iter_rows()]
    (before,) = (row for row in rows if row[1] == "调整前党支部数")
    assert before[3:7] == ["报告里没有", 7, "未比较", None]
    assert rows[-1][1] == "10 题报告里没有，没有比较"
