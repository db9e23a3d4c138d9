"""Rules between the questions of a definition: names, references, circles, warnings.

What one question alone gets wrong: question_checks; questions against the template's blanks: blank_checks.
"""

import re
from collections import defaultdict

from collector.statement import blank_checks, computed, question_checks, vocabulary, warnings
from collector.statement.definition_reader import MANIFEST
from collector.statement.mistakes import Mistakes
from collector.statement.vocabulary import NUMBERS, Definition, Question

# rule -> the types of question it may point to
POINTS_TO = {
    "at_most": NUMBERS,
    "at_least": NUMBERS,
    "zero_with": NUMBERS,
    "not_after": frozenset({"date"}),
    "ledger": frozenset({"table"}),
}
# The types of the two questions that sign a report.
SIGNED_TYPES = ("text", "date")


def check(definition: Definition, mistakes: Mistakes) -> None:
    """Note every mistake that the tables alone don't show."""
    files = {name: f"{section.name}.toml" for name, section in definition.section_of.items()}
    for section, question in vocabulary.all_questions(definition.sections):
        question_checks.check(question, f"{section.name}.toml", mistakes)
    check_names(definition, mistakes)
    check_titles(definition, mistakes)
    if mistakes.is_partial:
        return
    # A question with a broken name or type is told once, not by all that deal with it.
    broken = mistakes.questions_with("name", "type", "columns")
    for question in definition.questions.values():
        check_references(question, files[question.name], definition, broken, mistakes)
    check_circles(definition, files, mistakes)
    check_manifest(definition, broken, mistakes)
    blank_checks.check(definition, files, broken, mistakes)


def check_names(definition: Definition, mistakes: Mistakes) -> None:
    """One name, one question, in the whole statement."""
    seen: dict[str, str] = {}
    for section, question in vocabulary.all_questions(definition.sections):
        file = f"{section.name}.toml"
        if question.name in seen:
            message = f"名称重复：{seen[question.name]} 里已有同名问题"
            mistakes.add(file, message, question=question.name, key="name")
        seen.setdefault(question.name, file)


def check_titles(definition: Definition, mistakes: Mistakes) -> None:
    """A report's title may hold the year, and nothing else to be filled in."""
    for title in definition.titles.values():
        if re.search("[{}]", title.replace("{year}", "")):
            mistakes.add(MANIFEST, f"标题“{title}”里只能有 {{year}}，表示报告年度", key="titles")


def check_references(
    question: Question, file: str, definition: Definition, broken: set[str], mistakes: Mistakes
) -> None:
    """Every rule that reads another question names one that somebody answers, of a type it can read."""
    for key, name in question.references:
        other = definition.questions.get(name)
        message = ""
        if other is None:
            message = "" if name in blank_checks.mended(broken) else f"没有名为“{name}”的问题"
        elif name in broken:
            continue
        elif not other.is_asked:
            message = f"“{name}”的类型是 {other.type}，没有人填写"
        elif other.type not in wanted(question, key):
            message = f"“{name}”的类型是 {other.type}，这里只能用 {'、'.join(sorted(wanted(question, key)))}"
        elif key == "relevant":
            message = irrelevance(question, other)
        elif key == "ledger":
            check_ledger(question, other, file, definition, mistakes)
        if message:
            mistakes.add(file, message, question=question.name, key=key)


def check_ledger(
    question: Question, ledger: Question, file: str, definition: Definition, mistakes: Mistakes
) -> None:
    """A ledger stands on the page of its count; what is added up is a column of numbers."""
    if definition.section_of[question.name] is not definition.section_of[ledger.name]:
        message = f"“{ledger.name}”在别的部分，台账要和它的次数在同一个部分"
        mistakes.add(file, message, question=question.name, key="ledger")
    numbers = [column.name for column in ledger.columns if column.type in NUMBERS]
    if question.ledger_sum and question.ledger_sum not in numbers:
        known = f"只能是 {'、'.join(numbers)}" if numbers else "台账里没有数字的列"
        message = f"“{ledger.name}”没有能相加的列“{question.ledger_sum}”，{known}"
        mistakes.add(file, message, question=question.name, key="ledger_sum")


