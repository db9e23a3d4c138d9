import re

import pytest
from desk_office import Office, current_tab, rows, tabs

from collector.web import presentation


@pytest.fixture
def office(db, written):
    """A department below the unit, with an official in it, and 陈远山's statements of three years."""
    return Office(db, written)


def in_state(office, year, state):
    office.db.execute("UPDATE statements SET state = ? WHERE year = ?", (state, year))


def elsewhere(page):
    return dict(zip(page.xpath("//main/p/a/text()"), page.xpath("//main/p/a/@href"), strict=True))


def test_the_newest_year_with_something_waiting_opens_and_the_others_are_named(office, reviewer):
    submitted = office.submit(office.written.newest)
    in_state(office, 2025, "submitted")
    page = reviewer.page("/reviews")
    assert rows(page)[0].startswith("陈远山 党委书记、局长 江城市水文局 2026年度")
    found = elsewhere(page)
    assert list(found) == ["2025年还有 1 份待审核"]
    assert "2025年度" in rows(reviewer.page(found["2025年还有 1 份待审核"]))[0]
    office.db.execute("UPDATE statements SET state = 'draft' WHERE id = ?", (submitted,))
    page = reviewer.page("/reviews")
    assert "2025年度" in rows(page)[0]
    assert current_tab(page) == "待审核"
    assert elsewhere(page) == {}
    assert list(elsewhere(reviewer.page("/reviews?year=2026"))) == ["2025年还有 1 份待审核"]


def test_a_year_to_come_opens_only_where_there_is_no_other(office, reviewer):
    later = presentation.today().year + 3
    office.db.execute("UPDATE statements SET year = ? WHERE year = 2024", (later,))
    assert f"{later}年度" not in rows(reviewer.page("/reviews"))[0]
    office.db.execute("DELETE FROM answers_search")
    office.db.execute("UPDATE statements SET year = year + 100")
    assert f"{later + 100}年度" in rows(reviewer.page("/reviews"))[0]


def test_all_years_are_one_list_and_stay_chosen(office, reviewer):
    office.submit(office.written.newest)
    in_state(office, 2025, "submitted")
    page = reviewer.page("/reviews?year=all")
    assert page.xpath("//select[@name='year']/option[@selected]/@value") == ["all"]
    assert (current_tab(page), tabs(page)["待审核"], tabs(page)["全部"]) == ("待审核", 2, 3)
    assert elsewhere(page) == {}
    page = reviewer.page(page.xpath("//nav[@class='tabs']//a[text()='全部']/@href")[0])
    assert len(rows(page)) == 3
    found = reviewer.page("/reviews?year=all&state=all&text=不会有的话")
    assert [each.text for each in found.xpath("//div[@class='nothing']//a")] == ["不查找“不会有的话”"]


def test_a_half_year_is_called_one(office, reviewer):
    office.db.execute("UPDATE statements SET period = '上半年' WHERE year = 2025")
    shown = " ".join(rows(reviewer.page("/reviews?year=all&state=all")))
    assert set(re.findall(r"\d{4}年\S+", shown)) == {"2024年度", "2025年上半年", "2026年度"}
