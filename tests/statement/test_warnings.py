import pytest
import sample_answers

from collector.statement import answers, warnings
from collector.statement.states import NONE

SHIPPED = sample_answers.definition()


def warned(**changes):
    typed = {**sample_answers.complete(), **changes}
    typed = {name: value for name, value in typed.items() if value is not None}
    readings = answers.read(SHIPPED, typed)
    return {found.name: (found.question, found.message) for found in warnings.warnings_of(SHIPPED, readings)}


def blocks(**changes):
    return answers.problems(SHIPPED, {**sample_answers.complete(), **changes})


@pytest.mark.parametrize(
    ("name", "question", "quiet", "loud"),
    [
        # C10: 0.5–12 hours a person-time, both ends included
        (
            "community_hours",
            "community_service_hours",
            {"community_person_times": "100", "community_service_hours": "1200"},
            {"community_person_times": "100", "community_service_hours": "1200.1"},
        ),
        (
            "community_hours",
            "community_service_hours",
            {"community_person_times": "100", "community_service_hours": "50"},
            {"community_person_times": "100", "community_service_hours": "49.9"},
        ),
        # The year's figures may be counted until the next spring.
        ("cutoff", "cutoff_date", {"cutoff_date": "2027-03-31"}, {"cutoff_date": "2027-04-01"}),
        ("cutoff", "cutoff_date", {"cutoff_date": "2026-12-31"}, {"cutoff_date": "2031-12-31"}),
        (
            "cutoff",
            "cutoff_date",
            {"period_kind": "上半年", "cutoff_date": "2026-08-31"},
            {"period_kind": "上半年", "cutoff_date": "2026-12-31"},
        ),
        ("signing", "signed_date", {"signed_date": "2026-11-20"}, {"signed_date": "2026-11-19"}),
        # C11: the two congress days and the named one
        ("theme_days", "theme_party_days", {"theme_party_days": "3"}, {"theme_party_days": "2"}),
        # C12: a session on ideology is one of the sessions
        (
            "study_sessions",
            "study_group_sessions",
            {"study_group_sessions": NONE, "study_group_expanded": NONE, "ideology_study_month": NONE},
            {"study_group_sessions": NONE, "study_group_expanded": NONE, "ideology_study_month": "5"},
        ),
        # C13: 每季度 until November is three times, 每月 eleven times
        (
            "leadership_study_frequency",
            "party_gov_study_frequency",
            {"party_gov_study_frequency": "每季度", "study_group_sessions": "3", "study_group_expanded": "1"},
            {"party_gov_study_frequency": "每季度", "study_group_sessions": "2", "study_group_expanded": "1"},
        ),
        (
            "integrity_study_frequency",
            "integrity_study_frequency",
            {"integrity_study_frequency": "每月", "study_group_sessions": "11"},
            {"integrity_study_frequency": "每月", "study_group_sessions": "10"},
        ),
        # C14: no offence found, beside an offence or discipline
        (
            "holiday_result",
            "holiday_check_result",
            {"problems": ["值班记录过简"]},
            {"problems": ["违规发放补贴"]},
        ),
        (
            "holiday_result",
            "holiday_check_result",
            {"problem_handling": ["对相关负责人进行了提醒谈话"]},
            {"problem_handling": ["对相关责任人给予了纪律处分"]},
        ),
        # C15: 2026 − 1999
        (
            "publicity_month",
            "publicity_month_ordinal",
            {"publicity_month_ordinal": "27"},
            {"publicity_month_ordinal": "26"},
        ),
    ],
)
def test_a_warning_is_shown_at_its_question_and_never_blocks(name, question, quiet, loud):
    assert name not in warned(**quiet)
    shown_at, message = warned(**loud)[name]
    assert shown_at == question
    assert len(message) > 10
    assert blocks(**loud) == []
    assert blocks(**quiet) == []


def test_answers_that_agree_warn_of_nothing():
    assert warned() == {}


def test_open_answers_warn_of_nothing():
    assert list(warnings.warnings_of(SHIPPED, answers.read(SHIPPED, {}))) == []


def test_confirmed_nones_warn_of_nothing():
    nones = {question.name: NONE for question in SHIPPED.asked if question.may_be_none}
    assert list(warnings.warnings_of(SHIPPED, answers.read(SHIPPED, nones))) == []


def test_an_answer_nobody_asks_for_warns_of_nothing():
    # The result was left behind from before there were no spot checks.
    assert "holiday_result" not in warned(holiday_spot_checks=NONE, problems=["违规发放补贴"])


def test_a_frequency_is_counted_until_the_cutoff_date_and_at_most_for_the_year():
    few = {"party_gov_study_frequency": "每半年", "study_group_sessions": "1", "study_group_expanded": "1"}
    quiet = {"integrity_study_frequency": "不定期", "theme_day_month": "3", "ideology_study_month": "3"}
    assert "leadership_study_frequency" not in warned(**few, **quiet, cutoff_date="2026-06-30")
    assert "leadership_study_frequency" in warned(**few, **quiet, cutoff_date="2026-12-31")
    assert "leadership_study_frequency" in warned(**few, **quiet, cutoff_date="2027-01-10")
