"""What the shipped statement asks, beside the list of its facts."""

import re

import pytest
from shipped import SHIPPED

from collector.statement import readings

# The 19 starred blanks are 17 facts: name -> (type, unit).
STARRED = {
    "key_work_area": ("text", ""),
    "key_focus_actions": ("text", ""),
    "community_person_times": ("integer", "人次"),
    "community_service_hours": ("decimal", "小时"),
    "study_group_sessions": ("integer", "次"),
    "study_group_expanded": ("integer", "次"),
    "theme_party_days": ("integer", "次"),
    "party_lectures": ("integer", "次"),
    "city_bureau_core": ("text", ""),
    "unit_short_core": ("text", ""),
    "organ_level": ("select_one", ""),
    "essay_contest_name": ("text", ""),
    "province_center_core": ("text", ""),
    "inspections": ("list", ""),
    "problems": ("list", ""),
}
# inspections and problems hold two facts each.
FACTS = 17
# What changes from year to year and was not starred: id -> (name, type, unit).
YEARLY = {
    "A01": ("party_gov_study_frequency", "select_one", ""),
    "A02": ("theme_day_month", "month", "月份"),
    "A03": ("theme_day_title", "text", ""),
    "A04": ("department_party_group", "text", ""),
    "A05": ("province_center_party_committee", "text", ""),
    "A06": ("five_year_plan", "computed", ""),
    "A07": ("sector_guideline", "text", ""),
    "A08": ("special_oversight_focus", "text", ""),
    "A09": ("practice_activity_name", "text", ""),
    "A10": ("practice_tasks_planned", "integer", "项"),
    "A11": ("practice_tasks_done", "integer", "项"),
    "A12": ("partner_communities", "integer", "个"),
    "A13": ("community_scheme_names", "list", ""),
    "A14": ("study_focus", "list", ""),
    "A15": ("continuing_education_themes", "list", ""),
    "A16": ("integrity_activity_name", "text", ""),
    "A17": ("integrity_visits", "list", ""),
    "A18": ("exchange_speaker_role", "text", ""),
    "A19": ("selected_article_title", "text", ""),
    "A20": ("essay_contest_edition", "integer", ""),
    "A21": ("party_congress_name", "text", ""),
    "A22": ("city_talks_attended", "integer", "次"),
    "A23": ("province_lectures_attended", "integer", "次"),
    "A24": ("province_online_classes", "integer", "次"),
    "A25": ("leadership_talks_given", "integer", "次"),
    "A26": ("congress_theme_days", "integer", "次"),
    "A27": ("congress_theme_title", "text", ""),
    "A28": ("ideology_deployments", "integer", "次"),
    "A29": ("ideology_study_month", "month", "月份"),
    "A30": ("ideology_study_topic", "text", ""),
    "A31": ("ideology_report_by", "select_one", ""),
    "A32": ("cybersecurity_training", "select_one", ""),
    "A33": ("integrity_study_frequency", "select_one", ""),
    "A34": ("publicity_month_ordinal", "integer", "个"),
    "A35": ("publicity_month_name", "text", ""),
    "A36": ("publicity_month_state", "select_one", ""),
    "A37": ("unit_short_core", "text", ""),
    "A38": ("branch_initiative_name", "text", ""),
    "A39": ("branches_before", "integer", "个"),
    "A40": ("branches_after", "integer", "个"),
    "A41": ("branch_ledger_title", "text", ""),
    "A42": ("branch_mutual_checks", "integer", "次"),
    "A43": ("holiday_spot_checks", "integer", "次"),
    "A44": ("holiday_check_result", "select_one", ""),
    "A45": ("problem_handling", "select_multiple", ""),
    "A46": ("report_year", "integer", "年"),
    "A47": ("supervision_list_title", "text", ""),
    "A48": ("clean_office_areas", "list", ""),
    "A49": ("supervision_kinds", "list", ""),
    "A50": ("field_supervision_person_times", "integer", "人次"),
    "A51": ("supervision_letters", "integer", "期"),
    "A52": ("supervision_letter_topics", "list", ""),
}
# The section about the person has no blanks in the seed.
PERSONAL = {
    "org_life_attended": ("integer", "次"),
    "democratic_life_meeting": ("integer", "次"),
    "criticism_given": ("integer", "条"),
    "integrity_talks_held": ("integer", "人次"),
    "reminder_talks_held": ("integer", "人次"),
    "personal_matters_reported": ("select_one", ""),
    "abroad_trips": ("select_one", ""),
    "gifts_returned": ("integer", "件"),
    "family_business": ("select_one", ""),
    "ceremonies_reported": ("select_one", ""),
    "official_car_and_office": ("select_one", ""),
    "expense_rules": ("text", ""),
    "key_power_risk": ("paragraphs", ""),
    "personal_example": ("paragraphs", ""),
}
AROUND = {
    "reporter_name": ("text", ""),
    "position": ("text", ""),
    "unit_full_name": ("text", ""),
    "period_kind": ("select_one", ""),
    "cutoff_date": ("date", ""),
    "addressee": ("text", ""),
    "last_year_issues": ("table", ""),
    "issues": ("list", ""),
    "causes": ("list", ""),
    "next_steps": ("table", ""),
    "signed_date": ("date", ""),
}
EXPECTED = STARRED | {name: wanted for name, *wanted in YEARLY.values()} | PERSONAL | AROUND


