import pytest

from collector.store import database as store
from collector.store import definitions, participants, people, rounds, statements, units

KEY = {"definition_name": "integrity", "year": 2026, "period": "年度"}


@pytest.fixture
def unit_id(connection):
    return units.add(connection, "江城市水文局")


@pytest.fixture
def office(connection, unit_id):
    return units.add(connection, "办公室", parent_id=unit_id)


@pytest.fixture
def zhou(connection, unit_id):
    return people.add(connection, unit_id, account="zhou", name="周清", password_hash="x")


@pytest.fixture
def chen(connection, office):
    return people.add(connection, office, account="chen", name="陈远山", password_hash="x")


@pytest.fixture
def definition_id(connection):
    return definitions.add(connection, name="integrity", hash="h", title="t", sources={}, template=b"PK")


@pytest.fixture
def round_id(connection, unit_id, zhou, chen, definition_id):
    """An open round of the institution that asks 陈远山 of the office."""
    return opened(connection, unit_id, zhou, [chen])


def opened(connection, unit_id, by, asked, **more):
    dates = {"cutoff_date": "2026-11-20", "deadline": "2026-12-20"}
    with store.transaction(connection):
        round_id = rounds.add(connection, unit_id, **{**KEY, **dates, **more}, opened_by=by)
        participants.add(connection, unit_id, round_id, asked)
    return round_id


def begin(connection, unit_id, person_id, definition_id, **more):
    return statements.create(connection, unit_id, person_id, definition_id=definition_id, **{**KEY, **more})


def round_of(connection, statement_id):
    return store.row(connection, "SELECT round_id FROM statements WHERE id = ?", (statement_id,))[0]


def test_a_statement_of_a_unit_below_is_in_the_round_of_the_unit_above(
    connection, office, chen, definition_id, round_id
):
    begun = begin(connection, office, chen, definition_id)
    assert round_of(connection, begun) == round_id


@pytest.mark.parametrize("other", [{"year": 2025}, {"period": "上半年"}, {"definition_name": "study"}])
def test_a_statement_of_something_else_is_in_no_round(
    connection, office, chen, definition_id, round_id, other
):
    assert round_of(connection, begin(connection, office, chen, definition_id, **other)) is None


def test_a_statement_of_somebody_not_asked_is_in_no_round(connection, unit_id, zhou, definition_id, round_id):
    assert round_of(connection, begin(connection, unit_id, zhou, definition_id)) is None


def test_a_statement_that_is_there_already_joins_and_a_discarded_one_does_not(
    connection, unit_id, office, zhou, chen, definition_id
):
    away = begin(connection, office, chen, definition_id)
    statements.discard(connection, office, away)
    there = begin(connection, office, chen, definition_id)
    round_id = opened(connection, unit_id, zhou, [chen])
    assert round_of(connection, there) == round_id
    assert round_of(connection, away) is None


def test_a_restored_statement_joins_the_round_opened_meanwhile(
    connection, unit_id, office, zhou, chen, definition_id
):
    away = begin(connection, office, chen, definition_id)
    statements.discard(connection, office, away)
    round_id = opened(connection, unit_id, zhou, [chen])
    statements.restore(connection, office, away)
    assert round_of(connection, away) == round_id


def test_a_statement_leaves_and_finds_its_round_with_its_year(
    connection, office, chen, definition_id, round_id
):
    begun = begin(connection, office, chen, definition_id)
    statements.rename_year(connection, office, begun, 2025, "年度")
    assert round_of(connection, begun) is None
    statements.rename_year(connection, office, begun, 2026, "年度")
    assert round_of(connection, begun) == round_id


def test_nothing_joins_a_round_that_was_ended(connection, unit_id, office, chen, definition_id, round_id):
    assert rounds.close(connection, unit_id, round_id)
    assert not rounds.close(connection, unit_id, round_id)
    begun = begin(connection, office, chen, definition_id)
    assert round_of(connection, begun) is None
    assert participants.open_round(connection, chen, "integrity", 2026, "年度") is None
    assert rounds.reopen(connection, unit_id, round_id)
    assert not rounds.reopen(connection, unit_id, round_id)
    participants.add(connection, unit_id, round_id, ())
    assert round_of(connection, begun) == round_id


