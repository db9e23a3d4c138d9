import hostile
import pytest
import small
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.statement import cleaning, wording
from collector.statement.states import NONE
from collector.word import render, text
from collector.word import template as word_template
from collector.word.text import Mark

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
QUESTIONS = """
name = "core"
type = "text"
label = "名称"
required = true
none_allowed = true
strip = ["市…", "…局"]
name = "focus"
type = "text"
label = "狠抓事项"
required = true
marks = "***"
name = "times"
type = "integer"
label = "次数"
required = true
name = "letters"
type = "integer"
label = "期数"
numerals = "liang"
name = "edition"
type = "integer"
label = "届次"
numerals = "ordinal"
marks = "第**"
required = true
name = "hours"
type = "decimal"
label = "时长"
unit = "小时"
name = "month"
type = "month"
label = "月份"
name = "day"
type = "date"
label = "日期"
name = "found"
type = "list"
label = "发现的问题"
required = true
none_allowed = true
strip = ["“…”", "…问题"]
each = "“{}问题”"
marks = ["**", "**"]
name = "areas"
type = "list"
label = "方面"
joined_by = "，"
required = true
name = "issues"
type = "list"
label = "存在问题"
each = "{n}是{}"
joined_by = "；"
name = "handling"
type = "select_multiple"
label = "处理"
choices = ["通报", "谈话", "批评"]
required = true
name = "own"
type = "paragraphs"
label = "本人填写"
required = true
name = "steps"
type = "table"
label = "打算"
required = true
columns = [{ name = "what", label = "措施" }, { name = "times_a_year", label = "次数", type = "integer" }]
"""
DEFINITION = small.definition(QUESTIONS)


def word(name, typed):
    return wording.words(DEFINITION, {} if typed is None else {name: typed})[name]


@pytest.mark.parametrize(
    ("name", "typed", "printed"),
    [
        ("core", "市水务局", "水务"),
        ("times", "１２", "12"),
        ("letters", "2", "两"),
        ("edition", "23", "第二十三"),
        ("hours", "402.5小时", "402.5"),
        ("hours", "400.0", "400"),
        ("month", "7月份", "7"),
        ("day", "2026-3-5", "2026年3月5日"),
        ("handling", ["批评", "通报"], "通报和批评"),
        ("own", "前\n\n后", ["前", "后"]),
        ("steps", [{"what": "巡查", "times_a_year": "4"}], [("巡查", "4")]),
    ],
)
def test_a_value_prints_by_its_type(name, typed, printed):
    assert word(name, typed) == printed
    assert not isinstance(word(name, typed), Mark)


@pytest.mark.parametrize(
    ("name", "items", "printed"),
    [
        ("found", ["作风"], "“作风问题”"),
        ("found", ["作风", "纪律"], "“作风问题”和“纪律问题”"),
        ("found", ["作风", "纪律", "值班"], "“作风问题”、“纪律问题”和“值班问题”"),
        ("areas", ["甲"], "甲"),
        ("areas", ["甲", "乙", "丙"], "甲，乙，丙"),
        ("issues", ["学习不够"], "一是学习不够"),
        ("issues", ["学习不够", "监督偏少", "记录不全"], "一是学习不够；二是监督偏少；三是记录不全"),
    ],
)
def test_a_list_prints_joined_the_chinese_way_or_its_own(name, items, printed):
    assert word(name, items) == printed


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("core", "**"),
        ("focus", "***"),
        ("edition", "第**"),
        ("found", "“**问题”和“**问题”"),
        ("areas", "**"),
        ("handling", "**"),
    ],
)
def test_an_open_required_question_prints_the_marks_that_stood_there(name, marks):
    assert word(name, None) == marks
    assert isinstance(word(name, None), Mark)


def test_open_paragraphs_and_rows_print_marks_in_every_place():
    assert word("own", None) == ["**"]
    assert word("steps", None) == [("**", "**")]
    assert isinstance(word("own", None)[0], Mark)
    assert all(isinstance(cell, Mark) for cell in word("steps", None)[0])


@pytest.mark.parametrize(
    ("name", "nothing"), [("letters", ""), ("hours", ""), ("month", ""), ("day", ""), ("issues", "")]
)
def test_an_open_optional_question_prints_nothing(name, nothing):
    assert word(name, None) == nothing


@pytest.mark.parametrize("name", ["core", "times", "found"])
def test_a_confirmed_none_prints_nothing_and_is_no_mark(name):
    assert word(name, NONE) == ""
    assert not isinstance(word(name, NONE), Mark)


def test_a_draft_prints_a_wrong_answer_as_it_was_typed():
    assert word("times", "约 12\n次") == "约 12 次"
    assert word("found", ["作风", "", "作风"]) == "“作风问题”和“作风问题”"
    assert word("own", "**\n后") == ["**", "后"]
    assert word("steps", [{"what": "巡查", "times_a_year": "多\n次"}]) == [("巡查", "多 次")]


def test_a_draft_prints_a_wrong_row_by_columns_whatever_was_stored():
    assert word("steps", [{"times_a_year": "多次", "gone": "x"}]) == [("", "多次")]


def test_a_none_that_may_not_be_prints_the_marks():
    assert word("areas", NONE) == "**"
    assert isinstance(word("areas", NONE), Mark)


def test_a_question_that_is_not_asked_prints_nothing():
    hidden = """
name = "any"
type = "integer"
label = "个数"
name = "title"
type = "text"
label = "主题"
required = true
relevant = "any"
name = "more"
type = "paragraphs"
label = "更多"
relevant = "any"
"""
    found = wording.words(small.definition(hidden), {"any": NONE, "title": "留下的", "more": "留下的"})
    assert (found["title"], found["more"]) == ("", [])


TEXTS = small.definition("""
name = "line"
type = "text"
label = "一行"
name = "items"
type = "list"
label = "几项"
name = "own"
type = "paragraphs"
label = "几段"
name = "rows"
type = "table"
label = "几行"
columns = [{ name = "a", label = "甲" }, { name = "b", label = "乙" }]
""")
TEMPLATE = word_template.load(TEXTS.template)


def expected(typed):
    """What the report says of a text given everywhere, worked out by hand."""
    line = cleaning.inline(cleaning.clean(typed))
    paragraphs = cleaning.paragraphs(cleaning.clean(typed))
    rows = [f"{line}｜{line}"] if line else []
    return ["", "", line, line, *paragraphs, *rows]


def everywhere(typed):
    typed = cleaning.clean(typed)
    return {"line": typed, "items": [typed], "own": typed, "rows": [{"a": typed, "b": typed}]}


def report(typed):
    words = wording.words(TEXTS, everywhere(typed))
    return text.plain(render.fill(TEMPLATE, words))


@pytest.mark.parametrize("name", hostile.NAMES)
def test_a_hostile_answer_comes_out_of_the_word_file_as_its_cleaned_text(name):
    typed, _, _ = hostile.answer(name)
    assert report(typed) == expected(typed)


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT)
def test_any_answer_comes_out_of_the_word_file_or_is_refused_by_name(typed):
    problems = small.messages(TEXTS, everywhere(typed))
    if problems:
        assert "**" in cleaning.clean(typed)
        assert all(TEXTS.questions[name].label in message for name, (message,) in problems.items())
    else:
        assert report(typed) == expected(typed)


def test_what_the_sheet_shows_is_what_the_file_says():
    typed = everywhere("A&B <w:t> {{ 7*7 }}")
    assert small.report(TEXTS, typed) == report("A&B <w:t> {{ 7*7 }}")
