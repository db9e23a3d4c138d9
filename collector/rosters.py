"""A roster of people in a workbook: what its rows say, or what is wrong with them."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from collector import accounts, cells, workbooks
from collector.accounts import ROLE_LABELS, Refused
from collector.cells import Cell, Line
from collector.store import people, units
from collector.store.database import Row

SHEET = "人员"
# column -> how wide it is in the template
COLUMNS = {"账号": 18, "姓名": 12, "职务": 24, "单位": 34, "角色": 22}
# Rosters from before clerks have none of these.
OPTIONAL = {"经办人账号": 22}
ALIASES = {"登录账号": "账号", "部门": "单位", "经办人": "经办人账号"}
MOST = 2000
# Something may stand above the heads, such as a title.
HEAD_WITHIN = 10
# Said so in orders and forms, too.
OTHER_ROLES = {"单位管理员": "administrator"}
_ROLES = {label: role for role, label in ROLE_LABELS.items()} | OTHER_ROLES
_BETWEEN = re.compile(r"[、，,;；/／\s]+")
# What stands between roles whose names have blanks in them: 填 报 人、审 核 人.
_SURELY_BETWEEN = re.compile(r"[、，,;；/／]+")
_BLANK_IN_NAME = re.compile(r"(?<=[㐀-鿿])[\s\u3000]+(?=[㐀-鿿])")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One person of the roster, by the number of the row."""

    row: int
    account: str
    name: str
    position: str
    unit_id: int
    unit: str
    roles: tuple[str, ...]
    # The accounts of those who write for this person.
    clerks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What has to be mended: the row (0: the whole sheet), the column's letter and head, and the words."""

    row: int
    letter: str = ""
    column: str = ""
    message: str

    def __str__(self) -> str:
        if not self.row:
            return self.message
        place = f"第 {self.row} 行"
        return (
            f"{place}，{self.letter} 列“{self.column}”：{self.message}"
            if self.column
            else f"{place}：{self.message}"
        )


