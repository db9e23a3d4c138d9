"""docxtpl itself fills in the same text, and two validators find nothing wrong with it."""

from pathlib import Path

import ooxml_integrity
import openxml_audit
import pytest
from word_samples import by_docxtpl, everywhere, p, r, row, table, unzipped, word_file

from collector.word import official, render, template, text
from collector.word.text import Mark

SOURCE = Path(__file__).parent.parent / "doc_templates" / "integrity.txt"
ROWS = "{%tr for a, b in rows %}"
SAMPLES = {
    "everywhere": (everywhere(), {"word": "中文 and 123"}),
    "paragraphs and conditions": (
        word_file(
            p("{%p if a %}") + p("有{{ a }}") + p("{%p else %}") + p("无") + p("{%p endif %}")
            + p("{%p for b in bs %}") + p(r("{{ b }}", "<w:b/>"), " 完") + p("{%p endfor %}")
            + p("{% if a %}甲{{ a }}，{% endif %}{%- if bs %} 乙{% endif %}")
        ),
        {"a": "一<二&三", "bs": ["第一段", "第二段 ", ""]},
    ),
    "a table by rows": (
        word_file(
            table(row("名", "数"), row(ROWS), row("{{ a }}", "{{ b }}人"), row("{%tr endfor %}"))
            + p("完{{ c }}")
        ),
        {"rows": [("甲", "1"), ("乙&丙", "2"), ("", "")], "c": "。"},
    ),
    "a table without rows": (
        word_file(table(row("名", "数"), row(ROWS), row("{{ a }}", "{{ b }}"), row("{%tr endfor %}"))),
        {"rows": []},
    ),
    "tags cut into runs, breaks, blanks": (
        word_file(
            f"<w:p>{r('甲{')}{r('{ a')}{r(' }')}{r('}乙')}{r(' 丙 ', space='')}</w:p>"
            "<w:p><w:r><w:t>丁</w:t><w:br/></w:r></w:p>"
            + p("一\n二\t{{ a }}", r(" {{ a }} ", space=""))
        ),
        {"a": "“引号” & x"},
    ),
    "an indent and an entity": (
        word_file(f'<w:p><w:pPr><w:ind w:rightChars="{{{{ i }}}}"/></w:pPr>{r("&lt;署名&gt;{{ a }}")}</w:p>'),
        {"i": "450", "a": "陈远山"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES)
def test_docxtpl_itself_gives_the_same_text(sample):
    data, words = SAMPLES[sample]
    loaded = template.load(data)
    ours, theirs = (unzipped(made) for made in (render.fill(loaded, words), by_docxtpl(data, words)))
    for part in loaded.parts:
        if isinstance(part, template.Part) and part.name.startswith("word/"):
            assert part.plain(ours[part.name]) == part.plain(theirs[part.name])
    if "docProps/core.xml" in ours:
        meant = text.properties(ours["docProps/core.xml"])
        # docxtpl adds the properties that are missing, empty.
        assert [line for line in text.properties(theirs["docProps/core.xml"]) if line] == meant


def official_words(loaded, *, is_open):
    one = Mark("“**问题”和“**问题”") if is_open else "江城水文局 <&> 2026"
    listed = {0: [one, one]} | {columns: [(one,) * columns] * 2 for columns in range(1, 9)}
    return {
        name: "200" if name in loaded.numbers else listed[loaded.lists[name]] if name in loaded.lists else one
        for name in loaded.names
    }


@pytest.fixture(scope="module")
def official_template():
    return official.build(SOURCE.read_text())


@pytest.mark.parametrize("is_open", [False, True])
def test_a_report_in_the_official_layout_passes_both_validators(official_template, tmp_path, is_open):
    loaded = template.load(official_template)
    report = tmp_path / "report.docx"
    report.write_bytes(render.fill(loaded, official_words(loaded, is_open=is_open), draft=is_open))
    assert openxml_audit.OpenXmlValidator().validate(report).errors == []
    assert ooxml_integrity.check(report) == []


def test_docxtpl_gives_the_official_template_the_same_text(official_template):
    loaded = template.load(official_template)
    words = official_words(loaded, is_open=False)
    assert text.plain(render.fill(loaded, words)) == text.plain(by_docxtpl(official_template, words))
