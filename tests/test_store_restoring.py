"""Restoring: only a sound backup of ours takes the place of the database, and the old one is kept."""

import shutil
from datetime import UTC, datetime

import pytest
from damaged_backups import DAMAGES, sealed
from test_store_migrations import OLD
from test_store_migrations import made as old_database
from test_writers import prepared

from collector.store import answers, audit, backups, files, migrations, sessions
from collector.store import database as store

AT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)


@pytest.fixture
def draft(connection):
    unit_id, person_id, statement_id = prepared(connection)
    answers.save(connection, unit_id, statement_id, {"a": "备份前"}, person_id)
    return unit_id, person_id, statement_id


@pytest.fixture
def made(draft, database, tmp_path):
    """A backup."""
    return backups.backup(database, tmp_path / "backups", AT)


@pytest.fixture
def target(tmp_path):
    return tmp_path / "new" / "var" / "collector.sqlite3"


def kept(path, draft):
    connection = store.connect(path)
    found = answers.values(connection, draft[0], draft[2])
    connection.close()
    return found


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_comes_back_in_an_empty_place(made, draft, target):
    restored = backups.restore(made, target)
    assert restored == (None, True, True)
    assert names(target.parent) == [target.name]
    assert target.stat().st_mode & 0o777 == 0o600
    assert target.parent.stat().st_mode & 0o777 == 0o700
    assert kept(target, draft) == {"a": "备份前"}


def test_nobody_is_signed_in_after_restoring_and_the_audit_says_so(
    connection, draft, database, tmp_path, target
):
    token = sessions.open(connection, draft[1])
    made = backups.backup(database, tmp_path, AT)
    backups.restore(made, target)
    assert sessions.person(connection, token)
    restored = store.connect(target)
    assert sessions.person(restored, token) is None
    line = store.row(restored, "SELECT action, subject FROM audit ORDER BY id DESC")
    assert tuple(line) == ("database_restored", made.name)
    restored.close()


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_backup_that_is_not_sound_is_refused_and_nothing_changes(made, draft, target, damage):
    backups.restore(made, target)
    before = target.read_bytes()
    damage(made)
    with pytest.raises(backups.Refused) as refused:
        backups.restore(made, target, replace=True)
    assert DAMAGES[damage] in str(refused.value)
    assert names(target.parent) == [target.name]
    assert target.read_bytes() == before


def test_an_existing_database_is_not_replaced_unless_asked(made, draft, database):
    store.close(database)
    before = database.read_bytes()
    with pytest.raises(backups.Refused, match="--replace"):
        backups.restore(made, database)
    assert database.read_bytes() == before


@pytest.mark.parametrize("is_affected", [False, True], ids=["wal", "rollback journal"])
def test_the_replaced_database_is_kept_whole_under_a_name_with_the_time(
    connection, made, draft, database, is_affected, monkeypatch
):
    store.close(database)
    monkeypatch.setattr(store, "is_affected", lambda: is_affected)
    later = store.connect(database)
    answers.save(later, draft[0], draft[2], {"a": "备份后"}, draft[1])
    later.close()
    restored = backups.restore(made, database, replace=True, now=AT)
    assert restored.replaced == database.with_name("collector-replaced-20261122-033000.sqlite3")
    assert restored.was_idle is not is_affected
    assert kept(restored.replaced, draft) == {"a": "备份后"}
    assert kept(database, draft) == {"a": "备份前"}
    again = backups.restore(made, database, replace=True, now=AT)
    assert again.was_idle is not is_affected
    assert again.replaced.name == "collector-replaced-20261122-033001.sqlite3"
    assert kept(restored.replaced, draft) == {"a": "备份后"}


@pytest.mark.skipif(store.is_affected(), reason="there is no such journal without WAL")
def test_what_a_killed_service_left_in_its_journal_is_kept_with_the_old_database(
    made, connection, draft, database, tmp_path
):
    killed = tmp_path / "killed" / "collector.sqlite3"
    killed.parent.mkdir()
    answers.save(connection, draft[0], draft[2], {"a": "在日志里"}, draft[1])
    for suffix in ("", "-wal"):
        shutil.copy(f"{database}{suffix}", f"{killed}{suffix}")
    restored = backups.restore(made, killed, replace=True, now=AT)
    assert names(killed.parent) == [restored.replaced.name, killed.name]
    assert kept(restored.replaced, draft) == {"a": "在日志里"}
    assert kept(killed, draft) == {"a": "备份前"}


