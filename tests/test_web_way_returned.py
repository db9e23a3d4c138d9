"""A returned statement as its author finds it: its questions, which can be changed, what comes next."""

import pytest
import review_fixtures
from handing_in import submit
from section_filling import changed, fields
from way_pages import PROSE, call, controls, row_of, section_of, stops
from web_fixtures import words

from collector import demo
from collector.statement import answers
from collector.store import database, remarks

FIGURE = "field_supervision_person_times"
RETURNED = {FIGURE: "请核对督导台账", PROSE: "请写本年度的风险点"}
WHOLE = "请再核对一遍数字"
NEW_PROSE = (
    "主要风险在设备验收环节，今年起由三方会签，当场开箱，验收单随付款单归档；每季度由纪检抽查一次。" * 2
)


@pytest.fixture
def back(db, years):
    """The newest statement, returned with two questions and a word on the whole."""
    with database.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {**RETURNED, remarks.WHOLE: WHOLE})
    return years.own


def send(client, address, name, **answers):
    """Change answers on the page of the section that asks a question, and go on."""
    place = f"{address}/{section_of(name)}"
    return client.post(place, changed(fields(client, place), **answers, then="next"))


def test_a_return_lists_its_questions_with_their_remarks_and_what_became_of_them(official, back):
    assert stops(official, back) == [
        *("草稿", "已提交", "[退回修改]", "再次提交", "审核", "已审核", "已归档"),
    ]
    page = official.page(back)
    listed = page.xpath("//section[@class='returned']//li")
    told = [" ".join(each.text_content().split()) for each in listed]
    assert [text for text in (WHOLE, *RETURNED.values()) if not any(text in each for each in told)] == []
    assert sum("待处理" in each for each in told) == 2
    assert "修改 2 处" in row_of(official, 2026)
    (link,) = page.xpath(f"//section[@class='returned']//a[contains(@href, '#f-{PROSE}')]")
    assert official.page(link.get("href").partition("#")[0]).xpath(f"//*[@id='f-{PROSE}']")


def left(client, address):
    """How many returned questions the progress says are left."""
    return client.page(address).xpath("string(//dl[@class='counts']/div[dt='退回待处理']/dd)")


def test_answering_or_changing_settles_a_returned_question(official, back):
    assert left(official, back) == "2处"
    send(official, back, PROSE, **{PROSE: NEW_PROSE})
    assert "已修改" in words(official.get(back))
    assert left(official, back) == "1处"
    (form,) = [
        form
        for form in official.page(f"{back}/{section_of(FIGURE)}").forms
        if "/remarks/" in (form.get("action") or "")
    ]
    official.post(form.get("action"), {"text": "台账已核对，数字无误"})
    told = words(official.get(back))
    assert "都已处理" in told
    assert "已答复" in told
    assert "检查并提交" in call(official, back)


def test_only_what_a_return_names_has_a_field(official, back):
    page = official.page(f"{back}/{section_of(PROSE)}")
    assert controls(page) == {PROSE}
    assert RETURNED[PROSE] in page.xpath(f"string(//*[@id='back-{PROSE}'])")
    assert "退回时填的是" in page.xpath(f"string(//*[@id='back-{PROSE}'])")
    locked = page.xpath("//*[contains(@class, 'told')]")
    assert len(locked) > 10
    assert not [each for each in locked if each.xpath(".//input | .//select | .//textarea")]
    assert not page.xpath("//*[@id='finish'] | //details[@class='carry']")
    # Its answer is sent by a form of its own, behind that of the section.
    (area,) = page.xpath(f"//*[@id='back-{PROSE}']//textarea")
    assert page.xpath(f"//form[@id='{area.get('form')}'][not(ancestor::form)]")


