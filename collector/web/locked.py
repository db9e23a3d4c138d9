"""What of a section is not to be changed: its answers as plain text, and why. Keeps nobody from saving."""

from collections.abc import Mapping
from typing import Any

from flask import render_template

from collector.statement import workflow
from collector.statement.vocabulary import Section
from collector.web import answered, progress, remarks, returned, sheets, standing, statements
from collector.web.drafts import Draft


def is_whole(draft: Draft, section: Section) -> bool:
    """Whether nothing of the section is to be changed."""
    return draft.writable.isdisjoint(section.questions)


def page(draft: Draft, section: Section) -> str:
    """The whole section as plain text."""
    sections = progress.sections(draft, section)
    return render_template(
        "section-locked.html",
        section=section,
        sections=sections,
        place=draft.definition.sections.index(section) + 1,
        rows=answered.rows(draft, section),
        threads=remarks.of_draft(draft),
        why=why(draft),
        due=None if draft.is_locked else progress.due(draft.statement),
        previous=progress.link(draft, section, -1),
        next=progress.link(draft, section, 1),
        **sheets.shown(draft, section),
        **statements.counts(draft),
    )


def why(draft: Draft) -> str:
    """Why nothing here can be changed."""
    row = draft.statement
    if row["state"] == workflow.SUBMITTED:
        is_back = row["opened_at"] is None and standing.is_author(row)
        return "已提交，不能修改。审核开始前可以撤回" if is_back else "已提交，不能修改"
    said = {
        workflow.AWAITING_AUTHOR: "已送本人确认，不能修改。要改动，请先取回",
        workflow.APPROVED: "审核已通过，不能修改",
        workflow.ARCHIVED: "已归档，不能修改",
    }
    here = "这一部分没有退回的问题，不能修改"
    return said.get(row["state"], here) if draft.is_locked else here


def parts(draft: Draft, section: Section, messages: Mapping[str, list[str]]) -> dict[str, Any]:
    """What of the section stands fixed beside what was returned: rows by question, None for one not asked.

    And `returned`, what was returned of it, by question. None and nothing where no return is in force.
    """
    if draft.statement["return_id"] is None:
        return {"fixed": None, "returned": {}}
    rows = {row["name"]: row for row in answered.rows(draft, section, messages)}
    fixed = [question.name for question in section.asked if question.name not in draft.writable]
    return {
        "fixed": {name: rows.get(name) for name in fixed},
        "returned": {item.name: item for item in returned.items(draft) if item.section == section.name},
    }
