import pytest
from web_fixtures import Client, words

from collector.store import audit, people, review_settings, units
from collector.store import database as store


def changes(db):
    return [row["subject"] for row in audit.newest(db, 1) if row["action"] == "review_stages_changed"]


def chosen(client):
    return client.page("/unit").xpath("string(//input[@name='stages'][@checked]/@value)")


@pytest.fixture
def below(app, db, ids, administrator):
    """The browser of an administrator of a department, and the department's id."""
    office = units.add(db, "办公室", parent_id=1)
    with store.transaction(db):
        made = people.add(
            db, office, account="wuhe", name="吴禾", password_hash="x", must_change_password=False
        )
        people.grant(db, office, made, "administrator")
    return Client(app).sign_in(made), office


def test_one_stage_holds_until_two_are_chosen(administrator, db):
    assert chosen(administrator) == "1"
    administrator.submit("/unit", {"stages": "2"})
    assert chosen(administrator) == "2"
    assert review_settings.stages(db, 1) == 2
    assert changes(db) == ["2"]


def test_what_is_as_it_was_is_no_change(administrator, db):
    administrator.submit("/unit", {"stages": "1"})
    assert changes(db) == []
    administrator.submit("/unit", {"stages": "2"})
    administrator.submit("/unit", {"stages": "2"})
    administrator.post("/unit", {"own_words_share": "20"})
    assert changes(db) == ["2"]
    assert review_settings.stages(db, 1) == 2


def test_a_department_takes_the_stages_of_the_unit_above_until_it_chooses(administrator, below, db):
    client, office = below
    administrator.submit("/unit", {"stages": "2"})
    assert chosen(client) == "inherited"
    assert "现在是两级审核（初审、复审）" in words(client.get("/unit"))
    client.submit("/unit", {"stages": "1"})
    assert (review_settings.stages(db, office), review_settings.stages(db, 1)) == (1, 2)
    client.submit("/unit", {"stages": "inherited"})
    assert review_settings.own_stages(db, office) is None
    assert review_settings.stages(db, office) == 2


def test_a_second_review_is_explained(administrator):
    assert "复审须由另一个人办理" in words(administrator.get("/unit"))


@pytest.mark.parametrize("sent", ["", "0", "3", "x", "inherited"])
def test_no_other_stages_are_kept(administrator, db, sent):
    page = administrator.post("/unit", {"own_words_share": "20", "stages": sent}, 422)
    assert "请选择审核环节" in words(page)
    assert review_settings.own_stages(db, 1) is None
