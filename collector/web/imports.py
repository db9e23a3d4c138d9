"""A finished report of an earlier year, uploaded: read, shown to be confirmed, kept as a statement."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.statement import answer_text, answers, extraction, states, vocabulary
from collector.statement.extraction import Extracted
from collector.statement.readings import Reading
from collector.statement.states import NONE, Typed
from collector.statement.vocabulary import Definition, Question
from collector.store import answers as kept_answers
from collector.store import database, imports, revisions, statements
from collector.web import clerks, current, drafts, permissions, presentation
from collector.web import statements as statement_pages
from collector.web.beginning import Author
from collector.web.problems import Shown, shown
from collector.word import uploads

blueprint = Blueprint("imports", __name__)

FIRST_YEAR = 2000
FOR = statement_pages.FOR


@dataclass(frozen=True, kw_only=True)
class Import:
    """What was read out of a file of the author's and waits to be confirmed by the person who sent it."""

    id: int
    author: Author
    definition_id: int
    definition: Definition
    file_name: str
    typed: Mapping[str, Typed]
    doubtful: Mapping[str, str]
    quotes: Mapping[str, str]
    left: tuple[str, ...]
    unprinted: frozenset[str]
    is_revised: bool

    @property
    def offered(self) -> dict[str, Typed]:
        """The answers that can be taken; what only stands in for an answer can't."""
        return {name: answer for name, answer in self.typed.items() if name not in self.unprinted}


@blueprint.get("/statements/import")
@permissions.role("official", "clerk")
def show() -> str:
    """The form for a file."""
    return upload_page({name: request.args.get(name, "") for name in ("definition", FOR)}, [])


def upload_page(values: dict[str, str], problems: list[Shown]) -> str:
    """The form with what was chosen."""
    latest = current.definitions().latest(current.connection())
    definitions = [{"name": name, "title": definition.title} for name, (_, definition) in latest.items()]
    if not values["definition"] and definitions:
        values = {**values, "definition": definitions[0]["name"]}
    return render_template(
        "import.html", authors=clerks.authors(), definitions=definitions, values=values, problems=problems
    )


@blueprint.post("/statements/import")
@permissions.role("official", "clerk")
def read() -> ResponseReturnValue:
    """Read the file and go on to what was found in it."""
    values = {name: request.form.get(name, "") for name in ("definition", FOR)}
    latest = current.definitions().latest(current.connection())
    if values["definition"] not in latest:
        abort(400)
    author = clerks.author(values[FOR])
    if author is None:
        return upload_page(values, [shown(FOR, "请选择替谁填报")]), 422
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return upload_page(values, [shown("file", "请选择一份 .docx 文件")]), 422
    definition_id, definition = latest[values["definition"]]
    try:
        upload = uploads.opened(sent.read())
        template = current.definitions().template(definition)
        found = extraction.extracted(definition, template, upload.paragraphs)
    except ValueError as error:
        current.audit("report_read", subject=f"definition {definition_id}", result="refused")
        return upload_page(values, [shown("file", str(error))]), 422
    import_id = keep(author, definition_id, sent.filename, found, is_revised=upload.is_revised)
    return redirect(url_for("imports.confirm", import_id=import_id), code=303)


def keep(author: Author, definition_id: int, file_name: str, found: Extracted, *, is_revised: bool) -> int:
    """Keep what was read, without the file; its id."""
    person, connection = current.person(), current.connection()
    kept = {
        "author": author.id,
        "answers": {name: states.to_json(answer) for name, answer in found.answers.items()},
        "doubtful": found.doubtful,
        "quotes": found.quotes,
        "left": list(found.left),
        "unprinted": sorted(found.unprinted),
        "is_revised": is_revised,
    }
    with database.transaction(connection):
        import_id = imports.add(
            connection,
            person.unit_id,
            person.id,
            definition_id=definition_id,
            file_name=presentation.NOT_IN_FILE_NAMES.sub("", file_name)[: presentation.LONGEST_FILE_NAME],
            found=kept,
        )
        current.audit("report_read", subject=f"import {import_id}")
    return import_id


def own(import_id: int) -> Import:
    """The signed-in person's import that waits; 404 for any other, and for an author who isn't theirs."""
    person, connection = current.person(), current.connection()
    row = imports.one(connection, person.unit_id, person.id, import_id)
    if row is None:
        abort(404)
    found = imports.found_in(row)
    return Import(
        id=import_id,
        author=clerks.author(str(found.get("author", ""))) or abort(404),
        definition_id=row["definition_id"],
        definition=current.definitions().definition(connection, row["definition_id"]),
        file_name=row["file_name"],
        typed={name: states.stored(value) for name, value in found["answers"].items()},
        doubtful=found["doubtful"],
        quotes=found["quotes"],
        left=tuple(found["left"]),
        unprinted=frozenset(found["unprinted"]),
        is_revised=found["is_revised"],
    )


