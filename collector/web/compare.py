"""Compare a statement with another year or submission: for its reviewer, and for its author."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector import comparisons
from collector.compare.changes import Change
from collector.store import people, times, units
from collector.store.database import Row
from collector.web import (
    attachments,
    compare_report,
    comparing,
    confirming,
    current,
    decision,
    downloads,
    drafts,
    findings,
    permissions,
    presentation,
    remarks,
    reviewed,
    reviewing,
    statements,
)
from collector.web.compare_page import View
from collector.web.comparing import Comparison, Side
from collector.web.remarks import Thread

blueprint = Blueprint("compare", __name__)


@blueprint.get("/reviews/<int:statement_id>")
@permissions.role("reviewer")
def review(statement_id: int) -> ResponseReturnValue:
    """On to the comparison; the gate before it where nobody has opened the review."""
    row = reviewing.submitted(statement_id)
    if reviewing.is_waiting(row):
        return closed(row)
    return redirect(url_for("compare.show", statement_id=statement_id), code=303)


@blueprint.get("/reviews/<int:statement_id>/compare")
@permissions.role("reviewer")
def show(statement_id: int) -> ResponseReturnValue:
    """What was submitted beside another year, question by question."""
    row = reviewing.submitted(statement_id)
    if reviewing.is_waiting(row):
        return closed(row)
    comparison = comparing.of_review(row, request.args)
    found, threads = reviewed.found(comparison.now), remarks.threads(row)
    sent = remarks.in_force(row, threads)
    named = returned(sent, comparison.now)
    view = View(
        comparison=comparison,
        asked=request.args,
        checked=found.checked,
        shares=found.shares,
        items=confirming.items(comparison.now.draft, comparison.now.revision),
        threads=threads,
        returned=named,
        is_again=bool(named) and is_again(sent, comparison.now),
    )
    return render_template(
        "compare.html",
        view=view,
        decide=decision.decision(row, comparison.now.draft.definition),
        review=card(row, comparison),
    )


@blueprint.get("/reviews/<int:statement_id>/report")
@permissions.role("reviewer")
def report(statement_id: int) -> ResponseReturnValue:
    """Both whole reports as one marked-up text."""
    row = reviewing.submitted(statement_id)
    if reviewing.is_waiting(row):
        return closed(row)
    comparison = comparing.of_review(row, request.args)
    is_short = request.args.get("only") == "changed"
    return render_template(
        "compare-report.html",
        report=compare_report.report(comparison, only_changed=is_short),
        comparison=comparison,
        review=card(row, comparison),
    )


@blueprint.get("/reviews/<int:statement_id>/report.docx")
@permissions.role("reviewer")
def word(statement_id: int) -> ResponseReturnValue:
    """What was submitted, as the Word file that its author got."""
    row = reviewing.submitted(statement_id)
    if reviewing.is_waiting(row):
        return closed(row)
    now = comparing.of_review(row, request.args).now
    current.audit("report_downloaded", subject=f"statement {statement_id}: revision {now.revision}")
    return downloads.file(now.draft, author(row)["name"], is_draft=False)


@blueprint.get("/reviews/<int:statement_id>/compare.xlsx")
@permissions.role("reviewer")
def excel(statement_id: int) -> ResponseReturnValue:
    """The comparison as a workbook; 404 where there is nothing to compare with."""
    row = reviewing.submitted(statement_id)
    if reviewing.is_waiting(row):
        return closed(row)
    comparison = comparing.of_review(row, request.args)
    then, now = comparison.then or abort(404), comparison.now
    names = comparisons.sides(*comparison.columns)
    title = f"{author(row)['name']}年度对比（{then.called}，{now.called}）"
    made = comparisons.workbook(
        comparison.changes,
        names,
        title=title,
        series=comparison.series,
        texts=(compare_report.lines(then.draft), compare_report.lines(now.draft)),
    )
    current.audit("comparison_downloaded", subject=f"statement {statement_id}: {then.key}, {now.key}")
    return attachments.workbook(made, title)


@blueprint.get("/statements/<int:statement_id>/compare")
@permissions.role("official", "clerk")
def own(statement_id: int) -> str:
    """An author's own statement, as it is kept, beside an earlier year."""
    draft = drafts.own(statement_id)
    comparison = comparing.of_author(draft.statement, request.args)
    now = comparison.now.draft
    view = View(
        comparison=comparison,
        asked=request.args,
        checked=findings.checked(now),
        shares=findings.shares(now),
        items=confirming.items(now),
    )
    return render_template("compare-own.html", view=view, **statements.counts(draft))


def closed(row: Mapping[str, Any]) -> str:
    """The page before a review is opened."""
    return render_template("review-closed.html", review=card(row))


def returned(sent: Sequence[Thread], now: Side) -> Mapping[str, Change]:
    """The questions that the newest return names, each with what became of its answer since.

    `sent` are its threads, here and below; there are none without a return.
    """
    key = ("returned", now.row["return_id"], now.content)
    return comparing.remembered(key, lambda: remarks.since(sent, now.draft)) if sent else {}


def is_again(sent: Sequence[Thread], now: Side) -> bool:
    """Whether this submission came after the newest return."""
    return any(thread.returned and (now.revision or 0) > thread.returned.revision for thread in sent)


def card(row: Mapping[str, Any], comparison: Comparison | None = None) -> dict[str, Any]:
    """Whose statement it is, where it stands, and when it came; who prints it, when."""
    unit = units.one(current.connection(), row["unit_id"])
    definition = current.definitions().definition(current.connection(), row["definition_id"])
    found = author(row)
    return {
        "id": row["id"],
        "title": definition.report_title(row["year"], row["period"]),
        "called": presentation.called(row["year"], row["period"]),
        "name": found["name"],
        "position": found["position"],
        "unit": unit["name"] if unit else "",
        "state": presentation.STATE_LABELS[row["state"]],
        "submissions": row["submissions"],
        "submitted_at": presentation.local(row["submitted_at"]),
        "submitted_on": presentation.full(row["submitted_at"]),
        "printed": f"{current.person().name}　{presentation.full(times.text())}",
        "carried": comparison.carried if comparison else "",
    }


def author(row: Mapping[str, Any]) -> Row:
    """Whose statement it is."""
    found = people.one(current.connection(), row["unit_id"], row["person_id"])
    return found if found is not None else abort(404)
