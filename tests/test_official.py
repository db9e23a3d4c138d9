"""The builder of official templates: what the source becomes, and what it refuses."""

import io
import zipfile

import docxtpl
import ooxml_integrity
import openxml_audit
import pytest
from lxml import etree

from collector.word import official
from collector.word import source as text_source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

REPORT = """
# 一行一句，便于比较
[标题]
{{ year }}年度履行全面从严治党<换行/>主体责任和廉洁从业情况报告
[题注]
（{{ unit }}　{{ person }}）
[主送]
中共江城水文局委员会：
[正文]
今年以来，我坚持 做到“两个维护”，
从严要求。

<黑体>一、学习情况。</黑体><楷体>一是学习。</楷体>
{% if study_count %}共学习{{ study_count }}次，{% endif %}成效 A & B 明显。

{%p for paragraph in own_words %}
{{ paragraph }}
{%p endfor %}
[署名]
{{ person }}
[日期]
{{ date }}
"""
WORDS = {
    "year": "2026",
    "unit": "江城水文局",
    "person": "陈远山",
    "study_count": "12",
    "own_words": ["甲" * 40, "乙"],
    "date": "2026年11月22日",
    "signature_indent": "800",
    "signature_indent_twips": "2560",
    "date_indent": "200",
    "date_indent_twips": "640",
}


def part(package, name):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(package)).read(name))


def body(source):
    return part(official.build(source), "word/document.xml")[0]


def filled(source, words):
    template = docxtpl.DocxTemplate(io.BytesIO(official.build(source)))
    template.render(words, autoescape=True)
    output = io.BytesIO()
    template.save(output)
    return output.getvalue()


def texts(root):
    return ["".join(line.itertext(f"{W}t")) for line in root.iter(f"{W}p")]


def styles(root):
    return [style.get(f"{W}val") for style in root.iter(f"{W}pStyle")]


def faces(root):
    """Text and face of every run that prints something."""
    runs = [("".join(run.itertext(f"{W}t")), run.find(f".//{W}rFonts")) for run in root.iter(f"{W}r")]
    return [(text, fonts.get(f"{W}eastAsia")) for text, fonts in runs if text]


def problems(source):
    with pytest.raises(text_source.SourceError) as caught:
        official.build(source)
    return list(caught.value.problems)


def test_the_same_source_gives_the_same_bytes_without_any_time_in_them():
    package = official.build(REPORT)
    assert package == official.build(REPORT)
    entries = zipfile.ZipFile(io.BytesIO(package)).infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}


def test_a_filled_report_has_no_finding(tmp_path):
    report = tmp_path / "report.docx"
    report.write_bytes(filled(REPORT, WORDS))
    assert openxml_audit.OpenXmlValidator().validate(report).errors == []
    assert ooxml_integrity.check(report) == []


def test_a_filled_report_says_what_the_source_says():
    document = part(filled(REPORT, WORDS), "word/document.xml")
    assert texts(document) == [
        "2026年度履行全面从严治党主体责任和廉洁从业情况报告",
        "（江城水文局　陈远山）",
        "",
        "中共江城水文局委员会：",
        "今年以来，我坚持 做到“两个维护”，从严要求。",
        "一、学习情况。一是学习。共学习12次，成效 A & B 明显。",
        "甲" * 40,
        "乙",
        "",
        "陈远山",
        "2026年11月22日",
    ]
    assert styles(document) == [
        "OfficialTitle",
        "OfficialSubtitle",
        "OfficialBody",
        "OfficialAddressee",
        *["OfficialBody"] * 5,
        "OfficialSignature",
        "OfficialDate",
    ]


def test_signature_and_date_stand_as_far_from_the_right_as_the_words_say():
    document = part(filled(REPORT, WORDS), "word/document.xml")
    indents = [indent.attrib for indent in document.iter(f"{W}ind")]
    assert indents == [
        {f"{W}rightChars": "800", f"{W}right": "2560"},
        {f"{W}rightChars": "200", f"{W}right": "640"},
    ]


