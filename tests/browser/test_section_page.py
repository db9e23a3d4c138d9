"""The section page in a real browser: last year, ledgers, counting, pasting, the filter, narrow screens."""

import itertools
import re

import pytest
import visiting
import word_counts
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NUMBERS = itertools.count(1)
SECTION, UPHOLDS, LATER = "political-responsibility", "two-upholds", "principal-responsibility"
# A paste as the browser hands it over.
PASTE = """([control, plain, html]) => {
  const data = new DataTransfer();
  data.setData("text/plain", plain);
  if (html) data.setData("text/html", html);
  control.focus();
  const event = { clipboardData: data, bubbles: true, cancelable: true };
  control.dispatchEvent(new ClipboardEvent("paste", event));
}"""
SHEET_ROWS = (
    "日期\t学习内容\t人数（人）\n2026/3/5\t两会精神\t46\n2026年4月9日\t“四风”案例\t9\n待定\t条例\t8\n"
)


@pytest.fixture
def page(browser, demonstration):
    """A window of an official for each test, as pages save by themselves; its statement is this year's."""
    account = f"official{next(NUMBERS)}"
    statement = visiting.add_official_with_statements(demonstration, account, "陈远山")
    with visiting.visiting(browser, demonstration, account) as found:
        found.on("dialog", lambda dialog: dialog.accept())
        found.statement = f"/statements/{statement}"
        yield found


def opens(page, section):
    page.goto(f"{page.statement}/{section}")
    return page


def control(page, name):
    return page.locator(f'[name="{name}"]')


def pastes(page, name, plain, html=""):
    page.evaluate(PASTE, [control(page, name).element_handle(), plain, html])


def cells(page, name):
    """The typed cells of a table, a list a row."""
    rows = page.locator(f'[data-rows="{name}"] > *')
    return [
        row.locator("input, textarea, select").evaluate_all("all => all.map(each => each.value)")
        for row in rows.all()
    ]


def test_the_difference_from_last_year_follows_the_number(page):
    opens(page, LATER)
    last = page.locator("#q-branch_mutual_checks .last")
    before = int(re.search(r"\d+", last.inner_text().removeprefix("去年"))[0])
    for typed, said in ((str(before + 3), "＋3"), (f"{before}次", "持平"), ("几", ""), ("", "")):
        control(page, "branch_mutual_checks").fill(typed)
        expect(last.locator("em")).to_have_text(said)
    control(page, "branch_mutual_checks.none").check()
    expect(last.locator("em")).to_have_text(f"－{before}")


def test_a_ledger_follows_its_rows_and_gives_its_number(page):
    opens(page, SECTION)
    ledger = page.locator("#q-study_ledger")
    expect(ledger.locator("summary")).to_have_text("学习台账（12 条，与填报一致）")
    control(page, "study_group_sessions").fill("11")
    expect(ledger.locator("summary")).to_have_text("学习台账（12 条，填报 11 次，不一致）")
    control(page, "study_group_sessions").fill("很多")
    expect(ledger.locator("summary")).to_have_text("学习台账（12 条）")
    control(page, "study_group_sessions").fill("11")
    ledger.locator("summary").click()
    ledger.get_by_role("button", name="采用台账数").click()
    expect(control(page, "study_group_sessions")).to_have_value("12")
    expect(ledger.locator("summary")).to_have_text("学习台账（12 条，与填报一致）")
    expect(page.locator("#q-study_group_sessions em")).to_have_text("＋1")
    control(page, "study_group_sessions").fill("")
    expect(ledger.locator("summary")).to_have_text("学习台账（12 条，按台账填报）")
    expect(control(page, "study_group_sessions")).to_have_attribute("placeholder", "12")
    expect(ledger.get_by_role("button", name="采用台账数")).to_be_hidden()


def test_a_ledger_of_sums_adds_up_as_the_service_does(page):
    opens(page, UPHOLDS)
    line = page.locator("#q-community_ledger .line")
    expect(line).to_have_text("6 条，合计 186 人次、402.5 小时，与填报一致")
    page.locator("#q-community_ledger summary").click()
    control(page, "community_ledger-0-hours").fill("48.1")
    expect(line).to_have_text("6 条，合计 186 人次、402.6 小时，填报 402.5 小时，不一致")
    control(page, "community_ledger-0-hours").fill("很久")
    expect(line).to_have_text("6 条，合计 186 人次，有读不出的数字")
    page.get_by_role("button", name="保存并返回").last.click()
    page.wait_for_url(re.compile(r"/statements/\d+$"))
    opens(page, UPHOLDS)
    expect(line).to_have_text("6 条，合计 186 人次，有读不出的数字")
    control(page, "community_ledger-0-hours").fill("48")
    page.get_by_role("button", name="保存并返回").last.click()


