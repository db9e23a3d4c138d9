"""Two sets of answers become a list of changes."""

from decimal import Decimal

import marked
import plain_definitions
import pytest
import sample_answers
from hypothesis import given
from hypothesis import strategies as st
from plain_definitions import YEAR, asked

from collector.compare import changes
from collector.statement import answers
from collector.statement.states import NONE

ITEMS = asked("items", "list", none_allowed=True)
ROWS = asked("rows", "table")
TIMES = asked("times", "integer", unit="次")


def of(then, now):
    """The changes by name, the unchanged left out."""
    found = changes.changes(sample_answers.definition(), then, now)
    return {each.question.name: (each.then, each.now) for each in found if each.is_changed}


def one(question, then, now):
    """The change of one question from one typed answer to another; None is an open one."""
    name = question.name
    sides = ({} if typed is None else {name: typed} for typed in (then, now))
    (found,) = changes.changes(plain_definitions.definition(question), *sides)
    return found


def test_what_is_the_same_is_no_change():
    answers = sample_answers.complete()
    assert of(answers, dict(answers)) == {}
    assert of({}, {}) == {}


def test_given_cleared_and_altered_answers_are_changes():
    found = of({"position": "局长", "addressee": "甲"}, {"position": "书记", "unit_short_core": "江城"})
    assert found == {
        "position": ("局长", "书记"),
        "addressee": ("甲", None),
        "unit_short_core": (None, "江城"),
    }


def test_open_none_and_a_value_are_three_answers():
    name = next(question.name for question in sample_answers.definition().asked if question.may_be_none)
    for then, now in ((None, NONE), (NONE, "1"), (None, "1")):
        found = of({name: then} if then else {}, {name: now})
        assert found == {name: (then, now)}


def test_items_and_rows_are_compared_in_order():
    assert of({"issues": ["甲", "乙"]}, {"issues": ["甲", "乙"]}) == {}
    assert of({"issues": ["甲", "乙"]}, {"issues": ["乙", "甲"]}) == {"issues": (["甲", "乙"], ["乙", "甲"])}


def test_the_list_has_every_question_in_the_statements_order():
    definition = sample_answers.definition()
    found = changes.changes(definition, {"no_such_question": "x"}, {})
    assert [each.question for each in found] == list(definition.asked)
    assert [each.section for each in found] == [
        definition.section_of[question.name] for question in definition.asked
    ]


@pytest.mark.parametrize(
    ("question", "then", "now"),
    [
        (TIMES, "２３", "23"),
        (TIMES, "二十三", "23次"),
        (TIMES, NONE, "0"),
        (asked("hours", "decimal"), "12.0", "12"),
        (asked("line"), "水文局 ", "水文局"),
        (asked("words", "paragraphs"), "甲。\n乙。", " 甲。\n\n乙。\n"),
        (asked("held", "date"), "2026-1-5", "2026年01月05日"),
        (asked("bureau", strip=("市…局",)), "市水务局", "水务"),
        (ITEMS, ["甲", "乙"], ["甲 ", "", "乙"]),
        (asked("long", min_length=9), "短", "短\n"),
        (ITEMS, ["甲", "甲", " "], ["甲", "甲"]),
        (asked("line"), " ", None),
    ],
)
def test_answers_that_mean_the_same_are_no_change(question, then, now):
    assert not one(question, then, now).is_changed
    assert not one(question, now, then).is_changed


@pytest.mark.parametrize(
    ("then", "now", "difference", "percent", "is_swing"),
    [
        ("9", "12", 3, Decimal(100) / 3, False),
        ("4", "6", 2, 50, False),
        ("100", "151", 51, 51, True),
        ("4", "2", -2, -50, False),
        ("100", "49", -51, -51, True),
        ("3", NONE, -3, -100, True),
        (NONE, "1", 1, None, True),
        (NONE, "0", 0, None, False),
        ("7", "7", 0, 0, False),
        (None, "7", None, None, False),
        ("7", None, None, None, False),
        ("7", "许多", None, None, False),
    ],
)
def test_numbers_have_a_difference_and_a_percentage_of_then(then, now, difference, percent, is_swing):
    found = one(TIMES, then, now)
    assert (found.kind, found.difference, found.is_swing) == ("number", difference, is_swing)
    assert found.percent == (percent if percent is None else pytest.approx(percent))
    assert found.is_changed == (difference != 0)
    assert (found.marks, found.gone, found.come) == ((), (), ())