def test_a_returned_question_that_a_locked_answer_makes_needless_is_not_shown(official, db, years):
    definition = review_fixtures.definition()
    readings = answers.read(definition, demo.year_answers(definition, 2026))
    needless = next(
        question
        for question in definition.asked
        if not answers.is_relevant(question, readings)
        and question.relevant.name in definition.section_of[question.name].questions
    )
    with database.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {needless.name: "请补充"})
    page = official.page(f"{years.own}/{section_of(needless.name)}")
    (field,) = page.xpath(f"//*[@id='q-{needless.name}']")
    assert field.get("hidden") is not None


def test_names_are_not_taken_over_into_a_return(official, db, years):
    with database.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {"unit_full_name": "请核对单位全称"})
        review_fixtures.keep(db, years.newest, years.author, {"unit_full_name": "江城水文局"})
    page = official.page(f"{years.own}/header")
    assert "unit_full_name" in controls(page)
    assert not page.xpath("//details[@class='carry']")


def test_a_section_without_a_returned_question_is_plain_text(official, back):
    response = official.get(f"{back}/header")
    assert "没有退回的问题，不能修改" in words(response)
    page = official.page(f"{back}/header")
    assert not page.xpath("//form[@id='questions']")
    assert "陈远山" in page.xpath("string(//*[@id='f-reporter_name'])")
    assert "editing.js" not in response.text
    assert "sheet.js" in response.text


def test_the_rail_says_where_something_was_returned(official, back):
    found = {
        item.get("data-section"): item.xpath("string(.//small)")
        for item in official.page(f"{back}/header").xpath("//nav[@class='rail']/ol/li")
    }
    assert found["header"] == "没有退回的问题"
    assert found[section_of(PROSE)] == "退回 1 处"
    send(official, back, PROSE, **{PROSE: NEW_PROSE})
    page = official.page(f"{back}/{section_of(PROSE)}")
    (item,) = page.xpath(f"//nav[@class='rail']/ol/li[@data-section='{section_of(PROSE)}']")
    assert item.xpath("string(.//small)") == "退回 1 处，已处理"


def test_saving_leads_from_one_returned_section_to_the_next_and_then_to_the_check(official, back):
    first, last = sorted(
        (section_of(name) for name in RETURNED),
        key=lambda name: [each.name for each in review_fixtures.definition().sections].index(name),
    )
    on = official.post(f"{back}/{first}", [*fields(official, f"{back}/{first}"), ("then", "next")]).location
    assert on == f"{back}/{last}"
    on = official.post(f"{back}/{last}", [*fields(official, f"{back}/{last}"), ("then", "next")]).location
    assert on == f"{back}/check"


def test_a_resubmission_shows_remark_old_and_new_answer_side_by_side(official, back):
    send(official, back, FIGURE, **{FIGURE: "77"})
    send(official, back, PROSE, **{PROSE: NEW_PROSE})
    rows = official.page(f"{back}/check").xpath("//*[@id='returned']//tbody/tr")
    told = [" ".join(row.text_content().split()) for row in rows]
    assert len(told) == 2
    assert RETURNED[PROSE] in told[0]
    assert NEW_PROSE[:20] in "".join(rows[0].xpath("td[2]//text()[not(ancestor::del)]"))
    assert rows[0].xpath("td[2]//ins")
    assert "77" in rows[1].xpath("string(td[2])")
    assert "77" not in rows[1].xpath("string(td[1])")
    submit(official, back)
    told = words(official.get(f"{back}/check"))
    assert "第2次提交：陈远山" in told
    assert RETURNED[PROSE] in told
    assert stops(official, back)[:3] == ["草稿", "退回修改", "[第2次提交]"]


def test_earlier_remarks_stay_to_be_read(official, db, back, years):
    send(official, back, PROSE, **{PROSE: NEW_PROSE})
    send(official, back, FIGURE, **{FIGURE: "77"})
    submit(official, back)
    (fold,) = official.page(back).xpath("//details[@class='returned']")
    assert RETURNED[PROSE] in fold.text_content()
    assert "（3 条）" in fold.text_content()
    place = official.page(f"{back}/{section_of(PROSE)}")
    assert RETURNED[PROSE] in place.xpath(f"string(//*[@id='f-{PROSE}'])")
