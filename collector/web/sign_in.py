"""Signing in and out, and choosing a password."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from collector import passwords
from collector.passwords import Owner
from collector.store import attempts, database, people, sessions
from collector.store.database import Row
from collector.web import current, errors, permissions, presentation, resuming
from collector.web.problems import Shown, shown

blueprint = Blueprint("sign_in", __name__)

WRONG = "账号或密码不对"


@blueprint.get("/")
@permissions.signed_in
def home() -> ResponseReturnValue:
    """Where somebody's work begins."""
    return redirect(first_page(), code=303)


def first_page() -> str:
    """The statements of whoever writes any, a reviewer's desk, an administrator's people, or the guide."""
    person = current.signed_in()
    if person is None or person.is_official or person.is_clerk:
        return url_for("statements.index")
    if person.is_reviewer:
        return url_for("desk.index")
    return url_for("people.index" if person.is_administrator else "guide.show")


@blueprint.get("/sign-in")
@permissions.open_page
def show() -> ResponseReturnValue:
    """The sign-in page."""
    if current.signed_in():
        return redirect(first_page(), code=303)
    return page(account="", problems=[])


def page(*, account: str, problems: list[Shown]) -> str:
    """The page, with the way on and what is to be saved there kept."""
    return render_template(
        "sign-in.html",
        account=account,
        next=own_path(request.values.get("next")),
        kept=request.form.get(resuming.FIELD, ""),
        problems=problems,
    )


@blueprint.post("/sign-in")
@permissions.open_page
def enter() -> ResponseReturnValue:
    """Check account and password; the answer and its time say nothing about which accounts exist."""
    account, password = request.form.get("account", ""), request.form.get("password", "")
    connection, address = current.connection(), current.address()
    with database.transaction(connection):
        seconds = attempts.blocked(connection, account, address)
        if not seconds:
            attempts.record(connection, account, address)
    if seconds:
        current.audit("sign_in_failed", result="throttled")
        message = f"尝试次数过多，请 {presentation.wait(seconds)}后再试"
        return page(account=account, problems=[shown("account", message)]), 429, {"Retry-After": str(seconds)}
    found = people.by_account(connection, account)
    is_right = passwords.is_right(found["password_hash"] if found else None, password)
    if found is None or not is_right or found["disabled_at"]:
        current.audit("sign_in_failed", by=found, result="refused")
        return page(account=account, problems=[shown("account", WRONG)]), 422
    attempts.forget(connection, account, address)
    begin(found)
    current.audit("sign_in", by=found)
    way_on, kept = own_path(request.form.get("next")), request.form.get(resuming.FIELD)
    if way_on and kept:
        return resuming.page(way_on, kept, found["id"])
    return redirect(way_on or url_for("sign_in.home"), code=303)


@blueprint.errorhandler(CSRFError)
def expired(error: CSRFError) -> ResponseReturnValue:
    """Keep what the sign-in page carries where signing in elsewhere has made its token void."""
    way_on, kept = own_path(request.form.get("next")), request.form.get(resuming.FIELD, "")
    person = current.signed_in()
    if not way_on or resuming.author_of(kept) is None:
        return errors.page(error)
    if person is None:
        return page(account="", problems=[shown("account", "页面已过期，请再登录一次")]), 400
    return resuming.page(way_on, kept, person.id, status=400)


def begin(person: Row) -> None:
    """Open a session with a token of its own; whatever the browser held before is void."""
    connection = current.connection()
    if isinstance(session.get("token"), str):
        sessions.end(connection, session["token"])
    session.clear()
    # The new session gets a new CSRF token as well.
    g.pop("csrf_token", None)
    session["token"] = sessions.open(connection, person["id"], address=current.address())
    g.person = permissions.holder()


@blueprint.post("/sign-out")
@permissions.signed_in
def leave() -> ResponseReturnValue:
    """End the session here and on the server."""
    sessions.end(current.connection(), session["token"])
    current.audit("sign_out")
    session.clear()
    flash("已退出", "ok")
    return redirect(url_for("sign_in.show"), code=303)


@blueprint.get("/password")
@permissions.signed_in
def password() -> str:
    """The page to choose a password."""
    return password_page([])


def password_page(problems: list[Shown]) -> str:
    """The page; passwords are never shown again."""
    return render_template(
        "password.html", problems=problems, is_forced=current.person().must_change_password, values={}
    )


@blueprint.post("/password")
@permissions.signed_in
def change_password() -> ResponseReturnValue:
    """Replace the password, against the old one; every other session ends."""
    person, connection = current.person(), current.connection()
    row = people.one(connection, person.unit_id, person.id)
    old, new = request.form.get("current", ""), request.form.get("password", "")
    problems = []
    if row is None or not passwords.is_right(row["password_hash"], old):
        problems.append(shown("current", "现在的密码不对"))
    problems += new_password_problems(
        new, Owner(account=person.account, name=person.name, unit=person.unit_name)
    )
    if new == old and not problems:
        problems.append(shown("password", "新密码不能与现在的密码相同"))
    if problems or row is None:
        return password_page(problems), 422
    with database.transaction(connection):
        people.set_password(connection, person.id, passwords.hashed(new))
        current.audit("password_changed")
    begin(row)
    flash("密码已修改", "ok")
    return redirect(url_for("sign_in.home"), code=303)


def new_password_problems(new: str, owner: Owner) -> list[Shown]:
    """What is wrong with a chosen password, and with typing it twice (`password`, `password_again`)."""
    if not new:
        return [shown("password", "请填写新密码")]
    found = [shown("password", message) for message in passwords.problems(new, owner)]
    if not found and request.form.get("password_again", "") != new:
        found.append(shown("password_again", "两次输入的密码不一样"))
    return found


def own_path(text: str | None) -> str:
    """`text` where it is a path of this service, otherwise nothing: never a way to another host."""
    text = text or ""
    is_plain = text.isprintable() and "\\" not in text and text.startswith("/") and not text.startswith("//")
    if not is_plain:
        return ""
    parts = urlsplit(text)
    return text if not parts.scheme and not parts.netloc else ""
