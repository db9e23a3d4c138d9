"""An open blank stops the finished report; a draft highlights it, and nothing else."""

import re

import pytest
from lxml import etree
from word_samples import p, r, unzipped, word_file

from collector.word import render, template, text
from collector.word.text import Mark


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
