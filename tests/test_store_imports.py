from datetime import UTC, datetime, timedelta

import pytest

from collector.store import database as store
from collector.store import definitions, imports, people, units

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
FOUND = {"answers": {"a": "江城市水文局"}, "left": []}


@pytest.fixture
def who(connection):
    """(unit, person, definition) that imports belong to."""
    with store.transaction(connection):
        unit_id = units.add(connection, "江城市水文局")
        person_id = people.add(
            connection,
            unit_id,
            account="chenyuanshan",
            name="陈远山",
            position="",
            password_hash="nobody's",
            must_change_password=False,
        )
        definition_id = definitions.add(connection, name="x", hash="x", title="x", sources={}, template=b"")
    return unit_id, person_id, definition_id


def add(connection, who, now=NOW):
    unit_id, person_id, definition_id = who
    with store.transaction(connection):
        return imports.add(
            connection,
            unit_id,
            person_id,
            definition_id=definition_id,
            file_name="a.docx",
            found=FOUND,
            now=now,
        )


def test_what_was_read_comes_back_to_its_owner_alone(connection, who):
    unit_id, person_id, _ = who
    import_id = add(connection, who)
    row = imports.one(connection, unit_id, person_id, import_id)
    assert (row["file_name"], imports.found_in(row)) == ("a.docx", FOUND)
    assert imports.one(connection, unit_id, person_id + 1, import_id) is None
    assert imports.one(connection, unit_id + 1, person_id, import_id) is None


def test_a_used_import_waits_no_longer_and_holds_no_text(connection, who):
    unit_id, person_id, _ = who
    import_id = add(connection, who)
    imports.use(connection, unit_id, import_id, NOW)
    assert imports.one(connection, unit_id, person_id, import_id) is None
    row = store.row(connection, "SELECT found, used_at FROM imports")
    assert (row["found"], row["used_at"]) == ("{}", "2026-11-22T08:00:00.000000Z")


def test_what_nobody_confirmed_within_a_week_is_forgotten(connection, who):
    unit_id, person_id, _ = who
    old = add(connection, who, NOW - timedelta(days=7, seconds=1))
    kept = add(connection, who, NOW - timedelta(days=6))
    newest = add(connection, who)
    assert imports.one(connection, unit_id, person_id, old) is None
    assert imports.one(connection, unit_id, person_id, kept)
    assert imports.one(connection, unit_id, person_id, newest)
