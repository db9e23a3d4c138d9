"""Which answers a printed report says nothing of."""

import pytest
import sample_answers
import small

from collector.statement import answers, carried, extraction
from collector.statement.states import NONE
from collector.word import template as word_template

QUESTIONS = """
name = "said"
type = "text"
label = "写明的"
required = false
name = "clause"
type = "text"
label = "有就写的"
required = false
name = "kept"
type = "text"
label = "不印的"
required = false
name = "way"
type = "select_one"
label = "方式"
choices = ["会议", "自学", "网络"]
name = "place"
type = "text"
label = "地点"
relevant = "way = 会议"
name = "hidden_place"
type = "text"
label = "不印的地点"
relevant = "way = 会议"
name = "under_kept"
type = "text"
label = "由不印的决定"
relevant = "kept = 是"
name = "things"
type = "list"
label = "几项"
name = "rows"
type = "table"
label = "表"
required = false
columns = [{ name = "what", label = "内容" }, { name = "who", label = "何人" }]
name = "before"
type = "integer"
label = "以前"
name = "after"
type = "integer"
label = "现在"
name = "is_other"
type = "computed"
how = "differs"
from = ["before", "after"]
name = "first_thing"
type = "computed"
how = "first"
from = ["things"]
"""
TEMPLATE = """[正文]
{{ year }}年{{ period }}：{{ said }}。
{% if clause and said %}另有{{ clause }}。{% endif %}
{% if way == "会议" %}在{{ place }}开会。{% elif way == "网络" %}{{ hidden_place }}{{ under_kept }}{% endif %}
首先是{{ first_thing }}。{% if is_other %}由{{ before }}到{{ after }}。{% endif %}
{%p for what, who in rows %}
内容：{{ what }}，{{ who }}
{%p endfor %}
"""


def unprinted(typed, definition=None):
    """The names of which the report of these answers says nothing."""
    definition = definition or small.definition(QUESTIONS, TEMPLATE)
    template = word_template.load(definition.template)
    return carried.unprinted(definition, template, answers.read(definition, typed))


GIVEN = {"said": "甲", "way": "会议", "place": "楼上", "before": "1", "after": "2", "kept": "是"}


@pytest.mark.parametrize(
    ("left_out", "more"),
    [
        # Blanks, clauses, loops and the parts of a list are seen to be missing.
        ((), {"hidden_place", "under_kept"}),
        (("place",), {"hidden_place", "under_kept"}),
        # What hangs on an answer that isn't known isn't known either.
        (("kept",), {"hidden_place", "kept", "under_kept"}),
        # A clause that a missing word keeps from being looked for.
        (("said",), {"hidden_place", "under_kept"}),
        # It only says that they are the same.
        (("before", "after"), {"hidden_place", "under_kept", "before", "after"}),
        (("after",), {"hidden_place", "under_kept"}),
    ],
)
def test_what_the_way_through_the_template_never_meets_is_not_known(left_out, more):
    assert unprinted({name: typed for name, typed in GIVEN.items() if name not in left_out}) == more


def test_what_is_known_not_to_be_asked_is_known():
    assert unprinted(GIVEN | {"way": "自学", "kept": "否"}) == set()


def test_an_answer_that_is_there_is_known():
    assert unprinted(GIVEN | {"hidden_place": "乙", "under_kept": "丙"}) == set()


def test_a_word_under_another_condition_is_known_only_where_that_holds():
    choice = "{% if way == '会议' %}{{ said }}{% else %}{{ clause }}{% endif %}"
    template = "[正文]\n{{ year }}年{{ period }}。" + choice
    definition = small.definition(QUESTIONS[: QUESTIONS.index('name = "kept"')] + WAY, template)
    assert unprinted({"way": "会议"}, definition) == {"clause"}
    assert unprinted({"way": "自学"}, definition) == {"said"}


WAY = QUESTIONS[QUESTIONS.index('name = "way"') : QUESTIONS.index('name = "place"')]


def test_every_answer_a_shipped_report_says_nothing_of_is_not_known():
    definition = sample_answers.definition()
    template = word_template.load(definition.template)
    for year in (2024, 2025, 2026):
        typed = sample_answers.complete(year)
        found = extraction.extracted(definition, template, extraction.refilled(definition, template, typed))
        read = {name: answer for name, answer in found.answers.items() if name not in found.unprinted}
        lost = {name for name in typed if name not in read and typed[name] is not NONE}
        assert lost <= unprinted(read, definition)
        assert {"study_ledger", "family_business"} <= unprinted(read, definition)
