import json

import hostile
import pytest
import small

from collector.statement import cleaning, given
from collector.statement.states import NONE

DEFINITION = small.definition("""
name = "line"
type = "text"
label = "一行"
name = "times"
type = "integer"
label = "次数"
name = "items"
type = "list"
label = "几项"
none_allowed = true
name = "plan"
type = "computed"
from = "year"
how = "five_year_plan"
""")


def taken(content):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    found, complaints = given.answers_in(DEFINITION, data)
    return found, {complaint.name: complaint.message for complaint in complaints}


def refusal(content):
    with pytest.raises(given.Unreadable) as refused:
        given.answers_in(DEFINITION, content)
    return str(refused.value)


def test_answers_are_taken_by_name():
    found, complaints = taken({"line": "甲", "times": 0, "items": ["甲", "乙"], "year": 2026})
    assert found == {"line": "甲", "times": NONE, "items": ["甲", "乙"], "year": "2026"}
    assert complaints == {}


def test_null_and_absent_are_open():
    assert taken({"line": None, "plan": None}) == ({}, {})


@pytest.mark.parametrize("name", hostile.NAMES)
def test_a_hostile_text_is_taken_cleaned(name):
    typed, line, _ = hostile.answer(name)
    found, complaints = taken({"line": typed, "items": [typed]})
    assert complaints == {}
    assert cleaning.inline(found["line"]) == line
    assert found["items"] == [found["line"]]


def test_everything_that_cannot_be_taken_is_named_at_once():
    found, complaints = taken(
        {"line": "前\udfff后", "times": True, "items": "甲；乙", "plan": "十五五", "ghost": 1, "year": 2026}
    )
    assert found == {"year": "2026"}
    assert complaints == {
        "line": "有损坏的文字（半个字符），请删去后重新输入",
        "times": "要写成文字或数字",
        "items": "要写成数组 […]",
        "plan": "由其他填报内容算出，不用填写",
        "ghost": "没有这个问题",
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"line": "\xbc\xd7"}', "不是有效的 JSON：文字不是 UTF-8 编码，请用 UTF-8 另存"),
        (b'{"line": 1,\n "times" 2}', "不是有效的 JSON：第 2 行第 10 列读不懂，请检查引号、逗号和括号"),
        (b"", "不是有效的 JSON：第 1 行第 1 列读不懂，请检查引号、逗号和括号"),
        (b"[" * 100_000, "不是有效的 JSON：括号套得太深"),
        (b'{"times": ' + b"9" * 5000 + b"}", "不是有效的 JSON：数字太长"),
        (b"[1, 2]", "最外层要写成对象 {名称: 值}"),
        (b"null", "最外层要写成对象 {名称: 值}"),
    ],
)
def test_a_text_that_is_no_object_is_refused_whole(content, said):
    assert refusal(content) == said


def test_a_name_given_twice_is_refused_as_one_answer_would_be_lost():
    content = b'{"line": "\xe7\x94\xb2", "times": 1, "line": ""}'
    assert refusal(content) == "名称 line 写了两次，请只留一个"
    assert refusal(b'{"": 1, "": 2}') == "名称 名称“” 写了两次，请只留一个"


def test_a_byte_order_mark_does_no_harm():
    assert taken(b"\xef\xbb\xbf" + b'{"times": 3}') == ({"times": "3"}, {})


def test_a_name_from_outside_is_shown_safely():
    _, complaints = given.answers_in(DEFINITION, b'{"\\ud800\\n\\u001b' + b"x" * 100 + b'": 1}')
    assert [str(each) for each in complaints] == ["???" + "x" * 57 + "：没有这个问题"]


def test_an_empty_name_is_told_like_any_other():
    content = b'{"": 1, " ": 1, "times": 3, "line": [1]}'
    found, complaints = given.answers_in(DEFINITION, content)
    assert found == {"times": "3"}
    assert [str(each) for each in complaints[:2]] == ["名称“”：没有这个问题", "名称“ ”：没有这个问题"]
    assert complaints[2].name == "line"


def test_two_long_names_that_begin_alike_are_both_told():
    _, complaints = given.answers_in(DEFINITION, json.dumps({"x" * 70: 1, "x" * 80: 1}).encode())
    assert len(complaints) == 2
