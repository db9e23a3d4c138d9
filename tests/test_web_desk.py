from datetime import UTC, datetime, timedelta

import pytest
import review_fixtures
from desk_office import Office, current_tab, names, rows, tabs
from web_fixtures import words

from collector.store import (
    clerks,
    people,
    review_settings,
    statements,
    steps,
    units,
)
from collector.store import database as store
from collector.web import presentation


@pytest.fixture
def office(db, written):
    """A department below the unit, with an official in it, and 陈远山's statements of three years."""
    return Office(db, written)


def test_the_desk_is_for_reviewers_alone(office, stranger, official, administrator, clerk, reviewer):
    for path in ("/reviews", "/reviews/not-handed-in", "/reviews/not-handed-in.xlsx"):
        assert stranger.get(path, 303).location.startswith("/sign-in")
        for browser in (official, administrator, clerk):
            browser.get(path, 403)
    reviewer.get("/reviews")


def test_a_reviewer_begins_at_the_desk_and_finds_it_in_the_menu(office, reviewer, second_reviewer, official):
    assert reviewer.get("/", 303).location == "/reviews"
    page = reviewer.page("/reviews")
    assert page.xpath("//nav[@aria-label='主导航']/a[@aria-current]/@href") == ["/reviews"]
    assert second_reviewer.get("/", 303).location == "/statements"
    assert second_reviewer.page("/statements").xpath("//nav[@aria-label='主导航']/a[@href='/reviews']")
    assert not official.page("/statements").xpath("//nav[@aria-label='主导航']/a[@href='/reviews']")


def test_what_waits_opens_first_and_without_any_everything_does(office, reviewer):
    page = reviewer.page("/reviews")
    assert (current_tab(page), names(page)) == ("全部", ["陈远山"])
    office.submit(office.written.newest)
    office.write(office.lee, unit_id=office.department)
    page = reviewer.page("/reviews")
    assert (current_tab(page), names(page)) == ("待审核", ["陈远山"])
    assert tabs(page) == {
        "全部": 2, "待审核": 1, "退回修改": 0, "待本人确认": 0, "草稿": 1, "已审核": 0, "已归档": 0
    }  # fmt: skip
    page = reviewer.page("/reviews?state=all")
    assert names(page) == ["陈远山", "李江"]


def test_only_statements_of_the_units_in_scope_are_listed(
    office, db, reviewer, upper_reviewer, foreign_reviewer, reviewers
):
    office.write(office.lee, unit_id=office.department)
    office.write(reviewers["linzhixing"], unit_id=people.anywhere(db, reviewers["linzhixing"])["unit_id"])
    assert names(reviewer.page("/reviews")) == ["陈远山", "李江"]
    assert names(upper_reviewer.page("/reviews")) == ["陈远山", "李江"]
    assert names(foreign_reviewer.page("/reviews")) == ["林知行"]


def test_a_row_says_who_what_how_far_and_how_long(office, reviewer):
    office.submit(office.written.newest, days=3, doubts=2)
    draft = office.write(office.lee, unit_id=office.department)
    with store.transaction(office.db):
        review_fixtures.keep(office.db, draft, office.lee, {"position": None, "study_focus": None})
    waiting, written = rows(reviewer.page("/reviews?state=all"))
    assert waiting == (
        "陈远山 党委书记、局长 江城市水文局 2026年度 已提交 已填完 2 等待 3 天 开始审核 ：陈远山"
    )
    assert written == "李江 科长 江城市水文局/监测科 2026年度 草稿 还差 2 项必填 — —"


def test_days_are_those_of_the_calendar_in_shanghai(office, reviewer):
    at = datetime.now(presentation.SHANGHAI).replace(hour=0, minute=1)
    office.submit(office.written.newest)
    for days, said in ((0, "今天提交"), (1, "等待 1 天")):
        moment = (at - timedelta(days=days)).astimezone(UTC).isoformat(timespec="milliseconds")
        office.db.execute("UPDATE statements SET submitted_at = ?", (moment,))
        assert said in rows(reviewer.page("/reviews"))[0]
    late = at.replace(hour=23, minute=59) - timedelta(days=1)
    office.db.execute(
        "UPDATE statements SET submitted_at = ?", (late.astimezone(UTC).isoformat(timespec="milliseconds"),)
    )
    assert "等待 1 天" in rows(reviewer.page("/reviews"))[0]