def test_rows_of_a_spreadsheet_become_rows_of_the_ledger(page):
    opens(page, SECTION)
    page.locator("#q-theme_day_ledger summary").click()
    pastes(page, "theme_day_ledger-0-date", SHEET_ROWS.replace("学习内容", "主题"))
    assert cells(page, "theme_day_ledger") == [
        ["2026-03-05", "两会精神", "46"],
        ["2026-04-09", "“四风”案例", "9"],
        ["待定", "条例", "8"],
    ]
    expect(page.locator(".pasted")).to_contain_text("已粘贴 3 行")
    expect(page.locator("#q-theme_day_ledger summary")).to_contain_text("3 条，填报 11 次，不一致")
    page.get_by_role("button", name="撤销粘贴").click()
    assert cells(page, "theme_day_ledger") == [["", "", ""]]
    expect(page.locator("#q-theme_day_ledger summary")).to_contain_text("还没有记录")


@pytest.mark.parametrize("header", ["日期\t内容\t人数", "时间\t2026年学习\t人数(2026)"])
def test_the_header_of_a_spreadsheet_is_left_out_whatever_its_words(page, header):
    opens(page, SECTION)
    page.locator("#q-theme_day_ledger summary").click()
    pastes(page, "theme_day_ledger-0-date", f"{header}\n2026/3/5\t两会精神\t46\n待定\t条例\t8\n")
    assert cells(page, "theme_day_ledger") == [["2026-03-05", "两会精神", "46"], ["待定", "条例", "8"]]
    expect(page.locator(".pasted")).to_contain_text("已粘贴 2 行，表头没有粘贴")


@pytest.mark.parametrize("first", ["待定\t条例\t8", "\t条例\t"])
def test_a_first_row_that_is_no_header_stays(page, first):
    opens(page, SECTION)
    page.locator("#q-theme_day_ledger summary").click()
    pastes(page, "theme_day_ledger-0-date", f"{first}\n2026/3/5\t两会精神\t46\n")
    assert cells(page, "theme_day_ledger") == [first.split("\t"), ["2026-03-05", "两会精神", "46"]]


def test_lines_of_a_cell_keep_a_blank_between_them(page):
    opens(page, SECTION)
    page.locator("#q-theme_day_ledger summary").click()
    lines, blocks = "<td>全会<br>Plenum</td><td>21</td>", "<td><p>A</p><p>B</p></td><td>9</td>"
    html = f"<table><tr>{lines}</tr><tr>{blocks}</tr></table>"
    pastes(page, "theme_day_ledger-0-subject", "", html)
    assert [row[1:] for row in cells(page, "theme_day_ledger")] == [["全会 Plenum", "21"], ["A B", "9"]]


def test_a_blank_that_word_keeps_together_becomes_a_blank(page):
    opens(page, LATER)
    pastes(page, "principal_measures", "第一\u00a0段。\r\n第二段。")
    expect(control(page, "principal_measures")).to_have_value("第一 段。\n第二段。")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_enter_sends_nothing_from_any_kind_of_control(browser, page, demonstration, script):
    context = browser.new_context(
        java_script_enabled=script, base_url=demonstration.address, storage_state=page.context.storage_state()
    )
    other = context.new_page()
    posts = []
    other.on("request", lambda each: posts.append(each.url) if each.method == "POST" else None)
    pressed = set()
    for section in ("header", SECTION, UPHOLDS, LATER, "clean-power"):
        response = other.goto(f"{page.statement}/{section}")
        assert response.ok, section
        for kind in (
            "input[type=text], input:not([type])",
            "[type=date]",
            "[type=radio]",
            "[type=checkbox]",
            "select",
        ):
            found = other.locator("#questions").locator(kind).locator("visible=true")
            if found.count():
                found.first.press("Enter")
                other.wait_for_timeout(100)
                pressed.add(kind)
                assert other.url.endswith(f"{page.statement}/{section}"), (section, kind)
        other.wait_for_timeout(1500)
        assert other.url.endswith(f"{page.statement}/{section}"), section
    assert [each for each in posts if "autosave" not in each] == []
    assert len(pressed) >= 4, pressed
    other.get_by_role("button", name="保存并返回").press("Enter")
    other.wait_for_url(re.compile(r"/statements/\d+$"))
    context.close()


