"""A round put right: its cut-off date and deadline, and the drafts that have the cut-off date from it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.statement import workflow
from collector.store import answers as kept_answers
from collector.store import database, participants, rounds, statements
from collector.store.database import Row
from collector.web import beginning, current, drafts, permissions, presentation, round_dates
from collector.web import rounds as round_pages
from collector.web.problems import Shown
from collector.web.round_dates import DATES

blueprint = Blueprint("round_changing", __name__)

# An answer that a round gave a draft says so; no page of the browser can be called this.
OF_ROUND = "round:"
# Nobody has handed these in yet, and no reviewer has read them.
UNREAD = (workflow.DRAFT, workflow.AWAITING_AUTHOR)


@dataclass(frozen=True, kw_only=True)
class Drafts:
    """The round's statements: those that follow it, those whose authors say otherwise, those handed in."""

    following: list[Row]
    own: list[Row]
    fixed: list[Row]


@blueprint.get("/rounds/<int:round_id>/change")
@permissions.role("administrator")
def show(round_id: int) -> ResponseReturnValue:
    """The form with the round's dates."""
    row = round_pages.own(round_id)
    return refused(row) or page(row, {name: row[name] for name in DATES}, [])


def refused(row: Row) -> ResponseReturnValue | None:
    """Back to an ended round, which stays as it is; None for one that goes on."""
    if row["closed_at"] is None:
        return None
    flash("任务已结束，要修改请先重新打开", "bad")
    return redirect(url_for("rounds.show", round_id=row["id"]), code=303)


def page(row: Row, values: dict[str, Any], problems: list[Shown]) -> str:
    """The form with what was typed, and how many drafts follow."""
    found = drafts_of(row)
    return render_template(
        "round-change.html",
        round=round_pages.card(row),
        values=values,
        problems=problems,
        following=len(found.following),
        own=round_dates.named([each["author"] for each in found.own]),
        fixed=len(found.fixed),
    )


def drafts_of(row: Row) -> Drafts:
    """The statements of a round, by what its cut-off date is to them."""
    found = Drafts(following=[], own=[], fixed=[])
    for each in participants.answered(current.connection(), row["unit_id"], row["id"], beginning.CUTOFF):
        if each["state"] not in UNREAD:
            found.fixed.append(each)
        elif is_given(each, row["cutoff_date"]):
            found.following.append(each)
        else:
            found.own.append(each)
    return found


def is_given(each: Row, cutoff_date: str) -> bool:
    """Whether a draft has its cut-off date from the round, and nobody at it typed another or the same."""
    if each["value"] is None or json.loads(each["value"]) != cutoff_date or each["imported_at"]:
        return False
    return bool(each["page"].startswith(OF_ROUND) or each["answered_at"] == each["created_at"])


@blueprint.post("/rounds/<int:round_id>/change")
@permissions.role("administrator")
def change(round_id: int) -> ResponseReturnValue:
    """Keep the round's dates, and bring the drafts that follow up to them."""
    row = round_pages.own(round_id)
    away = refused(row)
    if away is not None:
        return away
    values = {name: request.form.get(name, "").strip() for name in DATES}
    problems = round_dates.problems_of(str(row["year"]), row["period"], values, row["deadline"])
    if problems:
        return page(row, values, problems), 422
    changed, followed = correct(round_id, values)
    if "deadline" in changed:
        dates = (presentation.day(row["deadline"]), presentation.day(values["deadline"]))
        flash("填报截止日由{}改为{}，个别延期的不变".format(*dates), "ok")
    if "cutoff_date" in changed:
        flash(f"任务已修改，{followed} 份草稿的统计截止日跟着改了", "ok")
        doubt = round_dates.doubt(row["year"], row["period"], values["cutoff_date"])
        if doubt:
            flash(doubt, "bad")
    if not changed:
        flash("没有改动", "note")
    return redirect(url_for("rounds.show", round_id=round_id), code=303)


def correct(round_id: int, values: Mapping[str, str]) -> tuple[list[str], int]:
    """Keep the dates, and let drafts follow; which dates are new, and how many drafts followed."""
    connection = current.connection()
    with database.transaction(connection):
        row = round_pages.own(round_id)
        changed = [name for name in DATES if values[name] != row[name]]
        found = drafts_of(row).following if "cutoff_date" in changed else []
        if changed:
            rounds.correct(
                connection,
                row["unit_id"],
                round_id,
                cutoff_date=values["cutoff_date"],
                deadline=values["deadline"],
            )
            said = ", ".join(f"{name} {row[name]} to {values[name]}" for name in changed)
            current.audit("round_changed", subject=f"round {round_id} {said}, {len(found)} drafts")
        for each in found:
            follow(each, round_id, values["cutoff_date"])
    return changed, len(found)


def follow(each: Row, round_id: int, cutoff_date: str) -> None:
    """Give a draft the new cut-off date, and count anew what is wrong with it. Call it in a transaction.

    It is not begun by that: nobody wrote at it.
    """
    connection, unit_id, statement_id = current.connection(), each["unit_id"], each["id"]
    kept_answers.save(
        connection,
        unit_id,
        statement_id,
        {beginning.CUTOFF: cutoff_date},
        current.person().id,
        datetime.now(UTC),
        page=f"{OF_ROUND}{round_id}:{cutoff_date}",
    )
    draft = drafts.Draft(
        statement=dict(statements.one(connection, unit_id, statement_id) or {}),
        definition=current.definitions().definition(connection, each["definition_id"]),
        kept=kept_answers.all(connection, unit_id, statement_id),
    )
    statements.recount(connection, unit_id, statement_id, missing=draft.missing, findings=draft.findings)
