"""The way of a statement as its author and clerk see it: its stops, what is locked, what comes next."""

import pytest
import review_fixtures
from handing_in import confirm_all, submit
from way_pages import PROSE, call, controls, row_of, section_of, stops
from web_fixtures import words

from collector import demo
from collector.store import database, people, review_settings, statements
from collector.web import presentation, way


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
def handed_over(db, written, reviewers):
    with database.transaction(db):
        clerk = reviewers["songlanting"]
        review_fixtures.take(db, written.newest, clerk, "handed_over", ("draft",), "awaiting_author")
    return written.own


def reached(client, address, label):
    (stop,) = client.page(address).xpath(f"//ol[@class='way']/li[b='{label}']")
    return [small.text_content() for small in stop.xpath("small")]


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
    assert told.count("提交（第1次）") == 1
    assert told.count("提交（已撤回）") == 1


def test_a_reviewer_stands_in_the_history_by_name(official, years):
    rows = official.page(f"/statements/{years.statements[2025]}/history").xpath("//tbody/tr")
    told = [" ".join(row.text_content().split()) for row in rows]
    assert any("林知远 审核通过" in row for row in told)


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
