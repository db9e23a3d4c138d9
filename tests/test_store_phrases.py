import pytest

from collector.store import phrases

STALE = {
    "text": "十九届六中全会",
    "kind": "plenum",
    "valid_from": 2021,
    "valid_to": 2022,
    "suggestion": "改用新提法",
}
PLAN = {"text": "十四五", "kind": "plan", "valid_from": 2021, "valid_to": 2025}


@pytest.fixture
def loaded(connection):
    phrases.load(connection, [STALE, PLAN])
    return {row["text"]: row["id"] for row in phrases.all(connection)}


def texts(connection):
    return sorted(row["text"] for row in phrases.all(connection))


def test_shipped_phrases_come_with_their_years(connection, loaded):
    kept = dict(phrases.one(connection, loaded["十九届六中全会"]))
    assert kept == {**STALE, "id": loaded["十九届六中全会"], "note": "", "origin": "shipped"}


def test_loading_again_renews_what_nobody_edited_and_keeps_its_id(connection, loaded):
    phrases.load(connection, [{**PLAN, "valid_to": 2026}, {"text": "主题教育", "kind": "campaign"}])
    assert texts(connection) == ["主题教育", "十四五"]
    kept = phrases.one(connection, loaded["十四五"])
    assert kept["valid_to"] == 2026


def test_an_edited_phrase_stays_as_the_administrator_left_it(connection, loaded):
    phrases.change(
        connection, loaded["十四五"], text="十四五规划", kind="plan", valid_from=2021, valid_to=2030
    )
    phrases.load(connection, [STALE, PLAN])
    assert texts(connection) == ["十九届六中全会", "十四五规划"]
    phrases.load(connection, [])
    kept = phrases.one(connection, loaded["十四五"])
    assert (kept["text"], kept["valid_to"], kept["origin"]) == ("十四五规划", 2030, "shipped")


def test_a_removed_shipped_phrase_does_not_come_back(connection, loaded):
    phrases.remove(connection, loaded["十四五"])
    phrases.change(connection, loaded["十四五"], text="x", kind="plan")
    phrases.load(connection, [STALE, PLAN])
    assert texts(connection) == ["十九届六中全会"]
    assert phrases.one(connection, loaded["十四五"]) is None


def test_ones_own_phrases_are_added_changed_and_removed(connection, loaded):
    own = phrases.add(connection, text="某活动", kind="campaign", valid_to=2024)
    phrases.load(connection, [])
    assert texts(connection) == ["某活动"]
    phrases.change(connection, own, text="某专项活动", kind="campaign", suggestion="改")
    kept = phrases.one(connection, own)
    assert (kept["text"], kept["valid_to"], kept["suggestion"], kept["origin"]) == (
        "某专项活动",
        None,
        "改",
        "own",
    )
    phrases.remove(connection, own)
    assert phrases.all(connection) == []
