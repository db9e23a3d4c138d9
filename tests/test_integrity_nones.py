"""The report's text where something is confirmed as none, or left open."""

import itertools
import re

import pytest
from shipped import COMPLETE, SHIPPED, TEMPLATE, report

from collector.statement import answers, wording
from collector.statement.states import NONE
from collector.word import render, text

DOUBLED = re.compile(
    "[，。、；：]{2}|和和|针对进行|从等|共开展了引导|了次|了期|第届|第个|《》|“”|（）|的的|了了|，和|和，|、和|和。|，第"
    "|开展了，|参加了，|参加了。|参与了，|^[，。、；：和]|本人，|本人。|开展检查|由作|\\*"
)
NONEABLE = [question.name for question in SHIPPED.asked if question.may_be_none]
OPTIONAL = [question.name for question in SHIPPED.asked if not question.required]


def agreeing(typed):
    """The same answers with what else must be none then, as the constraints have it."""
    agreed = dict(typed)
    if NONE in (agreed.get("community_person_times"), agreed.get("community_service_hours")):
        agreed["community_person_times"] = agreed["community_service_hours"] = NONE
    if agreed.get("study_group_sessions") is NONE:
        agreed["study_group_expanded"] = NONE
    if agreed.get("supervision_letters") is NONE:
        agreed.pop("supervision_letter_topics", None)
    return agreed


def without(names):
    """Complete answers without some: none where that is an answer, open where it is optional."""
    typed = {**COMPLETE, "branches_before": "5"}
    for name in names:
        if name in NONEABLE:
            typed[name] = NONE
        else:
            typed.pop(name, None)
    return agreeing(typed)


def assert_reads_well(typed):
    assert answers.problems(SHIPPED, typed) == []
    words = wording.words(SHIPPED, typed)
    for paragraph in text.plain(render.fill(TEMPLATE, words)):
        found = DOUBLED.search(paragraph)
        assert not found, paragraph[max(found.start() - 20, 0) : found.end() + 20]
        assert paragraph.count("“") == paragraph.count("”")
        assert paragraph.count("《") == paragraph.count("》")
        assert not paragraph or paragraph[-1] in "。：）\n" or len(paragraph) < 40


@pytest.mark.parametrize("name", NONEABLE + [name for name in OPTIONAL if name not in NONEABLE])
def test_the_text_reads_well_without(name):
    assert_reads_well(without([name]))


PAIRS = sorted(
    {
        pair
        for section in SHIPPED.sections
        for pair in itertools.combinations(
            [name for name in section.questions if name in {*NONEABLE, *OPTIONAL}], 2
        )
    }
)


def test_the_text_reads_well_without_any_two_of_a_page():
    for pair in PAIRS:
        assert_reads_well(without(pair))


def test_the_text_reads_well_without_all_of_a_page_or_of_all_pages():
    for section in SHIPPED.sections:
        assert_reads_well(without([name for name in section.questions if name in {*NONEABLE, *OPTIONAL}]))
    assert_reads_well(without({*NONEABLE, *OPTIONAL}))


def test_a_report_of_nones_only_says_what_is_left():
    whole = "。".join(report(without({*NONEABLE, *OPTIONAL})))
    for gone in ("问题与整改", "针对", "督导", "明察暗访", "社区", "下沉", "征文", "宣讲活动，", "本人参加"):
        assert gone not in whole
    assert "紧盯重大节假日，封公车、学案例、强纪律。" in whole


@pytest.mark.parametrize(
    ("name", "gone", "left"),
    [
        ("problems", "针对“", "对出现问题要求限时整改到位。紧盯重大节假日"),
        ("supervision_letters", "《监督提示函》", "班子成员就各自分管领域共开展了22人次基层督导。"),
        (
            "field_supervision_person_times",
            "班子成员就各自分管领域",
            "提升监督实效。局纪委下发了三期《监督提示函》",
        ),
        ("integrity_visits", "参观了", "“廉润江城”活动，局纪委书记代表"),
        ("selected_article_title", "征文", "做交流发言。"),
        ("ideology_study_month", "形势分析报告", "进行2次研究部署。在全局范围内"),
        ("practice_tasks_done", "现已完成", "有序推进。"),
        (
            "partner_communities",
            "社区",
            "有序推进，现已完成6项。全局党员累计下沉186人次，服务时长402.5小时。",
        ),
    ],
)
def test_a_confirmed_none_drops_its_clause(name, gone, left):
    whole = "".join(report(without([name])))
    assert gone not in whole
    assert left in whole


def test_only_a_confirmed_none_drops_a_clause_an_open_one_prints_its_marks():
    typed = {
        name: value for name, value in COMPLETE.items() if name not in ("problems", "supervision_letters")
    }
    whole = "".join(report(typed))
    assert "针对“**问题”和“**问题”进行了情况调查" in whole
    assert "局纪委下发了**期《监督提示函》" in whole


def test_open_optional_questions_leave_no_trace():
    optional = [name for name in OPTIONAL if name not in NONEABLE]
    found = report({name: value for name, value in COMPLETE.items() if name not in optional})
    assert not any(paragraph.startswith("五、") for paragraph in report(without(OPTIONAL)))
    assert "**" not in "".join(found)