def test_how_far_each_is_comes_from_the_statements_row(
    connection, unit_id, office, zhou, chen, definition_id, round_id
):
    participants.add(connection, unit_id, round_id, [zhou])
    begun = begin(connection, office, chen, definition_id, missing=7)

    def counts():
        (row,) = rounds.below(connection, unit_id)
        return row["people"], row["begun"], row["handed_in"]

    assert counts() == (2, 0, 0)
    statements.set_counts(connection, office, begun, missing=3, findings=1, person_id=chen)
    assert counts() == (2, 1, 0)
    connection.execute("UPDATE statements SET state = 'submitted'")
    assert counts() == (2, 1, 1)
    mine, theirs = participants.listed(connection, unit_id, round_id)
    assert (mine["name"], mine["statement_id"]) == ("周清", None)
    assert (theirs["name"], theirs["missing"], theirs["findings"], theirs["state"]) == (
        "陈远山",
        3,
        1,
        "submitted",
    )
    statements.discard(connection, office, begun)
    assert counts() == (2, 0, 0)


@pytest.mark.parametrize(
    ("state", "handed_in"),
    [
        ("draft", 0),
        ("awaiting_author", 0),
        ("submitted", 1),
        ("returned", 0),
        ("approved", 1),
        ("archived", 1),
    ],
)
def test_handed_in_is_what_nobody_has_to_write_on(
    connection, unit_id, office, chen, definition_id, round_id, state, handed_in
):
    begin(connection, office, chen, definition_id)
    connection.execute("UPDATE statements SET state = ?", (state,))
    assert [row["handed_in"] for row in rounds.below(connection, unit_id)] == [handed_in]


def test_whoever_is_asked_elsewhere_already_is_found_while_that_round_is_open(
    connection, unit_id, zhou, chen, round_id
):
    there = participants.asked_already(connection, "integrity", 2026, "年度", [chen, zhou])
    assert [(row["name"], row["unit_name"]) for row in there] == [("陈远山", "江城市水文局")]
    assert participants.asked_already(connection, "integrity", 2025, "年度", [chen]) == []
    rounds.close(connection, unit_id, round_id)
    assert participants.asked_already(connection, "integrity", 2026, "年度", [chen]) == []


def due(connection, round_id, person_id):
    return participants.due(connection, round_id, person_id)["deadline"]


def test_the_later_of_the_rounds_and_the_persons_deadline_counts(connection, unit_id, zhou, chen, round_id):
    participants.add(connection, unit_id, round_id, [zhou])
    extend = {"reason": "驻村", "by": zhou}
    rounds.extend(connection, unit_id, round_id, deadline="2026-12-25", person_ids=(chen,), **extend)
    assert due(connection, round_id, chen) == "2026-12-25"
    assert due(connection, round_id, zhou) == "2026-12-20"
    rounds.extend(connection, unit_id, round_id, deadline="2026-12-31", **extend)
    assert due(connection, round_id, chen) == due(connection, round_id, zhou) == "2026-12-31"
    kept = rounds.extensions(connection, unit_id, round_id)
    assert [(row["name"], row["deadline"], row["reason"], row["by_name"]) for row in kept] == [
        (None, "2026-12-31", "驻村", "周清"),
        ("陈远山", "2026-12-25", "驻村", "周清"),
    ]


@pytest.mark.parametrize("change", ["UPDATE extensions SET reason = ''", "DELETE FROM extensions"])
def test_why_a_deadline_was_put_off_is_kept_for_good(connection, unit_id, zhou, round_id, change):
    rounds.extend(connection, unit_id, round_id, deadline="2026-12-31", reason="驻村", by=zhou)
    with pytest.raises(store.IntegrityError, match="append-only"):
        connection.execute(change)


def test_somebody_asked_no_longer_keeps_the_statement(
    connection, unit_id, office, chen, definition_id, round_id
):
    begun = begin(connection, office, chen, definition_id)
    participants.remove(connection, unit_id, round_id, chen)
    assert round_of(connection, begun) is None
    assert statements.one(connection, office, begun)
    assert participants.listed(connection, unit_id, round_id) == []


def test_a_round_is_seen_from_the_unit_and_those_above(connection, unit_id, office, chen, zhou):
    mine = opened(connection, office, chen, [chen])
    assert rounds.one_below(connection, unit_id, mine)
    assert rounds.one_below(connection, office, mine)
    assert rounds.one_below(connection, units.add(connection, "别处"), mine) is None
    theirs = opened(connection, unit_id, zhou, [])
    assert rounds.one_below(connection, office, theirs) is None
    assert [row["id"] for row in rounds.below(connection, office)] == [mine]
    assert {row["id"] for row in rounds.below(connection, unit_id)} == {mine, theirs}
