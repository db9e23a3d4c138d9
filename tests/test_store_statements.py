import re
from datetime import UTC, datetime

import pytest

from collector.store import answers, definitions, people, rounds, statements, times, units
from collector.store import database as store

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def unit_id(connection):
    return units.add(connection, "江城水文局")


@pytest.fixture
def chen(connection, unit_id):
    return people.add(connection, unit_id, account="chen", name="陈远山", password_hash="x")


@pytest.fixture
def definition_id(connection):
    return add_definition(connection, "first")


@pytest.fixture
def statement_id(connection, unit_id, chen, definition_id):
    return begin(connection, unit_id, chen, definition_id)


def add_definition(connection, hash, **more):
    return definitions.add(
        connection,
        name="integrity",
        hash=hash,
        title="述责述廉报告",
        sources={"statement.toml": "title = '报告'"},
        template=b"PK",
        **more,
    )


def begin(connection, unit_id, person_id, definition_id, year=2026, period="year"):
    return statements.create(
        connection,
        unit_id,
        person_id,
        definition_id=definition_id,
        definition_name="integrity",
        year=year,
        period=period,
        now=AT,
    )


def test_a_definition_comes_back_as_it_was_loaded(connection, definition_id):
    kept = definitions.by_id(connection, definition_id)
    assert kept["sources"] == {"statement.toml": "title = '报告'"}
    assert kept["template"] == b"PK"
    assert kept == definitions.by_hash(connection, "first") == definitions.latest(connection, "integrity")
    assert definitions.by_id(connection, 99) is None
    assert definitions.latest(connection, "other") is None


def test_the_version_loaded_last_is_the_latest_even_when_it_is_an_old_one(connection, definition_id):
    second = add_definition(connection, "second")
    assert definitions.latest(connection, "integrity")["id"] == second
    assert add_definition(connection, "first") == definition_id
    assert definitions.latest(connection, "integrity")["id"] == definition_id
    assert [row["hash"] for row in definitions.all(connection)] == ["first", "second"]


def test_a_round_is_open_until_it_is_closed(connection, unit_id, chen):
    round_id = rounds.add(
        connection,
        unit_id,
        definition_name="integrity",
        year=2026,
        period="year",
        cutoff_date="2026-11-30",
        deadline="2026-12-31",
        opened_by=chen,
    )
    assert [row["id"] for row in rounds.open_ones(connection, unit_id)] == [round_id]
    connection.execute("UPDATE rounds SET closed_at = ?", (times.text(),))
    assert rounds.open_ones(connection, unit_id) == []
    assert rounds.one(connection, unit_id, round_id)["deadline"] == "2026-12-31"
    assert rounds.one(connection, units.add(connection, "别处"), round_id) is None


def test_a_statement_begins_as_a_draft(connection, unit_id, chen, definition_id, statement_id):
    kept = statements.one(connection, unit_id, statement_id)
    assert (kept["state"], kept["year"], kept["period"]) == ("draft", 2026, "year")
    assert (kept["person_id"], kept["definition_id"]) == (chen, definition_id)
    assert (kept["created_at"], kept["saved_at"]) == ("2026-11-22T04:00:00.000000Z", None)


def test_a_year_and_period_is_filed_once(connection, unit_id, chen, definition_id, statement_id):
    with pytest.raises(statements.Taken):
        begin(connection, unit_id, chen, add_definition(connection, "second"))
    begin(connection, unit_id, chen, definition_id, period="first-half")
    zhou = people.add(connection, unit_id, account="zhou", name="周清", password_hash="x")
    begin(connection, unit_id, zhou, definition_id)


def test_a_statement_moves_to_a_free_year_only(connection, unit_id, chen, definition_id, statement_id):
    begin(connection, unit_id, chen, definition_id, year=2025)
    with pytest.raises(statements.Taken):
        statements.rename_year(connection, unit_id, statement_id, 2025, "year")
    statements.rename_year(connection, unit_id, statement_id, 2024, "year")
    found = statements.of_person(connection, unit_id, chen)
    assert [row["year"] for row in found] == [2025, 2024]


