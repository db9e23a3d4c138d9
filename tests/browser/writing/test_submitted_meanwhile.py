"""A report submitted while somebody types into it, in a real browser: nothing is kept, nothing is lost."""

import pytest
from hands import SOON, control, is_saved, leaves, requests_of, state, types
from playwright.sync_api import expect

from collector.store import database

pytestmark = pytest.mark.browser
SAID = "报告已提交，刚才填写的内容没有保存。要改动，请由本人撤回"


@pytest.fixture
def submitted(tab, desk):
    """The page is open, one answer is kept, and the report was submitted in another window."""
    types(tab, "unit_short_core", "江城水文")
    tab.keyboard.press("Tab")
    is_saved(tab)
    put(desk, "submitted")
    return tab


def put(desk, state):
    with database.transaction(desk.db):
        desk.db.execute("UPDATE statements SET state = ? WHERE id = ?", (state, desk.statement))


def test_the_page_says_so_keeps_the_text_and_sends_no_more(submitted, desk):
    types(submitted, "addressee", "江城市水务局")
    submitted.keyboard.press("Tab")
    expect(state(submitted)).to_have_text(SAID, timeout=SOON)
    sent = requests_of(submitted)
    types(submitted, "addressee", "江城市水务局党组")
    submitted.keyboard.press("Tab")
    submitted.wait_for_timeout(3500)
    expect(state(submitted)).to_have_text(SAID)
    expect(control(submitted, "addressee")).to_have_value("江城市水务局党组")
    assert sent == []
    assert desk.kept("addressee") is None
    assert leaves(submitted, "/help") == ["beforeunload"], "the text is on this page alone"


def test_saving_by_hand_shows_what_was_not_saved(submitted, desk):
    types(submitted, "addressee", "江城市水务局")
    submitted.locator(".actions button.main").click()
    expect(submitted.locator("h1")).to_have_text("没有保存", timeout=SOON)
    expect(submitted.get_by_label("主送机关")).to_have_value("江城市水务局")
    assert desk.kept("addressee") is None


def test_what_was_refused_is_sent_by_hand_once_the_report_is_back(submitted, desk):
    types(submitted, "addressee", "江城市水务局")
    submitted.keyboard.press("Tab")
    expect(state(submitted)).to_have_text(SAID, timeout=SOON)
    put(desk, "draft")
    submitted.locator(".actions button.main").click()
    expect(submitted.locator("#problems, h1:not(:text('基本信息'))").first).to_be_visible(timeout=SOON)
    assert desk.kept("addressee") == "江城市水务局"
