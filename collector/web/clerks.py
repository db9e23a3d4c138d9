"""Who writes for whom: the administrator assigns clerks, and clerks find the statements they write."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from collector.statement import workflow
from collector.store import clerks, database, people, people_lists
from collector.store.database import Connection, Row
from collector.store.people_lists import Filter
from collector.web import asking, current, permissions, presentation, progress, scope, way, writing
from collector.web.asking import Official
from collector.web.beginning import Author

blueprint = Blueprint("clerks", __name__)

CLERK, OFFICIAL = "clerk", "official"
LABELS = {CLERK: "经办人", OFFICIAL: "填报人"}
# What a statement waits for that its clerk has given out of hand.
WAITS = {
    workflow.AWAITING_AUTHOR: "等本人确认后提交",
    workflow.SUBMITTED: "已提交，等审核",
    workflow.APPROVED: "没有",
    workflow.ARCHIVED: "没有",
}
# SQLite counts no further.
LONGEST_ID = 18


@blueprint.post("/people/<int:person_id>/clerks")
@permissions.role("administrator")
def assign(person_id: int) -> ResponseReturnValue:
    """Let the chosen `clerk` write for the person, or the person for the chosen `official`."""
    side = OFFICIAL if OFFICIAL in request.form else CLERK
    back = redirect(url_for("people.show", person_id=person_id), code=303)
    connection = current.connection()
    with database.transaction(connection):
        row, other = scope.person(person_id), chosen(side)
        if other is None:
            flash(f"请选择{LABELS[side]}", "bad")
            return back
        official, clerk = (other, row) if side == OFFICIAL else (row, other)
        reason = refusal(connection, official, clerk)
        if reason:
            flash(reason, "bad")
            return back
        clerks.assign(connection, official["unit_id"], official["id"], clerk["id"], by=current.person().id)
        current.audit("clerk_assigned", subject=f"person {official['id']}, clerk {clerk['id']}")
    flash(f"{clerk['name']}可以替{official['name']}填报了", "ok")
    return back


def chosen(name: str) -> Row | None:
    """The person of the administrator's units that a select sent; None for nobody, 404 for anybody else."""
    sent = request.form.get(name, "")
    is_number = sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_ID
    return scope.person(int(sent)) if is_number else None


def refusal(connection: Connection, official: Row, clerk: Row) -> str:
    """Why the one can't write for the other; nothing where they can."""
    if official["id"] == clerk["id"]:
        return "自己的报告自己填，不用指定经办人"
    for row, role in ((official, OFFICIAL), (clerk, CLERK)):
        if role not in people.roles_of(connection, row["unit_id"], row["id"]):
            return f"{row['name']}不是{LABELS[role]}，请先在“角色”里勾选“{LABELS[role]}”并保存"
        if row["disabled_at"] is not None:
            return f"{row['name']}的账号已停用，请先恢复"
    return ""


@blueprint.post("/people/<int:person_id>/clerks/<int:clerk_id>/remove")
@permissions.role("administrator")
def remove(person_id: int, clerk_id: int) -> ResponseReturnValue:
    """Let a clerk no longer write for an official; what was written stays."""
    connection = current.connection()
    with database.transaction(connection):
        official, clerk = scope.person(person_id), scope.person(clerk_id)
        if clerks.remove(connection, official["unit_id"], official["id"], clerk["id"]):
            current.audit("clerk_removed", subject=f"person {official['id']}, clerk {clerk['id']}")
    flash(f"{clerk['name']}不再替{official['name']}填报，已填的内容都保留", "ok")
    back = clerk_id if request.form.get("page") == CLERK else person_id
    return redirect(url_for("people.show", person_id=back), code=303)


