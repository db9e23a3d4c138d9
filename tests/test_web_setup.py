from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from web_fixtures import Client, words

from collector.store import audit, people, sessions, setup_links, units
from collector.store import database as store

PASSWORD = "Jiang-cheng7"
ANSWERS = {
    "unit": "江城市水文局",
    "name": "陈远山",
    "position": "局长",
    "account": "chenyuanshan",
    "password": PASSWORD,
    "password_again": PASSWORD,
}


def link(db, **when):
    with store.transaction(db):
        return "/setup/" + setup_links.create(db, **when)


def test_the_link_makes_an_administrator_who_is_signed_in(stranger, db):
    address = link(db)
    assert "建立第一个管理员" in words(stranger.get(address))
    assert stranger.submit(address, ANSWERS).location == "/"
    page = words(stranger.get("/statements"))
    assert "江城市水文局" in page
    assert "陈远山" in page
    person = people.by_account(db, "chenyuanshan")
    assert people.roles_of(db, person["unit_id"], person["id"]) == {"official", "administrator"}
    assert person["position"] == "局长"
    assert [row["action"] for row in audit.newest(db, person["unit_id"])] == ["setup"]


def test_a_used_link_says_so_and_makes_nobody(stranger, app, db):
    address = link(db)
    stranger.post(address, ANSWERS)
    other = Client(app)
    assert "链接已失效" in words(other.get(address, 404))
    assert "链接已失效" in words(other.post(address, {**ANSWERS, "account": "zhouqing"}, 404))
    assert len(units.all(db)) == 1


@pytest.mark.parametrize("hours", [25, 24 * 400])
def test_an_old_link_no_longer_works(stranger, db, hours):
    address = link(db, now=datetime.now(UTC) - timedelta(hours=hours))
    assert "链接已失效" in words(stranger.get(address, 404))


def test_a_link_opens_nothing_once_there_is_an_administrator(stranger, db, administrator):
    assert "链接已失效" in words(stranger.get(link(db), 404))
    assert "链接已失效" in words(stranger.post(link(db), {**ANSWERS, "account": "xin"}, 404))
    assert people.by_account(db, "xin") is None


def test_a_guessed_link_is_no_link(stranger, db):
    link(db)
    stranger.get("/setup/" + "x" * 43, 404)


def test_of_many_who_use_the_link_at_once_one_gets_in(app, db, settings):
    address = link(db)
    clients = [Client(app) for _ in range(4)]
    tokens = [client.token() for client in clients]

    def use(number):
        data = {**ANSWERS, "account": f"person{number}", "csrf_token": tokens[number]}
        try:
            return clients[number].http.post(address, data=data).status_code
        finally:
            store.close(settings.database)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(use, range(4))) == [303, 404, 404, 404]
    assert len(units.all(db)) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"unit": " "}, "请填写单位名称"),
        ({"name": ""}, "请填写您的姓名"),
        ({"account": "　"}, "请填写登录账号"),
        ({"account": "chen yuanshan"}, "登录账号须为 3 到 40 个字符"),
        ({"unit": "局" * 61}, "单位名称最多 60 个字"),
        ({"name": "陈" * 21}, "您的姓名最多 20 个字"),
        ({"password": "", "password_again": ""}, "请填写新密码"),
        ({"password": "123", "password_again": "123"}, "至少 10 个字符"),
        ({"password_again": "other"}, "两次输入的密码不一样"),
    ],
)
def test_what_is_missing_is_said_and_the_link_stays_good(stranger, db, change, message):
    address = link(db)
    response = stranger.post(address, {**ANSWERS, **change}, 422)
    assert message in words(response)
    assert PASSWORD not in response.text
    assert stranger.post(address, ANSWERS).status_code == 303


def test_a_taken_account_leaves_the_link_and_the_units_as_they_were(stranger, ids, db):
    for unit in units.all(db):
        for person in people.in_unit(db, unit["id"]):
            people.revoke(db, unit["id"], person["id"], "administrator")
    address = link(db)
    before = len(units.all(db))
    assert "已经有人用了" in words(stranger.post(address, ANSWERS, 422))
    assert len(units.all(db)) == before
    assert setup_links.valid(db, address.removeprefix("/setup/"))


def test_setting_up_gives_a_session_of_its_own(stranger, db):
    address = link(db)
    with stranger.http.session_transaction() as session:
        session["token"] = "planted"
    stranger.post(address, ANSWERS)
    with stranger.http.session_transaction() as session:
        assert sessions.person(db, session["token"])["account"] == "chenyuanshan"
