"""Questions against the blanks of the Word template: both ways, and each in the shape the template prints."""

import re

from collector.statement import signature
from collector.statement.definition_reader import MANIFEST
from collector.statement.mistakes import Mistakes
from collector.statement.vocabulary import Definition, Question
from collector.word import template as word_template
from collector.word.template import Template


def check(definition: Definition, files: dict[str, str], broken: set[str], mistakes: Mistakes) -> None:
    """Every blank has a question, every question a blank or another question that reads it."""
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
    supplied = set(signature.NAMES)
    if template.names & supplied and not definition.signature:
        message = "模板里有 [署名]、[日期]，请写明由哪两个问题印出：signature = [署名, 日期]"
        mistakes.add(MANIFEST, message, key="signature")
    for name in sorted(template.names - set(definition.questions) - mended(broken) - supplied):
        mistakes.add(file, f"模板里的空 {{{{ {name} }}}} 没有对应的问题", question=name)
    read = {name for question in definition.questions.values() for _, name in question.references}
    read |= {definition.year, definition.period, *definition.signature}
    for question in definition.questions.values():
        if question.name in broken or question.type == "note":
            continue
        if question.name not in template.names | read:
            message = "模板里没有这个问题的空，也没有别的问题用到它"
            mistakes.add(files[question.name], message, question=question.name, key="name")
        elif message := misshapen(question, template):
            mistakes.add(files[question.name], message, question=question.name, key="type")


def misshapen(question: Question, template: Template) -> str:
    """What keeps the question's words out of its blank, or nothing."""
    name, kind = question.name, question.type
    if name in template.lists:
        columns = template.lists[name]
        if kind != ("table" if columns else "paragraphs"):
            return (
                f"模板里的 {{% for … in {name} %}} 只能印 {'table' if columns else 'paragraphs'}，不是 {kind}"
            )
        if columns and columns != len(question.columns):
            return f"有 {len(question.columns)} 列，模板里的 {{% for … in {name} %}} 却有 {columns} 列"
    elif kind in ("paragraphs", "table") and name in template.scalars:
        return (
            f"类型 {kind} 在模板里要用 {{% for … in {name} %}} 逐{'段' if kind == 'paragraphs' else '行'}印出"
        )
    if name in template.numbers:
        return f"模板把 {name} 用作缩进，问题不能用这个名称"
    return ""


def mended(broken: set[str]) -> set[str]:
    """The names that unusable ones, such as head-count, were probably meant to be."""
    return {re.sub("[^a-z0-9_]", "_", name.lower()) for name in broken}
