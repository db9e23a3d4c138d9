"""The report as the page it will be: beside the questions, and whole, to read through and print."""

from typing import Any

from flask import Blueprint, Response, abort, render_template
from markupsafe import Markup

from collector.statement import wording
from collector.statement.vocabulary import Definition, Section
from collector.store import definitions as stored
from collector.web import current, drafts, permissions, statements
from collector.web.drafts import Draft
from collector.word import sheet, sheet_style

blueprint = Blueprint("sheets", __name__)


@blueprint.get("/statements/<int:statement_id>/sheet")
@permissions.role("official", "clerk")
def show(statement_id: int) -> str:
    """The whole report as kept, each blank a link to its question."""
    draft = drafts.own(statement_id)
    return render_template("sheet.html", **shown(draft), **statements.counts(draft))


@blueprint.get("/definitions/<string:version>/sheet.css")
@permissions.signed_in
def style(version: str) -> Response:
    """The styles of a definition's Word template, for its sheet."""
    row = stored.by_hash(current.connection(), version) or abort(404)
    return Response(sheet_style.stylesheet(row["template"]), mimetype="text/css")


def shown(draft: Draft, section: Section | None = None) -> dict[str, Any]:
    """What _sheet.html and sheet.html show: the sheet, and the address of its styles."""
    address = f"/definitions/{draft.definition.hash}/sheet.css"
    return {"sheet": html(draft, section), "sheet_style": address}


def html(draft: Draft, section: Section | None = None) -> Markup:
    """The report's text as kept, with its blanks; those of `section` link to the questions on its page."""
    wrong = {problem.question.name for problem in draft.problems if not problem.missing}
    made = sheet.html(
        current.definitions().template(draft.definition),
        wording.words_of(draft.definition, draft.readings),
        sheet.Tags(links(draft.definition, section), wrong) if wrong else tags(draft.definition, section),
        here=section.questions if section else (),
    )
    # Safe: word.sheet escapes whatever the answers hold.
    return Markup(made)  # noqa: S704


def tags(definition: Definition, section: Section | None) -> sheet.Tags:
    """The tags of a sheet without a mistake, made once for each page of a definition."""
    kept, key = current.service().sheet_tags, (definition.hash, section.name if section else "")
    if key not in kept:
        kept[key] = sheet.Tags(links(definition, section))
    return kept[key]


def links(definition: Definition, section: Section | None) -> dict[str, str]:
    """Where each blank is answered, as seen from a page of the statement: the same for every statement."""
    section_of = definition.section_of
    asked = {name: asked_for(definition, name) for name in definition.questions}
    pages = {each.name: "" if each is section else each.name for each in definition.sections}
    return {name: f"{pages[section_of[where].name]}#f-{where}" for name, where in asked.items()}


def asked_for(definition: Definition, name: str) -> str:
    """The question that somebody answers: itself, or the first one it is computed from."""
    question = definition.questions[name]
    return question.sources[0] if question.sources else name
