"""Everything without a mouse: the whole path, and what helps on the way; no control is out of reach."""

import re

import pytest
import sample_answers
import visiting
from keyboard import Keyboard
from playwright.sync_api import expect

from collector.store import answers, revisions, statements
from collector.store import database as store
from collector.word import text

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^已保存 \d\d:\d\d$")
SPOKEN = "#saved + [role=status]"
# Of a long list, some rows are enough.
SHORT = {"/phrases": "/phrases?text=二十届"}


@pytest.fixture
def hands(browser, demonstration):
    """An official at the keyboard, signed in."""
    with visiting.visiting(browser, demonstration) as page:
        yield Keyboard(page)


def is_saved(page):
    expect(page.locator("#saved")).to_have_text(SAVED)


def revisions_of(demonstration, year):
    connection = store.connect(demonstration.path)
    found = [row["cause"] for row in revisions.all(connection, 1, demonstration.statements[year])]
    connection.close()
    return found


def kept(demonstration, name, year=2026):
    connection = store.connect(demonstration.path)
    found = answers.values(connection, 1, demonstration.statements[year]).get(name)
    connection.close()
    return found


def test_the_whole_path_by_keyboard_alone(browser, demonstration):
    with visiting.visiting(browser, demonstration, account=None, accept_downloads=True) as page:
        hands = Keyboard(page)
        page.goto("/sign-in")
        hands.tabs_to("[name=account]")
        hands.writes(visiting.OFFICIAL)
        hands.press("Tab")
        hands.writes(demonstration.passwords[visiting.OFFICIAL])
        with page.expect_navigation():
            hands.press("Enter")
        expect(page.locator("h1")).to_have_text("我的报告")
        hands.goes_to('a[href^="/statements/new"]', "**/statements/new")
        hands.tabs_to("[name=year]")
        hands.press("ArrowUp")
        hands.goes_to("main form button")
        expect(page.locator("h1")).to_contain_text("2027年度")
        definition, answered = sample_answers.definition(), sample_answers.complete(2026)
        answered |= {"report_year": "2027", "cutoff_date": "2027-11-20", "signed_date": "2027-12-08"}
        hands.goes_to('.tasks a[href$="/header"]')
        for section in definition.sections:
            expect(page.locator("h1")).to_have_text(section.title)
            hands.answers_section(section, answered)
            hands.picks("finished", "yes")
            is_saved(page)
            hands.goes_to('.actions [name=then][value="next"]')
        expect(page.locator("h1")).to_have_text("提交前检查")
        hands.tabs_to('a[href$="/report.docx"]')
        with page.expect_download() as waiting:
            hands.press("Enter")
        printed = "".join(text.plain(waiting.value.path().read_bytes()))
        assert "**" not in printed
        assert str(answered["key_focus_actions"]) in printed
        page.goto("/statements")
        hands.goes_to('a[href^="/statements/"]:not([href*="new"]):not([href*="import"]):not([href*="disc"])')
        expect(page.locator(".tasks > .done")).to_have_count(len(definition.sections))


def test_what_is_typed_is_kept_without_a_button_and_enter_sends_nothing(hands, demonstration):
    page = hands.page
    page.goto(f"{demonstration.newest}/header")
    page.evaluate("() => { window.isTheSame = true; }")
    hands.fills("addressee", "中共江城市委")
    hands.press("Enter")
    is_saved(page)
    assert kept(demonstration, "addressee") == "中共江城市委"
    assert page.evaluate("() => window.isTheSame"), "Enter has sent the form"


def test_ctrl_s_saves_says_so_and_leaves_a_revision(hands, demonstration):
    page = hands.page
    page.goto(f"{demonstration.newest}/header")
    before = revisions_of(demonstration, 2026)
    hands.fills("position", "党委书记")
    hands.press("Control+s")
    expect(page.locator(SPOKEN)).to_have_text(SAVED)
    assert kept(demonstration, "position") == "党委书记"
    assert revisions_of(demonstration, 2026) == ["saved", *before]
    assert hands.is_at("[name=position]")


def test_a_change_is_taken_back(hands, demonstration):
    page = hands.page
    page.goto(f"{demonstration.newest}/two-upholds")
    before = page.locator("[name=key_work_area]").input_value()
    hands.fills("key_work_area", "站网")
    hands.press("Tab", "Shift+Tab", "Shift+Tab")
    assert hands.is_at("#q-key_work_area .undo")
    assert hands.focus_faults() == []
    hands.press("Enter")
    assert hands.is_at("[name=key_work_area]")
    expect(page.locator("[name=key_work_area]")).to_have_value(before)


def test_a_ledger_is_kept(hands, demonstration):
    page = hands.page
    page.goto(f"{demonstration.newest}/principal-responsibility")
    ledger = page.locator("#q-spot_check_ledger")
    hands.unfolds("spot_check_ledger")
    first, second = ({"date": f"2026-0{month}-05", "subject": "仓库"} for month in (3, 4))
    question = sample_answers.definition().questions["spot_check_ledger"]
    for number, row in enumerate((first, second)):
        hands.answers_row(question, number, row)
    expect(ledger.locator(".line")).to_have_text("2 条，按台账填报")
    is_saved(page)
    assert [row["date"] for row in kept(demonstration, "spot_check_ledger")] == [
        first["date"],
        second["date"],
    ]
    hands.press("Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab")
    hands.presses("#q-spot_check_ledger tr:last-child .remove")
    expect(ledger.locator(".line")).to_contain_text("1 条")
    assert hands.is_at("#q-spot_check_ledger input")


