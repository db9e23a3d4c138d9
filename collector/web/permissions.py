"""Who may open which page: the one place that decides. A view without a mark here is refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue

from collector.store import sessions
from collector.web import current, resuming
from collector.web.current import Person

View = TypeVar("View", bound=Callable[..., Any])

OPEN, SIGNED_IN = "open", "signed_in"
ROLES = ("official", "administrator")
# Files of the program itself, the same for everybody.
OPEN_ENDPOINTS = frozenset({"static"})
# What somebody with a one-time password can do before choosing their own.
WITH_ONE_TIME_PASSWORD = frozenset(
    {"sign_in.password", "sign_in.change_password", "sign_in.leave", "guide.show"}
)
# A form that strangers fill in is small; the largest carries a page that was written while a session ended.
LARGEST_OPEN_FORM = 1024 * 1024
SIGN_IN = "sign_in.show"


def role(name: str) -> Callable[[View], View]:
    """Mark a view as for people with this role."""
    if name not in ROLES:
        raise ValueError(f"no such role: {name}")
    return lambda view: _marked(view, name)


def signed_in(view: View) -> View:
    """Mark a view as for everybody who is signed in."""
    return _marked(view, SIGNED_IN)


def open_page(view: View) -> View:
    """Mark a view as open to strangers."""
    return _marked(view, OPEN)


def _marked(view: View, needed: str) -> View:
    if hasattr(view, "needs"):
        raise ValueError(f"{view.__name__} already has a permission")
    view.needs = needed  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    """Ask before every request."""
    app.before_request(guard)


def guard() -> ResponseReturnValue | None:
    """Let the request through, send a stranger to sign in, or refuse with 403."""
    if request.endpoint in OPEN_ENDPOINTS:
        return None
    g.person = _person()
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    needed = getattr(view, "needs", None)
    if needed == OPEN:
        request.max_content_length = LARGEST_OPEN_FORM
        return None
    if g.person is None:
        return _to_sign_in()
    if g.person.must_change_password and request.endpoint not in WITH_ONE_TIME_PASSWORD:
        return redirect(url_for("sign_in.password"), code=303)
    if needed != SIGNED_IN and needed not in g.person.roles:
        current.audit("permission_refused", subject=request.endpoint, result="refused")
        abort(403)
    return None


def _person() -> Person | None:
    token = session.get("token")
    if not isinstance(token, str):
        return None
    found = sessions.person(current.connection(), token)
    return Person(**found) if found else None


def _to_sign_in() -> ResponseReturnValue:
    where = request.path if request.method in ("GET", "HEAD") or _is_shown() else ""
    if "token" in session:
        session.pop("token")
        request.max_content_length = LARGEST_OPEN_FORM
        kept = resuming.posted() if where and request.method == "POST" else ""
        if kept:
            flash("登录已过期。刚才填写的内容还在，登录后继续保存", "note")
            return render_template("sign-in.html", account="", next=where, kept=kept, problems=[]), 403
        flash("登录已过期，请重新登录", "note")
    return redirect(url_for(SIGN_IN, next=where or None), code=303)


def _is_shown() -> bool:
    """Whether what was posted to is a page as well."""
    adapter = request_ctx.url_adapter
    return adapter is not None and adapter.test(request.path, method="GET")
