"""An official uploads an old Word file in a real browser, looks at what was read, and has that statement."""

import random
import re
import shutil

import docx
import edited_reports
import pytest
import sample_answers
import serving
import visiting

PARAGRAPHS, _ = edited_reports.edited(
    random.Random(3), {**sample_answers.complete(2025), "report_year": "2023"}
)


@pytest.fixture
def demonstration(built, tmp_path):
    """The demonstration's address and its passwords."""
    path, passwords = built
    shutil.copy(path, tmp_path / path.name)
    with serving.served(tmp_path / path.name, tmp_path / "log") as address:
        yield address, passwords


@pytest.fixture
def by_hand(tmp_path):
    """A Word file that somebody typed after the template, with other wording here and there."""
    document = docx.Document()
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    document.save(tmp_path / "2023年报告.docx")
    return tmp_path / "2023年报告.docx"


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_edited_report_comes_in_as_the_statement_of_its_year(browser, demonstration, by_hand, script):
    address, passwords = demonstration
    context = browser.new_context(base_url=address, locale="zh-CN", java_script_enabled=script)
    context.set_default_timeout(visiting.PATIENCE)
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("[name=account]").fill("chenyuanshan")
    page.locator("[name=password]").fill(passwords["chenyuanshan"])
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("link", name="导入往年报告").click()
    page.get_by_label("报告文件").set_input_files(by_hand)
    page.get_by_role("button", name="上传并读取").click()
    page.wait_for_url("**/statements/import/*")
    doubtful = page.locator("tr.look")
    assert doubtful.count() > 3
    first = doubtful.first
    assert "待确认" in first.text_content()
    assert not first.get_by_role("checkbox").is_checked()
    first.get_by_role("checkbox").check()
    assert page.get_by_label("年度").first.input_value() == "2023"
    page.get_by_role("button", name="导入为这一年的报告").click()
    page.wait_for_url(re.compile(r"/statements/\d+$"))
    assert "2023年度履行全面从严治党主体责任情况报告" in page.text_content("main")
    page.goto("/statements")
    assert page.locator(".tag.imported").count() == 1
    context.close()


@pytest.mark.browser
def test_while_a_file_is_read_the_page_says_so_and_takes_no_second_press(browser, demonstration, by_hand):
    address, passwords = demonstration
    context = browser.new_context(base_url=address, locale="zh-CN")
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("[name=account]").fill("chenyuanshan")
    page.locator("[name=password]").fill(passwords["chenyuanshan"])
    with page.expect_navigation():
        page.get_by_role("button", name="登录", exact=True).click()
    page.goto("/statements/import")
    page.get_by_label("报告文件").set_input_files(by_hand)
    # Held back, so that the page can be looked at as it is while it waits.
    page.evaluate("document.addEventListener('submit', (event) => event.preventDefault())")
    page.get_by_role("button", name="上传并读取").click()
    assert page.get_by_role("status").filter(has_text="正在读取…").is_visible()
    assert page.get_by_role("button", name="上传并读取").is_disabled()
    context.close()
