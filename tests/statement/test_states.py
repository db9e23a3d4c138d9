import pytest
import small

from collector.statement import cleaning, states
from collector.statement.states import NONE

TABLE = 'type = "table"\ncolumns = [{ name = "a", label = "甲" }, { name = "b", label = "乙" }]'


def taken(toml, value):
    return states.from_json(small.question(toml), value)


@pytest.mark.parametrize(
    ("toml", "value", "typed"),
    [
        ("", "甲\r\n乙", "甲\n乙"),
        ("", 5, "5"),
        ('type = "integer"', 12, "12"),
        ('type = "integer"', 12.0, "12"),
        ('type = "decimal"', 12.5, "12.5"),
        ('type = "integer"', "１２次", "１２次"),
        ('type = "list"', ["甲", 2], ["甲", "2"]),
        (TABLE, [{"a": "甲"}, {"b": 0}], [{"a": "甲", "b": ""}, {"a": "", "b": "0"}]),
        (TABLE, [{"a": None, "b": "乙"}], [{"a": "", "b": "乙"}]),
    ],
)
def test_a_json_value_is_taken_as_it_would_be_typed(toml, value, typed):
    assert taken(toml, value) == typed


@pytest.mark.parametrize(
    ("toml", "value"),
    [
        ('type = "integer"', 0),
        ('type = "decimal"', 0.0),
        ('type = "integer"', []),
        ('type = "list"\nnone_allowed = true', []),
        ('type = "list"\nnone_allowed = true', 0),
        ("none_allowed = true", 0),
        ('type = "month"\nnone_allowed = true', 0),
    ],
)
def test_zero_or_an_empty_list_is_a_confirmed_none(toml, value):
    assert taken(toml, value) is NONE


def test_null_is_open():
    assert taken("", None) is None


@pytest.mark.parametrize(
    ("toml", "value", "said"),
    [
        ("", True, "要写成文字或数字"),
        ("", ["甲"], "要写成文字或数字"),
        ("", {"a": 1}, "要写成文字或数字"),
        ('type = "integer"', False, "要写成文字或数字"),
        ('type = "list"', "甲；乙", "要写成数组"),
        ('type = "list"', 12, "要写成数组"),
        ('type = "list"', [["甲"]], "要写成文字或数字"),
        ('type = "list"', ["甲", None], "要写成文字或数字"),
        (TABLE, {"a": "甲"}, "要写成数组"),
        (TABLE, 3, "要写成数组"),
        (TABLE, ["甲"], "每一行要写成对象，只含 a、b"),
        (TABLE, [{"c": "丙"}], "每一行要写成对象，只含 a、b"),
        (TABLE, [{"a": ["甲"]}], "要写成文字或数字"),
    ],
)
def test_a_value_of_another_shape_is_refused(toml, value, said):
    with pytest.raises(states.Refused, match=said):
        taken(toml, value)


def test_half_a_character_is_refused_wherever_it_stands():
    for toml, value in (("", "\ud800"), ('type = "list"', ["\ud800"]), (TABLE, [{"a": "\ud800"}])):
        with pytest.raises(cleaning.LoneSurrogate):
            taken(toml, value)


@pytest.mark.parametrize("typed", ["甲", "", ["甲", "乙"], [{"a": "甲"}], NONE])
def test_what_is_stored_comes_back_as_it_was(typed):
    assert states.stored(states.to_json(typed)) == typed