def test_decimals_are_subtracted_exactly():
    assert one(asked("hours", "decimal"), "0.3", "0.1").difference == Decimal("-0.2")


@pytest.mark.parametrize(
    ("then", "now", "gone", "come", "stayed"),
    [
        (["甲", "乙", "丙"], ["丙", "丁", "甲"], ["乙"], ["丁"], ["丙", "甲"]),
        (["甲"], None, ["甲"], [], []),
        (NONE, ["甲", "乙"], [], ["甲", "乙"], []),
        (None, NONE, [], [], []),
        (["甲", "甲", "乙"], ["乙", "甲"], ["甲"], [], ["乙", "甲"]),
    ],
)
def test_lists_say_what_went_came_and_stayed(then, now, gone, come, stayed):
    found = one(ITEMS, then, now)
    assert (found.kind, found.is_changed, found.is_reordered) == ("items", True, False)
    assert (list(found.gone), list(found.come), list(found.stayed)) == (gone, come, stayed)
    assert (found.difference, found.marks) == (None, ())


def test_another_order_alone_is_said():
    found = one(ITEMS, ["甲", "乙"], ["乙", "甲"])
    assert found.is_changed
    assert found.is_reordered
    assert not one(ITEMS, ["甲", "乙"], ["甲", "乙"]).is_reordered


def test_rows_are_compared_as_they_print():
    found = one(
        ROWS,
        [{"when": "2026-1-5", "what": "学习"}, {"when": "", "what": " "}],
        [{"when": "2026年1月5日", "what": "学习"}, {"when": "2026-2-1", "what": "走访"}],
    )
    assert (found.gone, found.come) == ((), ("2026年2月1日，走访",))
    assert found.stayed == ("2026年1月5日，学习",)


@given(st.lists(st.sampled_from("甲乙丙丁")), st.lists(st.sampled_from("甲乙丙丁")))
def test_what_went_and_stayed_is_then_and_what_came_and_stayed_is_now(then, now):
    gone, common = changes.parted(then, now)
    come, stayed = changes.parted(now, then)
    assert sorted(gone + common) == sorted(then)
    assert sorted(come + stayed) == sorted(now)
    assert sorted(common) == sorted(stayed)
    assert not set(gone) & set(come)


@pytest.mark.parametrize(
    ("question", "then", "now", "line"),
    [
        (asked("line"), "学习十九届六中全会精神", "学习二十大精神", "学习[-十九届六中全会-]{+二十大+}精神"),
        (asked("words", "paragraphs"), "甲。\n乙。", "甲。\n丙。", "甲。¶[-乙-]{+丙+}。"),
        (asked("line"), NONE, "甲", "{+甲+}"),
        (asked("held", "date"), "2025-11-20", "2026-11-20", "[-2025-]{+2026+}年11月20日"),
        (asked("kind", "select_one", choices=("是", "否")), "是", "否", "[-是-]{+否+}"),
        (YEAR, "2025", "2026", "[-2025-]{+2026+}"),
    ],
)
def test_texts_dates_and_choices_have_marks(question, then, now, line):
    found = one(question, then, now)
    assert (found.kind, marked.line(found.marks), found.difference) == ("prose", line, None)


def test_what_cannot_be_read_is_compared_as_it_was_typed():
    found = one(asked("short", max_length=3), "太长的文字", "太短的文字")
    assert marked.line(found.marks) == "太[-长-]{+短+}的文字"


THEN = plain_definitions.definition(
    first=[YEAR, asked("stays"), asked("moved"), asked("dropped")], old=[asked("closed")]
)
NOW = plain_definitions.definition(first=[YEAR, asked("added"), asked("stays")], new=[asked("moved")])


