"""The shipped statement with complete answers, and what it makes of them."""

import re

import sample_answers

from collector.statement import answers, wording
from collector.word import render, text
from collector.word import template as word_template

SHIPPED = sample_answers.definition()
TEMPLATE = word_template.load(SHIPPED.template)
COMPLETE = sample_answers.complete()


def report(typed):
    """The paragraphs of the report as the file says them."""
    return text.plain(render.fill(TEMPLATE, wording.words(SHIPPED, typed), draft=True))


def sentence(typed, begins):
    """The one sentence or clause that begins so."""
    (found,) = {part for part in re.split("。", "。".join(report(typed))) if begins in part}
    return found


def messages(**changes):
    typed = {name: value for name, value in {**COMPLETE, **changes}.items() if value is not None}
    found = {}
    for problem in answers.problems(SHIPPED, typed):
        found.setdefault(problem.question.name, []).append(problem.message)
    return found
