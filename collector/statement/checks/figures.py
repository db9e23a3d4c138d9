"""Figures against other reports of the same person: the half year (C17) and the year before (C18)."""

from collections.abc import Iterator
from decimal import Decimal

from collector.statement.checks.context import Context, Earlier, Finding
from collector.statement.readings import Reading, plain
from collector.statement.states import NONE
from collector.statement.vocabulary import HALF_YEAR, NUMBERS, Question

# What is counted from January on. 个 counts what there is, not what was done: branches, communities.
CUMULATIVE = frozenset({"次", "人次", "小时", "件", "期", "条", "场", "项", "篇", "份"})
# Small numbers are the same, or doubled, by nature: monthly meetings, one annual session.
SMALLEST = 20
LARGEST_CHANGE = 50
# A whole set of small numbers taken over shows in the set only.
FEWEST_COUNTS, SAME_SHARE = 10, 80


def half_year(context: Context) -> Iterator[Finding]:
    """C17: what is counted until the year's end is not less than it was after half a year."""
    if context.half_year is None or context.value(context.definition.period) == HALF_YEAR:
        return
    for question, now, then in pairs(context, context.half_year):
        if now < then:
            message = (
                f"全年累计 {plain(now)} {question.unit}，少于 {context.half_year.called}报告里的"
                f" {plain(then)} {question.unit}，请核对"
            )
            yield context.finding("half_year", question.name, message)


def last_year(context: Context) -> Iterator[Finding]:
    """C18: a large number exactly as last year, or changed by half; nearly all the same, told once."""
    if context.earlier is None:
        return
    found = list(pairs(context, context.earlier))
    same = [question for question, now, then in found if now == then]
    is_whole = len(found) >= FEWEST_COUNTS and 100 * len(same) >= SAME_SHARE * len(found)
    for question, now, then in found:
        if max(now, then) >= SMALLEST and not (is_whole and now == then):
            message = compared(context.earlier, question, now, then)
            if message:
                yield context.finding("last_year", question.name, message)
    if is_whole:
        counted = f"{len(found)} 个数字里有 {len(same)} 个与 {context.earlier.called}的相同"
        message = f"{counted}，请核对是否都是本报告期的"
        yield context.finding("same_figures", same[0].name, message)


def compared(earlier: Earlier, question: Question, now: Decimal, then: Decimal) -> str:
    """What to ask about a number beside last year's; nothing where it changed as numbers do."""
    before = f"{earlier.called}的 {plain(then)} {question.unit}"
    if now == then:
        return f"与 {before}完全相同，请核对；确实相同的，用一句话说明"
    change = 100 * abs(now - then)
    if change <= LARGEST_CHANGE * then:
        return ""
    direction = "多" if now > then else "少"
    share = f"{change / then:.0f}%" if then else "了许多"
    return f"{plain(now)} {question.unit}，比 {before}{direction} {share}，请核对，并用一句话说明原因"


def pairs(context: Context, other: Earlier) -> Iterator[tuple[Question, Decimal, Decimal]]:
    """Yield (question, number now, number then) of every cumulative count answered in both reports."""
    for question in context.definition.asked:
        then = other.readings.get(question.name)
        now = context.relevant.get(question.name)
        if question.type not in NUMBERS or question.unit not in CUMULATIVE or now is None or then is None:
            continue
        numbers = number(now), number(then)
        if numbers[0] is not None and numbers[1] is not None:
            yield question, numbers[0], numbers[1]


def number(found: Reading) -> Decimal | None:
    """A number; a confirmed none is 0, an open one None."""
    if found.value is NONE:
        return Decimal(0)
    return Decimal(found.value) if isinstance(found.value, int | Decimal) else None
