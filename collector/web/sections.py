"""A section of a statement: the page with its questions, and saving it."""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.form import BaseForm

from collector.statement import answers, forms, readings, rules, warnings
from collector.statement.answers import Problem
from collector.statement.states import Typed
from collector.statement.vocabulary import Question, Section
from collector.web import (
    beside,
    carrying,
    conflicts,
    drafts,
    locked,
    merging,
    permissions,
    progress,
    security,
    sheets,
    statements,
    unsaved,
    writing,
)
from collector.web.drafts import Draft, Saved
from collector.web.problems import shown

blueprint = Blueprint("sections", __name__)


class Field(NamedTuple):
    """What a question's control shows: the typed answer, and what is wrong with it."""

    data: Typed | None
    errors: Sequence[str]


# Punctuation that would read badly between quotation marks.
MARKS = (
    dict.fromkeys("“”‘’", "引号") | dict.fromkeys("《》", "书名号") | dict.fromkeys("。，、；：！", "标点")
)


@blueprint.get("/statements/<int:statement_id>/<string:section>")
@permissions.role("official", "clerk")
def show(statement_id: int, section: str) -> str:
    """The section as kept; what is wrong shows at its question, what is missing does not yet."""
    draft = drafts.own(statement_id)
    found = drafts.section_of(draft.definition, section)
    if locked.is_whole(draft, found):
        return locked.page(draft, found)
    wrong = [problem for problem in problems_in(draft, found) if not problem.missing]
    return page(draft, found, messages_of(wrong))


@blueprint.post("/statements/<int:statement_id>/<string:section>")
@permissions.role("official", "clerk")
def save(statement_id: int, section: str) -> ResponseReturnValue:
    """Keep what was typed, then go on, or show what to do about it."""
    if len(request.form) > security.MOST_FIELDS:
        abort(413)
    statement, definition = drafts.own_row(statement_id)
    found = drafts.section_of(definition, section)
    bound = forms.form(found, {}, request.form)
    sent = merging.sent(request.form, forms.typed_answers(bound))
    try:
        saved = drafts.save(statement, definition, sent)
    except writing.Locked as refused:
        return unsaved.typed(statement_id, sent, refused)
    progress.mark_finished(saved.draft, found, request.form)
    # A question that is not to be changed stands on the page without a field: it is open in what was sent.
    lost = {name: typed for name, typed in saved.unsaved.items() if typed is not None}
    if lost:
        return unsaved.page(saved.draft, writing.RETURNED, unsaved.labelled(saved.draft, lost))
    return after_saving(bound, saved, found)


def after_saving(bound: BaseForm, saved: Saved, found: Section) -> ResponseReturnValue:
    """Go where the form asks to, or show what to do first."""
    statement_id, section = saved.draft.id, found.name
    refused = refusals(bound, saved)
    if carrying.is_asked(request) and not refused:
        return take_over(saved.draft, found)
    added = request.form.get("add")
    if added in found.questions and not refused:
        extra_rows = {added: empty_rows(found.questions[added], saved.draft)}
        return page(saved.draft, found, {}, token=saved.sent.page, extra_rows=extra_rows)
    if request.form.get("then") == "choose" and not refused:
        return redirect(url_for("sections.show", statement_id=statement_id, section=section), code=303)
    if request.form.get("then") == "back" and not refused:
        return redirect(url_for("statements.show", statement_id=statement_id), code=303)
    problems = problems_in(saved.draft, found)
    if not problems and not refused:
        return redirect(way_on(saved.draft, found), code=303)
    messages = messages_of(problems) | {name: [message] for name, message in refused.items()}
    return page(saved.draft, found, messages, token=saved.sent.page, saved=saved), 422


def take_over(draft: Draft, section: Section) -> ResponseReturnValue:
    """Take over what the form asks for, and show the page again."""
    taken = carrying.taking(draft, section, request)
    if taken.values:
        carrying.take(draft, taken)
        flash(f"{taken.note}。原来填的在修改历史里", "ok")
    else:
        flash("没有要沿用的内容", "note")
    anchor = next((f"q-{name}" for name in taken.values), None)
    return redirect(
        url_for("sections.show", statement_id=draft.id, section=section.name, _anchor=anchor), code=303
    )


def problems_in(draft: Draft, section: Section) -> list[Problem]:
    """What keeps the section from being finished."""
    return [problem for problem in draft.problems if problem.question.name in section.questions]


