"""Facts of the unit: its page, names at the beginning of a statement, a colleague's figures, differences."""

import pytest
from section_filling import HEADER, changed, fields, values
from web_fixtures import errors, new_statement, tree, words

from collector.store import answers, audit, database, facts, revisions, unit_settings

NAMES = {
    "unit_short_core": "江城水文",
    "unit_full_name": "江城市水文局",
    "city_bureau_core": "水务",
    "province_center_core": "水文水资源",
    "department_party_group": "厅党组",
    "province_center_party_committee": "省中心党委",
}
POLITICAL = "political-responsibility"


@pytest.fixture
def told(administrator):
    """The unit's page, filled in."""
    return administrator.submit("/unit", NAMES)


def keep(db, statement_id, person_id=2, **changed_answers):
    with database.transaction(db):
        answers.save(db, 1, statement_id, changed_answers, person_id)


def notices(client, address, name):
    """The notices at a question."""
    return client.page(address).xpath(f"//*[@id='q-{name}']//*[@class='warning']/text()")


def taken(client, address, name, source):
    return client.post(address, [*fields(client, address), ("take", f"{name}.{source}")])


def buttons(client, address, name):
    found = client.page(address).xpath(f"//*[@id='q-{name}']//button[@name='take']")
    return {button.get("value"): button.text_content() for button in found}


def test_the_unit_page_asks_every_name_once_and_keeps_it(administrator, told, db):
    assert told.location == "/unit"
    assert facts.all(db, 1) == NAMES
    page = administrator.page("/unit")
    assert page.xpath("//input[@name='city_bureau_core']/@value") == ["水务"]
    assert {line["subject"] for line in audit.newest(db, 1) if line["action"] == "unit_name_changed"} == set(
        NAMES
    )
    assert "水务" not in "".join(line["subject"] for line in audit.newest(db, 1))


def test_saving_the_page_again_notes_nothing(administrator, told, db):
    before = len(audit.newest(db, 1))
    administrator.submit("/unit", NAMES)
    assert len(audit.newest(db, 1)) == before


def test_a_name_is_emptied_again(administrator, told, db):
    administrator.submit("/unit", {"city_bureau_core": ""})
    assert "city_bureau_core" not in facts.all(db, 1)


def test_a_name_that_is_no_answer_is_refused_and_nothing_is_kept(administrator, db):
    long = {**NAMES, "unit_short_core": "长" * 16, "own_words_share": "30"}
    page = tree(administrator.post("/unit", long, 422))
    assert page.xpath("//*[@id='problems']//a/@href") == ["#f-unit_short_core"]
    assert page.xpath("//input[@name='city_bureau_core']/@value") == ["水务"]
    assert facts.all(db, 1) == {}
    assert unit_settings.own_words_share(db, 1) == 10


def test_the_least_share_of_own_words_is_set(administrator, db):
    administrator.submit("/unit", {"own_words_share": "15"})
    assert unit_settings.own_words_share(db, 1) == 15
    assert audit.newest(db, 1)[0]["action"] == "own_words_share_changed"


@pytest.mark.parametrize("share", ["", "101", "-1", "10.5", "十", "²", "1" * 60])
def test_a_share_that_is_no_percentage_is_refused(administrator, db, share):
    page = tree(administrator.post("/unit", {**NAMES, "own_words_share": share}, 422))
    assert page.xpath("//*[@id='problems']//a/@href") == ["#f-own_words_share"]
    assert unit_settings.own_words_share(db, 1) == 10


def test_the_page_is_for_the_administrator(official, administrator):
    official.get("/unit", 403)
    assert administrator.page("/unit").xpath("//nav//a[@href='/unit'][@aria-current]")


def test_a_new_statement_begins_with_the_names_of_the_unit(official, told, db):
    new_statement(official)
    assert {name: values(db)[name] for name in NAMES} == NAMES


def test_another_units_names_are_not_known(outsider, told, db):
    new_statement(outsider)
    assert answers.values(db, 2, 1).get("city_bureau_core") is None


def test_an_open_name_is_offered_and_taken(official, statement, told, db):
    address = f"{statement}/{POLITICAL}"
    assert buttons(official, address, "city_bureau_core") == {
        "city_bureau_core.unit": "采用单位页面上的“水务”"
    }
    assert taken(official, address, "city_bureau_core", "unit").location.endswith("#q-city_bureau_core")
    assert values(db)["city_bureau_core"] == "水务"
    assert buttons(official, address, "city_bureau_core") == {}
    newest = revisions.all(db, 1, 1)[0]
    assert (newest["cause"], newest["note"]) == (
        "carried_over",
        "采用单位页面上的：市级主管局名称（不含“市”“局”）",
    )


