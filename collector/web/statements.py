"""An official's statements: the list, a new one, and one with its sections."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.statement import vocabulary, workflow
from collector.store import database, people, statements
from collector.web import (
    beginning,
    clerks,
    current,
    drafts,
    permissions,
    presentation,
    progress,
    steps,
    way,
    writing,
)
from collector.web.beginning import Author
from collector.web.drafts import Draft
from collector.web.problems import Shown, shown

blueprint = Blueprint("statements", __name__)

YEARS_BACK, YEARS_AHEAD = 5, 1
# The field that says for whom a statement is begun; without it, one's own.
FOR = "for"


def card(row: Any, title: str) -> dict[str, Any]:
    """What pages say of a statement."""
    return {
        "id": row["id"],
        "title": title,
        "year": row["year"],
        "period": row["period"],
        "state": row["state"],
        "state_tag": way.TAGS[row["state"]],
        "state_label": presentation.STATE_LABELS[row["state"]],
        "missing": row["missing"],
        "findings": row["findings"],
        "is_done": not row["missing"] and not row["findings"],
        "saved_at": presentation.local(row["saved_at"]),
        "is_imported": bool(row["imported_at"]),
    }


@blueprint.get("/statements")
@permissions.role("official", "clerk")
def index() -> str:
    """The person's statements, newest year first, and those of the people they write for."""
    person, connection = current.person(), current.connection()
    listed = []
    for row in statements.of_person(connection, person.unit_id, person.id) if person.is_official else ():
        definition = current.definitions().definition(connection, row["definition_id"])
        listed.append(line(dict(row), definition.report_title(row["year"], row["period"])))
    return render_template("statements.html", statements=listed, served=clerks.served())


def line(row: Mapping[str, Any], title: str) -> dict[str, Any]:
    """What the list says of a statement: its card, its deadline, and what can be done with it."""
    is_returned = row["state"] == workflow.RETURNED
    return {
        **card(row, title),
        "due": progress.due(row) if row["state"] in workflow.WRITING else None,
        "returned": len(writing.named(row)) if is_returned else 0,
        "submitted_at": presentation.local(row["submitted_at"]) if row["submissions"] else "",
        "is_opened": row["opened_at"] is not None,
        "may_withdraw": steps.may(row, "withdraw"),
    }


@blueprint.get("/statements/new")
@permissions.role("official", "clerk")
def new() -> str:
    """The form for a new statement."""
    values = {name: request.args.get(name, "") for name in ("definition", FOR)}
    values |= {"year": str(presentation.today().year), "period": vocabulary.PERIODS[0]}
    return new_page(values, [])


def new_page(values: dict[str, str], problems: list[Shown]) -> str:
    """The form with what was chosen."""
    latest = current.definitions().latest(current.connection())
    definitions = [{"name": name, "title": definition.title} for name, (_, definition) in latest.items()]
    if not values["definition"] and definitions:
        values = {**values, "definition": definitions[0]["name"]}
    return render_template(
        "statement-new.html",
        definitions=definitions,
        authors=clerks.authors(),
        years=years(),
        periods=vocabulary.PERIODS,
        values=values,
        problems=problems,
    )


def years() -> list[int]:
    """The years a statement can be begun for, newest first."""
    this = presentation.today().year
    return list(range(this + YEARS_AHEAD, this - YEARS_BACK - 1, -1))


@blueprint.post("/statements")
@permissions.role("official", "clerk")
def create() -> ResponseReturnValue:
    """Begin a statement and go to its overview."""
    values = {key: request.form.get(key, "") for key in ("definition", "year", "period", FOR)}
    latest = current.definitions().latest(current.connection())
    if values["definition"] and values["definition"] not in latest:
        abort(400)
    author, problems = clerks.author(values[FOR]), []
    if author is None:
        problems.append(shown(FOR, "请选择替谁填报"))
    if not values["definition"]:
        problems.append(shown("definition", "请选择报告类型"))
    if values["year"] not in map(str, years()):
        problems.append(shown("year", "请选择年度"))
    if values["period"] not in vocabulary.PERIODS:
        problems.append(shown("period", "请选择报告期"))
    if problems or author is None:
        return new_page(values, problems), 422
    definition_id, definition = latest[values["definition"]]
    year, period = int(values["year"]), values["period"]
    try:
        with database.transaction(current.connection()):
            statement_id = beginning.begin(author, definition_id, definition, year, period)
    except statements.Taken:
        href = url_for("statements.show", statement_id=existing(author, definition.name, year, period))
        message = f"{whose(author)}已有一份《{definition.report_title(year, period)}》，点这里继续填写"
        return new_page(values, [shown("year", message, href)]), 422
    return redirect(url_for("statements.show", statement_id=statement_id), code=303)


def whose(author: Author) -> str:
    """How a message calls the author: 您, or the name of somebody else."""
    return "您" if author.id == current.person().id else author.name


def existing(author: Author, name: str, year: int, period: str) -> int:
    """The id of the author's statement of that definition, year and period."""
    rows = statements.of_person(current.connection(), author.unit_id, author.id)
    return next(
        int(row["id"])
        for row in rows
        if (row["definition_name"], row["year"], row["period"]) == (name, year, period)
    )


@blueprint.get("/statements/<int:statement_id>")
@permissions.role("official", "clerk")
def show(statement_id: int) -> str:
    """The statement's sections with their states."""
    draft = drafts.own(statement_id)
    return render_template(
        "statement.html",
        sections=progress.sections(draft),
        due=progress.due(draft.statement),
        saved_by=saved_by(draft),
        **way.shown(draft),
        **counts(draft),
    )


def saved_by(draft: Draft) -> str:
    """Who saved last, by name; nothing before the first save."""
    person_id = draft.statement["saved_by"]
    found = people.anywhere(current.connection(), person_id) if person_id is not None else None
    return str(found["name"]) if found else ""


def counts(draft: Draft) -> dict[str, Any]:
    """The statement's card and its counts, as several pages show them."""
    found = {"missing": draft.missing, "findings": draft.findings}
    return {"statement": card({**draft.statement, **found}, draft.title), **found}
