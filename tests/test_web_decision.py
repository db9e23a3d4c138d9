"""The aside of a review: what is noted, the stages, and what can be decided now."""

import pytest
import review_fixtures
from deciding import note, row
from web_fixtures import words

from collector.store import database as store
from collector.store import remarks, review_settings


def aside(client, years, query=""):
    """The aside of the comparison."""
    (found,) = client.page(f"{years.review}/compare{query}").xpath("//*[@id='decide']")
    return found


def text(element):
    return " ".join(element.text_content().split())


def buttons(found):
    return [text(button) for button in found.xpath(".//form/button[not(@class='small')]")]


def stages(found):
    return [text(line) for line in found.xpath(".//*[@class='due']/li")]


def forms(client, years):
    """The questions whose rows have a form for a remark."""
    page = client.page(f"{years.review}/compare?show=all")
    return page.xpath("//td//form[contains(@action, '/remarks')]//input[@name='question']/@value")


def test_what_is_noted_stands_in_the_order_of_the_statement(years, reviewer, second_reviewer):
    note(reviewer, years, "study_focus", "请补充\n写明场次")
    note(reviewer, years, "party_lectures", "请核实")
    note(reviewer, years, "", "总的不错")
    found = aside(reviewer, years)
    listed = [text(line) for line in found.xpath("./ol/li/a")]
    assert listed == ["党课", "学习重点"]
    assert "已选 2 个问题退回；随之变化的问题一起打开，其余保持锁定" in text(found)
    assert found.xpath("string(.//textarea[@name='whole'])").strip() == "总的不错"
    assert buttons(found) == [
        "删除：党课",
        "删除：学习重点",
        "退回修改（2）",
        "审核通过",
    ]
    assert "请核实" not in words(second_reviewer.get(f"{years.review}/compare?show=all"))


def test_a_note_leads_to_its_row_and_is_changed_and_deleted_where_it_stands(years, reviewer):
    note(reviewer, years, "party_lectures", "请核实")
    query = f"?with={min(years.statements.values())}&show=changed"
    found = aside(reviewer, years, query)
    (href,) = found.xpath("./ol/li/a/@href")
    address, anchor = href.split("#")
    assert reviewer.page(address).xpath(f"//*[@id='{anchor}']//th[contains(., '党课')]")
    (form,) = found.xpath(".//form[contains(@action, '/remarks/forget')]")
    response = reviewer.post(form.action, form.form_values())
    assert response.location == f"{years.review}/compare{query}#decide"
    assert "删除" not in text(aside(reviewer, years))


def test_a_row_has_a_form_with_its_own_note(years, reviewer):
    note(reviewer, years, "party_lectures", "请核实\n与台账不符")
    page = reviewer.page(f"{years.review}/compare?show=all")
    (form,) = page.xpath("//td//form[.//input[@name='question'][@value='party_lectures']]")
    assert form.fields["text"].strip() == "请核实\n与台账不符"
    assert form.fields["show"] == "all"
    assert "改意见" in text(form.getparent())


def test_every_button_decides(db, years, reviewer):
    note(reviewer, years, "party_lectures", "请核实")
    (form,) = aside(reviewer, years).xpath(".//form[.//textarea[@name='whole']]")
    assert form.fields["seen"] == f"{row(db, years)['submitted_revision']}.1"
    (approve,) = form.xpath(".//button[@formaction]/@formaction")
    reviewer.post(approve, form.form_values())
    assert row(db, years)["state"] == "submitted"
    reviewer.post(form.action, form.form_values())
    assert row(db, years)["state"] == "returned"


