"""The words of a decision in a real browser: a session that ended loses none, and decides nothing."""

import pytest
import visiting
from playwright.sync_api import expect

from collector.store import database as store
from collector.store import people, remarks, sessions, statements

pytestmark = pytest.mark.browser

TYPED = "总体可以，请把党课的题目补齐。\n第二段 & <原样>"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request, browser, demonstration):
    with visiting.visiting(
        browser, demonstration, visiting.REVIEWER, java_script_enabled=request.param
    ) as found:
        yield found


@pytest.fixture
def db(demonstration):
    connection = store.connect(demonstration.path)
    yield connection
    connection.close()


def pressed(page, label):
    with page.expect_navigation():
        page.get_by_role("button", name=label).first.click()


def ends_session(db, demonstration):
    sessions.end_all(db, people.by_account(db, visiting.REVIEWER)["id"])
    demonstration.signed_in.pop(visiting.REVIEWER, None)


def signs_in(page, account, demonstration):
    expect(page.locator("body")).to_contain_text("刚才填写的内容还在")
    page.locator("[name=account]").fill(account)
    page.locator("[name=password]").fill(demonstration.passwords[account])
    pressed(page, "登录")


@pytest.mark.parametrize("label", ["退回修改", "审核通过"])
def test_words_pressed_after_the_session_ended_wait_in_their_field(page, demonstration, db, label):
    statement = demonstration.shown["opened"]
    page.goto(f"/reviews/{statement}/compare")
    page.locator("#whole").fill(TYPED)
    ends_session(db, demonstration)
    pressed(page, label)
    signs_in(page, visiting.REVIEWER, demonstration)
    expect(page.locator("h1")).to_have_text("继续保存")
    assert statements.anywhere(db, statement)["state"] == "submitted"
    pressed(page, "保存刚才填写的内容")
    expect(page.locator("h1")).to_have_text("年度对比")
    expect(page.locator(".flash")).to_contain_text("“总的意见”已记下，还没有")
    expect(page.locator("#whole")).to_have_value(TYPED)
    assert statements.anywhere(db, statement)["state"] == "submitted"
    demonstration.signed_in[visiting.REVIEWER] = page.context.storage_state()


def test_somebody_else_who_signs_in_there_sees_nothing_of_them(page, demonstration, db):
    statement = demonstration.shown["opened"]
    page.goto(f"/reviews/{statement}/compare")
    page.locator("#whole").fill("只有林知远看得到的话")
    ends_session(db, demonstration)
    pressed(page, "退回修改")
    signs_in(page, visiting.ADMINISTRATOR, demonstration)
    expect(page.locator(".flash")).to_contain_text("刚才填写的内容是另一个人的，没有保存")
    assert "只有林知远" not in page.content()
    found = people.by_account(db, visiting.REVIEWER)["id"]
    assert "只有林知远看得到的话" not in remarks.notes(db, 1, statement, found).values()
    assert statements.anywhere(db, statement)["state"] == "submitted"
