"""axe-core finds nothing on any page, for the people who see it and at the widths they see it."""

from pathlib import Path

import pytest
import serving
from axe_playwright_python.sync_playwright import Axe

from collector.store import answers, imports, statements
from collector.store import database as store

ROUTES = Path(__file__).parent.parent / "route-list.txt"
# Not pages: downloads, redirects, answers to scripts.
NO_PAGES = {
    "/",
    "/definitions/<string:version>/sheet.css",
    "/session-token",
    "/statements/<int:statement_id>/draft.docx",
    "/statements/<int:statement_id>/report.docx",
}
OPEN = ("/sign-in", "/help", "/setup/<string:token>")
WIDTHS = {"desktop": 1366, "200 % zoom": 683}
PLACES = {
    "<string:section>": "political-responsibility",
    "<string:token>": "x" * 43,
    "<int:person_id>": "1",
    "<int:import_id>": "1",
    "<int:phrase_id>": "1",
}


IMPORTED = {
    "answers": {"report_year": "2023", "position": "局长", "party_lectures": [], "branches_before": "1"},
    "doubtful": {"position": "所在的句子与模板的文字不完全一样，请核对", "branches_before": "没有写出"},
    "quotes": {"position": "江城市水文局　局长　陈远山"},
    "left": ["没有归入任何问题的一段"],
    "unprinted": ["branches_before"],
    "is_revised": True,
}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """The demonstration's address, its passwords, and the id of the statement being written."""
    folder = tmp_path_factory.mktemp("demonstration")
    path = folder / "demo.sqlite3"
    passwords = serving.demo_database(path)
    connection = store.connect(path)
    newest = statements.of_person(connection, 1, 1)[0]["id"]
    with store.transaction(connection):
        # Something to look at on the check page.
        answers.save(connection, 1, newest, {"study_focus": ["十九届六中全会精神"]}, 1)
        imports.add(connection, 1, 1, definition_id=1, file_name="往年.docx", found=IMPORTED)
    connection.close()
    with serving.served(path, folder / "log") as address:
        yield address, passwords, newest


def pages():
    """Every address of the checked-in list that answers a GET with a page."""
    listed = [line.split() for line in ROUTES.read_text("utf-8").splitlines()]
    return [(place, role) for method, place, role in listed if method == "GET" and place not in NO_PAGES]


def account_for(role):
    return "zhouqing" if role == "administrator" else "chenyuanshan"


def violations(page):
    """What axe-core says against the page, a line each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} {each['id']}: {each['help']}: {[node['html'][:160] for node in each['nodes'][:4]]}"
        for each in found
    ]


def sign_in(page, account, password):
    page.goto("/sign-in")
    page.locator("[name=account]").fill(account)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/statements")


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("role", ["open", "official", "administrator"])
def test_axe_finds_nothing_on_any_page(browser, demonstration, role, width):
    address, passwords, newest = demonstration
    context = browser.new_context(
        base_url=address, locale="zh-CN", viewport={"width": width, "height": width * 9 // 16}
    )
    page = context.new_page()
    if role != "open":
        sign_in(page, account_for(role), passwords[account_for(role)])
    seen, found = 0, []
    for place, needed in pages():
        if account_for(needed) == account_for(role) and (place in OPEN) == (role == "open"):
            for part, value in {**PLACES, "<int:statement_id>": str(newest)}.items():
                place = place.replace(part, value)
            page.goto(place)
            found += violations(page)
            seen += 1
    context.close()
    assert seen > 0
    assert found == []