def test_of_two_stages_each_says_who_and_when(db, years, reviewer, second_reviewer):
    with store.transaction(db):
        review_settings.set_stages(db, years.unit_id, 2)
    found = aside(reviewer, years)
    assert "初审通过" in buttons(found)
    assert stages(found) == ["初审：林知远 进行中", "复审：待定"]
    reviewer.post(f"{years.review}/approve")
    found = aside(reviewer, years)
    assert buttons(found) == ["退回修改（0）"]
    assert "初审由您通过，复审须由另一位审核人进行" in text(found)
    found = aside(second_reviewer, years)
    assert "复审通过" in buttons(found)
    first, second = stages(found)
    assert first.startswith("初审：林知远 今天 ")
    assert second == "复审：待定"
    second_reviewer.post(f"{years.review}/approve")
    first, second = stages(aside(reviewer, years))
    assert second.startswith("复审：顾怀川 今天 ")


def test_what_an_earlier_submission_passed_counts_no_more(db, years, reviewer):
    with store.transaction(db):
        review_settings.set_stages(db, years.unit_id, 2)
    reviewer.post(f"{years.review}/approve")
    note(reviewer, years, "party_lectures", "请核实")
    reviewer.post(f"{years.review}/return")
    with store.transaction(db):
        review_fixtures.submit(db, years.newest, years.author)
        review_fixtures.open_review(db, years.newest, years.reviewer)
    found = aside(reviewer, years)
    assert stages(found) == ["初审：林知远 进行中", "复审：待定"]
    assert "初审通过" in buttons(found)


def test_what_was_approved_is_archived_or_corrected(db, years, reviewer):
    with store.transaction(db):
        review_fixtures.approve(db, years.newest, years.reviewer)
    found = aside(reviewer, years)
    assert buttons(found) == ["归档", "退回更正（0）"]
    (form,) = found.xpath(".//form[contains(@action, '/archive')]")
    reviewer.post(form.action, form.form_values())
    found = aside(reviewer, years)
    assert buttons(found) == ["退回更正（0）"]
    assert [line.split("：")[0] for line in stages(found)] == ["审核", "归档"]


def test_a_correction_is_made_with_the_forms_of_the_page(db, years, reviewer):
    with store.transaction(db):
        review_fixtures.approve(db, years.newest, years.reviewer)
    assert "party_lectures" in forms(reviewer, years)
    note(reviewer, years, "party_lectures", "改为 5 次")
    (form,) = aside(reviewer, years).xpath(".//form[.//textarea[@name='reason']]")
    fields = dict(form.form_values()) | {"reason": "上级核查发现"}
    reviewer.post(form.action, fields)
    assert row(db, years)["state"] == "returned"


@pytest.mark.parametrize(("state", "said"), [("returned", "等填报人修改后"), ("awaiting_author", "本人确认")])
def test_what_is_not_with_the_reviewers_says_for_whom_it_waits(db, years, reviewer, state, said):
    note(reviewer, years, "study_focus", "还没有发出")
    with store.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {"party_lectures": "请核实"})
        db.execute("UPDATE statements SET state = ? WHERE id = ?", (state, years.newest))
    found = aside(reviewer, years)
    assert said in text(found)
    assert "第1次退回：林知远，今天" in text(found)
    assert buttons(found) == ["删除：学习重点"]
    assert "您还有 1 条没有发出的意见" in text(found)
    assert stages(found) == []
    assert forms(reviewer, years) == []


def test_threads_are_answered_on_the_page_until_it_is_approved(db, years, reviewer):
    with store.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {"party_lectures": "请核实", "": "不错"})
        review_fixtures.submit(db, years.newest, years.author)
        review_fixtures.open_review(db, years.newest, years.reviewer)
    address = f"{years.review}/compare?show=returned"
    for said in ("请看台账", "总之"):
        form = reviewer.page(address).xpath("//form[contains(@action, '/answer')]")[0]
        response = reviewer.post(form.action, {**dict(form.form_values()), "text": said})
        assert response.location.startswith(address)
    found = remarks.of_statement(db, 1, years.newest)
    assert [each["text"] for each in found if each["answers_id"]] == ["请看台账", "总之"]
    with store.transaction(db):
        review_fixtures.approve(db, years.newest, years.reviewer)
    page = reviewer.page(f"{years.review}/compare?show=all")
    assert not page.xpath("//form[contains(@action, '/answer')]")
    assert "请看台账" in text(page)
