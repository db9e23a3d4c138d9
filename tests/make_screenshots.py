"""Take the pictures in docs/screenshots anew: pages in Chromium, printed pages by LibreOffice.

Run it with the development environment: .venv/bin/python tests/make_screenshots.py
Everything it makes lives in a temporary folder; the data in var/ is not touched.
"""

import re
import shutil
import tempfile
from pathlib import Path

import serving
from picture_taking import (
    PICTURES,
    become,
    convert,
    fill,
    fonts,
    pages,
    part,
    picture,
    shoot,
    sign_in,
    window,
)
from playwright.sync_api import sync_playwright

from collector import accounts, demo
from collector.config import ROOT
from collector.demo import filing
from collector.statement import definitions
from collector.store import database, migrations

OFFICIAL, DEPUTY, REVIEWER, ADMINISTRATOR = "chenyuanshan", "wangxiaohe", "linzhiyuan", "zhouqing"
ARCHIVED, UNFINISHED = 2024, 2026
# Complete and not handed in: made for the pictures, before the years of the demonstration.
FINISHED = 2023
# What the reviewer says of the deputy's statement.
REMARKS = {
    "field_supervision_person_times": "与往年相差较大，请核对督导台账",
    "key_power_risk": "与往年的写法相同，请写本年度新出现的风险点和具体措施",
}


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty, path = folder / "empty.sqlite3", folder / "demo.sqlite3"
        migrations.migrate(empty)
        link = accounts.setup_link(empty)
        database.close(empty)
        passwords = serving.demo_database(path)
        add_finished(path)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), env=fonts(folder))
            with serving.served(empty, folder / "log") as address:
                photograph_setup(window(browser, address), link)
            with serving.served(path, folder / "log") as address:
                photograph(window(browser, address), passwords, folder)
            browser.close()
        print_pages(folder)


def add_finished(path):
    """A complete statement that can still be changed."""
    definition = definitions.load(ROOT / "forms" / "integrity", ROOT / "doc_templates")
    found = demo.year_answers(definition, ARCHIVED)
    years = {
        name: typed.replace(str(ARCHIVED), str(FINISHED)) for name, typed in found.items() if "date" in name
    }
    connection = database.connection(path)
    with database.transaction(connection):
        demo.add_statement(
            connection,
            1,
            1,
            definition,
            FINISHED,
            found | years | {"report_year": str(FINISHED)},
            round_id=None,
            is_open=False,
            at=filing.in_december(FINISHED),
        )
    database.close(path)


def photograph_setup(page, link):
    """The form behind the one-time link."""
    page.goto(f"/setup/{link}")
    fill(page, unit="江城市水文局", name="周清", position="局纪委书记", account="zhouqing")
    shoot(page, "setup", full_page=True)


def photograph(page, passwords, folder):
    """Walk through the other pages in the order of the guide."""
    page.goto("/sign-in")
    fill(page, account=OFFICIAL)
    shoot(page, "sign-in")
    sign_in(page, OFFICIAL, passwords)
    shoot(page, "statements")
    page.goto("/statements/new")
    shoot(page, "new-statement")
    unfinished, finished, archived = (address_of(page, year) for year in (UNFINISHED, FINISHED, ARCHIVED))
    page.goto(unfinished)
    shoot(page, "progress")
    photograph_filling(page, unfinished)
    save_report(page, f"{archived}/report.docx", folder / "report.docx")
    save_report(page, f"{unfinished}/draft.docx", folder / "draft.docx")
    photograph_check(page, finished)
    photograph_history(page, finished)
    photograph_import(page, folder / "report.docx")
    photograph_review(page, passwords)
    become(page, ADMINISTRATOR, passwords)
    page.goto("/people/new")
    fill(page, name="何书宁", account="heshuning", position="副局长")
    page.get_by_role("button", name="添加并生成一次性密码").click()
    shoot(page, "people")
    page.goto("/unit")
    shoot(page, "unit")
    page.goto("/phrases")
    shoot(page, "phrases")


