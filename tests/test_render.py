"""A filled report says exactly what was meant, or does not leave."""

import re
from pathlib import Path

import ooxml_integrity
import openxml_audit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup
from word_samples import by_docxtpl, everywhere, p, r, row, table, unzipped, word_file, zipped

from collector.statement import cleaning
from collector.word import official, render, template, text
from collector.word.text import Mark

SOURCE = Path(__file__).parent.parent / "doc_templates" / "integrity.txt"
EVERYWHERE = template.load(everywhere())

# word.md's list and more: every one must come out as it is.
HOSTILE = [
    "a<b",
    "<b>粗</b>",
    "<w:p/>",
    "A&B",
    "</w:t></w:r>",
    "</w:t></w:r></w:p></w:body>",
    "&lt;",
    "&#65;",
    "]]>",
    "<![CDATA[x]]>",
    "<!-- x -->",
    "\"'>",
    "😀𠮷䶮",
    "\u200d\ufe0f\x7f\x85",
    "\ue000\ufffd\U0010ffff",
    "{{ 7*7 }}",
    "{% raw %}",
    "{% endfor %}",
    "{# x #}",
    "{_{ 7*7 }_}",
    "{_% x %_}",
    "{{ word }}",
    "０１２",
    "  两边  有空  ",
    "**",
    "None",
    "字" * 200_000,
]
UNCLEAN = [
    "\0",
    "\x01",
    "\a",
    "\b",
    "\t",
    "\n",
    "\v",
    "\f",
    "\r",
    "\x1b",
    "\x1f",
    "\ud800",
    "\udfff",
    "\ufffe",
    "\uffff",
]


def everything(docx):
    """Every text in every filled part, in the order of the file."""
    parts = unzipped(docx)
    found = []
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footnotes.xml"):
        found += text.body(parts[name])
    return found + text.properties(parts["docProps/core.xml"])


@pytest.mark.parametrize("word", HOSTILE, ids=lambda word: ascii(word[:20]))
def test_a_hostile_word_comes_out_as_it_is_in_every_part(word):
    docx = render.fill(EVERYWHERE, {"word": word})
    body = [f"甲{word}乙", "一节完", word]
    rest = [f"页眉{word}", f"页脚{word}。", f"注：{word}", "有", f"题 {word}", word]
    assert text.plain(docx) == body
    assert everything(docx) == body + rest


@pytest.mark.parametrize("character", UNCLEAN, ids=ascii)
def test_a_word_that_is_not_clean_is_refused_by_name(character):
    loaded = template.load(word_file(p("{{ a }}{{ b }}{% for c in d %}{{ c }}{% endfor %}")))
    words = {"a": "甲", "b": "乙", "d": ["丙"]}
    render.fill(loaded, words)
    for name, word in {"b": f"x{character}y", "d": ["x", character]}.items():
        with pytest.raises(ValueError, match=f"^{name} 含有"):
            render.fill(loaded, words | {name: word})


@settings(deadline=None)
@given(st.text(), st.lists(st.text()))
def test_any_cleaned_text_comes_out_as_it_is(word, items):
    word, items = (
        cleaning.inline(cleaning.clean(word)),
        [cleaning.inline(cleaning.clean(item)) for item in items],
    )
    docx = render.fill(LISTED, {"word": word, "items": items})
    assert text.plain(docx) == [f"甲{word}乙", *items, "末"]


LISTED = template.load(
    word_file(p("甲{{ word }}乙") + p("{%p for a in items %}") + p("{{ a }}") + p("{%p endfor %}") + p("末"))
)


def test_words_never_reach_a_template_engine():
    # docxtpl renders footnotes once for each section, so there a word does.
    with pytest.raises(AssertionError):
        assert everything(by_docxtpl(everywhere(), {"word": "{{ 7*7 }}"})) == everything(
            render.fill(EVERYWHERE, {"word": "{{ 7*7 }}"})
        )
    for word in ("{{ 7*7 }}", "{% raw %}", "{_{ 7*7 }_}"):
        docx = render.fill(EVERYWHERE, {"word": word})
        assert sum(line.count(word) for line in everything(docx)) == 7
        assert not any("49" in line for line in everything(docx))


def test_the_same_words_give_the_same_bytes():
    assert render.fill(EVERYWHERE, {"word": "丙"}) == render.fill(template.load(everywhere()), {"word": "丙"})


def test_the_parts_keep_their_order_and_the_content_types_come_first():
    parts = unzipped(word_file(p("{{ a }}"), more={"word/媒体.bin": "x"}))
    shuffled = zipped({name: parts[name] for name in reversed(parts)})
    filled = unzipped(render.fill(template.load(shuffled), {"a": "x"}))
    names = [name for name in reversed(parts) if name != "[Content_Types].xml"]
    assert list(filled) == ["[Content_Types].xml", *names]
    assert filled["word/媒体.bin"] == b"x"


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


def test_a_missing_word_is_named():
    with pytest.raises(ValueError, match=r"这些空没有内容：word。"):
        render.fill(EVERYWHERE, {})


