"""What an uploaded Word file may be, and what is read of it."""

import io
import zipfile

import docx
import pytest
import word_samples
from shipped import COMPLETE, SHIPPED, TEMPLATE
from word_samples import p, r, word_file

from collector.statement import extraction, wording
from collector.word import render, text, uploads
from collector.word.package import PackageError

REPORT = render.fill(TEMPLATE, wording.words(SHIPPED, COMPLETE))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXTERNAL = (
    f'<Relationships xmlns="{word_samples.PACKAGE}/relationships"><Relationship Id="a"'
    f' Type="{word_samples.OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    "</Relationships>"
)


def with_part(name, blob):
    held = io.BytesIO(REPORT)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, blob)
    return held.getvalue()


def test_a_report_opens_as_its_paragraphs():
    upload = uploads.opened(REPORT)
    assert list(upload.paragraphs) == text.plain(REPORT)
    assert not upload.is_revised


@pytest.mark.parametrize(
    ("data", "message"),
    {
        "nothing": (b"", "文件是空的"),
        "a text": (b"# README", "不是 Word 文档"),
        "an old Word file": (OLE + "WordDocument".encode("utf-16-le"), "旧格式"),
        "an encrypted file": (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        "half a file": (REPORT[:2000], "打不开"),
        "macros": (with_part("word/vbaProject.bin", b"x"), "宏"),
        "a link outside": (with_part("word/_rels/more.xml.rels", EXTERNAL), "文件之外"),
        "a document type": (with_part("word/more.xml", "<!DOCTYPE x []><x/>"), "DOCTYPE"),
        "a bomb": (with_part("word/more.xml", b"<x>" + b" " * 19_000_000 + b"</x>"), "压缩比"),
        "too many parts": (
            word_file(p("x"), more={f"word/{number}.xml": "<x/>" for number in range(600)}),
            "部件",
        ),
        "too large": (b"PK" + b"x" * uploads.LARGEST, "最多"),
    }.values(),
)
def test_what_is_no_safe_word_file_is_refused_in_plain_words(data, message):
    with pytest.raises(PackageError, match=message):
        uploads.opened(data)


def test_an_unsafe_file_says_how_to_make_a_safe_one():
    with pytest.raises(PackageError, match="只保留文本"):
        uploads.opened(with_part("word/vbaProject.bin", b"x"))


def test_damaged_xml_is_told_in_chinese_alone():
    with pytest.raises(PackageError) as told:
        uploads.opened(with_part("word/more.xml", b"<w:p x=1></w:p>"))
    assert "word/more.xml：XML 有误（第 1 行）" in str(told.value)
    assert "Specification" not in str(told.value)


def test_tracked_changes_are_read_as_accepted_and_told():
    body = (
        f'<w:p>{r("前")}<w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="a">{r("新")}</w:ins></w:p>'
    )
    upload = uploads.opened(word_file(body))
    assert upload.paragraphs == ("前新",)
    assert upload.is_revised


def in_pieces(paragraphs):
    """The same text by hand in Word: other styles, runs cut anywhere, half of it in a table."""
    document = docx.Document()
    for number, paragraph in enumerate(paragraphs):
        made = document.add_paragraph() if number % 2 else document.add_table(1, 1).cell(0, 0).paragraphs[0]
        for start in range(0, len(paragraph), 3):
            made.add_run(paragraph[start : start + 3]).bold = start % 2 == 0
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_how_the_text_is_cut_into_runs_and_cells_changes_nothing():
    wanted = extraction.extracted(SHIPPED, TEMPLATE, uploads.opened(REPORT).paragraphs)
    found = extraction.extracted(SHIPPED, TEMPLATE, uploads.opened(in_pieces(text.plain(REPORT))).paragraphs)
    assert found.answers == wanted.answers
    assert set(found.doubtful) == set(wanted.doubtful)
