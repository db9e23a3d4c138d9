"""A statement's whole way in a real browser: written, submitted, compared, returned, mended, archived."""

import contextlib
import io
from datetime import timedelta

import excel_samples
import pytest
import sample_answers
from openpyxl import load_workbook
from playwright.sync_api import expect
from reviewers import Administrator, Reviewer, Writer

from collector import demo
from collector.statement import answers, wording
from collector.web import presentation
from collector.word import render, template, text

pytestmark = pytest.mark.browser

ZHOU = {
    "unit": "江城市水文局",
    "name": "周清",
    "position": "局纪委书记",
    "account": "zhouqing",
    "password": "Jiang-cheng7",
}
PEOPLE = [
    excel_samples.person("wangxiaohe", "王小河", "副局长"),
    excel_samples.person("heqinghe", "何青禾", "科员", roles="经办人"),
    excel_samples.person("linzhiyuan", "林知远", "局纪检监察室主任", roles="审核人"),
    excel_samples.person("shenbozhou", "沈柏舟", "局党办主任", roles="审核人"),
]
# Returned with a remark each: a figure, whose question nothing depends on, and a list that two others follow.
FIGURE, LISTED = "integrity_talks_held", "problems"
FOLLOW = {"problem_handling", "problem_handling_person_times"}
REMARKS = {FIGURE: "与上年相比增加较多，请说明原因", LISTED: "请写全今年发现的问题"}
ANSWER = "今年分管测区由3个增加到5个，谈话对象随之增加"
MENDED = ["仪器入库登记不及时", "夜间值班记录过简", "车辆维修审批不规范"]
# The items of a list without what came, or without what went.
ITEMS = """([row], left_out) => [...row.querySelectorAll(".entries li")].map((each) => {
    const copy = each.cloneNode(true);
    copy.querySelectorAll(left_out).forEach((piece) => piece.remove());
    return copy.textContent.trim();
}).filter((text) => text)"""
# A marked text without what came, or without what went.
SIDE = """(row, left_out) => {
    const copy = row.querySelector(".marked").cloneNode(true);
    copy.querySelectorAll(`.move, ${left_out}`).forEach((each) => each.remove());
    return copy.textContent;
}"""


@pytest.fixture
def window(browser, service):
    """Open windows, each in a profile of its own: window(script=True). An error of a script fails."""
    complaints = []
    with contextlib.ExitStack() as stack:

        def opened(*, script=True):
            context = browser.new_context(
                java_script_enabled=script,
                viewport={"width": 1366, "height": 768},
                locale="zh-CN",
                base_url=service.base,
                accept_downloads=True,
                reduced_motion="reduce",
            )
            stack.callback(context.close)
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("dialog", lambda dialog: dialog.accept())
            return page

        yield opened
    assert complaints == []


@pytest.fixture
def passwords(window, service):
    """The one-time passwords of those whom the administrator has imported."""
    page = window()
    administrator = Administrator(page)
    administrator.sets_up(service.link, **ZHOU)
    return administrator.imports_people(excel_samples.saved(*PEOPLE))


def come_in(kind, page, passwords, account):
    """Somebody who signs in for the first time in a window."""
    found = kind(page)
    found.comes_in(account, passwords[account])
    return found


def complete(year):
    """The official's answers of a year."""
    return demo.year_answers(sample_answers.definition(), year, "wangxiaohe")


def report(year):
    """The Word report of a year, as it lies in somebody's folder."""
    definition = sample_answers.definition()
    loaded = template.load(definition.template)
    return render.fill(loaded, wording.words(definition, complete(year)))


def expected(then, now):
    """The questions that a comparison lists, and those of them that changed, read from the answers."""
    definition = sample_answers.definition()
    readings = [answers.read(definition, complete(year)) for year in (then, now)]
    asked, changed = set(), set()
    for question in definition.asked:
        # Which report it is, nobody compares.
        if question.name in (definition.year, definition.period):
            continue
        values = [
            found[question.name].value if answers.is_relevant(question, found) else None for found in readings
        ]
        if any(answers.is_relevant(question, found) for found in readings):
            asked.add(question.name)
        if values[0] != values[1]:
            changed.add(question.name)
    return asked, changed


def files_and_is_approved(writer, reviewer, year):
    """A year on the way through the pages: filled in, submitted, opened, approved, archived."""
    writer.begins_statement(year)
    writer.fills_in(sample_answers.definition(), complete(year))
    writer.confirms_findings()
    writer.submits()
    reviewer.begins("王小河")
    reviewer.decides("审核通过")
    reviewer.decides("归档")
    writer.opens_statement(year)
    assert writer.state() == "已归档"


