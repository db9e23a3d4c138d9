"""The sheet says what the file says, in the template's looks, and no word of an answer becomes markup."""

import html
import re
from html.parser import HTMLParser

import hostile
import pytest
import sample_answers
from hypothesis import given, settings
from hypothesis import strategies as st
from word_samples import p, r, row, table, word_file

from collector.statement import wording
from collector.word import render, sheet, sheet_program, styles, template, text
from collector.word.text import Mark

PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
SHIPPED = template.load(sample_answers.definition().template)
EVERYTHING = template.load(
    word_file(
        p("甲{{ a }}乙", r("{{ b }}", '<w:b/><w:rFonts w:eastAsia="黑体"/>'))
        + p("{%p for each in lines %}")
        + p(r("{{ each }}", '<w:sz w:val="44"/>'))
        + p("{%p endfor %}")
        + p("{% if a %}有{{ a }}{% else %}无{% endif %}<w:br/>")
        + table(
            row("{%tr for one, other in rows %}"), row("{{ one }}", "{{ other }}人"), row("{%tr endfor %}")
        )
        + f"<w:p>{r('前')}<w:r><w:txbxContent>{p('框{{ b }}')}</w:txbxContent></w:r>{r('后{{ a }}')}</w:p>"
        + p("")
    )
)
# What a report can hold; none of it a control character or half of one.
CHARACTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
WORDS = st.one_of(st.text(CHARACTERS), st.sampled_from(["<b>", "&lt;", '"', "'", "**", "{{ a }}"]))
MARKED = st.one_of(WORDS, WORDS.map(Mark))


def plain(made):
    """The text of each paragraph: tags removed, entities read."""
    return [
        html.unescape(re.sub("<[^>]*>", "", inner.replace("<br>", "\n"))) for inner in PARAGRAPH.findall(made)
    ]


def told(loaded, words):
    """The same as word.text says it."""
    return ["".join(piece.text for piece in each) for each in text.paragraphs(loaded, words)]


class Tags(HTMLParser):
    """Every tag with its attributes, as a browser reads them."""

    def __init__(self, made):
        super().__init__()
        self.found = []
        self.feed(made)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def tags(made, name):
    return [attributes for tag, attributes in Tags(made).found if tag == name]


def made(body, *, links=None, here=(), wrong=(), more=None, **words):
    return sheet.html(
        template.load(word_file(body, more=more)), words, sheet.Tags(links or {}, wrong), here=here
    )


def check_only_own_tags(made):
    allowed = {
        "p": {"class", "id"},
        "a": {"class", "data-blank", "href", "tabindex"},
        "span": {"class"},
        "br": set(),
    }
    for tag, attributes in Tags(made).found:
        assert set(attributes) <= allowed[tag], (tag, attributes)


@given(
    a=MARKED,
    b=MARKED,
    lines=st.lists(MARKED, max_size=3),
    rows=st.lists(st.tuples(WORDS, MARKED), max_size=3),
)
@settings(max_examples=200, deadline=None)
def test_the_sheet_the_text_and_the_file_say_the_same_of_any_words(a, b, lines, rows):
    words = {"a": a, "b": b, "lines": lines, "rows": rows}
    found = sheet.html(EVERYTHING, words, sheet.Tags(dict.fromkeys(words, "/x#f")))
    assert plain(found) == told(EVERYTHING, words)
    assert plain(found) == text.plain(render.fill(EVERYTHING, words, draft=True))
    check_only_own_tags(found)


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_the_shipped_report_says_on_its_sheet_what_its_file_says(data):
    names = sorted(SHIPPED.names)
    drawn = data.draw(st.lists(MARKED, min_size=len(names), max_size=len(names)))
    words = dict(zip(names, drawn, strict=True))
    words |= dict.fromkeys(SHIPPED.numbers, "350")
    for name, columns in SHIPPED.lists.items():
        words[name] = [(words[name],) * columns if columns else words[name]]
    found = sheet.html(SHIPPED, words, sheet.Tags(dict.fromkeys(names, "#f")))
    assert plain(found) == text.plain(render.fill(SHIPPED, words, draft=True))


@pytest.mark.parametrize("name", hostile.NAMES)
def test_a_hostile_answer_never_becomes_markup(name):
    _, line, paragraphs = hostile.answer(name)
    words = {"a": line, "b": line, "lines": paragraphs, "rows": [(line, line)]}
    found = sheet.html(EVERYTHING, words, sheet.Tags(dict.fromkeys(words, "/x?a=1&b=\"'#f")))
    assert plain(found) == told(EVERYTHING, words)
    check_only_own_tags(found)


def test_control_characters_that_were_never_cleaned_make_no_tag_of_their_own():
    marks = "".join(map(chr, range(1, 20))) + '\3onclick="\4x\6\1\x0es-"><script>\x0f\x10a"b\x11\x12'
    check_only_own_tags(made(p("{{ a }}"), links={"a": "#f-a"}, a=marks))


def test_a_blank_has_its_name_its_link_and_its_state():
    links = {"a": "#f-a", "b": '/s/1?x=1&y="#f-b'}
    found = made(
        p("甲{{ a }}{{ b }}{{ c }}{{ d }}"), links=links, wrong={"b"}, a="一", b="二", c=Mark("**"), d=""
    )
    first, second, third, fourth = tags(found, "a")
    assert first == {"class": "blank", "data-blank": "a", "href": "#f-a", "tabindex": "-1"}
    assert (second["class"], second["href"]) == ("blank wrong", links["b"])
    assert third == {"class": "blank open", "data-blank": "c"}
    assert fourth == {"class": "blank", "data-blank": "d"}


