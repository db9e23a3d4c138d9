"""Who files in a round: more people asked, and somebody asked no longer."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.store import database, participants
from collector.store.database import Row
from collector.web import asking, current, permissions
from collector.web import not_handed_in as not_handed_in_pages
from collector.web import rounds as round_pages
from collector.web.problems import Shown, shown

blueprint = Blueprint("participants", __name__)


@blueprint.get("/rounds/<int:round_id>/people")
@permissions.role("administrator")
def show(round_id: int) -> str:
    """The officials who don't file in the round yet."""
    return page(round_pages.own(round_id), set(), [])


def page(row: Row, ticked: set[str], problems: list[Shown]) -> str:
    """The form with what was ticked; who is asked for the same elsewhere stands there without a tick."""
    people, wanted = others(row), asking.key(row["definition_name"], row["year"], row["period"])
    asked = asking.asked_for(people, wanted)
    return render_template(
        "round-people.html",
        round=round_pages.card(row),
        groups=asking.by_unit(people),
        ticked=ticked - asked,
        asked=asked,
        wanted=wanted,
        problems=problems,
    )


def others(row: Row) -> list[dict[str, Any]]:
    """The officials who don't file in the round yet."""
    there = participants.listed(current.connection(), row["unit_id"], row["id"])
    asked = {each["id"] for each in there}
    return [each for each in asking.officials() if each["id"] not in asked]


@blueprint.post("/rounds/<int:round_id>/people")
@permissions.role("administrator")
def add(round_id: int) -> ResponseReturnValue:
    """Ask more people, each with a draft."""
    row, ticked = round_pages.own(round_id), set(request.form.getlist("people"))
    people = [each for each in others(row) if str(each["id"]) in ticked]
    if row["closed_at"] is not None:
        return page(row, ticked, [shown("people", "任务已结束，请先重新打开")]), 422
    if not people:
        return page(row, ticked, [shown("people", "请至少勾选一名填报人")]), 422
    try:
        with database.transaction(current.connection()):
            asking.check_free(row, [each["id"] for each in people])
            asking.ask(row, people)
            for each in people:
                current.audit("participant_added", subject=f"round {round_id} person {each['id']}")
    except asking.AskedAlready as error:
        return page(row, ticked, [shown("people", f"{error}；已取消勾选，请核对后再加入")]), 422
    flash(f"已加入 {len(people)} 人", "ok")
    return redirect(url_for("rounds.show", round_id=round_id), code=303)


@blueprint.post("/rounds/<int:round_id>/people/<int:person_id>/remove")
@permissions.role("administrator")
def remove(round_id: int, person_id: int) -> ResponseReturnValue:
    """Ask somebody no longer; the statement stays with its author."""
    row, connection = round_pages.own(round_id), current.connection()
    there = participants.listed(connection, row["unit_id"], round_id)
    name = next((each["name"] for each in there if each["id"] == person_id), None) or abort(404)
    with database.transaction(connection):
        participants.remove(connection, row["unit_id"], round_id, person_id)
        current.audit("participant_removed", subject=f"round {round_id} person {person_id}")
    flash(f"{name}不再在这个任务里，报告仍在本人名下", "ok")
    return redirect(url_for("rounds.show", round_id=round_id), code=303)


@blueprint.get("/rounds/<int:round_id>/not-handed-in.xlsx")
@permissions.role("administrator")
def not_handed_in(round_id: int) -> ResponseReturnValue:
    """Who has not handed in, and how far each is, as a workbook."""
    row = round_pages.own(round_id)
    waiting = [each for each in asking.lines(row) if not each["is_handed_in"]]
    current.audit("round_list_downloaded", subject=f"round {round_id}")
    return not_handed_in_pages.workbook(row, waiting)
