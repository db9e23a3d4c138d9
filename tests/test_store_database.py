import multiprocessing
import os
import subprocess
import sys
import threading

import pytest

from collector.store import database as store
from collector.store import migrations, units


def pragma(connection, name):
    return store.rows(connection, f"PRAGMA {name}")[0][0]


def test_a_connection_is_set_up_for_safety(connection):
    assert pragma(connection, "journal_mode") == ("truncate" if store.is_affected() else "wal")
    assert pragma(connection, "synchronous") == (3 if store.is_affected() else 2)
    assert pragma(connection, "foreign_keys") == 1
    assert pragma(connection, "recursive_triggers") == 1
    assert pragma(connection, "trusted_schema") == 0
    assert pragma(connection, "busy_timeout") == 30_000


@pytest.mark.parametrize(
    ("version", "affected"),
    [((3, 6, 23), False), ((3, 7, 0), True), ((3, 40, 1), True), ((3, 51, 2), True), ((3, 51, 3), False)],
)
def test_the_versions_with_the_wal_bug_are_known(version, affected):
    assert store.is_affected(version) is affected


def test_an_affected_sqlite_gets_a_rollback_journal_and_a_notice(connection, database, monkeypatch):
    store.close(database)
    monkeypatch.setattr(store, "is_affected", lambda: True)
    again = store.connect(database)
    assert pragma(again, "journal_mode") == "truncate"
    assert pragma(again, "synchronous") == 3
    assert "TRUNCATE" in store.notice()
    units.add(again, "江城水文局")
    again.close()


def test_a_sound_sqlite_needs_no_notice(monkeypatch):
    monkeypatch.setattr(store, "is_affected", lambda: False)
    assert store.notice() == ""


def test_the_database_and_its_journal_are_for_their_user_only(tmp_path):
    path = tmp_path / "var" / "collector.sqlite3"
    migrations.migrate(path)
    units.add(store.connection(path), "江城水文局")
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700
    store.close(path)


def test_a_thread_keeps_one_connection_and_another_thread_has_its_own(database):
    mine = store.connection(database)
    found = []
    thread = threading.Thread(target=lambda: found.append(store.connection(database)))
    thread.start()
    thread.join(30)
    assert store.connection(database) is mine
    assert found[0] is not mine


def is_another(path, inherited, answer):
    answer.put(store.connection(path) is not inherited)


def test_a_forked_process_opens_its_own_connection(database):
    context = multiprocessing.get_context("fork")
    answer = context.Queue()
    child = context.Process(target=is_another, args=(database, store.connection(database), answer))
    child.start()
    assert answer.get(timeout=30)
    child.join(30)


def test_a_transaction_keeps_all_or_nothing(connection):
    def interrupted():
        with store.transaction(connection):
            units.add(connection, "江城水文局")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert units.all(connection) == []
    assert not connection.in_transaction
    with store.transaction(connection):
        units.add(connection, "江城水文局")
    assert [unit["name"] for unit in units.all(connection)] == ["江城水文局"]


def test_a_transaction_holds_the_write_lock_from_its_first_line(connection, database):
    other = store.connect(database)
    other.execute("PRAGMA busy_timeout = 0")
    with store.transaction(connection), pytest.raises(store.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_foreign_keys_are_enforced(connection):
    with pytest.raises(store.IntegrityError):
        units.add(connection, "江城水文局一室", parent_id=99)


def test_migrating_again_does_nothing(database):
    assert migrations.migrate(database) == []
    assert migrations.is_current(database)


def test_a_missing_database_is_not_current_and_is_not_made_by_asking(tmp_path):
    assert not migrations.is_current(tmp_path / "none.sqlite3")
    assert os.listdir(tmp_path) == []


def migrated(path, gate, answer):
    gate.wait(30)
    try:
        answer.put(migrations.migrate(path))
    except Exception as error:
        answer.put(repr(error))


def test_processes_that_migrate_at_once_apply_each_step_once(tmp_path):
    context = multiprocessing.get_context("spawn")
    gate, answer = context.Barrier(4), context.Queue()
    path = tmp_path / "collector.sqlite3"
    children = [context.Process(target=migrated, args=(path, gate, answer)) for _ in range(4)]
    for child in children:
        child.start()
    applied = [answer.get(timeout=60) for _ in children]
    for child in children:
        child.join(30)
    every_step = [step.name for step in migrations.steps._migrations]
    assert sorted(applied) == [[], [], [], every_step]
    assert migrations.is_current(path)


def test_a_step_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    path = tmp_path / "collector.sqlite3"
    monkeypatch.setattr(migrations.schema, "INDEXES", ("CREATE INDEX broken ON nowhere (id)",))
    with pytest.raises(store.OperationalError):
        migrations.migrate(path)
    connection = store.connect(path)
    assert store.rows(connection, "SELECT name FROM sqlite_master") == []
    connection.close()


def test_without_pysqlite3_the_sqlite_of_python_serves():
    script = (
        "import sys; sys.modules['pysqlite3'] = None\n"
        "from collector.store import database; print(database.sqlite3.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.stdout == "sqlite3\n"
