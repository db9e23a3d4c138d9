"""A figure over the years."""

from decimal import Decimal
from itertools import pairwise

import plain_definitions
import pytest
import sample_answers
from hypothesis import given
from hypothesis import strategies as st
from plain_definitions import YEAR, asked

from collector.compare import trends
from collector.compare.trends import Point, Series
from collector.statement import answers
from collector.statement.states import NONE

TIMES = asked("times", "integer", unit="次")


def of(*numbers, first=2022):
    """A series with these numbers, one a year."""
    return Series(question=TIMES, values=tuple(enumerate(numbers, first)))


def lines(values, width=84, height=24, margin=2):
    return trends.points(values, width, height, margin)


def test_every_number_question_has_its_numbers_by_year():
    definition = plain_definitions.definition(YEAR, asked("line"), TIMES, asked("hours", "decimal"))
    typed = {2025: {"times": NONE, "hours": "2.50"}, 2022: {"times": "８", "hours": "许多"}}
    found = trends.series(definition, {year: answers.read(definition, typed[year]) for year in typed})
    assert {name: each.values for name, each in found.items()} == {
        "times": ((2022, Decimal(8)), (2025, Decimal(0))),
        "hours": ((2022, None), (2025, None)),
    }


def test_a_year_that_asked_otherwise_or_not_at_all_is_open():
    now = plain_definitions.definition(TIMES)
    older = [plain_definitions.definition(asked("times")), plain_definitions.definition(asked("line"))]
    by_year = {year: answers.read(each, {"times": "3"}) for year, each in enumerate([*older, now], 2024)}
    assert trends.series(now, by_year)["times"].values == ((2024, None), (2025, None), (2026, 3))


def test_a_number_left_behind_where_nobody_asks_is_open():
    definition = sample_answers.definition()
    typed = sample_answers.complete() | {"cybersecurity_training": "否"}
    found = trends.series(definition, {2026: answers.read(definition, typed)})
    assert found["cybersecurity_training_count"].values == ((2026, None),)


@pytest.mark.parametrize(
    ("numbers", "count"),
    [
        ([], 0),
        ([3], 1),
        ([3, None], 0),
        ([4, 3, 3], 2),
        ([3, 4, 3], 1),
        ([3, 3, 3], 3),
        ([3, None, 3, 3], 2),
        ([0, 0], 2),
        ([Decimal("2.5"), Decimal("2.50")], 2),
    ],
)
def test_how_many_statements_in_a_row_have_the_newest_number(numbers, count):
    assert of(*numbers).unchanged_years == count


def test_the_series_in_words():
    assert of(8, Decimal("10.50"), None, 0).text == "2022年8，2023年10.5，2024年未填，2025年0"


def test_a_rising_series_goes_from_the_lower_left_to_the_upper_right():
    assert lines(((2024, 1), (2025, 2), (2026, 3))) == ((Point(2, 22), Point(42, 12), Point(82, 2)),)


def test_a_constant_series_and_a_single_year_lie_in_the_middle():
    assert lines(((2024, 0), (2025, 0))) == ((Point(2, 12), Point(82, 12)),)
    assert lines(((2024, 7),)) == ((Point(42, 12),),)


def test_open_and_missing_years_part_the_line_and_keep_their_room():
    assert lines(((2022, 1), (2023, 1), (2024, None), (2026, 5))) == (
        (Point(2, 22), Point(22, 22)),
        (Point(82, 2),),
    )
    assert lines(((2023, 1), (2025, 1))) == ((Point(2, 12),), (Point(82, 12),))
    assert lines(((2023, None), (2024, 3), (2025, 4)))[0][0].x == 42


def test_nothing_is_drawn_where_there_is_no_number():
    assert lines(()) == lines(((2024, None),)) == ()


def test_a_line_is_written_as_svg_has_it():
    assert trends.path((Point(2, 18), Point(22.5, 12.0))) == "2,18 22.5,12"


@given(
    st.dictionaries(
        st.integers(2000, 2099), st.none() | st.decimals(0, 10**11, places=1), min_size=1, max_size=20
    )
)
def test_every_number_has_a_point_inside_the_chart(by_year):
    values = tuple(sorted(by_year.items()))
    found = lines(values)
    drawn = [point for line in found for point in line]
    numbers = [(year, number) for year, number in values if number is not None]
    assert len(drawn) == len(numbers)
    assert all(2 <= point.x <= 82 and 2 <= point.y <= 22 for point in drawn)
    assert [point.x for point in drawn] == sorted(point.x for point in drawn)
    gaps = sum(later[0] > year[0] + 1 for year, later in pairwise(numbers))
    assert len(found) == (gaps + 1 if numbers else 0)
    for ((_, one), low), ((_, other), high) in pairwise(zip(numbers, drawn, strict=True)):
        assert (low.y >= high.y) if one <= other else (low.y <= high.y)
