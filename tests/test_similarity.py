import time

import pytest

from collector.compare import similarity

THEN = "3月12日，班子成员到金口水文站现场办公，职工提出的照明、供暖3个问题到5月底全部办结。"


def parts(now, then=THEN, known=()):
    found = similarity.copies({"own": [now]}, {"own": [then]}, similarity.known_runs(known))
    return [copy.part for copy in found]


def test_a_sentence_of_last_year_is_found_whole_with_the_sentence_it_stood_in():
    (copy,) = similarity.copies({"own": ["新的一句。" + THEN]}, {"own": ["别的。" + THEN]})
    assert (copy.question, copy.part, copy.earlier) == ("own", THEN, THEN)


@pytest.mark.parametrize(
    "edited",
    [
        THEN.replace("3月12日", "4月9日").replace("3个", "15个"),
        THEN.replace("，", "、").replace("现场办公", "现场 办公"),
        THEN.replace("金口", "白沙").replace("供暖", "热水"),
    ],
)
def test_a_new_figure_or_a_few_words_make_no_new_sentence(edited):
    assert parts(edited) == [edited]


def test_a_long_run_inside_another_sentence_is_found_as_a_stretch():
    now = "秋汛以后，局纪委书记又说班子成员到金口水文站现场办公的做法值得推广，请各科室结合实际研究办法。"
    assert parts(now) == ["班子成员到金口水文站现场办公"]


@pytest.mark.parametrize(
    "fresh",
    [
        "9月，请群众代表参观自动雨量站，当面听取意见7条。",
        "班子成员到金口水文站。",
        "3月12日至5月底，2026年3月12日，15个、27项、3.5万元。",
        "",
    ],
)
def test_what_is_new_short_or_only_numbers_is_no_copy(fresh):
    assert parts(fresh) == []


def test_numbers_alone_never_count():
    assert parts("2026年1月2日3时4分5秒6点7次8个9项10条。", "2025年9月8日7时6分5秒4点3次2个1项0条。") == []


def test_a_run_of_dates_is_no_copy():
    then = "去年全局集中学习安排在2月3日、4月5日、6月7日、8月9日、10月11日，逐次作了记录并通报。"
    now = "今年支部的组织生活会放在1月2日、3月4日、5月6日、7月8日、9月10日召开，书记到会点评。"
    assert parts(now, then) == []


def test_what_everybody_writes_is_nobodys_copy():
    slogan = "学习贯彻习近平新时代中国特色社会主义思想"
    now, then = f"五月起逐站{slogan}，办成实事。", f"去年冬天全局干部坚持{slogan}这条主线不放松。"
    assert parts(now, then) == [slogan]
    assert parts(now, then, [f"以{slogan}为主线"]) == []


def test_a_question_is_held_against_its_own_texts():
    assert similarity.copies({"issues": [THEN]}, {"measures": [THEN]}) == []


def test_the_ratio_is_that_of_the_longest_common_subsequence():
    assert similarity.common("abcbdab", "bdcaba") == 4
    assert similarity.ratio("水文监测", "水文监测") == 1
    assert similarity.ratio("水文监测", "气象") == 0
    assert similarity.ratio("abcdefgh", "abcxefgh") == pytest.approx(14 / 16)


@pytest.mark.parametrize("hostile", ["水" * 100_000, "水文。" * 30_000, THEN * 1_000, "“" * 50_000])
def test_no_text_takes_long(hostile):
    started = time.process_time()
    similarity.copies({"own": [hostile]}, {"own": [hostile, THEN * 500]})
    assert time.process_time() - started < 5
