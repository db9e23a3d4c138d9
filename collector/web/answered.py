"""The answers of a section in plain text, a row each, as the check page and locked pages show them."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from collector.statement import answer_text, answers
from collector.statement.states import NONE
from collector.statement.vocabulary import Question, Section
from collector.web.drafts import Draft


def rows(
    draft: Draft,
    section: Section,
    messages: Mapping[str, list[str]] | None = None,
    told: Mapping[str, int] | None = None,
) -> list[dict[str, Any]]:
    """A row for every question that is asked, given the other answers; with its messages where there are any.

    `told` is how many findings there are at a question.
    """
    messages, told = messages or {}, told or {}
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
                "text": answer_text.text(found),
                "none": found.value is NONE,
                "marks": question.marks[0] if found.is_open and question.required and relevant else "",
                "messages": messages.get(question.name, []),
                "told": told.get(question.name, 0),
                "href": f"{address}#f-{question.name}",
                "required": question.required,
                "is_writable": question.name in draft.writable,
            }
        )
    return listed


def href(draft: Draft, question: Question) -> str:
    """The address of a question."""
    section = draft.definition.section_of[question.name]
    return url_for("sections.show", statement_id=draft.id, section=section.name, _anchor=f"f-{question.name}")