def test_a_word_too_many_does_no_harm():
    assert render.fill(EVERYWHERE, {"word": "x", "other": "\0"}) == render.fill(EVERYWHERE, {"word": "x"})


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("a", None),
        ("a", 7),
        ("a", ["x"]),
        ("a", []),
        ("a", Markup("<w:p/>")),
        ("b", "x"),
        ("b", Mark("**")),
        ("b", [("x",)]),
        ("b", [None]),
        ("c", ["xy"]),
        ("c", [("x",)]),
        ("c", [("x", Markup("<w:p/>"))]),
        ("d", "1a"),
        ("d", ""),
    ],
)
def test_a_word_of_the_wrong_shape_is_refused_by_name(name, word):
    body = '<w:p><w:pPr><w:ind w:rightChars="{{ d }}"/></w:pPr></w:p>' + p("{{ a }}")
    body += p("{% for x in b %}{{ x }}{% endfor %}{% for x, y in c %}{{ x }}{{ y }}{% endfor %}")
    loaded, words = template.load(word_file(body)), {"a": "x", "b": ["y"], "c": [("1", "2")], "d": "-200"}
    render.fill(loaded, words)
    with pytest.raises(ValueError, match=f"^{name} "):
        render.fill(loaded, words | {name: word})


def test_a_finished_report_has_no_open_blank():
    body = p("{{ a }}{{ b }}{% for x in c %}{{ x }}{% endfor %}{% if d %}有{% endif %}")
    words = {"a": "**", "b": Mark("**"), "c": ["x", Mark("***")], "d": Mark("**")}
    loaded = template.load(word_file(body))
    with pytest.raises(render.OpenBlank) as caught:
        render.fill(loaded, words)
    assert caught.value.names == ("b", "c", "d")
    assert text.plain(render.fill(loaded, words, draft=True)) == ["****x***有"]


def highlighted(docx, part="word/document.xml"):
    """The runs of a part as (text, is highlighted, names of its properties)."""
    found = []
    for run in etree.fromstring(unzipped(docx)[part]).iter("{*}r"):
        names = [etree.QName(held).localname for held in run.findall("{*}rPr/*")]
        shown = "".join(leaf.text or "" for leaf in run.iter("{*}t"))
        if shown:
            found.append((shown, "highlight" in names, [name for name in names if name != "highlight"]))
    return found


def test_a_draft_highlights_the_asterisks_of_marks_and_nothing_else():
    body = p("前**", r("针对{{ a }}。", '<w:b/><w:sz w:val="32"/><w:u w:val="single"/>'), r("{{ b }}"))
    loaded = template.load(word_file(body, header=p("{{ a }}")))
    docx = render.fill(loaded, {"a": Mark("“**问题”和“***”"), "b": "**"}, draft=True)
    kept = ["b", "sz", "u"]
    assert highlighted(docx) == [
        ("前**", False, []),
        ("针对", False, kept),
        ("“", False, kept),
        ("**", True, kept),
        ("问题”和“", False, kept),
        ("***", True, kept),
        ("”", False, kept),
        ("。", False, kept),
        ("**", False, []),
    ]
    assert [run[:2] for run in highlighted(docx, "word/header1.xml") if run[1]] == [
        ("**", True),
        ("***", True),
    ]


def test_a_highlight_stands_where_the_schema_wants_it_and_only_once():
    body = p(r("{{ a }}", '<w:sz w:val="32"/><w:highlight w:val="red"/><w:lang w:val="zh-CN"/><w14:glow/>'))
    docx = render.fill(template.load(word_file(body)), {"a": Mark("**")}, draft=True)
    run = re.search(
        rb"<w:rPr>((?:(?!<w:rPr>).)*)</w:rPr><w:t [^>]*>\*\*", unzipped(docx)["word/document.xml"]
    )
    assert run[1] == (b'<w:sz w:val="32"/><w:highlight w:val="yellow"/><w:lang w:val="zh-CN"/><w14:glow/>')


def test_a_draft_escapes_like_a_finished_report():
    loaded = template.load(word_file(p("{{ a }}{{ b }}")))
    docx = render.fill(loaded, {"a": "<&>", "b": Mark("<&>**")}, draft=True)
    assert text.plain(docx) == ["<&><&>**"]


def test_a_damaged_file_does_not_leave():
    data = render.fill(EVERYWHERE, {"word": "x"})
    within = [data.index(name) + len(name) + 20 for name in (b"[Content_Types].xml", b"word/document.xml")]
    checksum = data.rindex(b"[Content_Types].xml") - 30
    for place in (*within, checksum, data.rindex(b"PK\5\6")):
        damaged = bytearray(data)
        damaged[place] ^= 0xFF
        with pytest.raises(render.ReadBackError):
            render.read_back(EVERYWHERE, {"word": "x"}, bytes(damaged))


@pytest.mark.parametrize(
    "part",
    ["word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footnotes.xml", "docProps/core.xml"],
)
def test_the_first_paragraph_that_differs_is_named_and_not_quoted(part):
    meant, other = ({"word": word} for word in ("应有", "另一"))
    parts = unzipped(render.fill(EVERYWHERE, meant)) | {part: unzipped(render.fill(EVERYWHERE, other))[part]}
    with pytest.raises(render.ReadBackError, match=f"^{part} 第 1 段与预期不同。$") as caught:
        render.read_back(EVERYWHERE, meant, zipped(parts))
    assert "应有" in caught.value.meant
    assert "另一" in caught.value.found


def test_a_report_cut_short_does_not_leave():
    data = word_file(p("{{ a }}") + p("二"))
    short = render.fill(template.load(word_file(p("{{ a }}"))), {"a": "x"})
    with pytest.raises(render.ReadBackError, match="第 2 段"):
        render.read_back(template.load(data), {"a": "x"}, short)


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
