"""The unit's page, for its administrator: names asked once, the least share of own words, review stages."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.statement import cleaning, readings
from collector.statement.vocabulary import Question
from collector.store import database, review_settings, unit_settings, units
from collector.store import facts as kept_facts
from collector.web import current, facts, permissions
from collector.web.problems import Shown, shown

blueprint = Blueprint("unit", __name__)

SHARE = "own_words_share"
SHARES = range(101)
STAGES = "stages"
STAGE_LABELS = {1: "一级审核（审核）", 2: "两级审核（初审、复审）"}
# What is sent for the stages that hold above the unit.
INHERITED = "inherited"


@blueprint.get("/unit")
@permissions.role("administrator")
def show() -> str:
    """The page as kept."""
    connection, unit_id = current.connection(), current.person().unit_id
    values = {name: str(value) for name, value in kept_facts.own(connection, unit_id).items()}
    share = str(unit_settings.own_words_share(connection, unit_id))
    return page({**values, SHARE: share, STAGES: sent_as(own_stages())}, [])


def own_stages() -> int | None:
    """The stages set for the unit; None where it takes those from above. At the top nothing is above."""
    connection, unit_id = current.connection(), current.person().unit_id
    row = units.one(connection, unit_id)
    own = review_settings.own_stages(connection, unit_id)
    return review_settings.STAGES if own is None and row and row["parent_id"] is None else own


def sent_as(number: int | None) -> str:
    """How the form sends a number of stages."""
    return INHERITED if number is None else str(number)


def page(values: dict[str, str], problems: list[Shown]) -> str:
    """The page with what was typed."""
    connection, unit = current.connection(), units.one(current.connection(), current.person().unit_id)
    above_id = unit and unit["parent_id"]
    return render_template(
        "unit.html",
        questions=questions(),
        from_above=kept_facts.all(connection, above_id) if above_id else {},
        stages={str(number): label for number, label in STAGE_LABELS.items()},
        stages_above=STAGE_LABELS[review_settings.stages(connection, above_id)] if above_id else "",
        inherited=INHERITED,
        values=values,
        problems=problems,
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
    """Keep the names, the share and the stages, or say what is wrong with them."""
    asked = questions()
    # A form's text holds no half characters: its decoding has replaced them.
    values = {name: request.form.get(name, "").strip() for name in (*(each.name for each in asked), SHARE)}
    problems = [problem for question in asked if (problem := problem_of(question, values[question.name]))]
    if not values[SHARE].isascii() or not values[SHARE].isdigit() or int(values[SHARE][:4]) not in SHARES:
        problems.append(shown(SHARE, "本人填写的最低比例要填 0 到 100 的整数"))
    values[STAGES] = request.form.get(STAGES, sent_as(own_stages()))
    if values[STAGES] not in choices():
        problems.append(shown(STAGES, "请选择审核环节"))
    if problems:
        return page(values, problems), 422
    keep(asked, values)
    flash("已保存", "ok")
    return redirect(url_for("unit.show"), code=303)


def choices() -> dict[str, int | None]:
    """What can be sent for the stages, and what it means."""
    row = units.one(current.connection(), current.person().unit_id)
    found: dict[str, int | None] = {str(number): number for number in STAGE_LABELS}
    return {INHERITED: None, **found} if row and row["parent_id"] is not None else found


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
        stages = choices()[values[STAGES]]
        if stages != own_stages():
            keep_stages(stages)


def keep_stages(number: int | None) -> None:
    """Set the unit's stages, or let those from above hold. Call it in a transaction."""
    connection, unit_id = current.connection(), current.person().unit_id
    if number is None:
        review_settings.inherit_stages(connection, unit_id)
    else:
        review_settings.set_stages(connection, unit_id, number)
    current.audit("review_stages_changed", subject=sent_as(number))
