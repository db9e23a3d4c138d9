"""The dates of a round: what is wrong with those typed. Knows no statement, and keeps nothing."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from collector import accounts
from collector.statement import vocabulary, warnings
from collector.store.database import Row
from collector.web import presentation
from collector.web.problems import Shown, shown

DATES = {"cutoff_date": "统计截止日", "deadline": "填报截止日"}
LONGEST_REASON = 100
# A deadline further away is a slip of the keyboard: 2062 for 2026.
FURTHEST = timedelta(days=2 * 365)
MOST_NAMES = 5
# Before this month of its year, a report on the whole year has hardly anything to count.
EARLY_UNTIL = 7
ALL, SOME = "all", "some"


def day(text: str) -> date | None:
    """The date of a date field, 2026-11-22; None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-22") else None
    except ValueError:
        return None


def problems_of(year: str, period: str, values: Mapping[str, str], standing: str = "") -> list[Shown]:
    """What is wrong with a round's two dates; a deadline that is `standing` already may lie behind."""
    found = [
        shown(name, f"请填写{label}，如 2026-12-20") for name, label in DATES.items() if not day(values[name])
    ]
    cutoff, deadline = day(values["cutoff_date"]), day(values["deadline"])
    if cutoff is not None:
        found += [shown("cutoff_date", each) for each in cutoff_problems(year, period, cutoff)]
    if deadline is not None and values["deadline"] != standing:
        if deadline < presentation.today():
            found.append(shown("deadline", "填报截止日已经过了"))
        found += too_far(deadline)
    if deadline is not None and cutoff is not None and cutoff > deadline:
        found.append(shown("cutoff_date", "统计截止日不能晚于填报截止日"))
    return found


def cutoff_problems(year: str, period: str, cutoff: date) -> list[str]:
    """What is wrong with a cut-off date for this year and period, as far as these are known."""
    if period not in vocabulary.PERIODS or not year.isdecimal():
        return []
    first, last = warnings.counted_within(int(year), is_half=is_half(period))
    if first <= cutoff <= last:
        return []
    between = f"{presentation.day(first.isoformat())}到{presentation.day(last.isoformat())}"
    return [f"{presentation.called(int(year), period)}报告的统计截止日应在{between}之间，请核对年度和日期"]


def is_half(period: str) -> bool:
    """Whether the period is half a year."""
    return period != vocabulary.PERIODS[0]


def doubt(year: int, period: str, cutoff_date: str) -> str:
    """What to look at again in a cut-off date that can be right; nothing where it surely is."""
    if is_half(period) or cutoff_date >= f"{year}-{EARLY_UNTIL:02}-01":
        return ""
    return f"统计截止日是{presentation.day(cutoff_date)}，{year}年还没有过半，请核对；填错了可以“修改任务”"


def too_far(deadline: date) -> list[Shown]:
    """The problem of a deadline that nobody means."""
    if deadline <= presentation.today() + FURTHEST:
        return []
    return [shown("deadline", f"{presentation.day(deadline.isoformat())}在两年以后，请核对")]


def extension_problems(row: Row, values: dict[str, str], chosen: Iterable[Row]) -> list[Shown]:
    """What is wrong with putting a deadline off for those chosen; the reason comes back cleaned."""
    found, chosen = [], list(chosen)
    wanted = day(values["deadline"])
    if wanted is None:
        found.append(shown("deadline", "请填写新的截止日，如 2026-12-30"))
    elif wanted <= date.fromisoformat(row["deadline"]) or wanted < presentation.today():
        found.append(
            shown("deadline", f"新的截止日要晚于{presentation.day(row['deadline'])}，也不能已经过了")
        )
    else:
        found += too_far(wanted)
        if values["who"] == SOME:
            found += later_already(chosen, values["deadline"])
    if values["who"] not in (ALL, SOME):
        found.append(shown("who", "请选择给谁延期"))
    elif values["who"] == SOME and not chosen:
        found.append(shown("who", "请在名单里勾选要延期的人"))
    try:
        values["reason"] = accounts.given("延期原因", values["reason"], LONGEST_REASON)
    except accounts.Refused as refused:
        found.append(shown("reason", str(refused)))
    return found


def later_already(chosen: Iterable[Row], deadline: str) -> list[Shown]:
    """The problem of people who have as much time already, or more: nobody's deadline is put forward."""
    there = [
        f"{each['name']}的截止日已是{presentation.day(each['own_deadline'])}"
        for each in chosen
        if (each["own_deadline"] or "") >= deadline
    ]
    message = f"{named(there)}，新的截止日要更晚；不给已有更晚截止日的人延期，请不要勾选"
    return [shown("deadline", message)] if there else []


def kept_later(people: Iterable[Row | Mapping[str, Any]], deadline: str) -> str:
    """Whose own deadline is later than a new one for all, in a sentence; nothing where nobody's is."""
    later = [each["name"] for each in people if (each["own_deadline"] or "") > deadline]
    return f"。{named(later)}的截止日更晚，不变" if later else ""


def named(names: list[str]) -> str:
    """Some names, and how many there are where these are not all."""
    return "、".join(names[:MOST_NAMES]) + (f"等 {len(names)} 人" if len(names) > MOST_NAMES else "")
