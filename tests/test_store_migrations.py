"""A database made by an earlier schema, with a row in every table, comes to the newest one whole."""

import sqlite3
from pathlib import Path

import pytest

from collector.store import answers, confirmations, migrations, statements
from collector.store import database as store

SAMPLES = Path(__file__).parent / "samples"
# Each sample, and the steps that bring it to the newest schema.
OLD = {
    "database-a.sql": ["editing", "people_and_rounds", "reviews", "submitted_confirmations"],
    "database-b.sql": ["people_and_rounds", "reviews", "submitted_confirmations"],
    "database-c.sql": ["reviews", "submitted_confirmations"],
    "database-d.sql": ["submitted_confirmations"],
}
BEFORE_REVIEWS = [name for name, steps in OLD.items() if "reviews" in steps]


def made(tmp_path, name):
    path = tmp_path / "collector.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript((SAMPLES / name).read_text("utf-8"))
    connection.close()
    return path


@pytest.fixture
def old(tmp_path):
    return made(tmp_path, "database-a.sql")


@pytest.fixture(params=OLD)
def any_old(request, tmp_path):
    return made(tmp_path, request.param), OLD[request.param]


def contents(path, wanted=None):
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    found = {
        # Some tables have no rowid to be sorted by.
        table: sorted((dict(row) for row in connection.execute(f"SELECT * FROM {table}")), key=str)
        for table in wanted or tables(path)
    }
    connection.close()
    return found


def tables(path):
    connection = sqlite3.connect(path)
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'"
    )
    names = [name for (name,) in found]
    connection.close()
    return names


def schema(path):
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    connection.close()
    # Renaming a table quotes its name in the kept text.
    return {name: sql and sql.replace('"', "") for name, sql in found}


def test_an_old_database_is_migrated_and_nothing_is_lost(any_old):
    old, steps = any_old
    before = contents(old)
    assert all(before.values()), "the sample has a row in every table"
    assert migrations.migrate(old) == steps
    for table, rows in contents(old, before).items():
        columns = before[table][0]
        kept = sorted(({column: row[column] for column in columns} for row in rows), key=str)
        assert kept == before[table], table


def test_columns_that_are_new_are_empty_in_old_rows(old):
    migrations.migrate(old)
    after = contents(old)
    assert all(row["discarded_at"] is row["imported_at"] is None for row in after["statements"])
    assert {(row["page"], row["original"], row["original_version"]) for row in after["answers"]} == {
        ("", None, 0)
    }


@pytest.mark.parametrize("name", BEFORE_REVIEWS)
def test_an_old_statement_was_never_submitted(tmp_path, name):
    old = made(tmp_path, name)
    migrations.migrate(old)
    for row in contents(old)["statements"]:
        assert (row["state"], row["stage"], row["submissions"]) == ("draft", 0, 0)
        assert row["submitted_at"] is row["opened_at"] is row["return_id"] is row["own_share"] is None


def test_what_was_confirmed_before_an_old_submission_is_kept_with_it(tmp_path):
    old = made(tmp_path, "database-d.sql")
    migrations.migrate(old)
    connection = store.connection(old)
    kept = confirmations.submitted(connection, 1, 1, 1)
    assert {finding: row["explanation"] for finding, row in kept.items()} == {
        ("cutoff", "cutoff_date"): "核对过"
    }
    assert len(confirmations.all(connection, 1, 1)) == 2
    store.close(old)


def test_whoever_had_a_statement_in_a_round_files_in_it(any_old):
    old, _ = any_old
    migrations.migrate(old)
    (row,) = contents(old)["participants"]
    assert row == {"unit_id": 1, "round_id": 1, "person_id": 1, "deadline": None}


def test_a_migrated_database_has_the_same_schema_as_a_new_one(any_old, database):
    old, _ = any_old
    migrations.migrate(old)
    assert schema(old) == schema(database)


def test_a_migrated_database_works_on_and_its_keys_hold(old):
    migrations.migrate(old)
    connection = store.connection(old)
    answers.save(connection, 1, 7, {"head_count": "13"}, 1)
    assert answers.values(connection, 1, 7) == {"head_count": "13"}
    with pytest.raises(statements.Taken):
        statements.rename_year(connection, 1, 7, 2026, "year")
    with pytest.raises(store.IntegrityError):
        connection.execute("DELETE FROM statements WHERE id = 7")
    assert store.rows(connection, "PRAGMA foreign_key_check") == []
    assert store.rows(connection, "PRAGMA integrity_check")[0][0] == "ok"
    store.close(old)


def test_a_row_that_refers_to_nothing_stops_the_migration_and_changes_nothing(old):
    connection = sqlite3.connect(old)
    connection.execute("INSERT INTO answers VALUES (1, 99, 'a', NULL, 1, 1, '')")
    connection.commit()
    connection.close()
    before = schema(old), contents(old)
    with pytest.raises(store.IntegrityError, match="1 rows refer to nothing"):
        migrations.migrate(old)
    assert (schema(old), contents(old)) == before