def imports(writer, year):
    """A year as the Word report that it was."""
    page = writer.page
    page.goto("/statements/import")
    file = {"name": f"{year}.docx", "mimeType": "application/octet-stream", "buffer": report(year)}
    page.locator("#f-file").set_input_files(file)
    page.locator("#upload button.main").click()
    page.locator("#confirm").wait_for()
    page.locator("#confirm button.main").last.click()
    expect(page.locator("h1")).to_contain_text(f"{year}年度")


def test_from_the_imported_people_to_the_archive(window, service, passwords):
    writer = come_in(Writer, window(), passwords, "wangxiaohe")
    reviewer = come_in(Reviewer, window(), passwords, "linzhiyuan")
    imports(writer, 2024)
    files_and_is_approved(writer, reviewer, 2025)
    goes_the_whole_way(writer, reviewer, Administrator(window()), earlier=2)


def test_the_same_without_javascript(window, service, passwords):
    writer = come_in(Writer, window(script=False), passwords, "wangxiaohe")
    reviewer = come_in(Reviewer, window(script=False), passwords, "linzhiyuan")
    imports(writer, 2025)
    goes_the_whole_way(writer, reviewer, Administrator(window(script=False)), earlier=1)


def goes_the_whole_way(writer, reviewer, administrator, *, earlier):
    """This year's statement from the round that asks for it to the archive."""
    administrator.signs_in(ZHOU["account"], ZHOU["password"])
    asks_for_it(administrator)
    address = hands_in_twice(writer)
    review = compares(reviewer, earlier)
    returns_two_questions(reviewer, review)
    only_these_are_open(writer, address)
    nothing_else_is_changed(writer, address)
    answers_and_mends(writer, address)
    sees_what_became_of_it(reviewer, review)
    reviewer.decides("审核通过")
    expect(reviewer.page.locator(".state")).to_contain_text("已审核")
    reviewer.decides("归档")
    expect(reviewer.page.locator(".state")).to_contain_text("已归档")
    nothing_can_be_changed(writer, address)
    is_what_was_submitted(writer, reviewer, address, review)


def asks_for_it(administrator):
    """An administrator opens a round."""
    deadline = presentation.today() + timedelta(days=20)
    administrator.opens_round(2026, "2026-11-20", deadline.isoformat(), "王小河")


def hands_in_twice(writer):
    """Fill in what the round asks for, submit it, take it back, submit it again; its address."""
    address = writer.opens_statement(2026)
    assert writer.state() == "草稿"
    writer.fills_in(sample_answers.definition(), complete(2026))
    assert writer.confirms_findings(two_upholds_measures="走测区是固定做法") >= 3
    writer.submits()
    assert writer.state() == "已提交"
    assert all(not writer.editable_at(f"{address}/{name}") for name in ("header", "clean-power"))
    writer.page.goto(address)
    writer.confirms("撤回", "确认撤回")
    assert writer.state() == "草稿"
    writer.page.goto(f"{address}/check")
    writer.submits()
    return address


def compares(reviewer, earlier):
    """Find the statement by one character, open it, and hold it against the years before; its address."""
    rows, places = reviewer.finds("峰")
    assert ["王小河" in row for row in rows] == [True]
    # What it says is not shown before the review is opened.
    assert places == []
    review = reviewer.begins("王小河")
    _, places = reviewer.finds("峰")
    assert [place for place in places if "洪峰过程" in place], places
    reviewer.page.goto(review)
    assert reviewer.page.locator("select[name=with] option").count() == earlier
    if earlier > 1:
        reviewer.compares_with("2024年度")
        expect(reviewer.page.locator("thead th.n").first).to_have_text("2024年")
        assert reviewer.cells(FIGURE)[:2] == ["8 人次", "15 人次"]
        expect(reviewer.row(FIGURE).locator(".percent").first).to_have_text("88%")
        reviewer.page.goto(review)
    then_and_now_are_what_was_answered(reviewer)
    the_filters_leave_what_they_say(reviewer, review, earlier)
    the_workbook_says_the_same(reviewer, review)
    return review