@dataclass(frozen=True, kw_only=True)
class Roster:
    """What a workbook says: people or what is wrong, and heads of columns that were not used."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    unused: tuple[str, ...] = ()


def read(
    data: bytes,
    unit_rows: Sequence[Row | Mapping[str, Any]],
    known: Collection[str],
    clerks: Collection[str] = (),
) -> Roster:
    """What a workbook says, all of it checked. Raises workbooks.WorkbookError.

    `unit_rows`: the units that people may be put into; `known`: the accounts there are; `clerks`: those of
    them who can be somebody's clerk.
    """
    lines = workbooks.lines(data, SHEET)
    head = next((line for line in lines[:HEAD_WITHIN] if is_head(line)), None)
    if head is None:
        heads = "、".join(COLUMNS)
        message = f"没有找到表头。表头要有{heads}五列，请用下载的模板填写"
        return Roster(entries=(), faults=(Fault(row=0, message=message),))
    places, faults = columns(head)
    rows = [line for line in lines if line.number > head.number]
    if not rows:
        faults.append(Fault(row=0, message="表头下面没有人员"))
    if len(rows) > MOST:
        faults.append(Fault(row=0, message=f"有 {len(rows)} 人，一次最多 {MOST} 人，请分成几份"))
    if faults:
        return Roster(entries=(), faults=tuple(faults))
    found, faults = meanings(rows, places, unit_rows)
    given = {row: values["账号"] for row, values in found.items() if "账号" in values}
    faults += clashes(given, places["账号"], known)
    faults += clerk_faults(found, places, clerks)
    if faults:
        return Roster(entries=(), faults=tuple(sorted(faults, key=lambda each: (each.row, each.letter))))
    paths, used = units.paths(unit_rows), set(places.values())
    return Roster(
        entries=tuple(entry(row, values, paths) for row, values in found.items()),
        faults=(),
        unused=tuple(cell.text for place, cell in enumerate(head.cells) if cell.text and place not in used),
    )


def head_of(cell: Cell) -> str:
    """The column that a head names, whatever blanks and stars stand in it."""
    text = re.sub(r"[\s*＊]", "", unicodedata.normalize("NFKC", cell.text))
    return ALIASES.get(text, text)


def is_head(line: Line) -> bool:
    """Whether a row names the columns: at least who somebody is."""
    return {"账号", "姓名"} <= {head_of(cell) for cell in line.cells}


def columns(head: Line) -> tuple[dict[str, int], list[Fault]]:
    """The place of every column, and what is missing or there twice."""
    places: dict[str, int] = {}
    faults = []
    for place, cell in enumerate(head.cells):
        column = head_of(cell)
        if column in places:
            message = f"有两列“{column}”，请删去一列"
            faults.append(Fault(row=head.number, message=message))
        elif column in COLUMNS or column in OPTIONAL:
            places[column] = place
    missing = [column for column in COLUMNS if column not in places]
    if missing:
        faults.append(Fault(row=head.number, message=f"缺少“{'”“'.join(missing)}”列，请用下载的模板填写"))
    return places, faults


def meanings(
    rows: Sequence[Line], places: Mapping[str, int], unit_rows: Sequence[Row | Mapping[str, Any]]
) -> tuple[dict[int, dict[str, Any]], list[Fault]]:
    """What the good cells mean, by the number of the row and by column; and what is wrong with the others."""
    found: dict[int, dict[str, Any]] = {}
    faults = []
    for line in rows:
        values = found.setdefault(line.number, {})
        for column, place in places.items():
            try:
                values[column] = value_of(column, line.cells[place], unit_rows)
            except Refused as refused:
                letter = cells.letter(place)
                faults.append(Fault(row=line.number, letter=letter, column=column, message=str(refused)))
    return found, faults


def entry(row: int, values: Mapping[str, Any], paths: Mapping[int, str]) -> Entry:
    """The person of a row that has nothing wrong."""
    return Entry(
        row=row,
        account=values["账号"],
        name=values["姓名"],
        position=values["职务"],
        unit_id=values["单位"],
        unit=paths[values["单位"]],
        roles=values["角色"],
        clerks=values.get("经办人账号", ()),
    )


def value_of(column: str, cell: Cell, unit_rows: Sequence[Row | Mapping[str, Any]]) -> Any:
    """What a cell means. Raises Refused."""
    if cell.problem:
        raise Refused(cell.problem)
    if cell.merged and column in ("账号", "姓名"):
        raise Refused(f"几行合并成一格了（{cell.merged}），请取消合并，每行各填一个")
    if column == "账号":
        return people.account_key(accounts.given_account("账号", cell.text))
    if column == "姓名":
        # Names of two characters are often spread to the width of three.
        return accounts.given("姓名", _BLANK_IN_NAME.sub("", cell.text), 20)
    if column == "经办人账号":
        named = _BETWEEN.split(accounts.given(column, cell.text, 400, may_be_empty=True))
        return tuple(dict.fromkeys(people.account_key(each) for each in named if each))
    text = accounts.given(column, cell.text, 200 if column != "职务" else 40, may_be_empty=column == "职务")
    if column == "单位":
        return unit_of(text, unit_rows)
    return roles_of(text) if column == "角色" else text


def unit_of(text: str, unit_rows: Sequence[Row | Mapping[str, Any]]) -> int:
    """The id of the unit that a cell names. Raises Refused."""
    text = text.replace("／", "/")
    found = units.named(unit_rows, text)
    if not found:
        raise Refused(f"没有单位“{text}”，请先在“单位和部门”里添加，或者改成已有的名称")
    if len(found) > 1:
        raise Refused(f"有 {len(found)} 个单位叫“{text}”，请连上级一起写，如“上级单位/{text}”")
    return found[0]


def roles_of(text: str) -> tuple[str, ...]:
    """The roles that a cell names, in their order. Raises Refused."""
    named: list[str] = []
    for part in _SURELY_BETWEEN.split(text):
        whole = re.sub(r"\s", "", part)
        named += [whole] if whole in _ROLES else [each for each in _BETWEEN.split(part) if each]
    unknown = [each for each in named if each not in _ROLES]
    if unknown:
        raise Refused(f"没有角色“{unknown[0]}”，可以写{'、'.join(ROLE_LABELS.values())}")
    found = {_ROLES[each] for each in named}
    return tuple(role for role in people.ROLES if role in found)


def clashes(accounts_of: Mapping[int, str], place: int, known: Collection[str]) -> list[Fault]:
    """Accounts (by row) that stand in the roster twice, or that somebody has already."""
    first: dict[str, int] = {}
    found = []
    for row, account in accounts_of.items():
        there = first.setdefault(account, row)
        message = ""
        if there != row:
            message = f"“{account}”与第 {there} 行的相同，请改一个"
        elif account in known:
            message = f"“{account}”已有人使用，请换一个；人已经添加过的，请删去这一行"
        if message:
            found.append(Fault(row=row, letter=cells.letter(place), column="账号", message=message))
    return found


def clerk_faults(
    found: Mapping[int, Mapping[str, Any]], places: Mapping[str, int], clerks: Collection[str]
) -> list[Fault]:
    """Rows that name as a clerk somebody who can't be that one's."""
    roles_in_roster = {values["账号"]: values.get("角色") for values in found.values() if "账号" in values}
    faults = []
    for row, values in found.items():
        messages = [
            clerk_message(account, values, roles_in_roster, clerks)
            for account in values.get("经办人账号", ())
        ]
        if messages and "official" not in values.get("角色", ("official",)):
            messages = ["只有填报人才有经办人，请在“角色”里加上“填报人”，或者清空这一格"]
        faults += [
            Fault(
                row=row,
                letter=cells.letter(places["经办人账号"]),
                column="经办人账号",
                message=message,
            )
            for message in messages
            if message
        ]
    return faults


def clerk_message(
    account: str,
    values: Mapping[str, Any],
    roles_in_roster: Mapping[str, tuple[str, ...] | None],
    clerks: Collection[str],
) -> str:
    """Why an account can't be the clerk of a row's person; nothing where it can."""
    if account == values.get("账号"):
        return "不能给自己当经办人"
    if account not in roles_in_roster:
        if account in clerks:
            return ""
        return f"没有经办人“{account}”：本表和您管理的单位里，没有这个账号或者不是经办人"
    # A row whose roles can't be read has its own fault.
    roles = roles_in_roster[account]
    return (
        ""
        if roles is None or "clerk" in roles
        else f"“{account}”在本表里不是经办人，请在那一行的“角色”里加上"
    )


def kept(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The entries as JSON keeps them."""
    return [asdict(entry) for entry in entries]


def again(rows: Sequence[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """The entries out of what was kept."""
    return tuple(
        Entry(**{**row, "roles": tuple(row["roles"]), "clerks": tuple(row.get("clerks", ()))}) for row in rows
    )
