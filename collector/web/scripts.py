"""What a page's own script is told when it is refused: a reason as JSON, never a page or a way elsewhere."""

from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from collector.web import current, resuming

# The script waits for the same person to sign in, in another window.
SIGNED_OUT = "signed_out"
SOMEBODY_ELSE = "somebody_else"
# Signed in again elsewhere: a new token is to be had.
OTHER_SESSION = "other_session"
# A one-time password is to be replaced first.
ONE_TIME = "one_time_password"
# The statement is not to be changed any more; what was typed stays on the page.
LOCKED = "locked"
REASONS = {400: "unreadable", 403: "forbidden", 404: "gone", 413: "too_large", 429: "too_often"}
# What a browser asks by itself keeps no session alive: what is sent again, because it was refused, says so.
AGAIN = "X-Again"


def is_asking() -> bool:
    """Whether a script asks, and wants JSON."""
    return request.is_json or request.headers.get("Accept") == "application/json"


def refused(code: int, reason: str, **more: Any) -> ResponseReturnValue:
    """The answer, with its reason."""
    return jsonify(reason=reason, **more), code


def answer(error: HTTPException, incident: str) -> ResponseReturnValue:
    """The answer of an expected error."""
    if isinstance(error, CSRFError):
        return refused(403, SOMEBODY_ELSE if is_somebody_else() else OTHER_SESSION, incident=incident)
    code = error.code or 500
    return refused(code, REASONS.get(code, "failed"), incident=incident)


def is_somebody_else() -> bool:
    """Whether the page that asks was shown to another person than the one signed in now."""
    person, body = current.signed_in(), request.get_json(silent=True)
    given = body.get(resuming.AUTHOR) if isinstance(body, dict) else None
    author = resuming.author(given) if isinstance(given, str) else None
    return person is not None and author not in (None, person.id)
