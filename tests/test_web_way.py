"""The way of a statement as its author and clerk see it: its stops, what is locked, what comes next."""

import pytest
import review_fixtures
from handing_in import confirm_all, submit
from section_filling import changed, fields
from web_fixtures import words

from collector import demo
from collector.statement import answers
from collector.store import database, people, remarks, review_settings, statements
from collector.web import presentation, way

FIGURE, PROSE = "field_supervision_person_times", "key_power_risk"
RETURNED = {FIGURE: "请核对督导台账", PROSE: "请写本年度的风险点"}
WHOLE = "请再核对一遍数字"
NEW_PROSE = (
    "主要风险在设备验收环节，今年起由三方会签，当场开箱，验收单随付款单归档；每季度由纪检抽查一次。" * 2
)


@pytest.fixture
def own(written):
    return written.own


@pytest.fixture
def doubtful(db, written):
    """The newest statement with a phrase out of date and a text of last year's: two findings."""
    last = demo.year_answers(review_fixtures.definition(), 2025)
    found = {"study_focus": ["十九届六中全会精神"], PROSE: last[PROSE]}
    review_fixtures.change(db, written.newest, written.author, **found)
    return written.own


@pytest.fixture
def back(db, years):
    """The newest statement, returned with two questions and a word on the whole."""
    with database.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {**RETURNED, remarks.WHOLE: WHOLE})
    return years.own


@pytest.fixture
def handed_over(db, written, reviewers):
    with database.transaction(db):
        clerk = reviewers["songlanting"]
        review_fixtures.take(db, written.newest, clerk, "handed_over", ("draft",), "awaiting_author")
    return written.own


def stops(client, address):
    """The way on a page: its labels, the one where it stands in brackets."""
    found = client.page(address).xpath("//ol[@class='way']/li")
    assert [stop.get("class") for stop in found if stop.get("aria-current")] == ["now"]
    return [f"[{stop.findtext('b')}]" if stop.get("class") == "now" else stop.findtext("b") for stop in found]


def reached(client, address, label):
    (stop,) = client.page(address).xpath(f"//ol[@class='way']/li[b='{label}']")
    return [small.text for small in stop.xpath("small")]


def section_of(name):
    return review_fixtures.definition().section_of[name].name


def call(client, address):
    """What the page of a statement calls for."""
    return " ".join(client.page(address).xpath("string(//div[@class='call'])").split())


def row_of(client, year):
    (row,) = [
        row
        for row in client.page("/statements").xpath("//table//tr[td]")
        if row.xpath("string(th)").startswith(str(year))
    ]
    return " ".join(row.text_content().split())


def controls(page):
    """The questions that have controls on a section's page."""
    return {each.get("data-name") for each in page.xpath("//form[@id='questions']//*[@data-name]")}


def send(client, address, name, **answers):
    """Change answers on the page of the section that asks a question, and go on."""
    place = f"{address}/{section_of(name)}"
    return client.post(place, changed(fields(client, place), **answers, then="next"))


def test_every_state_has_its_word_and_its_colour():
    assert set(way.TAGS) == set(presentation.STATE_LABELS)


def test_a_draft_has_everything_ahead(official, own):
    assert stops(official, own) == ["[草稿]", "提交", "审核", "已审核", "已归档"]
    assert "检查并提交" in call(official, own)
    assert "检查并提交" in row_of(official, 2026)


def test_a_clerk_hands_over_before_the_author_submits(clerk, own):
    assert stops(clerk, own) == ["[草稿]", "待本人确认", "提交", "审核", "已审核", "已归档"]
    assert "检查并送本人确认" in call(clerk, own)


def test_a_submission_says_who_and_when_until_it_is_opened(db, official, written, own):
    submit(official, own)
    assert stops(official, own) == ["草稿", "[已提交]", "审核", "已审核", "已归档"]
    assert reached(official, own, "已提交") == [
        presentation.day(presentation.today().isoformat()),
        "陈远山",
    ]
    assert "撤回" in call(official, own)
    assert "等待审核" in row_of(official, 2026)
    assert "确认撤回" in row_of(official, 2026)
    with database.transaction(db):
        review_fixtures.open_review(db, written.newest, written.reviewer)
    assert stops(official, own) == ["草稿", "已提交", "[审核中]", "已审核", "已归档"]
    assert reached(official, own, "审核中")[1] == "林知远"
    assert "撤回" not in call(official, own)
    assert "撤回" not in row_of(official, 2026)


def test_two_stages_are_two_stops(db, official, years, reviewers):
    with database.transaction(db):
        review_settings.set_stages(db, 1, 2)
    assert stops(official, years.own) == ["草稿", "已提交", "[初审中]", "复审", "已审核", "已归档"]
    with database.transaction(db):
        db.execute(
            "UPDATE statements SET stage = 2, passed_by = ? WHERE id = ?", (years.reviewer, years.newest)
        )
    assert stops(official, years.own) == ["草稿", "已提交", "初审", "[复审中]", "已审核", "已归档"]


def test_what_is_archived_names_who_opened_approved_and_archived_it(official, years):
    own = f"/statements/{years.statements[2025]}"
    assert stops(official, own) == ["草稿", "已提交", "审核", "已审核", "[已归档]"]
    assert {reached(official, own, label)[1] for label in ("审核", "已审核", "已归档")} == {"林知远"}
    assert "下载报告" in row_of(official, 2025)


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


def test_answering_or_changing_settles_a_returned_question(official, back):
    send(official, back, PROSE, **{PROSE: NEW_PROSE})
    assert "已修改" in words(official.get(back))
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


