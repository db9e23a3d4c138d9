"""One statement in two tabs: questions merge, and of one question both texts are offered."""

import axe
import pytest
from hands import SOON, control, is_saved, state, types, versions
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_different_questions_of_two_tabs_merge_without_a_word(tab, context, desk):
    other = context.new_page()
    other.goto(desk.header)
    types(tab, "unit_short_core", "江城水文")
    is_saved(tab)
    types(other, "addressee", "江城市水务局")
    is_saved(other)
    types(tab, "position", "书记")
    is_saved(tab)
    kept = {name: desk.kept(name) for name in ("unit_short_core", "addressee", "position")}
    assert kept == {"unit_short_core": "江城水文", "addressee": "江城市水务局", "position": "书记"}
    assert tab.locator(".conflict").count() + other.locator(".conflict").count() == 0


@pytest.fixture
def conflict(tab, context, desk):
    """Two tabs, of which the second has changed what the first had changed already."""
    other = context.new_page()
    other.goto(desk.header)
    types(tab, "position", "党委书记")
    is_saved(tab)
    types(other, "position", "局长、党委委员")
    expect(other.locator(".conflict")).to_be_visible(timeout=SOON)
    return other


def test_both_texts_of_one_question_are_offered_and_nothing_is_chosen(conflict, desk):
    assert versions(conflict) == ["局长", "党委书记", "局长、党委委员"]
    assert conflict.locator(".conflict input:checked").count() == 0
    expect(state(conflict)).to_contain_text("有 1 题要选择")
    expect(control(conflict, "position")).to_have_value("局长、党委委员")
    assert {("conflict", "党委书记"), ("set_aside", "局长、党委委员")} <= set(desk.history("position"))
    assert axe.violations(conflict) == []


@pytest.mark.parametrize(
    ("keep", "expected"), [("mine", "局长、党委委员"), ("theirs", "党委书记"), ("original", "局长")]
)
def test_what_is_chosen_is_kept_and_shown(conflict, keep, expected, desk):
    conflict.locator(f'.conflict [value="{keep}"]').check()
    conflict.get_by_role("button", name="采用所选内容").click()
    is_saved(conflict)
    assert conflict.locator(".conflict").count() == 0
    expect(control(conflict, "position")).to_have_value(expected)
    assert desk.kept("position") == expected
    assert {"党委书记", "局长、党委委员"} <= {value for _, value in desk.history("position")}
    # The page goes on as any other.
    types(conflict, "position", "调研员")
    is_saved(conflict)
    assert desk.kept("position") == "调研员"


def test_a_question_in_conflict_is_typed_on_without_loss(conflict, desk):
    types(conflict, "position", "局长、党委委员、总工程师")
    with conflict.expect_response("**/autosave"):
        conflict.keyboard.press("Control+S")
    expect(conflict.locator(".conflict .text").last).to_have_text("局长、党委委员、总工程师")
    assert ("set_aside", "局长、党委委员、总工程师") in desk.history("position")
    expect(control(conflict, "position")).to_have_value("局长、党委委员、总工程师")
    conflict.locator('.conflict [value="mine"]').check()
    conflict.keyboard.press("Control+S")
    is_saved(conflict)
    assert desk.kept("position") == "局长、党委委员、总工程师"


def test_a_list_chosen_from_another_tab_comes_with_its_rows(tab, context, desk):
    tab.goto(desk.closing)
    other = context.new_page()
    other.goto(desk.closing)
    for number, text in enumerate(("学习不够系统", "调研不够深入", "督办不够有力")):
        if not control(tab, f"issues-{number}").count():
            tab.locator("button[name=add][value=issues]").click()
        control(tab, f"issues-{number}").fill(text)
    is_saved(tab)
    types(other, "issues-0", "作风不够扎实")
    expect(other.locator(".conflict")).to_be_visible(timeout=SOON)
    other.locator('.conflict [value="theirs"]').check()
    other.get_by_role("button", name="采用所选内容").click()
    expect(control(other, "issues-2")).to_have_value("督办不够有力")
    other.locator("#q-issues .remove").first.click()
    is_saved(other)
    assert desk.kept("issues") == ["调研不够深入", "督办不够有力"]
