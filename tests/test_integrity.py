"""What the shipped statement prints: the seed's text, every answer, the Chinese way."""

import json
import re
from pathlib import Path

import pytest
import sample_answers
from shipped import COMPLETE, SHIPPED, TEMPLATE, report, sentence
from test_integrity_questions import STARRED
from word_samples import by_docxtpl

from collector.statement import answers, trial, wording
from collector.statement.states import NONE
from collector.word import official, render, text

SAMPLES = Path(__file__).parent / "samples"


def test_the_word_template_is_what_its_source_builds():
    source = (sample_answers.TEMPLATES / "integrity.txt").read_text("utf-8")
    assert official.build(source) == (sample_answers.TEMPLATES / "integrity.docx").read_bytes()


def test_every_trial_fill_succeeds():
    assert list(trial.mistakes(SHIPPED)) == []


def seed_words():
    """The seed's own words: starred blanks open, yearly values as in 2022, optional questions empty."""
    seed = json.loads((SAMPLES / "seed-2022.json").read_text("utf-8"))
    assert not set(STARRED) & set(seed)
    words = wording.words(SHIPPED, seed)
    # Required here, but the seed has no sentence for them.
    return {**words, "key_power_risk": [], "personal_example": []}


def seed_paragraphs():
    """The text this product began with; its one unmasked name is masked like its two twins."""
    return (SAMPLES / "statement-2022.txt").read_text("utf-8").strip().replace("武汉局", "**局").split("\n")


def test_with_every_starred_blank_open_the_report_is_the_seed_character_for_character():
    found = text.plain(render.fill(TEMPLATE, seed_words(), draft=True))
    title, heading, cutoff, above, *body, below, signature, day = found
    assert body == seed_paragraphs()
    assert title.replace("\n", "") == "2022年度履行全面从严治党主体责任情况报告"
    assert (heading, cutoff) == ("**　**　**", "（统计截至2022年11月20日）")
    assert (above, below, signature, day) == ("", "", "**", "**")


def test_the_seed_has_its_19_blanks_and_each_is_open():
    marked = text.paragraphs(TEMPLATE, seed_words())
    blanks = [piece for paragraph in marked[4:9] for piece in paragraph if piece.blank and "*" in piece.text]
    assert sum(len(re.findall(r"\*\*+", piece.text)) for piece in blanks) == 20  # 19, and 武汉
    assert all(piece.is_open for piece in blanks)
    assert {piece.blank for piece in blanks} == set(STARRED)


@pytest.mark.parametrize("words", [seed_words(), wording.words(SHIPPED, COMPLETE)], ids=["seed", "complete"])
def test_docxtpl_itself_makes_the_same_text_of_the_same_words(words):
    ours = render.fill(TEMPLATE, words, draft=True)
    assert text.plain(by_docxtpl(SHIPPED.template, words)) == text.plain(ours)


def test_no_unit_is_named_in_the_template_itself():
    assert "武汉" not in "".join(text.plain(SHIPPED.template))


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_complete_report_holds_every_answer_and_no_mark(year):
    complete = sample_answers.complete(year)
    assert answers.problems(SHIPPED, complete) == []
    words = wording.words(SHIPPED, complete)
    found = text.plain(render.fill(TEMPLATE, words))
    whole = "".join(found)
    assert not re.search(r"\*\*|\{\{|\{%|None", whole)
    readings = answers.read(SHIPPED, complete)
    for name, typed in complete.items():
        question = SHIPPED.questions[name]
        if question.type in ("text", "list") and answers.is_relevant(question, readings):
            for item in [typed] if isinstance(typed, str) else typed if typed is not NONE else []:
                assert item in whole, name
        if question.type == "paragraphs":
            assert set(typed.split("\n")) <= set(found)
        if question.type == "table" and typed is not NONE and name not in SHIPPED.ledgers:
            assert all(cell in whole for row in typed for cell in row.values())


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        (["设备采购"], "扎实开展设备采购检查"),
        (["设备采购", "公车管理"], "扎实开展设备采购和公车管理检查"),
        (["设备采购", "公车管理专项检查", "值班值守"], "扎实开展设备采购、公车管理专项和值班值守检查"),
    ],
)
def test_inspections_print_joined_however_many_there_are(names, printed):
    assert printed in sentence({**COMPLETE, "inspections": names}, "重点查纠")


@pytest.mark.parametrize(
    ("problems", "printed"),
    [
        (["作风"], "针对“作风问题”进行了情况调查"),
        (["作风", "“纪律”问题"], "针对“作风问题”和“纪律问题”进行了情况调查"),
        (["作风", "纪律问题", "值班"], "针对“作风问题”、“纪律问题”和“值班问题”进行了情况调查"),
    ],
)
def test_problems_print_joined_however_many_there_are(problems, printed):
    assert printed in sentence({**COMPLETE, "problems": problems}, "针对“")


def test_numerals_are_chinese_where_the_seed_has_them():
    whole = "".join(report(COMPLETE))
    for printed in (
        "第二十七个党风廉政宣教月",
        "第九届",
        "两次“把准流向",
        "三期《监督提示函》",
        "等三个方面",
    ):
        assert printed in whole
    whole = "".join(
        report({**COMPLETE, "supervision_letters": "2", "supervision_kinds": ["政治监督", "日常监督"]})
    )
    assert "两期《监督提示函》" in whole
    assert "等两个方面" in whole


def test_a_half_year_report_says_so_in_its_title():
    title = report({**COMPLETE, "period_kind": "上半年", "cutoff_date": "2026-06-30"})[0]
    assert title.replace("\n", "") == SHIPPED.report_title(2026, "上半年")
    assert title.replace("\n", "") == "2026年上半年履行全面从严治党主体责任情况报告"
    assert report(COMPLETE)[0].replace("\n", "") == SHIPPED.report_title(2026, "年度")


def test_the_number_of_supervision_kinds_is_printed_from_the_list_c5():
    for count, written in ((1, "一"), (2, "两"), (4, "四")):
        kinds = ["政治监督", "日常监督", "专项监督", "群众监督"][:count]
        assert f"从{'、'.join(kinds)}等{written}个方面" in "".join(
            report({**COMPLETE, "supervision_kinds": kinds})
        )
    assert "supervision_kinds_count" not in {question.name for question in SHIPPED.asked}


def test_every_occurrence_of_a_fact_follows_its_one_question_c6():
    changed = {
        "report_year": "2031",
        "unit_short_core": "云港水文",
        "city_bureau_core": "水利",
        "province_center_core": "水资源",
    }
    whole = "".join(report({**COMPLETE, **changed}))
    assert whole.count("2031年度") == 3
    assert "2026年度" not in whole
    assert whole.count("云港水文局") == 3
    assert whole.count("市水利局") == 2
    assert "省水资源中心" in whole
    assert "“十六五”规划" in whole


def test_unchanged_branches_are_not_told_c8():
    assert "调整为" not in "".join(report({**COMPLETE, "branches_before": "7", "branches_after": "7"}))
    assert "由4个党支部调整为7个党支部" in "".join(report({**COMPLETE, "branches_before": "4"}))
