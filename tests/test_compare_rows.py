"""One question of a comparison as a page shows it, made of two sets of answers."""

from decimal import Decimal

import plain_definitions
import pytest
from plain_definitions import YEAR, asked

from collector import comparisons
from collector.compare import changes
from collector.statement.states import NONE
from collector.web import compare_rows
from collector.web.compare_rows import About

BETWEEN = About(then="2025年", now="2026年")
UNPRINTED = frozenset({"it"})
CHOSEN = asked("it", "select_one", choices=("通报",))


def change(question, then, now, before=None, unprinted=changes.ALL_KNOWN):
    """The change of one question, which asked `before` then; None is an open answer."""
    sides = [plain_definitions.definition(YEAR, each) for each in (before or question, question)]
    typed = [{} if each is None else {"it": each} for each in (then, now)]
    readings = [changes.answers.read(*side) for side in zip(sides, typed, strict=True)]
    return changes.of_readings(sides[1], *readings, sides[0], unprinted)[1]


def row(*given, **keys):
    """The row of that change."""
    return compare_rows.row(change(*given, **keys), BETWEEN)


def items(found):
    """The items of a row in words: what went, came or stayed, and what was marked inside them."""
    return [(item.kind, "".join(piece.text for piece in item.pieces)) for item in found.items]


@pytest.mark.parametrize(
    ("before", "then", "question", "now", "said"),
    [
        (CHOSEN, "通报", asked("it", "list"), ["约谈", "通报"], ("通报", "约谈、通报")),
        (asked("it", "integer", unit="次"), "3", asked("it", "paragraphs"), "三次。", ("3 次", "三次。")),
        (asked("it", "paragraphs"), "三次。", asked("it", "integer", unit="次"), "3", ("三次。", "3 次")),
        (asked("it", "list", none_allowed=True), NONE, asked("it"), "甲", ("没有", "甲")),
    ],
)
def test_answers_of_other_kinds_stand_side_by_side_without_marks(before, then, question, now, said):
    found = row(question, then, now, before=before)
    assert (found.layout, found.then, found.now) == ("apart", *said)
    assert found.note == "题型与2025年不同，不能比较"
    assert (found.items, found.pieces, found.difference) == ((), (), "")


def test_items_that_come_after_a_none_are_marked_as_those_that_go_before_one():
    listed = asked("it", "list", none_allowed=True)
    assert items(row(listed, NONE, ["甲", "乙"])) == [("come", "甲"), ("come", "乙")]
    assert items(row(listed, ["甲"], NONE)) == [("gone", "甲")]
    assert items(row(listed, None, ["甲"])) == [("come", "甲")]


def test_what_nobody_asked_then_is_not_marked_as_new():
    found = row(asked("it", "list"), None, ["甲"], before=asked("other"))
    assert (items(found), found.note) == ([("same", "甲")], "2025年没有此题")


def test_a_text_that_comes_after_a_none_is_marked_as_new():
    prose = asked("it", "paragraphs", none_allowed=True)
    assert [piece.kind for piece in row(prose, NONE, "甲。").pieces] == ["come"]
    assert [piece.kind for piece in row(prose, "甲。", NONE).pieces] == ["gone"]


def test_a_short_answer_without_a_counterpart_has_no_difference():
    chosen = asked("it", "select_one", choices=("是", "否"))
    found = row(chosen, None, "是", before=asked("other"))
    assert (found.then, found.now, found.difference) == ("没有此题", "是", "")
    assert row(chosen, "否", "是").difference == "不同"


@pytest.mark.parametrize("question", [asked("it", "integer"), asked("it", "date"), asked("it", "month")])
def test_a_short_answer_that_a_report_does_not_print_is_said_and_not_compared(question):
    typed = "2026-03-05" if question.type == "date" else "3"
    found = row(question, None, typed, unprinted=(UNPRINTED, frozenset()))
    assert (found.then, found.difference, found.percent, found.is_swing) == ("报告里没有", "", "", False)
    assert not found.is_same
    assert row(question, typed, None, unprinted=(frozenset(), UNPRINTED)).now == "报告里没有"


def test_a_text_that_a_report_does_not_print_is_said_and_nothing_is_marked():
    for question, typed in ((asked("it", "list"), ["甲", "乙"]), (asked("it", "paragraphs"), "甲" * 90)):
        about = About(then="2025年", now="2026年", folds=True)
        found = compare_rows.row(change(question, None, typed, unprinted=(UNPRINTED, frozenset())), about)
        assert (found.note, found.fold) == ("2025年报告里没有", "")
        marks = {each.kind for each in (*found.items, *found.pieces)}
        assert marks == {"same"}
        found = row(question, typed, None, unprinted=(frozenset(), UNPRINTED))
        assert (found.layout, found.now) == ("apart", "报告里没有")
        assert found.then


def test_what_is_not_known_is_neither_changed_nor_unchanged():
    found = change(asked("it", "list"), None, ["甲"], unprinted=(UNPRINTED, frozenset()))
    assert (found.is_known, found.is_changed, found.come) == (False, False, ())
    found = change(asked("it", "paragraphs"), "甲。", None, unprinted=(frozenset(), UNPRINTED))
    assert (found.is_known, found.is_changed, found.marks) == (False, False, ())


@pytest.mark.parametrize(
    ("percent", "text", "number", "format"),
    [
        ("50.08", "50.1%", "0.501", "+0.0%;-0.0%;0%"),
        ("-50.01", "50.1%", "-0.501", "+0.0%;-0.0%;0%"),
        ("50", "50%", "0.5", "+0%;-0%;0%"),
        ("50.6", "51%", "0.506", "+0%;-0%;0%"),
        ("49.6", "50%", "0.496", "+0%;-0%;0%"),
        ("-99.97", "99.9%", "-0.999", "+0.0%;-0.0%;0%"),
        ("99.97", "100%", "1", "+0%;-0%;0%"),
        ("-100", "100%", "-1", "+0%;-0%;0%"),
    ],
)
def test_a_percentage_never_says_another_class_than_the_number_has(percent, text, number, format):
    assert comparisons.percent(Decimal(percent)) == text
    cell = comparisons.rate_cell(Decimal(percent))
    assert (cell.value, cell.format) == (Decimal(number), format)
