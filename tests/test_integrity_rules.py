"""What the shipped statement refuses, and what it takes off an answer."""

import re

import pytest
from shipped import COMPLETE, SHIPPED, TEMPLATE, messages, report

from collector.statement import answers, readings, wording
from collector.statement.states import NONE
from collector.word import render


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        # C1
        (
            {"practice_tasks_done": "8", "practice_tasks_planned": "8"},
            {"practice_tasks_done": "9", "practice_tasks_planned": "8"},
            {"practice_tasks_done": ["已完成的工作任务（9）不能多于确立的工作任务（8）"]},
        ),
        # C2
        (
            {"study_group_expanded": "12"},
            {"study_group_expanded": "13"},
            {"study_group_expanded": ["扩大到全体职工的次数（13）不能多于中心组学习次数（12）"]},
        ),
        (
            {"study_group_sessions": NONE, "study_group_expanded": NONE},
            {"study_group_sessions": NONE},
            {"study_group_expanded": ["扩大到全体职工的次数（5）不能多于中心组学习次数（0）"]},
        ),
        # C3, the date in the header and the months two pages apart
        (
            {"cutoff_date": "2026-07-01"},
            {"cutoff_date": "2026-06-30"},
            {"theme_day_month": ["支部主题党日活动的月份（7月）不能晚于统计截止日（2026年6月30日）"]},
        ),
        (
            {"ideology_study_month": "11"},
            {"ideology_study_month": "12"},
            {"ideology_study_month": ["意识形态专题学习的月份（12月）不能晚于统计截止日（2026年11月20日）"]},
        ),
        (
            {"theme_day_month": "1"},
            {"theme_day_month": "13"},
            {"theme_day_month": ["支部主题党日活动的月份要填 1 到 12 的月份"]},
        ),
        (
            {"cutoff_date": "2027-01-05", "theme_day_month": "12"},
            {"cutoff_date": "2025-12-31", "ideology_study_month": NONE},
            {"theme_day_month": ["支部主题党日活动的月份（7月）不能晚于统计截止日（2025年12月31日）"]},
        ),
        # C4, both ways
        (
            {"community_person_times": NONE, "community_service_hours": NONE},
            {"community_person_times": NONE},
            {"community_service_hours": ["党员下沉人次为零，服务时长却不为零，请核对"]},
        ),
        (
            {"community_person_times": "1", "community_service_hours": "0.5"},
            {"community_service_hours": NONE},
            {"community_service_hours": ["服务时长为零，党员下沉人次却不为零，请核对"]},
        ),
        # C7
        (
            {"problems": ["作风", "纪律"], "inspections": ["作风"]},
            {"problems": ["作风", "“作风”问题"]},
            {"problems": ["发现的问题第 2 项与前面重复：作风"]},
        ),
        # C8
        (
            {"branches_after": "1"},
            {"branches_after": "0"},
            {"branches_after": ["调整后党支部数不能小于 1"]},
        ),
        (
            {"branches_after": "7"},
            {"branches_after": NONE},
            {"branches_after": ["调整后党支部数不能为零或没有，请填写"]},
        ),
        # C9, both ways
        (
            {"supervision_letters": NONE, "supervision_letter_topics": None},
            {"supervision_letters": NONE},
            {
                "supervision_letter_topics": [
                    "填了《监督提示函》督促的问题，但下发《监督提示函》为零或没有，请核对"
                ]
            },
        ),
        (
            {"supervision_letters": "1", "supervision_letter_topics": ["节假日纪律"]},
            {"supervision_letters": "1", "supervision_letter_topics": None},
            {"supervision_letter_topics": ["请填写《监督提示函》督促的问题"]},
        ),
        # own words
        (
            {"issues": ["理论学习不够深入", "监督频次偏少了"]},
            {"issues": ["理论学习不够深入"]},
            {"issues": ["存在问题至少填 2 项，现在是 1 项"]},
        ),
        (
            {"personal_example": "一" * 80},
            {"personal_example": "一" * 79},
            {"personal_example": ["本年度一件具体事例至少写 80 个字，现在是 79 个字"]},
        ),
        (
            {"key_power_risk": "一" * 50},
            {"key_power_risk": "一" * 49},
            {"key_power_risk": ["本岗位廉政风险点及防控措施至少写 50 个字，现在是 49 个字"]},
        ),
    ],
)
def test_a_hard_constraint_is_kept_or_named(right, wrong, named):
    assert messages(**right) == {}
    assert messages(**wrong) == named


def test_what_is_not_asked_because_of_another_answer_keeps_no_report_back():
    left = {
        "partner_communities": NONE,
        "congress_theme_days": NONE,
        "ideology_study_month": NONE,
        "selected_article_title": NONE,
        "problems": NONE,
        "holiday_spot_checks": NONE,
    }
    hidden = [
        question.name for question in SHIPPED.asked if question.relevant and question.relevant.name in left
    ]
    typed = {name: value for name, value in COMPLETE.items() if name not in hidden} | left
    assert answers.problems(SHIPPED, typed) == []
    assert render.fill(TEMPLATE, wording.words(SHIPPED, typed))