def messages_of(problems: Iterable[Problem]) -> dict[str, list[str]]:
    """The problems' messages by question, in the statement's order."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.question.name, []).append(problem.message)
    return found


def way_on(draft: Draft, section: Section) -> str:
    """The next section, or the check page after the last one."""
    following = progress.neighbour(draft, section, 1)
    if following is None:
        return url_for("check.show", statement_id=draft.id)
    return url_for("sections.show", statement_id=draft.id, section=following.name)


def refusals(bound: BaseForm, saved: Saved) -> dict[str, str]:
    """What was not kept, and why: texts that can't be stored, and conflicts."""
    found = {field.name: field.errors[0] for field in bound if field.is_refused}
    return found | conflicts.messages(saved)


def empty_rows(question: Question, draft: Draft) -> int:
    """How many empty rows to show: those that were there, and one more."""
    pattern = re.compile(rf"{question.name}-(\d{{1,4}})(-[a-z0-9_]+)?")
    posted = {match[1] for key in request.form if (match := pattern.fullmatch(key))}
    filled = draft.typed.get(question.name)
    return max(len(posted) - (len(filled) if isinstance(filled, list) else 0), 0) + 1


def page(
    draft: Draft,
    section: Section,
    messages: Mapping[str, list[str]],
    *,
    token: str = "",
    saved: Saved | None = None,
    extra_rows: Mapping[str, int] | None = None,
) -> str:
    """The section's page, messages at its questions; after a save that needs a look, their summary too.

    `token` is that of the page which was saved: only another page's save is in its way.
    """
    return render_template(
        "section.html",
        page=token or secrets.token_urlsafe(9),
        **context(draft, section, messages, saved=saved, extra_rows=extra_rows),
    )


def context(
    draft: Draft,
    section: Section,
    messages: Mapping[str, list[str]],
    *,
    saved: Saved | None = None,
    extra_rows: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """What the page shows."""
    summary = [
        shown(name, message)
        for name in section.questions
        for message in (messages.get(name, []) if saved else [])
    ]
    counted = statements.counts(draft)
    sections = progress.sections(draft, section)
    return {
        "section": section,
        "sections": sections,
        "extra_rows": extra_rows or {},
        "problems": summary,
        "saved_at": counted["statement"]["saved_at"],
        "is_saved": saved is not None,
        "previous": progress.link(draft, section, -1),
        "next": progress.link(draft, section, 1),
        **asked(draft, section, messages, saved),
        **locked.parts(draft, section, messages),
        **beside.shown(draft, section, sections),
        **sheets.shown(draft, section),
        **counted,
    }


def asked(
    draft: Draft, section: Section, messages: Mapping[str, list[str]], saved: Saved | None
) -> dict[str, Any]:
    """What the questions show: the answers in their fields, and what is said of them."""
    # What was typed stays in its field, also where somebody else's answer is the one that is kept.
    typed: dict[str, Any] = {**draft.typed, **(saved.conflicts if saved else {})}
    return {
        "form": {
            question.name: Field(typed.get(question.name), messages.get(question.name, ()))
            for question in section.asked
        },
        "notes": notes(draft, section),
        "warnings": warnings_at(draft, section),
        "conflicts": conflicts.boxes(saved) if saved else {},
        "seen": conflicts.seen(saved, section.questions)
        if saved
        else merging.written(draft.kept, section.questions),
        "irrelevant": irrelevant(draft, section),
    }


def irrelevant(draft: Draft, section: Section) -> set[str]:
    """The questions that answers make needless which are not typed on the page: a script sees to those."""
    here = draft.writable.intersection(section.questions)
    return {
        question.name
        for question in section.asked
        if not answers.is_relevant(question, draft.readings)
        and not (question.relevant and question.relevant.name in here)
    }


def notes(draft: Draft, section: Section) -> dict[str, str]:
    """What was taken off an answer because the report prints it anyway."""
    return {
        question.name: (
            f"报告里已经印有{''.join(dict.fromkeys(map(named, found.stripped)))}，"
            f"这里只取“{readings.shown(rules.as_shown(found.value))}”"
        )
        for question in section.asked
        if (found := draft.readings[question.name]).stripped and found.value is not None
    }


def named(affix: str) -> str:
    """An affix as a note calls it: “局”, 引号."""
    return MARKS.get(affix, f"“{affix}”")


def warnings_at(draft: Draft, section: Section) -> dict[str, list[str]]:
    """What the author should look at, by question; it keeps nobody from going on."""
    found: dict[str, list[str]] = {}
    for warning in warnings.warnings_of(draft.definition, draft.readings):
        question = draft.definition.questions[warning.question]
        if question.name in section.questions and answers.is_relevant(question, draft.readings):
            found.setdefault(question.name, []).append(warning.message)
    for name, messages in beside.warnings(draft, section).items():
        found.setdefault(name, []).extend(messages)
    return found
