"""The demonstration as a service for a whole module of tests, windows onto it, and the list of its pages."""

import contextlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import sample_answers

from collector import demo
from collector.store import database as store
from collector.store import people

# Milliseconds until something that ought to come is given up, on a machine that is busy.
PATIENCE = 30_000
OFFICIAL, DEPUTY, CLERK = "chenyuanshan", "wangxiaohe", "heqinghe"
REVIEWER, ADMINISTRATOR = "linzhiyuan", "zhouqing"
# Who looks at the pages of a role. Those of the deputy are of statements that are on their way.
ROLES = {
    "open": None,
    "official": OFFICIAL,
    "deputy": DEPUTY,
    "clerk": CLERK,
    "reviewer": REVIEWER,
    "administrator": ADMINISTRATOR,
}
ROUTES = Path(__file__).parent.parent / "route-list.txt"
# Not pages: redirects, answers to scripts; and whatever is a file.
NO_PAGES = {
    "/",
    "/session-token",
    "/reviews/<int:statement_id>/<string:decision>",
    "/reviews/<int:statement_id>/remarks",
    "/reviews/<int:statement_id>/remarks/<int:remark_id>/answer",
    "/statements/<int:statement_id>/remarks/<int:remark_id>/answer",
}
FILES = (".css", ".docx", ".xlsx")
OPEN = ("/sign-in", "/help", "/setup/<string:token>")
SECTION = "political-responsibility"
PLACES = {"<string:section>": SECTION, "<string:token>": "x" * 43, "<int:person_id>": "4"}
# A section that a return opens a question of, one that it leaves closed, and whatever else has its states.
OF_A_STATEMENT = ("", "/clean-power", f"/{SECTION}", "/check", "/history", "/sheet")


@dataclass
class Demonstration:
    """Where it runs, its database, who may sign in, the statements by year and by what they show."""

    address: str
    path: Path
    passwords: dict
    shown: dict
    signed_in: dict = field(default_factory=dict)

    @property
    def statements(self):
        """The official's statements by year."""
        return {year: self.shown[f"year {year}"] for year in (2024, 2025, 2026)}

    @property
    def newest(self):
        """The address of the statement that is being written."""
        return f"/statements/{self.statements[2026]}"

    def pages(self, role):
        """The addresses of the pages that are looked at in that role."""
        listed = [line.split() for line in ROUTES.read_text("utf-8").splitlines()]
        found = [(place, needed) for method, place, needed in listed if method == "GET"]
        asked = [place for place, needed in found if is_page(place) and belongs(place, needed, role)]
        return [self.filled_in(place, role) for place in asked] + self.more_pages(role)

    def filled_in(self, place, role):
        statement = self.shown["opened" if role == "reviewer" else "year 2026"]
        for part, value in {**PLACES, "<int:statement_id>": str(statement)}.items():
            place = place.replace(part, value)
        return re.sub("<int:[a-z_]+>", "1", place)

    def more_pages(self, role):
        """Pages of the list once more, in the other states they have."""
        if role == "reviewer":
            gate, back, last = (
                f"/reviews/{self.shown[each]}" for each in ("waiting", "returned", "year 2025")
            )
            filtered = [
                f"{last}/compare?show={each}" for each in ("changed", "same", "numbers", "own", "doubts")
            ]
            searched = "/reviews?text=站"
            return [gate, f"{back}/compare", f"{last}/compare", f"{last}/report", *filtered, searched]
        if role in ("deputy", "clerk"):
            names = ("returned", "awaiting") if role == "clerk" else ("returned", "awaiting", "waiting")
            pages = [f"/statements/{self.shown[name]}{rest}" for name in names for rest in OF_A_STATEMENT]
            return ["/statements", *pages]
        return [f"/statements/{self.statements[2025]}{rest}" for rest in OF_A_STATEMENT] * (
            role == "official"
        )


def is_page(place):
    return place not in NO_PAGES and not place.endswith(FILES)


def belongs(place, needed, role):
    """Whether a page is looked at in that role: each page in one."""
    asked = needed.split("|")
    first = next((each for each in ("administrator", "reviewer") if each in asked), "official")
    return role == ("open" if place in OPEN else first)


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
    context.set_default_timeout(PATIENCE)
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
    page.wait_for_url(re.compile("^(?!.*/sign-in)"))


def add_official(demonstration, account, name):
    """Somebody in the unit who has written nothing yet, with the first official's password; the id."""
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
    return person


def add_official_with_statements(demonstration, account, name):
    """The same with last year's statement and this year's, of which sections are open; its id."""
    person = add_official(demonstration, account, name)
    definition, connection = sample_answers.definition(), store.connect(demonstration.path)
    with store.transaction(connection):
        for year in demo.YEARS[1:]:
            statement = demo.add_statement(
                connection,
                1,
                person,
                definition,
                year,
                demo.year_answers(definition, year),
                round_id=None,
                is_open=year == demo.YEARS[-1],
                at=datetime.now(UTC),
            )
    connection.close()
    return statement
