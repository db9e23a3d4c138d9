"""What was posted where it could not be saved: carried through signing in, then sent again by its author.

Half an hour of writing is half an hour without a request, so the longest texts would be lost otherwise.
"""

from urllib.parse import parse_qs, parse_qsl, urlencode

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer

# The hidden field of the sign-in form that holds the other form's fields as one text.
FIELD = "kept"
# The hidden field of a form worth carrying: who its page was shown to, signed, so that no other site has it.
AUTHOR = "author"
# The hidden field of a form that is sent once more after signing in; no question's name has a hyphen.
RESUMED = "after-sign-in"
# Hidden fields that say what a text is about: where nothing else was filled in, nothing was typed.
ABOUT = frozenset({AUTHOR, RESUMED, "question", "seen", "back", "with", "now", "show"})


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="collector.author")


def signed(person_id: int) -> str:
    """The value of the field `author` on a page shown to this person."""
    return _signer().dumps(person_id)


def author(text: str) -> int | None:
    """The person's id in a value that `signed` made; None for any other text."""
    try:
        found = _signer().loads(text)
    except BadSignature:
        return None
    return found if isinstance(found, int) else None


def sender() -> int | None:
    """Who wrote the form of this request, by its field `author`; None where it is none of our pages'."""
    if request.method != "POST" or AUTHOR not in request.form or not is_shown():
        return None
    return author(request.form[AUTHOR])


def posted() -> str:
    """The fields of this request as one text; nothing where its form is none of our pages', or is empty."""
    pairs = [pair for pair in request.form.items(multi=True) if pair[0] not in ("csrf_token", RESUMED)]
    is_empty = not any(value.strip() for name, value in pairs if name not in ABOUT)
    return "" if is_empty or sender() is None else urlencode(pairs)


def is_resumed() -> bool:
    """Whether this form was typed before signing in, and is sent once more."""
    return RESUMED in request.form


def is_shown() -> bool:
    """Whether what was posted to is a page as well."""
    adapter = request_ctx.url_adapter
    return adapter is not None and adapter.test(request.path, method="GET")


def author_of(kept: str) -> int | None:
    """Who wrote the fields in this text."""
    return author(parse_qs(kept).get(AUTHOR, [""])[0])


def page(address: str, kept: str, person_id: int, status: int = 200) -> ResponseReturnValue:
    """A form with the fields, to be sent by their author to where they were going; nothing for others."""
    if author_of(kept) != person_id:
        return not_theirs()
    fields = [*parse_qsl(kept, keep_blank_values=True), (RESUMED, "1")]
    return render_template("resume.html", address=address, fields=fields), status


def not_theirs() -> ResponseReturnValue:
    """On to their own first page, with a word that somebody else's text was left behind."""
    flash("刚才填写的内容是另一个人的，没有保存", "note")
    return redirect(url_for("sign_in.home"), code=303)
