"""A statement's whole way in a real browser: written, submitted, compared, returned, mended, archived."""

from datetime import timedelta

import comparing
import excel_samples
import pytest
import sample_answers
from comparing import FIGURE, complete
from playwright.sync_api import expect
from reviewers import Administrator, Reviewer, Writer

from collector.statement import wording
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
# Returned beside the figure, whose question nothing depends on: a list that two others follow.
LISTED = "problems"
FOLLOW = {"problem_handling", "problem_handling_person_times"}
REMARKS = {FIGURE: "与上年相比增加较多，请说明原因", LISTED: "请写全今年发现的问题"}
ANSWER = "今年分管测区由3个增加到5个，谈话对象随之增加"
MENDED = ["仪器入库登记不及时", "夜间值班记录过简", "车辆维修审批不规范"]


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


def report(year):
    """The Word report of a year, as it lies in somebody's folder."""
    definition = sample_answers.definition()
    loaded = template.load(definition.template)
    return render.fill(loaded, wording.words(definition, complete(year)))


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
    review = comparing.compares(reviewer, earlier)
    returns_two_questions(reviewer, review)
    only_these_are_open(writer, address)
    own = nothing_else_is_changed(writer, address)
    answers_and_mends(writer, address)
    sees_what_became_of_it(reviewer, review)
    reviewer.decides("审核通过")
    expect(reviewer.page.locator(".state")).to_contain_text("已审核")
    reviewer.decides("归档")
    expect(reviewer.page.locator(".state")).to_contain_text("已归档")
    nothing_can_be_changed(writer, address)
    sends_in_vain(writer, address, own)
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
    """What a crafted POST says of other questions is not kept, on an open page as on a closed one.

    What such a POST needs to be taken for the page's own.
    """
    page = writer.page
    page.goto(f"{address}/clean-power")
    own = {
        name: page.locator(f"#questions [name={name}]").first.get_attribute("value")
        for name in ("seen", "page", "author", "csrf_token")
    }
    sends_in_vain(writer, address, {**own, FIGURE: complete(2026)[FIGURE]})
    return own


def sends_in_vain(writer, address, own):
    """Post answers to questions that are not open; none of them is kept."""
    for section, name, typed in (
        ("clean-power", "gifts_returned", "7"),
        ("clean-power", "expense_rules", "改过的话"),
        ("two-upholds", "key_work_area", "改过的领域"),
    ):
        before = writer.said(address, label_of(name))
        writer.page.request.post(f"{address}/{section}", form={**own, name: typed})
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
    """An archived statement has no field on any page, and no version of it can be taken back."""
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
