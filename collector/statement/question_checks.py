"""What one question of a definition gets wrong by itself: limits, patterns, words outside the vocabulary."""

import re
from collections.abc import Callable

from collector.statement import computed, readings, rules, strips, vocabulary
from collector.statement.mistakes import Mistakes
from collector.statement.vocabulary import Question

BRACES = re.compile("[{}]")
# Types that page and reading give no default.
WITHOUT_DEFAULT = frozenset({"list", "select_multiple", "table"})

Mistake = Callable[[str, str], None]


def check(question: Question, file: str, mistakes: Mistakes) -> None:
    """Note what is wrong with it, each mistake at its key."""

    def mistake(key: str, message: str) -> None:
        mistakes.add_missing(file, message, question=question.name, key=key)

    check_limits(question, mistake)
    check_columns(question, mistake)
    check_words(question, mistake)
    check_patterns(question, mistake)
    check_default(question, mistake)


def check_limits(question: Question, mistake: Mistake) -> None:
    """Limits that no answer could keep, and choices that are none."""
    counts = question.type in ("list", "table")
    for low, high in (("min", "max"), ("min_length", "max_length")):
        least, most = getattr(question, low), getattr(question, high)
        if least is not None and most is not None and least > most:
            mistake(low, f"下限 {least} 大于上限 {most}")
        for key, limit in ((low, least), (high, most)):
            if limit is not None and (limit < 0 or (counts and limit != int(limit))):
                mistake(key, f"限值 {limit} 不可用：要不小于 0，项数和字数要为整数")
    if question.type.startswith("select") and len(set(question.choices)) != max(len(question.choices), 1):
        mistake("choices", "至少要有一个选项，选项不能重复")


def check_columns(question: Question, mistake: Mistake) -> None:
    """A table has columns of different names, each right in itself."""
    if question.type != "table":
        return
    names = [column.name for column in question.columns]
    if len(names) < 2:
        mistake("columns", "至少要有两列；只有一列的请用类型 list")
    for column in question.columns:

        def in_column(key: str, message: str, name: str = column.name) -> None:
            mistake("columns", f"列“{name}”的 {key}：{message}")

        if names.count(column.name) > 1:
            mistake("columns", f"列“{column.name}”写了两次")
        check_limits(column, in_column)
        check_patterns(column, in_column)


def check_words(question: Question, mistake: Mistake) -> None:
    """Words outside the closed vocabulary."""
    for key, known in (
        ("numerals", vocabulary.NUMERALS),
        ("scope", vocabulary.SCOPES),
        ("appearance", vocabulary.APPEARANCES),
    ):
        value = getattr(question, key)
        if value and value not in known:
            mistake(key, f"没有“{value}”，只能是 {'、'.join(known)}")
    if question.ledger_sum and not question.ledger:
        mistake("ledger_sum", "要和 ledger 一起写：先写是哪个台账")
    if question.type != "computed":
        return
    if question.how not in computed.HOW:
        mistake("how", f"没有“{question.how}”这种算法，只能是 {'、'.join(computed.HOW)}")
    elif not question.sources:
        mistake("from", "必须填写")
    elif len(question.sources) != computed.TAKES[question.how]:
        mistake("from", f"“{question.how}”要由 {computed.TAKES[question.how]} 个问题算出")


def check_patterns(question: Question, mistake: Mistake) -> None:
    """Patterns that can't be filled, or that take off nothing."""
    for affix in question.strip:
        bare = affix
        for placeholder in strips.PLACEHOLDERS:
            bare = bare.replace(placeholder, "")
        if not strips.is_affix(affix) or BRACES.search(bare):
            mistake("strip", f"“{affix}”要写成 市…、…局 或 “…” 的样子，只能含 {{year}} 和 {{n}}")
    if question.each.count("{}") != 1 or BRACES.search(question.each.replace("{}", "").replace("{n}", "")):
        mistake("each", "要含一个 {}，表示这一项的文字；{n} 表示序号，不能有别的花括号")
    if BRACES.search(rules.PLACES.sub("", question.constraint_message)):
        mistake("constraint_message", "只能含 {value}（这个数）和 {other}（比较的数）")
    if not all(mark.strip() for mark in question.marks or ("",)):
        mistake("marks", "没填时印出的记号不能为空")


def check_default(question: Question, mistake: Mistake) -> None:
    """A default is an answer itself."""
    if not question.default:
        return
    if question.type in WITHOUT_DEFAULT:
        mistake("default", f"类型 {question.type} 不能有默认值")
    elif message := readings.reading(question, question.default).message:
        mistake("default", f"默认值“{question.default}”不是有效的答案：{message}")
