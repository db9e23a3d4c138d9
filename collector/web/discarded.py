"""Discarded statements: put away with everything in them, and taken back within 30 days."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from collector.statement import workflow
from collector.store import database, revisions, statements, times
from collector.store.database import Row
from collector.web import current, drafts, permissions, presentation, standing, writing

blueprint = Blueprint("discarded", __name__)

SUBMITTED = "报告已送出，不能删除。只有没有提交、也没有送本人确认的草稿可以删除"


@blueprint.post("/statements/<int:statement_id>/discard")
@permissions.role("official")
def discard(statement_id: int) -> ResponseReturnValue:
    """Put a statement away and free its year; only its author does, and never one that was submitted."""
    row, definition = drafts.own_row(statement_id)
    if not standing.is_author(row):
        abort(403)
    connection = current.connection()
    with database.transaction(connection):
        if not may_discard(writing.fresh(row)):
            raise writing.Locked(SUBMITTED)
        statements.discard(connection, row["unit_id"], statement_id)
        note(row, "discarded")
    title = definition.report_title(row["year"], row["period"])
    days = statements.DISCARDED_FOR.days
    flash(f"《{title}》已删除，{days} 天内可以在“已删除”里恢复", "ok")
    return redirect(url_for("statements.index"), code=303)


def may_discard(row: standing.Statement) -> bool:
    """Whether whoever is asking can put it away: their own, a draft; what was reviewed is none any more."""
    return standing.is_author(row) and row["state"] == workflow.DRAFT


@blueprint.get("/statements/discarded")
@permissions.role("official")
def index() -> str:
    """What can be taken back, the last one first."""
    person = current.person()
    rows = statements.discarded_of_person(current.connection(), person.unit_id, person.id)
    return render_template(
        "discarded.html", statements=[card(row) for row in rows], days=statements.DISCARDED_FOR.days
    )


def card(row: Row) -> dict[str, Any]:
    """What the page says of a discarded statement."""
    gone = datetime.now(UTC) - times.moment(row["discarded_at"])
    return {
        "id": row["id"],
        "title": title_of(row),
        "at": presentation.local(row["discarded_at"]),
        # The day that has begun counts.
        "days": -(-(statements.DISCARDED_FOR - gone) // timedelta(days=1)),
    }


def title_of(row: Any) -> str:
    """The report's title."""
    definition = current.definitions().definition(current.connection(), row["definition_id"])
    return definition.report_title(row["year"], row["period"])


@blueprint.post("/statements/<int:statement_id>/restore")
@permissions.role("official")
def restore(statement_id: int) -> ResponseReturnValue:
    """Take a statement back, unless another one has its year by now."""
    person, connection = current.person(), current.connection()
    there = statements.one(connection, person.unit_id, statement_id)
    if there is not None and there["person_id"] == person.id:
        return redirect(url_for("statements.show", statement_id=statement_id), code=303)
    rows = statements.discarded_of_person(connection, person.unit_id, person.id)
    row = next((row for row in rows if row["id"] == statement_id), None) or abort(404)
    try:
        with database.transaction(connection):
            statements.restore(connection, row["unit_id"], statement_id)
            note(row, "restored")
    except statements.Taken:
        flash(f"您已另有一份《{title_of(row)}》。先改那一份的年度或报告期，或者删除它，再恢复这一份", "bad")
        return redirect(url_for("discarded.index"), code=303)
    flash(f"《{title_of(row)}》已恢复", "ok")
    return redirect(url_for("statements.show", statement_id=statement_id), code=303)


def note(row: Any, cause: str) -> None:
    """The revision and the line of the audit; also where nothing was written since the last revision."""
    person, connection = current.person(), current.connection()
    revisions.cut(connection, row["unit_id"], row["id"], cause, person.id, changes={})
    current.audit(f"statement_{cause}", subject=f"statement {row['id']}")
