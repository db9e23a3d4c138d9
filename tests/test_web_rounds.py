from datetime import timedelta

import pytest
from web_fixtures import Client, words

from collector.store import answers, audit, facts, people, rounds, statements, units
from collector.store import database as store
from collector.web import presentation

YEAR = presentation.today().year


def soon(days):
    return (presentation.today() + timedelta(days=days)).isoformat()


# Three days ago, but never in the year before.
CUTOFF = max(soon(-3), f"{YEAR}-01-01")


def asked(people, **changes):
    dates = {"cutoff_date": CUTOFF, "deadline": soon(20)}
    return {
        "definition": "integrity",
        "year": str(YEAR),
        "period": "年度",
        **dates,
        "people": people,
    } | changes


@pytest.fixture
def opened(administrator, ids):
    """The address of a round that asks both officials."""
    return administrator.post(
        "/rounds/new", asked([str(ids["chenyuanshan"]), str(ids["wangxiaohe"])])
    ).location


def mine(db, person_id):
    return statements.of_person(db, 1, person_id)


def actions(db):
    return [row["action"] for row in audit.newest(db, 1)]


def lines(client, address):
    """Name, state and what is left of everybody on a round's page."""
    rows = client.page(address).xpath("//table//tbody/tr")
    return {
        row.xpath("string(./th)").strip(): tuple(
            " ".join(row.xpath(f"string(./td[@data-label='{label}'])").split())
            for label in ("状态", "还差什么")
        )
        for row in rows
    }


def test_opening_a_round_begins_everybodys_draft_with_what_is_known(administrator, db, ids):
    facts.keep(db, 1, "unit_full_name", "江城市水文中心", ids["zhouqing"])
    administrator.post("/rounds/new", asked([str(ids["chenyuanshan"]), str(ids["wangxiaohe"])]))
    (chen,), (wang,) = (mine(db, ids[account]) for account in ("chenyuanshan", "wangxiaohe"))
    kept = answers.values(db, 1, chen["id"])
    assert kept == {
        "report_year": str(YEAR),
        "period_kind": "年度",
        "cutoff_date": CUTOFF,
        "reporter_name": "陈远山",
        "position": "党委书记、局长",
        "unit_full_name": "江城市水文中心",
    }
    assert answers.values(db, 1, wang["id"])["reporter_name"] == "王小河"
    assert chen["round_id"] == wang["round_id"] == 1
    assert chen["saved_at"] is None
    assert chen["missing"] > 10
    assert {"round_opened", "statement_created"} <= set(actions(db))


def test_a_statement_that_is_there_already_joins_unchanged(administrator, official, db, ids):
    key = {"definition": "integrity", "year": str(YEAR), "period": "年度"}
    address = official.post("/statements", key).location
    before = answers.values(db, 1, 1)
    administrator.post("/rounds/new", asked([str(ids["chenyuanshan"])]))
    (row,) = mine(db, ids["chenyuanshan"])
    assert row["round_id"] == 1
    assert answers.values(db, 1, 1) == before
    assert "截止" in words(official.get(address))


def test_a_statement_begun_anew_is_in_the_round_and_has_its_cut_off_date(official, opened, db, ids):
    (row,) = mine(db, ids["chenyuanshan"])
    official.post(f"/statements/{row['id']}/discard")
    key = {"definition": "integrity", "year": str(YEAR), "period": "年度"}
    official.post("/statements", key)
    (again,) = mine(db, ids["chenyuanshan"])
    assert again["id"] != row["id"]
    assert again["round_id"] == 1
    assert answers.values(db, 1, again["id"])["cutoff_date"] == CUTOFF


def test_officials_of_units_below_are_asked_and_others_are_not(administrator, db, ids):
    with store.transaction(db):
        office = units.add(db, "办公室", parent_id=1)
        people.move(db, 1, ids["wangxiaohe"], office)
    page = administrator.page("/rounds/new")
    assert page.xpath("//fieldset[contains(@class, 'ticks')]/legend/text()") == [
        "江城市水文局",
        "江城市水文局/办公室",
    ]
    everybody = [str(person_id) for person_id in ids.values()]
    administrator.post("/rounds/new", asked(everybody))
    assert set(lines(administrator, "/rounds/1")) == {"陈远山", "王小河"}
    assert statements.of_person(db, office, ids["wangxiaohe"])[0]["round_id"] == 1
    assert statements.of_person(db, 2, ids["linzhixing"]) == []


