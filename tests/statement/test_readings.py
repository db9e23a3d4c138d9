from datetime import date
from decimal import Decimal

import pytest
import small
from hypothesis import given
from hypothesis import strategies as st

from collector.statement import cleaning, readings
from collector.statement.states import NONE

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


def read(toml, typed):
    return readings.reading(small.question(toml), typed)


def value(toml, typed):
    found = read(toml, typed)
    assert not found.message
    return found.value


def message(toml, typed):
    found = read(toml, typed)
    assert found.value is None
    return found.message


TWO_COLUMNS = 'type = "table"\ncolumns = [{ name = "a", label = "甲" }, { name = "b", label = "乙" }]'


@pytest.mark.parametrize("typed", [None, "", "  \n\t", [], ["", " "], [{}], [{"a": " "}]])
def test_nothing_typed_is_open(typed):
    is_rows = typed and isinstance(typed[0], dict)
    found = read(TWO_COLUMNS if is_rows else 'type = "list"' if isinstance(typed, list) else "", typed)
    assert found.is_open
    assert found.value is None


# Numbers

INTEGER = 'type = "integer"\nunit = "人次"\nmin = 0\nmax = 99999'


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        ("１２", 12),
        (" 156 人次 ", 156),
        ("1,560人次", 1560),
        ("1，560", 1560),
        ("1 560", 1560),
        ("007", 7),
        ("二十三", 23),
        ("两", 2),
        ("十人次", 10),
    ],
)
def test_a_whole_number_is_read_however_it_is_written(typed, number):
    assert value(INTEGER, typed) == number


@pytest.mark.parametrize(
    "typed", ["约12", "12.5", "-3", "1e3", "abc", "一百", "12个", "9" * 13, "½", "٣x", "{}", "12;13"]
)
def test_anything_else_is_no_whole_number_and_the_message_names_the_field(typed):
    assert message(INTEGER, typed) == "这一项要填整数，如 12"


def test_a_number_has_its_limits():
    assert value(INTEGER, "99999") == 99999
    assert message(INTEGER, "100000") == "这一项不能大于 99999"
    assert message('type = "integer"\nmin = 3', "2") == "这一项不能小于 3"
    assert value('type = "integer"\nmin = 3', "3") == 3


def test_a_zero_wants_its_tick_and_a_tick_is_a_none():
    assert message(INTEGER, "0") == "这一项填的是 0，确实为零请勾选“确认为零”"
    assert message(INTEGER, "０人次") == message(INTEGER, "0")
    assert message('type = "decimal"', "0.0") == message(INTEGER, "0")
    assert value(INTEGER, NONE) is NONE
    assert message('type = "integer"\nmin = 1', NONE) == "这一项不能为零或没有，请填写"


def test_the_unit_and_the_affixes_taken_off_are_told():
    assert read(INTEGER, "156人次").stripped == ("人次",)
    assert read('type = "integer"\nstrip = ["第…", "…届"]', "第5届").stripped == ("第", "届")


def test_a_decimal_has_one_place_at_most():
    toml = 'type = "decimal"\nunit = "小时"\nmax = 999999.9'
    assert value(toml, "402.5小时") == Decimal("402.5")
    assert value(toml, "4,02０.5") == Decimal("4020.5")
    assert value(toml, "402") == 402
    assert message(toml, "402.55") == "这一项要填数字，最多一位小数，如 12.5"
    assert message(toml, "1000000") == "这一项不能大于 999999.9"


@pytest.mark.parametrize(
    ("number", "text"), [("12.50", "12.5"), ("12.0", "12"), ("1E+3", "1000"), ("100", "100")]
)
def test_a_number_prints_plainly(number, text):
    assert readings.plain(Decimal(number)) == text


# Dates and months


@pytest.mark.parametrize(
    "typed", ["2026-11-20", "2026年11月20日", "2026/11/20", "2026.11.20", "２０２６年 11 月 20 日"]
)
def test_a_date_is_read_however_its_parts_are_set_apart(typed):
    assert value('type = "date"', typed) == date(2026, 11, 20)


