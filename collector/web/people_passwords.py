"""New one-time passwords for all who never signed in: theirs got lost before they were handed out."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from collector import passwords, rosters
from collector.store import database, people, people_lists
from collector.web import current, people_import, permissions, scope

blueprint = Blueprint("people_passwords", __name__)


@blueprint.post("/people/new-passwords")
@permissions.role("administrator")
def renew() -> ResponseReturnValue:
    """Give everybody of a unit and below who never signed in a new password, shown this once."""
    connection, listed = current.connection(), scope.units()
    unit_id = scope.chosen(request.form, listed) or current.person().unit_id
    waiting = people_lists.never_signed_in(connection, unit_id)
    if not 0 < len(waiting) <= rosters.MOST:
        flash(refusal(len(waiting)), "bad")
        return redirect(url_for("people.index"), code=303)
    given = {each["id"]: passwords.one_time() for each in waiting}
    # Hashed before other writers have to wait.
    hashes = {person_id: passwords.hashed_one_time(password) for person_id, password in given.items()}
    with database.transaction(connection):
        # Whoever came in meanwhile keeps the password.
        there = [each for each in people_lists.never_signed_in(connection, unit_id) if each["id"] in given]
        for each in there:
            people.set_password(connection, each["id"], hashes[each["id"]], must_change_password=True)
            current.audit("password_replaced", subject=f"person {each['id']}")
    paths = {each["id"]: each["path"] for each in listed}
    shown = [
        {
            "unit": paths[each["unit_id"]],
            "name": each["name"],
            "account": each["account"],
            "password": given[each["id"]],
        }
        for each in there
    ]
    return people_import.passwords_page(f"已为 {len(shown)} 人重发一次性密码", shown)


def refusal(count: int) -> str:
    """Why nobody gets a new password."""
    if not count:
        return "没有尚未登录的人，没有重发"
    return f"尚未登录的有 {count} 人，一次最多 {rosters.MOST} 人，请先按单位查找，再重发"
