"""The people of an administrator's units: the list, a new one, changes, passwords, shutting out."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector import accounts, passwords
from collector.store import database, people, people_lists
from collector.store.database import Row
from collector.store.people_lists import Filter
from collector.web import clerks, current, permissions, scope, setup
from collector.web.problems import Shown, shown

blueprint = Blueprint("people", __name__)

FIELDS = {"name": ("姓名", 20), "position": ("职务", 40), "account": ("登录账号", 40)}
ON_A_PAGE = 100
LONGEST_SEARCH = 40
OWN_ROLES = "不能改自己的角色，请由另一位管理员办理；只有您一位管理员的，请先添加一位"


@blueprint.get("/people")
@permissions.role("administrator")
def index() -> str:
    """Everybody in the units, or those whom the filter lets through."""
    return page(None)


def page(new_password: dict[str, str] | None) -> str:
    """The list, with a one-time password that is shown this once."""
    connection, units = current.connection(), scope.units()
    wanted = {name: request.args.get(name, "").strip() for name in ("text", "unit", "role", "state")}
    wanted = {name: value if is_choice(name, value) else "" for name, value in wanted.items()}
    found = Filter(
        unit_id=scope.chosen(wanted, units) or current.person().unit_id,
        text=wanted["text"],
        role=wanted["role"],
        state=wanted["state"],
    )
    count = people_lists.count(connection, found)
    pages = max(1, -(-count // ON_A_PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    listed = people_lists.listed(connection, found, most=ON_A_PAGE, skip=(number - 1) * ON_A_PAGE)
    paths = {each["id"]: each["path"] for each in units}
    return render_template(
        "people.html",
        people=[line(row, paths) for row in listed],
        count=count,
        page=number,
        pages=pages,
        link=f"{url_for('people.index')}?{urlencode({**wanted, 'page': ''})}",
        units=units,
        role_labels=accounts.ROLE_LABELS,
        wanted=wanted,
        is_filtered=any(wanted.values()),
        new_password=new_password,
        waiting=len(people_lists.never_signed_in(connection, found.unit_id)),
        chosen_unit=paths[found.unit_id],
    )


def is_choice(name: str, value: str) -> bool:
    """Whether a filter can be asked for; anything else leaves nobody out."""
    if name == "role":
        return value in accounts.ROLE_LABELS
    return value in people_lists.STATES if name == "state" else len(value) <= LONGEST_SEARCH


def line(row: dict[str, Any], paths: dict[int, str]) -> dict[str, Any]:
    """What the list says of a person."""
    return {
        **row,
        "unit_path": paths[row["unit_id"]],
        "roles_label": accounts.roles_label(row["roles"]),
        "is_disabled": row["disabled_at"] is not None,
    }


@blueprint.get("/people/new")
@permissions.role("administrator")
def new() -> str:
    """The form for a new person."""
    values = {"unit": str(current.person().unit_id), "roles": ["official"]}
    return form_page({**dict.fromkeys(FIELDS, ""), **values}, [])


def form_page(values: dict[str, Any], problems: list[Shown], row: Row | None = None) -> str:
    """The form with what was typed, for a new person or the one of the row."""
    return render_template(
        "person.html",
        row=row,
        values=values,
        problems=problems,
        units=scope.units(),
        sides=clerks.sides(row) if row else [],
        own_roles=own_roles(row),
    )


def own_roles(row: Row | None) -> list[tuple[str, str]]:
    """The roles that administrators see on their own form, where they can't change them: name and label."""
    person = current.person()
    if row is None or row["id"] != person.id:
        return []
    return [(role, label) for role, label in accounts.ROLE_LABELS.items() if role in person.roles]


def typed(fields: dict[str, tuple[str, int]]) -> tuple[dict[str, Any], list[Shown]]:
    """What the form says of a person, and what is wrong with it; `unit_id` is None where none was chosen."""
    texts, problems = setup.typed(fields)
    values: dict[str, Any] = {**texts, "unit": request.form.get("unit", "")}
    values["unit_id"] = scope.chosen(request.form, scope.units())
    values["roles"] = [role for role in people.ROLES if role in request.form.getlist("roles")]
    if values["unit_id"] is None:
        problems.append(shown("unit", "请选择单位"))
    if not values["roles"]:
        problems.append(shown("roles", "请至少选择一个角色"))
    return values, problems


