"""More people at a browser: who looks after people and rounds, who hands in, and who reviews."""

from navigators import Official
from playwright.sync_api import expect

OWN = "He-an-shui-wen7"


class Administrator(Official):
    """Somebody who looks after units, people and rounds."""

    def imports_people(self, workbook):
        """Take people in from a workbook; their one-time passwords by account."""
        self.page.goto("/people/import")
        file = {"name": "人员.xlsx", "mimeType": "application/octet-stream", "buffer": workbook}
        self.page.locator("[name=file]").set_input_files(file)
        self.sends("上传并核对")
        expect(self.page.locator("h1")).to_have_text("核对要导入的人员")
        self.follows(self.page.locator("main button.main"))
        expect(self.page.locator("h1")).to_contain_text("已导入")
        cells = [row.locator("code").all_inner_texts() for row in self.page.locator("tbody tr").all()]
        return dict(cells)

    def opens_round(self, year, cutoff, deadline, *names):
        self.page.goto("/rounds/new")
        self.page.locator("[name=year]").select_option(str(year))
        self.page.locator("[name=cutoff_date]").fill(cutoff)
        self.page.locator("[name=deadline]").fill(deadline)
        for tick in self.page.locator("[name=people]").all():
            tick.set_checked(any(name in tick.locator("..").inner_text() for name in names))
        self.sends("打开任务")
        expect(self.page.locator(".flash")).to_contain_text("可以开始填写")

    def assigns(self, clerk, official):
        """Let a clerk write for an official, on the official's page."""
        self.page.goto("/people")
        self.follows(self.page.locator("tr", has_text=official).get_by_role("link").first)
        choices = self.page.locator("[name=clerk] option").all_inner_texts()
        self.page.locator("[name=clerk]").select_option(next(each for each in choices if clerk in each))
        self.sends("指定为经办人")
        expect(self.page.locator("table.people")).to_contain_text(clerk)

    def asks_for_two_stages(self):
        self.page.goto("/unit")
        self.page.locator('[name=stages][value="2"]').check()
        self.sends("保存")
        expect(self.page.locator('[name=stages][value="2"]')).to_be_checked()


class Writer(Official):
    """Somebody who files a statement, or writes one for another, and hands it in."""

    def comes_in(self, account, one_time):
        """Sign in for the first time and choose a password."""
        self.signs_in(account, one_time)
        self.page.locator("[name=current]").fill(one_time)
        self.page.locator("[name=password]").fill(OWN)
        self.page.locator("[name=password_again]").fill(OWN)
        self.follows(self.page.locator("main button.main"))

    def opens_statement(self, year):
        """Go to the statement of a year; its address."""
        self.page.goto("/statements")
        self.follows(self.page.get_by_role("link", name=f"{year}年度履行", exact=False).first)
        expect(self.page.locator("h1")).to_contain_text(f"{year}年度")
        return self.page.url

    def fills_in(self, definition, answers):
        """Answer all sections, from the statement's page to the check page."""
        self.follows(self.page.locator("ol.tasks a").first)
        for section in definition.sections:
            expect(self.page.locator("h1")).to_have_text(section.title)
            self.answers_section(section, answers)
        expect(self.page.locator("h1")).to_have_text("提交前检查")
        assert self.problems() == []

    def confirms_findings(self, **explained):
        """Say to every finding on the check page that it is right: with a sentence, or a tick. How many."""
        # Counted before anything is sent: right after the press there may be no page to count on.
        ticks = self.page.locator("[name^='ok.']").all()
        for tick in ticks:
            question = tick.get_attribute("name").rpartition(".")[2]
            why = self.page.locator(f"[name='{tick.get_attribute('name').replace('ok.', 'why.', 1)}']")
            if question in explained:
                why.fill(explained[question])
            else:
                tick.check()
        if ticks:
            self.sends("保存核对结果")
            expect(self.page.locator("#findings .tag.done")).to_have_count(len(ticks))
        return len(ticks)

    def submits(self):
        """Declare and submit, from the check page."""
        self.page.locator("[name=declared]").check()
        self.follows(self.page.locator('form[action$="/submit"] button').last)
        expect(self.page.locator(".flash")).to_contain_text("已提交")

    def state(self):
        """How the statement stands, on its page."""
        return self.page.locator("main .lead .tag").first.inner_text()

    def confirms(self, summary, button):
        """Unfold what asks once more, and press its button."""
        self.page.locator("summary", has_text=summary).first.click()
        self.sends(button)

    def editable(self):
        """The questions of a section's page that have a field."""
        named = self.page.locator("#questions [name]:not([type=hidden])")
        names = {each.get_attribute("name").partition(".")[0].partition("-")[0] for each in named.all()}
        return names - {"then", "finished", "add", "carry", "text"}

    def editable_at(self, address):
        """The same of a page."""
        assert self.page.goto(address).ok
        return self.editable()

    def said(self, address, label):
        """What the check page shows as the answer to a question."""
        self.page.goto(f"{address}/check")
        row = f"xpath=//section[contains(@class, 'answers')]//tr[th[normalize-space() = '{label}']]/td[1]"
        return self.page.locator(row).last.inner_text()

    def answers_remark(self, text):
        """Answer the first remark on the page that can be."""
        reply = self.page.locator("main details.write").first
        reply.locator("summary").click()
        reply.locator("textarea").fill(text)
        self.follows(reply.get_by_role("button", name="发出答复"))