def test_a_disabled_official_is_not_asked(administrator, db, ids):
    people.disable(db, 1, ids["wangxiaohe"])
    assert administrator.page("/rounds/new").xpath("//input[@name='people']/@value") == [
        str(ids["chenyuanshan"])
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"year": "1999"}, "请选择年度"),
        ({"period": "三季度"}, "请选择报告期"),
        ({"cutoff_date": ""}, "请填写统计截止日"),
        ({"cutoff_date": "2026-02-30"}, "请填写统计截止日"),
        ({"deadline": "20261220"}, "请填写填报截止日"),
        ({"deadline": "2026-12-2O"}, "请填写填报截止日"),
        ({"deadline": soon(-1), "cutoff_date": soon(-9)}, "填报截止日已经过了"),
        ({"cutoff_date": soon(21)}, "统计截止日不能晚于填报截止日"),
        ({"people": []}, "请至少勾选一名填报人"),
        ({"people": ["3", "4", "x"]}, "请至少勾选一名填报人"),
    ],
)
def test_what_is_wrong_with_a_round_is_said(administrator, db, ids, changes, message):
    page = administrator.post("/rounds/new", asked([str(ids["chenyuanshan"])]) | changes, 422)
    assert message in words(page)
    assert store.rows(db, "SELECT 1 FROM rounds") == store.rows(db, "SELECT 1 FROM statements") == []


def test_nobody_is_asked_twice_for_the_same(administrator, opened, db, ids):
    page = administrator.post("/rounds/new", asked([str(ids["chenyuanshan"])]), 422)
    assert "陈远山已在“江城市水文局”打开的同一任务里" in words(page)
    assert len(store.rows(db, "SELECT 1 FROM rounds")) == 1
    half = {"period": "上半年", "cutoff_date": f"{YEAR}-01-01"}
    assert administrator.post("/rounds/new", asked([str(ids["chenyuanshan"])], **half))


def test_the_rounds_page_says_how_far_everybody_is(administrator, official, colleague, opened, db, ids):
    states = lines(administrator, opened)
    assert states["陈远山"][0] == "未开始"
    (row,) = mine(db, ids["chenyuanshan"])
    official.submit(f"/statements/{row['id']}/header", {"unit_short_core": "水文"})
    (theirs,) = mine(db, ids["wangxiaohe"])
    colleague.post(f"/statements/{theirs['id']}/discard")
    states = lines(administrator, opened)
    assert states["陈远山"][0] == "填写中"
    assert "项必填未填" in states["陈远山"][1]
    assert states["王小河"] == ("没有报告", "本人删除了，或者改了年度、报告期")
    assert "共 2 人，已动笔 1 人，已上报 0 人" in words(administrator.get("/rounds"))
    db.execute("UPDATE statements SET missing = 0, findings = 0")
    assert lines(administrator, opened)["陈远山"] == ("已填完", "—")


def test_a_deadline_is_put_off_for_one_and_counts_on_the_statements_page(
    administrator, official, colleague, opened, db, ids
):
    late = soon(30)
    answers = {"who": "some", "people": [str(ids["chenyuanshan"])], "deadline": late, "reason": "驻村"}
    administrator.post(f"{opened}/extend", answers)
    (row,), (theirs,) = mine(db, ids["chenyuanshan"]), mine(db, ids["wangxiaohe"])
    for address in (f"/statements/{row['id']}", f"/statements/{row['id']}/header"):
        text = words(official.get(address))
        assert f"截止 {presentation.day(late)}" in text
        assert "还有 30 天" in text
    assert "还有 20 天" in words(colleague.get(f"/statements/{theirs['id']}"))
    page = words(administrator.get(opened))
    assert f"延期到 {presentation.day(late)}" in page
    assert f"周清把陈远山的截止日延长到 {presentation.day(late)}：驻村" in page
    (line, *_) = audit.newest(db, 1)
    assert (line["action"], line["subject"]) == ("deadline_extended", f"round 1 person 1 to {late}")


def test_a_deadline_is_put_off_for_all(administrator, official, opened, db, ids):
    administrator.submit(opened, {"who": "all", "deadline": soon(25), "reason": "系统升级"})
    (row,) = mine(db, ids["chenyuanshan"])
    assert "还有 25 天" in words(official.get(f"/statements/{row['id']}"))
    assert "周清把全体的截止日延长到" in words(administrator.get(opened))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"deadline": ""}, "请填写新的截止日"),
        ({"deadline": soon(20)}, "新的截止日要晚于"),
        ({"deadline": soon(-40)}, "新的截止日要晚于"),
        ({"reason": " "}, "请填写延期原因"),
        ({"reason": "长" * 101}, "延期原因最多 100 个字"),
        ({"who": ""}, "请选择给谁延期"),
        ({"who": "some"}, "请在名单里勾选要延期的人"),
        ({"who": "some", "people": ["3", "4"]}, "请在名单里勾选要延期的人"),
    ],
)
def test_what_is_wrong_with_putting_off_is_said(administrator, opened, db, changes, message):
    sent = {"who": "all", "deadline": soon(30), "reason": "驻村"} | changes
    assert message in words(administrator.post(f"{opened}/extend", sent, 422))
    assert rounds.one(db, 1, 1)["deadline"] == soon(20)
    assert rounds.extensions(db, 1, 1) == []


