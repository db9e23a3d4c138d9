"""Who may open which page: the one place that decides. A view without a mark here is refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from collector.store import people, sessions
from collector.web import current, resuming, scripts
from collector.web.current import Person

View = TypeVar("View", bound=Callable[..., Any])

OPEN, SIGNED_IN = "open", "signed_in"
ROLES = people.ROLES
# Files of the program itself, the same for everybody.
OPEN_ENDPOINTS = frozenset({"static"})
# What somebody with a one-time password can do before choosing their own.
WITH_ONE_TIME_PASSWORD = frozenset(
    {"sign_in.password", "sign_in.change_password", "sign_in.leave", "guide.show"}
)
# What a page asks by itself; it keeps no session alive.
QUIET = frozenset({"autosave.session_token"})
# A form that strangers fill in is small; the largest carries a page that was written while a session ended.
LARGEST_OPEN_FORM = 1024 * 1024
SIGN_IN = "sign_in.show"
# SQLite counts no further; a larger number in an address is nobody's.
LARGEST_ID = 2**63 - 1


def role(*names: str) -> Callable[[View], View]:
    """Mark a view as for people with one of these roles."""
    for name in names:
        if name not in ROLES:
            raise ValueError(f"no such role: {name}")
    return lambda view: _marked(view, "|".join(names))


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
    g.person = holder(touch=request.endpoint not in QUIET and scripts.AGAIN not in request.headers)
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    needed = getattr(view, "needs", None)
    if needed == OPEN:
        request.max_content_length = LARGEST_OPEN_FORM
        return None
    if g.person is None:
        return _to_sign_in()
    if resuming.sender() not in (None, g.person.id):
        return resuming.not_theirs()
    if g.person.must_change_password and request.endpoint not in WITH_ONE_TIME_PASSWORD:
        if scripts.is_asking():
            return scripts.refused(403, scripts.ONE_TIME)
        return redirect(url_for("sign_in.password"), code=303)
    if needed != SIGNED_IN and not g.person.roles.intersection((needed or "").split("|")):
        current.audit("permission_refused", subject=request.endpoint, result="refused")
        abort(403)
    if any(isinstance(value, int) and value > LARGEST_ID for value in (request.view_args or {}).values()):
        abort(404)
    return None


def holder(*, touch: bool = True) -> Person | None:
    """Who holds this browser's session, which counts as used where somebody did something: `touch`."""
    token = session.get("token")
    if not isinstance(token, str):
        return None
    found = sessions.person(current.connection(), token, touch=touch)
    return Person(**found) if found else None


def _to_sign_in() -> ResponseReturnValue:
    if scripts.is_asking():
        # The cookie stays as it is: it may be a new one by the time this answer arrives.
        return scripts.refused(403, scripts.SIGNED_OUT)
    where = request.path if request.method in ("GET", "HEAD") or resuming.is_shown() else ""
    request.max_content_length = LARGEST_OPEN_FORM
    had_session = session.pop("token", None) is not None
    # Signing out in another window leaves no token, and what was typed here is still worth keeping.
    if kept := resuming.posted():
        flash("登录已过期，或者已在别处退出。刚才填写的内容还在，登录后继续保存", "note")
        return render_template("sign-in.html", account="", next=where, kept=kept, problems=[]), 403
    if had_session:
        flash("登录已过期，请重新登录", "note")
    return redirect(url_for(SIGN_IN, next=where or None), code=303)