def test_every_run_names_its_face_on_all_four_slots():
    package = official.build(REPORT)
    roots = [part(package, f"word/{name}.xml") for name in ("document", "footer1", "footer2", "styles")]
    runs = [run for root in roots for run in root.iter(f"{W}r")]
    named = [fonts for root in roots for fonts in root.iter(f"{W}rFonts")]
    assert all(run.find(f"{W}rPr/{W}rFonts") is not None for run in runs)
    for fonts in named:
        assert fonts.get(f"{W}hint") == "eastAsia"
        assert len({fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")}) == 1
        assert fonts.get(f"{W}ascii")


def test_each_kind_of_paragraph_has_the_face_the_standard_gives_it():
    printed = dict(faces(part(filled(REPORT, WORDS), "word/document.xml")))
    assert printed["年度履行全面从严治党"] == "方正小标宋简体"
    assert printed["江城水文局"] == "楷体_GB2312"
    assert printed["一、学习情况。"] == "黑体"
    assert printed["一是学习。"] == "楷体_GB2312"
    assert printed["次，成效 A & B 明显。"] == "仿宋_GB2312"


def test_the_words_after_a_dropped_condition_keep_their_face():
    source = "[正文]\n{% if a %}<黑体>一、</黑体>{{ a }}{% endif %}<楷体>好。</楷体>完。"
    printed = [("好。", "楷体_GB2312"), ("完。", "仿宋_GB2312")]
    assert faces(part(filled(source, {"a": ""}), "word/document.xml")) == printed


def test_every_blank_is_a_run_of_its_own():
    texts_of_runs = [text for text, _ in faces(body("[正文]\n共{{ a }}次，<楷体>{{ b }}{{ c }}人</楷体>。"))]
    assert texts_of_runs == ["共", "{{ a }}", "次，", "{{ b }}", "{{ c }}", "人", "。"]


def test_an_empty_line_stands_below_the_title_and_above_the_signature_even_around_conditions():
    source = (
        "[标题]\n甲\n{%p if x %}\n[题注]\n乙\n{%p endif %}\n[正文]\n{%p if y %}\n丙\n{%p endif %}\n[署名]\n丁"
    )
    assert texts(body(source)) == [
        "甲",
        "{%p if x %}",
        "乙",
        "{%p endif %}",
        "",
        "{%p if y %}",
        "丙",
        "{%p endif %}",
        "",
        "丁",
    ]


def test_a_heading_on_a_line_of_its_own_stays_with_what_follows():
    root = body("[正文]\n<楷体>下一步打算。</楷体>\n\n<楷体>一是学习。</楷体>坚持学习。\n")
    kept = [found.find(f"{W}pPr/{W}keepNext") is not None for found in root.iter(f"{W}p")]
    assert kept == [True, False]


def test_the_page_is_a4_with_the_margins_of_the_standard():
    section = body("[正文]\n好")[-1]
    size, margins = section.find(f"{W}pgSz").attrib, section.find(f"{W}pgMar").attrib
    twips = {key.removeprefix(W): int(value) for key, value in (*size.items(), *margins.items())}
    millimetres = {key: round(value / 1440 * 25.4) for key, value in twips.items()}
    assert (millimetres["w"], millimetres["h"]) == (210, 297)
    assert [millimetres[side] for side in ("top", "bottom", "left", "right")] == [37, 35, 28, 26]


def test_each_part_of_the_page_number_field_has_a_run_of_its_own():
    for name in ("footer1", "footer2"):
        runs = part(official.build("[正文]\n好"), f"word/{name}.xml").findall(f".//{W}r")
        assert [len(run) for run in runs] == [2] * 7
        assert ["".join(run[1].itertext()) for run in runs] == ["— ", "", " PAGE ", "", "1", "", " —"]


def test_a_source_made_on_windows_reads_the_same():
    assert official.build("\ufeff" + REPORT.replace("\n", "\r\n")) == official.build(REPORT)


def test_all_mistakes_are_named_at_once_with_line_and_remedy():
    source = "\n".join(
        [
            "没有样式",
            "【标题】",
            "[标題]",
            "甲<黑体>乙",
            "{{ name",
            "",
            "[正文]",
            "{{ Name }}丙{%p if x %}丁",
            "{%p if x %} 尾巴",
            "{%p for item in items %}",
            "{% if a %}戊<b>己</楷体>",
        ]
    )
    assert problems(source) == [
        "第 1 行：文字前面没有样式行，请先写一行，例如 [正文]",
        "第 2 行：“【标题】”：样式行要用一对半角方括号，请写成 [标题]",
        "第 3 行：没有样式 [标題]，可用的是 [标题]、[题注]、[主送]、[正文]、[署名]、[日期]",
        "第 4 行：<黑体> 没有结束，请在同一段内补上 </黑体>",
        "第 5 行：“{{ name”：{{ 没有闭合，请写成 {{ name }}",
        "第 8 行：“{%p if x %}”：这样的标签要独占一行",
        "第 8 行：“{{ Name }}”：请写成 {{ name }}，名称只用小写字母、数字和下划线，两边各空一格",
        "第 9 行：“{%p if x %} 尾巴”：这样的标签要独占一行，写成 {%p if 名称 %}、{%p endif %} 等",
        "第 10 行：{%p for … %} 没有结束，请补上 {%p endfor %}",
        "第 11 行：</楷体> 前面没有对应的 <楷体>",
        "第 11 行：{% if … %} 没有结束，请在同一段内补上 {% endif %}",
        "第 11 行：不认识 <b>，可用的是 <黑体>…</黑体>、<楷体>…</楷体> 和 <换行/>",
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{% if a %}甲", "没有结束"),
        ("甲{% endif %}", "前面没有对应的 if"),
        ("{% for a in b %}甲{% endif %}", "前面没有对应的 if"),
        ("{% if a %}<黑体>甲{% endif %}</黑体>", "不在同一字体里"),
        ("{% set a = 1 %}甲", "请写成 {% if 名称 %}"),
        ("{% if a 甲{{ b }}", "{% 没有闭合"),
        ("{{ a.b }}", "请写成 {{ name }}"),
        ("{{name}}", "请写成 {{ name }}"),
        ("name }}", "}} 前面没有 {{"),
        ("{# 注 #}", "花括号只能用在"),
        ("{_{ a }_}", "花括号只能用在"),
        ("1 < 2", "尖括号只能用在"),
        ("<黑体><楷体>甲</楷体></黑体>", "<楷体> 写在第 2 行的 <黑体> 里面"),
        ("甲\t乙", "有不能打印的字符（U+0009）"),
        ("甲\ufffe", "有不能打印的字符（U+FFFE）"),
        ("{%p endfor %}", "前面没有对应的 for"),
        ("{%p if a %}甲{%p endif %}", "要独占一行"),
        ("[正文", "请写成 [正文]"),
        ("# 只有注释", "没有任何文字"),
    ],
)
def test_a_line_that_would_spoil_the_document_is_refused(line, problem):
    assert any(problem in found for found in problems(f"[正文]\n{line}"))
