import pytest
import small

from collector.statement import computed, wording
from collector.statement.states import NONE
from collector.word.text import Mark

KINDS = """
name = "kinds"
type = "list"
label = "方面"
required = true
none_allowed = true
name = "number"
type = "computed"
from = "kinds"
how = "count"
numerals = "liang"
name = "head"
type = "computed"
from = "kinds"
how = "first"
each = "“{}”"
name = "tail"
type = "computed"
from = "kinds"
how = "rest"
each = "“{}”"
"""
PLAN = """
name = "plan"
type = "computed"
from = "year"
how = "five_year_plan"
"""
BRANCHES = """
name = "before"
type = "integer"
label = "之前"
name = "after"
type = "integer"
label = "之后"
name = "changed"
type = "computed"
from = ["before", "after"]
how = "differs"
"""


def words(questions, typed):
    return wording.words(small.definition(questions), typed)


@pytest.mark.parametrize(
    ("items", "number", "head", "tail"),
    [
        (["政治监督"], "一", "“政治监督”", ""),
        (["政治监督", "日常监督"], "两", "“政治监督”", "“日常监督”"),
        (list("甲乙丙丁"), "四", "“甲”", "“乙”、“丙”和“丁”"),
    ],
)
def test_the_number_of_items_and_their_parts_come_from_the_list(items, number, head, tail):
    found = words(KINDS, {"kinds": items})
    assert (found["number"], found["head"], found["tail"]) == (number, head, tail)


def test_an_open_list_prints_marks_for_what_is_computed_from_it():
    found = words(KINDS, {})
    assert (found["number"], found["head"]) == ("**", "“**”")
    assert isinstance(found["number"], Mark)
    assert isinstance(found["head"], Mark)


def test_a_confirmed_none_computes_to_nothing():
    found = words(KINDS, {"kinds": NONE})
    assert (found["number"], found["head"], found["tail"]) == ("", "", "")


def test_what_is_computed_from_a_question_nobody_asks_is_nothing_and_no_mark():
    relevant = KINDS.replace('label = "方面"', 'label = "方面"\nrelevant = "any"')
    found = words('\nname = "any"\ntype = "integer"\nlabel = "个数"' + relevant, {"any": NONE})
    assert (found["number"], found["head"], found["tail"]) == ("", "", "")


@pytest.mark.parametrize(
    ("year", "plan"),
    [("2020", "十三五"), ("2021", "十四五"), ("2025", "十四五"), ("2026", "十五五"), ("2031", "十六五")],
)
def test_a_year_has_its_five_year_plan(year, plan):
    assert words(PLAN, {"year": year})["plan"] == plan


@pytest.mark.parametrize("year", [None, "明年"])
def test_without_a_year_the_plan_is_open(year):
    found = words(PLAN, {"year": year} if year else {})["plan"]
    assert found == "**"
    assert isinstance(found, Mark)


@pytest.mark.parametrize(
    ("before", "after", "changed"), [("4", "7", "是"), ("7", "7", ""), (None, "7", "是"), (None, None, "是")]
)
def test_two_answers_differ_until_both_are_there_and_the_same(before, after, changed):
    typed = {name: value for name, value in (("before", before), ("after", after)) if value}
    assert words(BRANCHES, typed)["changed"] == changed


def test_every_way_of_computing_says_how_many_questions_it_takes():
    assert set(computed.TAKES) == set(computed.HOW)
    assert set(computed.READS) <= set(computed.HOW)
