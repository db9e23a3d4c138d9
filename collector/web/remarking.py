"""Remarks as they are written: a reviewer's unsent ones, and answers of either side."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from collector import accounts
from collector.statement import answers, workflow
from collector.statement.vocabulary import Definition
from collector.store import database, revisions
from collector.store import remarks as kept_remarks
from collector.store.remarks import WHOLE
from collector.web import (
    comparing,
    current,
    drafts,
    permissions,
    remarks,
    reviewing,
    saying,
    steps,
    writing,
)

blueprint = Blueprint("remarking", __name__)

WHOLE_LABEL = "整份报告"
NOT_OPENED = "这次提交还没有开始审核，意见没有记下。请在新窗口的“审核”里按“开始审核”，看过内容再回到这里"
NOT_ASKED = "这次提交没有填报“{}”，意见没有记下。请写到相关的问题旁，或者写进总的意见"
NOT_RETURNABLE = "“{}”不能退回修改，意见没有记下。请写到相关的问题旁，或者写进总的意见"
# Nothing more is said to what was decided; a correction begins anew.
CLOSED = (workflow.APPROVED, workflow.ARCHIVED)


@blueprint.get("/reviews/<int:statement_id>/remarks")
@permissions.role("reviewer")
def back(statement_id: int) -> ResponseReturnValue:
    """To the comparison: a text carried through signing in leads here where it isn't wanted any more."""
    return saying.to_review(reviewing.statement(statement_id)["id"], "decide")


@blueprint.post("/reviews/<int:statement_id>/remarks")
@permissions.role("reviewer")
def note(statement_id: int) -> ResponseReturnValue:
    """Keep an unsent remark on a question, or on the whole; an empty one forgets it."""
    row = reviewing.submitted(statement_id)
    question, label = asked_about(row)
    try:
        text = saying.text("意见", may_be_empty=True)
    except accounts.Refused as refused:
        return saying.again(f"写意见：{label}", "意见", "记下意见", str(refused))
    if reviewing.is_waiting(row):
        return saying.again(f"写意见：{label}", "意见", "记下意见", NOT_OPENED, status=409)
    if text and question not in places(row):
        definition = current.definitions().definition(current.connection(), row["definition_id"])
        why = NOT_RETURNABLE if question in (definition.year, definition.period) else NOT_ASKED
        return saying.again(f"写意见：{label}", "意见", "记下意见", why.format(label))
    keep_note(row, question, text)
    return saying.to_review(statement_id, f"c-{question}" if question else "decide")


@blueprint.post("/reviews/<int:statement_id>/remarks/forget")
@permissions.role("reviewer")
def forget(statement_id: int) -> ResponseReturnValue:
    """Delete an unsent remark; twice is once."""
    row = reviewing.submitted(statement_id)
    question, _ = asked_about(row)
    keep_note(row, question, "")
    return saying.to_review(statement_id, "decide")


def asked_about(row: Mapping[str, Any]) -> tuple[str, str]:
    """The question in the form and its label; 404 where nobody asks it."""
    name = request.form.get("question", WHOLE)
    return name, label_of(current.definitions().definition(current.connection(), row["definition_id"]), name)


def label_of(definition: Definition, name: str) -> str:
    """What a question is called; 404 where nobody asks it."""
    if name == WHOLE:
        return WHOLE_LABEL
    question = definition.questions.get(name)
    return question.label if question is not None and question.is_asked else abort(404)


def places(row: Mapping[str, Any]) -> frozenset[str]:
    """What a remark can be on: the whole, and the questions of what was submitted that can be returned.

    Not those that weren't asked, given the other answers; nor year and period: they say which report it is.
    """
    draft = comparing.year(row).draft
    frame = (draft.definition.year, draft.definition.period)
    asked = (each for each in draft.definition.asked if answers.is_relevant(each, draft.readings))
    return frozenset({WHOLE, *(each.name for each in asked if each.name not in frame)})


def keep_note(row: Mapping[str, Any], question: str, text: str) -> None:
    """Keep a text as the unsent remark of whoever is asking; an empty one forgets it."""
    with database.transaction(current.connection()):
        put_note(row, question, text)


def put_note(row: Mapping[str, Any], question: str, text: str) -> None:
    """The same in a transaction that is open."""
    where = (current.connection(), row["unit_id"], row["id"], current.person().id, question)
    if text:
        kept_remarks.note(*where, text)
    else:
        kept_remarks.forget(*where)


