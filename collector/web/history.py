"""The revisions of a statement: who saved what when and why, any two side by side, any taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.store import answers as kept_answers
from collector.store import database, revisions
from collector.store.database import Row
from collector.web import current, drafts, permissions, presentation, statements
from collector.web.compare_page import View
from collector.web.comparing import Comparison, Side
from collector.web.drafts import Draft

blueprint = Blueprint("history", __name__)

WHY = {
    "saved": "保存",
    "conflict": "两处改了同一题，这是先保存的一份",
    "set_aside": "两处改了同一题，这是当时的另一份",
    "taken_back": "恢复",
    "carried_over": "沿用",
    "imported": "导入",
    "discarded": "删除",
    "restored": "从“已删除”恢复",
    "handed_over": "送本人确认",
    "handed_back": "退回经办人",
    "submitted": "提交",
    "withdrawn": "撤回",
    "returned": "退回修改",
    "passed": "初审通过",
    "approved": "审核通过",
    "archived": "归档",
    "corrected": "更正",
}
# What is kept now, where a revision's number could stand.
NOW = 0


@blueprint.get("/statements/<int:statement_id>/history")
@permissions.role("official", "clerk")
def show(statement_id: int) -> str:
    """Every revision, the newest first."""
    draft = drafts.own(statement_id)
    return render_template(
        "history.html",
        revisions=lines(revisions.all(current.connection(), draft.statement["unit_id"], draft.id)),
        is_locked=draft.is_locked,
        is_returned=draft.statement["return_id"] is not None,
        **statements.counts(draft),
    )


def lines(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The revisions as the pages list them; submissions are numbered, those taken back say so instead."""
    numbers = submissions(rows)
    return [
        {
            "number": row["number"],
            "who": row["name"],
            "when": presentation.local(row["at"]),
            "why": WHY[row["cause"]] + numbers.get(row["number"], ""),
            "note": row["note"],
        }
        for row in rows
    ]


def submissions(rows: Sequence[Row]) -> dict[int, str]:
    """What is said of each submission, by the number of its revision; `rows` are the newest first."""
    sent: list[int] = []
    found: dict[int, str] = {}
    for row in reversed(rows):
        if row["cause"] == "submitted":
            sent.append(row["number"])
            found[row["number"]] = f"（第{len(sent)}次）"
        elif row["cause"] == "withdrawn" and sent:
            found[sent.pop()] = "（已撤回）"
    return found


@blueprint.get("/statements/<int:statement_id>/history/compare")
@permissions.role("official", "clerk")
def compare(statement_id: int) -> str:
    """Two revisions question by question; without numbers the newest and what is kept now."""
    draft = drafts.own(statement_id)
    listed = revisions.all(current.connection(), draft.statement["unit_id"], draft.id)
    newest = listed[0]["number"] if listed else NOW
    numbers = [asked_for("from", newest), asked_for("to", NOW)]
    then, now = (side(draft, number) for number in numbers)
    is_whole = "all" in request.args
    view = View(
        comparison=Comparison(now=now, then=then, earlier=()),
        asked={"show": "answered" if is_whole else "changed"},
    )
    return render_template(
        "comparison.html",
        view=view,
        changed=len(view.members["changed"]),
        revisions=lines(listed),
        numbers=numbers,
        is_whole=is_whole,
        **statements.counts(draft),
    )


def asked_for(name: str, otherwise: int) -> int:
    """The number of a revision in the address; 404 for what is none."""
    text = request.args.get(name)
    if text is None:
        return otherwise
    return int(text) if text.isdecimal() and len(text) < 10 else abort(404)


def values_of(draft: Draft, number: int) -> dict[str, Any]:
    """The stored values of a revision, or those kept now; 404 where there is no such revision."""
    if number == NOW:
        return {name: kept.value for name, kept in draft.kept.items() if kept.value is not None}
    found = revisions.one(current.connection(), draft.statement["unit_id"], draft.id, number)
    values: dict[str, Any] = found["values"] if found else abort(404)
    return values


def side(draft: Draft, number: int) -> Side:
    """A revision, or what is kept now, as one side of a comparison; 404 where there is no such revision."""
    values_of(draft, number)
    name = f"第 {number} 版" if number else "现在"
    return Side(key="", called=name, short=name, state="", row=draft.statement, revision=number or None)


@blueprint.post("/statements/<int:statement_id>/history/<int:number>/take-back")
@permissions.role("official", "clerk")
def take_back(statement_id: int, number: int) -> ResponseReturnValue:
    """Make all answers that may be changed what they were in a revision; what is there now is cut first."""
    draft = drafts.own(statement_id)
    wanted = values_of(draft, number or abort(404))
    kept_as_is = write(draft, wanted, number)
    if kept_as_is is None:
        flash(f"现在填的与第 {number} 版相同，没有改动", "note")
    elif kept_as_is:
        flash(f"退回修改的问题已恢复为第 {number} 版，其余 {kept_as_is} 题没有改动", "ok")
    else:
        flash(f"已恢复为第 {number} 版。恢复之前填的也留在修改历史里", "ok")
    return redirect(url_for("history.show", statement_id=statement_id), code=303)


def write(draft: Draft, wanted: Mapping[str, Any], number: int) -> int | None:
    """Keep the values of a revision, with a revision before, one after and a line of the audit.

    How many answers stay otherwise, because they are not to be changed; None where none was to be written.
    Raises writing.Locked.
    """
    person, connection, now = current.person(), current.connection(), datetime.now(UTC)
    where = (connection, draft.statement["unit_id"], draft.id)
    with database.transaction(connection):
        draft = drafts.fresh(draft)
        present = values_of(draft, NOW)
        apart = {name for name in {**present, **wanted} if present.get(name) != wanted.get(name)}
        writable = apart & draft.writable
        if not writable:
            return None
        revisions.cut(*where, "saved", person.id, now=now)
        kept_answers.save(*where, {name: wanted.get(name) for name in writable}, person.id, now)
        drafts.follow(replace(draft, kept=kept_answers.all(*where)), now)
        revisions.cut(*where, "taken_back", person.id, now=now, note=f"恢复为第 {number} 版")
        current.audit("revision_taken_back", subject=f"statement {draft.id}: revision {number}")
    return len(apart - writable)
