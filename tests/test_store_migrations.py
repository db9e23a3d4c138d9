"""A database made by the first released schema, with a row in every table, comes to the newest one whole."""

import sqlite3
from pathlib import Path

import pytest

from collector.store import answers, migrations, statements
from collector.store import database as store

OLD = Path(__file__).parent / "samples" / "database-a.sql"
OLD_TABLES = (
    *("units", "people", "roles", "sessions", "setup_links", "attempts", "audit"),
    *("definitions", "rounds", "statements", "answers"),
)


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "collector.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript(OLD.read_text("utf-8"))
    connection.close()
    return path


def contents(path):
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    found = {
        table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")]
        for table in OLD_TABLES
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


def test_an_old_database_is_migrated_and_nothing_is_lost(old):
    assert sorted(OLD_TABLES) == sorted(tables(old))
    before = contents(old)
    assert all(before.values()), "the sample has a row in every table"
    assert migrations.migrate(old) == ["editing"]
    after = contents(old)
    for table in OLD_TABLES:
        kept = [
            {column: row[column] for column in was}
            for row, was in zip(after[table], before[table], strict=True)
        ]
        assert kept == before[table], table
    assert all(row["discarded_at"] is row["imported_at"] is None for row in after["statements"])
    assert {(row["page"], row["original"], row["original_version"]) for row in after["answers"]} == {
        ("", None, 0)
    }


def test_a_migrated_database_has_the_same_schema_as_a_new_one(old, database):
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
