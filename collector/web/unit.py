"""The unit's page, for its administrator: names asked once for all, and the least share of own words."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.statement import cleaning, readings
from collector.statement.vocabulary import Question
from collector.store import database, unit_settings, units
from collector.store import facts as kept_facts
from collector.web import current, facts, permissions
from collector.web.problems import Shown, shown

blueprint = Blueprint("unit", __name__)

SHARE = "own_words_share"
SHARES = range(101)


@blueprint.get("/unit")
@permissions.role("administrator")
def show() -> str:
    """The page as kept."""
    connection, unit_id = current.connection(), current.person().unit_id
    values = {name: str(value) for name, value in kept_facts.own(connection, unit_id).items()}
    share = str(unit_settings.own_words_share(connection, unit_id))
    return page({**values, SHARE: share}, [])


def page(values: dict[str, str], problems: list[Shown]) -> str:
    """The page with what was typed."""
    connection, unit = current.connection(), units.one(current.connection(), current.person().unit_id)
    from_above = unit and unit["parent_id"] and kept_facts.all(connection, unit["parent_id"])
    return render_template(
        "unit.html", questions=questions(), from_above=from_above or {}, values=values, problems=problems
    )


def questions() -> list[Question]:
    """The names that the statement types ask for, each once, whichever asks for it."""
    latest = current.definitions().latest(current.connection())
    found: dict[str, Question] = {}
    for _, definition in latest.values():
        for question in facts.names(definition):
            found.setdefault(question.name, question)
    return list(found.values())


@blueprint.post("/unit")
@permissions.role("administrator")
def save() -> ResponseReturnValue:
    """Keep the names and the share, or say what is wrong with them."""
    asked = questions()
    # A form's text holds no half characters: its decoding has replaced them.
    values = {name: request.form.get(name, "").strip() for name in (*(each.name for each in asked), SHARE)}
    problems = [problem for question in asked if (problem := problem_of(question, values[question.name]))]
    if not values[SHARE].isascii() or not values[SHARE].isdigit() or int(values[SHARE][:4]) not in SHARES:
        problems.append(shown(SHARE, "本人填写的最低比例要填 0 到 100 的整数"))
    if problems:
        return page(values, problems), 422
    keep(asked, values)
    flash("已保存", "ok")
    return redirect(url_for("unit.show"), code=303)


def problem_of(question: Question, text: str) -> Shown | None:
    """What is wrong with a name, as an answer to its question; an empty one is nothing kept."""
    message = readings.reading(question, cleaning.clean(text)).message
    return shown(question.name, message) if message else None


def keep(asked: list[Question], values: dict[str, str]) -> None:
    """Keep what is new, each with its line in the audit."""
    connection, person = current.connection(), current.person()
    with database.transaction(connection):
        before = kept_facts.own(connection, person.unit_id)
        for question in asked:
            value = cleaning.inline(cleaning.clean(values[question.name])) or None
            if value != before.get(question.name):
                kept_facts.keep(connection, person.unit_id, question.name, value, person.id)
                current.audit("unit_name_changed", subject=question.name)
        share = int(values[SHARE])
        if share != unit_settings.own_words_share(connection, person.unit_id):
            unit_settings.set_own_words_share(connection, person.unit_id, share)
            current.audit("own_words_share_changed", subject=f"{share} %")
