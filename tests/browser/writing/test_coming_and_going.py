"""Sessions that end, leaving and coming back, saving by hand, and taking back."""

import pytest
from hands import SAVED, SOON, Desk, control, is_saved, leaves, requests_of, state, types, undo, until
from playwright.sync_api import expect

from collector.store import sessions

pytestmark = pytest.mark.browser


def test_a_session_that_ends_while_somebody_types_goes_on_after_signing_in_elsewhere(tab, context, desk):
    sessions.end_all(desk.db, desk.person)
    types(tab, "unit_short_core", "江城水文")
    expect(state(tab)).to_have_text("登录已过期，在新窗口登录 后自动继续保存", timeout=SOON)
    assert desk.kept("unit_short_core") is None
    with context.expect_page() as opened:
        state(tab).get_by_role("link", name="在新窗口登录").click()
    other = opened.value
    desk.signs_in(other)
    types(tab, "addressee", "江城市水务局")
    tab.bring_to_front()
    tab.evaluate("() => window.dispatchEvent(new Event('focus'))")
    is_saved(tab)
    assert desk.kept("unit_short_core") == "江城水文"
    assert desk.kept("addressee") == "江城市水务局"
    # The form itself goes on as well.
    tab.locator(".actions button.main").click()
    expect(state(tab)).to_contain_text("已保存")


def test_nothing_is_sent_once_somebody_else_has_signed_in(tab, context, service, desk):
    sessions.end_all(desk.db, desk.person)
    types(tab, "unit_short_core", "江城水文")
    expect(state(tab)).to_contain_text("登录已过期", timeout=SOON)
    other = context.new_page()
    Desk(service).signs_in(other)
    sent = requests_of(tab)
    tab.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(state(tab)).to_contain_text("现在登录的是别人", timeout=SOON)
    types(tab, "addressee", "江城市水务局")
    tab.wait_for_timeout(3000)
    assert sent == []
    expect(control(tab, "unit_short_core")).to_have_value("江城水文")


def test_leaving_with_unsaved_text_asks_first_and_not_once_it_is_saved(tab, context, desk):
    types(tab, "unit_short_core", "江城")
    assert leaves(tab, "/help") == ["beforeunload"]
    # The page's last words; nobody waits for them but this test.
    until(tab, lambda: desk.kept("unit_short_core") == "江城")
    tab.goto(desk.header)
    types(tab, "unit_short_core", "江城水文")
    is_saved(tab)
    assert leaves(tab, "/help") == []


def test_a_link_saves_before_it_leads_away(tab, desk):
    types(tab, "unit_short_core", "江城水文")
    asked = []
    tab.on("dialog", lambda dialog: asked.append(dialog.type))
    tab.get_by_role("link", name="我的报告").first.click()
    expect(tab.locator("h1")).to_have_text("我的报告")
    assert asked == []
    assert desk.kept("unit_short_core") == "江城水文"


def test_going_back_shows_the_newest(tab):
    tab.goto("/help")
    tab.go_back()
    types(tab, "unit_short_core", "江城水文")
    is_saved(tab)
    tab.goto("/help")
    tab.go_back()
    expect(control(tab, "unit_short_core")).to_have_value("江城水文")


def test_saving_by_hand_saves_at_once_and_cuts_a_revision(tab, desk):
    types(tab, "unit_short_core", "江城水文")
    tab.keyboard.press("Control+S")
    is_saved(tab)
    assert desk.history("unit_short_core") == [("saved", "江城水文")]
    expect(tab.locator("[role=status].vh")).to_have_text(SAVED)


@pytest.mark.parametrize("script", [True, False])
def test_enter_in_a_field_sends_nothing(browser, service, tab, script, desk):
    context = browser.new_context(java_script_enabled=script, base_url=service.address)
    page = context.new_page()
    desk.signs_in(page)
    page.goto(desk.header)
    posts = []
    page.on("request", lambda each: posts.append(each.url) if each.method == "POST" else None)
    control(page, "unit_short_core").fill("江城水文")
    control(page, "unit_short_core").press("Enter")
    page.wait_for_timeout(800)
    assert [each for each in posts if "autosave" not in each] == []
    expect(control(page, "unit_short_core")).to_have_value("江城水文")
    context.close()


def test_the_last_change_of_a_field_is_taken_back_step_by_step(tab, desk):
    assert tab.locator(".undo").count() == 0
    for text in ("江城", "江城水文"):
        types(tab, "unit_short_core", text)
        is_saved(tab)
    types(tab, "unit_short_core", "江城水文局的")
    for text in ("江城水文", "江城", ""):
        undo(tab, "unit_short_core").click()
        expect(control(tab, "unit_short_core")).to_have_value(text)
    expect(undo(tab, "unit_short_core")).to_be_hidden()
    tab.keyboard.press("Tab")
    is_saved(tab)
    assert desk.kept("unit_short_core") is None


def test_a_list_is_taken_back_with_its_rows(tab, desk):
    tab.goto(desk.closing)
    control(tab, "issues-0").fill("学习不够系统")
    control(tab, "issues-1").fill("调研不够深入")
    is_saved(tab)
    tab.locator("#q-issues .remove").first.click()
    is_saved(tab)
    assert desk.kept("issues") == ["调研不够深入"]
    undo(tab, "issues").click()
    is_saved(tab)
    assert desk.kept("issues") == ["学习不够系统", "调研不够深入"]
    undo(tab, "issues").click()
    is_saved(tab)
    assert desk.kept("issues") is None


def test_the_browsers_own_undo_is_left_alone(tab):
    types(tab, "unit_short_core", "江城")
    is_saved(tab)
    tab.keyboard.type("水文")
    is_saved(tab)
    tab.keyboard.press("Control+Z")
    assert control(tab, "unit_short_core").input_value() != "江城水文"


def test_nothing_is_kept_in_the_browser(tab, context):
    types(tab, "unit_short_core", "江城水文")
    is_saved(tab)
    assert tab.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
    assert tab.evaluate("async () => (await indexedDB.databases()).length") == 0
