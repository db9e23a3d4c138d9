"""Check your answers: everything a report will say, what is missing, and what to look at."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.web import (
    answered,
    confirming,
    drafts,
    findings,
    permissions,
    security,
    statements,
    unsaved,
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
    flash(f"已保存：{counted.total} 条提醒，已确认 {counted.confirmed} 条", "ok")
    return redirect(url_for("check.show", statement_id=statement_id, _anchor="findings"), code=303)


def page(draft: Draft, refused: list[Shown] | None = None, form: Mapping[str, str] | None = None) -> str:
    """Everything on one page; `form` holds sentences that were not kept, for what is said in `refused`."""
    messages = defaultdict(list)
    for problem in draft.problems:
        messages[problem.question.name].append(problem.message)
    items = confirming.items(draft)
    told = Counter(item.question.name for item in items)
    listed = [
        {"title": section.title, "name": section.name, "rows": answered.rows(draft, section, messages, told)}
        for section in draft.definition.sections
    ]
    return render_template(
        "check.html",
        sections=listed,
        problems=[
            *(refused or []),
            *(
                shown(problem.question.name, problem.message, answered.href(draft, problem.question))
                for problem in draft.problems
            ),
        ],
        is_refused=bool(refused),
        questions=by_question(draft, items, form or {}),
        counted=confirming.Counted(len(items), sum(item.is_confirmed for item in items)),
        shares=findings.shares(draft),
        least_share=findings.least_share(draft),
        earlier=findings.checked(draft).context.earlier,
        longest=confirming.LONGEST,
        is_finished=not draft.problems,
        **statements.counts(draft),
    )


def by_question(draft: Draft, items: list[Item], form: Mapping[str, str]) -> list[dict[str, Any]]:
    """The findings under their questions, each with what was typed to it."""
    return [
        {
            "name": name,
            "label": draft.definition.questions[name].label,
            "section": draft.definition.section_of[name].title,
            "href": answered.href(draft, draft.definition.questions[name]),
            "items": [
                {"item": item, "typed": form.get(f"why.{item.key}", item.explanation)} for item in group
            ],
        }
        for name, group in groupby(items, key=lambda item: item.question.name)
    ]
