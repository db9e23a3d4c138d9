"""People and how they first get in: the set-up link, and a one-time password for everybody else."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import Path

from collector import passwords
from collector.statement import cleaning
from collector.store import audit, database, people, setup_links, units
from collector.store.database import Connection

# Letters and digits of ASCII only: two accounts that look alike are then the same.
ACCOUNT = re.compile(r"[A-Za-z0-9._-]{3,40}")

ROLE_LABELS = {"official": "填报人", "clerk": "经办人", "reviewer": "审核人", "administrator": "管理员"}


class Refused(Exception):
    """An account that can't be made; the message says in Chinese what to change."""


def setup_link(path: Path) -> str | None:
    """Make a one-time link's token; None where there is an administrator, so that it would open nothing."""
    connection = database.connection(path)
    with database.transaction(connection):
        if people.has_administrator(connection):
            return None
        token = setup_links.create(connection)
        audit.record(connection, "setup_link_created")
        return token


def is_setup_open(connection: Connection, token: str) -> bool:
    """Whether the link's token still makes the first administrator."""
    return setup_links.valid(connection, token) and not people.has_administrator(connection)


def new_password(path: Path, account: str) -> str:
    """Replace the password of whoever has this account by a one-time one, and return it. Raises Refused."""
    connection = database.connection(path)
    found = people.by_account(connection, account)
    if found is None:
        raise Refused(f"没有账号“{account}”")
    return replace_password(connection, found["unit_id"], found["id"])


def replace_password(
    connection: Connection, unit_id: int, person_id: int, *, by: int | None = None, address: str = ""
) -> str:
    """Give a new one-time password and return it; every session of the person ends."""
    password = passwords.one_time()
    # Hashing takes its time, so it is done before other writers have to wait.
    password_hash = passwords.hashed(password)
    with database.transaction(connection):
        people.set_password(connection, person_id, password_hash, must_change_password=True)
        audit.record(
            connection,
            "password_replaced",
            person_id=by,
            unit_id=unit_id,
            subject=f"person {person_id}",
            address=address,
        )
    return password


def add_person(
    path: Path, *, account: str, name: str, position: str, unit: str | None, roles: Iterable[str]
) -> str:
    """Keep a new person and return the one-time password. Raises Refused."""
    account, name = given_account("账号", account), given("姓名", name, 20)
    position = given("职务", position, 40, may_be_empty=True)
    unit = None if unit is None else given("单位名称", unit, 60)
    connection, password = database.connection(path), passwords.one_time()
    password_hash = passwords.hashed(password)
    with database.transaction(connection):
        add_to_unit(
            connection,
            unit_named(connection, unit),
            account=account,
            name=name,
            position=position,
            roles=roles,
            password_hash=password_hash,
        )
    return password


def given(label: str, text: str, most: int, *, may_be_empty: bool = False, is_multiline: bool = False) -> str:
    """A short text on one line, or on several. Raises Refused where it is empty, too long or damaged."""
    try:
        cleaned = cleaning.clean(text)
        found = "\n".join(cleaning.paragraphs(cleaned)) if is_multiline else cleaning.inline(cleaned)
    except cleaning.LoneSurrogate as error:
        raise Refused(f"{label}里有损坏的文字，请重新输入") from error
    if not found and not may_be_empty:
        raise Refused(f"请填写{label}")
    if len(found) > most:
        raise Refused(f"{label}最多 {most} 个字")
    return found


def given_account(label: str, text: str) -> str:
    """An account that can be typed on any keyboard, also in full-width letters. Raises Refused."""
    found = given(label, text, 40)
    if not ACCOUNT.fullmatch(unicodedata.normalize("NFKC", found)):
        raise Refused(f"{label}须为 3 到 40 个字符，只能用字母、数字和“.”“-”“_”")
    return found


def add_to_unit(
    connection: Connection,
    unit_id: int,
    *,
    account: str,
    name: str,
    position: str,
    roles: Iterable[str],
    password_hash: str,
    must_change_password: bool = True,
    by: int | None = None,
    address: str = "",
) -> int:
    """Keep a new person of a unit and return the id. Call it in a transaction. Raises Refused."""
    try:
        person_id = people.add(
            connection,
            unit_id,
            account=account,
            name=name,
            position=position,
            password_hash=password_hash,
            must_change_password=must_change_password,
        )
    except people.AccountTaken as taken:
        raise Refused(f"账号“{account}”已有人使用，请换一个") from taken
    for role in roles:
        people.grant(connection, unit_id, person_id, role)
    subject = f"person {person_id}"
    audit.record(connection, "person_added", person_id=by, unit_id=unit_id, subject=subject, address=address)
    return person_id


def roles_label(roles: Collection[str]) -> str:
    """填报人、管理员: the roles in their order."""
    return "、".join(label for role, label in ROLE_LABELS.items() if role in roles)


def unit_named(connection: Connection, name: str | None) -> int:
    """The id of the unit of that name or path, made where there is none; without one, the only unit there is.

    Raises Refused where there is none, or several.
    """
    known = units.all(connection)
    if name is None:
        if len(known) != 1:
            raise Refused("请用 --unit 写明单位名称")
        return int(known[0]["id"])
    found = units.named(known, name)
    if len(found) > 1:
        raise Refused(f"有 {len(found)} 个单位叫“{name}”，请连上级一起写，如“上级单位/{name}”")
    return found[0] if found else units.add(connection, name)
