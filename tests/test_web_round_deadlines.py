"""A deadline is put off, never forward; each person has their own, in the list of those missing, too."""

import excel_samples
import pytest
from test_web_rounds import actions, asked, mine, soon
from web_fixtures import words

from collector.store import database as store
from collector.store import participants, people, rounds
from collector.web import presentation


@pytest.fixture
def opened(administrator, ids):
    """The address of a round that asks both officials; one of them has five days more."""
    people = [str(ids["chenyuanshan"]), str(ids["wangxiaohe"])]
    address = administrator.post("/rounds/new", asked(people)).location
    administrator.post(f"{address}/extend", some(soon(25), ids["wangxiaohe"]))
    return address


def some(deadline, *people):
    return {"who": "some", "people": list(map(str, people)), "deadline": deadline, "reason": "驻村"}


@pytest.mark.parametrize("days", [22, 25])
def test_nobody_who_has_a_later_deadline_is_put_forward(administrator, opened, db, ids, days):
    everybody = (ids["chenyuanshan"], ids["wangxiaohe"])
    page = words(administrator.post(f"{opened}/extend", some(soon(days), *everybody), 422))
    assert f"王小河的截止日已是{presentation.day(soon(25))}" in page
    assert "陈远山的截止日已是" not in page
    assert participants.due(db, 1, ids["wangxiaohe"])["deadline"] == soon(25)
    assert participants.due(db, 1, ids["chenyuanshan"])["deadline"] == soon(20)
    assert len(rounds.extensions(db, 1, 1)) == 1


def test_a_later_deadline_than_their_own_is_given(administrator, opened, db, ids):
    administrator.post(f"{opened}/extend", some(soon(26), ids["wangxiaohe"]))
    assert participants.due(db, 1, ids["wangxiaohe"])["deadline"] == soon(26)


def test_putting_off_for_all_says_who_keeps_a_later_one(administrator, opened, db, ids):
    administrator.post(f"{opened}/extend", {"who": "all", "deadline": soon(23), "reason": "系统升级"})
    page = words(administrator.get(opened))
    assert f"截止日已延长到{presentation.day(soon(23))}。王小河的截止日更晚，不变" in page
    assert participants.due(db, 1, ids["wangxiaohe"])["deadline"] == soon(25)


def test_a_deadline_years_away_is_taken_for_a_slip(administrator, opened, db, ids):
    page = words(administrator.post(f"{opened}/extend", some(soon(800), ids["chenyuanshan"]), 422))
    assert "在两年以后，请核对" in page
    page = administrator.post("/rounds/new", asked([], period="上半年", deadline=soon(800)), 422)
    assert "在两年以后，请核对" in words(page)
    assert len(store.rows(db, "SELECT 1 FROM rounds")) == 1


def test_who_has_not_handed_in_is_downloaded_as_a_workbook(administrator, official, opened, db, ids):
    (row,) = mine(db, ids["chenyuanshan"])
    official.submit(f"/statements/{row['id']}/header", {"unit_short_core": "水文"})
    people.change(db, 1, ids["wangxiaohe"], name="王小河", position="=1+1")
    late = {"who": "some", "people": [str(ids["wangxiaohe"])], "deadline": soon(30), "reason": "驻村"}
    administrator.post(f"{opened}/extend", late)
    answer = administrator.get(f"{opened}/not-handed-in.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    ((name, (heads, *rows)),) = excel_samples.opened(answer.data).items()
    assert name == "未上报名单"
    assert heads[:4] == ["单位", "姓名", "职务", "状态"]
    assert [each[1:4] for each in rows] == [
        ["王小河", "'=1+1", "未开始"],
        ["陈远山", "党委书记、局长", "填写中"],
    ]
    assert [each[7] for each in rows] == [presentation.day(soon(30)), presentation.day(soon(20))]
    assert rows[1][4] > 10
    db.execute("UPDATE statements SET state = 'submitted' WHERE id = ?", (row["id"],))
    ((_, (_, *rows)),) = excel_samples.opened(administrator.get(f"{opened}/not-handed-in.xlsx").data).items()
    assert [each[1] for each in rows] == ["王小河"]
    assert "round_list_downloaded" in actions(db)
