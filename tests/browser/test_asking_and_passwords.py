"""Pages whose scripts keep an administrator from a slip: who is asked already, and passwords shown once."""

from datetime import timedelta

import excel_samples
import pytest
from playwright.sync_api import expect
from test_rounds_and_people import ZHOU, Administrator

from collector.web import presentation

pytestmark = pytest.mark.browser


def test_who_is_asked_already_is_ticked_only_for_another_year(page, service, request):
    administrator = Administrator(page)
    administrator.sets_up(service.link, **ZHOU)
    today = presentation.today()
    administrator.opens_round(today.year, today + timedelta(days=20), "周清")
    page.goto("/rounds/new")
    tick, year = page.locator("[name=people]"), page.locator("[name=year]")
    expect(tick).not_to_be_checked()
    expect(page.get_by_text("已在任务中", exact=True)).to_be_visible()
    if "without" in request.node.name:
        return
    expect(tick).to_be_disabled()
    administrator.presses("全选")
    expect(tick).not_to_be_checked()
    year.select_option(str(today.year - 1))
    expect(tick).to_be_enabled()
    expect(tick).to_be_checked()
    expect(page.get_by_text("已在任务中", exact=True)).to_be_hidden()
    year.select_option(str(today.year))
    expect(tick).to_be_disabled()
    expect(tick).not_to_be_checked()
    page.get_by_label("上半年").check()
    expect(tick).to_be_checked()


def test_all_units_are_ticked_at_once(page, service, request):
    administrator = Administrator(page)
    administrator.sets_up(service.link, **ZHOU)
    administrator.adds_unit("监测科")
    administrator.uploads(excel_samples.saved(excel_samples.person("wuhe", "吴禾", unit="监测科")))
    administrator.sends("导入这 1 人")
    administrator.follows(page.get_by_role("link", name="都记下了，返回人员"))
    page.goto("/rounds/new")
    ticks = page.locator("[name=people]")
    expect(ticks).to_have_count(2)
    if "without" in request.node.name:
        expect(page.get_by_text("全部单位")).to_be_hidden()
        return
    page.get_by_role("button", name="全不选").first.click()
    expect(page.locator("[name=people]:checked")).to_have_count(0)
    page.get_by_role("button", name="全选", exact=True).first.click()
    expect(page.locator("[name=people]:checked")).to_have_count(2)


def test_leaving_passwords_that_nobody_kept_asks_first(page, service, request):
    administrator = Administrator(page)
    administrator.sets_up(service.link, **ZHOU)
    administrator.uploads(excel_samples.saved(excel_samples.person()))
    administrator.sends("导入这 1 人")
    if "without" in request.node.name:
        return
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="单位").first.click()
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert administrator.heading() == "已导入 1 人"
    with page.expect_download():
        administrator.presses("下载一次性密码（Excel）")
    administrator.follows(page.get_by_role("link", name="单位").first)
    assert asked == ["beforeunload"]
    page.goto("/people")
    page.get_by_text("为尚未登录的 1 人重发一次性密码").click()
    administrator.sends("确认重发")
    assert administrator.heading() == "已为 1 人重发一次性密码"
    assert len(administrator.one_time_passwords()) == 1
