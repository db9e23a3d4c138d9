import pytest
import sample_answers
import small

from collector.statement import dependence

QUESTIONS = """
name = "trips"
type = "integer"
label = "次数"

name = "abroad"
type = "integer"
label = "出国次数"
at_most = "trips"

name = "where"
type = "text"
label = "地点"
relevant = "abroad"

name = "why"
type = "text"
label = "事由"
relevant = "where"
requires = "year"

name = "cutoff"
type = "date"
label = "截止日"

name = "day"
type = "date"
label = "日期"
not_after = "cutoff"

name = "rows"
type = "table"
label = "台账"
columns = [{ name = "a", label = "甲" }, { name = "b", label = "时", type = "integer" }]

name = "counted"
type = "integer"
label = "条数"
ledger = "rows"

name = "hours"
type = "integer"
label = "小时"
ledger = "rows"
ledger_sum = "b"
zero_with = "trips"

name = "least"
type = "integer"
label = "至少"
at_least = "abroad"

name = "said"
type = "note"
label = "说明"

name = "plan"
type = "computed"
from = "year"
how = "five_year_plan"
"""
# what is named -> what else may be changed then
ALONG = {
    "where": {"why"},
    "why": set(),
    "abroad": {"where", "why", "least"},
    "least": set(),
    "cutoff": {"day"},
    "day": set(),
    # A number and its ledger, and so the other number of the ledger; both none, or neither.
    "counted": {"rows", "hours", "trips", "abroad", "where", "why", "least"},
    "rows": {"counted", "hours", "trips", "abroad", "where", "why", "least"},
    "trips": {"abroad", "where", "why", "least", "hours", "rows", "counted"},
}


@pytest.fixture(scope="module")
def definition():
    return small.definition(QUESTIONS)


@pytest.mark.parametrize("name", ALONG)
def test_what_hangs_on_a_question_opens_along_with_it(definition, name):
    assert dependence.dependents(definition, [name]) == {name, *ALONG[name]}


def test_several_open_what_hangs_on_any_of_them(definition):
    assert dependence.dependents(definition, ["day", "where"]) == {"day", "where", "why"}


def test_what_nobody_answers_or_knows_is_left_out(definition):
    assert dependence.dependents(definition, ["said", "plan", "gone"]) == set()
    assert dependence.dependents(definition, ["year", "period"]) == set()
    assert dependence.dependents(definition, []) == set()


def test_year_and_period_stay_closed_though_they_are_named():
    hung = small.definition('\nname = "it"\ntype = "integer"\nlabel = "这"\nzero_with = "year"\n')
    assert dependence.dependents(hung, ["it"]) == {"it"}
    shipped = sample_answers.definition()
    everything = {question.name for question in shipped.asked} - {shipped.year, shipped.period}
    found = dependence.dependents(shipped, everything)
    assert found == everything
    assert dependence.dependents(shipped, [*everything, shipped.year, shipped.period]) == everything


def test_of_the_shipped_definition_a_named_number_opens_its_ledger():
    shipped = sample_answers.definition()
    for question in shipped.asked:
        if question.ledger:
            assert question.ledger in dependence.dependents(shipped, [question.name])
            assert question.name in dependence.dependents(shipped, [question.ledger])
