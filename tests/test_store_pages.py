"""What stood before a page began to change an answer, and what colleagues gave."""

import pytest
from test_writers import prepared

from collector.store import answers, definitions, people, revisions, statements, units


@pytest.fixture
def draft(connection):
    """(connection, unit_id, statement_id) and the person: what every function here takes first."""
    unit_id, person_id, statement_id = prepared(connection)
    return (connection, unit_id, statement_id), person_id


def test_an_answer_says_which_page_gave_it(draft):
    where, chen = draft
    answers.save(*where, {"a": "1", "b": "1"}, chen, page="left")
    answers.save(*where, {"a": None, "b": "1"}, chen, page="right")
    kept = answers.all(*where)
    assert (kept["a"].page, kept["b"].page) == ("right", "left")


@pytest.mark.parametrize("last", ["third", None])
def test_the_value_before_a_page_began_is_kept_while_that_page_goes_on(draft, last):
    where, chen = draft
    answers.save(*where, {"a": ["原", "值"]}, chen, page="left")
    for value in ("first", "second", last):
        answers.save(*where, {"a": value}, chen, page="right")
    assert answers.original(*where, "a", 1) == ["原", "值"]
    assert answers.original(*where, "a", 4) == last
    assert answers.original(*where, "a", 2) is None


@pytest.mark.parametrize("opened", [False, True])
def test_a_second_page_takes_what_the_first_one_left_for_the_original(draft, opened):
    where, chen = draft
    answers.save(*where, {"a": "1"}, chen, page="left")
    answers.save(*where, {"a": "2"}, chen, page="right")
    answers.save(*where, {"a": None if opened else "3"}, chen, page="left")
    assert answers.original(*where, "a", 2) == "2"
    assert answers.original(*where, "a", 1) is None


def test_what_was_open_before_has_no_original(draft):
    where, chen = draft
    assert answers.original(*where, "a", 0) is None
    answers.save(*where, {"a": "1"}, chen, page="left")
    assert answers.original(*where, "a", 0) is None
    answers.save(*where, {"a": None}, chen, page="left")
    answers.save(*where, {"a": "2"}, chen, page="right")
    assert answers.original(*where, "a", 2) is None


def test_saves_without_a_page_each_begin_anew(draft):
    where, chen = draft
    for value in ("1", "2", "3"):
        answers.save(*where, {"a": value}, chen)
    assert answers.original(*where, "a", 2) == "2"


def test_an_older_value_is_found_in_the_revisions(draft):
    where, chen = draft
    for turn, page in enumerate(("left", "right", "third", "fourth")):
        answers.save(*where, {"a": str(turn)}, chen, page=page)
        if turn == 0:
            revisions.cut(*where, "saved", chen)
            revisions.cut(*where, "set_aside", chen, changes={"a": "我的"})
    assert answers.original(*where, "a", 1) == "0"
    assert answers.original(*where, "a", 2) is None
    assert answers.original(*where, "b", 1) is None


def begin(connection, unit_id, account, name, **more):
    """Another person of the unit with a statement like the prepared one."""
    person_id = people.add(connection, unit_id, account=account, name=name, password_hash="x")
    kept = {"definition_name": "integrity", "year": 2026, "period": "year", **more}
    definition_id = definitions.latest(connection, "integrity")["id"]
    statement_id = statements.create(connection, unit_id, person_id, definition_id=definition_id, **kept)
    return person_id, statement_id


def test_colleagues_figures_of_the_same_unit_year_and_period_are_found(connection, draft):
    where, chen = draft
    unit_id = where[1]
    given = {"lectures": "12", "unit_name": "江城市水文局", "other": "x"}
    zhou, theirs = begin(connection, unit_id, "zhou", "周清")
    answers.save(connection, unit_id, theirs, given, zhou)
    answers.save(*where, given, chen)
    for account, more in {
        "a": {"year": 2025},
        "b": {"period": "first-half"},
        "c": {"definition_name": "x"},
    }.items():
        person_id, elsewhere = begin(connection, unit_id, account, "王小河", **more)
        answers.save(connection, unit_id, elsewhere, given, person_id)
    stranger, outside = begin(connection, units.add(connection, "别处"), "d", "李敏")
    answers.save(connection, unit_id + 1, outside, given, stranger)
    found = answers.of_colleagues(*where, ["lectures", "unit_name", "never"])
    assert found == [
        {"name": "lectures", "value": "12", "person_id": zhou, "person_name": "周清"},
        {"name": "unit_name", "value": "江城市水文局", "person_id": zhou, "person_name": "周清"},
    ]
    assert answers.of_colleagues(connection, unit_id + 1, where[2], ["lectures"]) == []


def test_what_colleagues_opened_again_or_discarded_is_not_found(connection, draft):
    where, _ = draft
    unit_id = where[1]
    zhou, theirs = begin(connection, unit_id, "zhou", "周清")
    answers.save(connection, unit_id, theirs, {"a": "1", "b": [1]}, zhou)
    answers.save(connection, unit_id, theirs, {"a": None}, zhou)
    assert [row["value"] for row in answers.of_colleagues(*where, ["a", "b"])] == [[1]]
    statements.discard(connection, unit_id, theirs)
    assert answers.of_colleagues(*where, ["a", "b"]) == []
