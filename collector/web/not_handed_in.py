"""Who has not handed in: a reviewer's list of a round, and the workbook that administrators get, too."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector import workbooks
from collector.store import waiting
from collector.store.database import Row
from collector.web import asking, attachments, current, permissions, presentation, scope
from collector.web.scope import Unit
from collector.workbooks import Sheet

blueprint = Blueprint("not_handed_in", __name__)

ON_A_PAGE = 50
# head of the list -> how wide
HEADS = {
    "单位": 30,
    "姓名": 12,
    "职务": 24,
    "状态": 12,
    "必填未填": 10,
    "填写有误": 11,
    "退回的问题": 11,
    "截止日": 16,
    "最近保存": 20,
}


@blueprint.get("/reviews/not-handed-in")
@permissions.role("reviewer")
def show() -> str:
    """Who of the reviewer's units has not handed in, in the newest open round or the one chosen."""
    units = scope.tree()
    rounds = waiting.rounds(current.connection(), current.person().unit_id)
    chosen = chosen_round(rounds)
    if chosen is None:
        return render_template("not-handed-in.html", rounds=[], round=None)
    unit_id = scope.chosen(request.args, units)
    top_id = unit_id or current.person().unit_id
    total = waiting.count(current.connection(), top_id, chosen["id"])
    pages = max(1, -(-total // ON_A_PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    skip = (number - 1) * ON_A_PAGE
    rows = waiting.people(current.connection(), top_id, chosen["id"], most=ON_A_PAGE, skip=skip)
    address = {"round": chosen["id"], "unit": unit_id or ""}
    return render_template(
        "not-handed-in.html",
        rounds=[{"id": each["id"], "title": title(each)} for each in rounds],
        round={**dict(chosen), "title": title(chosen), "due": presentation.day(chosen["deadline"])},
        units=[(each["id"], each["path"]) for each in units],
        unit_id=unit_id,
        people=[SimpleNamespace(**each) for each in lines(chosen, rows, units)],
        total=total,
        page=number,
        pages=pages,
        link=f"{url_for('not_handed_in.show')}?{urlencode({**address, 'page': ''})}",
        workbook=f"{url_for('not_handed_in.download')}?{urlencode(address)}",
    )


@blueprint.get("/reviews/not-handed-in.xlsx")
@permissions.role("reviewer")
def download() -> ResponseReturnValue:
    """The same as a workbook, everybody in one sheet."""
    rounds = waiting.rounds(current.connection(), current.person().unit_id)
    chosen, units = chosen_round(rounds) or abort(404), scope.tree()
    top_id = scope.chosen(request.args, units) or current.person().unit_id
    rows = waiting.people(current.connection(), top_id, chosen["id"])
    current.audit("round_list_downloaded", subject=f"round {chosen['id']}")
    return workbook(chosen, lines(chosen, rows, units))


def chosen_round(rounds: list[Row]) -> Row | None:
    """The round that the address names, or the first one; 404 for one that asks nobody here."""
    sent = request.args.get("round", "")
    if not sent:
        return rounds[0] if rounds else None
    return next((each for each in rounds if str(each["id"]) == sent), None) or abort(404)


def title(row: Row) -> str:
    """A round as a list names it: what is asked, by whom, and whether it is over."""
    asked = asking.title(row["definition_name"], row["year"], row["period"])
    return f"{asked}（{row['unit_name']}{'，已结束' if row['closed_at'] else ''}）"


def lines(row: Row, people: Iterable[Row], units: Iterable[Unit]) -> list[dict[str, Any]]:
    """What is said of each of them: as on a round's page, and the days left or over."""
    paths, today = {each["id"]: each["path"] for each in units}, presentation.today()
    return [{**asking.line(row, each, paths), **left(row, each, today)} for each in people]


def left(row: Row, each: Row, today: date) -> dict[str, Any]:
    """The person's own deadline, and how many days are left or over."""
    deadline = max(row["deadline"], each["own_deadline"] or "")
    days = (date.fromisoformat(deadline) - today).days
    return {
        "deadline": presentation.day(deadline),
        "days": f"还有 {days} 天" if days > 0 else "今天截止" if days == 0 else f"逾期 {-days} 天",
        "is_over": days < 0,
        "saved": presentation.local(each["saved_at"]),
    }


def workbook(row: Row, people: Iterable[Mapping[str, Any]]) -> ResponseReturnValue:
    """Who has not handed in, and how far each is; `people` are `asking.line`s."""
    rows = [
        (
            *(each[name] for name in ("unit_path", "name", "position", "state_label")),
            *(each["missing"] or 0, each["findings"] or 0, each["returned"]),
            each["due"] or presentation.day(row["deadline"]),
            presentation.local(each["saved_at"]),
        )
        for each in people
    ]
    data = workbooks.written([Sheet(name="未上报名单", heads=HEADS, rows=rows)])
    stem = asking.title(row["definition_name"], row["year"], row["period"])
    return attachments.workbook(data, f"{stem}（未上报名单）")