@pytest.mark.parametrize("name", EXPECTED)
def test_every_fact_of_the_statement_is_a_question_of_its_type_and_unit(name):
    question = SHIPPED.questions[name]
    assert [question.type, question.unit] == list(EXPECTED[name])


def test_all_facts_are_counted():
    assert len(STARRED) + 2 == FACTS
    assert len(YEARLY) == 52
    assert len(PERSONAL) == 14


@pytest.mark.parametrize("question", SHIPPED.asked, ids=lambda question: question.name)
def test_every_question_is_labelled_in_chinese_and_says_what_is_wanted(question):
    assert re.search("[一-鿿]", question.label)
    assert question.hint or question.example
    if question.type in ("integer", "decimal"):
        assert question.unit or question.numerals
        assert question.min is not None
        assert question.max is not None
    if question.type in ("text", "list", "paragraphs"):
        assert question.max_length


@pytest.mark.parametrize("name", ["inspections", "problems"])
def test_a_list_takes_one_to_many_items(name):
    question = SHIPPED.questions[name]
    assert question.min == 1
    assert question.max > 2


def test_starred_facts_are_required_and_come_first_in_their_group():
    for section in SHIPPED.sections:
        for group in section.groups:
            asked = [question for question in group.questions if question.name in EXPECTED]
            starred = [question.name in STARRED for question in asked]
            assert starred == sorted(starred, reverse=True), (section.name, group.title)
    assert all(SHIPPED.questions[name].required for name in STARRED)


# count -> (its ledger, the column that is added up)
LEDGERS = {
    "community_person_times": ("community_ledger", "people"),
    "community_service_hours": ("community_ledger", "hours"),
    "study_group_sessions": ("study_ledger", ""),
    "theme_party_days": ("theme_day_ledger", ""),
    "party_lectures": ("party_lecture_ledger", ""),
    "holiday_spot_checks": ("spot_check_ledger", ""),
    "field_supervision_person_times": ("supervision_ledger", "people"),
}


def test_the_counts_that_can_be_shown_have_their_ledgers():
    found = {each.name: (each.ledger, each.ledger_sum) for each in SHIPPED.asked if each.ledger}
    assert found == LEDGERS


@pytest.mark.parametrize("name", sorted({ledger for ledger, _ in LEDGERS.values()}))
def test_a_ledger_follows_its_counts_and_asks_for_little(name):
    asked = [question.name for question in SHIPPED.section_of[name].asked]
    assert max(asked.index(count.name) for count in SHIPPED.ledgers[name]) < asked.index(name)
    assert len(SHIPPED.questions[name].columns) <= 4
    assert not SHIPPED.questions[name].required


def test_what_a_person_alone_did_is_no_fact_of_the_unit():
    facts = {question.name for question in SHIPPED.asked if question.scope == "unit"}
    assert {"study_group_sessions", "community_person_times", "unit_full_name"} <= facts
    assert not facts & set(PERSONAL)


def test_what_changes_every_year_is_marked_and_required():
    for name, kind, _ in YEARLY.values():
        question = SHIPPED.questions[name]
        if kind != "computed" and name not in STARRED | {"report_year": ()}:
            assert question.yearly, name
            assert question.required, name


def test_there_is_a_page_for_the_header_each_section_and_the_closing():
    assert [section.title for section in SHIPPED.sections] == [
        "基本信息",
        "一、践行“两个维护”",
        "二、强化政治责任担当",
        "三、廉洁规范用权",
        "四、落实主体责任",
        "五、问题与整改",
    ]
    for name in ("two-upholds", "political-responsibility", "principal-responsibility"):
        numbers = [group.number for group in SHIPPED.section(name).groups if group.number]
        assert numbers == ["一是", "二是", "三是"]


def test_every_section_asks_for_own_words():
    for section in SHIPPED.sections[1:]:
        assert any(question.own_words for question in section.asked), section.name


def test_every_example_is_an_answer_itself():
    for question in SHIPPED.asked:
        if question.example and question.type != "paragraphs":
            typed = (
                question.example.split("；")
                if question.type in ("list", "select_multiple")
                else question.example
            )
            assert not readings.reading(question, typed).message, question.name
