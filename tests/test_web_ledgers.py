"""Ledgers on the section page: their line, their number in an open count, and taking it."""

import pytest
from section_filling import changed, fields, values
from web_fixtures import errors, form_fields, tree, words

from collector.store import answers, database, revisions

POLITICAL, UPHOLDS = "political-responsibility", "two-upholds"


def session(number):
    return {"date": f"2026-03-{number:02}", "subject": f"学习{number}", "people": "9"}


def keep(db, **changed_answers):
    with database.transaction(db):
        answers.save(db, 1, 1, changed_answers, 1)


def line(client, address, name):
    return client.page(address).xpath(f"string(//*[@id='q-{name}']/summary)")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "学习台账（还没有记录）"),
        ({"study_ledger": [session(1), session(2)]}, "学习台账（2 条，按台账填报）"),
        (
            {"study_ledger": [session(1), session(2)], "study_group_sessions": "2"},
            "学习台账（2 条，与填报一致）",
        ),
        (
            {"study_ledger": [session(1)], "study_group_sessions": "12"},
            "学习台账（1 条，填报 12 次，不一致）",
        ),
        ({"study_ledger": [session(1)], "study_group_sessions": []}, "学习台账（1 条，填报 0 次，不一致）"),
        ({"study_ledger": [session(1)], "study_group_sessions": "很多"}, "学习台账（1 条）"),
    ],
)
def test_a_ledger_says_how_it_stands(official, statement, db, typed, said):
    keep(db, **typed)
    assert line(official, f"{statement}/{POLITICAL}", "study_ledger") == said


def test_a_ledger_of_two_sums_says_both(official, statement, db):
    visits = [{"date": "", "subject": "社区", "people": "24", "hours": "48.5"}, {"people": "2", "hours": "1"}]
    keep(db, community_ledger=visits, community_person_times="26")
    said = "下沉社区台账（2 条，合计 26 人次、49.5 小时，按台账填报）"
    assert line(official, f"{statement}/{UPHOLDS}", "community_ledger") == said
    keep(db, community_service_hours="50")
    said = "下沉社区台账（2 条，合计 26 人次、49.5 小时，填报 50 小时，不一致）"
    assert line(official, f"{statement}/{UPHOLDS}", "community_ledger") == said


def test_a_cell_that_is_no_number_is_told(official, statement, db):
    keep(db, community_ledger=[{"subject": "社区", "people": "好几个", "hours": "3"}])
    page = official.get(f"{statement}/{UPHOLDS}")
    assert "有读不出的数字" in words(page)
    assert list(errors(page)) == ["community_ledger"]
    assert tree(page).xpath("//details[@id='q-community_ledger'][@open]")


def test_an_empty_ledger_is_folded_away_with_one_row(official, statement):
    page = official.page(f"{statement}/{POLITICAL}")
    ledger = page.xpath("//details[@id='q-study_ledger'][not(@open)]")[0]
    assert len(ledger.xpath(".//tbody/tr")) == 1
    assert not page.xpath("//input[@name='study_group_sessions']/@placeholder")


def test_an_open_count_shows_the_number_of_its_ledger_and_needs_no_answer(official, statement, db):
    keep(db, study_ledger=[session(1), session(2)])
    address = f"{statement}/{POLITICAL}"
    page = official.page(address)
    assert page.xpath("//input[@name='study_group_sessions']/@placeholder") == ["2"]
    assert "study_group_sessions" not in errors(
        official.post(address, [*fields(official, address), ("then", "next")], 422)
    )


def test_rows_are_saved_and_come_back(official, statement, db):
    address = f"{statement}/{POLITICAL}"
    pairs = [pair for pair in fields(official, address) if not pair[0].startswith("study_ledger")]
    rows = [(f"study_ledger-{at}-{name}", cell) for at in (0, 1) for name, cell in session(at + 1).items()]
    official.post(address, [*pairs, *rows, ("then", "back")])
    assert values(db)["study_ledger"] == [session(1), session(2)]
    assert [pair for pair in fields(official, address) if pair in rows] == rows


def test_a_row_is_added_by_a_button_that_saves_and_the_ledger_stays_open(official, statement):
    address = f"{statement}/{POLITICAL}"
    response = official.post(address, [*fields(official, address), ("add", "study_ledger")], 200)
    page = tree(response)
    assert page.xpath("//details[@id='q-study_ledger'][@open]")
    assert sum(name.startswith("study_ledger-") for name, _ in form_fields(page)) == 6


def test_the_number_of_the_ledger_is_taken_by_a_press(official, statement, db):
    keep(db, study_ledger=[session(1), session(2)], study_group_sessions="12")
    address = f"{statement}/{POLITICAL}"
    page = official.page(address)
    assert page.xpath("//button[@name='take']/@value") == ["study_group_sessions.ledger"]
    assert "学习台账合计 2 次，这里填的是 12 次，请核对" in words(official.get(address))
    pairs = changed(fields(official, address), party_lectures="7")
    official.post(address, [*pairs, ("take", "study_group_sessions.ledger")])
    assert values(db)["study_group_sessions"] == "2"
    assert values(db)["party_lectures"] == "7"
    assert revisions.all(db, 1, 1)[0]["note"] == "采用台账数：理论中心组学习次数"
    assert "与填报一致" in line(official, address, "study_ledger")


def test_a_ledger_is_not_printed_but_its_number_is(official, statement, db):
    keep(db, study_ledger=[session(1), session(2)])
    sheet = words(official.get(f"{statement}/sheet"))
    assert "共开展了2次理论中心组学习" in sheet
    assert "学习1" not in sheet
