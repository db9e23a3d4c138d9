import pytest
import sample_answers
import small
from werkzeug.datastructures import MultiDict

from collector.statement import forms
from collector.statement.states import NONE

DEFINITION = small.definition("""
name = "line"
type = "text"
label = "一行"
none_allowed = true
name = "times"
type = "integer"
label = "次数"
unit = "次"
name = "month"
type = "month"
label = "月份"
none_allowed = true
name = "level"
type = "select_one"
label = "层级"
choices = ["省", "市"]
other = true
required = true
name = "rhythm"
type = "select_one"
label = "频次"
choices = ["每月", "每年"]
other = true
name = "handling"
type = "select_multiple"
label = "处理"
choices = ["通报", "谈话"]
name = "items"
type = "list"
label = "几项"
none_allowed = true
name = "rows"
type = "table"
label = "几行"
none_allowed = true
columns = [{ name = "a", label = "甲" }, { name = "b", label = "乙" }]
name = "own"
type = "paragraphs"
label = "几段"
""")
SECTION = DEFINITION.section("first")


def taken(*pairs, saved=()):
    bound = forms.form(SECTION, dict(saved), MultiDict(pairs))
    return {name: typed for name, typed in forms.typed_answers(bound).items() if typed is not None}


@pytest.mark.parametrize(
    ("pairs", "name", "typed"),
    [
        ([("line", " 甲\r\n")], "line", " 甲\n"),
        ([("line", "  ")], "line", None),
        ([("own", "前\r\n\r\n后")], "own", "前\n\n后"),
        ([("level", "市")], "level", "市"),
        ([("handling", "谈话"), ("handling", "通报")], "handling", ["谈话", "通报"]),
        ([("items-0", "甲"), ("items-1", " "), ("items-2", "丙")], "items", ["甲", "丙"]),
        ([("items-1000", "丁"), ("items-9", "丙"), ("items-0", "甲")], "items", ["甲", "丙", "丁"]),
        (
            [("rows-0-a", "甲"), ("rows-1-a", ""), ("rows-2-b", "乙")],
            "rows",
            [{"a": "甲", "b": ""}, {"a": "", "b": "乙"}],
        ),
    ],
)
def test_an_answer_is_taken_as_it_was_typed(pairs, name, typed):
    assert taken(*pairs) == ({} if typed is None else {name: typed})


@pytest.mark.parametrize("beside", ["", " ", "0", "０", "0次", "00"])
def test_the_tick_is_a_confirmed_none_beside_nothing_or_a_zero(beside):
    assert taken(("times", beside), ("times.none", "1")) == {"times": NONE}


def test_the_tick_counts_for_texts_months_lists_and_tables():
    ticks = [(f"{name}.none", "1") for name in ("line", "month", "items", "rows")]
    assert taken(*ticks) == dict.fromkeys(("line", "month", "items", "rows"), NONE)
    assert taken(("month", "0"), ("month.none", "1")) == {"month": NONE}


def test_what_is_typed_beside_a_tick_is_kept_and_not_the_tick():
    assert taken(("times", "12"), ("times.none", "1")) == {"times": "12"}
    assert taken(("items-0", "甲"), ("items.none", "1")) == {"items": ["甲"]}
    assert taken(("rows-0-a", "甲"), ("rows.none", "1")) == {"rows": [{"a": "甲", "b": ""}]}


def test_a_tick_nobody_offered_is_nothing():
    assert taken(("level.none", "1"), ("own.none", "1")) == {}


def test_the_words_beside_other_are_the_answer():
    assert taken(("level", "其他"), ("level.other", "区")) == {"level": "区"}
    assert taken(("level", "其他"), ("level.other", " ")) == {}
    assert taken(("level", "市"), ("level.other", "区")) == {"level": "市"}


def test_words_beside_other_are_not_lost_where_nothing_is_chosen():
    assert taken(("level.other", "区")) == {"level": "区"}
    assert taken(("level", ""), ("level.other", "区")) == {"level": "区"}
    assert taken(("rhythm.other", "每周")) == {"rhythm": "每周"}


def test_choosing_nothing_where_one_may_is_an_answer_left_open():
    assert taken(("rhythm", ""), ("rhythm.other", "每周")) == {}


def test_what_a_post_leaves_out_is_open_whatever_was_saved():
    assert taken(("times", "3"), saved={"line": "旧", "times": "2"}) == {"times": "3"}


def test_without_a_post_the_saved_answers_show():
    shown = forms.form(SECTION, {"line": "旧", "items": ["甲"], "times": NONE})
    assert (shown["line"].data, shown["items"].data, shown["times"].data) == ("旧", ["甲"], NONE)
    assert shown["own"].data is None


@pytest.mark.parametrize("key", ["items-01", "items-10000", "items--1", "items-1x", "items-１", "-1"])
def test_a_key_that_is_no_row_is_no_answer(key):
    assert taken((key, "甲")) == {}


def test_half_a_character_is_refused_by_name_and_keeps_what_was_saved():
    bound = forms.form(SECTION, {}, MultiDict([("line", "前\ud800"), ("times", "3"), ("rows-0-b", "\udfff")]))
    typed = forms.typed_answers(bound)
    assert "line" not in typed
    assert "rows" not in typed
    assert typed["times"] == "3"
    assert bound["line"].errors == ["一行里有损坏的文字（半个字符），请删去后重新输入；其他填报内容已经保存"]


def test_questions_may_be_called_like_the_parts_of_a_form():
    names = ("data", "errors", "validate", "process", "populate_obj", "meta", "items", "name")
    questions = "".join(f'\nname = "{name}"\ntype = "text"\nlabel = "{name}"' for name in names)
    section = small.definition(questions).section("first")
    bound = forms.form(section, {}, MultiDict((name, f"{name}！") for name in names))
    typed = forms.typed_answers(bound)
    assert {name: typed[name] for name in names} == {name: f"{name}！" for name in names}


def posted(section, typed):
    """What a browser posts of these answers: every control, empty ones too."""
    for question in section.asked:
        value, name = typed.get(question.name), question.name
        if value is NONE:
            yield f"{name}.none", "1"
            value = None
        if question.type == "select_multiple":
            yield from ((name, item) for item in value or [])
        elif question.type == "list":
            yield from ((f"{name}-{row}", item) for row, item in enumerate([*(value or []), ""]))
        elif question.type == "table":
            empty = {column.name: "" for column in question.columns}
            for row, cells in enumerate([*(value or []), empty]):
                yield from ((f"{name}-{row}-{column}", cell) for column, cell in cells.items())
        else:
            yield name, value or ""


@pytest.mark.parametrize("year", [2024, 2026])
def test_every_page_of_the_statement_comes_back_from_a_post_as_it_was(year):
    definition, complete = sample_answers.definition(), sample_answers.complete(year)
    for section in definition.sections:
        there = {name: typed for name, typed in complete.items() if name in section.questions}
        bound = forms.form(section, {}, MultiDict(posted(section, there)))
        typed = {name: value for name, value in forms.typed_answers(bound).items() if value is not None}
        assert typed == there
