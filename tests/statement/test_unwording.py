import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import SHIPPED

from collector.statement import joining, unwording
from collector.statement.states import NONE

QUESTIONS = SHIPPED.questions


@pytest.mark.parametrize(
    ("name", "word", "typed"),
    [
        ("inspections", "设备采购、公车管理和值班值守", ["设备采购", "公车管理", "值班值守"]),
        ("inspections", "设备采购和公车管理", ["设备采购", "公车管理"]),
        ("inspections", "设备采购", ["设备采购"]),
        ("inspections", "设备采购、公车管理", ["设备采购、公车管理"]),
        ("problems", "“甲和乙问题”和“丙、丁问题”", ["甲和乙", "丙、丁"]),
        ("issues", "一是学习和监督不够；二是监督次数偏少", ["学习和监督不够", "监督次数偏少"]),
        ("issues", "一是学习和监督不够;二是监督次数偏少", ["学习和监督不够;二是监督次数偏少"]),
        ("clean_office_areas", "规范采购，严防“四风”", ["规范采购", "严防“四风”"]),
        (
            "problem_handling",
            "下发了通报，督促相关部门完成了整改",
            ["下发了通报", "督促相关部门完成了整改"],
        ),
        ("supervision_letters", "两", "2"),
        ("supervision_letters", "12", "12"),
        ("essay_contest_edition", "第二十三", "23"),
        ("theme_party_days", "１２", "12"),
        ("theme_party_days", "0", NONE),
        ("community_service_hours", "402.5", "402.5"),
        ("theme_day_month", "七", "7"),
        ("cutoff_date", "2026年3月5日", "2026-03-05"),
        ("cutoff_date", "2026年13月5日", "2026年13月5日"),
        ("city_bureau_core", "水务", "水务"),
        ("city_bureau_core", "**", None),
        ("essay_contest_edition", "第**", None),
        ("inspections", "**和**", None),
    ],
)
def test_a_word_gives_back_the_answer_that_printed_it(name, word, typed):
    assert unwording.typed(QUESTIONS[name], word) == typed


def test_an_edited_word_is_parted_at_half_width_marks_too():
    word = "一是学习和监督不够;二是监督次数偏少"
    found = unwording.typed(QUESTIONS["issues"], word, is_edited=True)
    assert found == ["学习和监督不够", "监督次数偏少"]


@pytest.mark.parametrize(
    ("word", "count", "typed"),
    [
        ("甲项、乙项和丙项", 3, ["甲项", "乙项", "丙项"]),
        ("甲项、乙项和丙项", 2, ["甲项、乙项", "丙项"]),
        ("甲项、乙项和丙项", 1, ["甲项、乙项和丙项"]),
        ("甲项、乙项和丙项", 5, ["甲项", "乙项", "丙项"]),
        ("甲项和乙项、丙项和丁项", 3, ["甲项和乙项", "丙项", "丁项"]),
    ],
)
def test_a_word_has_as_many_items_as_are_counted_where_it_can(word, count, typed):
    assert unwording.typed(QUESTIONS["inspections"], word, count=count) == typed


@pytest.mark.parametrize(
    ("name", "word", "fits"),
    [
        ("theme_party_days", "12", True),
        ("theme_party_days", "十二", False),  # it would print 12
        ("theme_party_days", "", True),
        ("supervision_letters", "2", False),  # it would print 两
        ("city_bureau_core", "水务局", False),  # the 局 would go
        ("city_bureau_core", "", False),
        ("city_bureau_core", "**", True),
        ("addressee", "**", False),  # an optional question has no marks
        ("abroad_trips", "也许", False),
        ("organ_level", "县级", True),
    ],
)
def test_a_word_fits_where_some_acceptable_answer_prints_it(name, word, fits):
    assert unwording.fits(QUESTIONS[name], word) is fits


ITEMS = st.lists(st.text(alphabet="甲乙和、，；“”问题一二是", min_size=1, max_size=6), min_size=1, max_size=5)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["inspections", "problems", "issues", "clean_office_areas", "study_focus"]), ITEMS)
def test_however_a_list_is_parted_it_joins_to_the_same_word(name, items):
    word = joining.joined(QUESTIONS[name], items)
    for found in unwording.ways(QUESTIONS[name], word):
        assert joining.joined(QUESTIONS[name], found) == word
    assert items in list(unwording.ways(QUESTIONS[name], word))
