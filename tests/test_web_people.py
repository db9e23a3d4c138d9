import re

import pytest
from web_fixtures import words

from collector.store import audit, people
from collector.store import database as store


def one_time_password(response):
    return re.search(r"\b(?:[A-Za-z0-9]{4}-){3}[A-Za-z0-9]{4}\b", response.text)[0]


def actions(db):
    return [row["action"] for row in audit.newest(db, 1)]


def test_the_list_shows_the_units_people_and_no_others(administrator):
    page = words(administrator.get("/people"))
    assert "陈远山" in page
    assert "填报人" in page
    assert "林知行" not in page


def test_a_new_person_gets_a_password_that_is_shown_once_and_must_be_changed(administrator, stranger, db):
    answers = {"name": "李江", "account": "lijiang", "position": "科长", "roles": ["official"]}
    shown = administrator.submit("/people/new", answers, 200)
    password = one_time_password(shown)
    assert password not in administrator.get("/people").text
    stranger.post("/sign-in", {"account": "lijiang", "password": password})
    assert stranger.get("/statements", 303).location == "/password"
    assert "person_added" in actions(db)


def test_both_roles_can_be_given(administrator, db):
    answers = {"name": "李江", "account": "lijiang", "roles": ["official", "administrator"]}
    administrator.submit("/people/new", answers, 200)
    assert people.roles_of(db, 1, people.by_account(db, "lijiang")["id"]) == {"official", "administrator"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "请填写姓名"),
        ({"account": ""}, "请填写登录账号"),
        ({"account": "CHENyuanshan"}, "已有人使用"),
        ({"account": "李江"}, "登录账号须为 3 到 40 个字符，只能用字母、数字和“.”“-”“_”"),
        ({"name": "李" * 21}, "姓名最多 20 个字"),
        ({"position": "长" * 41}, "职务最多 40 个字"),
        ({"roles": []}, "请至少选择一个角色"),
        ({"roles": ["visitor"]}, "请至少选择一个角色"),
        ({"unit": "2"}, "请选择单位"),
        ({"unit": ""}, "请选择单位"),
    ],
)
def test_what_is_wrong_with_a_new_person_is_said(administrator, db, change, message):
    answers = {"name": "李江", "account": "lijiang", "unit": "1", "roles": ["official"], **change}
    assert message in words(administrator.post("/people/new", answers, 422))
    assert len(people.in_unit(db, 1)) == 3


def test_a_new_password_ends_the_persons_session(administrator, official, ids, db):
    shown = administrator.post(f"/people/{ids['chenyuanshan']}/new-password", status=200)
    assert one_time_password(shown)
    assert official.get("/statements", 303).location.startswith("/sign-in")
    assert "password_replaced" in actions(db)


def test_a_disabled_person_is_out_at_once_and_can_be_let_in_again(administrator, official, ids, db):
    chen = ids["chenyuanshan"]
    assert administrator.post(f"/people/{chen}/disable").location == "/people"
    assert "已停用" in words(administrator.get("/people"))
    assert official.get("/statements", 303).location.startswith("/sign-in")
    administrator.post(f"/people/{chen}/enable")
    assert people.one(db, 1, chen)["disabled_at"] is None
    assert official.get("/statements", 303).location.startswith("/sign-in")
    assert {"person_disabled", "person_enabled"} <= set(actions(db))


def test_nobody_disables_themselves(administrator, ids, db):
    administrator.post(f"/people/{ids['zhouqing']}/disable")
    assert "不能停用自己的账号" in words(administrator.get("/people"))
    assert people.one(db, 1, ids["zhouqing"])["disabled_at"] is None


def test_shutting_somebody_out_takes_a_step_to_confirm_without_javascript(administrator, ids):
    page = administrator.page("/people")
    for action, label in (("new-password", "确认重发密码：陈远山"), ("disable", "确认停用：陈远山")):
        (form,) = page.xpath(f"//form[@action='/people/{ids['chenyuanshan']}/{action}']")
        assert form.getparent().tag == "details"
        assert "open" not in form.getparent().attrib
        assert form.xpath("string(.//button)") == label


@pytest.mark.parametrize("action", ["new-password", "disable", "enable"])
def test_people_of_another_unit_are_not_there(outsider, ids, db, action):
    outsider.post(f"/people/{ids['chenyuanshan']}/{action}", status=404)
    assert people.one(db, 1, ids["chenyuanshan"])["password_hash"] == "nobody's"


