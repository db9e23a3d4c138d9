import io
import zipfile
from datetime import datetime, time, timedelta

import excel_samples
import pytest

from collector import workbooks
from collector.workbooks import Sheet

SHEET = "xl/worksheets/sheet1.xml"


def texts(data, sheet=""):
    """Each row's number and what stands in it, blanks at its end left out."""
    found = []
    for line in workbooks.lines(data, sheet):
        row = [cell.text or cell.problem for cell in line.cells]
        while not row[-1]:
            row.pop()
        found.append((line.number, row))
    return found


def of_one(value):
    """What becomes of a cell with that value."""
    (line,) = workbooks.lines(excel_samples.saved(heads=(value,)))
    return line.cells[0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("陈远山", "陈远山"),
        (" 陈远山\n", "陈远山"),
        (10086, "10086"),
        (13800000000.0, "13800000000"),
        (3.5, "3.5"),
        (-7, "-7"),
        ("0012", "0012"),
        ("=1", "是公式"),
        (True, "是逻辑值"),
        (datetime(2026, 11, 20), "是日期或时间"),
        (time(8, 30), "是日期或时间"),
        (timedelta(hours=30), "是日期或时间"),
        (440101199001011234, "是超过 15 位的数字"),
        (1e300, "是超过 15 位的数字"),
        ("#N/A", "是错误值 #N/A"),
    ],
)
def test_a_cell_becomes_a_text_or_says_why_not(value, text):
    found = of_one(value)
    assert found.text == text or found.problem.startswith(text)
    assert bool(found.text) != bool(found.problem)


def test_a_text_that_begins_like_a_formula_is_a_text():
    data = excel_samples.rewritten(
        excel_samples.saved(heads=("甲",)),
        lambda parts: (
            parts | {SHEET: parts[SHEET].replace("甲".encode("ascii", "xmlcharrefreplace"), b"=1+1")}
        ),
    )
    assert texts(data) == [(1, ["=1+1"])]


def test_blank_rows_are_left_out_and_rows_keep_their_numbers():
    data = excel_samples.saved((None, None), ("", "  "), ("甲", None), heads=("头", "二"))
    found = [(number, cells[0]) for number, cells in texts(data)]
    assert found == [(1, "头"), (4, "甲")]


def test_the_named_sheet_is_read_and_otherwise_the_first():
    data = workbooks.written(
        [Sheet(name="说明", heads={"一": 9}, rows=[]), Sheet(name="人员", heads={"二": 9}, rows=[])]
    )
    assert texts(data, "人员") == [(1, ["二"])]
    assert texts(data, "别的") == texts(data) == [(1, ["一"])]


def test_a_size_that_the_file_only_claims_hides_nothing():
    data = excel_samples.rewritten(
        excel_samples.saved(("甲", "乙"), heads=("头", "二")),
        lambda parts: parts | {SHEET: parts[SHEET].replace(b'ref="A1:B2"', b'ref="A1:A1"')},
    )
    assert texts(data) == [(1, ["头", "二"]), (2, ["甲", "乙"])]


@pytest.mark.parametrize("place", [b"A999999999", b"XFD2"])
def test_a_lone_cell_far_away_costs_nothing(place):
    number = place.lstrip(b"AXFD")
    data = excel_samples.rewritten(
        excel_samples.saved(("甲",), heads=("头",)),
        lambda parts: (
            parts
            | {
                SHEET: parts[SHEET]
                .replace(b'<row r="2"', b'<row r="' + number + b'"')
                .replace(b'r="A2"', b'r="' + place + b'"')
            }
        ),
    )
    assert texts(data) == [(1, ["头"])]


def changed(**parts):
    return lambda there: there | parts