def test_a_blank_that_prints_nothing_is_no_link_without_words():
    (blank,) = tags(made(p("甲{{ a }}乙"), links={"a": "#f-a"}, a=""), "a")
    assert "href" not in blank


def test_the_words_of_a_table_carry_the_name_of_the_table():
    body = table(row("{%tr for x, y in rows %}"), row("{{ x }}", "{{ y }}"), row("{%tr endfor %}"))
    found = made(body, links={"rows": "#f-rows"}, rows=[("甲", "乙")])
    assert [each["data-blank"] for each in tags(found, "a")] == ["rows", "rows"]


def test_the_first_paragraph_with_a_blank_of_the_section_is_marked_and_no_other():
    body = p("{{ a }}") + p("甲") + p("{{ b }}{{ c }}") + p("{{ c }}")
    found = made(body, here={"c", "b"}, a="一", b="", c="三")
    assert [each.get("id") for each in tags(found, "p")] == [None, None, "here", None]
    assert "id=" not in made(body, here={"other"}, a="一", b="", c="三")


ODD_NAME = '正文"><b'
STYLES = (
    f'<w:styles xmlns:w="{styles.W[1:-1]}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:eastAsia="宋体"/><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:pPr><w:jc w:val="both"/>'
    '<w:spacing w:line="579" w:lineRule="exact"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="正文&quot;&gt;&lt;b"><w:basedOn w:val="a"/><w:pPr>'
    '<w:ind w:firstLineChars="200" w:firstLine="420"/></w:pPr>'
    '<w:rPr><w:b/><w:spacing w:val="-6"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/><w:rPr>'
    '<w:rFonts w:eastAsia="黑&quot;}体"/></w:rPr></w:style></w:styles>'
)
ODD = '<w:pPr><w:pStyle w:val="正文&quot;&gt;&lt;b"/>{}</w:pPr>'


def styled(properties, *runs):
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def looked(body, **words):
    return made(body, more={"word/styles.xml": STYLES}, **words)


def test_a_paragraph_has_the_class_of_its_style_whatever_the_style_is_called():
    found = looked(styled(ODD.format(""), r("{{ a }}")), a="一")
    (paragraph,) = tags(found, "p")
    assert paragraph["class"] == sheet_program.class_name("s", ODD_NAME)
    assert re.fullmatch(r"[\w-]+", paragraph["class"], re.ASCII)


def test_only_what_differs_from_the_style_of_the_paragraph_is_marked():
    heading, same = '<w:rFonts w:eastAsia="黑体"/><w:sz w:val="44"/>', '<w:rFonts w:eastAsia="宋体"/><w:b/>'
    found = looked(
        styled(ODD.format('<w:jc w:val="both"/>'), r("一", heading), r("二", same), r("{{ a }}")), a="三"
    )
    (span,) = tags(found, "span")
    assert span["class"].split() == [sheet_program.class_name("f", "黑体"), "z-44"]
    assert tags(found, "p")[0]["class"].count(" ") == 0


def test_a_paragraph_set_apart_from_its_style_says_how():
    indented = '<w:jc w:val="center"/><w:ind w:firstLine="320"/>'
    (paragraph,) = tags(looked(styled(ODD.format(indented), r("{{ a }}")), a="一"), "p")
    assert paragraph["class"].split()[1:] == ["j-center", "i-100"]


@pytest.mark.parametrize(
    ("typed", "expected"), [("450", "r-450"), ("474", "r-450"), ("-3", "r-0"), ("99999", "r-2800")]
)
def test_an_indent_that_a_word_measures_is_a_class_on_a_scale(typed, expected):
    indent = '<w:pPr><w:ind w:rightChars="{{ n }}" w:right="{{ t }}"/></w:pPr>'
    (paragraph,) = tags(made(styled(indent, r("{{ a }}")), n=typed, t="1", a="一"), "p")
    assert paragraph["class"] == expected


def test_a_run_of_a_text_box_is_compared_with_its_own_paragraph():
    box = f"<w:txbxContent>{p(r('框', '<w:b/>'))}</w:txbxContent>"
    bold = '<w:b w:val="0"/>'
    body = styled(ODD.format(""), r("前", bold), f"<w:r>{box}</w:r>", r("后", bold), r("{{ a }}"))
    found = looked(body, a="一")
    assert [each["class"] for each in tags(found, "span")] == ["b-0", "b-0", "b-1"]
    assert plain(found) == ["前后一", "框"]


def test_the_shipped_report_shows_its_title_its_headings_and_where_it_is_signed():
    definition = sample_answers.definition()
    words = wording.words(definition, sample_answers.complete(2026))
    found = sheet.html(SHIPPED, words, sheet.Tags({}))
    classes = [each["class"] for each in tags(found, "p")]
    assert classes[0] == "s-OfficialTitle"
    assert classes[-2:] == [
        f"s-OfficialSignature r-{words['signature_indent']}",
        f"s-OfficialDate r-{words['date_indent']}",
    ]
    faces = {each["class"] for each in tags(found, "span")}
    assert faces == {sheet_program.class_name("f", face) for face in ("黑体", "楷体_GB2312")}
