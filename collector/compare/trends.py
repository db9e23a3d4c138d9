"""One figure over the years: its numbers, how long it has not changed, and the line a chart draws of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from collector.statement import answer_text, answers, readings
from collector.statement.answers import Readings
from collector.statement.vocabulary import NUMBERS, Definition, Question

# What is said of an answer that the report it was to be read from doesn't print.
UNPRINTED = "报告里没有"
NOTHING_UNPRINTED: Mapping[int, frozenset[str]] = MappingProxyType({})


class Point(NamedTuple):
    """A place in a chart; y grows downwards, as in SVG."""

    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Series:
    """The number of a question in each year that has a statement, the oldest first; None where it is open.

    `unprinted` are the years of which it is not known, as the report that was read says nothing of it.
    """

    question: Question
    values: tuple[tuple[int, Decimal | None], ...]
    unprinted: frozenset[int] = frozenset()

    @cached_property
    def unchanged_years(self) -> int:
        """How many statements in a row, up to the newest, have exactly its number.

        0 where that one is open, 1 where its number is new; from 2 on it is one that stayed.
        """
        numbers = [number for _, number in reversed(self.values)]
        if not numbers or numbers[0] is None:
            return 0
        return next((place for place, number in enumerate(numbers) if number != numbers[0]), len(numbers))

    @cached_property
    def text(self) -> str:
        """The series in words, what a chart of it says: 2022年8，2023年10，2024年未填."""
        return "，".join(f"{year}年{self.told(year, number)}" for year, number in self.values)

    def told(self, year: int, number: Decimal | None) -> str:
        """One year in words."""
        if number is not None:
            return readings.plain(number)
        return UNPRINTED if year in self.unprinted else "未填"


def series(
    definition: Definition,
    by_year: Mapping[int, Readings],
    unprinted: Mapping[int, frozenset[str]] = NOTHING_UNPRINTED,
) -> dict[str, Series]:
    """The series of every number question of `definition`, by name, from the readings of each year.

    A year whose statement asks no such number, or not given its other answers, is open. The year itself is no
    figure, and has no series. `unprinted`: the names whose answers are not known of a year.
    """
    years = sorted(by_year)
    return {
        question.name: Series(
            question=question,
            values=tuple((year, number(question.name, by_year[year])) for year in years),
            unprinted=frozenset(year for year, names in unprinted.items() if question.name in names),
        )
        for question in definition.asked
        if question.type in NUMBERS and question.name != definition.year
    }


def number(name: str, found: Readings) -> Decimal | None:
    """The number that one statement has under a name."""
    reading = found.get(name)
    if reading is None or not answers.is_relevant(reading.question, found):
        return None
    return answer_text.number(reading)


def points(
    values: tuple[tuple[int, Decimal | None], ...], width: float, height: float, margin: float = 3
) -> tuple[tuple[Point, ...], ...]:
    """The lines of a chart of `width` × `height`, each a run of years one after the other that have a number.

    The lowest number lies at the bottom and the highest at the top, `margin` from the edges; numbers that are
    all the same lie in the middle, and so does a single year. A year that is missing or open parts two lines;
    a line may be one point.
    """
    there = [(year, number) for year, number in values if number is not None]
    if not there:
        return ()
    years, numbers = [year for year, _ in values], [number for _, number in there]
    first, span = min(years), max(years) - min(years)
    low, rise = min(numbers), max(numbers) - min(numbers)
    runs: list[list[Point]] = [[]]
    for (before, _), (year, value) in pairwise([there[0], *there]):
        across = (year - first) / span if span else 0.5
        up = float((value - low) / rise) if rise else 0.5
        if year > before + 1:
            runs.append([])
        runs[-1].append(
            Point(
                round(margin + across * (width - 2 * margin), 1),
                round(height - margin - up * (height - 2 * margin), 1),
            )
        )
    return tuple(map(tuple, runs))


def path(line: tuple[Point, ...]) -> str:
    """A line as the `points` of an SVG polyline: 2,18 22,12.5."""
    return " ".join(f"{point.x:g},{point.y:g}" for point in line)