@pytest.mark.parametrize(
    "typed", ["2026-13-01", "2026-02-30", "0026-01-01", "11月20日", "今天", "2026-11-20x"]
)
def test_what_is_no_day_is_no_date(typed):
    assert message('type = "date"', typed) == "这一项要填日期，如 2026年11月20日"


@pytest.mark.parametrize(
    ("typed", "number"), [("7", 7), ("7月份", 7), ("07", 7), ("１２月", 12), ("七月", 7)]
)
def test_a_month_is_read_however_it_is_written(typed, number):
    assert value('type = "month"', typed) == number


@pytest.mark.parametrize("typed", ["0", "13", "00123", "9" * 5000, "7.5", "七八月", "-1"])
def test_there_are_twelve_months(typed):
    assert message('type = "month"', typed) == "这一项要填 1 到 12 的月份"


# Texts


def test_a_text_is_one_line_without_affixes():
    found = read('strip = ["市…", "…局"]', " 市水务局\n")
    assert (found.value, found.stripped) == ("水务", ("市", "局"))
    assert value("", "前\n后\t再后") == "前 后 再后"


def test_a_text_of_affixes_only_is_refused():
    assert message('strip = ["市…", "…局"]', "市局") == "这一项不能只写“市局”，报告里已经印有这几个字"
    assert message('type = "list"\nstrip = ["“…”", "…问题"]', ["“问题”"]).startswith("这一项第 1 项不能只写")


def test_the_length_counts_what_is_left():
    toml = 'min_length = 2\nmax_length = 4\nstrip = ["…局"]'
    assert value(toml, "水文水资局") == "水文水资"
    assert message(toml, "水局") == "这一项至少写 2 个字，现在是 1 个字"
    assert message(toml, "一二三四五局") == "这一项最多写 4 个字，现在是 5 个字"


@pytest.mark.parametrize("typed", ["**", "共**次", "***"])
@pytest.mark.parametrize("kind", ["text", "paragraphs", "list", "other"])
def test_the_stars_of_last_years_file_are_no_answer(kind, typed):
    toml = f'type = "{kind}"' if kind != "other" else 'type = "select_one"\nchoices = ["甲"]\nother = true'
    assert "里还有没填的“**”，请改成实际内容" in message(toml, [typed] if kind == "list" else typed)


@pytest.mark.parametrize(
    ("typed", "told"), [("共＊＊次", "＊＊"), ("﹡﹡﹡", "﹡﹡"), ("单位：____局", "__")]
)
def test_other_marks_of_something_unfilled_are_no_answer_either(typed, told):
    assert message("", typed) == f"这一项里还有没填的“{told}”，请改成实际内容"


def test_the_stars_are_no_answer_in_a_table_either():
    assert message(TWO_COLUMNS, [{"a": "**"}]) == "这一项第 1 行：甲里还有没填的“**”，请改成实际内容"


@pytest.mark.parametrize(
    "typed", ["3*4", "A*B", "{{ it }}", "<w:t>", "“甲”和“乙”", "𠮷", "100%", "_", "\\", "无"]
)
def test_text_that_only_looks_odd_is_taken_as_it_is(typed):
    assert value("", typed) == typed


@given(ANY_TEXT)
def test_any_clean_text_is_its_own_line_or_refused_by_name(typed):
    found = readings.reading(TEXT, cleaning.clean(typed))
    line = cleaning.inline(cleaning.clean(typed))
    if "**" in line:
        assert found.message.startswith("这一项")
    else:
        assert (found.value or "") == line


@given(ANY_TEXT)
def test_a_text_read_once_more_says_the_same(typed):
    found = readings.reading(STRIPPED, cleaning.clean(typed))
    if found.value is not None and len(found.stripped) < 4:
        assert readings.reading(STRIPPED, found.value).value == found.value


