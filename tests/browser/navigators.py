"""People at a browser: what an official does with the pages, in the words of somebody who watches."""

import re

from playwright.sync_api import expect

from collector.statement import states

DATE = re.compile(r"(\d+)\D+(\d+)\D+(\d+)\D*")


class Official:
    """Somebody who sets up the service and files a statement."""

    def __init__(self, page):
        self.page = page

    def heading(self):
        return self.page.locator("h1").inner_text()

    def sets_up(self, link, *, unit, name, position, account, password):
        """Open the one-time link and become the first administrator."""
        self.page.goto(link)
        self.writes({"单位名称": unit, "您的姓名": name, "职务": position, "登录账号": account})
        self.page.locator("[name=password]").fill(password)
        self.page.locator("[name=password_again]").fill(password)
        self.sends("建立管理员并登录")
        expect(self.page.locator(".who")).to_contain_text(name)

    def writes(self, fields):
        for label, value in fields.items():
            self.page.get_by_label(label).first.fill(value)

    def presses(self, words):
        self.page.get_by_role("button", name=words, exact=True).last.click()

    def follows(self, control):
        """Press what leads to another page, and wait for the whole page: right after, things are counted."""
        with self.page.expect_navigation():
            control.click()

    def sends(self, words):
        """Press a button that does, by its words."""
        with self.page.expect_navigation():
            self.presses(words)

    def signs_in(self, account, password):
        self.page.goto("/sign-in")
        self.page.locator("[name=account]").fill(account)
        self.page.locator("[name=password]").fill(password)
        self.sends("登录")

    def signs_out(self):
        self.sends("退出")
        expect(self.page.locator("h1")).to_have_text("登录")

    def begins_statement(self, year):
        self.page.goto("/statements")
        self.follows(self.page.get_by_role("link", name="新建报告").first)
        self.page.get_by_label("年度").first.select_option(str(year))
        self.sends("新建并开始填写")
        expect(self.page.locator("h1")).to_contain_text(f"{year}年度")

    def opens_section(self, title):
        self.follows(self.page.locator("ol.tasks").get_by_role("link", name=title, exact=True))
        expect(self.page.locator("h1")).to_have_text(title)

    def answers_section(self, section, answers):
        """Answer every question of the page that has an answer, and save."""
        for question in section.asked:
            if question.name in answers:
                self.answers(question, answers[question.name])
        self.saves()

    def saves(self):
        self.follows(self.page.locator(".actions button.main"))

    def answers(self, question, typed):
        if typed is states.NONE:
            self.control(f"{question.name}.none").check()
        elif question.type == "select_multiple":
            for choice in typed:
                self.page.locator(f'[name="{question.name}"][value="{choice}"]').check()
        elif question.type == "select_one":
            self.chooses(question, typed)
        elif isinstance(typed, list):
            self.unfolds(question.name)
            for number, item in enumerate(typed):
                self.answers_row(question, number, item)
        else:
            self.fills(self.control(question.name), typed)

    def unfolds(self, name):
        """Open the ledger where it is one."""
        ledger = self.page.locator(f"details#q-{name}:not([open]) > summary")
        if ledger.count():
            ledger.click()

    def chooses(self, question, typed):
        choice = typed if typed in question.choices else "其他"
        if self.page.locator(f'select[name="{question.name}"]').count():
            self.control(question.name).select_option(choice)
        else:
            self.page.locator(f'[name="{question.name}"][value="{choice}"]').check()
        if choice != typed:
            self.control(f"{question.name}.other").fill(typed)

    def answers_row(self, question, number, item):
        """One item of a list or row of a table; where there is no place for it yet, one is added."""
        cells = item if isinstance(item, dict) else {"": item}
        for column, cell in cells.items():
            name = f"{question.name}-{number}-{column}".removesuffix("-")
            if not self.control(name).count():
                self.page.locator(f'button[name=add][value="{question.name}"]').click()
            expect(self.control(name)).to_be_visible()
            # Without a script, it is another page.
            self.page.wait_for_load_state()
            self.fills(self.control(name), cell)

    def control(self, name):
        return self.page.locator(f'[name="{name}"]')

    def fills(self, control, text):
        if control.evaluate("each => each.tagName") == "SELECT":
            control.select_option(text)
            return
        match = DATE.fullmatch(text)
        if match and control.get_attribute("type") == "date":
            year, month, day = map(int, match.groups())
            text = f"{year:04}-{month:02}-{day:02}"
        control.fill(text)

    def problems(self):
        """The summary's lines, folded ones too."""
        return self.page.locator("#problems a").all_text_contents()

    def checks(self):
        self.follows(self.page.get_by_role("link", name="提交前检查").first)
        expect(self.page.locator("h1")).to_have_text("提交前检查")

    def downloads(self, words):
        """Press a download link; (file name, bytes)."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=words).first.click()
        found = waiting.value
        return found.suggested_filename, found.path().read_bytes()
