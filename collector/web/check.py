"""Check your answers: everything a report will say, what is missing, and what to look at."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, url_for

from collector.statement import answers, readings, states, warnings
from collector.statement.readings import Reading
from collector.statement.states import NONE
from collector.statement.vocabulary import Question, Section
from collector.web import drafts, permissions, statements
from collector.web.drafts import Draft
from collector.web.problems import shown

blueprint = Blueprint("check", __name__)


@blueprint.get("/statements/<int:statement_id>/check")
@permissions.role("official")
def show(statement_id: int) -> str:
    """The page."""
    draft = drafts.own(statement_id)
    cautions = defaultdict(list)
    for warning in warnings.warnings_of(draft.definition, draft.readings):
        cautions[warning.question].append(warning.message)
    messages = defaultdict(list)
    for problem in draft.problems:
        messages[problem.question.name].append(problem.message)
    listed = [
        {"title": section.title, "name": section.name, "rows": rows(draft, section, messages, cautions)}
        for section in draft.definition.sections
    ]
    return render_template(
        "check.html",
        sections=listed,
        problems=[
            shown(problem.question.name, problem.message, href(draft, problem.question))
            for problem in draft.problems
        ],
        warnings=sum(map(len, cautions.values())),
        is_finished=not draft.problems,
        **statements.counts(draft),
    )


def rows(
    draft: Draft, section: Section, messages: Mapping[str, list[str]], cautions: Mapping[str, list[str]]
) -> list[dict[str, Any]]:
    """A row for every question that is asked, given the other answers."""
    address = url_for("sections.show", statement_id=draft.id, section=section.name)
    listed = []
    for question in section.asked:
        found = draft.readings[question.name]
        relevant = answers.is_relevant(question, draft.readings)
        if not relevant and question.name not in messages:
            continue
        listed.append(
            {
                "name": question.name,
                "label": question.label,
                "text": text(question, found),
                "none": found.value is NONE,
                "marks": question.marks[0] if found.is_open and question.required and relevant else "",
                "messages": messages.get(question.name, []),
                "warnings": cautions.get(question.name, []),
                "href": f"{address}#f-{question.name}",
                "required": question.required,
            }
        )
    return listed


def href(draft: Draft, question: Question) -> str:
    """The address of a question."""
    section = draft.definition.section_of[question.name]
    return url_for("sections.show", statement_id=draft.id, section=section.name, _anchor=f"f-{question.name}")


def text(question: Question, found: Reading) -> str:
    """An answer as it will print, with its unit; as it was typed where it can't be read.

    Paragraphs and rows of a table are lines; an open answer is nothing.
    """
    if found.value is NONE:
        return ""
    if found.value is None:
        return as_typed(found)
    if not isinstance(found.value, list):
        return readings.printed(found.value) + question.unit
    if question.type in ("paragraphs", "table"):
        return "\n".join(
            "，".join(filter(None, item)) if isinstance(item, tuple) else item for item in found.value
        )
    return "、".join(map(str, found.value))


def as_typed(found: Reading) -> str:
    """What was typed, on as many lines as it has rows."""
    typed = found.typed
    if typed is None or typed is states.NONE:
        return ""
    if isinstance(typed, str):
        return typed
    lines = ["，".join(filter(None, item.values())) if isinstance(item, dict) else item for item in typed]
    return "\n".join(line for line in lines if line.strip())
