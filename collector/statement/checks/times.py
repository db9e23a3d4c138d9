"""Years that are not the report's, and what is still going on after its end (C19)."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from collector.statement import folding
from collector.statement.checks.context import Context, Finding
from collector.statement.vocabulary import Question

YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2}) ?年(度)?|(二[〇○零O0][〇○零一二三四五六七八九]{2})年(度)?")
DIGITS = {char: str(place) for place, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零O0", "0")
# The first year of a span of years, or a title's own: 2023—2027年.
IN_RANGE = re.compile("[0-9]年? ?[—–－~～至-]{1,2} ?$")
RANGE_FOLLOWS = re.compile("(?:[0-9]{1,2}月)? ?[—–－~～至到-]{1,2} ?[0-9]")
# Said of another year on purpose: compared with it, or begun, issued, found in it.
COMPARED = re.compile(
    "(?:比|较|与|同|自|从|于|按照|根据|针对|对照|对|将|把|相比|以来|上年|去年)(?:上年|去年)?[（(]?$"
)
SINCE = re.compile(
    "(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?[初底末]?.{0,8}?(?:以来|起|开始|至今|同期|相比|修订|制定|印发|出台|建成|竣工|成立|启动|签订|遗留"
    "|反馈|审计|巡察|巡视|考核|述职|民主生活会|组织生活会|工作总结|决算|增长|下降|提高|减少|抗洪|洪水|大水)"
)
PLANNED = re.compile("计划|打算|下一步|明年|次年|将于|拟|前完成|底前|年底|规划|预算|目标|时限|力争|跨年|提前")
# Statements of those years are copied from; what is older is history.
YEARS_BACK = 6
# Where other years are what is asked for.
NEXT, BEFORE = frozenset({"next_steps"}), frozenset({"last_year_issues"})
CUTOFF = "cutoff_date"
ONGOING = re.compile(
    "(?P<month>[1-9]|1[0-2])月(?:份|[0-9]{1,2}日)?(?!.{0,4}?(?:起|以来|开始|至|到)).{0,20}?正在(?:开展|进行|举办|召开|组织)"
)
MOST = 20


def years(context: Context) -> Iterator[Finding]:
    """A year in an answer that is neither the report's nor there on purpose."""
    if context.year is None:
        return
    for sentence, span, question in context.texts():
        folded = folding.fold(sentence.text)
        begin, end = folded.folded(span.start), folded.folded(span.end)
        for match in islice(YEAR.finditer(folded.text, begin, end), MOST):
            if is_stray(context.year, question, match):
                place = folded.written(*match.span())
                year = sentence.text[slice(*place)]
                message = f"“{year}”不是报告年度（{context.year} 年），请核对是否从往年带来"
                yield from context.found_in("years", sentence, *place, message)
    for name, found in context.relevant.items():
        value = found.value
        if not isinstance(value, date) or name in (CUTOFF, *context.definition.signature):
            continue
        if value.year not in (context.year, context.year + 1):
            message = f"这里的日期在 {value.year} 年，报告写的是 {context.year} 年，请核对"
            yield context.finding("years", name, message)


def is_stray(year: int, question: Question, match: re.Match[str]) -> bool:
    """True for a year that nothing around it explains."""
    found = int(match[1] or "".join(DIGITS[char] for char in match[3]))
    is_whole = bool(match[2] or match[4])
    before, after = match.string[: match.start()], match.string[match.end() :]
    if found == year or IN_RANGE.search(before[-6:]) or RANGE_FOLLOWS.match(after):
        return False
    if found > year:
        return question.name not in NEXT and not PLANNED.search(match.string)
    if question.name in BEFORE and found == year - 1:
        return False
    if found < year - YEARS_BACK and not is_whole:
        return False
    return not COMPARED.search(before[-6:]) and not SINCE.match(after)


def ongoing(context: Context) -> Iterator[Finding]:
    """C19: what was done in a month is no longer going on once the figures reach beyond that month."""
    cutoff = context.value(CUTOFF)
    if not isinstance(cutoff, date) or context.year is None:
        return
    for sentence in context.sentences:
        folded = folding.fold(sentence.text)
        for match in islice(ONGOING.finditer(folded.text), MOST):
            month = int(match["month"])
            last = date(context.year, month, calendar.monthrange(context.year, month)[1])
            if last < cutoff:
                message = (
                    f"写的是 {month} 月的事，统计截止日是 {cutoff.month} 月 {cutoff.day} 日，"
                    "却仍写“正在”，请核对是否已经结束"
                )
                yield from context.found_in("tense", sentence, *folded.written(*match.span()), message)