def photograph_filling(page, statement):
    """A section with one answer that contradicts another and one with a word the report prints already."""
    section = f"{statement}/political-responsibility"
    page.goto(section)
    fill(page, study_group_expanded="15", city_bureau_core="市水务局", party_lectures="")
    page.get_by_role("button", name="保存并返回").click()
    page.wait_for_url(f"**{statement}")
    page.goto(section)
    page.locator("#sheet-page", has_text="页").wait_for()
    shoot(page, "filling")
    part(page, "affixes", "#q-city_bureau_core")
    page.locator("#q-party_lectures input[type=checkbox]").check()
    part(page, "zero", "#q-party_lectures")
    page.goto(f"{statement}/two-upholds")
    page.locator("#q-community_ledger summary").click()
    page.locator("#q-practice_tasks_done").scroll_into_view_if_needed()
    part(page, "ledger", "#q-community_ledger")
    page.goto(section)
    page.get_by_role("button", name="保存并继续").last.click()
    page.locator("#problems").wait_for()
    shoot(page, "problems")
    page.goto(f"{statement}/principal-responsibility")
    fill(page, **{"inspections-0": "工程招投标", "inspections-1": "公车管理"})
    part(page, "list", "#q-inspections")
    page.goto(f"{statement}/closing")
    row = {"measure": "每季度到基层站点督导一次", "owner": "陈远山", "deadline": "2027年6月底"}
    fill(page, **{f"next_steps-0-{name}": value for name, value in row.items()})
    part(page, "table", "#q-next_steps")

    photograph_conflict(page, f"{statement}/two-upholds")


def photograph_conflict(page, section):
    """A question changed in two windows."""
    other = page.context.new_page()
    texts = ((other, "智慧水文站改造和洪水预报精度提升"), (page, "智慧水文站改造和水生态监测"))
    for each, _ in texts:
        each.goto(section)
    for each, words in texts:
        fill(each, key_focus_actions=words)
        each.keyboard.press("Control+S")
        each.locator("#saved", has_text=re.compile("已保存 |要选择")).wait_for()
    other.close()
    page.locator(".conflict [value=mine]").check()
    part(page, "conflict", "#q-key_focus_actions")
    page.locator(".conflict button").click()
    page.locator(".conflict").wait_for(state="detached")


def photograph_check(page, statement):
    """A complete statement with a phrase of another year and a leftover mark, one of them confirmed."""
    page.goto(f"{statement}/political-responsibility")
    fill(page, **{"study_focus-0": "十九届六中全会精神", "political_measures": "8月，举办××专题讲座一次。"})
    page.get_by_role("button", name="保存并返回").click()
    page.wait_for_url(f"**{statement}")
    page.goto(f"{statement}/check")
    page.locator("[name^='ok.']").first.check()
    page.locator("[name^='why.']").first.fill("引用的是原文件的标题")
    page.locator("#confirm button.main").click()
    page.locator(".tag.done").first.wait_for()
    page.evaluate("() => window.scrollTo(0, 0)")
    shoot(page, "check")


def photograph_history(page, statement):
    """What is different between the first revision and now."""
    page.goto(f"{statement}/history/compare?from=1&to=0")
    shoot(page, "compare")


def photograph_import(page, report):
    """What was read out of a finished report."""
    page.goto("/statements/import")
    page.locator("#f-file").set_input_files(report)
    page.locator("#upload button.main").click()
    page.locator("#confirm").wait_for()
    shoot(page, "import")


def photograph_review(page, passwords):
    """The reviewer's way from the desk to the return, and what the author then sees."""
    become(page, REVIEWER, passwords)
    page.goto("/reviews?state=all")
    shoot(page, "desk")
    page.get_by_role("button", name="开始审核").click()
    page.locator("h1", has_text="年度对比").wait_for()
    review = page.url.partition("?")[0].partition("#")[0]
    page.goto(f"{review}?show=swings")
    shoot(page, "review")
    page.goto(f"{review}?show=own")
    page.locator("#c-key_power_risk").screenshot(path=PICTURES / "own-words.png")
    for name, remark in REMARKS.items():
        page.goto(f"{review}?show=doubts")
        row = page.locator(f"#c-{name} td.do details")
        row.locator("summary").click()
        row.locator("textarea").fill(remark)
        with page.expect_navigation():
            row.get_by_role("button", name="记下意见").click()
    page.goto(f"{review}?show=doubts")
    page.locator("#whole").fill("其余部分写得清楚。")
    shoot(page, "remarks")
    with page.expect_navigation():
        page.get_by_role("button", name="退回修改").click()
    become(page, DEPUTY, passwords)
    page.goto(address_of(page, UNFINISHED))
    shoot(page, "returned")


def address_of(page, year):
    """The address of the demonstration's statement of a year."""
    page.goto("/statements")
    return page.get_by_role("link", name=re.compile(f"^{year}年度履行")).get_attribute("href")


def save_report(page, address, file):
    response = page.request.get(address)
    assert response.ok, response.status
    file.write_bytes(response.body())


def print_pages(folder):
    """The first page and the last of the report, and the page of the draft with the most marks."""
    convert(folder, "report", "draft")
    shutil.copy(picture(folder, "report", 1), PICTURES / "report.png")
    shutil.copy(picture(folder, "report", pages(folder, "report")), PICTURES / "report-end.png")
    shutil.copy(picture(folder, "draft", pages(folder, "draft")), PICTURES / "draft.png")


if __name__ == "__main__":
    main()
