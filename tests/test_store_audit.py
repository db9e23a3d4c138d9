import pytest

from collector.store import audit, units
from collector.store import database as store


@pytest.fixture
def recorded(connection):
    unit_id = units.add(connection, "江城水文局")
    audit.record(connection, "sign-in", person_id=1, unit_id=unit_id, address="127.0.0.1")
    return unit_id


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET result = 'changed'",
        "UPDATE OR REPLACE audit SET id = id + 1",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT id, at, 2, unit_id, action, subject, result, address FROM audit",
        "REPLACE INTO audit SELECT id, at, 2, unit_id, action, subject, result, address FROM audit",
        "INSERT INTO audit SELECT id, at, 2, unit_id, action, subject, result, address FROM audit WHERE 1"
        " ON CONFLICT (id) DO UPDATE SET person_id = 2",
    ],
)
@pytest.mark.parametrize("recursive_triggers", ["ON", "OFF"])
def test_an_audit_line_can_be_neither_changed_nor_removed_nor_replaced(
    connection, recorded, sql, recursive_triggers
):
    connection.execute(f"PRAGMA recursive_triggers = {recursive_triggers}")
    before = [tuple(line) for line in audit.newest(connection, recorded)]
    with pytest.raises(store.IntegrityError, match="append-only"):
        connection.execute(sql)
    assert [tuple(line) for line in audit.newest(connection, recorded)] == before


def test_the_newest_lines_of_the_unit_come_first(connection, recorded):
    other = units.add(connection, "别处")
    audit.record(connection, "save", unit_id=recorded, subject="statement 1")
    audit.record(connection, "save", unit_id=other)
    assert [line["action"] for line in audit.newest(connection, recorded)] == ["save", "sign-in"]


def test_a_line_break_cannot_pose_as_another_line(connection, recorded):
    audit.record(connection, "save", unit_id=recorded, subject="1\r\n2026 sign-in\x1b[2J\u2028\ud800")
    line = audit.newest(connection, recorded)[0]
    assert line["subject"] == "1\\u000d\\u000a2026 sign-in\\u001b[2J\\u2028\\ud800"
