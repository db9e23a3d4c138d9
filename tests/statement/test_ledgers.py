"""Ledgers: a count or a sum taken from the rows of a table, beside the number that was answered."""

from decimal import Decimal

import pytest
import small
from small_questions import SECOND, with_second

from collector.statement import answers, ledgers, warnings
from collector.statement.states import NONE

COUNTED = """
name = "visits"
type = "integer"
label = "走访次数"
unit = "次"
ledger = "visit_ledger"

name = "hours"
type = "decimal"
label = "服务时长"
unit = "小时"
max = 100
ledger = "visit_ledger"
ledger_sum = "hours"

name = "visit_ledger"
type = "table"
label = "走访台账"
columns = [{ name = "subject", label = "事项" }, { name = "hours", label = "时长", type = "decimal" }]
"""
UNPRINTED = "[正文]\n{{ year }}{{ period }}{{ visits }}次{{ hours }}小时\n"
DEFINITION = small.definition(COUNTED, UNPRINTED)
ROWS = [
    {"subject": "社区", "hours": "2.5"},
    {"subject": "", "hours": ""},
    {"subject": "站点", "hours": "3小时"},
]
YEAR = {"year": "2026", "period": "年度"}


def readings(**typed):
    return answers.read(DEFINITION, typed)


def said(**typed):
    found = readings(**typed)
    return {warning.question: warning.message for warning in warnings.warnings_of(DEFINITION, found)}


def test_a_ledger_needs_no_blank_in_the_template():
    assert "visit_ledger" in DEFINITION.questions


def test_an_open_count_is_the_number_of_rows_that_hold_anything():
    assert readings(visit_ledger=[*ROWS, {"subject": "", "hours": "1"}])["visits"].value == 3


def test_an_open_sum_adds_up_its_column():
    assert readings(visit_ledger=[ROWS[0], {"subject": "站点", "hours": "3"}])["hours"].value == Decimal(
        "5.5"
    )


def test_the_report_prints_the_number_of_the_ledger():
    typed = {**YEAR, "visit_ledger": [ROWS[0], {"subject": "站点", "hours": "3"}]}
    assert small.report(DEFINITION, typed) == ["2026年度2次5.5小时"]


def test_a_number_that_was_answered_stays():
    assert readings(visits="7", visit_ledger=ROWS)["visits"].value == 7
    assert readings(visits=NONE, visit_ledger=ROWS)["visits"].value is NONE


@pytest.mark.parametrize("ledger", [None, NONE, [], [{"subject": " ", "hours": ""}]])
def test_an_empty_ledger_counts_nothing(ledger):
    typed = {"visit_ledger": ledger} if ledger is not None else {}
    assert readings(**typed)["visits"].is_open
    assert said(visits="3", **typed) == {}


def test_a_sum_of_a_cell_that_cannot_be_read_is_open():
    found = readings(visit_ledger=[{"subject": "社区", "hours": "很久"}])
    assert found["hours"].is_open
    assert found["visits"].value == 1


def test_a_sum_outside_the_limits_of_its_question_is_told():
    found = readings(visit_ledger=[{"subject": "社区", "hours": "99"}, {"subject": "站点", "hours": "2"}])
    assert found["hours"].message == "服务时长不能大于 100"
    problems = small.messages(DEFINITION, {"visit_ledger": [{"subject": "社区", "hours": "101"}]})
    assert problems["hours"] == ["服务时长不能大于 100"]


def test_a_sum_of_zero_leaves_the_question_open():
    assert readings(visit_ledger=[{"subject": "社区", "hours": "0"}])["hours"].is_open


def test_a_number_unlike_its_ledger_is_told_with_both():
    found = said(visits="3", hours="5.5", visit_ledger=[ROWS[0], {"subject": "站点", "hours": "3"}])
    assert found == {"visits": "走访台账合计 2 次，这里填的是 3 次，请核对"}


def test_a_confirmed_zero_beside_rows_is_told():
    assert said(visits=NONE, visit_ledger=ROWS)["visits"] == "走访台账合计 2 次，这里填的是 0 次，请核对"


@pytest.mark.parametrize("typed", [{"visits": "2"}, {"visits": "两"}, {}])
def test_the_same_number_and_an_open_one_are_not_told(typed):
    assert said(visit_ledger=ROWS, **typed) == {}


def test_the_counts_of_a_ledger_are_known():
    assert {name: [each.name for each in found] for name, found in DEFINITION.ledgers.items()} == {
        "visit_ledger": ["visits", "hours"]
    }
    assert ledgers.rows(ROWS) == [ROWS[0], ROWS[2]]


def test_a_ledger_in_another_section_is_told():
    elsewhere = SECOND + 'columns = [{ name = "a", label = "甲" }, { name = "b", label = "乙" }]\n'
    elsewhere = elsewhere.replace('"text"', '"table"').replace('"line"', '"rows"')
    count = '\nname = "times"\ntype = "integer"\nlabel = "次数"\nledger = "rows"\n'
    template = "[正文]\n{{ year }}{{ period }}{{ times }}\n"
    found = small.mistakes(count, template, with_second(), **{"second.toml": elsewhere})
    assert found == ["first.toml，问题 times，键 ledger：“rows”在别的部分，台账要和它的次数在同一个部分"]