def then_and_now_are_what_was_answered(reviewer):
    """Figures, lists and texts of last year and this one."""
    then, now = complete(2025), complete(2026)
    assert reviewer.cells(FIGURE)[:2] == ["9 人次", "15 人次"]
    assert "＋6" in reviewer.cells(FIGURE)[2]
    assert "67%" in reviewer.cells(FIGURE)[2]
    assert "56%" in reviewer.cells("criticism_given")[2]
    assert reviewer.cells("gifts_returned")[:2] == ["1 件", "0 件"]
    for name in (FIGURE, "criticism_given", "gifts_returned"):
        expect(reviewer.row(name)).to_have_class("flag")
    for name in ("key_focus_actions", "political_measures", "key_power_risk", "personal_example"):
        both = [reviewer.row(name).evaluate(f"row => ({SIDE})(row, '{side}')") for side in ("ins", "del")]
        assert both == [then[name], now[name]], name
    came = reviewer.row("key_focus_actions").locator("ins").all_inner_texts()
    assert "智慧水文站改造" in "".join(came)
    assert reviewer.row("key_power_risk").locator("ins.moved").count() == 1
    for name in ("inspections", "issues"):
        both = [reviewer.row(name).evaluate_all(ITEMS, side) for side in ("ins", "del")]
        assert [sorted(each) for each in both] == [sorted(then[name]), sorted(now[name])], name


def the_filters_leave_what_they_say(reviewer, review, earlier):
    """Each filter's number is that of its rows, and these are the ones that the answers call for."""
    reviewer.page.goto(review)
    asked, changed = expected(2025, 2026)
    numbers = {
        question.name
        for question in sample_answers.definition().asked
        if question.type in ("integer", "decimal") and question.name in asked
    }
    wanted = {"全部": asked, "有变化": changed, "未变化": asked - changed, "数字": numbers}
    for label, number in reviewer.filters().items():
        shown = reviewer.shows(label)
        assert len(shown) == number, label
        # A Word report does not print every answer.
        if earlier > 1:
            assert set(shown) == wanted.get(label, set(shown)), label
    doubts = set(reviewer.shows("疑点"))
    assert {"two_upholds_measures", "key_power_risk", "field_supervision_person_times"} <= doubts
    expect(reviewer.row("two_upholds_measures")).to_contain_text("填报人说明：走测区是固定做法")
    if earlier > 1:
        reviewer.page.locator("ul.sum a", has_text="三年以上未变").click()
        expect(reviewer.row("org_life_attended")).to_be_visible()
        expect(reviewer.row(FIGURE)).to_have_count(0)


def the_workbook_says_the_same(reviewer, review):
    """The comparison as .xlsx."""
    response = reviewer.page.request.get(f"{review}.xlsx")
    assert response.ok
    book = load_workbook(io.BytesIO(response.body()), rich_text=True)
    rows = [[str(cell) for cell in row if cell is not None] for row in book.worksheets[0].values]
    (row,) = [row for row in rows if "开展廉政谈话人次" in row]
    assert {"9", "15"} <= set(row)
    assert any("67" in cell for cell in row)
    (row,) = [row for row in rows if "狠抓事项" in row]
    assert complete(2026)["key_focus_actions"] in row


def returns_two_questions(reviewer, review):
    """Write two remarks, and return it with a word on the whole."""
    reviewer.page.goto(review)
    for name, remark in REMARKS.items():
        reviewer.notes(name, remark)
    expect(reviewer.page.locator("#decide")).to_contain_text("已选 2 个问题退回")
    reviewer.page.locator("[name=whole]").fill("其余部分写得清楚")
    reviewer.decides("退回修改（2）")
    expect(reviewer.page.locator(".state")).to_contain_text("退回修改")


def only_these_are_open(writer, address):
    """The official sees two remarks, and fields for these two questions and what hangs on them."""
    writer.page.goto(address)
    assert writer.state() == "退回修改"
    for remark in (*REMARKS.values(), "其余部分写得清楚"):
        expect(writer.page.locator("main")).to_contain_text(remark)
    found = {
        section.name: writer.editable_at(f"{address}/{section.name}")
        for section in sample_answers.definition().sections
    }
    wanted = {"clean-power": {FIGURE}, "principal-responsibility": {LISTED, *FOLLOW}}
    assert found == {name: wanted.get(name, set()) for name in found}


def nothing_else_is_changed(writer, address):
    """What a crafted POST says of other questions is not kept, on an open page as on a closed one."""
    page = writer.page
    for section, name, typed in (
        ("clean-power", "gifts_returned", "7"),
        ("clean-power", "expense_rules", "改过的话"),
        ("two-upholds", "key_work_area", "改过的领域"),
    ):
        page.goto(f"{address}/clean-power")
        token = page.locator("#questions [name=csrf_token]").get_attribute("value")
        hidden = {
            each: page.locator(f"#questions [name={each}]").input_value()
            for each in ("seen", "page", "author")
        }
        before = writer.said(address, label_of(name))
        sent = {**hidden, "csrf_token": token, FIGURE: complete(2026)[FIGURE], name: typed}
        page.request.post(f"{address}/{section}", form=sent)
        assert writer.said(address, label_of(name)) == before
        assert typed not in before


