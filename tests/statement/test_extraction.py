import random
import re
import time

import edited_reports
import pytest
import sample_answers
import small
import valid_answers
from hypothesis import HealthCheck, Phase, given, settings
from shipped import SHIPPED, TEMPLATE, report

from collector.statement import answers, extraction
from collector.statement.states import NONE
from collector.word import template as word_template

YEARS = {year: sample_answers.complete(year) for year in (2024, 2025, 2026)}
SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


def extracted(paragraphs):
    return extraction.extracted(SHIPPED, TEMPLATE, paragraphs)


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


def varied(count):
    """Valid answers of many kinds, the same in every run."""
    found = list(YEARS.values())

    @settings(SLOW, max_examples=count, phases=[Phase.generate], derandomize=True, database=None)
    @given(valid_answers.valid(most=40))
    def collect(typed):
        found.append(typed)

    collect()
    return found


def test_95_of_100_answers_come_back_where_every_fifth_sentence_was_edited():
    right = total = wrong = 0
    drawn = random.Random(7)
    for typed in varied(17):
        wanted = extracted(report(typed))
        paragraphs, touched = edited_reports.edited(drawn, typed)
        assert len(touched) > 2
        found = extracted(paragraphs)
        for name, answer in wanted.answers.items():
            if name not in wanted.unprinted:
                total += 1
                right += found.answers.get(name) == answer
                wrong += found.answers.get(name, answer) != answer and name not in found.doubtful
    assert total > 1500
    assert right / total >= 0.97  # 0.99 as measured
    assert wrong / total <= 0.005


def split(paragraphs):
    return [sentence for paragraph in paragraphs for sentence in re.findall("[^。]*。|[^。]+", paragraph)]


def without(pattern):
    def edit(paragraphs):
        made = [re.sub(pattern, "", paragraph) for paragraph in paragraphs]
        assert made != paragraphs
        return made

    return edit


def instead(old, new):
    def edit(paragraphs):
        assert any(old in paragraph for paragraph in paragraphs), old
        return [paragraph.replace(old, new) for paragraph in paragraphs]

    return edit


FULL = "，；：（）“”"
HALF = ',;:()""'
OWN = {"expense_rules", "key_power_risk", "personal_example"}
# what somebody did -> (how, answers that may be lost or changed by it)
NASTY = {
    "all in one paragraph": (
        lambda lines: ["".join(lines)],
        {"expense_rules", "key_power_risk", "personal_example"},
    ),
    "every sentence a paragraph": (split, OWN),
    "a letterhead and a copy line": (
        lambda lines: ["江城市水文局文件", "江水文〔2026〕3号", "", *lines, "抄送：局机关各科室。"],
        set(),
    ),
    "no title": (lambda lines: lines[1:], {"period_kind"}),
    "nothing above the body": (
        lambda lines: lines[4:],
        {"period_kind", "position", "cutoff_date", "unit_full_name"},
    ),
    "no signature": (lambda lines: lines[:-2], {"signed_date"}),
    "spaces before paragraphs, empty lines between": (
        lambda lines: [made for line in lines for made in ("　　" + line, "")],
        set(),
    ),
    "other numbering": (
        lambda lines: [re.sub("^([一二三四])、", r"第\1，", line).replace("二是", "另外") for line in lines],
        {"issues", "causes"},
    ),
    "no 了 in the wording": (instead("共确立了", "确立"), set()),
    "a paragraph of wording gone": (
        lambda lines: [line for line in lines if not line.startswith("今年以来，我")],
        set(),
    ),
    "a clause twice": (instead("现已完成", "现已完成，现已完成"), set()),
    "a sentence of wording gone": (without("引导党员干部自觉践行[^。]*。"), set()),
    "full width digits in wording": (instead("11次主题党日", "１１次主题党日"), set()),
    "the year of the report in words": (instead("今年以来，我", "2025年以来，我"), set()),
    "half a section": (without("(?<=。)二是大力宣贯.*?行动指南。"), None),
}


@pytest.mark.parametrize("name", NASTY)
def test_what_people_do_to_a_report_costs_no_more_than_it_must(name):
    edit, allowed = NASTY[name]
    wanted = extracted(report(YEARS[2025]))
    found = extracted(edit(report(YEARS[2025])))
    lost = {each for each in wanted.answers if found.answers.get(each) != wanted.answers[each]}
    if allowed is None:
        section = SHIPPED.section("political-responsibility").questions
        assert lost <= set(section)
    else:
        assert lost <= allowed


def test_half_width_marks_in_wording_lose_nothing():
    marks = str.maketrans(FULL, HALF)
    typed = {**YEARS[2025], "expense_rules": "差旅费全部通过公务卡结算"}
    found = extracted([line.translate(marks) for line in report(typed)])
    for name in (
        "study_group_sessions",
        "theme_day_title",
        "inspections",
        "supervision_kinds",
        "cutoff_date",
    ):
        assert found.answers[name] == typed[name], name
        assert name in found.doubtful or name == "cutoff_date"


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