def wanted(question: Question, key: str) -> frozenset[str]:
    """The types that the rule `key` of a question can read."""
    if key == "from":
        return computed.READS.get(question.how, frozenset(vocabulary.TYPES))
    return POINTS_TO.get(key, frozenset(vocabulary.TYPES))


def irrelevance(question: Question, other: Question) -> str:
    """What is wrong with a condition: a choice there is not, or one that always holds."""
    condition = question.relevant
    if condition is None:
        return ""
    if condition.operator:
        is_known = not other.choices or other.other or condition.value in other.choices
        return "" if is_known else f"“{other.name}”没有选项“{condition.value}”"
    if other.may_be_none or other.relevant:
        return ""
    return f"“{other.name}”不会为零或没有，这个条件总是成立；请写成 {other.name} = 值"


def check_circles(definition: Definition, files: dict[str, str], mistakes: Mistakes) -> None:
    """No question decides, through others, whether it is itself asked."""
    arrows = defaultdict(list)
    for question in definition.questions.values():
        if question.relevant:
            arrows[question.name].append(question.relevant.name)
    for start in definition.questions:
        path = circle(start, arrows)
        if path and start == min(path):
            message = f"循环引用：{' → '.join([*path, start])}"
            mistakes.add(files[start], message, question=start, key="relevant")


def circle(start: str, arrows: dict[str, list[str]]) -> list[str]:
    """The names on a way from `start` back to itself, or an empty list."""
    path = [start]
    while following := arrows.get(path[-1]):
        if following[0] == start:
            return path
        if following[0] in path:
            return []
        path.append(following[0])
    return []


def check_manifest(definition: Definition, broken: set[str], mistakes: Mistakes) -> None:
    """The year and the period are asked; the warnings exist and have their questions."""
    known = set(definition.questions) | broken | blank_checks.mended(broken)
    for key, kind in (("year", "integer"), ("period", "select_one")):
        name = getattr(definition, key)
        question = definition.questions.get(name)
        if name and name not in known:
            mistakes.add(MANIFEST, f"没有名为“{name}”的问题", key=key)
        elif question and name not in broken and question.type != kind:
            mistakes.add(MANIFEST, f"“{name}”的类型是 {question.type}，这里只能用 {kind}", key=key)
        elif question and key == "period" and set(question.choices) - set(definition.titles):
            message = f"“{name}”的选项要有各自的标题：{'、'.join(question.choices)}"
            mistakes.add_missing(MANIFEST, message, key="titles")
    check_signature(definition, known, broken, mistakes)
    for name in definition.warnings:
        warning = warnings.WARNINGS.get(name)
        if warning is None:
            message = f"没有“{name}”这种提示，只能是 {'、'.join(warnings.WARNINGS)}"
            mistakes.add(MANIFEST, message, key="warnings")
            continue
        for missing in sorted(set(warning.questions) - known):
            mistakes.add(MANIFEST, f"提示“{name}”需要问题 {missing}", key="warnings")


def check_signature(definition: Definition, known: set[str], broken: set[str], mistakes: Mistakes) -> None:
    """署名 and the date are one text and one date."""
    if definition.signature and len(definition.signature) != len(SIGNED_TYPES):
        mistakes.add(MANIFEST, "要写两个问题：署名和日期", key="signature")
        return
    for name, kind in zip(definition.signature, SIGNED_TYPES, strict=False):
        question = definition.questions.get(name)
        if name not in known:
            mistakes.add(MANIFEST, f"没有名为“{name}”的问题", key="signature")
        elif question and name not in broken and question.type != kind:
            mistakes.add(MANIFEST, f"“{name}”的类型是 {question.type}，这里只能用 {kind}", key="signature")