@pytest.mark.parametrize(
    ("who", "state", "why"),
    [
        ("official", "submitted", "已提交，不能修改。审核开始前可以撤回"),
        ("clerk", "submitted", "已提交，不能修改"),
        ("official", "approved", "审核已通过，不能修改"),
        ("official", "archived", "已归档，不能修改"),
        ("clerk", "awaiting_author", "已送本人确认，不能修改"),
    ],
)
def test_a_locked_section_says_why_and_has_no_form(request, db, written, own, who, state, why):
    review_fixtures.submit(db, written.newest, written.author)
    db.execute("UPDATE statements SET state = ? WHERE id = ?", (state, written.newest))
    client = request.getfixturevalue(who)
    for place in ("header", section_of(PROSE)):
        response = client.get(f"{own}/{place}")
        assert why in words(response)
        assert not client.page(f"{own}/{place}").xpath("//main//form")
        assert "editing.js" not in response.text
    page = client.page(f"{own}/check")
    assert not page.xpath("//main//form | //main//a[starts-with(., '修改')]")
    assert "确认删除" not in words(client.get(own))
    assert "恢复为这一版" not in words(client.get(f"{own}/history"))


def test_the_check_page_says_what_is_left_before_it_offers_to_submit(official, doubtful):
    own = doubtful
    page = official.page(f"{own}/check")
    left = page.xpath("string(//*[@id='submit'])")
    assert "条提醒" in left
    assert not page.xpath("//form[contains(@action, '/submit')]")
    confirm_all(official, own)
    page = official.page(f"{own}/check")
    assert page.xpath("//form[contains(@action, '/submit')]//input[@name='declared']")
    assert "本人已通读全文，对内容的真实性负责" in page.xpath("string(//*[@id='submit'])")


def test_the_last_confirmation_leads_to_the_submission(official, doubtful):
    own = doubtful
    (form,) = [form for form in official.page(f"{own}/check").forms if form.get("id") == "confirm"]
    ticks = {name: "1" for name in form.fields if name.startswith("ok.")}
    one = dict([next(iter(ticks.items()))])
    assert len(ticks) > 1
    assert official.submit(f"{own}/check", one).location.endswith("#findings")
    assert official.submit(f"{own}/check", ticks).location.endswith("#submit")


def test_a_submission_without_the_declaration_comes_back_with_the_tick_to_make(official, own):
    response = submit(official, own, 422, declared="")
    assert "请先勾选声明" in words(response)


def test_what_was_submitted_is_shown_with_its_time(official, own):
    submit(official, own)
    page = words(official.get(f"{own}/check"))
    assert "提交的内容 - " in page
    assert "已提交：陈远山，今天 " in page
    assert "没有确认" not in page


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


def test_a_clerk_is_offered_to_hand_over_instead(clerk, official, own):
    page = clerk.page(f"{own}/check")
    assert page.xpath("//form[contains(@action, '/hand-over')]")
    assert not page.xpath("//form[contains(@action, '/submit')]")
    assert not official.page(f"{own}/check").xpath("//form[contains(@action, '/hand-over')]")


def test_the_author_confirms_what_the_clerk_wrote_or_gives_it_back(official, clerk, handed_over):
    assert stops(official, handed_over)[:2] == ["草稿", "[待本人确认]"]
    assert reached(official, handed_over, "待本人确认")[1] == "宋兰亭"
    assert "确认并提交" in call(official, handed_over)
    assert "退回经办人" in call(official, handed_over)
    assert "通读全文" in call(official, handed_over)
    assert "确认并提交" in row_of(official, 2026)
    assert "取回" in call(clerk, handed_over)
    confirm_all(official, handed_over)
    assert official.page(f"{handed_over}/check").xpath("//form[contains(@action, '/hand-back')]")
    assert controls(official.page(f"{handed_over}/header"))


def test_the_history_numbers_submissions_and_forgets_those_taken_back(official, own):
    submit(official, own)
    official.post(f"{own}/withdraw")
    submit(official, own)
    told = words(official.get(f"{own}/history"))
    assert told.count("提交（第1次）") == 2
    assert "撤回" in told


def test_a_reviewer_stands_in_the_history_by_name(official, years):
    rows = official.page(f"/statements/{years.statements[2025]}/history").xpath("//tbody/tr")
    told = [" ".join(row.text_content().split()) for row in rows]
    assert any("林知远 审核通过" in row for row in told)


def test_earlier_remarks_stay_to_be_read(official, db, back, years):
    send(official, back, PROSE, **{PROSE: NEW_PROSE})
    send(official, back, FIGURE, **{FIGURE: "77"})
    submit(official, back)
    (fold,) = official.page(back).xpath("//details[@class='returned']")
    assert RETURNED[PROSE] in fold.text_content()
    assert "（3 条）" in fold.text_content()
    place = official.page(f"{back}/{section_of(PROSE)}")
    assert RETURNED[PROSE] in place.xpath(f"string(//*[@id='f-{PROSE}'])")


def test_earlier_years_are_a_link_away_where_there_are_any(official, years):
    newest, oldest = years.own, f"/statements/{years.statements[2024]}"
    assert official.page(newest).xpath(f"//a[@href='{newest}/compare']")
    assert not official.page(oldest).xpath(f"//a[@href='{oldest}/compare']")


def test_the_deadline_of_a_round_stands_in_the_list_while_something_is_to_do(official, db, written):
    assert statements.anywhere(db, written.newest)["round_id"] is None
    assert "截止" not in row_of(official, 2026)


def test_whoever_saved_from_another_unit_is_named(official, db, written, ids):
    db.execute("UPDATE statements SET saved_by = ? WHERE id = ?", (ids["linzhixing"], written.newest))
    assert people.anywhere(db, ids["linzhixing"])["name"] in words(official.get(written.own))
