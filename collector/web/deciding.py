"""What a reviewer decides: open, return, pass, approve, archive, correct. Each is one transaction.

The words that go with a decision outlive its refusal, and a session that ended.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from flask import Blueprint, abort, flash, request
from flask.typing import ResponseReturnValue

from collector import accounts
from collector.statement import workflow
from collector.store import database, review_settings
from collector.store import remarks as kept_remarks
from collector.store import steps as kept_steps
from collector.store.remarks import WHOLE
from collector.web import (
    current,
    errors,
    permissions,
    remarking,
    resuming,
    reviewing,
    saying,
    steps,
    writing,
)

blueprint = Blueprint("deciding", __name__)

NOTHING_NAMED = "还没有选要修改的问题。请在问题旁点“写意见”，写明改什么，再{}"
NOT_RETURNABLE = "{}不能退回修改。请先删除写在那里的意见，再{}"
NO_REASON = "请写明更正的原因"
UNSENT = "还有 {} 条意见没有发出。请退回修改，或者先删除这些意见，再{}"
NOT_YET = "“{}”已记下，还没有{}。请看过现在的内容再决定"
ANOTHER_PERSON = "初审由您通过，复审须由另一位审核人进行。"
DECISIONS = frozenset({"open", "return", "approve", "archive", "correct"})
Taken = Callable[[Mapping[str, Any]], str]


class Undecided(Exception):
    """Something is missing for a decision; the message says in Chinese what."""


class SamePerson(Exception):
    """Who passed the first stage would pass the second one too."""


@blueprint.post("/reviews/<int:statement_id>/open")
@permissions.role("reviewer")
def open_review(statement_id: int) -> ResponseReturnValue:
    """Begin the review: from now on it can't be taken back. A colleague who was quicker is no fault."""
    return decided(reviewing.statement(statement_id), opened)


@blueprint.get("/reviews/<int:statement_id>/<string:decision>")
@permissions.role("reviewer")
def back(statement_id: int, decision: str) -> ResponseReturnValue:
    """To the comparison: signing in leads here from a decision that was posted to this address."""
    if decision not in DECISIONS:
        abort(404)
    return saying.to_review(reviewing.statement(statement_id)["id"], "decide")


@blueprint.post("/reviews/<int:statement_id>/return")
@permissions.role("reviewer")
def give_back(statement_id: int) -> ResponseReturnValue:
    """Return it with the unsent remarks; their questions are the ones that open again."""
    return with_words(statement_id, returned, "whole", "总的意见", "退回修改")


@blueprint.post("/reviews/<int:statement_id>/approve")
@permissions.role("reviewer")
def approve(statement_id: int) -> ResponseReturnValue:
    """Approve it, or pass the first of two stages."""
    return with_words(statement_id, approved, "whole", "总的意见", "审核通过")


@blueprint.post("/reviews/<int:statement_id>/archive")
@permissions.role("reviewer")
def archive(statement_id: int) -> ResponseReturnValue:
    """Put an approved statement into the archive."""
    return decided(reviewing.statement(statement_id), archived)


@blueprint.post("/reviews/<int:statement_id>/correct")
@permissions.role("reviewer")
def correct(statement_id: int) -> ResponseReturnValue:
    """Open questions of an approved statement again, for a reason."""
    return with_words(statement_id, corrected, "reason", "更正的原因", "退回更正")


def with_words(statement_id: int, take: Taken, field: str, label: str, button: str) -> ResponseReturnValue:
    """A decision with a text on the whole, which is kept unsent first: no refusal loses it.

    Words that come from signing in again are only kept: what they were about may have changed meanwhile.
    """
    row, text = reviewing.submitted(statement_id), None
    if field in request.form:
        try:
            text = saying.text(label, field, may_be_empty=True)
        except accounts.Refused as refused:
            return saying.again(button, label, button, str(refused), field)
        remarking.keep_note(row, WHOLE, text)
    if resuming.is_resumed():
        flash(NOT_YET.format(label, button), "note")
        return saying.to_review(statement_id, "decide")
    return decided(row, take, text)


def decided(row: Mapping[str, Any], take: Taken, text: str | None = None) -> ResponseReturnValue:
    """Take a step with all that belongs to it in one transaction, or say why not.

    `text` is what the form said on the whole; None where it has no place for that.
    """
    try:
        with database.transaction(current.connection()):
            now = seen(writing.fresh(row))
            if text is not None:
                # Another window may have put other words in their place.
                remarking.put_note(now, WHOLE, text)
            message = take(now)
    except steps.OutOfStep:
        saying.tell_out_of_step(row["id"])
        if text is not None:
            remarking.keep_unsent(row, text, seen_revision(row))
    except Undecided as undecided:
        flash(str(undecided), "bad")
    except SamePerson:
        current.audit("approve_refused", subject=f"statement {row['id']}", result="refused")
        return errors.refused(403, ANOTHER_PERSON)
    else:
        flash(message, "ok")
    return saying.to_review(row["id"])