def keep_unsent(row: Mapping[str, Any], text: str, revision: int) -> None:
    """Keep the words on the whole of a refused decision, unless they were sent: a form sent twice.

    `revision` is the submission they are about.
    """
    connection, unit_id = current.connection(), row["unit_id"]
    where = (connection, unit_id, row["id"], current.person().id)
    with database.transaction(connection):
        submission = revisions.one(connection, unit_id, row["id"], revision)
        if not (submission and kept_remarks.is_sent(*where, WHOLE, text, since=submission["at"])):
            put_note(row, WHOLE, text)
        elif kept_remarks.notes(*where).get(WHOLE) == text:
            kept_remarks.forget(*where, WHOLE)


@blueprint.get("/reviews/<int:statement_id>/remarks/<int:remark_id>/answer")
@permissions.role("reviewer")
def back_to_thread(statement_id: int, remark_id: int) -> ResponseReturnValue:
    """The same, to a thread."""
    return saying.to_review(reviewing.statement(statement_id)["id"], f"m-{remark_id}")


@blueprint.post("/reviews/<int:statement_id>/remarks/<int:remark_id>/answer")
@permissions.role("reviewer")
def answer(statement_id: int, remark_id: int) -> ResponseReturnValue:
    """Say something more in a thread, until the statement is approved."""
    row = reviewing.submitted(statement_id)
    question = thread(row, remark_id).question
    definition = current.definitions().definition(current.connection(), row["definition_id"])
    try:
        text = saying.text("答复")
    except accounts.Refused as refused:
        return saying.again(f"答复：{label_of(definition, question)}", "答复", "答复", str(refused))
    try:
        with database.transaction(current.connection()):
            now = writing.fresh(row)
            if now["state"] in CLOSED:
                raise steps.OutOfStep(statement_id)
            keep_answer(now, remark_id, text)
    except steps.OutOfStep:
        saying.tell_out_of_step(statement_id)
    return saying.to_review(statement_id, f"c-{question}" if question else "decide")


@blueprint.get("/statements/<int:statement_id>/remarks/<int:remark_id>/answer")
@permissions.role("official", "clerk")
def back_to_statement(statement_id: int, remark_id: int) -> ResponseReturnValue:
    """The same for the author, to the statement's page, which has the threads of the newest return."""
    drafts.own_row(statement_id)
    return redirect(url_for("statements.show", statement_id=statement_id, _anchor=f"m-{remark_id}"), code=303)


@blueprint.post("/statements/<int:statement_id>/remarks/<int:remark_id>/answer")
@permissions.role("official", "clerk")
def reply(statement_id: int, remark_id: int) -> ResponseReturnValue:
    """The author's answer, or the clerk's, to a remark of the return in force."""
    row, definition = drafts.own_row(statement_id)
    found = thread(row, remark_id)
    try:
        text = saying.text("答复")
    except accounts.Refused as refused:
        return saying.again(f"答复：{label_of(definition, found.question)}", "答复", "答复", str(refused))
    try:
        with database.transaction(current.connection()):
            now = writing.fresh(row)
            if not writing.is_open(now):
                raise steps.OutOfStep(statement_id)
            if not remarks.is_in_force(now, found):
                flash("这条意见不是最近一次退回时提的，不用再答复", "bad")
            else:
                keep_answer(now, remark_id, text)
    except steps.OutOfStep:
        saying.tell_out_of_step(statement_id)
    return redirect(place(statement_id, definition, found), code=303)


def thread(row: Mapping[str, Any], remark_id: int) -> remarks.Thread:
    """The thread that a remark or an answer belongs to; 404 where the statement has none such."""
    listed = (each for found in remarks.threads(row).values() for each in found)
    ids = {said.id: each for each in listed for said in (each.remark, *each.answers)}
    return ids.get(remark_id) or abort(404)


def keep_answer(row: Mapping[str, Any], remark_id: int, text: str) -> None:
    """Keep an answer, with a line of the audit. Call it in a transaction."""
    connection, person = current.connection(), current.person()
    kept_remarks.answer(connection, row["unit_id"], row["id"], remark_id, person.id, text)
    current.audit("remark_answered", subject=f"statement {row['id']}: remark {remark_id}")


def place(statement_id: int, definition: Definition, found: remarks.Thread) -> str:
    """Where the author was: the check page, or the question's section; of the whole, the statement's page."""
    if request.form.get("back") == "check":
        return url_for("check.show", statement_id=statement_id, _anchor=f"m-{found.remark.id}")
    section = definition.section_of.get(found.question)
    if section is None:
        return url_for("statements.show", statement_id=statement_id)
    return url_for(
        "sections.show", statement_id=statement_id, section=section.name, _anchor=f"f-{found.question}"
    )