def test_a_table_is_pasted_from_its_cell_on_and_what_stands_before_stays(page):
    opens(page, SECTION)
    page.locator("#q-study_ledger summary").click()
    before = cells(page, "study_ledger")
    html = "<table><tr><td>水法<br></td><td> 21 </td></tr><tr><td colspan=2>条例</td></tr></table>"
    pastes(page, "study_ledger-11-subject", "水法\t21\n条例\t\n", html)
    found = cells(page, "study_ledger")
    assert found[:11] == before[:11]
    assert found[11:] == [[before[11][0], "水法", "21"], ["", "条例", ""]]


def test_a_quoted_cell_of_a_spreadsheet_is_one_cell(page):
    opens(page, SECTION)
    page.locator("#q-theme_day_ledger summary").click()
    pastes(page, "theme_day_ledger-0-subject", '"守好""数据""\n走好路"\t12\n清明\t9')
    assert [row[1:] for row in cells(page, "theme_day_ledger")] == [
        ['守好"数据" 走好路', "12"],
        ["清明", "9"],
    ]


def test_more_rows_than_a_list_may_have_are_told(page):
    opens(page, SECTION)
    most = int(page.locator('[data-rows="study_focus"]').get_attribute("data-most"))
    pastes(page, "study_focus-0", "\n".join(f"第{number}项精神" for number in range(most + 2)))
    assert len(cells(page, "study_focus")) == most
    expect(page.locator(".pasted")).to_contain_text(f"已粘贴 {most} 行，最多 {most} 行，还有 2 行没有粘贴")


def test_a_word_in_a_cell_is_pasted_as_everywhere(page):
    opens(page, SECTION)
    pastes(page, "study_focus-0", "全会精神")
    expect(page.locator(".pasted")).to_be_empty()


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        ("　　第一段。\r\n\r\n 　第二段，\x0b分行。\u2028第四段\t末。　\r\n", ""),
        (
            "",
            "<style>p{x}</style><p>　　第一段。</p>\n<p>&nbsp;</p><p> 第二段，<br>\n分行。</p>"
            "<div>第四段&#9; 末。</div>",
        ),
    ],
)
def test_paragraphs_arrive_clean_and_the_browsers_own_undo_takes_them_back(page, plain, html):
    opens(page, LATER)
    area = control(page, "principal_measures")
    area.fill("原来的话。")
    area.press("End")
    pastes(page, "principal_measures", plain, html)
    written = area.input_value().replace("第四段 末", "第四段末")
    assert written == "原来的话。第一段。\n第二段，\n分行。\n第四段末。"
    expect(page.locator(".pasted")).to_have_text("已粘贴 4 段")
    area.press("Control+z")
    expect(area).to_have_value("原来的话。")


def test_the_page_counts_words_as_the_service_does(page):
    script = (
        'async (texts) => { const { words } = await import("/static/words.js"); return texts.map(words); }'
    )
    texts, counts = zip(*word_counts.COUNTS, strict=True)
    assert page.evaluate(script, texts) == list(counts)


def test_the_filter_counts_what_is_open_and_leaves_ledgers_out(page):
    opens(page, LATER)
    only = page.locator(".only")
    found = re.search(r"（(\d+) 项，必填 (\d+) 项）", only.inner_text())
    assert int(found[1]) > int(found[2]) > 0
    control(page, "branch_mutual_checks").fill("2")
    expect(only).to_contain_text(f"（{int(found[1]) - 1} 项，必填 {int(found[2]) - 1} 项）")
    page.locator("#only-open").check()
    expect(page.locator("#q-branch_mutual_checks")).to_be_hidden()
    expect(page.locator("#q-supervision_ledger")).to_be_hidden()
    expect(page.locator("#q-branches_before")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (683, 384), (320, 640)])
def test_nothing_is_cut_off(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    for section in ("header", SECTION, "closing"):
        opens(page, section)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), section
        outside = page.locator("main *:visible").evaluate_all(
            "all => all.filter(each => each.getBoundingClientRect().right > innerWidth + 1"
            " && !each.closest('.vh, .sheet-box')).map(each => each.outerHTML.slice(0, 90))"
        )
        assert outside == [], section


def test_on_a_narrow_screen_the_sections_are_a_menu(page):
    page.set_viewport_size({"width": 683, "height": 384})
    opens(page, "header")
    link = page.locator(".rail .menu").get_by_role("link", name=re.compile("^二、"))
    expect(link).to_be_hidden()
    page.locator(".rail .menu summary").click()
    link.click()
    expect(page.locator("h1")).to_have_text("二、强化政治责任担当")