def test_a_person_is_changed(administrator, ids, db):
    chen = ids["chenyuanshan"]
    answers = {"name": "陈远", "position": "局长", "roles": ["official", "reviewer"]}
    administrator.submit(f"/people/{chen}", answers)
    row = people.one(db, 1, chen)
    assert (row["name"], row["position"], row["account"]) == ("陈远", "局长", "chenyuanshan")
    assert people.roles_of(db, 1, chen) == {"official", "reviewer"}
    assert {"person_changed", "role_granted"} <= set(actions(db))


def test_a_role_taken_away_is_gone_at_once(administrator, official, ids, db):
    answers = {"name": "陈远山", "unit": "1", "roles": ["reviewer"]}
    administrator.post(f"/people/{ids['chenyuanshan']}", answers)
    official.get("/statements", 403)
    assert official.get("/", 303).location == "/reviews"
    assert not official.page("/reviews").xpath("//nav//a[@href='/statements']")
    assert "role_revoked" in actions(db)


def test_a_person_without_statements_moves_to_another_unit_of_the_administrator(administrator, ids, db):
    administrator.post("/units", {"name": "办公室", "parent": "1"})
    wang = ids["wangxiaohe"]
    administrator.submit(f"/people/{wang}", {"unit": "3"})
    assert people.one(db, 3, wang)
    assert "江城市水文局/办公室" in words(administrator.get("/people"))
    assert "person_moved" in actions(db)


def test_a_person_with_a_statement_stays_in_the_unit(administrator, statement, ids, db):
    administrator.post("/units", {"name": "办公室", "parent": "1"})
    answers = {"name": "陈远", "unit": "3", "roles": ["official"]}
    page = administrator.post(f"/people/{ids['chenyuanshan']}", answers, 422)
    assert "已有报告，报告归原单位" in words(page)
    assert people.one(db, 1, ids["chenyuanshan"])["name"] == "陈远山"


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"name": "", "unit": "1", "roles": ["official"]}, "请填写姓名"),
        ({"name": "陈远山", "unit": "2", "roles": ["official"]}, "请选择单位"),
        ({"name": "陈远山", "unit": "1"}, "请至少选择一个角色"),
        ({"name": "陈远山", "unit": "1", "roles": ["root"]}, "请至少选择一个角色"),
    ],
)
def test_what_is_wrong_with_a_change_is_said(administrator, ids, db, answers, message):
    page = administrator.post(f"/people/{ids['chenyuanshan']}", answers, 422)
    assert message in words(page)
    assert people.roles_of(db, 1, ids["chenyuanshan"]) == {"official"}


def test_administrators_do_not_lock_themselves_out(administrator, ids, db):
    administrator.post("/units", {"name": "办公室", "parent": "1"})
    answers = {"name": "周清", "unit": "3", "roles": ["official"]}
    page = words(administrator.post(f"/people/{ids['zhouqing']}", answers, 422))
    assert "不能把自己调到别的单位" in page
    assert "不能改自己的角色，请由另一位管理员办理" in page
    assert people.roles_of(db, 1, ids["zhouqing"]) == {"administrator"}


def test_a_person_of_another_unit_is_not_there_to_change(outsider, ids):
    outsider.get(f"/people/{ids['chenyuanshan']}", 404)
    answers = {"name": "改", "unit": "2", "roles": ["official"]}
    outsider.post(f"/people/{ids['chenyuanshan']}", answers, 404)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["王小河", "周清", "陈远山"]),
        ("text=远山", ["陈远山"]),
        ("role=administrator", ["周清"]),
        ("state=off", []),
        ("unit=1&role=official", ["王小河", "陈远山"]),
        ("unit=2", ["王小河", "周清", "陈远山"]),
        ("role=root&state=no&page=-3", ["王小河", "周清", "陈远山"]),
        ("page=99", ["王小河", "周清", "陈远山"]),
    ],
)
def test_the_list_is_filtered(administrator, query, found):
    page = administrator.page(f"/people?{query}")
    assert sorted(page.xpath("//tbody//th/text()")) == sorted(found)


def test_a_long_list_is_turned(administrator, db, ids):
    with store.transaction(db):
        for number in range(98):
            people.add(db, 1, account=f"li{number}", name=f"李江{number:02}", password_hash="x")
    first, second = administrator.page("/people?state=on"), administrator.page("/people?page=2")
    assert "共 101 人" in words(administrator.get("/people"))
    assert len(first.xpath("//tbody//th")) == 100
    (further,) = first.xpath("//nav[@class='pages']/a/@href")
    assert administrator.page(further).xpath("//tbody//th/text()") == second.xpath("//tbody//th/text()")
    assert len(second.xpath("//tbody//th")) == 1