@blueprint.get("/statements/import/<int:import_id>")
@permissions.role("official", "clerk")
def confirm(import_id: int) -> str:
    """What was found, to be confirmed."""
    waiting = own(import_id)
    taken = {name for name in waiting.offered if name not in waiting.doubtful}
    typed = waiting.typed.get(waiting.definition.year), waiting.typed.get(waiting.definition.period)
    year, period = (found if isinstance(found, str) else "" for found in typed)
    return confirm_page(waiting, taken, {"year": year, "period": period or vocabulary.PERIODS[0]}, [])


def confirm_page(
    waiting: Import, taken: Collection[str], values: dict[str, str], problems: list[Shown]
) -> str:
    """Every question in order, with what was found, its sentence, and a tick."""
    definition = waiting.definition
    readings = answers.read(definition, waiting.typed)
    sections = [
        {
            "title": section.title,
            "rows": [row(waiting, question, readings[question.name], taken) for question in section.asked],
        }
        for section in definition.sections
    ]
    return render_template(
        "import-confirm.html",
        waiting=waiting,
        sections=sections,
        counted=len(waiting.offered),
        name_found=name_of_another(waiting),
        whose=statement_pages.whose(waiting.author),
        years=years(),
        periods=vocabulary.PERIODS,
        values=values,
        problems=problems,
    )


def row(waiting: Import, question: Question, found: Reading, taken: Collection[str]) -> dict[str, Any]:
    """One question with what was found of it."""
    name = question.name
    is_unprinted = name in waiting.unprinted
    return {
        "name": name,
        "label": question.label,
        "is_fixed": name in (waiting.definition.year, waiting.definition.period),
        "text": "" if is_unprinted else answer_text.text(found),
        "none": question.none_label if found.value is NONE else "",
        "is_offered": name in waiting.offered,
        "is_taken": name in taken,
        "reason": waiting.doubtful.get(name, ""),
        "quote": "" if is_unprinted else waiting.quotes.get(name, ""),
        "required": question.required,
    }


def name_of_another(waiting: Import) -> str:
    """The name in the report, where it is not that of its author."""
    found = waiting.typed.get("reporter_name")
    return found if isinstance(found, str) and found != waiting.author.name else ""


def years() -> list[int]:
    """The years a finished report can be of, newest first."""
    return list(range(presentation.today().year + statement_pages.YEARS_AHEAD, FIRST_YEAR - 1, -1))


@blueprint.post("/statements/import/<int:import_id>")
@permissions.role("official", "clerk")
def use(import_id: int) -> ResponseReturnValue:
    """Make a statement of what was confirmed, and go to it."""
    waiting = own(import_id)
    values = {key: request.form.get(key, "") for key in ("year", "period")}
    taken = {name for name in request.form.getlist("take") if name in waiting.offered}
    problems = []
    if values["year"] not in map(str, years()):
        problems.append(shown("year", "请选择报告的年度"))
    if values["period"] not in vocabulary.PERIODS:
        problems.append(shown("period", "请选择报告期"))
    if problems:
        return confirm_page(waiting, taken, values, problems), 422
    year, period = int(values["year"]), values["period"]
    try:
        statement_id = begin(waiting, taken, year, period)
    except statements.Taken:
        there = statement_pages.existing(waiting.author, waiting.definition.name, year, period)
        title = waiting.definition.report_title(year, period)
        whose = statement_pages.whose(waiting.author)
        message = f"{whose}已有一份《{title}》，没有导入。点这里查看那一份；要导入请改选年度或报告期"
        href = url_for("statements.show", statement_id=there)
        return confirm_page(waiting, taken, values, [shown("year", message, href)]), 422
    flash(f"已导入 {len(taken)} 项，没有采用的请在各部分补填", "ok")
    return redirect(url_for("statements.show", statement_id=statement_id), code=303)


def begin(waiting: Import, taken: Collection[str], year: int, period: str) -> int:
    """Keep a new statement with the answers that were confirmed; its id. Raises statements.Taken."""
    person, connection, now = current.person(), current.connection(), datetime.now(UTC)
    author, definition = waiting.author, waiting.definition
    chosen = {name: states.to_json(waiting.offered[name]) for name in taken}
    chosen |= {definition.year: str(year), definition.period: period}
    with database.transaction(connection):
        statement_id = statements.create(
            connection,
            author.unit_id,
            author.id,
            definition_id=waiting.definition_id,
            definition_name=definition.name,
            year=year,
            period=period,
            imported_file=waiting.file_name,
            now=now,
        )
        kept_answers.save(connection, author.unit_id, statement_id, chosen, person.id, now)
        drafts.follow(drafts.own(statement_id), now)
        note = f"导入 {waiting.file_name}"
        revisions.cut(connection, author.unit_id, statement_id, "imported", person.id, now=now, note=note)
        imports.use(connection, person.unit_id, waiting.id, now)
        current.audit("statement_imported", subject=f"statement {statement_id}")
    return statement_id
