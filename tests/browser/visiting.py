"""The demonstration as a service for a whole module of tests, windows onto it, and the list of its pages."""

import contextlib
import re
from dataclasses import dataclass, field
from pathlib import Path

import serving

from collector.store import answers, imports, people, revisions, rosters, statements, units
from collector.store import database as store

OFFICIAL, ADMINISTRATOR = "chenyuanshan", "zhouqing"
ROUTES = Path(__file__).parent.parent / "route-list.txt"
# Not pages: redirects, answers to scripts; and whatever is a file.
NO_PAGES = {"/", "/session-token"}
FILES = (".css", ".docx", ".xlsx")
OPEN = ("/sign-in", "/help", "/setup/<string:token>")
PLACES = {
    "<string:section>": "political-responsibility",
    "<string:token>": "x" * 43,
}
# What an uploaded report may leave to be confirmed.
IMPORTED = {
    "answers": {"report_year": "2023", "position": "局长", "party_lectures": [], "branches_before": "1"},
    "doubtful": {"position": "所在的句子与模板的文字不完全一样，请核对", "branches_before": "没有写出"},
    "quotes": {"position": "江城市水文局　局长　陈远山"},
    "left": ["没有归入任何问题的一段"],
    "unprinted": ["branches_before"],
    "is_revised": True,
}
# Somebody new, and somebody of a name that the unit has.
ROSTER = [
    {"row": row, "account": account, "name": name, "position": "科长", "unit_id": 1, "unit": "江城市水文局"}
    | {"roles": ["official", "reviewer"]}
    for row, account, name in ((2, "lijiang", "李江"), (3, "chen2", "陈远山"))
]


@dataclass
class Demonstration:
    """Where it runs, its database, who may sign in, and the statements by year."""

    address: str
    path: Path
    passwords: dict
    statements: dict
    signed_in: dict = field(default_factory=dict)

    @property
    def newest(self):
        """The address of the statement that is being written."""
        return f"/statements/{self.statements[2026]}"

    def pages(self, role):
        """The addresses of the checked-in list that answer a GET of somebody in that role with a page."""
        listed = [line.split() for line in ROUTES.read_text("utf-8").splitlines()]
        found = [(place, needed) for method, place, needed in listed if method == "GET"]
        asked = [place for place, needed in found if belongs(place, needed, role)]
        return [self.filled_in(place) for place in asked if is_page(place)]

    def filled_in(self, place):
        for part, value in {**PLACES, "<int:statement_id>": str(self.statements[2026])}.items():
            place = place.replace(part, value)
        return re.sub("<int:[a-z_]+>", "1", place)


def is_page(place):
    return place not in NO_PAGES and not place.endswith(FILES)


def belongs(place, needed, role):
    """Whether the page is looked at in that role: each page in one."""
    return role == ("open" if place in OPEN else "administrator" if needed == "administrator" else "official")


@contextlib.contextmanager
def demonstrated(folder):
    """Serve the demonstration, with something to see on every page, until the block ends."""
    path = folder / "demo.sqlite3"
    passwords = serving.demo_database(path)
    connection = store.connect(path)
    found = {row["year"]: row["id"] for row in statements.of_person(connection, 1, 1)}
    with store.transaction(connection):
        # A phrase out of date, a second revision, an upload that waits, a report in the bin.
        answers.save(connection, 1, found[2026], {"study_focus": ["十九届六中全会精神"]}, 1)
        revisions.cut(connection, 1, found[2026], "saved", 1)
        imports.add(connection, 1, 1, definition_id=1, file_name="往年.docx", found=IMPORTED)
        statements.discard(connection, 1, found[2024])
        # A department, and a roster that waits.
        units.add(connection, "监测科", parent_id=1)
        rosters.add(connection, 1, 2, file_name="人员.xlsx", people=ROSTER)
    connection.close()
    with serving.served(path, folder / "log") as address:
        yield Demonstration(address=address, path=path, passwords=passwords, statements=found)


@contextlib.contextmanager
def visiting(browser, demonstration, account=OFFICIAL, *, width=1366, height=768, **options):
    """A window of somebody signed in, or of nobody; an error in a script fails the test."""
    context = browser.new_context(
        base_url=demonstration.address,
        locale="zh-CN",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        storage_state=demonstration.signed_in.get(account),
        **options,
    )
    context.set_default_timeout(15_000)
    errors = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    page = context.new_page()
    if account and account not in demonstration.signed_in:
        sign_in(page, account, demonstration.passwords[account])
        demonstration.signed_in[account] = context.storage_state()
    yield page
    context.close()
    assert errors == []


def sign_in(page, account, password):
    page.goto("/sign-in")
    page.locator("[name=account]").fill(account)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/statements")


def add_official(demonstration, account, name):
    """Somebody in the unit who has written nothing yet; signs in with the first official's password."""
    connection = store.connect(demonstration.path)
    known = people.by_account(connection, OFFICIAL)
    with store.transaction(connection):
        person = people.add(
            connection,
            1,
            account=account,
            name=name,
            position="副局长",
            password_hash=known["password_hash"],
            must_change_password=False,
        )
        people.grant(connection, 1, person, "official")
    connection.close()
    demonstration.passwords[account] = demonstration.passwords[OFFICIAL]