@blueprint.post("/people/new")
@permissions.role("administrator")
def create() -> ResponseReturnValue:
    """Keep the person with a one-time password, which is shown once."""
    values, problems = typed(FIELDS)
    if problems:
        return form_page(values, problems), 422
    connection, password = current.connection(), passwords.one_time()
    password_hash = passwords.hashed(password)
    try:
        with database.transaction(connection):
            accounts.add_to_unit(
                connection,
                values["unit_id"],
                account=values["account"],
                name=values["name"],
                position=values["position"],
                roles=values["roles"],
                password_hash=password_hash,
                by=current.person().id,
                address=current.address(),
            )
    except accounts.Refused as refused:
        return form_page(values, [shown("account", str(refused))]), 422
    return page({"account": people.account_key(values["account"]), "password": password})


@blueprint.get("/people/<int:person_id>")
@permissions.role("administrator")
def show(person_id: int) -> str:
    """The form with a person."""
    row = scope.person(person_id)
    roles = people.roles_of(current.connection(), row["unit_id"], person_id)
    return form_page({**row, "unit": str(row["unit_id"]), "roles": sorted(roles)}, [], row)


@blueprint.post("/people/<int:person_id>")
@permissions.role("administrator")
def change(person_id: int) -> ResponseReturnValue:
    """Keep the person's name, position, unit and roles."""
    row = scope.person(person_id)
    values, problems = typed({name: FIELDS[name] for name in ("name", "position")})
    if person_id == current.person().id:
        problems += own_problems(row, values)
    if problems:
        return form_page({**row, **values}, problems, row), 422
    connection = current.connection()
    try:
        with database.transaction(connection):
            keep(row, values)
    except people.HasStatements:
        message = f"{row['name']}在现在的单位已有报告，报告归原单位，不能调到别的单位"
        return form_page({**row, **values}, [shown("unit", message)], row), 422
    flash(f"已保存{values['name']}", "ok")
    return redirect(url_for("people.index"), code=303)


def own_problems(row: Row, values: dict[str, Any]) -> list[Shown]:
    """What administrators can't do to themselves: lock themselves out, or give themselves a role."""
    found = []
    if values["unit_id"] not in (None, current.person().unit_id):
        found.append(shown("unit", "不能把自己调到别的单位，请由上级单位的管理员办理"))
    if set(values["roles"]) != people.roles_of(current.connection(), row["unit_id"], row["id"]):
        found.append(shown("roles", OWN_ROLES))
    return found


def keep(row: Row, values: dict[str, Any]) -> None:
    """Keep what is new, each with its line in the audit. Call it in a transaction. Raises HasStatements."""
    connection, person_id, unit_id = current.connection(), row["id"], row["unit_id"]
    if (values["name"], values["position"]) != (row["name"], row["position"]):
        people.change(connection, unit_id, person_id, name=values["name"], position=values["position"])
        current.audit("person_changed", subject=f"person {person_id}")
    before, after = people.roles_of(connection, unit_id, person_id), set(values["roles"])
    for role in before - after:
        people.revoke(connection, unit_id, person_id, role)
        current.audit("role_revoked", subject=f"person {person_id} {role}")
    for role in after - before:
        people.grant(connection, unit_id, person_id, role)
        current.audit("role_granted", subject=f"person {person_id} {role}")
    if values["unit_id"] != unit_id:
        people.move(connection, unit_id, person_id, values["unit_id"])
        current.audit("person_moved", subject=f"person {person_id} to unit {values['unit_id']}")


@blueprint.post("/people/<int:person_id>/new-password")
@permissions.role("administrator")
def new_password(person_id: int) -> ResponseReturnValue:
    """Give a new one-time password, shown once; every session of the person ends."""
    row, connection, administrator = scope.person(person_id), current.connection(), current.person()
    password = accounts.replace_password(
        connection, row["unit_id"], row["id"], by=administrator.id, address=current.address()
    )
    return page({"account": row["account"], "password": password})


@blueprint.post("/people/<int:person_id>/disable")
@permissions.role("administrator")
def disable(person_id: int) -> ResponseReturnValue:
    """Shut a person out at once; nobody shuts out themselves."""
    row, connection = scope.person(person_id), current.connection()
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
    row, connection = scope.person(person_id), current.connection()
    with database.transaction(connection):
        people.enable(connection, row["unit_id"], row["id"])
        current.audit("person_enabled", subject=f"person {person_id}")
    flash(f"已恢复{row['name']}的账号", "ok")
    return redirect(url_for("people.index"), code=303)