def test_questions_are_matched_by_name_over_versions_and_the_others_said():
    typed = dict.fromkeys(["stays", "moved", "dropped", "closed", "added"], "甲")
    found = changes.changes(NOW, typed, typed, THEN)
    assert [(each.section.name, each.question.name, each.asked, each.is_changed) for each in found] == [
        ("first", "year", "both", False),
        ("first", "added", "now", True),
        ("first", "stays", "both", False),
        ("first", "dropped", "then", True),
        ("new", "moved", "both", False),
        ("old", "closed", "then", True),
    ]
    by_name = changes.by_name(found)
    assert (by_name["added"].then, by_name["added"].then_reading) == (None, None)
    assert (by_name["closed"].now, by_name["closed"].now_reading) == (None, None)
    assert by_name["dropped"].then_items == ("甲",)
    assert by_name["dropped"].section == NOW.section("first")


def test_an_open_question_without_a_counterpart_is_no_change():
    assert not any(each.is_changed for each in changes.changes(NOW, {}, {}, THEN))


@pytest.mark.parametrize(
    ("then", "now"), [("text", "integer"), ("text", "list"), ("integer", "text"), ("list", "paragraphs")]
)
def test_a_name_that_asks_for_another_kind_of_answer_cannot_be_compared(then, now):
    sides = [plain_definitions.definition(asked("it", type)) for type in (then, now)]
    typed = [{"it": ["12"] if type == "list" else "12"} for type in (then, now)]
    (found,) = changes.changes(sides[1], *typed, sides[0])
    assert (found.asked, found.is_other_kind, found.is_changed) == ("now", True, True)
    assert (found.then_items, found.now_items) == (("12",), ("12",))
    assert (found.difference, found.percent, found.is_swing) == (None, None, False)
    assert (found.gone, found.come, found.stayed, found.marks) == ((), (), (), ())


@pytest.mark.parametrize(
    ("then", "now", "kind"),
    [("text", "paragraphs", "prose"), ("integer", "decimal", "number"), ("select_multiple", "list", "items")],
)
def test_types_of_one_kind_are_compared(then, now, kind):
    sides = [plain_definitions.definition(asked("it", type, choices=("1", "2"))) for type in (then, now)]
    typed = ["1"] if kind == "items" else "1"
    (found,) = changes.changes(sides[1], {"it": typed}, {"it": typed}, sides[0])
    assert (found.asked, found.kind, found.is_changed) == ("both", kind, False)


def test_an_answer_left_behind_where_nobody_asks_counts_as_open():
    definition = sample_answers.definition()
    then = {"cybersecurity_training": "是", "cybersecurity_training_count": "2"}
    now = then | {"cybersecurity_training": "否"}
    found = changes.by_name(changes.changes(definition, then, now))["cybersecurity_training_count"]
    assert (found.then_relevant, found.now_relevant) == (True, False)
    assert (found.number_then, found.number_now, found.is_changed) == (2, None, True)
    found = changes.by_name(changes.changes(definition, now, now))["cybersecurity_training_count"]
    assert not found.is_relevant
    assert not found.is_changed


def test_notes_and_computed_words_are_not_compared():
    definition = plain_definitions.definition(
        asked("line"),
        asked("note", "note"),
        asked("plan", "computed", how="five_year_plan", sources=("line",)),
    )
    found = changes.changes(plain_definitions.definition(asked("line")), {}, {}, definition)
    assert [each.question.name for each in found] == ["line"]


def test_an_open_count_has_the_number_of_its_ledger():
    question = asked("times", "integer", ledger="rows")
    definition = plain_definitions.definition(ROWS, question)
    now = {"rows": [{"when": "2026-1-5", "what": "学习"}, {"when": "2026-2-1", "what": "走访"}]}
    found = changes.by_name(changes.changes(definition, {"times": "1"}, now))["times"]
    assert (found.number_then, found.number_now) == (1, 2)


def test_readings_that_are_there_are_not_read_again():
    definition = sample_answers.definition()
    then, now = (sample_answers.complete(year) for year in (2025, 2026))
    readings = [answers.read(definition, typed) for typed in (then, now)]
    assert changes.of_readings(definition, *readings) == changes.changes(definition, then, now)


def test_the_marks_of_every_text_make_now_of_then():
    definition = sample_answers.definition()
    for found in changes.changes(definition, sample_answers.complete(2024), sample_answers.complete(2026)):
        if found.kind == "prose":
            marked.hold(found.marks, "\n".join(found.then_items), "\n".join(found.now_items))