BAD = {
    "nothing": (b"", "文件是空的"),
    "too large": (b"PK" + b"x" * workbooks.LARGEST, "最多 4,000,000 字节"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "旧格式的文件（.xls 或 .et）"),
    "an encrypted one": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "已加密",
    ),
    "a csv": ("账号,姓名\nlijiang,李江\n".encode(), ".csv、.txt 等格式"),
    "a broken zip": (b"PK\x03\x04 and so on", "文件打不开：这不是 Excel 工作簿（.xlsx）"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_workbook_is_named_plainly(name):
    data, message = BAD[name]
    with pytest.raises(workbooks.WorkbookError, match="请") as error:
        workbooks.lines(data)
    assert message in str(error.value)


INSIDE = {
    "macros": (lambda parts: parts | {"xl/vbaProject.bin": b"x"}, "含有宏"),
    "no workbook": (lambda parts: {"word/document.xml": b"<a/>"}, "这不是 Excel 工作簿"),
    "a DOCTYPE": (
        lambda parts: parts | {SHEET: b'<!DOCTYPE a [<!ENTITY x "y">]>' + parts[SHEET]},
        "含有 DOCTYPE",
    ),
    "a DOCTYPE in UTF-16": (
        lambda parts: (
            parts
            | {
                SHEET: '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode(
                    "utf-16"
                )
            }
        ),
        "含有 DOCTYPE",
    ),
    "no XML": (lambda parts: parts | {SHEET: b"<worksheet><row"}, "XML 有误"),
    "a part too many": (lambda parts: parts | {f"xl/{n}.bin": b"" for n in range(500)}, "最多 500 个"),
    "much in little": (lambda parts: parts | {"xl/x.bin": b"0" * 5_000_000}, "压缩比超过 100"),
    "too much unpacked": (
        lambda parts: parts | {f"xl/{n}.bin": bytes(range(256)) * 4 * 20_001 for n in range(1)},
        "最多 20,000,000 字节",
    ),
    "no sheet": (lambda parts: {name: blob for name, blob in parts.items() if name != SHEET}, "文件读不出来"),
    "a wrong place": (
        lambda parts: parts | {SHEET: parts[SHEET].replace(b'r="A1"', b'r="!"')},
        "文件读不出来",
    ),
}


@pytest.mark.parametrize("name", INSIDE)
def test_a_workbook_with_something_wrong_in_it_is_refused(name):
    change, message = INSIDE[name]
    with pytest.raises(workbooks.WorkbookError) as error:
        workbooks.lines(excel_samples.rewritten(excel_samples.saved(("甲",)), change))
    assert message in str(error.value)


def test_an_external_link_is_never_followed_and_does_no_harm():
    link = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    link += b'<Relationship Id="a" Type="x/hyperlink" Target="http://127.0.0.1:9/" TargetMode="External"/>'
    link += b"</Relationships>"
    data = excel_samples.rewritten(
        excel_samples.saved(heads=("甲",)), changed(**{"xl/worksheets/_rels/sheet1.xml.rels": link})
    )
    assert texts(data) == [(1, ["甲"])]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_a_written_cell_is_never_a_formula(sign):
    attack = f"{sign}1+cmd|' /C calc'!A0"
    data = workbooks.written([Sheet(name="一", heads={attack: 9}, rows=[(attack,)])])
    found = excel_samples.cells(data)
    assert len(found) == 2
    for cell in found:
        assert cell.data_type == "s"
        assert cell.value.startswith("'")
        assert cell.number_format == "@"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f" not in archive.read(SHEET).replace(b"<font", b"")


def test_a_written_text_is_a_text_even_where_it_reads_like_an_error():
    data = workbooks.written([Sheet(name="一", heads={"#N/A": 9}, rows=[])])
    assert [(cell.value, cell.data_type) for cell in excel_samples.cells(data)] == [("#N/A", "s")]


def test_what_is_written_is_read_back():
    rows = [("0012", "陈远山", 7), ("a<b & c", "第一行\n第二行", 0), ("𠮷", "\x07x\ud800\uffff", 1)]
    data = workbooks.written([Sheet(name="一", heads={"甲": 9, "乙": 9, "丙": 9}, rows=rows)])
    assert excel_samples.opened(data) == {
        "一": [["甲", "乙", "丙"], ["0012", "陈远山", 7], ["a<b & c", "第一行\n第二行", 0], ["𠮷", "x", 1]]
    }