def test_a_name_unlike_the_units_is_told_where_it_is_asked(official, statement, told):
    official.post(f"{statement}/header", {**HEADER, "unit_short_core": "武江"})
    assert notices(official, f"{statement}/header", "unit_short_core") == [
        "“单位”页面上是“江城水文”，这里填的是“武江”，请核对"
    ]
    assert notices(official, f"{statement}/header", "unit_full_name") == []


def test_the_same_name_with_its_affix_is_the_same(official, statement, told):
    official.post(f"{statement}/header", {**HEADER, "unit_short_core": "江城水文局"})
    assert notices(official, f"{statement}/header", "unit_short_core") == []


def test_a_colleagues_figure_is_offered_and_taken(official, colleague, statement, db):
    keep(db, int(new_statement(colleague).split("/")[-1]), study_group_sessions="12")
    address = f"{statement}/{POLITICAL}"
    assert buttons(official, address, "study_group_sessions") == {
        "study_group_sessions.2": "采用王小河填的 12"
    }
    taken(official, address, "study_group_sessions", "2")
    assert values(db)["study_group_sessions"] == "12"
    assert notices(official, address, "study_group_sessions") == []


def test_two_figures_of_one_unit_are_told_and_neither_is_lost(official, colleague, statement, db):
    keep(db, int(new_statement(colleague).split("/")[-1]), study_group_sessions="12")
    address = f"{statement}/{POLITICAL}"
    keep(db, 1, 1, study_group_sessions="11")
    assert notices(official, address, "study_group_sessions") == [
        "王小河填的是 12 次，这里填的是 11 次；同一单位的数字应当一致，请核对"
    ]
    taken(official, address, "study_group_sessions", "2")
    assert values(db)["study_group_sessions"] == "12"
    _, before = revisions.all(db, 1, 1)[:2]
    assert revisions.one(db, 1, 1, before["number"])["values"]["study_group_sessions"] == "11"


def test_a_colleagues_confirmed_zero_is_a_figure(official, colleague, statement, db):
    keep(db, int(new_statement(colleague).split("/")[-1]), party_lectures=[])
    address = f"{statement}/{POLITICAL}"
    assert buttons(official, address, "party_lectures") == {"party_lectures.2": "采用王小河填的 0"}
    taken(official, address, "party_lectures", "2")
    assert values(db)["party_lectures"] == []


def test_another_year_a_discarded_draft_and_a_personal_figure_are_none_of_it(
    official, colleague, statement, db
):
    keep(db, int(new_statement(colleague, 2025).split("/")[-1]), study_group_sessions="12")
    keep(db, int(new_statement(colleague).split("/")[-1]), integrity_talks_held="21")
    assert buttons(official, f"{statement}/{POLITICAL}", "study_group_sessions") == {}
    assert buttons(official, f"{statement}/clean-power", "integrity_talks_held") == {}


def test_what_a_colleague_typed_wrongly_is_not_offered(official, colleague, statement, db):
    keep(db, int(new_statement(colleague).split("/")[-1]), study_group_sessions="一百来次")
    keep(db, 1, 1, study_group_sessions="11")
    assert buttons(official, f"{statement}/{POLITICAL}", "study_group_sessions") == {}
    assert notices(official, f"{statement}/{POLITICAL}", "study_group_sessions") == []


@pytest.mark.parametrize(
    "take", ["study_group_sessions.77", "nothing.unit", "x", "party_lectures.ledger", ""]
)
def test_what_is_not_on_offer_is_not_taken(official, statement, db, take):
    address = f"{statement}/{POLITICAL}"
    before = values(db)
    response = official.post(address, [*fields(official, address), ("take", take)])
    assert response.location == address
    assert values(db) == before
    assert "没有要沿用的内容" in words(official.get(address))


def test_what_was_typed_is_kept_when_something_is_taken(official, statement, told, db):
    address = f"{statement}/{POLITICAL}"
    pairs = changed(fields(official, address), party_lectures="很多")
    official.post(address, [*pairs, ("take", "city_bureau_core.unit")])
    assert values(db)["party_lectures"] == "很多"
    assert list(errors(official.get(address))) == ["party_lectures"]
