"""Discarded statements: out of sight, their year free again, and back within 30 days, answers and all."""

from datetime import UTC, datetime, timedelta

import pytest
from test_writers import prepared

from collector.store import answers, people, revisions, statements, units
from collector.store import database as store

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def mine(connection):
    """(connection, unit_id, statement_id) of a statement with an answer and a revision."""
    unit_id, person_id, statement_id = prepared(connection)
    where = connection, unit_id, statement_id
    answers.save(*where, {"head_count": "12"}, person_id)
    revisions.cut(*where, "saved", person_id)
    return where


@pytest.fixture
def chen(mine):
    """Whose statement it is."""
    return statements.one(*mine)["person_id"]


def begin(connection, unit_id, person_id, *, year=2026, period="year", **more):
    """Another statement of the same definition."""
    kept = {"definition_id": 1, "definition_name": "integrity", "year": year, "period": period, **more}
    return statements.create(connection, unit_id, person_id, **kept)


def listed(rows):
    return [row["id"] for row in rows]


def test_a_discarded_statement_is_shown_nowhere_but_among_the_discarded(mine, chen):
    connection, unit_id, statement_id = mine
    row = statements.one(*mine)
    assert statements.discard(*mine, AT)
    assert not statements.discard(*mine, AT), "discarding again keeps the first moment"
    assert statements.one(*mine) is None
    assert statements.of_person(connection, unit_id, chen) == []
    assert statements.of_year(connection, row) == []
    later = begin(connection, unit_id, chen, year=2027)
    assert statements.earlier(connection, statements.one(connection, unit_id, later)) == []
    found = statements.discarded_of_person(connection, unit_id, chen, AT - timedelta(days=1))
    assert listed(found) == [statement_id]
    assert found[0]["discarded_at"] == "2026-11-22T04:00:00.000000Z"


def test_a_restored_statement_is_whole_again(mine, chen):
    statements.discard(*mine, AT)
    assert statements.restore(*mine, AT + timedelta(days=29))
    assert statements.one(*mine)["discarded_at"] is None
    assert answers.values(*mine) == {"head_count": "12"}
    assert len(revisions.all(*mine)) == 1
    assert not statements.restore(*mine, AT), "what is not discarded cannot be restored"


def test_after_thirty_days_a_discarded_statement_is_neither_listed_nor_restored(mine, chen):
    connection, unit_id, _ = mine
    statements.discard(*mine, AT)
    later = AT + statements.DISCARDED_FOR
    assert statements.discarded_of_person(connection, unit_id, chen, AT) == []
    assert not statements.restore(*mine, later)
    assert statements.one(*mine) is None
    assert answers.values(*mine) == {"head_count": "12"}


def test_without_a_moment_the_discarded_ones_of_thirty_days_are_listed(mine, chen):
    connection, unit_id, statement_id = mine
    statements.discard(*mine)
    assert listed(statements.discarded_of_person(connection, unit_id, chen)) == [statement_id]


def test_discarding_frees_the_year_and_what_took_it_keeps_it(mine, chen):
    connection, unit_id, _ = mine
    statements.discard(*mine, AT)
    second = begin(connection, unit_id, chen)
    with pytest.raises(statements.Taken):
        statements.restore(*mine, AT)
    statements.discard(connection, unit_id, second, AT)
    third = begin(connection, unit_id, chen)
    statements.rename_year(connection, unit_id, third, 2025, "year")
    assert statements.restore(*mine, AT)
    with pytest.raises(statements.Taken):
        statements.rename_year(connection, unit_id, third, 2026, "year")


def test_a_discarded_statement_is_not_moved_to_another_year(mine):
    statements.discard(*mine, AT)
    statements.rename_year(*mine, 2020, "year")
    statements.restore(*mine, AT)
    assert statements.one(*mine)["year"] == 2026


def test_what_others_discarded_is_neither_listed_nor_restored_from_their_unit(mine, chen):
    connection, unit_id, statement_id = mine
    zhou = people.add(connection, unit_id, account="zhou", name="周清", password_hash="x")
    other = units.add(connection, "别处")
    assert not statements.discard(connection, other, statement_id, AT)
    statements.discard(*mine, AT)
    assert statements.discarded_of_person(connection, unit_id, zhou, AT - timedelta(days=1)) == []
    assert statements.discarded_of_person(connection, other, chen, AT - timedelta(days=1)) == []
    assert not statements.restore(connection, other, statement_id, AT)


def test_a_statement_with_answers_is_never_deleted(mine):
    with pytest.raises(store.IntegrityError):
        mine[0].execute("DELETE FROM statements")


def test_earlier_years_of_the_same_period_come_newest_first(mine, chen):
    connection, unit_id, statement_id = mine
    years = {year: begin(connection, unit_id, chen, year=year) for year in (2022, 2024, 2027)}
    half = begin(connection, unit_id, chen, year=2025, period="first-half")
    zhou = people.add(connection, unit_id, account="zhou", name="周清", password_hash="x")
    begin(connection, unit_id, zhou, year=2023)
    row = statements.one(*mine)
    assert listed(statements.earlier(connection, row)) == [years[2024], years[2022]]
    assert listed(statements.earlier(connection, {**row, "definition_name": "other"})) == []
    assert listed(statements.of_year(connection, {**row, "year": 2025})) == [half]
    assert listed(statements.of_year(connection, row)) == [statement_id]


def test_an_imported_statement_names_its_file_and_when_it_came(mine, chen):
    connection, unit_id, _ = mine
    imported = begin(connection, unit_id, chen, year=2024, imported_file="报告.docx", now=AT)
    found = statements.one(connection, unit_id, imported)
    assert (found["imported_file"], found["imported_at"]) == ("报告.docx", "2026-11-22T04:00:00.000000Z")
    typed = statements.one(*mine)
    assert (typed["imported_file"], typed["imported_at"]) == (None, None)
