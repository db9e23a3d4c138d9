"""What belongs to a draft besides its answers, and what a unit keeps once for all of them."""

from datetime import UTC, datetime, timedelta

import pytest
from test_writers import prepared

from collector.store import confirmations, facts, finished, people, saves, unit_settings, units
from collector.store import database as store

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def draft(connection):
    """(connection, unit_id, statement_id) and the person: what every function here takes first."""
    unit_id, person_id, statement_id = prepared(connection)
    return (connection, unit_id, statement_id), person_id


@pytest.fixture
def other(draft):
    """The same statement asked for from another unit."""
    (connection, _, statement_id), _ = draft
    return connection, units.add(connection, "别处"), statement_id


def test_a_save_is_answered_again_with_its_first_answer(draft, other):
    where, _ = draft
    assert saves.answered(*where, "k") is None
    saves.remember(*where, "k", "第一", AT)
    saves.remember(*where, "k", "第二", AT)
    assert saves.answered(*where, "k") == "第一"
    assert saves.answered(*other, "k") is None
    assert saves.answered(*where, "K") is None


def test_answers_to_saves_are_forgotten_after_a_day(draft):
    where, _ = draft
    saves.remember(*where, "old", "1", AT)
    saves.remember(*where, "new", "2", AT + timedelta(days=1))
    assert saves.answered(*where, "old") == "1"
    saves.remember(*where, "newer", "3", AT + timedelta(days=1, seconds=1))
    assert (saves.answered(*where, "old"), saves.answered(*where, "new")) == (None, "2")


def test_a_section_is_finished_until_it_is_called_unfinished(draft, other):
    where, chen = draft
    for section in ("first", "second", "first"):
        finished.mark(*where, section, True, chen)
    assert finished.all(*where) == {"first", "second"}
    assert finished.all(*other) == set()
    finished.mark(*other, "first", False, chen)
    finished.mark(*where, "second", False, chen)
    assert finished.all(*where) == {"first"}
    with pytest.raises(store.IntegrityError):
        finished.mark(*other, "first", True, chen)


def test_a_confirmation_holds_for_its_check_and_question_until_withdrawn(draft, other):
    where, chen = draft
    zhou = people.add(where[0], where[1], account="zhou", name="周清", password_hash="x")
    confirmations.confirm(*where, "stale", "goals", "d1", "", chen, AT)
    confirmations.confirm(*where, "stale", "", "d2", "引用原文", chen, AT)
    confirmations.confirm(*where, "stale", "goals", "d3", "已核对", zhou, AT)
    kept = confirmations.all(*where)
    assert set(kept) == {("stale", "goals"), ("stale", "")}
    assert tuple(kept["stale", "goals"])[2:] == ("d3", "已核对", zhou, "2026-11-22T04:00:00.000000Z")
    assert confirmations.all(*other) == {}
    confirmations.withdraw(*other, "stale", "goals")
    confirmations.withdraw(*where, "stale", "")
    assert set(confirmations.all(*where)) == {("stale", "goals")}


def test_what_was_confirmed_at_a_submission_stays_as_it_was(draft, other):
    where, chen = draft
    confirmations.confirm(*where, "stale", "goals", "d1", "引用原文", chen, AT)
    confirmations.keep(*where, 2)
    confirmations.confirm(*where, "stale", "goals", "d1", "已改写", chen, AT)
    confirmations.keep(*where, 4)
    confirmations.withdraw(*where, "stale", "goals")
    said = [confirmations.submitted(*where, number) for number in (2, 3, 4)]
    assert [[row["explanation"] for row in kept.values()] for kept in said] == [["引用原文"], [], ["已改写"]]
    assert confirmations.submitted(*other, 2) == {}
    with pytest.raises(store.IntegrityError, match="append-only"):
        where[0].execute("UPDATE submitted_confirmations SET explanation = ''")
    confirmations.confirm(*where, "stale", "goals", "d1", "又改", chen, AT)
    with pytest.raises(store.IntegrityError, match="append-only"):
        confirmations.keep(*where, 2)


def test_a_fact_is_kept_once_for_its_unit(draft, other):
    (connection, unit_id, _), chen = draft
    facts.keep(connection, unit_id, "unit_name", "江城市水文局", chen)
    facts.keep(connection, unit_id, "stations", ["江城站"], chen)
    facts.keep(connection, unit_id, "stations", ["江城站", "周家渡站"], chen)
    facts.keep(connection, other[1], "unit_name", "别处", chen)
    assert facts.all(connection, unit_id) == {"unit_name": "江城市水文局", "stations": ["江城站", "周家渡站"]}
    facts.keep(connection, unit_id, "stations", None, chen)
    assert facts.all(connection, unit_id) == {"unit_name": "江城市水文局"}


def test_the_same_fact_again_keeps_who_gave_it(draft):
    (connection, unit_id, _), chen = draft
    zhou = people.add(connection, unit_id, account="zhou", name="周清", password_hash="x")
    for person_id in (chen, zhou):
        facts.keep(connection, unit_id, "unit_name", "江城市水文局", person_id)
    assert store.row(connection, "SELECT saved_by FROM facts")["saved_by"] == chen


def test_the_share_of_own_words_is_ten_percent_until_the_unit_sets_it(draft, other):
    (connection, unit_id, _), _ = draft
    unit_settings.set_own_words_share(connection, unit_id, 25)
    unit_settings.set_own_words_share(connection, unit_id, 0)
    assert unit_settings.own_words_share(connection, unit_id) == 0
    assert unit_settings.own_words_share(connection, other[1]) == 10
    for share in (-1, 101):
        with pytest.raises(store.IntegrityError):
            unit_settings.set_own_words_share(connection, unit_id, share)
