"""The comparison in a real browser: by keyboard, without scripts, at every width, for axe, and on paper."""

import re
import unicodedata

import pypdfium2
import pytest
import visiting
from playwright.sync_api import expect
from test_accessibility import faults

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1366, 768), "200 % zoom": (683, 384), "a large screen": (1920, 1080)}
SHOWS = ("changed", "all", "doubts")
MILLIMETRE = 72 / 25.4
# What is pressed or leads elsewhere.
MENUS = re.compile(
    "写意见|审核意见$|退回修改|审核通过|全文对比$|Word 修订稿|Excel|下载报告|^打印$|修改密码|^对比$"
    "|非涉密系统|跳到正文"
)


@pytest.fixture
def review(browser, demonstration):
    """The address of a review that has two earlier years; somebody has opened it."""
    address = f"/reviews/{demonstration.shown['waiting']}"
    with visiting.visiting(browser, demonstration, visiting.REVIEWER) as page:
        page.goto(address)
        if page.locator("h1").inner_text() == "开始审核":
            with page.expect_navigation():
                page.get_by_role("button", name="开始审核").click()
            expect(page.locator("h1")).to_have_text("年度对比")
    return address


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_is_wrong_with_a_comparison_and_nothing_is_cut_off(browser, demonstration, review, size):
    width, height = size
    found = []
    with visiting.visiting(browser, demonstration, visiting.REVIEWER, width=width, height=height) as page:
        for place in (*(f"/compare?show={show}" for show in SHOWS), "/report", "/report?only=changed"):
            page.goto(review + place)
            page.evaluate(
                "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"
            )
            found += faults(page)
    assert found == [], "\n".join(found)


def test_a_long_name_wraps(browser, demonstration, review):
    with visiting.visiting(browser, demonstration, visiting.REVIEWER, width=683) as page:
        page.goto(f"{review}/compare?show=all")
        page.locator("tbody th, td.n").evaluate_all(
            "all => all.forEach((each) => { each.prepend('很'.repeat(80)); })"
        )
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_filters_and_years_are_reached_by_keyboard(browser, demonstration, review):
    with visiting.visiting(browser, demonstration, visiting.REVIEWER) as page:
        page.goto(f"{review}/compare")
        page.get_by_role("combobox", name="与哪一份对比").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**with=*")
        assert "2024年度" in page.locator("select[name=with] option[selected]").inner_text()
        link = page.locator(".filters a", has_text="数字")
        for _ in range(40):
            page.keyboard.press("Tab")
            if link.evaluate("each => each === document.activeElement"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**show=numbers")
        expect(page.locator(".filters [aria-current]")).to_contain_text("数字")
        assert "with=" in page.url


def test_a_remark_is_noted_without_scripts(browser, demonstration, review):
    with visiting.visiting(browser, demonstration, visiting.REVIEWER, java_script_enabled=False) as page:
        page.goto(f"{review}/compare?show=numbers")
        row = page.locator("tbody[id]").first
        row.locator(".do summary").click()
        row.locator("textarea").fill("请核对")
        with page.expect_navigation(url="**show=numbers*"):
            row.get_by_role("button", name="记下意见").click()
        expect(page.locator("#decide ol li")).to_contain_text("请核对")
        with page.expect_navigation():
            page.locator("#decide button.link").click()
        expect(page.locator("#decide ol li")).to_have_count(0)


def test_a_box_for_a_remark_is_opened_written_in_and_closed_by_keyboard(browser, demonstration, review):
    with visiting.visiting(browser, demonstration, visiting.REVIEWER) as page:
        page.goto(f"{review}/compare?show=numbers")
        row = page.locator("tbody[id]").first
        summary, box = row.locator(".do summary"), row.locator("textarea")
        summary.press("Enter")
        expect(box).to_be_focused()
        page.keyboard.type("请核对")
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()
        expect(summary).to_be_focused()
        page.keyboard.press("Enter")
        expect(box).to_have_value("请核对")


def test_changes_of_the_whole_report_lead_from_one_to_the_next(browser, demonstration, review):
    with visiting.visiting(browser, demonstration, visiting.REVIEWER) as page:
        page.goto(f"{review}/report")
        page.get_by_role("link", name="到第一处变化").press("Enter")
        expect(page).to_have_url(re.compile("#p-1$"))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#p-2$"))
        expect(page.locator("#p-2")).to_be_focused()


def test_marks_are_told_apart_without_colours_and_read_out(browser, demonstration, review):
    with visiting.visiting(browser, demonstration, visiting.REVIEWER) as page:
        page.goto(f"{review}/compare")
        looks = page.evaluate(
            """() => ["ins", "del"].map((name) => {
                const each = document.querySelector(`.compared ${name}`);
                const { textDecorationLine } = getComputedStyle(each);
                return [textDecorationLine, getComputedStyle(each, "::before").content];
            })"""
        )
        assert looks == [["underline", '" 新增："'], ["line-through", '" 删去："']]


def test_a_comparison_is_printed_whole_and_no_row_stands_on_two_sheets(
    browser, demonstration, review, tmp_path
):
    with visiting.visiting(browser, demonstration, visiting.REVIEWER) as page:
        page.goto(f"{review}/compare?show=all")
        wanted = page.evaluate(
            """() => [...document.querySelectorAll("tbody[id]")].map((each) =>
                [each.querySelector("th").firstChild.textContent, each.querySelector("td").textContent])"""
        )
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
        page.emulate_media(media="print")
        page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
        heights = page.locator("tbody[id]").evaluate_all(
            "all => all.map((each) => each.getBoundingClientRect().height)"
        )
        apart = page.locator("tbody[id]").evaluate_all(
            "all => all.filter((each) => getComputedStyle(each).breakInside !== 'avoid').length"
        )
    assert apart == 0
    assert max(heights) < 900
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as document:
        sheets = [page.get_textpage().get_text_range() for page in document]
        sizes = {tuple(round(each / MILLIMETRE) for each in page.get_size()) for page in document}
    assert sizes == {(210, 297)}
    whole = plain("".join(sheets))
    assert [label for label, _ in wanted if plain(label) not in whole] == []
    assert [line for sheet in sheets for line in sheet.splitlines() if MENUS.search(line.strip())] == []
    assert "王小河" in sheets[0]
    assert "打印：林知远" in sheets[0]
    assert re.search("2025年度（已归档） ?→ ?2026年度", sheets[0])
    # The head of a table stands above its rows on the next sheet, too.
    assert all("问题" in sheet and "历年" in sheet for sheet in sheets)


def plain(text):
    """A text without blanks and line ends, its signs as they are typed."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
