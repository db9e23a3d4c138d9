"""The steps of those who write a statement: submit it, take it back, hand it over to its author and back."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from collector.statement import workflow
from collector.store import database, search
from collector.store import steps as kept_steps
from collector.web import (
    check,
    current,
    drafts,
    findings,
    permissions,
    presentation,
    readiness,
    searching,
    standing,
    steps,
    writing,
)
from collector.web.drafts import Draft
from collector.web.problems import Shown

blueprint = Blueprint("submitting", __name__)


class Unready(Exception):
    """Something is left to do before a draft can be submitted."""

    def __init__(self, draft: Draft, left: list[Shown]) -> None:
        super().__init__(draft.id)
        self.draft, self.left = draft, left


@blueprint.post("/statements/<int:statement_id>/submit")
@permissions.role("official")
def submit(statement_id: int) -> ResponseReturnValue:
    """Submit what is kept, if nothing is left to do; otherwise the check page says what."""
    draft = drafts.own(statement_id)
    steps.check(draft.statement, "submit")
    try:
        with database.transaction(current.connection()):
            send(drafts.again(draft))
    except Unready as unready:
        return check.page(unready.draft, unready.left, request.form), 422
    except steps.OutOfStep:
        return out_of_step(draft.statement, "submit")
    flash(f"《{draft.title}》已提交。审核人开始审核之前，可以撤回", "ok")
    return redirect(url_for("statements.show", statement_id=statement_id), code=303)


def send(draft: Draft) -> None:
    """Submit a draft with what was counted in it. Call it in a transaction. Raises Unready, OutOfStep."""
    connection, row = current.connection(), draft.statement
    number = steps.take(row, "submit")
    found = readiness.of(draft)
    left = readiness.left(draft, found, is_declared=request.form.get(readiness.DECLARED) == "1")
    if left or not found.can_submit:
        raise Unready(draft, left)
    shares = findings.shares(draft)
    kept_steps.submitted(
        connection,
        row["unit_id"],
        draft.id,
        revision=number,
        doubts=findings.doubts(draft),
        own_share=shares.percent,
        copied_share=shares.copied_percent,
    )
    search.index(connection, draft.id, searching.texts(draft))


@blueprint.post("/statements/<int:statement_id>/withdraw")
@permissions.role("official")
def withdraw(statement_id: int) -> ResponseReturnValue:
    """Take a submission back that nobody has begun to review."""
    return taken(statement_id, "withdraw", "已撤回，可以继续修改")


@blueprint.post("/statements/<int:statement_id>/hand-over")
@permissions.role("clerk")
def hand_over(statement_id: int) -> ResponseReturnValue:
    """Let the author look at what the clerk wrote, and submit it."""
    return taken(statement_id, "hand_over", "已送本人确认。本人提交之前如要再改，请先取回")


@blueprint.post("/statements/<int:statement_id>/hand-back")
@permissions.role("official", "clerk")
def hand_back(statement_id: int) -> ResponseReturnValue:
    """Let the clerk go on writing, at the author's word or the clerk's own."""
    row, _ = drafts.own_row(statement_id)
    message = "已退回经办人" if standing.is_author(row) else "已取回，可以继续填写"
    return taken(statement_id, "hand_back", message)


def taken(statement_id: int, name: str, message: str) -> ResponseReturnValue:
    """Take a step of whoever writes, and go back to the statement."""
    row, _ = drafts.own_row(statement_id)
    steps.check(row, name)
    try:
        with database.transaction(current.connection()):
            steps.take(writing.fresh(row), name)
            if name == "withdraw":
                kept_steps.withdrawn(current.connection(), row["unit_id"], statement_id)
                searching.after_withdrawal(statement_id)
    except steps.OutOfStep:
        return out_of_step(row, name)
    flash(message, "ok")
    return redirect(url_for("statements.show", statement_id=statement_id), code=303)


def out_of_step(row: Mapping[str, Any], name: str) -> ResponseReturnValue:
    """Back to the statement, with a word on how it stands."""
    now = writing.fresh(row)
    state = presentation.STATE_LABELS[now["state"]]
    if now["state"] == workflow.SUBMITTED and now["opened_at"] is not None:
        state += "，已开始审核"
    flash(f"报告的状态已经变了（现在是：{state}），没有{workflow.STEPS[name].label}", "bad")
    return redirect(url_for("statements.show", statement_id=row["id"]), code=303)
