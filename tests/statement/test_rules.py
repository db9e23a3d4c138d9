import pytest
import small

from collector.statement.states import NONE

PAIR = """
name = "planned"
type = "integer"
label = "确立的任务"
name = "done"
type = "integer"
label = "完成的任务"
at_most = "planned"
"""
HOURS = """
name = "times"
type = "integer"
label = "人次"
name = "hours"
type = "decimal"
label = "时长"
zero_with = "times"
"""
CUTOFF = """
name = "cutoff"
type = "date"
label = "截止日"
name = "held"
type = "month"
label = "活动月份"
not_after = "cutoff"
none_allowed = true
name = "signed"
type = "date"
label = "签署日"
not_after = "cutoff"
"""
LETTERS = """
name = "letters"
type = "integer"
label = "函"
requires = "topics"
name = "topics"
type = "list"
label = "问题"
requires = "letters"
none_allowed = true
"""


@pytest.mark.parametrize(
    ("done", "planned"), [("4", "6"), ("6", "6"), (NONE, "6"), (NONE, NONE), ("4", None)]
)
def test_a_part_may_be_as_large_as_the_whole(done, planned):
    typed = {name: value for name, value in (("done", done), ("planned", planned)) if value}
    assert small.messages(small.definition(PAIR), typed) == {}


@pytest.mark.parametrize(("planned", "shown"), [("6", "6"), (NONE, "0")])
def test_a_part_larger_than_the_whole_is_told_with_both_numbers(planned, shown):
    found = small.messages(small.definition(PAIR), {"done": "7", "planned": planned})
    assert found == {"done": [f"完成的任务（7）不能多于确立的任务（{shown}）"]}


def test_a_whole_may_not_be_smaller_than_its_part():
    definition = small.definition(PAIR.replace("at_most", "at_least"))
    assert small.messages(definition, {"done": "6", "planned": "6"}) == {}
    found = small.messages(definition, {"done": "5", "planned": "6"})
    assert found == {"done": ["完成的任务（5）不能少于确立的任务（6）"]}


def test_a_definition_may_say_it_in_its_own_words_and_braces_elsewhere_do_no_harm():
    own = PAIR + 'constraint_message = "做完 {value} 项，可只立了 {other} 项"'
    assert small.messages(small.definition(own), {"done": "7", "planned": "6"}) == {
        "done": ["做完 7 项，可只立了 6 项"]
    }
    odd = PAIR.replace("完成的任务", "完成{0}的{任务}")
    found = small.messages(small.definition(odd), {"done": "7", "planned": "6"})
    assert found == {"done": ["完成{0}的{任务}（7）不能多于确立的任务（6）"]}


@pytest.mark.parametrize(("times", "hours"), [("3", "6.5"), (NONE, NONE), ("3", None), (None, NONE)])
def test_two_numbers_are_zero_together_or_not_at_all(times, hours):
    typed = {name: value for name, value in (("times", times), ("hours", hours)) if value}
    assert small.messages(small.definition(HOURS), typed) == {}


@pytest.mark.parametrize(
    ("times", "hours", "said"),
    [(NONE, "6.5", "人次为零，时长却不为零，请核对"), ("3", NONE, "时长为零，人次却不为零，请核对")],
)
def test_one_zero_alone_is_told(times, hours, said):
    found = small.messages(small.definition(HOURS), {"times": times, "hours": hours})
    assert found == {"hours": [said]}


@pytest.mark.parametrize(
    ("year", "cutoff", "month"),
    [
        ("2026", "2026-11-20", "11"),
        ("2026", "2027-01-10", "12"),
        ("2026", None, "12"),
        (None, "2026-11-20", "1"),
        ("2026", "2026-11-20", NONE),
    ],
)
def test_a_month_may_be_that_of_the_cutoff_date(year, cutoff, month):
    typed = {"year": year, "cutoff": cutoff, "held": month}
    typed = {name: value for name, value in typed.items() if value}
    assert small.messages(small.definition(CUTOFF), typed) == {}


@pytest.mark.parametrize(("year", "month"), [("2026", "12"), (None, "12"), ("2027", "1")])
def test_a_month_after_the_cutoff_date_is_told(year, month):
    typed = {"cutoff": "2026-11-20", "held": month, **({"year": year} if year else {})}
    found = small.messages(small.definition(CUTOFF), typed)
    assert found == {"held": [f"活动月份（{month}月）不能晚于截止日（2026年11月20日）"]}


def test_a_date_may_not_be_after_another():
    definition = small.definition(CUTOFF)
    assert small.messages(definition, {"cutoff": "2026-11-20", "signed": "2026-11-20"}) == {}
    found = small.messages(definition, {"cutoff": "2026-11-20", "signed": "2026-11-21"})
    assert found == {"signed": ["签署日（2026年11月21日）不能晚于截止日（2026年11月20日）"]}


@pytest.mark.parametrize(
    ("letters", "topics"), [("2", ["节假日纪律"]), (NONE, NONE), (NONE, None), ("2", None)]
)
def test_two_answers_that_require_each_other_are_both_there_or_both_none(letters, topics):
    typed = {name: value for name, value in (("letters", letters), ("topics", topics)) if value}
    assert small.messages(small.definition(LETTERS), typed) == {}


def test_one_of_them_alone_is_told_where_it_stands():
    definition = small.definition(LETTERS)
    assert small.messages(definition, {"letters": NONE, "topics": ["节假日纪律"]}) == {
        "topics": ["填了问题，但函为零或没有，请核对"]
    }
    assert small.messages(definition, {"letters": "2", "topics": NONE}) == {
        "letters": ["填了函，但问题为零或没有，请核对"]
    }


def test_an_answer_that_cannot_be_read_breaks_no_rule():
    assert small.messages(small.definition(PAIR), {"done": "7", "planned": "六七项"}) == {
        "planned": ["确立的任务要填整数，如 12"]
    }
