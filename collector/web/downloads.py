"""The report as a Word file: finished, or as a draft with its open questions marked."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from collector.statement import wording
from collector.store import people
from collector.web import attachments, current, drafts, permissions
from collector.web.drafts import Draft
from collector.word import render

blueprint = Blueprint("downloads", __name__)


@blueprint.get("/statements/<int:statement_id>/report.docx")
@permissions.role("official", "clerk")
def report(statement_id: int) -> ResponseReturnValue:
    """The finished report; the check page where something still keeps it from being one."""
    draft = drafts.own(statement_id)
    if draft.problems:
        flash(f"还有 {len(draft.problems)} 处要处理，处理完才能下载正式报告", "bad")
        return redirect(url_for("check.show", statement_id=statement_id), code=303)
    current.audit("report_downloaded", subject=f"statement {statement_id}")
    return file(draft, author(draft), is_draft=False)


@blueprint.get("/statements/<int:statement_id>/draft.docx")
@permissions.role("official", "clerk")
def unfinished(statement_id: int) -> ResponseReturnValue:
    """The report as far as it is; its name says that it is a draft."""
    draft = drafts.own(statement_id)
    current.audit("draft_downloaded", subject=f"statement {statement_id}")
    return file(draft, f"{author(draft)}，草稿", is_draft=True)


def file(draft: Draft, remark: str, *, is_draft: bool) -> ResponseReturnValue:
    """The Word file, as an attachment with a Chinese name."""
    template = current.definitions().template(draft.definition)
    words = wording.words_of(draft.definition, draft.readings)
    made = render.fill(template, words, draft=is_draft)
    return attachments.document(made, f"{draft.title}（{remark}）")


def author(draft: Draft) -> str:
    """Whose report it is, as the report names them."""
    found = draft.readings.get("reporter_name")
    if found and isinstance(found.value, str):
        return found.value
    person = people.anywhere(current.connection(), draft.statement["person_id"])
    return str(person["name"]) if person else ""
