"""The report beside the questions at any width: lines, fold, without a script, by keyboard, on paper."""

import pypdfium2
import pytest
from playwright.sync_api import expect
from sheet_page import blank, comes_into_view, opened

pytestmark = pytest.mark.browser

# How many characters each line of a paragraph has, from where they stand.
LINES = """paragraph => {
  const range = document.createRange(), found = [];
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at += 1) {
      range.setStart(node, at); range.setEnd(node, at + 1);
      const { top } = range.getBoundingClientRect();
      const line = found[found.length - 1];
      if (line && Math.abs(line.top - top) < 6) line.count += 1; else found.push({ top, count: 1 });
    }
  }
  return found.map(line => line.count);
}"""
# Until the page has heard of a scroll or of another size, and is drawn again.
DRAWN = (
    "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
)


@pytest.mark.parametrize("width", [1920, 1366, 1250, 1090, 1000])
def test_a_line_has_28_characters_at_any_width(browser, demonstration, width):
    with opened(browser, demonstration, width) as page:
        page.evaluate("document.getElementById('preview').open = true")
        paragraph = page.locator("#sheet p").filter(has_text="今年以来，我始终坚持")
        # The first line is indented by two; at the end of one a comma may move to the next.
        assert paragraph.evaluate(LINES)[:3] == [26, 28, 28]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_another_width_of_the_window_keeps_the_place(page):
    page.set_viewport_size({"width": 1920, "height": 768})
    blank(page, "ideology_deployments").evaluate("each => each.scrollIntoView({ block: 'center' })")
    page.evaluate(DRAWN)
    page.set_viewport_size({"width": 1100, "height": 768})
    page.evaluate(DRAWN)
    comes_into_view(page, "ideology_deployments")


def test_on_a_narrow_screen_the_sheet_folds_under_a_button(browser, demonstration):
    with opened(browser, demonstration, 900) as page:
        button = page.locator("#preview > summary")
        expect(page.locator("#sheet-box")).to_be_hidden()
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#sheet-box")).to_be_visible()
        comes_into_view(page, "study_group_sessions")
        page.locator("[name=party_lectures]").fill("8")
        assert blank(page, "party_lectures").inner_text() == "8"
        button.click()
        expect(page.locator("#sheet-box")).to_be_hidden()
        page.set_viewport_size({"width": 1366, "height": 768})
        expect(page.locator("#sheet-box")).to_be_visible()
        expect(button).to_be_hidden()


@pytest.mark.parametrize("width", [1366, 900])
def test_without_javascript_the_sheet_shows_the_saved_answers(browser, demonstration, width):
    with opened(browser, demonstration, width, script=False) as page:
        expect(page.locator("#sheet-box")).to_be_visible()
        assert blank(page, "party_lectures").inner_text() == "6"
        if width < 1080:
            page.locator("#preview > summary").click()
            expect(page.locator("#sheet-box")).to_be_hidden()


def test_the_box_is_reached_and_scrolled_by_keyboard(page):
    box = page.get_by_role("region", name="报告正文")
    before = box.evaluate("box => box.scrollTop")
    page.locator(".sheet-head a").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "sheet-box"
    page.keyboard.press("PageDown")
    page.wait_for_function("before => document.getElementById('sheet-box').scrollTop > before", arg=before)


def test_the_whole_report_prints_on_a4_pages_without_menus(page, tmp_path):
    page.get_by_role("link", name="通读全文").click()
    expect(page.locator("h1")).to_have_text("通读全文")
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    pages = list(pypdfium2.PdfDocument(tmp_path / "report.pdf"))
    assert len(pages) > 3
    assert [round(side / 72 * 25.4) for side in pages[0].get_size()] == [210, 297]
    printed = [each.get_textpage().get_text_range() for each in pages]
    assert "下载草稿" not in printed[0]
    assert "我的报告" not in printed[0]
    # 225 mm hold 22 lines
    height = [box_of_text(each) for each in pages[:-1]]
    assert all(215 < each <= 226 for each in height[1:])


def box_of_text(page):
    """The height of a page's text in millimetres."""
    found = page.get_textpage()
    boxes = [
        found.get_charbox(at) for at in range(found.count_chars()) if found.get_text_range(at, 1).strip()
    ]
    return (max(box[3] for box in boxes) - min(box[1] for box in boxes)) / 72 * 25.4
