"""Timing that other work on the machine can't fool: interleaved rounds, medians, ratios within one run."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 25
ROUND_SECONDS = 0.02


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table: what was measured, its value with unit, how it compares, and what is wanted."""

    what: str
    value: str
    ratio: str = ""
    wanted: str = ""


def medians(subjects: Mapping[str, Callable[[], object]], *, rounds: int = ROUNDS) -> dict[str, float]:
    """Seconds of one call of each subject. Every round runs all of them, starting with another each time."""
    repeats = {name: _repeats(call) for name, call in subjects.items()}
    taken: dict[str, list[float]] = {name: [] for name in subjects}
    names = list(subjects)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            taken[name].append(_seconds(subjects[name], repeats[name]))
    return {name: statistics.median(times) for name, times in taken.items()}


def _repeats(call: Callable[[], object]) -> int:
    call()
    return max(1, round(ROUND_SECONDS / _seconds(call, 3)))


def _seconds(call: Callable[[], object], repeats: int) -> float:
    start = time.perf_counter()
    for _ in range(repeats):
        call()
    return (time.perf_counter() - start) / repeats


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.3f} ms"


def table(rows: Sequence[Row]) -> str:
    """The rows as aligned text under a heading."""
    lines = [("measured", "value", "ratio", "wanted")]
    lines += [(row.what, row.value, row.ratio, row.wanted) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    lines.insert(1, tuple("-" * width for width in widths))  # type: ignore[arg-type]
    return "\n".join(
        f"{line[0]:<{widths[0]}}  {line[1]:>{widths[1]}}  {line[2]:<{widths[2]}}  {line[3]}".rstrip()
        for line in lines
    )
