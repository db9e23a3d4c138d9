"""A step of a statement's way, taken by whoever is asking: may they, is it time, and what is kept of it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import abort

from collector.statement import workflow
from collector.statement.workflow import Step
from collector.store import steps as kept_steps
from collector.web import current, standing

OutOfStep = kept_steps.OutOfStep


def may(row: standing.Statement, name: str) -> bool:
    """Whether whoever is asking can take the step now."""
    step = workflow.STEPS[name]
    return step.leads_from(row["state"], is_opened=row["opened_at"] is not None) and is_theirs(row, step)


def is_theirs(row: standing.Statement, step: Step) -> bool:
    """Whether whoever is asking is the one who takes such a step, whatever the state."""
    asked = {"author": standing.is_author, "clerk": standing.is_clerk, "reviewer": standing.is_reviewer}
    return any(asked[who](row) for who in step.who.split(" or "))


def check(row: standing.Statement, name: str) -> None:
    """403, with a line of the audit, for somebody whose step it is not."""
    if not is_theirs(row, workflow.STEPS[name]):
        current.audit(f"{name}_refused", subject=f"statement {row['id']}", result="refused")
        abort(403)


def take(
    row: Mapping[str, Any], name: str, *, to: str | None = None, note: str = "", now: datetime | None = None
) -> int:
    """Change the state with revision and audit; the revision's number. Raises OutOfStep; 403 as `check`.

    `to` replaces the state that the step leads to. Call it in a transaction.
    """
    check(row, name)
    step, person = workflow.STEPS[name], current.person()
    number = kept_steps.take(
        current.connection(),
        row["unit_id"],
        row["id"],
        cause=step.cause,
        states=step.states,
        to=to or step.to or workflow.before(has_return=row["return_id"] is not None),
        person_id=person.id,
        opened=step.opened,
        note=note,
        now=now or datetime.now(UTC),
    )
    current.audit(f"statement_{step.cause}", subject=f"statement {row['id']}: revision {number}")
    return number
