import re

import pytest
from web_fixtures import words

from collector.store import audit, people


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
        ({"roles": ["reviewer"]}, "请至少选择一个角色"),
    ],
)
def test_what_is_wrong_with_a_new_person_is_said(administrator, db, change, message):
    answers = {"name": "李江", "account": "lijiang", "roles": ["official"], **change}
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