class Reviewer(Writer):
    """Somebody who reviews the statements of others."""

    def finds(self, text):
        """Search on the desk; (the rows found, the places they were found in)."""
        self.page.goto("/reviews")
        self.page.locator("[name=text]").fill(text)
        self.sends("查找")
        rows = self.page.locator(".desk-rows tbody > tr:not(.places)")
        return rows.all_inner_texts(), self.page.locator(".places li").all_inner_texts()

    def begins(self, name):
        """Open the review of somebody's statement from the desk; the address of the comparison."""
        self.page.goto("/reviews")
        row = self.page.locator(".desk-rows tr", has_text=name)
        self.follows(row.get_by_role("button", name="开始审核").first)
        expect(self.page.locator("h1")).to_have_text("年度对比")
        return self.page.url.partition("?")[0].partition("#")[0]

    def compares_with(self, label):
        """Choose what to compare with."""
        offered = self.page.locator("select[name=with] option").all_inner_texts()
        (wanted,) = [each for each in offered if label in each]
        self.page.locator("select[name=with]").select_option(label=wanted.strip())
        if self.page.locator("form.choose button").is_visible():
            self.follows(self.page.locator("form.choose button"))

    def filters(self):
        """The filters and the numbers beside them."""
        pairs = [each.inner_text().rsplit(maxsplit=1) for each in self.page.locator("nav.filters a").all()]
        return {label: int(number) for label, number in pairs}

    def shows(self, label):
        """Choose a filter; the names of the questions that are left."""
        self.follows(self.page.locator("nav.filters a", has_text=label))
        ids = self.page.locator("table.compared tbody").evaluate_all("all => all.map((each) => each.id)")
        return [each.removeprefix("c-") for each in ids]

    def row(self, name):
        return self.page.locator(f"#c-{name}")

    def cells(self, name):
        """Then, now and the difference of a row."""
        return [text.strip() for text in self.row(name).locator("tr").first.locator("td.n").all_inner_texts()]

    def notes(self, name, text):
        """Write a remark on a question, not sent yet."""
        form = self.row(name).locator("td.do details")
        form.locator("summary").click()
        form.locator("textarea").fill(text)
        self.follows(form.get_by_role("button", name="记下意见"))
        expect(self.page.locator("#decide")).to_contain_text(text)

    def decides(self, label):
        """Press a button of the aside."""
        self.follows(self.page.locator("#decide").get_by_role("button", name=label).first)