def test_a_refused_move_leaves_the_rest_of_the_transaction_whole(
    connection, unit_id, chen, definition_id, statement_id
):
    begin(connection, unit_id, chen, definition_id, year=2025)
    with store.transaction(connection):
        answers.save(connection, unit_id, statement_id, {"head_count": "12"}, chen)
        with pytest.raises(statements.Taken):
            statements.rename_year(connection, unit_id, statement_id, 2025, "year")
    assert answers.values(connection, unit_id, statement_id) == {"head_count": "12"}


def test_the_counts_travel_with_the_statement(connection, unit_id, chen, statement_id):
    statements.set_counts(connection, unit_id, statement_id, missing=7, findings=2, person_id=chen, now=AT)
    kept = statements.one(connection, unit_id, statement_id)
    assert (kept["missing"], kept["findings"], kept["saved_by"]) == (7, 2, chen)
    assert kept["saved_at"] == "2026-11-22T04:00:00.000000Z"


def test_nothing_of_a_statement_is_reached_from_another_unit(connection, unit_id, chen, statement_id):
    other = units.add(connection, "别处")
    answers.save(connection, unit_id, statement_id, {"head_count": "12"}, chen)
    assert statements.one(connection, other, statement_id) is None
    assert statements.of_person(connection, other, chen) == []
    assert answers.all(connection, other, statement_id) == {}
    statements.rename_year(connection, other, statement_id, 1999, "year")
    statements.set_counts(connection, other, statement_id, missing=9, findings=9, person_id=chen)
    assert answers.save(connection, other, statement_id, {"head_count": None}, chen) == {}
    with pytest.raises(store.IntegrityError):
        answers.save(connection, other, statement_id, {"head_count": "13"}, chen)
    kept = statements.one(connection, unit_id, statement_id)
    assert (kept["year"], kept["missing"]) == (2026, 0)
    assert answers.values(connection, unit_id, statement_id) == {"head_count": "12"}


@pytest.mark.parametrize(
    "value",
    [
        "",
        "12",
        0,
        [],
        ["一", "二"],
        [{"unit": "江城站", "count": "3"}],
        "𠮷䶮\u2028\x00]]>",
        "长" * 200_000,
        False,
    ],
)
def test_an_answer_comes_back_as_it_was_typed(connection, unit_id, chen, statement_id, value):
    answers.save(connection, unit_id, statement_id, {"name": value}, chen, AT)
    kept = answers.all(connection, unit_id, statement_id)["name"]
    assert kept == (value, 1, chen, "2026-11-22T04:00:00.000000Z", "")
    assert type(kept.value) is type(value)


def test_an_answer_never_given_has_no_row(connection, unit_id, chen, statement_id):
    assert answers.save(connection, unit_id, statement_id, {"name": None}, chen) == {}
    assert answers.all(connection, unit_id, statement_id) == {}


def test_a_version_counts_the_changes_of_its_own_question_only(connection, unit_id, chen, statement_id):
    def save(**changes):
        return answers.save(connection, unit_id, statement_id, changes, chen)

    assert save(a="1", b="1") == {"a": 1, "b": 1}
    assert save(a="2", b="1") == {"a": 2}
    assert save(a="2") == {}


def test_opening_a_question_again_keeps_its_version_counting(connection, unit_id, chen, statement_id):
    def save(value):
        return answers.save(connection, unit_id, statement_id, {"a": value}, chen)

    assert [save("1"), save(None), save(None), save("1")] == [{"a": 1}, {"a": 2}, {}, {"a": 3}]
    save(None)
    assert answers.all(connection, unit_id, statement_id)["a"][:2] == (None, 4)
    assert answers.values(connection, unit_id, statement_id) == {}


def test_an_unchanged_answer_keeps_who_gave_it_and_when(connection, unit_id, chen, statement_id):
    zhou = people.add(connection, unit_id, account="zhou", name="周清", password_hash="x")
    answers.save(connection, unit_id, statement_id, {"a": "1", "b": "1"}, chen, AT)
    answers.save(connection, unit_id, statement_id, {"a": "1", "b": "2"}, zhou)
    kept = answers.all(connection, unit_id, statement_id)
    assert (kept["a"].by, kept["b"].by) == (chen, zhou)


def test_moments_are_texts_whose_order_is_their_order_in_time():
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", times.text())
    assert times.moment(times.text(AT)) == AT
    assert times.text(AT.replace(microsecond=0)) < times.text(AT.replace(microsecond=1))
    with pytest.raises(ValueError, match="time zone"):
        times.text(datetime(2026, 11, 22))
