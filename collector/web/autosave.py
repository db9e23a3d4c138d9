"""A section saved by its own page: what changed comes as JSON, and what the page has to show goes back."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import MultiDict

from collector.statement import forms
from collector.statement.vocabulary import Section
from collector.web import (
    conflicts,
    current,
    drafts,
    merging,
    permissions,
    presentation,
    progress,
    resuming,
    sections,
    security,
    sheets,
    writing,
)
from collector.web.drafts import Saved

blueprint = Blueprint("autosave", __name__)

KEY = re.compile(r"[A-Za-z0-9_.-]{1,64}")


@dataclass(frozen=True, kw_only=True)
class Body:
    """What a page sends: the changed questions, and their controls as a form would send them."""

    key: str
    page: str
    seen: str
    questions: tuple[str, ...]
    fields: MultiDict[str, str]
    is_explicit: bool


@blueprint.post("/statements/<int:statement_id>/<string:section>/autosave")
@permissions.role("official", "clerk")
def save(statement_id: int, section: str) -> ResponseReturnValue:
    """Keep what changed; 409 where some of it was changed on another page too, the rest is kept.

    403 `locked` where nothing of the statement is to be changed any more.
    """
    statement, definition = drafts.own_row(statement_id)
    found = drafts.section_of(definition, section)
    body = body_of(request.get_json())
    asked = [question for question in found.asked if question.name in body.questions]
    bound = forms.form_of(asked, {}, body.fields)
    posted = {**body.fields.to_dict(), "page": body.page, "seen": body.seen}
    sent = merging.sent(posted, forms.typed_answers(bound))
    saved = drafts.save(statement, definition, sent, is_explicit=body.is_explicit, key=body.key)
    progress.mark_finished(saved.draft, found, body.fields)
    refused = {**dict.fromkeys(saved.unsaved, writing.RETURNED), **sections.refusals(bound, saved)}
    # Half as long as with every character escaped.
    said = json.dumps(answer(saved, found, refused), ensure_ascii=False, separators=(",", ":"))
    return Response(said, 409 if saved.conflicts else 200, mimetype="application/json")


def body_of(given: Any) -> Body:
    """The body of a request; 400 where it is none of our pages', 413 where it is too large for one."""
    if not isinstance(given, dict):
        abort(400)
    key, page, seen = (given.get(name, "") for name in ("key", "page", "seen"))
    questions, fields = given.get("questions", []), given.get("fields", [])
    is_text = all(isinstance(each, str) for each in (key, page, seen))
    if not is_text or not KEY.fullmatch(key) or not is_list_of(questions, str) or not is_pairs(fields):
        abort(400)
    if len(fields) > security.MOST_FIELDS:
        abort(413)
    return Body(
        key=key,
        page=page,
        seen=seen,
        questions=tuple(questions),
        fields=MultiDict(map(tuple, fields)),
        is_explicit=given.get("is_explicit") is True,
    )


def is_list_of(given: Any, kind: type) -> bool:
    """Whether it is a list that holds nothing else."""
    return isinstance(given, list) and all(isinstance(each, kind) for each in given)


def is_pairs(given: Any) -> bool:
    """Whether it is a list of pairs of texts."""
    return is_list_of(given, list) and all(len(each) == 2 and is_list_of(each, str) for each in given)


def answer(saved: Saved, section: Section, refused: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows after a save: its messages, the sections' states, the sheet, and what was not kept.

    `seen` has the questions that are kept as sent; `replaced` names those that are kept otherwise, as chosen.
    """
    draft, sent = saved.draft, saved.sent
    problems = sections.problems_in(draft, section)
    wrong = sections.messages_of(problem for problem in problems if not problem.missing)
    there = {name: kept.value for name, kept in draft.kept.items()}
    settled = {
        name: merging.as_json(typed) for name, typed in sent.typed.items() if name not in saved.conflicts
    }
    as_sent = [name for name, value in settled.items() if value == there.get(name)]
    return {
        "saved_at": f"{datetime.now(presentation.SHANGHAI):%H:%M}",
        "seen": merging.written(draft.kept, as_sent),
        "sheet": sheets.html(draft, section),
        "messages": wrong | {name: [message] for name, message in refused.items()},
        "open": [problem.question.name for problem in problems if problem.missing],
        "notes": sections.notes(draft, section),
        "warnings": sections.warnings_at(draft, section),
        "sections": [
            {name: each[name] for name in ("name", "state", "label")}
            for each in progress.sections(draft, section)
        ],
        "missing": draft.missing,
        "findings": draft.findings,
        "conflicts": conflicts.boxes(saved),
        "replaced": [name for name in settled if name not in as_sent],
        "refused": [name for name in refused if name not in saved.conflicts],
    }


@blueprint.get("/session-token")
@permissions.signed_in
def session_token() -> ResponseReturnValue:
    """Who is signed in, and the token of their session: for a page whose own session has ended."""
    return jsonify(person=resuming.signed(current.person().id), csrf_token=generate_csrf())