def label_of(name):
    return sample_answers.definition().questions[name].label


def answers_and_mends(writer, address):
    """Answer one remark, change what the other one names, and submit again."""
    page = writer.page
    page.goto(f"{address}/clean-power")
    writer.answers_remark(ANSWER)
    expect(page.locator("main")).to_contain_text(ANSWER)
    page.goto(f"{address}/principal-responsibility")
    question = sample_answers.definition().questions[LISTED]
    writer.answers(question, MENDED)
    writer.saves()
    page.goto(f"{address}/check")
    writer.confirms_findings()
    writer.submits()
    assert writer.state() == "已提交"


def sees_what_became_of_it(reviewer, review):
    """Remark, old answer and new one side by side."""
    assert reviewer.begins("王小河") == review
    assert set(reviewer.shows("上次退回")) == set(REMARKS)
    for name, remark in REMARKS.items():
        expect(reviewer.row(name)).to_contain_text(remark)
    expect(reviewer.row(FIGURE)).to_contain_text(ANSWER)
    since = reviewer.row(LISTED).locator(".since")
    assert [each.strip() for each in since.locator("ins").all_inner_texts()] == MENDED[2:]
    assert since.locator("del").count() == 0
    # Held against what was submitted before, nothing else is different.
    reviewer.compares_with("第1次提交")
    assert reviewer.shows("有变化") == [LISTED]


def nothing_can_be_changed(writer, address):
    """An archived statement has no field on any page, and keeps nothing that is sent to it."""
    writer.page.goto(address)
    assert writer.state() == "已归档"
    for section in sample_answers.definition().sections:
        assert writer.editable_at(f"{address}/{section.name}") == set()
    assert writer.page.goto(f"{address}/history").ok
    expect(writer.page.locator('form[action*="take-back"]')).to_have_count(0)


def is_what_was_submitted(writer, reviewer, address, review):
    """The Word report says what was submitted last, to the statement's author and to its reviewer."""
    definition = sample_answers.definition()
    final = complete(2026) | {LISTED: MENDED}
    meant = text.plain(render.fill(template.load(definition.template), wording.words(definition, final)))
    review = review.removesuffix("/compare")
    for person, place in ((writer, address), (reviewer, review)):
        response = person.page.request.get(f"{place}/report.docx")
        assert response.ok
        assert text.plain(response.body()) == meant


def test_a_clerk_writes_its_author_confirms_and_two_reviewers_pass_it(window, service, passwords):
    administrator = Administrator(window())
    administrator.signs_in(ZHOU["account"], ZHOU["password"])
    administrator.asks_for_two_stages()
    administrator.assigns("何青禾", "王小河")
    asks_for_it(administrator)
    clerk = come_in(Writer, window(), passwords, "heqinghe")
    address = clerk.opens_statement(2026)
    expect(clerk.page.locator(".for-another")).to_contain_text("王小河")
    clerk.fills_in(sample_answers.definition(), complete(2026))
    clerk.confirms_findings()
    expect(clerk.page.locator('form[action$="/submit"]')).to_have_count(0)
    with clerk.page.expect_navigation():
        clerk.page.locator('form[action$="/hand-over"] button').last.click()
    clerk.page.goto(address)
    assert clerk.state() == "待本人确认"
    assert clerk.editable_at(f"{address}/header") == set()

    author = come_in(Writer, window(), passwords, "wangxiaohe")
    author.opens_statement(2026)
    assert author.state() == "待本人确认"
    assert "position" in author.editable_at(f"{address}/header")
    author.page.goto(f"{address}/check")
    author.confirms_findings()
    author.submits()

    first = come_in(Reviewer, window(), passwords, "linzhiyuan")
    review = first.begins("王小河")
    first.decides("初审通过")
    expect(first.page.locator("#decide").get_by_role("button", name="复审通过")).to_have_count(0)
    second = come_in(Reviewer, window(), passwords, "shenbozhou")
    second.page.goto(review)
    second.decides("复审通过")
    expect(second.page.locator(".state")).to_contain_text("已审核")
    second.decides("归档")
    expect(second.page.locator(".state")).to_contain_text("已归档")
