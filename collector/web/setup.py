"""The one-time link that makes the first administrator and the first unit."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector import accounts, passwords
from collector.passwords import Owner
from collector.store import database, people, setup_links, units
from collector.web import current, permissions, sign_in
from collector.web.problems import Shown, shown

blueprint = Blueprint("setup", __name__)

# field -> (label, most characters)
FIELDS = {
    "unit": ("单位名称", 60),
    "name": ("您的姓名", 20),
    "position": ("职务", 40),
    "account": ("登录账号", 40),
}

FIRST_ROLES = ("official", "administrator")


@blueprint.get("/setup/<string:token>")
@permissions.open_page
def show(token: str) -> ResponseReturnValue:
    """The form, or why the link no longer works."""
    is_valid = accounts.is_setup_open(current.connection(), token)
    return page({}, [], is_valid=is_valid), 200 if is_valid else 404


def page(values: dict[str, str], problems: list[Shown], *, is_valid: bool) -> str:
    """The set-up page."""
    values = {**dict.fromkeys(FIELDS, ""), **values}
    return render_template("setup.html", values=values, problems=problems, is_valid=is_valid)


@blueprint.post("/setup/<string:token>")
@permissions.open_page
def finish(token: str) -> ResponseReturnValue:
    """Use up the link: a unit, its first person with both roles, signed in."""
    connection = current.connection()
    if not accounts.is_setup_open(connection, token):
        return page({}, [], is_valid=False), 404
    values, problems = typed(FIELDS)
    new = request.form.get("password", "")
    owner = Owner(account=values["account"], name=values["name"], unit=values["unit"])
    problems += sign_in.new_password_problems(new, owner)
    if problems:
        return page(values, problems, is_valid=True), 422
    try:
        is_done = first_administrator(token, values, passwords.hashed(new))
    except people.AccountTaken:
        return page(values, [shown("account", "这个账号已经有人用了，请换一个")], is_valid=True), 422
    if not is_done:
        return page({}, [], is_valid=False), 404
    found = people.by_account(connection, values["account"])
    if found is not None:
        sign_in.begin(found)
    flash("管理员账号已建好，现在可以新建报告", "ok")
    return redirect(url_for("sign_in.home"), code=303)


def typed(fields: dict[str, tuple[str, int]]) -> tuple[dict[str, str], list[Shown]]:
    """The short texts of the form on one line each, and what is wrong with them."""
    values, problems = {}, []
    for name, (label, most) in fields.items():
        values[name] = request.form.get(name, "")
        try:
            if name == "account":
                values[name] = accounts.given_account(label, values[name])
            else:
                values[name] = accounts.given(label, values[name], most, may_be_empty=name == "position")
        except accounts.Refused as refused:
            problems.append(shown(name, str(refused)))
    return values, problems


def first_administrator(token: str, values: dict[str, str], password_hash: str) -> bool:
    """Keep unit and person and use up the link, all or nothing; False where somebody was faster."""
    connection = current.connection()
    with database.transaction(connection):
        if people.has_administrator(connection) or not setup_links.use(connection, token):
            return False
        unit_id = units.add(connection, values["unit"])
        person_id = people.add(
            connection,
            unit_id,
            account=values["account"],
            name=values["name"],
            position=values["position"],
            password_hash=password_hash,
            must_change_password=False,
        )
        for role in FIRST_ROLES:
            people.grant(connection, unit_id, person_id, role)
        current.audit("setup", by={"id": person_id, "unit_id": unit_id})
    return True
