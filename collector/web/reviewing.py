"""A statement as its reviewer sees it: what was last submitted, never what is being written."""

from collections.abc import Mapping
from typing import Any, NoReturn

from flask import abort, make_response

from collector.statement import workflow
from collector.store import revisions, statements
from collector.store.answers import Kept
from collector.web import current, errors, standing
from collector.web.drafts import Draft

NOT_SUBMITTED = "填报人还没有提交，提交后才能审核。等待审核的报告在“审核”里。"


def statement(statement_id: int) -> dict[str, Any]:
    """A statement of the reviewer's units; 404 for any other, 403 for their own or one they wrote."""
    row = statements.anywhere(current.connection(), statement_id)
    if row is None or not standing.is_in_scope(row):
        abort(404)
    if not standing.is_reviewer(row):
        note_refused(row)
        abort(403)
    return dict(row)


def submitted(statement_id: int) -> dict[str, Any]:
    """The same, where something was submitted; 403 for one that never was."""
    row = statement(statement_id)
    if row["submitted_revision"] is None:
        not_submitted(row)
    return row


def is_waiting(row: Mapping[str, Any]) -> bool:
    """Whether it was submitted and nobody has opened its review: its author may still take it back."""
    return row["state"] == workflow.SUBMITTED and row["opened_at"] is None


def content(row: Mapping[str, Any]) -> Draft:
    """What was last submitted; 403 where nothing was."""
    number = row["submitted_revision"]
    if number is None:
        not_submitted(row)
    found = revisions.one(current.connection(), row["unit_id"], row["id"], number)
    return of_revision(row, found) if found is not None else abort(404)


def not_submitted(row: Mapping[str, Any]) -> NoReturn:
    """Refuse what was never submitted, with a line of the audit, and say so."""
    note_refused(row)
    abort(make_response(errors.refused(403, NOT_SUBMITTED)))


def note_refused(row: standing.Statement) -> None:
    """Write into the audit that somebody was not let in."""
    current.audit("review_refused", subject=f"statement {row['id']}", result="refused")


def of_revision(row: Mapping[str, Any], revision: Mapping[str, Any]) -> Draft:
    """A revision of the statement as a draft that nobody writes."""
    kept = {
        name: Kept(value, 0, revision["saved_by"], revision["at"])
        for name, value in revision["values"].items()
    }
    definition = current.definitions().definition(current.connection(), row["definition_id"])
    return Draft(statement=row, definition=definition, kept=kept)