def sides(row: Row) -> list[dict[str, Any]]:
    """What a person's page says of clerks: who writes for them, and for whom they write, where either may be.

    Those outside the administrator's units are only counted.
    """
    connection = current.connection()
    roles = people.roles_of(connection, row["unit_id"], row["id"])
    there = {
        CLERK: clerks.clerks_of(connection, row["unit_id"], row["id"]),
        OFFICIAL: clerks.officials_of(connection, row["id"]),
    }
    needed = {CLERK: OFFICIAL, OFFICIAL: CLERK}
    paths = {each["id"]: each["path"] for each in scope.units()}
    found = []
    for role, listed in there.items():
        may_have = needed[role] in roles
        if may_have or listed:
            within = [line(each, role, paths) for each in listed if each["unit_id"] in paths]
            found.append(
                {
                    "role": role,
                    "people": within,
                    "elsewhere": len(listed) - len(within),
                    "lost": "" if may_have else LABELS[needed[role]],
                    "offered": offered(row, role, listed, paths) if may_have else [],
                    "is_disabled": row["disabled_at"] is not None,
                }
            )
    return found


def line(row: Row, role: str, paths: Mapping[int, str]) -> dict[str, Any]:
    """What the page says of one of them."""
    lost = "" if row["has_role"] else f"已不是{LABELS[role]}"
    return {
        **dict(row),
        "unit_path": paths[row["unit_id"]],
        "note": lost or ("账号已停用" if row["disabled_at"] is not None else ""),
    }


def offered(row: Row, role: str, there: Iterable[Row], paths: Mapping[int, str]) -> list[dict[str, Any]]:
    """Whom a select offers: everybody with the role who may sign in, but for themselves and those chosen."""
    left_out = {row["id"], *(each["id"] for each in there)}
    everybody = Filter(unit_id=current.person().unit_id, role=role, state="on")
    found = people_lists.listed(current.connection(), everybody, most=asking.MOST)
    return [{**each, "unit_path": paths[each["unit_id"]]} for each in found if each["id"] not in left_out]


def served() -> list[dict[str, Any]]:
    """Whom the signed-in clerk writes for, each with their statements: from the statements' rows alone."""
    if not current.person().is_clerk:
        return []
    connection, person_id = current.connection(), current.person().id
    rows = clerks.statements_of(connection, person_id)
    return [
        {
            **dict(official),
            "can_begin": can_begin(official),
            "statements": [card(row) for row in rows if row["person_id"] == official["id"]],
        }
        for official in clerks.officials_of(connection, person_id)
    ]


def card(row: Row) -> dict[str, Any]:
    """What a clerk's list says of a statement."""
    definition = current.definitions().definition(current.connection(), row["definition_id"])
    return {
        "id": row["id"],
        "title": definition.report_title(row["year"], row["period"]),
        "year": row["year"],
        "state": row["state"],
        "state_label": presentation.STATE_LABELS[row["state"]],
        "tag": way.TAGS[row["state"]],
        "waits": WAITS.get(row["state"], ""),
        "returned": len(writing.named(row)) if row["state"] == workflow.RETURNED else 0,
        "missing": row["missing"],
        "findings": row["findings"],
        # Once it is handed over, its author goes on; once it is submitted, nobody does.
        "is_writing": row["state"] in workflow.STEPS["hand_over"].states,
        "is_imported": bool(row["imported_at"]),
        "saved_at": presentation.local(row["saved_at"]),
        "due": progress.until(row["deadline"], is_closed=row["closed_at"] is not None),
    }


def can_begin(official: Row) -> bool:
    """Whether a statement can be begun for them: they file, and may sign in to confirm it."""
    return bool(official["has_role"]) and official["disabled_at"] is None


def authors() -> list[Author]:
    """For whom the signed-in person may begin statements: themselves, and those they write for."""
    person = current.person()
    own: list[Author] = [person] if person.is_official else []
    listed = clerks.officials_of(current.connection(), person.id) if person.is_clerk else []
    return own + [
        Official(**{key: row[key] for key in ("id", "unit_id", "unit_name", "name", "position")})
        for row in listed
        if can_begin(row)
    ]


def author(sent: str) -> Author | None:
    """For whom a form begins a statement: None where somebody has to be chosen, 404 for anybody else."""
    there = authors()
    if not sent:
        own = [each for each in there if each.id == current.person().id]
        return next(iter(own or (there if len(there) == 1 else [])), None)
    return next((each for each in there if str(each.id) == sent), None) or abort(404)
