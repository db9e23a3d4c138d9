"""The words fill their template: of the right names and shapes, with the same bytes each time."""

import pytest
from markupsafe import Markup
from word_samples import EVERYWHERE, everywhere, p, unzipped, word_file, zipped

from collector.word import render, template
from collector.word.text import Mark


def test_the_same_words_give_the_same_bytes():
    template.load.cache_clear()
    again = template.load(everywhere())
    assert again is not EVERYWHERE
    assert render.fill(EVERYWHERE, {"word": "丙"}) == render.fill(again, {"word": "丙"})


def test_the_parts_keep_their_order_and_the_content_types_come_first():
    parts = unzipped(word_file(p("{{ a }}"), more={"word/媒体.bin": "x"}))
    shuffled = zipped({name: parts[name] for name in reversed(parts)})
    filled = unzipped(render.fill(template.load(shuffled), {"a": "x"}))
    names = [name for name in reversed(parts) if name != "[Content_Types].xml"]
    assert list(filled) == ["[Content_Types].xml", *names]
    assert filled["word/媒体.bin"] == b"x"


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
