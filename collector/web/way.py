"""The way of a statement as its author and clerk see it: its stops, with dates and names. Takes no step."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask import url_for

from collector.statement import workflow
from collector.store import people, remarks, review_settings, revisions, statements
from collector.store.database import Row
from collector.web import current, discarded, presentation, returned, standing, steps
from collector.web.drafts import Draft

# How a state's tag looks: `partial` where somebody writes, `sent` where others have it.
TAGS = {
    workflow.DRAFT: "partial",
    workflow.AWAITING_AUTHOR: "partial",
    workflow.SUBMITTED: "sent",
    workflow.RETURNED: "bad",
    workflow.APPROVED: "done",
    workflow.ARCHIVED: "done",
}
PASSED, KEPT = "已审核", "已归档"


# The steps that the pages of author and clerk offer.
OFFERED = ("submit", "withdraw", "hand_over", "hand_back")


class Stop(NamedTuple):
    """A stop of the way: `past`, `now` or `ahead`; of those reached, when that was and who did it."""

    label: str
    place: str
    when: str = ""
    who: str = ""


class Reached(NamedTuple):
    """A stop reached: its label, the moment as kept, and a name."""

    label: str
    at: str | None
    who: str = ""


def shown(draft: Draft) -> dict[str, Any]:
    """What _way.html shows: the stops, what may be done now and by whom, and what was returned."""
    row = draft.statement
    listed = returned.items(draft)
    return {
        "way": stops(row),
        "may": {name: steps.may(row, name) for name in OFFERED},
        "is_author": standing.is_author(row),
        "is_opened": row["opened_at"] is not None,
        "is_locked": draft.is_locked,
        "may_discard": discarded.may_discard(row),
        "returned": listed,
        "left": returned.left(listed),
        "whole": returned.on_the_whole(draft) if row["return_id"] is not None else [],
        "said": returned.said(draft),
        "earlier": has_earlier(row),
        "clerks_change": clerks_change(row) if row["state"] == workflow.AWAITING_AUTHOR else "",
    }


def has_earlier(row: Mapping[str, Any]) -> bool:
    """Whether there is an earlier year to compare with."""
    return bool(statements.earlier(current.connection(), row))


def clerks_change(row: Mapping[str, Any]) -> str:
    """The address that shows what has changed since the author last saved; nothing where they never did."""
    log = revisions.all(current.connection(), row["unit_id"], row["id"])
    since = next((each["number"] for each in log if each["saved_by"] == row["person_id"]), None)
    if since is None:
        return ""
    return url_for("history.compare", statement_id=row["id"], **{"from": since, "to": 0})


def stops(row: Mapping[str, Any]) -> list[Stop]:
    """The stops behind the statement, the one where it stands, and those ahead."""
    reached = list(stops_reached(row))
    made = [
        Stop(each.label, "past", presentation.day_of(each.at) if each.at else "", each.who)
        for each in reached
    ]
    made[-1] = made[-1]._replace(place="now")
    return [*made, *(Stop(label, "ahead") for label in labels_ahead(row))]


def stops_reached(row: Mapping[str, Any]) -> Iterator[Reached]:
    """From the draft to where it stands; of several returns the newest."""
    log, state = logged(row), row["state"]
    yield Reached("草稿", row["created_at"])
    if row["return_id"] is not None:
        if state in workflow.WRITING:
            yield of_log(submission(row["submissions"]), log.get("last submitted"))
        newest = newest_return(row)
        yield Reached("更正" if newest["kind"] == "correction" else "退回修改", newest["at"], newest["name"])
    if state == workflow.AWAITING_AUTHOR:
        yield of_log("待本人确认", log.get("handed_over"))
    if state not in workflow.WRITING:
        yield of_log(submission(row["submissions"]), log.get("last submitted"))
        yield from review(row, log)


def review(row: Mapping[str, Any], log: Mapping[str, Row]) -> Iterator[Reached]:
    """The stops of a review so far: whoever opened it, passed it, approved and archived the statement."""
    is_open = row["state"] == workflow.SUBMITTED
    first, *second = stages(row)
    if row["opened_at"] is not None:
        found = people.anywhere(current.connection(), row["opened_by"])
        ending = "中" if is_open and row["passed_by"] is None else ""
        yield Reached(first + ending, row["opened_at"], str(found["name"]) if found else "")
    if row["passed_by"] is not None:
        yield Reached(second[0] + ("中" if is_open else ""), None)
    if not is_open:
        yield of_log(PASSED, log.get("approved"))
    if row["state"] == workflow.ARCHIVED:
        yield of_log(KEPT, log.get("archived"))


def of_log(label: str, revision: Row | None) -> Reached:
    """A stop as its revision tells of it."""
    return Reached(label, revision["at"], revision["name"]) if revision else Reached(label, None)


def labels_ahead(row: Mapping[str, Any]) -> list[str]:
    """What is still to come."""
    state, reviews = row["state"], stages(row)
    if state == workflow.ARCHIVED:
        return []
    if state == workflow.APPROVED:
        return [KEPT]
    if state == workflow.SUBMITTED:
        left = reviews if row["opened_at"] is None else reviews[1 if row["passed_by"] is None else 2 :]
        return [*left, PASSED, KEPT]
    hand_over = ["待本人确认"] if state != workflow.AWAITING_AUTHOR and standing.is_clerk(row) else []
    return [*hand_over, "再次提交" if row["return_id"] else "提交", *reviews, PASSED, KEPT]


def stages(row: Mapping[str, Any]) -> list[str]:
    """What the reviews of its unit are called."""
    number = review_settings.stages(current.connection(), row["unit_id"])
    return ["初审", "复审"] if number > 1 or row["passed_by"] else ["审核"]


def last_submitted(row: Mapping[str, Any]) -> Stop:
    """What was submitted last: which submission it was, when and by whom."""
    sent = of_log(submission(row["submissions"]), logged(row).get("last submitted"))
    return Stop(sent.label, "past", presentation.local(sent.at), sent.who)


def submission(number: int) -> str:
    """What a submission is called: 已提交, 第2次提交."""
    return f"第{number}次提交" if number > 1 else "已提交"


def logged(row: Mapping[str, Any]) -> dict[str, Row]:
    """The newest revision of each cause, and that of what was last submitted."""
    found: dict[str, Row] = {}
    for each in revisions.all(current.connection(), row["unit_id"], row["id"]):
        found.setdefault(each["cause"], each)
        if each["number"] == row["submitted_revision"]:
            found["last submitted"] = each
    return found


def newest_return(row: Mapping[str, Any]) -> Row:
    """The newest return."""
    return remarks.returns(current.connection(), row["unit_id"], row["id"])[0]
