"""Give out the reports of two years, or of two submissions, as one Word file with tracked changes."""

from datetime import datetime

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from collector.statement import wording
from collector.store import revisions, times
from collector.web import attachments, compare, comparing, current, permissions, reviewing
from collector.web.comparing import Side
from collector.word import package, redline, render
from collector.word.template import TemplateError

# Nobody wrote these changes, so they bear no person's name.
AUTHOR = "年度对比"

blueprint = Blueprint("compare_redline", __name__)


@blueprint.get("/reviews/<int:statement_id>/redline.docx")
@permissions.role("reviewer")
def word(statement_id: int) -> ResponseReturnValue:
    """Both reports as a redline; 404 where there is nothing to compare with.

    Back to the comparison, with the reason, where one of them can't be made any more.
    """
    row = reviewing.submitted(statement_id)
    if reviewing.is_waiting(row):
        return compare.closed(row)
    comparison = comparing.of_review(row, request.args)
    then, now = comparison.then or abort(404), comparison.now
    try:
        old, new = report(then), report(now)
        made = redline.redline(old, new, author=AUTHOR, at=submitted_at(now))
    except (Unmade, redline.RedlineError, package.PackageError) as error:
        flash(str(error), "bad")
        place = url_for("compare.show", statement_id=statement_id)
        return redirect(f"{place}{comparison.carried}", code=303)
    current.audit("redline_downloaded", subject=f"statement {statement_id}: {then.key}, {now.key}")
    remark = f"{compare.author(row)['name']}，修订稿，与{then.called}对比"
    return attachments.document(made, f"{now.draft.title}（{remark}）")


class Unmade(Exception):
    """No Word file can be made of a report; the message says of which."""


def report(side: Side) -> bytes:
    """A report as a Word file, its open questions marked: an imported year may have some."""
    definition = side.draft.definition
    try:
        template = current.definitions().template(definition)
        words = wording.words_of(definition, side.draft.readings)
        return render.fill(template, words, draft=True)
    except (TemplateError, render.ReadBackError, ValueError) as error:
        said = f"{side.called}的报告现在生成不了 Word 文件，所以没有修订稿。逐题对比不受影响"
        raise Unmade(said) from error


def submitted_at(side: Side) -> datetime:
    """When it was submitted."""
    found = None
    if side.revision is not None:
        found = revisions.one(current.connection(), side.row["unit_id"], side.row["id"], side.revision)
    return times.moment(found["at"] if found else side.row["submitted_at"])
