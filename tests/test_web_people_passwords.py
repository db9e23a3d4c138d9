"""One-time passwords that got lost are given anew to all who never signed in."""

import io

import excel_samples
import pytest
from excel_samples import person
from web_fixtures import tree, words

from collector import passwords, rosters
from collector.store import audit, people, sessions, units
from collector.store import database as store


@pytest.fixture
def lost(administrator, db):
    """Two people were imported, one into a department, and nobody kept their passwords; the old hashes."""
    units.add(db, "监测科", parent_id=1)
    data = excel_samples.saved(person(), person("wuhe", "吴禾", "主任", "江城市水文局/监测科", "审核人"))
    file = {"file": [(io.BytesIO(data), "人员.xlsx")]}
    preview = administrator.post("/people/import", file, 303, content_type="multipart/form-data").location
    administrator.post(preview, status=200)
    return hashes(db)


def hashes(db):
    return {row["account"]: row["password_hash"] for row in store.rows(db, "SELECT * FROM people")}


def shown(response):
    """What the page shows, by account."""
    found = tree(response).xpath("//tbody/tr")
    return {row.xpath("string(./td[2]/code)"): row.xpath("string(./td[3]/code)") for row in found}


def renewed(client, unit="", status=200):
    return client.post("/people/new-passwords", {"unit": unit}, status)


def test_all_who_never_signed_in_get_a_new_password_shown_once(administrator, stranger, lost, db):
    assert "为尚未登录的 2 人重发一次性密码" in words(administrator.get("/people"))
    answer = renewed(administrator)
    assert "已为 2 人重发一次性密码" in words(answer)
    given = shown(answer)
    assert set(given) == {"lijiang", "wuhe"}
    assert len(set(given.values())) == 2
    for account, password in given.items():
        row = people.by_account(db, account)
        assert passwords.is_right(row["password_hash"], password)
        assert row["must_change_password"]
        assert password not in administrator.get("/people").text
    same = [account for account, before in hashes(db).items() if before == lost[account]]
    assert sorted(same) == ["chenyuanshan", "linzhixing", "wangxiaohe", "zhouqing"]
    assert [row["action"] for row in audit.newest(db, 1)].count("password_replaced") == 2
    stranger.post("/sign-in", {"account": "wuhe", "password": given["wuhe"]})
    assert stranger.get("/reviews", 303).location == "/password"
    assert "为尚未登录的 1 人重发" in words(administrator.get("/people"))


def test_they_are_downloaded_as_after_an_import(administrator, lost):
    answer = renewed(administrator)
    packed = tree(answer).xpath("string(//input[@name='people']/@value)")
    file = administrator.resume(answer, {"people": packed}, 200)
    ((heads, *lines),) = excel_samples.opened(file.data).values()
    assert heads == ["单位", "姓名", "账号", "一次性密码"]
    assert {line[2]: line[3] for line in lines} == shown(answer)


def test_only_those_of_a_chosen_unit_get_one(administrator, lost, db):
    (form,) = administrator.page("/people?unit=3").xpath("//form[@action='/people/new-passwords']")
    assert "江城市水文局/监测科和它下面的单位里，有 1 人" in form.text_content()
    assert set(shown(renewed(administrator, form.fields["unit"]))) == {"wuhe"}


def test_whoever_signed_in_or_is_shut_out_keeps_what_they_have(administrator, lost, db):
    sessions.end(db, sessions.open(db, people.by_account(db, "lijiang")["id"]))
    people.disable(db, 3, people.by_account(db, "wuhe")["id"])
    assert "尚未登录" not in words(administrator.get("/people"))
    renewed(administrator, status=303)
    assert "没有尚未登录的人，没有重发" in words(administrator.get("/people"))
    assert hashes(db) == lost


def test_people_of_another_unit_get_none(outsider, lost, db):
    renewed(outsider, "1", 303)
    assert hashes(db) == lost


def test_too_many_at_once_are_refused(administrator, lost, db, monkeypatch):
    monkeypatch.setattr(rosters, "MOST", 1)
    renewed(administrator, status=303)
    assert "尚未登录的有 2 人，一次最多 1 人" in words(administrator.get("/people"))
    assert hashes(db) == lost


def test_the_page_of_an_import_says_to_keep_them_now(administrator, lost):
    page = words(renewed(administrator))
    assert "请现在下载，或者打印这一页" in page
    assert "离开或者刷新以后就看不到了" in page
    assert "离开或者刷新以后就看不到了" in words(
        administrator.post(
            "/people/new", {"name": "李海", "account": "lihai", "unit": "1", "roles": ["clerk"]}, 200
        )
    )
