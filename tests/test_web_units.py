import pytest
from web_fixtures import Client, words

from collector.store import audit, facts, people, units
from collector.store import database as store


@pytest.fixture
def office(administrator, db):
    """The id of 办公室 in the administrator's unit."""
    administrator.post("/units", {"name": "办公室", "parent": "1"})
    return next(row["id"] for row in units.all(db) if row["name"] == "办公室")


def names(client):
    return [" ".join(each.itertext()) for each in client.page("/units").xpath("//tbody//th")]


def actions(db):
    return [row["action"] for row in audit.newest(db, 1)]


def test_the_tree_shows_ones_own_unit_and_what_is_below_it(administrator, outsider, office):
    administrator.post("/units", {"name": "文书组", "parent": str(office)})
    assert names(administrator) == ["江城市水文局", "第 2 级： 办公室", "第 3 级： 文书组"]
    assert names(outsider) == ["海岭市测绘院"]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"name": "", "parent": "1"}, "请填写单位名称"),
        ({"name": "长" * 61, "parent": "1"}, "单位名称最多 60 个字"),
        ({"name": "办公室/文书组", "parent": "1"}, "单位名称里不能有“/”"),
        ({"name": "办公室", "parent": "1"}, "已有“办公室”"),
        ({"name": "监测科", "parent": "2"}, "请选择上级单位"),
        ({"name": "监测科", "parent": "x"}, "请选择上级单位"),
        ({"name": "监测科"}, "请选择上级单位"),
    ],
)
def test_what_is_wrong_with_a_new_unit_is_said(administrator, db, office, answers, message):
    before = len(units.all(db))
    assert message in words(administrator.post("/units", answers, 422))
    assert len(units.all(db)) == before


def test_a_unit_is_renamed_and_moved(administrator, db, office):
    administrator.post("/units", {"name": "监测科", "parent": "1"})
    administrator.submit(f"/units/{office}", {"name": "办公室一组", "parent": str(office + 1)})
    assert dict(units.one(db, office)) == {"id": office, "parent_id": office + 1, "name": "办公室一组"}
    assert {"unit_added", "unit_changed"} <= set(actions(db))


def test_a_unit_is_not_moved_below_itself(administrator, db, office):
    assert "f-parent" in administrator.get(f"/units/{office}").text
    options = administrator.page(f"/units/{office}").xpath("//select[@name='parent']/option/@value")
    assert str(office) not in options
    page = administrator.post(f"/units/{office}", {"name": "办公室", "parent": str(office)}, 422)
    assert "不能移到自己下面" in words(page)
    assert units.one(db, office)["parent_id"] == 1


def test_ones_own_unit_is_renamed_but_stays_where_it_is(administrator, db, office):
    assert not administrator.page("/units/1").xpath("//select[@name='parent']")
    administrator.post("/units/1", {"name": "江城市水文中心", "parent": str(office)})
    assert dict(units.one(db, 1)) == {"id": 1, "parent_id": None, "name": "江城市水文中心"}


def test_a_unit_with_people_is_not_removed_and_an_empty_one_is(administrator, db, office):
    administrator.post("/units/1/remove")
    assert "还有人员" in words(administrator.get("/units"))
    administrator.post(f"/units/{office}/remove")
    assert "已移除办公室" in words(administrator.get("/units"))
    assert units.one(db, office) is None


def test_a_unit_above_and_another_ones_are_not_there(app, db, ids, administrator, outsider, office):
    with store.transaction(db):
        made = people.add(
            db, office, account="lijiang", name="李江", password_hash="x", must_change_password=False
        )
        people.grant(db, office, made, "administrator")
    below = Client(app).sign_in(made)
    assert names(below) == ["办公室"]
    for client, unit_id in ((below, 1), (below, 2), (outsider, 1), (administrator, 2)):
        client.get(f"/units/{unit_id}", 404)
        client.post(f"/units/{unit_id}", {"name": "改", "parent": "1"}, 404)
        client.post(f"/units/{unit_id}/remove", status=404)
    below.get(f"/people/{ids['zhouqing']}", 404)
    below.post(f"/people/{ids['zhouqing']}/disable", status=404)
    administrator.get(f"/people/{made}")


def test_the_names_of_a_unit_hold_in_its_departments(app, db, ids, administrator, office):
    with store.transaction(db):
        facts.keep(db, 1, "unit_full_name", "江城市水文局", ids["zhouqing"])
        people.change(db, 1, ids["wangxiaohe"], name="王小河", position="主任")
        people.move(db, 1, ids["wangxiaohe"], office)
        people.grant(db, office, ids["wangxiaohe"], "administrator")
    client = Client(app).sign_in(ids["wangxiaohe"])
    page = client.page("/unit")
    assert "上级单位填的是“江城市水文局”，这里空着就用它" in " ".join(page.itertext())
    assert page.xpath("string(//input[@name='unit_full_name']/@value)") == ""
    address = client.post(
        "/statements", {"definition": "integrity", "year": "2026", "period": "年度"}
    ).location
    header = client.page(f"{address}/header")
    assert header.xpath("string(//input[@name='unit_full_name']/@value)") == "江城市水文局"


def test_a_department_is_no_other_unit_in_its_institutions_reports(official, administrator, statement):
    administrator.post("/units", {"name": "水文监测分中心", "parent": "1"})
    section = f"{statement}/political-responsibility"
    (name, *_) = official.page(section).xpath("//textarea/@name")
    official.submit(section, {name: "水文监测分中心和海岭市测绘院负责落实。"}, 422)
    page = words(official.get(f"{statement}/check"))
    assert "“海岭市测绘院”不是本单位" in page
    assert "“水文监测分中心”不是本单位" not in page
