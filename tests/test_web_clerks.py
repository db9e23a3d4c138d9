"""Clerks assigned to officials: by whom, to whom, from either's page, and taken away again."""

import pytest
from web_fixtures import Client, words

from collector.store import audit, clerks, people, units
from collector.store import database as store


def actions(db):
    return [row["action"] for row in audit.newest(db, 1)]


def served(db, account_id):
    return [row["name"] for row in clerks.officials_of(db, account_id)]


@pytest.fixture
def office(db, administrator):
    """The id of 办公室 in the administrator's unit, with a clerk of its own."""
    office = units.add(db, "办公室", parent_id=1)
    person_id = people.add(db, office, account="jihe", name="季禾", password_hash="x")
    people.grant(db, office, person_id, "clerk")
    return office


def options(page, name):
    return [option for option in page.xpath(f"//select[@name='{name}']/option/text()") if option != "请选择"]


def test_an_official_gets_a_clerk_of_the_units_and_loses_one(administrator, reviewers, office, db):
    wang, song = reviewers["wangxiaohe"], reviewers["songlanting"]
    page = administrator.page(f"/people/{wang}")
    assert options(page, "clerk") == [
        "宋兰亭（江城市水文局，songlanting）",
        "季禾（江城市水文局/办公室，jihe）",
    ]
    back = administrator.submit(f"/people/{wang}", {"clerk": str(song)}).location
    assert back == f"/people/{wang}"
    shown = words(administrator.get(back))
    assert "宋兰亭可以替王小河填报了" in shown
    assert sorted(served(db, song)) == ["王小河", "陈远山"]
    assert options(administrator.page(back), "clerk") == ["季禾（江城市水文局/办公室，jihe）"]
    assert administrator.post(f"/people/{wang}/clerks/{song}/remove").location == back
    assert served(db, song) == ["陈远山"]
    assert "已填的内容都保留" in words(administrator.get(back))
    assert {"clerk_assigned", "clerk_removed"} <= set(actions(db))


def test_a_clerk_gets_an_official_from_their_own_page_and_comes_back_to_it(administrator, reviewers, db):
    wang, song = reviewers["wangxiaohe"], reviewers["songlanting"]
    page = administrator.page(f"/people/{song}")
    assert [each.text for each in page.xpath("//section//tbody//th/a")] == ["陈远山"]
    assert options(page, "official") == [
        "王小河（江城市水文局，wangxiaohe）",
        "顾怀川（江城市水文局，guhuaichuan）",
    ]
    administrator.submit(f"/people/{song}", {"official": str(wang)})
    assert sorted(served(db, song)) == ["王小河", "陈远山"]
    (form,) = administrator.page(f"/people/{song}").xpath(
        f"//form[@action='/people/{wang}/clerks/{song}/remove']"
    )
    fields = dict(form.form_values())
    back = administrator.post(form.action, {"page": fields["page"]}).location
    assert back == f"/people/{song}"
    assert served(db, song) == ["陈远山"]


def test_one_assignment_is_one_line_of_the_audit_and_removing_nothing_is_none(administrator, reviewers, db):
    chen, song = reviewers["chenyuanshan"], reviewers["songlanting"]
    administrator.post(f"/people/{chen}/clerks/{song}/remove")
    administrator.post(f"/people/{chen}/clerks/{song}/remove")
    (row,) = [row for row in audit.newest(db, 1) if row["action"].startswith("clerk_")]
    assert (row["action"], row["subject"]) == ("clerk_removed", f"person {chen}, clerk {song}")
    assert row["person_id"] == reviewers["zhouqing"]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"clerk": ""}, "请选择经办人"),
        ({"clerk": "x"}, "请选择经办人"),
        ({"clerk": "²"}, "请选择经办人"),
        ({"official": ""}, "请选择填报人"),
        ({}, "请选择经办人"),
        ({"clerk": "chenyuanshan"}, "自己的报告自己填"),
        ({"clerk": "wangxiaohe"}, "王小河不是经办人"),
        ({"official": "zhouqing"}, "周清不是填报人"),
        ({"official": "wangxiaohe"}, "陈远山不是经办人"),
    ],
)
def test_what_is_wrong_with_a_choice_is_said(administrator, ids, db, sent, message):
    sent = {name: str(ids.get(value, value)) for name, value in sent.items()}
    back = administrator.post(f"/people/{ids['chenyuanshan']}/clerks", sent).location
    assert message in words(administrator.get(back))
    assert store.rows(db, "SELECT 1 FROM clerks") == []


