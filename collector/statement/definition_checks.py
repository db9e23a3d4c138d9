"""Rules between the questions of a definition, and between its questions and the blanks of its template."""

from collections import defaultdict

from collector.statement import computed, strips, vocabulary, warnings
from collector.statement.definition_reader import MANIFEST
from collector.statement.mistakes import Mistakes
from collector.statement.vocabulary import NUMBERS, Definition, Question
from collector.word import template as word_template

# rule -> the types of question it may point to
POINTS_TO = {
    "at_most": NUMBERS,
    "at_least": NUMBERS,
    "not_after": frozenset({"date"}),
}


def check(definition: Definition, mistakes: Mistakes) -> None:
    """Note every mistake that one question alone doesn't show."""
    files = {name: f"{section.name}.toml" for name, section in definition.section_of.items()}
    check_names(definition, mistakes)
    for section, question in vocabulary.all_questions(definition.sections):
        check_limits(question, f"{section.name}.toml", mistakes)
        check_words(question, f"{section.name}.toml", mistakes)
        check_references(question, f"{section.name}.toml", definition, mistakes)
    check_circles(definition, files, mistakes)
    check_manifest(definition, mistakes)
    check_blanks(definition, files, mistakes)


def check_names(definition: Definition, mistakes: Mistakes) -> None:
    """One name, one question, in the whole statement."""
    seen: dict[str, str] = {}
    for section, question in vocabulary.all_questions(definition.sections):
        file = f"{section.name}.toml"
        if question.name in seen:
            message = f"名称重复：{seen[question.name]} 里已有同名问题"
            mistakes.add(file, message, question=question.name, key="name")
        seen.setdefault(question.name, file)


def check_limits(question: Question, file: str, mistakes: Mistakes) -> None:
    """Limits that no answer could keep, choices and columns that are missing."""

    def mistake(key: str, message: str) -> None:
        mistakes.add(file, message, question=question.name, key=key)

    for low, high in (("min", "max"), ("min_length", "max_length")):
        least, most = getattr(question, low), getattr(question, high)
        if least is not None and most is not None and least > most:
            mistake(low, f"下限 {least} 大于上限 {most}")
        for key, limit in ((low, least), (high, most)):
            if limit is not None and (limit < 0 or (question.type == "list" and limit != int(limit))):
                mistake(key, f"限值 {limit} 不可用：要不小于 0，项数和字数要为整数")
    if question.type.startswith("select") and len(set(question.choices)) != max(len(question.choices), 1):
        mistake("choices", "至少要有一个选项，选项不能重复")
    if question.type == "table" and not question.columns:
        mistake("columns", "至少要有一列")


def check_words(question: Question, file: str, mistakes: Mistakes) -> None:
    """Words outside the closed vocabulary, and patterns that can't be filled."""

    def mistake(key: str, message: str) -> None:
        mistakes.add(file, message, question=question.name, key=key)

    for key, known in (
        ("numerals", vocabulary.NUMERALS),
        ("scope", vocabulary.SCOPES),
        ("appearance", vocabulary.APPEARANCES),
    ):
        value = getattr(question, key)
        if value and value not in known:
            mistake(key, f"没有“{value}”，只能是 {'、'.join(known)}")
    if question.type == "computed" and question.how not in computed.HOW:
        mistake("how", f"没有“{question.how}”这种算法，只能是 {'、'.join(computed.HOW)}")
    for affix in question.strip:
        if not strips.is_affix(affix):
            mistake("strip", f"“{affix}”要写成 市…、…局 或 “…” 的样子")
    if "{}" not in question.each or not is_format(question.each):
        mistake("each", "要含一个 {}，表示这一项的文字；{n} 表示序号")


def is_format(each: str) -> bool:
    """True where `each` can be filled."""
    try:
        each.format("", n="")
    except (KeyError, IndexError, ValueError):
        return False
    return True


