"""The administrator's rounds: opened with their drafts, followed, put off, ended."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.statement import vocabulary
from collector.store import database, participants, rounds
from collector.store.database import Row
from collector.web import asking, current, permissions, presentation, round_dates
from collector.web import statements as statement_pages
from collector.web.problems import Shown, shown
from collector.web.round_dates import ALL, DATES, SOME

blueprint = Blueprint("rounds", __name__)


@blueprint.get("/rounds")
@permissions.role("administrator")
def index() -> str:
    """The rounds of the administrator's units, with how far they are."""
    rows = rounds.below(current.connection(), current.person().unit_id)
    return render_template("rounds.html", rounds=[card(row) for row in rows])


def card(row: Mapping[str, Any] | Row) -> dict[str, Any]:
    """What pages say of a round."""
    days = (date.fromisoformat(row["deadline"]) - presentation.today()).days
    return {
        **dict(row),
        "title": asking.title(row["definition_name"], row["year"], row["period"]),
        "cutoff": presentation.day(row["cutoff_date"]),
        "due": presentation.day(row["deadline"]),
        "is_closed": row["closed_at"] is not None,
        "is_over": days < 0,
    }


@blueprint.get("/rounds/new")
@permissions.role("administrator")
def new() -> str:
    """The form for a round; everybody is ticked who isn't asked for the same yet."""
    values = {"year": str(presentation.today().year), "period": vocabulary.PERIODS[0]}
    latest = current.definitions().latest(current.connection())
    values["definition"] = next(iter(latest)) if len(latest) == 1 else ""
    ticked = {str(each["id"]) for each in asking.officials()}
    return new_page({**dict.fromkeys(DATES, ""), **values}, ticked, [])


def new_page(values: dict[str, str], ticked: set[str], problems: list[Shown]) -> str:
    """The form with what was typed, but no tick at those who are asked for the same already."""
    officials = asking.officials()
    asked = asking.asked_for(officials, asking.key(values["definition"], values["year"], values["period"]))
    latest = current.definitions().latest(current.connection())
    definitions = [{"name": name, "title": definition.title} for name, (_, definition) in latest.items()]
    return render_template(
        "round-new.html",
        definitions=definitions,
        years=statement_pages.years(),
        periods=vocabulary.PERIODS,
        groups=asking.by_unit(officials),
        values=values,
        ticked=ticked - asked,
        asked=asked,
        problems=problems,
    )


@blueprint.post("/rounds/new")
@permissions.role("administrator")
def create() -> ResponseReturnValue:
    """Open the round with a draft for everybody ticked."""
    values = {name: request.form.get(name, "").strip() for name in ("definition", "year", "period", *DATES)}
    ticked = set(request.form.getlist("people"))
    people = [each for each in asking.officials() if str(each["id"]) in ticked]
    problems = problems_of(values)
    if not people:
        problems.append(shown("people", "请至少勾选一名填报人"))
    if problems:
        return new_page(values, ticked, problems), 422
    wanted = {name: values[name] for name in ("period", *DATES)}
    try:
        round_id = asking.open_round(values["definition"], int(values["year"]), wanted, people)
    except asking.AskedAlready as error:
        message = f"{error}；已取消勾选，请核对后再打开"
        return new_page(values, ticked, [shown("people", message)]), 422
    flash(f"任务已打开，{len(people)} 名填报人可以开始填写", "ok")
    doubt = round_dates.doubt(int(values["year"]), values["period"], values["cutoff_date"])
    if doubt:
        flash(doubt, "bad")
    return redirect(url_for("rounds.show", round_id=round_id), code=303)


def problems_of(values: dict[str, str]) -> list[Shown]:
    """What is wrong with a new round, but for who files."""
    found = []
    latest = current.definitions().latest(current.connection())
    if values["definition"] and values["definition"] not in latest:
        abort(400)
    if not values["definition"]:
        found.append(shown("definition", "请选择报告类型"))
    if values["year"] not in map(str, statement_pages.years()):
        found.append(shown("year", "请选择年度"))
    if values["period"] not in vocabulary.PERIODS:
        found.append(shown("period", "请选择报告期"))
    # What year and period allow is said where these can be right.
    year = "" if found else values["year"]
    return found + round_dates.problems_of(year, values["period"], values)


