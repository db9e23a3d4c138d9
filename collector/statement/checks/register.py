"""All checks by name, with their Chinese titles; and every finding of a statement."""

from collections.abc import Callable, Iterable, Iterator

from collector.statement import warnings
from collector.statement.checks import figures, marks, names, phrasing, times
from collector.statement.checks.context import Context, Finding
from collector.statement.vocabulary import Definition

# Every finding carries one of these names: those a definition chooses, and those for every definition.
TITLES = {
    "cutoff": "统计截止日",
    "signing": "落款日期",
    "community_hours": "平均服务时长",
    "theme_days": "主题党日次数",
    "study_sessions": "理论学习次数",
    "leadership_study_frequency": "专题研究的频次",
    "integrity_study_frequency": "学习的频次",
    "holiday_result": "明察暗访的结果",
    "publicity_month": "宣教月的届次",
    "publicity_month_state": "宣教月的进度",
    "ledger": "与台账不一致",
    "half_year": "少于上半年",
    "last_year": "与上年的数字",
    "same_figures": "数字大多与上年相同",
    "phrases": "提法和错字",
    "tense": "已经结束的事",
    "numerals": "数字的写法",
    "other_unit": "其他单位的名称",
    "own_names": "本单位的名称",
    "years": "年份",
    "marks": "没删掉的记号",
    "affixes": "重复的字",
    "quotes": "引号和书名号",
    "copies": "与上年相同的文字",
    "own_words_share": "本人填写的比例",
    "unit_name": "与单位页面不一致",
    "unit_figure": "与同事填的不一致",
}


def chosen(context: Context) -> Iterator[Finding]:
    """The warnings the definition asks for, C10–C15 and others, and those of its ledgers."""
    for warning in warnings.warnings_of(context.definition, context.readings):
        yield context.finding(warning.name, warning.question, warning.message)


CHECKS: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    chosen,
    figures.half_year,
    figures.last_year,
    phrasing.out_of_force,
    phrasing.numerals,
    times.years,
    times.ongoing,
    names.other_unit,
    names.own_names,
    marks.leftover,
    marks.doubled,
    marks.quotes,
)


def findings(context: Context) -> list[Finding]:
    """Everything the checks find, in the order of the questions."""
    return ordered(context.definition, (finding for check in CHECKS for finding in check(context)))


def ordered(definition: Definition, found: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of the questions; the same thing at a question is told once."""
    order = {question.name: place for place, question in enumerate(definition.asked)}
    told: dict[tuple[str, str, str], Finding] = {}
    for finding in found:
        told.setdefault((finding.check, finding.question, finding.message), finding)
    return sorted(told.values(), key=lambda finding: order[finding.question])
