"""The people of a unit, for its administrator."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector import accounts, passwords
from collector.store import database, people
from collector.store.database import Row
from collector.web import current, permissions, setup
from collector.web.problems import Shown, shown

blueprint = Blueprint("people", __name__)

ROLE_LABELS = {"official": "填报人", "administrator": "管理员"}
FIELDS = {"name": ("姓名", 20), "position": ("职务", 40), "account": ("登录账号", 40)}


@blueprint.get("/people")
@permissions.role("administrator")
def index() -> str:
    """Everybody in the unit."""
    return page(None)


def page(new_password: dict[str, str] | None) -> str:
    """The list, with a one-time password that is shown this once."""
    connection, unit_id = current.connection(), current.person().unit_id
    listed = []
    for row in people.in_unit(connection, unit_id):
        roles = people.roles_of(connection, unit_id, row["id"])
        listed.append(
            {
                "id": row["id"],
                "name": row["name"],
                "account": row["account"],
                "position": row["position"],
                "roles_label": "、".join(label for role, label in ROLE_LABELS.items() if role in roles),
                "is_disabled": row["disabled_at"] is not None,
            }
        )
    return render_template("people.html", people=listed, new_password=new_password)


@blueprint.get("/people/new")
@permissions.role("administrator")
def new() -> str:
    """The form for a new person."""
    return new_page({**dict.fromkeys(FIELDS, ""), "roles": ["official"]}, [])


def new_page(values: dict[str, Any], problems: list[Shown]) -> str:
    """The form with what was typed."""
    return render_template("person-new.html", values=values, problems=problems)


@blueprint.post("/people/new")
@permissions.role("administrator")
def create() -> ResponseReturnValue:
    """Keep the person with a one-time password, which is shown once."""
    typed, problems = setup.typed(FIELDS)
    roles = [role for role in permissions.ROLES if role in request.form.getlist("roles")]
    if not roles:
        problems.append(shown("roles", "请至少选择一个角色"))
    values = {**typed, "roles": roles}
    if problems:
        return new_page(values, problems), 422
    connection, administrator, password = current.connection(), current.person(), passwords.one_time()
    password_hash = passwords.hashed(password)
    try:
        with database.transaction(connection):
            accounts.add_to_unit(
                connection,
                administrator.unit_id,
                account=typed["account"],
                name=typed["name"],
                position=typed["position"],
                roles=roles,
                password_hash=password_hash,
                by=administrator.id,
                address=current.address(),
            )
    except accounts.Refused as refused:
        return new_page(values, [shown("account", str(refused))]), 422
    return page({"account": people.account_key(typed["account"]), "password": password})


def in_unit(person_id: int) -> Row:
    """A person of the administrator's own unit; 404 for any other."""
    return people.one(current.connection(), current.person().unit_id, person_id) or abort(404)


@blueprint.post("/people/<int:person_id>/new-password")
@permissions.role("administrator")
def new_password(person_id: int) -> ResponseReturnValue:
    """Give a new one-time password, shown once; every session of the person ends."""
    row, connection, administrator = in_unit(person_id), current.connection(), current.person()
    password = accounts.replace_password(
        connection, row["unit_id"], row["id"], by=administrator.id, address=current.address()
    )
    return page({"account": row["account"], "password": password})


@blueprint.post("/people/<int:person_id>/disable")
@permissions.role("administrator")
def disable(person_id: int) -> ResponseReturnValue:
    """Shut a person out at once; nobody shuts out themselves."""
    row, connection = in_unit(person_id), current.connection()
    if row["id"] == current.person().id:
        flash("不能停用自己的账号", "bad")
        return redirect(url_for("people.index"), code=303)
    with database.transaction(connection):
        people.disable(connection, row["unit_id"], row["id"])
        current.audit("person_disabled", subject=f"person {person_id}")
    flash(f"已停用{row['name']}的账号", "ok")
    return redirect(url_for("people.index"), code=303)


@blueprint.post("/people/<int:person_id>/enable")
@permissions.role("administrator")
def enable(person_id: int) -> ResponseReturnValue:
    """Let a person in again."""
    row, connection = in_unit(person_id), current.connection()
    with database.transaction(connection):
        people.enable(connection, row["unit_id"], row["id"])
        current.audit("person_enabled", subject=f"person {person_id}")
    flash(f"已恢复{row['name']}的账号", "ok")
    return redirect(url_for("people.index"), code=303)