def test_one_that_is_written_shows_its_deadline_or_how_long_it_is_over(office, reviewer):
    today = presentation.today()
    office.opened_round([office.written.author], today + timedelta(days=4))
    assert (
        f"截止 {presentation.day((today + timedelta(days=4)).isoformat())}"
        in rows(reviewer.page("/reviews"))[0]
    )
    office.db.execute("UPDATE rounds SET deadline = ?", ((today - timedelta(days=2)).isoformat(),))
    page = reviewer.page("/reviews")
    assert page.xpath("//span[@class='bad-text']/text()") == ["逾期 2 天"]
    own = (today + timedelta(days=1)).isoformat()
    office.db.execute("UPDATE participants SET deadline = ?", (own,))
    assert f"截止 {presentation.day(own)}" in rows(reviewer.page("/reviews"))[0]


def test_what_can_be_done_follows_the_state(office, reviewer):
    newest = office.written.newest

    def action():
        page = reviewer.page("/reviews?state=all")
        return [
            (each.get("href") or each.get("formaction"), each.text)
            for each in page.xpath("//td[@class='do']//*[self::a or self::button]")
        ]

    assert action() == []
    office.submit(newest)
    assert action() == [(f"/reviews/{newest}/open", "开始审核")]
    office.open(newest)
    assert action() == [(f"/reviews/{newest}", "审核")]
    with store.transaction(office.db):
        review_fixtures.approve(office.db, newest, office.written.reviewer)
    assert action() == [(f"/reviews/{newest}", "查看")]


def test_a_review_begins_from_the_desk(office, reviewer):
    newest = office.submit(office.written.newest)
    button = reviewer.page("/reviews").xpath("//td[@class='do']/button")[0]
    reviewer.post(button.get("formaction"))
    assert statements.anywhere(office.db, newest)["opened_by"] == office.written.reviewer


def test_a_second_submission_and_the_stage_are_said(office, reviewer, second_reviewer):
    newest = office.submit(office.written.newest, is_opened=True)
    with store.transaction(office.db):
        review_fixtures.give_back(office.db, newest, office.written.reviewer, {"study_focus": "写具体"})
    (row,) = rows(reviewer.page("/reviews?state=returned"))
    assert "退回修改" in row
    assert row.endswith("查看 ：陈远山")
    office.submit(newest, is_opened=True)
    assert "已提交 第2次 已填完" in rows(reviewer.page("/reviews"))[0]
    review_settings.set_stages(office.db, 1, 2)
    assert "已提交 第2次，初审" in rows(reviewer.page("/reviews"))[0]
    with store.transaction(office.db):
        steps.passed(office.db, 1, newest, office.written.reviewer)
    assert "第2次，复审 " in rows(second_reviewer.page("/reviews"))[0]
    assert rows(second_reviewer.page("/reviews"))[0].endswith("审核 ：陈远山")
    assert rows(reviewer.page("/reviews"))[0].endswith("初审由您通过，复审由他人进行 查看 ：陈远山")


def test_a_unit_takes_its_stages_from_the_one_it_lies_in(office, reviewer, upper_reviewer, db):
    office.submit(office.write(office.lee, unit_id=office.department))
    upper = units.one(db, 1)["parent_id"]
    for unit_id, stages, said in ((upper, 2, True), (1, 1, False), (office.department, 2, True)):
        review_settings.set_stages(db, unit_id, stages)
        for browser in (reviewer, upper_reviewer):
            assert ("初审" in rows(browser.page("/reviews"))[0]) is said


def test_ones_own_is_listed_and_left_to_others(office, reviewers, second_reviewer):
    own = office.submit(office.write(reviewers["guhuaichuan"]))
    page = second_reviewer.page("/reviews")
    assert "本人的报告，由他人审核" in rows(page)[0]
    assert not page.xpath(
        f"//*[contains(@href, '/reviews/{own}') or contains(@formaction, '/reviews/{own}')]"
    )


def test_what_one_wrote_for_others_is_left_to_others(office, db, reviewer):
    newest = office.submit(office.written.newest)
    clerks.assign(db, 1, office.written.author, office.written.reviewer, by=office.written.author)
    page = reviewer.page("/reviews")
    assert "由您经办，由他人审核" in rows(page)[0]
    assert not page.xpath(f"//*[contains(@href, '/reviews/{newest}') or contains(@formaction, '/{newest}/')]")
    found = words(reviewer.get("/reviews?text=站"))
    assert "由他人审核，这里不显示原文" in found


