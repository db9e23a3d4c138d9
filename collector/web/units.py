"""The administrator's tree of units: add, rename, move, remove."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector import accounts
from collector.store import database, units
from collector.web import current, permissions, scope
from collector.web.problems import Shown, shown

blueprint = Blueprint("units", __name__)

LONGEST = 60
IN_USE = {
    "people": "还有人员，请先把他们调到别的单位",
    "units": "下面还有单位，请先移走或者移除",
    "statements": "已有报告，不能移除",
    "rounds": "已有填报任务，不能移除",
}


@blueprint.get("/units")
@permissions.role("administrator")
def index() -> str:
    """The tree, with a form for one more."""
    return page({}, [])


def page(values: dict[str, Any], problems: list[Shown]) -> str:
    """The tree with what was typed."""
    return render_template("units.html", units=scope.units(), values=values, problems=problems)


@blueprint.post("/units")
@permissions.role("administrator")
def create() -> ResponseReturnValue:
    """Keep a new unit in one there is."""
    listed = scope.units()
    values, problems = typed()
    parent_id = scope.chosen(request.form, listed, "parent")
    if parent_id is None:
        problems.append(shown("parent", "请选择上级单位"))
    if problems:
        return page(values, problems), 422
    connection = current.connection()
    try:
        with database.transaction(connection):
            unit_id = units.add(connection, values["name"], parent_id=parent_id)
            current.audit("unit_added", subject=f"unit {unit_id}")
    except units.NameTaken:
        return page(values, [taken(values["name"])]), 422
    flash(f"已添加{values['name']}", "ok")
    return redirect(url_for("units.index"), code=303)


def typed() -> tuple[dict[str, Any], list[Shown]]:
    """The name and the unit above as sent, and what is wrong with the name."""
    values = {"name": request.form.get("name", ""), "parent": request.form.get("parent", "")}
    try:
        values["name"] = accounts.given("单位名称", values["name"], LONGEST)
    except accounts.Refused as refused:
        return values, [shown("name", str(refused))]
    # A path of names is written with it: 江城市水文局/监测科.
    if "/" in values["name"] or "／" in values["name"]:
        return values, [shown("name", "单位名称里不能有“/”")]
    return values, []


def taken(name: str) -> Shown:
    """The problem of a name that is there already."""
    return shown("name", f"同一个上级下面已有“{name}”，请换一个名称")


@blueprint.get("/units/<int:unit_id>")
@permissions.role("administrator")
def show(unit_id: int) -> str:
    """A unit's form."""
    row = scope.unit(unit_id)
    return unit_page(unit_id, {"name": row["name"], "parent": str(row["parent_id"])}, [])


def unit_page(unit_id: int, values: dict[str, Any], problems: list[Shown]) -> str:
    """The form with what was typed. One's own unit stays where it is: what is above is others'."""
    row = scope.unit(unit_id)
    below = {each["id"] for each in units.below(current.connection(), unit_id)}
    return render_template(
        "unit-change.html",
        unit=row,
        is_own=unit_id == current.person().unit_id,
        parents=[each for each in scope.units() if each["id"] not in below],
        values=values,
        problems=problems,
    )


@blueprint.post("/units/<int:unit_id>")
@permissions.role("administrator")
def change(unit_id: int) -> ResponseReturnValue:
    """Rename the unit, and move it with all that is in it."""
    row, listed = scope.unit(unit_id), scope.units()
    values, problems = typed()
    parent_id = scope.chosen(request.form, listed, "parent")
    if unit_id == current.person().unit_id:
        parent_id = row["parent_id"]
    elif parent_id is None:
        problems.append(shown("parent", "请选择上级单位"))
    if problems:
        return unit_page(unit_id, values, problems), 422
    connection = current.connection()
    try:
        with database.transaction(connection):
            units.change(connection, unit_id, values["name"], parent_id)
            current.audit("unit_changed", subject=f"unit {unit_id}")
    except units.NameTaken:
        return unit_page(unit_id, values, [taken(values["name"])]), 422
    except units.Loop:
        problem = shown("parent", "不能移到自己下面，请另选上级单位")
        return unit_page(unit_id, values, [problem]), 422
    flash(f"已保存{values['name']}", "ok")
    return redirect(url_for("units.index"), code=303)


@blueprint.post("/units/<int:unit_id>/remove")
@permissions.role("administrator")
def remove(unit_id: int) -> ResponseReturnValue:
    """Remove an empty unit."""
    row, connection = scope.unit(unit_id), current.connection()
    try:
        with database.transaction(connection):
            units.remove(connection, unit_id)
            current.audit("unit_removed", subject=f"unit {unit_id}")
    except units.InUse as error:
        flash(f"“{row['name']}”没有移除：{IN_USE[str(error)]}", "bad")
    else:
        flash(f"已移除{row['name']}", "ok")
    return redirect(url_for("units.index"), code=303)