# A title in other marks, or an item with another number, than the report's is printed with the report's.
OTHER_MARKS = {("essay_contest_name", "《…》"), ("essay_contest_name", "‘…’")} | {
    (name, affix) for name in ("issues", "causes") for affix in ("{n}、…", "（{n}）…")
}
# What stands before the blank is itself an answer.
OTHER_MARKS |= {("publicity_month_name", "第{n}个…")}
AFFIXES = [
    (question.name, affix)
    for question in SHIPPED.asked
    for affix in question.strip
    if question.type in ("text", "list") and not re.fullmatch("[…。，、；：:！]+", affix)
]


@pytest.mark.parametrize(("name", "affix"), sorted({*AFFIXES} - OTHER_MARKS))
def test_only_what_the_report_prints_around_a_blank_is_taken_off(name, affix):
    items = ["甲乙丙丁戊", "己庚辛壬癸"]
    typed = items if SHIPPED.questions[name].type == "list" else items[0]
    plain = "".join(report({**COMPLETE, name: typed}))
    prefix, suffix = affix.replace("{year}", "2026").replace("{n}", "一").replace("{place}", "").split("…")
    assert any(
        prefix in plain[found.start() - 12 : found.start()]
        and suffix in plain[found.end() : found.end() + 12]
        for found in re.finditer("甲乙丙丁戊|己庚辛壬癸", plain)
    )


def test_addresses_and_sentences_end_with_one_mark_whatever_was_typed():
    typed = {**COMPLETE, "addressee": "中共江城市水务局党组：", "expense_rules": "个人报销一事一单。"}
    typed["issues"] = ["一是学习不够深入。", "二是监督次数偏少；"]
    found = report(typed)
    assert "中共江城市水务局党组：" in found
    assert any("个人报销一事一单。" in each and "。。" not in each for each in found)
    assert "存在的主要问题。一是学习不够深入；二是监督次数偏少。" in found


@pytest.mark.parametrize(
    ("name", "typed", "printed", "told"),
    [
        ("city_bureau_core", "市水务局", "积极参加市水务局组织", ("市", "局")),
        ("city_bureau_core", "市场监管", "积极参加市市场监管局组织", ()),
        ("city_bureau_core", "云岭市应急管理局", "积极参加市应急管理局组织", ("云岭市", "局")),
        ("city_bureau_core", "云岭市场监管局", "积极参加市云岭市场监管局组织", ("局",)),
        (
            "sector_guideline",
            "习近平总书记关于治水的重要论述",
            "落实习近平总书记关于治水的重要论述，",
            ("习近平总书记",),
        ),
        ("essay_contest_name", "清风杯征文", "“清风杯”征文优秀作品", ("征文",)),
        ("publicity_month_name", "第27个党风廉政宣教月", "第二十七个党风廉政宣教月活动", ("第27个",)),
        ("expense_rules", "个人报销全部合规！", "个人报销全部合规。", ("！",)),
        (
            "causes",
            ["2、抓得不够紧凑", "（三）习惯于电话了解情况"],
            "一是抓得不够紧凑；二是习惯于电话了解情况。",
            ("2、", "（三）"),
        ),
        ("province_center_core", "省水文水资源中心", "参加了省水文水资源中心2次", ("省", "中心")),
        ("key_work_area", "水文监测工作任务", "扎实推进年度重点水文监测工作任务，", ("工作任务",)),
        ("community_person_times", "1,560人次", "累计下沉1560人次", ("人次",)),
        ("community_person_times", "１８６", "累计下沉186人次", ()),
        ("theme_day_month", "7月份", "7月份已开展", ("月份",)),
        ("report_year", "2026年度", "江城水文局2026年度清廉机关", ("年度",)),
        ("essay_contest_name", "“清风水韵”", "“清风水韵”征文", ("“", "”")),
        ("organ_level", "区直机关", "入选区直机关第九届", ("直机关",)),
        ("publicity_month_ordinal", "第二十七个", "已开展第二十七个党风", ("第", "个")),
        (
            "supervision_list_title",
            "《2025年度监督工作清单》",
            "《2026年度监督工作清单》从",
            ("《", "2025年度", "》"),
        ),
        ("clean_office_areas", ["从严治党", "加强学习等方面"], "从从严治党，加强学习等方面", ("等方面",)),
    ],
)
def test_affixes_are_taken_off_and_told(name, typed, printed, told):
    reading = readings.reading(SHIPPED.questions[name], typed)
    assert reading.stripped == told
    assert printed in "".join(report({**COMPLETE, "community_service_hours": "1560", name: typed}))
