"""A reviewer at the desk: with the keyboard alone, with and without scripts, at two widths."""

import re

import axe
import pytest
import visiting
from keyboard import Keyboard
from playwright.sync_api import expect

from collector.store import database as store
from collector.store import statements

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1366, 768), "200 % zoom": (683, 384)}
STATES = (
    "/reviews",
    "/reviews?state=all&year=2025",
    "/reviews?state=all&year=2026&text=站",
    "/reviews?year=2025&text=水文站",
    "/reviews?year=2026&state=archived&name=陈&text=，。",
    "/reviews?text=没有人写过的话",
    "/reviews/not-handed-in",
)
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_is_wrong_with_the_desk_in_any_state(browser, demonstration, size):
    found = []
    with visiting.visiting(browser, demonstration, visiting.REVIEWER, width=size[0], height=size[1]) as page:
        for place in STATES:
            page.goto(place)
            found += [f"{place} {each['id']}: {each['help']}" for each in axe.violations(page)]
            if page.evaluate(TOO_WIDE) > 0:
                found.append(f"{place} is wider than the window")
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("place", ["/reviews?state=all&year=2025&text=站", "/reviews/not-handed-in"])
def test_every_control_is_reached_by_tab(browser, demonstration, place):
    with visiting.visiting(browser, demonstration, visiting.REVIEWER) as page:
        page.goto(place)
        assert Keyboard(page).tabs_through() == []


def test_a_reviewer_finds_filters_and_opens_by_keyboard_alone(browser, demonstration):
    waiting = demonstration.shown["waiting"]
    with visiting.visiting(browser, demonstration, visiting.REVIEWER) as page:
        hands = Keyboard(page)
        page.goto("/")
        expect(page).to_have_url(re.compile("/reviews$"))
        expect(page.locator(".tabs [aria-current]")).to_contain_text("待审核")
        hands.tabs_to("#f-text")
        hands.writes("水文站")
        with page.expect_navigation():
            hands.press("Enter")
        assert page.locator("#f-text").input_value() == "水文站"
        expect(page.locator(".places").first).to_contain_text("开始审核后显示查到的原文")
        hands.goes_to('.tabs a[href*="state=all"]', re.compile("state=all"))
        hands.goes_to('.filter a[href="/reviews"]', re.compile("/reviews$"))
        hands.tabs_to("#f-year")
        hands.press("ArrowDown")
        hands.tabs_to(".filter button")
        with page.expect_navigation():
            hands.press("Enter")
        expect(page).to_have_url(re.compile("year=2025"))
        page.goto("/reviews")
        hands.goes_to(f'button[formaction="/reviews/{waiting}/open"]', re.compile(f"/reviews/{waiting}"))
        page.goto("/reviews?text=水文站")
        expect(page.locator(".places mark").first).to_have_text("水文站")
    connection = store.connect(demonstration.path)
    assert statements.anywhere(connection, waiting)["opened_at"] is not None
    connection.close()


def test_the_desk_works_without_scripts(browser, demonstration):
    with visiting.visiting(
        browser, demonstration, visiting.REVIEWER, java_script_enabled=False, accept_downloads=True
    ) as page:
        page.goto("/reviews")
        page.get_by_label("年度").select_option("2025")
        page.get_by_label("在填报内容中查找").fill("水文站")
        with page.expect_navigation():
            page.get_by_role("button", name="查找", exact=True).click()
        expect(page.locator("tbody th").first).to_be_visible()
        expect(page.locator(".places mark").first).to_have_text("水文站")
        page.get_by_role("link", name="清除筛选").click()
        expect(page.locator("#f-text")).to_have_value("")
        page.get_by_role("link", name="未上报名单").click()
        expect(page.locator("h1")).to_have_text("未上报名单")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="下载这份名单").click()
        assert waiting.value.suggested_filename.endswith("（未上报名单）.xlsx")