def test_of_two_texts_one_is_chosen(hands, demonstration):
    page, other = hands.page, Keyboard(hands.page.context.new_page())
    address = f"{demonstration.newest}/two-upholds"
    page.goto(address)
    other.page.goto(address)
    other.fills("sector_guideline", "“十六字”方针")
    other.press("Tab")
    is_saved(other.page)
    page.bring_to_front()
    hands.fills("sector_guideline", "“十六字”思路")
    expect(page.locator(".conflict")).to_be_visible()
    hands.picks("keep.sector_guideline", "theirs")
    hands.presses(".conflict button")
    expect(page.locator(".conflict")).to_have_count(0)
    expect(page.locator("[name=sector_guideline]")).to_be_focused()
    expect(page.locator("[name=sector_guideline]")).to_have_value("“十六字”方针")
    is_saved(page)
    assert kept(demonstration, "sector_guideline") == "“十六字”方针"


def test_a_finding_is_confirmed_and_explained(hands, demonstration):
    page = hands.page
    page.goto(f"{demonstration.newest}/check")
    finding = page.locator(".finding", has_text="十九届六中全会")
    tick, why = (finding.locator(f'[name^="{start}."]').get_attribute("name") for start in ("ok", "why"))
    hands.tabs_to(f'[name="{tick}"]')
    hands.press("Space")
    hands.fills(why, "引用的是原文件的标题")
    hands.goes_to("#confirm button.main")
    expect(finding.locator(".tag.done")).to_have_text("已确认")
    expect(page.locator(f'[name="{why}"]')).to_have_value("引用的是原文件的标题")


def test_history_is_compared_and_taken_back(hands, demonstration):
    page, address = hands.page, demonstration.newest
    before, number = kept(demonstration, "position"), len(revisions_of(demonstration, 2026))
    page.goto(f"{address}/header")
    hands.fills("position", "调研员")
    hands.goes_to('.actions [value="back"]', f"**{address}")
    hands.goes_to('a[href$="/history"]', "**/history")
    hands.goes_to(".pick button", "**/compare?*")
    row = page.locator("table.compared tbody", has_text="调研员")
    expect(row).to_contain_text(before)
    hands.goes_to('.crumbs a[href$="/history"]', "**/history")
    hands.goes_to(f'form[action$="/history/{number}/take-back"] button', "**/history")
    assert kept(demonstration, "position") == before


def test_a_review_from_the_desk_to_the_return(browser, demonstration):
    with visiting.visiting(browser, demonstration, visiting.REVIEWER) as page:
        hands = Keyboard(page)
        page.goto("/reviews")
        hands.fills("text", "峰")
        with page.expect_navigation():
            hands.press("Enter")
        expect(page.locator(".desk-rows tbody")).to_have_count(1)
        hands.goes_to(".desk-rows button[formaction$='/open']", "**/compare*")
        hands.goes_to(".filters a[href*='show=numbers']", "**show=numbers*")
        expect(page.locator(".filters [aria-current]")).to_contain_text("数字")
        name = "field_supervision_person_times"
        hands.presses(f"#c-{name} td.do summary")
        expect(page.locator(f"#n-{name}")).to_be_focused()
        hands.writes("请核对督导台账")
        hands.press("Tab")
        with page.expect_navigation():
            hands.press("Enter")
        # It comes back to the row that the remark is on, with the filter as it was.
        assert page.url.endswith(f"#c-{name}")
        expect(page.locator(".filters [aria-current]")).to_contain_text("数字")
        expect(page.locator("#decide")).to_contain_text("请核对督导台账")
        hands.fills("whole", "其余部分写得清楚")
        hands.press("Tab")
        assert hands.is_at("#decide button")
        with page.expect_navigation():
            hands.press("Enter")
        expect(page.locator(".flash")).to_contain_text("已退回")
        expect(page.locator(".state")).to_contain_text("退回修改")
        assert state_of(demonstration, demonstration.shown["waiting"]) == "returned"


def state_of(demonstration, statement_id):
    connection = store.connect(demonstration.path)
    found = statements.one(connection, 1, statement_id)["state"]
    connection.close()
    return found


def test_the_report_beside_the_questions_is_scrolled_and_left(hands, demonstration):
    page = hands.page
    page.goto(f"{demonstration.newest}/closing")
    hands.tabs_to("#sheet-box")
    scrolled = page.evaluate("() => document.getElementById('sheet-box').scrollTop")
    hands.press("Home")
    page.wait_for_function("before => document.getElementById('sheet-box').scrollTop < before", arg=scrolled)
    hands.press("PageDown")
    page.wait_for_function("() => document.getElementById('sheet-box').scrollTop > 100")
    hands.press("Tab")
    assert not hands.is_at("#sheet-box")


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)], ids=["desktop", "200 % zoom"])
@pytest.mark.parametrize("role", visiting.ROLES)
def test_tab_reaches_every_control_and_comes_out_again(browser, demonstration, role, size):
    found = []
    with visiting.visiting(
        browser, demonstration, visiting.ROLES[role], width=size[0], height=size[1]
    ) as page:
        places = demonstration.pages(role)
        assert places
        for place in places:
            page.goto(SHORT.get(place, place))
            found += [f"{place} {fault}" for fault in Keyboard(page).tabs_through()]
    assert found == [], "\n".join(found)
