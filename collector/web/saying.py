"""What somebody types to be said: a remark, an answer, a reason. Taken clean, or the form comes once more."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from collector import accounts
from collector.statement import workflow
from collector.store import statements
from collector.web import current, presentation
from collector.web.problems import shown

LONGEST = 1000
# What a review's page carries along, so that it comes back as it was: compared with what, showing what.
CARRIED = {
    "with": re.compile(r"r?\d{1,12}"),
    "now": re.compile(r"r\d{1,9}"),
    "show": re.compile(r"[a-z_-]{1,30}"),
}
# What goes with a text when its form comes once more.
HIDDEN = (*CARRIED, "question", "seen", "back")


def text(label: str, field: str = "text", *, may_be_empty: bool = False) -> str:
    """The posted text, in paragraphs. Raises accounts.Refused where it is empty, too long or damaged."""
    return accounts.given(
        label, request.form.get(field, ""), LONGEST, may_be_empty=may_be_empty, is_multiline=True
    )


def again(
    title: str, label: str, button: str, message: str, field: str = "text", status: int = 422
) -> ResponseReturnValue:
    """The form once more with what was typed, and what is wrong with it."""
    typed = request.form.get(field, "")
    return (
        render_template(
            "remark.html",
            title=title,
            label=label,
            button=button,
            field=field,
            # Half a character can't be sent back either.
            typed=typed.encode("utf-8", "replace").decode("utf-8"),
            hidden={name: request.form[name] for name in HIDDEN if name in request.form},
            problems=[shown(field, message)],
        ),
        status,
    )


def carried(values: Mapping[str, str]) -> dict[str, str]:
    """What of a query or a form says how a review's page was shown; nothing else gets through."""
    return {
        name: values[name]
        for name, form in CARRIED.items()
        if name in values and form.fullmatch(values[name])
    }


def to_review(statement_id: int, anchor: str = "") -> ResponseReturnValue:
    """Back to the comparison as it was shown; to the desk where it shows nothing any more."""
    row = statements.anywhere(current.connection(), statement_id)
    if row is None or row["submitted_revision"] is None:
        return redirect("/reviews", code=303)
    query = urlencode(carried(request.form))
    address = f"/reviews/{statement_id}/compare" + (f"?{query}" if query else "")
    return redirect(address + (f"#{anchor}" if anchor else ""), code=303)


def tell_out_of_step(statement_id: int) -> None:
    """Say that somebody was quicker, and how the statement stands now."""
    row = statements.anywhere(current.connection(), statement_id)
    if row is None:
        flash("报告已被删除，刚才的操作没有执行", "bad")
        return
    now = presentation.STATE_LABELS[row["state"]]
    if row["state"] == workflow.SUBMITTED:
        now += (
            "，等待开始审核"
            if row["opened_at"] is None
            else "，正在审核"
            if row["stage"] < 2
            else "，等待复审"
        )
    flash(f"报告的状态已经变了（现在是：{now}），刚才的操作没有执行。请看过现在的内容再决定", "bad")
