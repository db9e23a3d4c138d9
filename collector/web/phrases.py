"""The list of phrases, for administrators: what reports may say in which years, and what is written wrong."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector import accounts
from collector.statement import phrases
from collector.store import database
from collector.store import phrases as kept_phrases
from collector.store.database import Row
from collector.web import current, permissions
from collector.web.problems import Shown, shown

blueprint = Blueprint("phrases", __name__)

# field -> (label, most characters)
FIELDS = {"text": ("提法", phrases.LONGEST), "suggestion": ("建议写法", 60), "note": ("说明", 200)}
YEARS = {"valid_from": "起始年度", "valid_to": "截止年度"}
# Which field a mistake of `phrases.mistakes_of` belongs to, by its first words.
PLACES = {"类别": "kind", "年份": "valid_from", "起始": "valid_from"}


@blueprint.get("/phrases")
@permissions.role("administrator")
def index() -> str:
    """The list, or those of a kind and with a text in them."""
    kind, text = request.args.get("kind", ""), request.args.get("text", "").strip()[: phrases.LONGEST]
    listed = kept_phrases.all(current.connection())
    found = [
        line(row)
        for row in listed
        if kind in ("", row["kind"]) and (text in row["text"] or text in row["suggestion"])
    ]
    return render_template(
        "phrases.html", phrases=found, total=len(listed), kinds=phrases.KINDS, kind=kind, text=text
    )


def line(row: Row) -> dict[str, Any]:
    """What the list says of a phrase."""
    begins, ends = row["valid_from"], row["valid_to"]
    years = f"{begins or ''}—{ends or ''}" if begins or ends else ""
    if begins and begins == ends:
        years = str(begins)
    return {
        **row,
        "kind_label": phrases.KINDS.get(row["kind"], row["kind"]),
        "years": "都不用" if row["kind"] == "wording" else years,
        "is_own": row["origin"] == "own",
    }


@blueprint.get("/phrases/new")
@permissions.role("administrator")
def new() -> str:
    """The form for a new phrase."""
    return page({}, [])


@blueprint.post("/phrases/new")
@permissions.role("administrator")
def create() -> ResponseReturnValue:
    """Keep a new phrase."""
    values, problems = typed(None)
    if problems:
        return page(values, problems), 422
    connection = current.connection()
    with database.transaction(connection):
        phrase_id = kept_phrases.add(connection, **values)
        current.audit("phrase_added", subject=f"phrase {phrase_id}")
    return back(f"已添加：{values['text']}")


@blueprint.get("/phrases/<int:phrase_id>")
@permissions.role("administrator")
def show(phrase_id: int) -> str:
    """The form with a phrase."""
    return page(dict(one(phrase_id)), [], phrase_id)


@blueprint.post("/phrases/<int:phrase_id>")
@permissions.role("administrator")
def change(phrase_id: int) -> ResponseReturnValue:
    """Keep what was changed."""
    one(phrase_id)
    values, problems = typed(phrase_id)
    if problems:
        return page(values, problems, phrase_id), 422
    connection = current.connection()
    with database.transaction(connection):
        kept_phrases.change(connection, phrase_id, **values)
        current.audit("phrase_changed", subject=f"phrase {phrase_id}")
    return back(f"已修改：{values['text']}")


@blueprint.post("/phrases/<int:phrase_id>/remove")
@permissions.role("administrator")
def remove(phrase_id: int) -> ResponseReturnValue:
    """Take a phrase off the list."""
    row, connection = one(phrase_id), current.connection()
    with database.transaction(connection):
        kept_phrases.remove(connection, phrase_id)
        current.audit("phrase_removed", subject=f"phrase {phrase_id}")
    return back(f"已移除：{row['text']}")


def one(phrase_id: int) -> Row:
    """A phrase of the list; 404 where there is none."""
    return kept_phrases.one(current.connection(), phrase_id) or abort(404)


def back(message: str) -> ResponseReturnValue:
    """The list, with what was done."""
    flash(message, "ok")
    return redirect(url_for("phrases.index"), code=303)


def page(values: dict[str, Any], problems: list[Shown], phrase_id: int | None = None) -> str:
    """The form with what was typed."""
    return render_template(
        "phrase.html", values=values, problems=problems, kinds=phrases.KINDS, phrase_id=phrase_id
    )


def typed(phrase_id: int | None) -> tuple[dict[str, Any], list[Shown]]:
    """The phrase in the form, and what is wrong with it. `phrase_id` is the one that is changed."""
    values: dict[str, Any] = {"kind": request.form.get("kind", "")}
    problems = []
    for name, (label, most) in FIELDS.items():
        values[name] = request.form.get(name, "")
        try:
            values[name] = accounts.given(label, values[name], most, may_be_empty=name != "text")
        except accounts.Refused as refused:
            problems.append(shown(name, str(refused)))
    for name in YEARS:
        year = request.form.get(name, "").strip()
        values[name] = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else year or None
    if not problems:
        problems = [shown(place(mistake), mistake) for mistake in phrases.mistakes_of(values)]
    if not problems and is_known(values["text"], phrase_id):
        problems = [shown("text", f"已有“{values['text']}”这一条")]
    return values, problems


def place(mistake: str) -> str:
    """The field that a mistake is about."""
    return next((field for begins, field in PLACES.items() if mistake.startswith(begins)), "text")


def is_known(text: str, phrase_id: int | None) -> bool:
    """True where another phrase of the list has this text."""
    listed = kept_phrases.all(current.connection())
    return any(row["text"] == text and row["id"] != phrase_id for row in listed)
