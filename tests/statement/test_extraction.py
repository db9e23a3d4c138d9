"""A report as it was filled: the answers read out of it make the same text again."""

import random
import time

import edited_reports
import pytest
import small
import valid_answers
from extracting import SLOW, YEARS, extracted, instead
from hypothesis import given, settings
from shipped import SHIPPED, report

from collector.statement import answers, extraction
from collector.word import template as word_template


@settings(SLOW, max_examples=120)
@given(valid_answers.valid())
def test_filling_again_with_what_was_extracted_gives_the_same_text(typed):
    paragraphs = report(typed)
    found = extracted(paragraphs)
    assert found.is_exact
    assert report(found.answers) == paragraphs
    assert not [problem for problem in answers.problems(SHIPPED, found.answers) if not problem.missing]


HARD = {
    "the mark between two names within one": {
        "position": "副书记　局长　水文　总工程师",
        "unit_full_name": "江城市　水文局",
    },
    "the wording that follows": {
        "key_work_area": "水文工作任务，狠抓监测",
        "key_focus_actions": "巡查，强化监测",
    },
    "a joint in a list's first item": {
        "continuing_education_themes": ["党史和廉洁文化教育", "“四史”和“两史”教育"]
    },
    "headings among own words": {
        "two_upholds_measures": "二、强化政治责任担当情况。\n三、廉洁规范用权情况。"
    },
    "sentences of the template among own words": {
        "personal_example": "年内没有因公（私）出国（境）情况。登记上交礼品礼金2件。" * 4,
        "expense_rules": "已按规定如实报告个人有关事项",
    },
    "one name in another": {
        "department_party_group": "厅党组、省中心党委",
        "city_bureau_core": "水务局市水务",
    },
    "numbers beside numbers": {"key_focus_actions": "共7项、3次", "integrity_visits": ["12次展览", "3个馆"]},
}


@pytest.mark.parametrize("name", HARD)
def test_words_that_look_like_wording_give_the_same_text_again(name):
    paragraphs = report({**YEARS[2025], **HARD[name]})
    found = extracted(paragraphs)
    assert found.is_exact
    assert report(found.answers) == paragraphs


def test_a_list_put_together_from_two_places_keeps_the_joints_within_its_first_item():
    typed = {**YEARS[2025], "continuing_education_themes": ["党史和廉洁文化教育", "“四史”教育"]}
    assert (
        extracted(report(typed)).answers["continuing_education_themes"]
        == typed["continuing_education_themes"]
    )


@pytest.mark.parametrize(
    "kinds",
    [["政治、日常监督", "专项监督"], ["政治、日常监督"], ["政治和日常监督", "专项、重点监督", "巡查监督"]],
)
def test_the_number_printed_beside_a_list_says_how_many_items_it_has(kinds):
    paragraphs = report({**YEARS[2025], "supervision_kinds": kinds})
    found = extracted(paragraphs)
    assert found.is_exact
    assert len(found.answers["supervision_kinds"]) == len(kinds)
    assert report(found.answers) == paragraphs
    edited = extracted(instead("全局党员累计下沉", "全局党员干部共下沉")(paragraphs))
    assert not edited.is_exact
    assert len(edited.answers["supervision_kinds"]) == len(kinds)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("position", "局长  书记"),
        ("supervision_kinds", ["政治;日常监督"]),
        ("integrity_visits", ["甲馆;乙馆"]),
    ],
)
def test_blanks_and_half_width_marks_within_words_stay_where_another_sentence_was_edited(name, typed):
    paragraphs = report({**YEARS[2025], name: typed})
    assert extracted(paragraphs).answers[name] == typed
    edited = extracted(instead("全局党员累计下沉", "全局党员干部共下沉")(paragraphs))
    assert not edited.is_exact
    assert edited.answers[name] == typed
    assert name not in edited.doubtful


KINDS = """
name = "line"
type = "text"
label = "一行"
required = true
name = "items"
type = "list"
label = "几项"
none_allowed = true
required = true
name = "own"
type = "paragraphs"
label = "几段"
name = "rows"
type = "table"
label = "几行"
columns = [{ name = "a", label = "甲" }, { name = "b", label = "乙" }]
name = "times"
type = "integer"
label = "次数"
required = true
numerals = "liang"
"""
SMALL = small.definition(KINDS)
SMALL_TEMPLATE = word_template.load(SMALL.template)


@settings(SLOW, max_examples=80)
@given(
    valid_answers.st.fixed_dictionaries(
        {}, optional={question.name: valid_answers.KINDS[question.type](question) for question in SMALL.asked}
    )
)
def test_another_template_gives_the_same_text_again_too(typed):
    if any(not problem.missing for problem in answers.problems(SMALL, typed)):
        return
    paragraphs = extraction.refilled(SMALL, SMALL_TEMPLATE, typed)
    found = extraction.extracted(SMALL, SMALL_TEMPLATE, paragraphs)
    assert extraction.refilled(SMALL, SMALL_TEMPLATE, found.answers) == paragraphs


@pytest.mark.parametrize("year", YEARS)
def test_every_printed_answer_of_a_report_comes_back_without_a_doubt(year):
    found = extracted(report(YEARS[year]))
    assert set(found.doubtful) <= found.unprinted
    lost = {
        name
        for name, typed in YEARS[year].items()
        if found.answers.get(name) != typed and name not in found.unprinted
    }
    unprinted = {"gifts_returned", "family_business", "ceremonies_reported", "last_year_issues"}
    assert {name for name in lost if not name.endswith("ledger")} <= unprinted


def test_an_exact_report_is_read_at_once_and_an_edited_one_soon():
    took = []
    for paragraphs in (report(YEARS[2026]), edited_reports.edited(random.Random(1), YEARS[2026])[0]):
        begun = time.process_time()
        extracted(paragraphs)
        took.append(time.process_time() - begun)
    assert took[0] < 0.3
    assert took[1] < 2
