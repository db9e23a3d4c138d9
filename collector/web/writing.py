"""What of a statement whoever is asking may change now. Asked again inside every transaction that writes."""

from collections.abc import Mapping
from typing import Any

from flask import abort

from collector.statement import dependence, workflow
from collector.statement.vocabulary import Definition
from collector.store import remarks, statements
from collector.web import current, standing

# state -> what became of the report, and what to do for a change
REASONS = {
    workflow.AWAITING_AUTHOR: ("报告已送本人确认", "要改动，请先取回"),
    workflow.SUBMITTED: ("报告已提交", "要改动，请由本人撤回"),
    workflow.APPROVED: ("报告已审核", "要改动，请联系审核人更正"),
    workflow.ARCHIVED: ("报告已归档", "要改动，请联系审核人更正"),
}
OPENED = "审核已经开始，要改动，请等审核人退回"
RETURNED = "审核人退回时没有点到这里，刚才填写的内容没有保存"


class Locked(Exception):
    """Nothing of the statement is to be changed by whoever is asking; the message says why, in Chinese."""


def is_open(row: standing.Statement) -> bool:
    """Whether they are at it now: its author, or the author's clerk until it was handed over."""
    if row["state"] not in workflow.WRITING:
        return False
    return standing.is_author(row) or (row["state"] != workflow.AWAITING_AUTHOR and standing.is_clerk(row))


def names(row: standing.Statement, definition: Definition) -> frozenset[str]:
    """The questions whose answers they may change; of a return those it names, and what hangs on them."""
    return asked(row, definition) if is_open(row) else frozenset()


def asked(row: standing.Statement, definition: Definition) -> frozenset[str]:
    """The same of whoever is at it, now or in turn."""
    if row["return_id"] is None:
        return frozenset(question.name for question in definition.asked)
    return dependence.dependents(definition, named(row))


def named(row: standing.Statement) -> frozenset[str]:
    """The questions that the return in force names; to be asked where there is one."""
    return remarks.named(current.connection(), row["unit_id"], row["id"], [row["return_id"]])


def fresh(row: Mapping[str, Any]) -> dict[str, Any]:
    """The statement's row as it is now; 404 where it was discarded meanwhile. Call it in a transaction."""
    found = statements.anywhere(current.connection(), row["id"])
    return dict(found) if found is not None else abort(404)


def reason(row: standing.Statement) -> str:
    """Why nothing typed was kept, and what to do."""
    if row["state"] not in REASONS:
        return RETURNED
    what, then = REASONS[row["state"]]
    if row["state"] == workflow.SUBMITTED and row["opened_at"] is not None:
        then = OPENED
    return f"{what}，刚才填写的内容没有保存。{then}"


def check(row: standing.Statement) -> None:
    """Raise Locked where they are not at it now. Call it in a transaction, with a fresh row."""
    if not is_open(row):
        raise Locked(reason(row))