def test_filters_go_together_stay_on_and_can_be_cleared(office, reviewer):
    office.submit(office.written.newest)
    office.submit(office.write(office.lee, unit_id=office.department))
    path = f"/reviews?year=2026&unit={office.department}&state=all&name=李"
    page = reviewer.page(path)
    assert names(page) == ["李江"]
    assert page.xpath("//select[@name='unit']/option[@selected]/@value") == [str(office.department)]
    assert page.xpath("//select[@name='year']/option[@selected]/text()") == ["2026"]
    assert page.xpath("//input[@name='name']/@value") == ["李"]
    assert page.xpath("//input[@name='state']/@value") == ["all"]
    assert page.xpath("//form[@class='filter']//a[text()='清除筛选']/@href") == ["/reviews"]
    tab = page.xpath("//nav[@class='tabs']//a[text()='待审核']/@href")[0]
    assert names(reviewer.page(tab)) == ["李江"]
    assert not reviewer.page("/reviews").xpath("//a[text()='清除筛选']")


def test_a_unit_shows_those_inside_it_and_no_other(office, reviewer, db):
    office.write(office.lee, unit_id=office.department)
    assert names(reviewer.page("/reviews?unit=1&state=all")) == ["陈远山", "李江"]
    assert names(reviewer.page(f"/reviews?unit={office.department}&state=all")) == ["李江"]
    for unit_id in (units.one(db, 1)["parent_id"], 999, "x", ""):
        assert names(reviewer.page(f"/reviews?unit={unit_id}&state=all")) == ["陈远山", "李江"]


def test_the_newest_year_opens_first(office, reviewer):
    page = reviewer.page("/reviews")
    assert page.xpath("//select[@name='year']/option/text()") == ["全部年度", "2026", "2025", "2024"]
    assert page.xpath("//select[@name='year']/option[@selected]/text()") == ["2026"]
    assert rows(page)[0].startswith("陈远山 党委书记、局长 江城市水文局 2026年度")
    assert "2024年度" in rows(reviewer.page("/reviews?year=2024"))[0]
    for year in ("1999", "x", ""):
        assert "2026年度" in rows(reviewer.page(f"/reviews?year={year}"))[0]


def test_without_any_statement_the_desk_says_so(reviewers, reviewer):
    assert "还没有报告" in words(reviewer.get("/reviews"))


def test_an_empty_result_says_what_to_loosen(office, reviewer):
    office.submit(office.written.newest)
    page = reviewer.page(f"/reviews?unit={office.department}&state=archived&name=陈&text=站")
    found = {each.text: each.get("href") for each in page.xpath("//div[@class='nothing']//a")}
    assert list(found)[:3] == ["不查找“站”", "不限填报人“陈”", "看所有单位"]
    assert list(found)[3:] == ["看 2025 年度", "看 2024 年度"]
    page = reviewer.page("/reviews?state=archived&name=陈")
    found = {each.text: each.get("href") for each in page.xpath("//div[@class='nothing']//a")}
    assert list(found)[:2] == ["看全部状态（1 份）", "不限填报人“陈”"]
    assert names(reviewer.page(found["看全部状态（1 份）"])) == ["陈远山"]


def test_pages_of_fifty_with_links_and_a_total(office, reviewer):
    with store.transaction(office.db):
        for number in range(119):
            account = f"p{number:03}"
            person = people.add(office.db, 1, account=account, name=account, password_hash="x")
            review_fixtures.write(office.db, person, {"period_kind": "年度"}, 2026)
    page = reviewer.page("/reviews?state=draft")
    assert len(names(page)) == 50
    assert "共 120 份" in " ".join(page.xpath("//p[@role='status']//text()"))
    assert [each.text for each in page.xpath("//nav[@class='pages']/a")] == ["下一页"]
    second = reviewer.page(page.xpath("//nav[@class='pages']/a/@href")[0])
    third = reviewer.page(second.xpath("//nav[@class='pages']/a/@href")[1])
    assert [each.text for each in second.xpath("//nav[@class='pages']/a")] == ["上一页", "下一页"]
    assert len(names(third)) == 20
    assert len({*names(page), *names(second), *names(third)}) == 120
    for number in ("0", "-3", "99", "x"):
        assert names(reviewer.page(f"/reviews?state=draft&page={number}"))


def test_no_count_of_a_person_and_no_way_to_sort_by_doubts(office, reviewer):
    office.submit(office.written.newest, doubts=3)
    page = reviewer.page("/reviews")
    assert not page.xpath("//thead//a | //a[contains(@href, 'sort')] | //select[@name='sort']")