@blueprint.get("/rounds/<int:round_id>")
@permissions.role("administrator")
def show(round_id: int) -> str:
    """The round with everybody who files."""
    return page(own(round_id), {"who": ALL}, set(), [])


def own(round_id: int) -> Row:
    """A round of the administrator's units; 404 for any other."""
    return rounds.one_below(current.connection(), current.person().unit_id, round_id) or abort(404)


def page(row: Row, values: dict[str, str], ticked: set[str], problems: list[Shown]) -> str:
    """The round's page with what was typed to put it off."""
    connection = current.connection()
    listed = asking.lines(row)
    done = [
        {**dict(each), "due": presentation.day(each["deadline"]), "when": presentation.local(each["at"])}
        for each in rounds.extensions(connection, row["unit_id"], row["id"])
    ]
    return render_template(
        "round.html",
        round=card(row),
        people=listed,
        begun=sum(each["is_begun"] for each in listed),
        handed_in=sum(each["is_handed_in"] for each in listed),
        extensions=done,
        values=values,
        ticked=ticked,
        problems=problems,
    )


@blueprint.post("/rounds/<int:round_id>/extend")
@permissions.role("administrator")
def extend(round_id: int) -> ResponseReturnValue:
    """Put the deadline off, for all or for those ticked, and say why."""
    row, connection = own(round_id), current.connection()
    if row["closed_at"] is not None:
        flash("任务已结束，要延期请先重新打开", "bad")
        return redirect(url_for("rounds.show", round_id=round_id), code=303)
    values = {name: request.form.get(name, "").strip() for name in ("deadline", "reason", "who")}
    ticked = set(request.form.getlist("people"))
    there = participants.listed(connection, row["unit_id"], round_id)
    chosen = [each for each in there if str(each["id"]) in ticked]
    problems = round_dates.extension_problems(row, values, chosen)
    if problems:
        return page(row, values, ticked, problems), 422
    some = tuple(each["id"] for each in chosen) if values["who"] == SOME else ()
    with database.transaction(connection):
        rounds.extend(
            connection,
            row["unit_id"],
            round_id,
            deadline=values["deadline"],
            reason=values["reason"],
            by=current.person().id,
            person_ids=some,
        )
        subjects = [f"round {round_id} person {person_id}" for person_id in some] or [f"round {round_id}"]
        for subject in subjects:
            current.audit("deadline_extended", subject=f"{subject} to {values['deadline']}")
    others = "" if some else round_dates.kept_later(there, values["deadline"])
    whose = f"{len(some)} 人的" if some else ""
    flash(f"{whose}截止日已延长到{presentation.day(values['deadline'])}{others}", "ok")
    return redirect(url_for("rounds.show", round_id=round_id), code=303)


@blueprint.post("/rounds/<int:round_id>/close")
@permissions.role("administrator")
def close(round_id: int) -> ResponseReturnValue:
    """End the round; the statements stay as they are."""
    row, connection = own(round_id), current.connection()
    with database.transaction(connection):
        if rounds.close(connection, row["unit_id"], round_id):
            current.audit("round_closed", subject=f"round {round_id}")
    flash("任务已结束", "ok")
    return redirect(url_for("rounds.show", round_id=round_id), code=303)


@blueprint.post("/rounds/<int:round_id>/reopen")
@permissions.role("administrator")
def reopen(round_id: int) -> ResponseReturnValue:
    """Let an ended round go on, unless the same is asked of its people elsewhere by now."""
    row, connection = own(round_id), current.connection()
    try:
        with database.transaction(connection):
            asking.check_free(row, [each["id"] for each in asking.lines(row)])
            if rounds.reopen(connection, row["unit_id"], round_id):
                # Statements begun in between join it.
                participants.add(connection, row["unit_id"], round_id, ())
                current.audit("round_reopened", subject=f"round {round_id}")
    except asking.AskedAlready as error:
        flash(str(error), "bad")
    else:
        flash("任务已重新打开", "ok")
    return redirect(url_for("rounds.show", round_id=round_id), code=303)
