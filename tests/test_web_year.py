"""A statement goes with the year and period answered in it."""

from section_filling import HEADER, changed, fields, values
from web_fixtures import errors, new_statement, words

from collector.store import statements


def filled(official, statement, **answers):
    """The form of the header with everything in it."""
    return changed(fields(official, f"{statement}/header"), **{**HEADER, **answers})


def test_the_statement_follows_the_year_and_period_answered(official, statement, db):
    other = {"report_year": "2025年", "period_kind": "上半年"}
    official.post(f"{statement}/header", filled(official, statement, **other))
    row = statements.one(db, 1, 1)
    assert (row["year"], row["period"]) == (2025, "上半年")
    assert "2025年上半年履行" in words(official.get(statement))


def test_a_year_that_another_statement_has_is_a_problem_and_is_kept(official, statement, db):
    new_statement(official, 2025)
    response = official.post(f"{statement}/header", filled(official, statement, report_year="2025"), 422)
    (message,) = errors(response)["report_year"]
    assert "您已有一份《2025年度履行全面从严治党主体责任情况报告》" in message
    assert values(db)["report_year"] == "2025"
    assert statements.one(db, 1, 1)["year"] == 2026
    assert statements.one(db, 1, 1)["findings"] == 1
    assert message in words(official.get(f"{statement}/check"))
    official.post(f"{statement}/header", filled(official, statement))
    assert statements.one(db, 1, 1)["findings"] == 0


def test_a_year_that_cannot_be_read_moves_nothing(official, statement, db):
    official.post(f"{statement}/header", filled(official, statement, report_year="今年"), 422)
    assert statements.one(db, 1, 1)["year"] == 2026
