"""Whatever the words hold, they come out of the file as they are, or are refused by name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_samples import EVERYWHERE, by_docxtpl, everywhere, p, unzipped, word_file

from collector.statement import cleaning
from collector.word import render, template, text

# Every one must come out as it is.
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
LISTED = template.load(
    word_file(p("甲{{ word }}乙") + p("{%p for a in items %}") + p("{{ a }}") + p("{%p endfor %}") + p("末"))
)


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
