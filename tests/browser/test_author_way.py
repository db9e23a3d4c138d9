"""A statement on its way, in a real browser: what a return opens, what is locked, findings by keyboard."""

import pytest
import visiting

pytestmark = pytest.mark.browser

FIGURE, PROSE = "field_supervision_person_times", "key_power_risk"


def section(demonstration, name, page="clean-power"):
    return f"/statements/{demonstration.shown[name]}/{page}"


def test_what_a_return_names_is_saved_by_itself_and_the_rail_says_so(browser, demonstration):
    with visiting.visiting(browser, demonstration, visiting.DEPUTY) as page:
        page.goto(section(demonstration, "returned"))
        item = page.locator('nav.rail > ol [data-section="clean-power"] small')
        assert item.inner_text() == "退回 1 处"
        area = page.locator(f"#f-{PROSE}")
        area.fill(area.input_value() + "今年对三个测站的设备验收逐一复核。")
        page.locator("#saved", has_text="已保存").wait_for()
        page.wait_for_function("document.querySelector('nav.rail > ol .done small')")
        assert item.inner_text() == "退回 1 处，已处理"
        # What was typed stands in the report beside it.
        assert "逐一复核" in page.locator("#sheet").inner_text()
        # Only what can be changed is asked for.
        page.get_by_label("只看未填").check()
        assert not page.locator(".told:visible").count()
        page.get_by_label("只看未填").uncheck()
        page.reload()
        assert "逐一复核" in page.locator(f"#f-{PROSE}").input_value()


def test_a_remark_is_answered_from_above_its_question(browser, demonstration):
    with visiting.visiting(browser, demonstration, visiting.DEPUTY) as page:
        page.goto(section(demonstration, "returned", "principal-responsibility"))
        page.locator(".back summary").click()
        page.locator(".back textarea").fill("已与台账核对，数字无误")
        page.get_by_role("button", name="发出答复").click()
        page.wait_for_url(f"**#f-{FIGURE}")
        assert "已答复" in page.locator(f"#back-{FIGURE}").inner_text()


def test_a_blank_of_a_locked_page_leads_to_its_answer(browser, demonstration):
    with visiting.visiting(browser, demonstration, visiting.DEPUTY) as page:
        page.goto(section(demonstration, "waiting"))
        assert not page.locator("main form").count()
        page.locator(f'#sheet [data-blank="{PROSE}"]').first.click()
        assert page.evaluate("document.activeElement.id") == f"f-{PROSE}"


def test_the_enter_key_ticks_a_finding_and_goes_to_the_next_that_is_open(browser, demonstration):
    with visiting.visiting(browser, demonstration, visiting.DEPUTY) as page:
        page.goto(section(demonstration, "awaiting", "check"))
        ticks = page.locator("#confirm input[type=checkbox]")
        assert ticks.count() > 1
        for tick in ticks.all():
            tick.uncheck()
        ticks.first.focus()
        for tick in ticks.all()[1:]:
            page.keyboard.press("Enter")
            assert tick.evaluate("each => each === document.activeElement")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == "保存核对结果"
        page.keyboard.press("Enter")
        page.get_by_text("已保存：").wait_for()
        assert page.locator("#confirm input[type=checkbox]:not(:checked)").count() == 0
