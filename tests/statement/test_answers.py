import small

from collector.statement import answers
from collector.statement.states import NONE

REQUIRED = """
name = "times"
type = "integer"
label = "次数"
required = true
name = "state"
type = "select_one"
label = "状态"
choices = ["是", "否"]
required = true
name = "note"
type = "text"
label = "说明"
relevant = "state = 否"
required = true
required_message = "选“否”时要说明"
"""
CHAIN = """
name = "checks"
type = "integer"
label = "暗访"
name = "result"
type = "select_one"
label = "结果"
choices = ["无", "有"]
relevant = "checks"
required = true
name = "count"
type = "integer"
label = "件数"
min = 1
relevant = "result = 有"
required = true
name = "rest"
type = "text"
label = "其余"
relevant = "result != 有"
"""


def relevant(definition, typed):
    readings = answers.read(definition, typed)
    return [name for name in readings if answers.is_relevant(definition.questions[name], readings)]


def test_an_open_required_question_is_missing_and_the_message_says_what_to_do():
    found = answers.problems(small.definition(REQUIRED), {})
    assert [(each.question.name, each.message, each.missing) for each in found] == [
        ("times", "请填写次数", True),
        ("state", "请选择状态", True),
    ]


def test_a_required_question_accepts_a_confirmed_zero():
    assert small.messages(small.definition(REQUIRED), {"times": NONE, "state": "是"}) == {}


def test_a_wrong_answer_is_a_problem_but_not_missing():
    found = answers.problems(small.definition(REQUIRED), {"times": "多次", "state": "是"})
    assert [(each.question.name, each.missing) for each in found] == [("times", False)]


def test_a_question_can_say_in_its_own_words_that_it_is_required():
    definition = small.definition(REQUIRED)
    assert small.messages(definition, {"times": "1", "state": "否"}) == {"note": ["选“否”时要说明"]}
    assert small.messages(definition, {"times": "1", "state": "是", "note": ""}) == {}


def test_what_is_wrong_with_an_answer_nobody_asks_for_keeps_no_report_back():
    definition = small.definition(CHAIN)
    assert small.messages(definition, {"checks": NONE, "count": "很多", "result": "也许"}) == {}


def test_a_question_is_asked_until_the_other_is_a_confirmed_none():
    definition = small.definition(CHAIN)
    assert "result" in relevant(definition, {})
    assert "result" in relevant(definition, {"checks": "2"})
    assert "result" in relevant(definition, {"checks": "多次"})
    assert "result" not in relevant(definition, {"checks": NONE})


def test_a_comparison_waits_for_the_other_answer():
    definition = small.definition(CHAIN)
    assert {"count", "rest"}.isdisjoint(relevant(definition, {}))
    assert "count" in relevant(definition, {"result": "有"})
    assert "rest" not in relevant(definition, {"result": "有"})
    assert "rest" in relevant(definition, {"result": "无"})
    assert "count" not in relevant(definition, {"result": "无"})


def test_what_hangs_on_a_question_nobody_asks_is_not_asked_either():
    # The result was left behind from before there were no checks.
    left = {"checks": NONE, "result": "有"}
    assert relevant(small.definition(CHAIN), left) == ["year", "period", "checks"]
    assert small.messages(small.definition(CHAIN), left) == {}


def test_a_condition_on_several_choices_or_items_asks_whether_one_of_them_is_it():
    definition = small.definition("""
name = "done"
type = "select_multiple"
label = "处理"
choices = ["通报", "谈话"]
name = "letter"
type = "text"
label = "通报文号"
relevant = "done = 通报"
""")
    assert "letter" in relevant(definition, {"done": ["谈话", "通报"]})
    assert "letter" not in relevant(definition, {"done": ["谈话"]})


def test_answers_to_names_nobody_knows_are_left_out():
    assert "ghost" not in answers.read(small.definition(), {"ghost": "x"})


def test_problems_come_in_the_order_of_the_statement():
    found = list(small.messages(small.definition(REQUIRED + CHAIN), {"checks": "x", "year": "?"}))
    assert found == ["year", "times", "state", "checks", "result"]