def check_references(question: Question, file: str, definition: Definition, mistakes: Mistakes) -> None:
    """Every rule that reads another question names one there is, of a type it can read."""
    for key, name in question.references:
        other = definition.questions.get(name)
        if other is None:
            mistakes.add(file, f"没有名为“{name}”的问题", question=question.name, key=key)
        elif key in POINTS_TO and other.type not in POINTS_TO[key]:
            mistakes.add(
                file, f"“{name}”的类型是 {other.type}，不能这样比较", question=question.name, key=key
            )
        elif key == "relevant":
            check_relevant(question, other, file, mistakes)
    if question.type == "computed":
        if not question.sources:
            mistakes.add(file, "必须填写", question=question.name, key="from")
        elif question.how in computed.TAKES and len(question.sources) != computed.TAKES[question.how]:
            message = f"“{question.how}”要由 {computed.TAKES[question.how]} 个问题算出"
            mistakes.add(file, message, question=question.name, key="from")


def check_relevant(question: Question, other: Question, file: str, mistakes: Mistakes) -> None:
    """A condition on a choice names a choice there is."""
    condition = question.relevant
    if (
        condition
        and condition.operator
        and other.choices
        and condition.value not in other.choices
        and not other.other
    ):
        message = f"“{other.name}”没有选项“{condition.value}”"
        mistakes.add(file, message, question=question.name, key="relevant")


def check_circles(definition: Definition, files: dict[str, str], mistakes: Mistakes) -> None:
    """No question decides, through others, whether it is itself asked; no computed one computes itself."""
    arrows = defaultdict(list)
    for question in definition.questions.values():
        for key, name in question.references:
            if key in ("relevant", "from"):
                arrows[question.name].append((key, name))
    for start in definition.questions:
        path = circle(start, arrows)
        if path and start == min(path):
            key = next(key for key, name in arrows[start] if name in path)
            mistakes.add(files[start], f"循环引用：{' → '.join([*path, start])}", question=start, key=key)


def circle(start: str, arrows: dict[str, list[tuple[str, str]]]) -> list[str]:
    """The names on a way from `start` back to itself, or an empty list."""
    stack, seen = [[start]], set()
    while stack:
        path = stack.pop()
        for _, name in arrows.get(path[-1], []):
            if name == start:
                return path
            if name not in seen:
                seen.add(name)
                stack.append([*path, name])
    return []


def check_manifest(definition: Definition, mistakes: Mistakes) -> None:
    """The year and the period are asked; the warnings exist and have their questions."""
    for key, kinds in (("year", {"integer"}), ("period", {"select_one"})):
        name = getattr(definition, key)
        question = definition.questions.get(name)
        if name and (question is None or question.type not in kinds):
            mistakes.add(MANIFEST, f"没有名为“{name}”、类型为 {'、'.join(kinds)} 的问题", key=key)
    for name in definition.warnings:
        warning = warnings.WARNINGS.get(name)
        if warning is None:
            mistakes.add(
                MANIFEST, f"没有“{name}”这种提示，只能是 {'、'.join(warnings.WARNINGS)}", key="warnings"
            )
            continue
        for missing in sorted(set(warning.questions) - set(definition.questions)):
            mistakes.add(MANIFEST, f"提示“{name}”需要问题 {missing}", key="warnings")


def check_blanks(definition: Definition, files: dict[str, str], mistakes: Mistakes) -> None:
    """Blanks equal questions, both ways: a question is printed, or another question reads it."""
    file = f"{definition.name}.docx"
    if not definition.template:
        mistakes.add(file, "找不到 Word 模板")
        return
    try:
        template = word_template.load(definition.template)
    except word_template.TemplateError as error:
        for problem in error.problems:
            mistakes.add(file, problem)
        return
    for name in sorted(template.names - set(definition.questions)):
        mistakes.add(file, f"模板里的空 {{{{ {name} }}}} 没有对应的问题", question=name)
    read = {name for question in definition.questions.values() for _, name in question.references}
    for question in definition.questions.values():
        if question.type != "note" and question.name not in template.names | read:
            message = "模板里没有这个问题的空，也没有别的问题用到它"
            mistakes.add(files[question.name], message, question=question.name, key="name")
