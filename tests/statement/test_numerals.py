import pytest

from collector.statement import numerals

WRITTEN = {
    1: "一",
    2: "二",
    9: "九",
    10: "十",
    11: "十一",
    19: "十九",
    20: "二十",
    23: "二十三",
    50: "五十",
    99: "九十九",
}


@pytest.mark.parametrize(("number", "chinese"), WRITTEN.items())
def test_a_number_is_written_in_chinese(number, chinese):
    assert numerals.chinese(number) == chinese
    assert numerals.written(number, "chinese") == chinese
    assert numerals.written(number, "ordinal") == f"第{chinese}"


def test_all_numbers_to_99_differ_and_read_back():
    written = [numerals.chinese(number) for number in range(1, 100)]
    assert len(set(written)) == 99
    assert [int(numerals.ARABIC[text]) for text in written] == list(range(1, 100))
    assert set("".join(written)) == set("一二三四五六七八九十")


def test_two_is_liang_before_a_measure_word_and_only_two():
    assert [numerals.written(number, "liang") for number in (1, 2, 3, 12, 20, 22)] == [
        "一",
        "两",
        "三",
        "十二",
        "二十",
        "二十二",
    ]


def test_large_numbers_stay_arabic():
    assert numerals.written(100, "liang") == "100"
    assert numerals.written(156, "") == "156"
