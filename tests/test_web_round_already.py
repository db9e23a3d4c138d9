"""Who is asked for the same already is not ticked, and says so."""

import pytest
from test_web_rounds import YEAR, asked
from web_fixtures import tree, words

from collector.store import database as store
from collector.store import people, units


@pytest.fixture
def opened(administrator, ids):
    """The address of a round that asks one of two officials."""
    return administrator.post("/rounds/new", asked([str(ids["chenyuanshan"])])).location


def ticks(page):
    """By name: whether somebody is ticked, and whether 已在任务中 stands there."""
    return {
        label.xpath("string(./text()[normalize-space()])").strip(): (
            bool(label.xpath("./input[@checked]")),
            bool(label.xpath("./small[@class='there'][not(@hidden)]")),
        )
        for label in page.xpath("//label[.//input[@name='people']]")
    }


def test_everybody_is_ticked_but_those_who_are_asked_already(administrator, opened):
    assert ticks(administrator.page("/rounds/new")) == {"陈远山": (False, True), "王小河": (True, False)}


def test_another_year_asks_them_again(administrator, opened, ids):
    page = tree(administrator.post("/rounds/new", asked([str(ids["chenyuanshan"])], year=str(YEAR - 1)), 422))
    assert ticks(page) == {"陈远山": (True, False), "王小河": (False, False)}
    (tick,) = page.xpath("//input[@data-asked]")
    assert tick.get("data-asked") == f"integrity:{YEAR}:年度"


def test_an_ended_round_asks_nobody_any_more(administrator, opened):
    administrator.post(f"{opened}/close")
    assert ticks(administrator.page("/rounds/new"))["陈远山"] == (True, False)


def test_a_refusal_names_them_and_unticks_them(administrator, opened, db, ids):
    everybody = [str(ids["chenyuanshan"]), str(ids["wangxiaohe"])]
    answer = administrator.post("/rounds/new", asked(everybody), 422)
    assert "陈远山已在“江城市水文局”打开的同一任务里，不能重复；已取消勾选" in words(answer)
    assert ticks(tree(answer)) == {"陈远山": (False, True), "王小河": (True, False)}
    again = administrator.resume(answer, {"deadline": asked([])["deadline"]}, path="/rounds/new")
    assert again.location == "/rounds/2"
    found = store.rows(db, "SELECT person_id FROM participants WHERE round_id = 2")
    assert [row["person_id"] for row in found] == [ids["wangxiaohe"]]


def test_those_asked_elsewhere_stand_unticked_among_the_people_to_add(administrator, opened, ids):
    other = administrator.post("/rounds/new", asked([str(ids["wangxiaohe"])])).location
    assert ticks(administrator.page(f"{other}/people")) == {"陈远山": (False, True)}
    answer = administrator.post(f"{other}/people", {"people": [str(ids["chenyuanshan"])]}, 422)
    assert "不能重复；已取消勾选" in words(answer)
    assert ticks(tree(answer)) == {"陈远山": (False, True)}


def test_all_units_are_ticked_at_once_where_there_are_several(administrator, db, ids):
    assert len(administrator.page("/rounds/new").xpath("//p[@class='tick-all']")) == 1
    with store.transaction(db):
        people.move(db, 1, ids["wangxiaohe"], units.add(db, "办公室", parent_id=1))
    page = administrator.page("/rounds/new")
    assert len(page.xpath("//p[@class='tick-all']")) == 3
    assert len(page.xpath("//div[@id='q-people']/p[@class='tick-all'][@hidden]")) == 1
