"""Check your answers: all a report will say, what is missing, what to look at, and the way to hand it in."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.statement import workflow
from collector.web import (
    answered,
    confirming,
    drafts,
    findings,
    permissions,
    readiness,
    returned,
    security,
    standing,
    statements,
    steps,
    unsaved,
    way,
    writing,
)
from collector.web.confirming import Item
from collector.web.drafts import Draft
from collector.web.problems import Shown, shown

blueprint = Blueprint("check", __name__)


@blueprint.get("/statements/<int:statement_id>/check")
@permissions.role("official", "clerk")
def show(statement_id: int) -> str:
    """The page."""
    return page(drafts.own(statement_id))


@blueprint.post("/statements/<int:statement_id>/check")
@permissions.role("official", "clerk")
def confirm(statement_id: int) -> ResponseReturnValue:
    """Keep what the author says to the findings."""
    if len(request.form) > security.MOST_FIELDS:
        abort(413)
    draft = drafts.own(statement_id)
    try:
        problems = confirming.keep(draft, request.form)
    except writing.Locked as locked:
        return unsaved.page(draft, str(locked), confirming.sentences(draft, request.form))
    if problems:
        return page(draft, problems, request.form), 422
    counted = confirming.counted(draft)
    anchor = "findings" if counted.open else "submit"
    flash(f"已保存：{counted.total} 条提醒，已确认 {counted.confirmed} 条", "ok")
    return redirect(url_for("check.show", statement_id=statement_id, _anchor=anchor), code=303)


def page(draft: Draft, refused: list[Shown] | None = None, form: Mapping[str, str] | None = None) -> str:
    """Everything on one page; `form` holds what was typed and not kept, for what is said in `refused`."""
    problems = [
        shown(problem.question.name, problem.message, answered.href(draft, problem.question))
        for problem in draft.problems
    ]
    return render_template(
        "check.html",
        problems=[*(refused or []), *problems],
        is_refused=refused is not None,
        is_finished=not draft.problems,
        is_declared=(form or {}).get(readiness.DECLARED) == "1",
        **answers_and_findings(draft, form or {}),
        **handing_in(draft),
        **statements.counts(draft),
    )


def answers_and_findings(draft: Draft, form: Mapping[str, str]) -> dict[str, Any]:
    """Every answer, what the checks found in them, and what they are made of."""
    messages = defaultdict(list)
    for problem in draft.problems:
        messages[problem.question.name].append(problem.message)
    items = confirming.items(draft)
    told = Counter(item.question.name for item in items)
    return {
        "sections": [
            {"title": section.title, "rows": answered.rows(draft, section, messages, told)}
            for section in draft.definition.sections
        ],
        "questions": by_question(draft, items, form),
        "counted": confirming.count(items),
        "is_asking": not draft.is_locked and any(item.is_askable for item in items),
        "shares": findings.shares(draft),
        "least_share": findings.least_share(draft),
        "earlier": findings.checked(draft).context.earlier,
        "longest": confirming.LONGEST,
    }


def handing_in(draft: Draft) -> dict[str, Any]:
    """What the submission needs: what is left, what was returned, who can do what, and what was submitted."""
    row = draft.statement
    return {
        "ready": readiness.of(draft),
        "returned": returned.items(draft),
        "is_locked": draft.is_locked,
        "is_author": standing.is_author(row),
        "may": {name: steps.may(row, name) for name in way.OFFERED},
        "submitted": way.last_submitted(row) if row["state"] not in workflow.WRITING else None,
        "number": row["submissions"],
    }


def by_question(draft: Draft, items: list[Item], form: Mapping[str, str]) -> list[dict[str, Any]]:
    """The findings under their questions, each with what was typed to it."""
    return [
        {
            "name": name,
            "label": draft.definition.questions[name].label,
            "section": draft.definition.section_of[name].title,
            "href": answered.href(draft, draft.definition.questions[name]),
            "is_writable": name in draft.writable,
            "items": [
                {"item": item, "typed": form.get(f"why.{item.key}", item.explanation)} for item in group
            ],
        }
        for name, group in groupby(items, key=lambda item: item.question.name)
    ]
