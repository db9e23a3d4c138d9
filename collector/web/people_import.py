"""People taken in from a workbook: a template, a preview, all or nobody, and their passwords once."""

import json
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector import accounts, passwords, roster_template, rosters, workbooks
from collector.rosters import Entry, Fault, Roster
from collector.store import clerks, database, people, people_lists
from collector.store import rosters as kept_rosters
from collector.store import units as kept_units
from collector.web import attachments, current, permissions, presentation, scope
from collector.web.problems import Shown, shown
from collector.workbooks import Sheet

blueprint = Blueprint("people_import", __name__)

# head of the file of passwords -> how wide
PASSWORDS = {"单位": 30, "姓名": 12, "账号": 18, "一次性密码": 24}


@blueprint.get("/people/import")
@permissions.role("administrator")
def show() -> str:
    """The form for a file."""
    return upload_page([], Roster(entries=(), faults=()))


def upload_page(problems: list[Shown], roster: Roster, file_name: str = "") -> str:
    """The form, with everything that is wrong with the file just sent."""
    return render_template(
        "people-import.html", problems=problems, faults=roster.faults, file_name=file_name, most=rosters.MOST
    )


@blueprint.get("/people/import/template.xlsx")
@permissions.role("administrator")
def template() -> ResponseReturnValue:
    """The workbook to fill in."""
    made = roster_template.made([each["path"] for each in scope.units()])
    return attachments.workbook(made, "人员导入模板")


@blueprint.post("/people/import")
@permissions.role("administrator")
def read() -> ResponseReturnValue:
    """Read the file, and go on to the preview where nothing is wrong with it."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return upload_page([shown("file", "请选择一份 .xlsx 文件")], Roster(entries=(), faults=())), 422
    name = presentation.NOT_IN_FILE_NAMES.sub("", sent.filename)[: presentation.LONGEST_FILE_NAME]
    connection, person = current.connection(), current.person()
    rows = kept_units.below(connection, person.unit_id)
    try:
        there = {each["account"] for each in known_clerks()}
        found = rosters.read(sent.read(), rows, people_lists.accounts(connection), there)
    except workbooks.WorkbookError as error:
        current.audit("roster_read", result="refused")
        return upload_page([shown("file", str(error))], Roster(entries=(), faults=())), 422
    if found.faults:
        current.audit("roster_read", result="refused")
        return bad_page(found, name), 422
    with database.transaction(connection):
        roster_id = kept_rosters.add(
            connection, person.unit_id, person.id, file_name=name, people=rosters.kept(found.entries)
        )
        current.audit("roster_read", subject=f"roster {roster_id}")
    return redirect(
        url_for("people_import.preview", roster_id=roster_id, unused="、".join(found.unused) or None),
        code=303,
    )


def known_clerks() -> list[dict[str, Any]]:
    """Those of the administrator's units who can write for others."""
    wanted = people_lists.Filter(unit_id=current.person().unit_id, role="clerk", state="on")
    return people_lists.listed(current.connection(), wanted, most=rosters.MOST * 10)


def bad_page(roster: Roster, name: str) -> str:
    """The form again, with every fault named."""
    count = len(roster.faults)
    return upload_page([shown("faults", f"文件里有 {count} 处要改，没有导入任何人")], roster, name)


@blueprint.get("/people/import/<int:roster_id>")
@permissions.role("administrator")
def preview(roster_id: int) -> str:
    """Who would be added."""
    name, entries = own(roster_id)
    return render_template(
        "people-preview.html",
        roster_id=roster_id,
        file_name=name,
        people=lines(entries),
        unused=request.args.get("unused", "")[:200],
    )


def own(roster_id: int) -> tuple[str, tuple[Entry, ...]]:
    """The administrator's own roster that waits: the file's name, and the people; 404 for any other."""
    person = current.person()
    found = kept_rosters.one(current.connection(), person.unit_id, person.id, roster_id)
    if found is None:
        abort(404)
    return found[0], rosters.again(found[1])