def test_somebody_disabled_is_neither_offered_nor_assigned(administrator, reviewers, db):
    wang, song = reviewers["wangxiaohe"], reviewers["songlanting"]
    people.disable(db, 1, song)
    assert options(administrator.page(f"/people/{wang}"), "clerk") == []
    back = administrator.post(f"/people/{wang}/clerks", {"clerk": str(song)}).location
    assert "宋兰亭的账号已停用" in words(administrator.get(back))
    assert served(db, song) == ["陈远山"]
    assert "账号已停用" in words(administrator.get(f"/people/{reviewers['chenyuanshan']}"))


def test_an_assignment_waits_for_the_role_that_was_taken_away(administrator, reviewers, db):
    chen, song = reviewers["chenyuanshan"], reviewers["songlanting"]
    answers = {"name": "宋兰亭", "unit": "1", "roles": ["reviewer"]}
    administrator.post(f"/people/{song}", answers)
    assert "已不是经办人" in words(administrator.get(f"/people/{chen}"))
    assert "宋兰亭已不是经办人，下面的指定暂不起作用" in words(administrator.get(f"/people/{song}"))
    assert served(db, song) == ["陈远山"]
    administrator.post(f"/people/{song}", {**answers, "roles": ["clerk"]})
    assert "已不是经办人" not in words(administrator.get(f"/people/{chen}"))


@pytest.mark.parametrize("who", ["outsider", "below"])
def test_people_outside_ones_units_are_not_there_on_either_side(app, db, reviewers, office, outsider, who):
    chen, song = reviewers["chenyuanshan"], reviewers["songlanting"]
    lin = reviewers["linzhixing"]
    below = people.add(
        db, office, account="below", name="吴禾", password_hash="x", must_change_password=False
    )
    for role in ("administrator", "official", "clerk"):
        people.grant(db, office, below, role)
    client = Client(app).sign_in(below) if who == "below" else outsider
    own = below if who == "below" else lin
    before = store.rows(db, "SELECT * FROM clerks")
    client.post(f"/people/{chen}/clerks", {"clerk": str(own)}, 404)
    client.post(f"/people/{own}/clerks", {"clerk": str(song)}, 404)
    client.post(f"/people/{own}/clerks", {"official": str(chen)}, 404)
    client.post(f"/people/{chen}/clerks/{song}/remove", status=404)
    client.post(f"/people/{own}/clerks/{song}/remove", status=404)
    client.post(f"/people/{chen}/clerks/{own}/remove", status=404)
    assert [tuple(row) for row in store.rows(db, "SELECT * FROM clerks")] == [tuple(row) for row in before]


def test_those_outside_ones_units_are_counted_and_not_named(app, db, reviewers, office):
    jihe = people.by_account(db, "jihe")["id"]
    clerks.assign(db, 1, reviewers["chenyuanshan"], jihe, by=reviewers["zhouqing"])
    below = people.add(
        db, office, account="below", name="吴禾", password_hash="x", must_change_password=False
    )
    people.grant(db, office, below, "administrator")
    page = words(Client(app).sign_in(below).get(f"/people/{jihe}"))
    assert "另有 1 人在您管理的单位之外" in page
    assert "陈远山" not in page


@pytest.mark.parametrize("account", ["chenyuanshan", "songlanting", "linzhiyuan"])
def test_only_administrators_assign_clerks(app, reviewers, db, account):
    client = Client(app).sign_in(reviewers[account])
    chen, song = reviewers["chenyuanshan"], reviewers["songlanting"]
    client.post(f"/people/{chen}/clerks", {"clerk": str(song)}, 403)
    client.post(f"/people/{chen}/clerks/{song}/remove", status=403)
    assert served(db, song) == ["陈远山"]


def test_an_official_who_moves_keeps_the_clerk(administrator, reviewers, office, db):
    wang, song = reviewers["wangxiaohe"], reviewers["songlanting"]
    administrator.post(f"/people/{wang}/clerks", {"clerk": str(song)})
    administrator.submit(f"/people/{wang}", {"unit": str(office)})
    assert [row["name"] for row in clerks.clerks_of(db, office, wang)] == ["宋兰亭"]
    administrator.post(f"/people/{wang}/clerks/{song}/remove")
    assert served(db, song) == ["陈远山"]