@pytest.mark.parametrize("has_database", [True, False])
def test_journals_of_a_damaged_database_go_with_it_and_never_into_the_new_one(
    made, draft, target, has_database
):
    target.parent.mkdir(parents=True)
    left = ["-wal", "-shm", "-journal", *([""] if has_database else [])]
    for suffix in left:
        target.with_name(target.name + suffix).write_text(f"damaged{suffix}" * 100)
    restored = backups.restore(made, target, replace=True, now=AT)
    aside = "collector-replaced-20261122-033000.sqlite3"
    left.remove("-shm")
    assert names(target.parent) == sorted([target.name, *(aside + suffix for suffix in left)])
    assert (target.parent / f"{aside}-wal").read_text() == "damaged-wal" * 100
    assert kept(target, draft) == {"a": "备份前"}
    assert restored.replaced is not None


def test_a_leftover_of_shared_memory_is_dropped(made, draft, database, connection, monkeypatch):
    store.close(database)
    monkeypatch.setattr(store, "is_affected", lambda: True)
    store.connect(database).close()
    database.with_name(f"{database.name}-shm").write_text("old")
    restored = backups.restore(made, database, replace=True, now=AT)
    assert {restored.replaced.name, database.name, "backups"} == set(names(database.parent))


@pytest.mark.skipif(store.is_affected(), reason="without WAL an idle connection holds no lock")
def test_a_database_that_somebody_has_open_is_not_replaced(made, draft, database, connection):
    answers.all(connection, draft[0], draft[2])
    before = names(database.parent)
    with pytest.raises(backups.Refused, match="正在使用，请先停止服务"):
        backups.restore(made, database, replace=True)
    assert names(database.parent) == before
    answers.save(connection, draft[0], draft[2], {"a": "还在写"}, draft[1])
    assert kept(database, draft) == {"a": "还在写"}


def test_a_database_in_the_middle_of_a_write_is_not_replaced_without_wal_either(
    made, draft, database, monkeypatch
):
    store.close(database)
    monkeypatch.setattr(store, "is_affected", lambda: True)
    other = store.connect(database)
    with store.transaction(other), pytest.raises(backups.Refused, match="正在使用"):
        backups.restore(made, database, replace=True)
    other.close()


def test_a_backup_of_an_older_version_is_restored_and_then_migrated(tmp_path, target):
    old = tmp_path / "collector-20261122-033000.sqlite3"
    old_database(tmp_path, "database-a.sql").rename(old)
    assert not backups.restore(sealed(old), target).is_current
    assert migrations.migrate(target) == OLD["database-a.sql"]
    connection = store.connect(target)
    assert answers.values(connection, 1, 7) == {"head_count": "11"}
    assert audit.newest(connection, 1)
    connection.close()


def test_what_a_killed_restoring_left_is_removed_by_the_next(made, target):
    target.parent.mkdir(parents=True)
    for end in ("part", "part-journal", "part-wal"):
        (target.parent / f".collector.sqlite3.7.{end}").write_text("x")
    backups.restore(made, target)
    assert names(target.parent) == [target.name]


def test_a_link_stays_a_link_and_the_database_behind_it_is_restored(made, draft, target, tmp_path):
    target.parent.mkdir(parents=True)
    link = tmp_path / "link.sqlite3"
    link.symlink_to(target)
    backups.restore(made, link)
    assert link.is_symlink()
    assert kept(target, draft) == {"a": "备份前"}


def test_a_place_that_cannot_be_written_is_told(made, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(backups.Refused, match=r"没有恢复，写不进 .*：它不是文件夹"):
        backups.restore(made, tmp_path / "file" / "collector.sqlite3")


def test_two_restorings_do_not_disturb_each_other(made, target):
    target.parent.mkdir(parents=True)
    with files.alone(target.parent), pytest.raises(backups.Refused, match="正在备份或恢复"):
        backups.restore(made, target)
