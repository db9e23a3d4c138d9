"""The text of a report and the text of a file are the same text."""

import jinja2
import pytest
from word_samples import everywhere, p, r, row, table, unzipped, word_file, zipped

from collector.word import package, render, template, text
from collector.word.text import Mark, Piece


def pieces(body, words):
    return text.paragraphs(template.load(word_file(body)), words)


def both(body, **words):
    """The plain text of a filled template: expected, and read back from the file."""
    loaded = template.load(word_file(body))
    expected = ["".join(piece.text for piece in paragraph) for paragraph in text.paragraphs(loaded, words)]
    assert text.plain(render.fill(loaded, words)) == expected
    return expected


def test_pieces_tell_the_templates_text_from_what_a_blank_printed():
    assert pieces(p("学习", r("{{ n }}", "<w:b/>"), "次") + p("完"), {"n": "12"}) == (
        (Piece(text="学习"), Piece(text="12", blank="n"), Piece(text="次")),
        (Piece(text="完"),),
    )


def test_an_open_blank_is_told_from_one_that_prints_asterisks():
    found = pieces(p("{{ a }}{{ b }}"), {"a": Mark("“**问题”和“**问题”"), "b": "**"})
    assert [(piece.blank, piece.is_open) for piece in found[0]] == [("a", True), ("b", False)]


def test_an_empty_blank_keeps_its_place():
    assert pieces(p("甲{{ a }}乙"), {"a": ""}) == (
        (Piece(text="甲"), Piece(text="", blank="a"), Piece(text="乙")),
    )


def test_pieces_of_a_loop_carry_the_name_of_the_list():
    body = p("{%p for a in paras %}") + p("{{ a }}") + p("{%p endfor %}")
    body += table(row("{%tr for a, b in rows %}"), row("{{ a }}", "{{ b }}人"), row("{%tr endfor %}"))
    found = pieces(body, {"paras": ["一", Mark("**")], "rows": [("甲", "2")]})
    assert found == (
        (Piece(text="一", blank="paras"),),
        (Piece(text="**", blank="paras", is_open=True),),
        (Piece(text="甲", blank="rows"),),
        (Piece(text="2", blank="rows"), Piece(text="人")),
    )


def test_a_condition_takes_its_text_along():
    body = p("甲{% if a == '否' %}没有{% elif a %}有{{ a }}{% else %}空{% endif %}乙")
    assert both(body, a="否") == ["甲没有乙"]
    assert both(body, a="三") == ["甲有三乙"]
    assert both(body, a="") == ["甲空乙"]


def test_breaks_and_tabs_are_characters_and_tab_stops_are_not():
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="100"/></w:tabs></w:pPr>'
    inner = (
        '<w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:cr/><w:noBreakHyphen/><w:br w:type="page"/>'
    )
    assert both(f"<w:p>{stops}<w:r>{inner}</w:r>{r('{{ a }}')}</w:p>", a="四") == ["一\n二\t三\n-四"]


def test_line_feeds_and_tabs_in_the_templates_own_text_become_breaks_and_tabs():
    body = p("一\n二\t{{ a }}")
    assert both(body, a="三") == ["一\n二\t三"]
    document = unzipped(render.fill(template.load(word_file(body)), {"a": "三"}))["word/document.xml"]
    assert document.count(b"<w:br/>") == document.count(b"<w:tab/>") == 1


@pytest.mark.parametrize("name", ["a", "range"])
def test_a_missing_word_is_an_error_and_never_an_empty_text(name):
    with pytest.raises(jinja2.UndefinedError):
        pieces(p("{{ " + name + " }}"), {})


def test_blanks_around_a_text_count_only_where_it_asks_to_keep_them():
    assert both(p(r(" 甲 ", space=""), r(" 乙 "), r(" {{ a }} ", space="")), a=" 丙 ") == ["甲 乙   丙  "]


def test_entities_are_characters():
    assert both(p("&lt;甲&gt;&amp;amp;&quot;{{ a }}"), a="&lt;") == ['<甲>&amp;"&lt;']


def test_a_fields_instruction_is_not_text_and_its_result_is():
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText> PAGE </w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    assert both(f"<w:p>{r('第')}{field}{r('页{{ a }}')}</w:p>", a="。") == ["第1页。"]


def test_a_text_box_is_read_once_and_its_paragraphs_are_its_own():
    box = f"<w:txbxContent>{p('框{{ a }}')}</w:txbxContent>"
    drawn = (
        f"<mc:AlternateContent><mc:Choice Requires='w14'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    )
    body = f"<w:p>{r('前')}<w:r>{drawn}</mc:AlternateContent></w:r>{r('后')}</w:p>"
    assert both(body + p("末"), a="一") == ["前后", "框一", "末"]


def test_empty_paragraphs_and_cells_are_paragraphs():
    assert both("<w:p/>" + p("一") + table(row("", "{{ a }}")) + "<w:p></w:p>", a="x") == [
        "",
        "一",
        "",
        "x",
        "",
    ]


def test_a_list_that_is_empty_leaves_no_paragraph():
    body = p("一") + p("{%p for a in b %}") + p("{{ a }}") + p("{%p endfor %}") + p("二")
    assert both(body, b=[]) == both(body, b="") == ["一", "二"]


def test_deleted_and_moved_text_is_not_read():
    body = (
        f'<w:p><w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        f'<w:moveFrom w:id="2">{r("移")}</w:moveFrom><w:ins w:id="3">{r("新")}</w:ins></w:p>'
    )
    assert text.plain(word_file(body)) == ["新"]


def test_only_the_body_is_read():
    loaded = template.load(everywhere())
    assert text.plain(render.fill(loaded, {"word": "丙"})) == ["甲丙乙", "一节完", "丙"]


def damaged(data):
    within = data.index(b"word/document.xml") + 40
    return data[:within] + bytes(byte ^ 0xFF for byte in data[within : within + 9]) + data[within + 9 :]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip",
        zipped({"a.txt": "x"}),
        word_file(p("x"))[:-30],
        word_file(p("x")).replace(b"word/document.xml", b"word/documenX.xml"),
        word_file("<w:p>"),
        damaged(word_file(p("x" * 500))),
        zipped({"_rels/.rels": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    ],
)
def test_what_is_no_word_file_is_refused(data):
    with pytest.raises(package.PackageError):
        text.plain(data)
