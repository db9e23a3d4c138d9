"""The whole path without a mouse: signing in, a new statement, every section, the check, the report."""

import pytest
import sample_answers
import serving
from keyboard import Keyboard
from playwright.sync_api import expect

from collector.word import text

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(browser, tmp_path):
    """A browser at the sign-in page of the demonstration, and the official's password."""
    path = tmp_path / "demo.sqlite3"
    passwords = serving.demo_database(path)
    with serving.served(path, tmp_path / "log") as address:
        context = browser.new_context(
            base_url=address, locale="zh-CN", viewport={"width": 1366, "height": 768}, accept_downloads=True
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto("/sign-in")
        yield page, passwords["chenyuanshan"]
        context.close()


def test_the_whole_path_by_keyboard_alone(desk):
    page, password = desk
    hands = Keyboard(page)
    hands.tabs_to("[name=account]")
    hands.writes("chenyuanshan")
    hands.press("Tab")
    hands.writes(password)
    hands.press("Enter")
    expect(page.locator("h1")).to_have_text("我的报告")
    hands.presses('a[href^="/statements/new"]')
    expect(page.locator("h1")).to_have_text("新建报告")
    hands.tabs_to("[name=year]")
    hands.press("ArrowUp")
    hands.presses("main form button")
    expect(page.locator("h1")).to_contain_text("2027年度")
    definition, answers = sample_answers.definition(), sample_answers.complete(2026)
    answers |= {"report_year": "2027", "cutoff_date": "2027-11-20", "signed_date": "2027-12-08"}
    hands.presses('.tasks a[href$="/header"]')
    for section in definition.sections:
        expect(page.locator("h1")).to_have_text(section.title)
        hands.answers_section(section, answers)
        hands.presses('.actions [name=then][value="next"]')
    expect(page.locator("h1")).to_have_text("提交前检查")
    hands.tabs_to('a[href$="/report.docx"]')
    with page.expect_download() as waiting:
        hands.press("Enter")
    printed = "".join(text.plain(waiting.value.path().read_bytes()))
    assert "**" not in printed
    assert str(answers["key_focus_actions"]) in printed
