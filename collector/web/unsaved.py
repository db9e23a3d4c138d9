"""What was typed on a page and could not be kept, shown so that nobody loses it. Keeps nothing."""

from collections.abc import Iterable, Mapping

from flask import render_template
from flask.typing import ResponseReturnValue

from collector.statement.states import Typed
from collector.web import conflicts, current, drafts, merging, writing
from collector.web.drafts import Draft


def page(draft: Draft, message: str, texts: Iterable[tuple[str, str]]) -> ResponseReturnValue:
    """The message, and the texts under what they are called, to be read and copied; 403."""
    current.audit("change_refused", subject=f"statement {draft.id}", result="refused")
    shown = [(label, text) for label, text in texts if text]
    return render_template("unsaved.html", message=message, texts=shown, title=draft.title, id=draft.id), 403


def typed(statement_id: int, sent: merging.Save, locked: writing.Locked) -> ResponseReturnValue:
    """The page of a section that was sent when nothing of its statement was to be changed any more."""
    draft = drafts.own(statement_id)
    return page(draft, str(locked), labelled(draft, drafts.apart_from_kept(sent, draft.kept)))


def labelled(draft: Draft, answers: Mapping[str, Typed | None]) -> list[tuple[str, str]]:
    """Typed answers as texts, each with its question's label."""
    questions = draft.definition.questions
    return [
        (questions[name].label, conflicts.text(merging.as_json(typed))) for name, typed in answers.items()
    ]