TEXT = small.question("")
STRIPPED = small.question('strip = ["市…", "…局", "“…”"]')


# Choices


def test_a_choice_is_one_of_those_there_are():
    toml = 'type = "select_one"\nchoices = ["是", "否"]'
    assert value(toml, " 是 ") == "是"
    assert message(toml, "也许") == "这一项请在 是、否 中选择"


def test_other_words_are_a_choice_only_where_allowed_and_lose_their_affixes():
    toml = 'type = "select_one"\nchoices = ["省", "市"]\nother = true\nmax_length = 4\nstrip = ["…直机关"]'
    assert value(toml, "区直机关") == "区"
    assert message(toml, "五个字以上") == "这一项最多写 4 个字，现在是 5 个字"


def test_several_choices_keep_the_order_of_the_definition():
    toml = 'type = "select_multiple"\nchoices = ["甲", "乙", "丙"]'
    assert value(toml, ["丙", "", " 甲", "丙"]) == ["甲", "丙"]
    assert message(toml, ["甲", "丁"]) == "这一项没有选项“丁”，只能是 甲、乙、丙"


# Lists, paragraphs and tables

ITEMS = 'type = "list"\nmin = 2\nmax = 3\nmax_length = 6\nstrip = ["“…”", "…问题"]'


def test_items_are_stripped_one_by_one_and_empty_ones_left_out():
    found = read(ITEMS, ["“作风问题”", " ", "纪律问题"])
    assert (found.value, found.stripped) == (["作风", "纪律"], ("“", "问题", "”"))


def test_a_list_has_its_limits():
    assert message(ITEMS, ["甲"]) == "这一项至少填 2 项，现在是 1 项"
    assert message(ITEMS, list("甲乙丙丁")) == "这一项最多填 3 项，现在是 4 项"
    assert message(ITEMS, ["甲", "一二三四五六七"]) == "这一项第 2 项最多写 6 个字，现在是 7 个字"


def test_items_are_distinct_also_when_only_their_affixes_differ():
    assert message(ITEMS, ["作风", "“作风”问题"]) == "这一项第 2 项与前面重复：作风"


def test_a_longer_text_is_paragraphs_and_long_enough_as_word_counts():
    toml = 'type = "paragraphs"\nmin_length = 4\nmax_length = 6'
    assert value(toml, "　前面\n\n  后面 \n") == ["前面", "后面"]
    assert message(toml, "前\n后") == "这一项至少写 4 个字，现在是 2 个字"
    assert message(toml, "共2026") == "这一项至少写 4 个字，现在是 2 个字"
    assert message(toml, "一二三四五六七") == "这一项最多写 6 个字，现在是 7 个字"


ROWS = """
type = "table"
max = 2
columns = [
    { name = "what", label = "事项", required = true, max_length = 5, strip = ["…。"] },
    { name = "times", label = "次数", type = "integer", unit = "次" },
    { name = "day", label = "日期", type = "date" },
]
"""


def test_a_row_prints_each_cell_by_its_type():
    found = read(
        ROWS, [{"what": "值班。", "times": "０次", "day": "2026-3-5"}, {"what": " "}, {"what": "出巡"}]
    )
    assert found.value == [("值班", "0", "2026年3月5日"), ("出巡", "", "")]
    assert found.stripped == ("。", "次")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"times": "3"}, "这一项第 2 行：请填写事项"),
        ({"what": "值班", "times": "多次"}, "这一项第 2 行：次数要填整数，如 12"),
        ({"what": "一二三四五六"}, "这一项第 2 行：事项最多写 5 个字，现在是 6 个字"),
    ],
)
def test_what_is_wrong_in_a_row_says_where(row, said):
    assert message(ROWS, [{"what": "甲"}, row]) == said


def test_a_table_has_its_limits():
    assert message(ROWS, [{"what": "甲"}] * 3) == "这一项最多填 2 行，现在是 3 行"