def test_an_ended_round_says_so_and_can_go_on(administrator, official, opened, db, ids):
    (row,) = mine(db, ids["chenyuanshan"])
    administrator.post(f"{opened}/close")
    page = official.page(f"/statements/{row['id']}")
    assert page.xpath("//dl[@class='counts']/div[@class='bad']/dd/text()") == ["任务已结束"]
    assert "已结束" in words(administrator.get("/rounds"))
    sent = {"who": "all", "deadline": soon(30), "reason": "驻村"}
    administrator.post(f"{opened}/extend", sent)
    assert "任务已结束，要延期请先重新打开" in words(administrator.get(opened))
    assert rounds.extensions(db, 1, 1) == []
    page = administrator.post(f"{opened}/people", {"people": ["1"]}, 422)
    assert "任务已结束" in words(page)
    official.post(f"/statements/{row['id']}/discard")
    key = {"definition": "integrity", "year": str(YEAR), "period": "年度"}
    anew = official.post("/statements", key).location
    assert "截止 20" not in words(official.get(anew))
    administrator.post(f"{opened}/reopen")
    assert "还有 20 天" in words(official.get(anew))
    assert {"round_closed", "round_reopened"} <= set(actions(db))


def test_an_ended_round_does_not_go_on_beside_another_of_the_same(administrator, opened, db, ids):
    administrator.post(f"{opened}/close")
    administrator.post("/rounds/new", asked([str(ids["chenyuanshan"])]))
    administrator.post(f"{opened}/reopen")
    assert "陈远山已在“江城市水文局”打开的同一任务里" in words(administrator.get(opened))
    assert rounds.one(db, 1, 1)["closed_at"]


def test_more_people_are_asked_and_somebody_no_longer(administrator, db, ids):
    opened = administrator.post("/rounds/new", asked([str(ids["chenyuanshan"])])).location
    page = administrator.page(f"{opened}/people")
    assert page.xpath("//input[@name='people']/@value") == [str(ids["wangxiaohe"])]
    assert "请至少勾选一名填报人" in words(administrator.post(f"{opened}/people", status=422))
    administrator.submit(f"{opened}/people", {"people": [str(ids["wangxiaohe"])]})
    assert set(lines(administrator, opened)) == {"陈远山", "王小河"}
    (row,) = mine(db, ids["wangxiaohe"])
    assert row["round_id"] == 1
    administrator.post(f"{opened}/people/{ids['wangxiaohe']}/remove")
    assert set(lines(administrator, opened)) == {"陈远山"}
    assert mine(db, ids["wangxiaohe"])[0]["round_id"] is None
    administrator.post(f"{opened}/people/{ids['wangxiaohe']}/remove", status=404)
    assert {"participant_added", "participant_removed"} <= set(actions(db))


def test_a_round_of_another_unit_or_of_one_above_is_not_there(app, administrator, outsider, opened, db, ids):
    with store.transaction(db):
        office = units.add(db, "办公室", parent_id=1)
        made = people.add(
            db, office, account="lijiang", name="李江", password_hash="x", must_change_password=False
        )
        people.grant(db, office, made, "administrator")
    below = Client(app).sign_in(made)
    for client in (outsider, below):
        assert not client.page("/rounds").xpath("//table")
        for path in ("", "/people", "/not-handed-in.xlsx"):
            client.get(f"{opened}{path}", 404)
        for action in ("extend", "close", "reopen", "people", f"people/{ids['chenyuanshan']}/remove"):
            client.post(f"{opened}/{action}", {"people": ["1"]}, 404)
    assert rounds.one(db, 1, 1)["closed_at"] is None
    theirs = below.post("/rounds/new", asked([str(made)]), 422)
    assert "请至少勾选一名填报人" in words(theirs)
    people.grant(db, office, made, "official")
    address = below.post("/rounds/new", asked([str(made)])).location
    assert set(lines(administrator, address)) == {"李江"}
