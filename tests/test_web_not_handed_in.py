from datetime import timedelta

import excel_samples
import pytest
from desk_office import Office, names, rows
from web_fixtures import words

from collector.store import database as store
from collector.web import presentation


@pytest.fixture
def office(db, written):
    """A department below the unit, with an official in it, and 陈远山's statements of three years."""
    return Office(db, written)


def test_who_has_not_handed_in_is_listed_with_what_is_left(office, reviewer):
    today = presentation.today()
    office.opened_round([office.written.author, office.lee], today + timedelta(days=5))
    page = reviewer.page("/reviews/not-handed-in")
    assert names(page) == ["陈远山", "李江"]
    listed = rows(page)
    due = presentation.day((today + timedelta(days=5)).isoformat())
    assert "江城市水文局/监测科 没有报告" in " ".join(listed)
    assert f"{due} 还有 5 天" in " ".join(listed)
    office.submit(office.written.newest)
    page = reviewer.page("/reviews/not-handed-in")
    assert names(page) == ["李江"]
    assert "1 人未上报" in " ".join(page.xpath("//p[@role='status']//text()"))


def test_an_own_deadline_counts(office, reviewer):
    today = presentation.today()
    office.opened_round([office.written.author], today - timedelta(days=2))
    assert "逾期 2 天" in rows(reviewer.page("/reviews/not-handed-in"))[0]
    office.db.execute("UPDATE participants SET deadline = ?", (today.isoformat(),))
    assert "今天截止" in rows(reviewer.page("/reviews/not-handed-in"))[0]


def test_a_round_can_be_chosen_and_a_foreign_one_is_not_there(office, reviewer, foreign_reviewer):
    today = presentation.today()
    newer = office.opened_round([office.written.author], today)
    older = office.opened_round([office.lee], today, year=2025)
    page = reviewer.page("/reviews/not-handed-in")
    assert page.xpath("//select[@name='round']/option/@value") == [str(newer), str(older)]
    assert names(reviewer.page(f"/reviews/not-handed-in?round={older}")) == ["李江"]
    found = reviewer.page(f"/reviews/not-handed-in?round={newer}&unit={office.department}")
    assert names(found) == []
    assert "都已上报" in " ".join(found.xpath("//p[@role='status']//text()"))
    assert "还没有要本单位和下级单位填报的任务" in words(foreign_reviewer.get("/reviews/not-handed-in"))
    for path in ("/reviews/not-handed-in", "/reviews/not-handed-in.xlsx"):
        foreign_reviewer.get(f"{path}?round={newer}", 404)
        reviewer.get(f"{path}?round=x", 404)
    foreign_reviewer.get("/reviews/not-handed-in.xlsx", 404)


def test_the_list_comes_as_a_workbook(office, reviewer):
    office.opened_round([office.written.author, office.lee], presentation.today())
    answer = reviewer.get(f"/reviews/not-handed-in.xlsx?unit={office.department}")
    ((heads, *lines),) = excel_samples.opened(answer.data).values()
    assert heads[:4] == ["单位", "姓名", "职务", "状态"]
    assert [line[1] for line in lines] == ["李江"]
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    found = store.rows(office.db, "SELECT subject FROM audit WHERE action = 'round_list_downloaded'")
    assert len(found) == 1