def lines(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """What the preview says of each; somebody of that name in the unit is pointed out."""
    there = {
        (row["unit_id"], row["name"])
        for row in people_lists.listed(
            current.connection(),
            people_lists.Filter(unit_id=current.person().unit_id),
            most=rosters.MOST * 10,
        )
    }
    names = {each["account"]: each["name"] for each in known_clerks()}
    names |= {each.account: each.name for each in entries}
    return [
        {
            "row": each.row,
            "account": each.account,
            "name": each.name,
            "position": each.position,
            "unit": each.unit,
            "roles_label": accounts.roles_label(each.roles),
            "clerks": "、".join(f"{names.get(account, '')}（{account}）" for account in each.clerks),
            "is_known": (each.unit_id, each.name) in there,
        }
        for each in entries
    ]


@blueprint.post("/people/import/<int:roster_id>")
@permissions.role("administrator")
def take_in(roster_id: int) -> ResponseReturnValue:
    """Add everybody with a one-time password, shown this once; where one can't be added, nobody is."""
    name, entries = own(roster_id)
    given = [passwords.one_time() for _ in entries]
    # Hashed before other writers have to wait.
    hashes = [passwords.hashed_one_time(password) for password in given]
    faults = []
    connection, person = current.connection(), current.person()
    try:
        with database.transaction(connection):
            faults = add_all(entries, hashes)
            if faults:
                raise accounts.Refused(name)
            kept_rosters.use(connection, person.unit_id, roster_id)
            current.audit("people_imported", subject=f"roster {roster_id}, {len(entries)} people")
    except accounts.Refused:
        return bad_page(Roster(entries=(), faults=tuple(faults)), name), 422
    added = [
        {"unit": each.unit, "name": each.name, "account": each.account, "password": password}
        for each, password in zip(entries, given, strict=True)
    ]
    return passwords_page(f"已导入 {len(added)} 人", added)


def passwords_page(heading: str, added: list[dict[str, str]]) -> str:
    """One-time passwords, shown this once: `unit`, `name`, `account` and `password` of each."""
    packed = json.dumps([list(each.values()) for each in added])
    return render_template("people-added.html", heading=heading, people=added, packed=packed)


def add_all(entries: Sequence[Entry], hashes: Sequence[str]) -> list[Fault]:
    """Add those who can be added, and return what came between for the others. Call it in a transaction."""
    connection, person = current.connection(), current.person()
    units = {row["id"] for row in kept_units.below(connection, person.unit_id)}
    faults, added = [], []
    for each, password_hash in zip(entries, hashes, strict=True):
        if each.unit_id not in units:
            faults.append(Fault(row=each.row, message=f"单位“{each.unit}”已经没有了，请重新上传"))
            continue
        try:
            person_id = accounts.add_to_unit(
                connection,
                each.unit_id,
                account=each.account,
                name=each.name,
                position=each.position,
                roles=each.roles,
                password_hash=password_hash,
                by=person.id,
                address=current.address(),
            )
        except accounts.Refused as refused:
            faults.append(Fault(row=each.row, message=str(refused)))
        else:
            added.append((person_id, each))
    return faults or assign_clerks(added)


def assign_clerks(added: Sequence[tuple[int, Entry]]) -> list[Fault]:
    """Let those named write for the added people; what came between for the others. In the transaction."""
    connection, faults = current.connection(), []
    there = {each["account"] for each in known_clerks()}
    for person_id, entry in added:
        for account in entry.clerks:
            clerk = people.by_account(connection, account) if account in there else None
            if clerk is None:
                message = f"经办人“{account}”已经没有了，或者不再是经办人，请重新上传"
                faults.append(Fault(row=entry.row, message=message))
                continue
            clerks.assign(connection, entry.unit_id, person_id, clerk["id"], by=current.person().id)
            current.audit("clerk_assigned", subject=f"person {person_id}, clerk {clerk['id']}")
    return faults


@blueprint.post("/people/import/passwords.xlsx")
@permissions.role("administrator")
def password_file() -> ResponseReturnValue:
    """The passwords that the page just showed, as a workbook: the page sends them, for nobody keeps them."""
    try:
        rows = json.loads(request.form.get("people", ""))
    except ValueError:
        abort(400)
    if not is_table(rows):
        abort(400)
    current.audit("passwords_downloaded", subject=f"{len(rows)} people")
    made = workbooks.written([Sheet(name="一次性密码", heads=PASSWORDS, rows=rows)])
    return attachments.workbook(made, "一次性密码")


def is_table(rows: Any) -> bool:
    """Whether these are rows of texts for the file of passwords."""
    return (
        isinstance(rows, list)
        and 0 < len(rows) <= rosters.MOST
        and all(isinstance(row, list) and len(row) == len(PASSWORDS) for row in rows)
        and all(isinstance(cell, str) and len(cell) <= 1000 for row in rows for cell in row)
    )