def seen(row: dict[str, Any]) -> dict[str, Any]:
    """The row, where the page decided from showed this submission and stage. Raises OutOfStep."""
    if request.form.get("seen", mark(row)) != mark(row):
        raise steps.OutOfStep(row["id"])
    return row


def mark(row: Mapping[str, Any]) -> str:
    """What a page has seen of a statement: its submission and stage."""
    return f"{row['submitted_revision']}.{row['stage']}"


def seen_revision(row: Mapping[str, Any]) -> int:
    """The submission that the page decided from showed, as far as its form says so."""
    number = request.form.get("seen", mark(row)).partition(".")[0]
    return int(number) if number.isdecimal() and len(number) < 10 else int(row["submitted_revision"])


def opened(row: Mapping[str, Any]) -> str:
    connection, person = current.connection(), current.person()
    if kept_steps.open_review(connection, row["unit_id"], row["id"], person.id):
        current.audit("review_opened", subject=f"statement {row['id']}: revision {row['submitted_revision']}")
        return "已开始审核，填报人不能再撤回"
    if row["state"] != workflow.SUBMITTED:
        raise steps.OutOfStep(row["id"])
    return "已开始审核"


def returned(row: Mapping[str, Any]) -> str:
    named, whole = unsent(row)
    steps.take(row, "return", note=f"{len(named)} 个问题")
    check_named(row, named, "退回")
    send_back(row, "return", "", {**named, **whole})
    return f"已退回，填报人可以修改写了意见的 {len(named)} 个问题和随之变化的问题"


def corrected(row: Mapping[str, Any]) -> str:
    named, whole = unsent(row)
    steps.take(row, "correct", note=f"{len(named)} 个问题")
    if not whole:
        raise Undecided(NO_REASON)
    check_named(row, named, "更正")
    # The reason stands in its thread as well, where it is read and answered.
    send_back(row, "correction", whole[WHOLE], {**named, **whole})
    return f"已退回更正，填报人可以修改写了意见的 {len(named)} 个问题和随之变化的问题"


def check_named(row: Mapping[str, Any], named: Collection[str], what: str) -> None:
    """Raise Undecided where no question has a remark, or one that can't be returned as it was submitted."""
    if not named:
        raise Undecided(NOTHING_NAMED.format(what))
    if stray := set(named) - remarking.places(row):
        definition = current.definitions().definition(current.connection(), row["definition_id"])
        labels = [question.label for question in definition.asked if question.name in stray]
        raise Undecided(NOT_RETURNABLE.format("、".join(f"“{label}”" for label in labels), what))


def send_back(row: Mapping[str, Any], kind: str, reason: str, said: Mapping[str, str]) -> None:
    """Keep the return and send its remarks. Call it in a transaction."""
    where, person_id = (current.connection(), row["unit_id"], row["id"]), current.person().id
    return_id = kept_remarks.add_return(
        *where, revision=row["submitted_revision"], kind=kind, reason=reason, person_id=person_id
    )
    kept_remarks.send(*where, person_id, said, return_id=return_id)


def approved(row: Mapping[str, Any]) -> str:
    where, person_id = (current.connection(), row["unit_id"], row["id"]), current.person().id
    named, whole = unsent(row)
    is_first = is_first_of_two(row)
    if is_first:
        steps.take(row, "pass")
        kept_steps.passed(*where, person_id)
    else:
        steps.take(row, "approve")
    if row["passed_by"] == person_id:
        raise SamePerson
    if named:
        raise Undecided(UNSENT.format(len(named), "通过"))
    kept_remarks.send(*where, person_id, whole)
    return "初审已通过，等待另一位审核人复审" if is_first else "已审核通过"


def is_first_of_two(row: Mapping[str, Any]) -> bool:
    """Whether approving it now passes the first stage only."""
    return row["stage"] < 2 and review_settings.stages(current.connection(), row["unit_id"]) > 1


def archived(row: Mapping[str, Any]) -> str:
    steps.take(row, "archive")
    return "已归档"


def unsent(row: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The unsent remarks of whoever is asking: on questions, and on the whole."""
    found = kept_remarks.notes(current.connection(), row["unit_id"], row["id"], current.person().id)
    named = {question: text for question, text in found.items() if question != WHOLE}
    return named, {WHOLE: found[WHOLE]} if WHOLE in found else {}
