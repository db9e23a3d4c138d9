"""The style sheet of a template: every class of its sheet has a rule, and no name breaks out of one."""

import re

import pytest
import sample_answers
from test_sheet import ODD_NAME, SHIPPED, STYLES, looked, r, styled, tags
from word_samples import p, word_file

from collector.statement import wording
from collector.word import sheet, sheet_style, styles
from collector.word.sheet_program import class_name

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def rules(data):
    """The declarations by selector."""
    css = sheet_style.stylesheet(data)
    assert RULE.sub("", css).strip() == ""
    return {
        selector.strip(): dict(each.split(":", 1) for each in found.split(";"))
        for selector, found in RULE.findall(css)
    }


def test_every_class_of_the_shipped_sheet_has_a_rule():
    definition = sample_answers.definition()
    made = sheet.html(SHIPPED, wording.words(definition, sample_answers.complete(2026)), sheet.Tags({}))
    used = {name for tag in ("p", "span") for each in tags(made, tag) for name in each["class"].split()}
    assert {f".sheet .{name}" for name in used} <= set(rules(definition.template))


def test_the_shipped_styles_are_those_of_the_standard():
    found = rules(sample_answers.definition().template)
    body, title = found[".sheet .s-OfficialBody"], found[".sheet .s-OfficialTitle"]
    assert body["font-family"].startswith('"仿宋_GB2312","仿宋",')
    assert (body["text-indent"], body["text-align"], body["font-size"]) == (
        "2em",
        "justify",
        "calc(var(--u)*1)",
    )
    # 579 twips over 16 pt, for every line alike; 0.3 pt closer (GB/T 9704-2012 5.2.3)
    assert body["line-height"] == title["line-height"] == "calc(var(--u)*1.8094)"
    assert body["letter-spacing"] == "-0.01875em"
    assert (title["text-align"], title["font-size"]) == ("center", "calc(var(--u)*1.375)")
    assert found[".sheet .s-OfficialSignature"]["text-align"] == "right"
    assert found[f".sheet .{class_name('f', '黑体')}"]["font-family"].endswith("sans-serif")
    assert found[".sheet .r-2800"] == {"padding-right": "28em"}


def test_names_from_a_template_stay_within_their_places():
    found = rules(word_file(styled("", r("一")), more={"word/styles.xml": STYLES}))
    odd = found[f".sheet .{class_name('s', ODD_NAME)}"]
    assert (odd["font-weight"], odd["text-indent"], odd["letter-spacing"]) == ("700", "2em", "-0.01875em")
    assert found[".sheet .s-loop"]["font-family"].startswith('"黑体","SimHei"')


def test_a_style_inherits_and_one_based_on_itself_ends():
    found = styles.styles(STYLES.encode())
    odd, loop = found.look(ODD_NAME), found.look("loop")
    assert (odd.face, odd.size, odd.alignment, odd.first, odd.line, odd.grows) == (
        "宋体",
        32,
        "both",
        200,
        579,
        False,
    )
    assert (loop.face, loop.alignment) == ('黑"}体', "both")
    assert found.look("there is none") == found.look("a") == found.default


def test_sizes_are_relative_to_the_style_that_most_paragraphs_have():
    small = '<w:pPr><w:pStyle w:val="small"/></w:pPr>'
    more = STYLES.replace(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="small"><w:rPr><w:sz w:val="16"/></w:rPr></w:style>'
        "</w:styles>",
    )
    body = styled(small, r("一")) + styled(small, r("二", '<w:sz w:val="64"/>')) + p("三")
    found = rules(word_file(body, more={"word/styles.xml": more}))
    assert found[".sheet .s-small"]["font-size"] == "calc(var(--u)*1)"
    assert found[".sheet p"]["font-size"] == "calc(var(--u)*2)"
    assert found[".sheet .z-64"]["font-size"] == "calc(var(--u)*4)"


def test_a_template_without_styles_has_a_style_sheet():
    assert rules(word_file(p("一")))[".sheet p"]["text-align"] == "left"
    assert tags(looked(p("{{ a }}"), a="一"), "p") == [{}]


@pytest.mark.parametrize(
    ("face", "stand_in"),
    [
        ("仿宋", "FangSong"),
        ("KaiTi_GB2312", "KaiTi"),
        ("SimHei", "FandolHei"),
        ("方正小标宋简体", "official-title"),
        ("Times New Roman", "SimSun"),
    ],
)
def test_a_face_that_is_missing_has_stand_ins(face, stand_in):
    assert f'"{stand_in}"' in sheet_style.family(face)
