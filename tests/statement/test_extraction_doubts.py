"""What somebody should look at in the answers read out of a report, and what is no such report."""

import pytest
from extracting import YEARS, extracted, instead, without
from shipped import report

from collector.statement import extraction
from collector.statement.states import NONE


def test_an_answer_in_an_edited_sentence_is_doubtful_and_quoted():
    found = extracted(instead("全局党员累计下沉", "全局党员干部共下沉")(report(YEARS[2025])))
    assert found.answers["community_person_times"] == "164"
    assert "与模板的文字不完全一样" in found.doubtful["community_person_times"]
    assert "共下沉164人次" in found.quotes["community_person_times"]
    assert "position" not in found.doubtful


def test_names_that_disagree_are_doubtful():
    paragraphs = report(YEARS[2025])
    made = [line.replace("江城水文局2025年度", "江州水文局2025年度") for line in paragraphs]
    found = extracted(made)
    assert found.answers["unit_short_core"] == "江城水文"
    assert found.doubtful["unit_short_core"] == "报告里几处写法不一致：江城水文、江州水文"


def test_an_answer_outside_its_limits_is_doubtful_with_the_reason():
    made = instead("4次扩大到全体职工", "40次扩大到全体职工")(report(YEARS[2025]))
    assert "不能多于" in extracted(made).doubtful["study_group_expanded"]


def test_a_clause_that_is_not_there_is_a_none_and_doubtful_only_beside_an_edit():
    sure = extracted(without("，参观了江城市廉政教育馆")(report(YEARS[2025])))
    assert sure.answers["integrity_visits"] is NONE
    assert "integrity_visits" not in sure.doubtful
    edited = instead("积极参加市水务局", "多次参加市水务局")(
        without("，参观了江城市廉政教育馆")(report(YEARS[2025]))
    )
    found = extracted(edited)
    assert found.answers["integrity_visits"] is NONE
    assert "相邻的文字改动过" in found.doubtful["integrity_visits"]


def test_own_words_that_could_be_shared_out_otherwise_are_doubtful():
    long = "一段足够长的文字，说的是权力在哪里、风险是什么、怎样防" * 2
    risk, example = f"{long}。\n{long}甲。", f"{long}{long}。\n{long}乙{long}。"
    typed = {**YEARS[2025], "key_power_risk": risk, "personal_example": example}
    found = extracted(report(typed))
    assert {"key_power_risk", "personal_example"} <= set(found.doubtful)
    assert "不止一种断法" in found.doubtful["key_power_risk"]


def test_two_names_parted_by_a_mark_that_one_of_them_holds_are_doubtful():
    typed = {**YEARS[2025], "department_party_group": "厅党组、厅机关党委"}
    found = extracted(report(typed))
    assert {"department_party_group", "province_center_party_committee"} <= set(found.doubtful)


def test_marks_of_a_draft_are_open_answers():
    typed = {
        name: each for name, each in YEARS[2025].items() if name not in ("party_lectures", "inspections")
    }
    found = extracted(report(typed))
    assert not {"party_lectures", "inspections"} & set(found.answers)
    assert "没填" in found.doubtful["party_lectures"]


def test_paragraphs_that_nobody_asked_for_are_left():
    extra = "与报告无关的一段话，谁也没有问过，放在最后。"
    assert extracted([*report(YEARS[2025]), extra]).left == (extra,)


def test_equal_branches_are_known_to_be_equal_and_no_more():
    typed = {**YEARS[2025], "branches_before": "5", "branches_after": "5"}
    found = extracted(report(typed))
    assert found.unprinted == {"branches_before", "branches_after"}
    assert "没有写出" in found.doubtful["branches_before"]


@pytest.mark.parametrize("text", [["今天天气很好，我们去江边看水。"] * 30, [], ["二〇二五年工作总结"]])
def test_another_text_is_no_such_report(text):
    with pytest.raises(extraction.NotSuchReport, match="几乎没有"):
        extracted(text)


def test_a_text_without_end_is_no_such_report():
    with pytest.raises(extraction.NotSuchReport, match="超过"):
        extracted([*report(YEARS[2025]), "水" * 60_000])
