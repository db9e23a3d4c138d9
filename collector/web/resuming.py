"""What was posted after a session had ended: carried through signing in, then sent again by its author.

Half an hour of writing is half an hour without a request, so the longest texts would be lost otherwise.
"""

from urllib.parse import parse_qsl, urlencode

from flask import current_app, render_template, request
from flask_wtf.csrf import CSRFError

# The hidden field of the sign-in form that holds the other form's fields as one text.
FIELD = "kept"


def posted() -> str:
    """The fields of this request as one text; nothing where the CSRF token is not this browser's."""
    try:
        current_app.extensions["csrf"].protect()
    except CSRFError:
        return ""
    return urlencode([pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"])


def page(address: str, kept: str) -> str:
    """A form with the fields, to be sent to where they were going."""
    return render_template("resume.html", address=address, fields=parse_qsl(kept, keep_blank_values=True))
