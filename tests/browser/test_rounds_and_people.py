"""An administrator takes people in from a workbook and opens a round; one of them signs in to the draft."""

from datetime import timedelta

import excel_samples
import pytest
from navigators import Official
from playwright.sync_api import expect

from collector.web import presentation

pytestmark = pytest.mark.browser

ZHOU = {
    "unit": "江城市水文局",
    "name": "周清",
    "position": "局纪委书记",
    "account": "zhouqing",
    "password": "Jiang-cheng7",
}
OWN = "He-an-shui-wen7"


class Administrator(Official):
    """Somebody who looks after units, people and rounds."""

    def adds_unit(self, name):
        self.page.goto("/units")
        self.writes({"名称": name})
        self.sends("添加")
        expect(self.page.locator("table.units")).to_contain_text(name)

    def uploads(self, data):
        self.page.goto("/people")
        self.follows(self.page.get_by_role("link", name="从表格导入"))
        file = {"name": "人员.xlsx", "mimeType": "application/octet-stream", "buffer": data}
        self.page.locator("[name=file]").set_input_files(file)
        self.sends("上传并核对")

    def one_time_passwords(self):
        """What the page shows, by account."""
        rows = self.page.locator("tbody tr")
        cells = [rows.nth(number).locator("code").all_inner_texts() for number in range(rows.count())]
        return dict(cells)

    def opens_round(self, year, deadline, *names):
        self.page.goto("/rounds/new")
        self.page.locator("[name=year]").select_option(str(year))
        today = presentation.today().isoformat()
        self.page.locator("[name=cutoff_date]").fill(today)
        self.page.locator("[name=deadline]").fill(deadline.isoformat())
        for tick in self.page.locator("[name=people]").all():
            tick.set_checked(any(name in tick.locator("..").inner_text() for name in names))
        self.sends("打开任务")


def day(date):
    return presentation.day(date.isoformat())


def test_people_are_imported_and_asked_in_a_round(page, service):
    administrator = Administrator(page)
    administrator.sets_up(service.link, **ZHOU)
    administrator.adds_unit("监测科")

    good = [
        excel_samples.person("chenyuanshan", "陈远山", "局长"),
        excel_samples.person("wangxiaohe", "王小河", "科长", "监测科"),
    ]
    administrator.uploads(excel_samples.saved(*good, excel_samples.person("zhouqing", unit="无此科")))
    assert page.title().startswith("错误：")
    listed = page.locator("table.faults tbody tr").all_inner_texts()
    assert [line.split()[0:4] for line in listed] == [
        ["第", "4", "行", "A"],
        ["第", "4", "行", "D"],
    ]
    administrator.uploads(excel_samples.saved(*good))
    assert administrator.heading() == "核对要导入的人员"
    administrator.sends("导入这 2 人")
    assert administrator.heading() == "已导入 2 人"
    passwords = administrator.one_time_passwords()
    with page.expect_download() as waiting:
        administrator.presses("下载一次性密码（Excel）")
    assert waiting.value.suggested_filename == "一次性密码.xlsx"
    (rows,) = excel_samples.opened(waiting.value.path().read_bytes()).values()
    assert {row[2]: row[3] for row in rows[1:]} == passwords

    today = presentation.today()
    deadline, later = today + timedelta(days=20), today + timedelta(days=30)
    administrator.opens_round(today.year, deadline, "陈远山", "王小河")
    expect(page.locator(".flash")).to_contain_text("2 名填报人可以开始填写")
    page.get_by_label("选择王小河").check()
    page.get_by_label("名单里勾选的人").check()
    page.locator("[name=deadline]").fill(later.isoformat())
    administrator.writes({"原因": "驻村"})
    administrator.sends("延长")
    expect(page.locator("tr", has_text="王小河")).to_contain_text(f"延期到 {day(later)}")
    name, data = administrator.downloads("下载未上报名单")
    assert name.endswith("（未上报名单）.xlsx")
    (rows,) = excel_samples.opened(data).values()
    assert [row[1] for row in rows[1:]] == ["陈远山", "王小河"]
    administrator.signs_out()

    administrator.signs_in("wangxiaohe", passwords["wangxiaohe"])
    page.locator("[name=current]").fill(passwords["wangxiaohe"])
    page.locator("[name=password]").fill(OWN)
    page.locator("[name=password_again]").fill(OWN)
    administrator.follows(page.locator("main button.main, main button").first)
    page.goto("/statements")
    administrator.follows(page.get_by_role("link", name=f"{today.year}年度").first)
    expect(page.locator("main, aside").filter(has_text="进度")).to_contain_text(f"截止 {day(later)}")
    administrator.follows(page.locator("ol.tasks a").first)
    assert page.locator("[name=cutoff_date]").input_value() == today.isoformat()
    assert page.locator("[name=reporter_name]").input_value() == "王小河"


def test_all_people_of_a_unit_are_ticked_at_once_where_there_is_a_script(page, service, request):
    administrator = Administrator(page)
    administrator.sets_up(service.link, **ZHOU)
    page.goto("/rounds/new")
    tick = page.locator("[name=people]")
    expect(tick).to_be_checked()
    if "without" in request.node.name:
        expect(page.get_by_role("button", name="全不选")).to_have_count(0)
        return
    administrator.presses("全不选")
    expect(tick).not_to_be_checked()
    administrator.presses("全选")
    expect(tick).to_be_checked()
