"""Backups made while the database is in use: whole, or not there at all."""

import hashlib
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from test_writers import prepared

from collector.config import ROOT
from collector.store import answers, backups, files
from collector.store import database as store

AT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
WRITERS = 3
TURNS = 3


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "backups"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def sound(path):
    """Whether a backup is what its checksum says and whole inside."""
    told, name = path.with_name(f"{path.name}.sha256").read_text().split()
    connection = store.read_only(path)
    checked = store.rows(connection, "PRAGMA integrity_check")[0][0]
    connection.close()
    return (told, name, checked) == (hashlib.sha256(path.read_bytes()).hexdigest(), path.name, "ok")


def test_a_backup_is_named_by_its_time_and_for_its_user_only(connection, database, folder):
    made = backups.backup(database, folder, AT)
    assert made == folder / "collector-20261122-033000.sqlite3"
    assert sound(made)
    assert names(folder) == [made.name, f"{made.name}.sha256"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_second_backup_of_the_same_second_replaces_none(connection, database, folder):
    made = [backups.backup(database, folder, AT) for _ in range(3)]
    assert [path.name[-10:] for path in made] == ["00.sqlite3", "01.sqlite3", "02.sqlite3"]
    assert all(sound(path) for path in made)


def test_only_as_many_backups_stay_as_asked_and_nothing_else_goes(connection, database, folder):
    for day in range(4):
        backups.backup(database, folder, AT + timedelta(days=day))
    others = [
        "collector-20261122-033000.sqlite3.old",
        "collector-replaced-20261122-033000.sqlite3",
        "notes.txt",
    ]
    for name in others:
        (folder / name).write_text("x")
    made = backups.backup(database, folder, AT + timedelta(days=4), keep=2)
    kept = ["collector-20261125-033000.sqlite3", made.name]
    assert names(folder) == sorted([*kept, *(f"{name}.sha256" for name in kept), *others])


def test_a_clock_set_back_does_not_cost_the_backup_just_made(connection, database, folder):
    backups.backup(database, folder, AT)
    made = backups.backup(database, folder, AT - timedelta(days=365), keep=1)
    assert names(folder) == [made.name, f"{made.name}.sha256"]


def save_for_ever(path, draft, me, acknowledged, gate, is_over):
    unit_id, person_id, statement_id = draft
    connection = store.connection(path)
    gate.wait(60)
    turn = 0
    while not is_over.is_set() and turn < 20_000:
        turn += 1
        with store.transaction(connection):
            answers.save(connection, unit_id, statement_id, {f"own_{me}": [turn, "正文" * 500]}, person_id)
        acknowledged[me] = turn


@pytest.fixture
def writers(connection, database):
    """A draft, and how many saves of each process were acknowledged so far."""
    draft = prepared(connection)
    context = multiprocessing.get_context("spawn")
    acknowledged, gate, is_over = context.Array("q", WRITERS), context.Barrier(WRITERS + 1), context.Event()
    children = [
        context.Process(target=save_for_ever, args=(database, draft, me, acknowledged, gate, is_over))
        for me in range(WRITERS)
    ]
    for child in children:
        child.start()
    gate.wait(60)
    yield draft, acknowledged
    is_over.set()
    for child in children:
        child.join(60)


def test_a_backup_made_while_others_write_has_every_save_acknowledged_before(
    writers, database, folder, tmp_path
):
    (unit_id, _, statement_id), acknowledged = writers
    for turn in range(TURNS):
        while min(acknowledged) < 8 * (turn + 1):
            time.sleep(0.01)
        before = list(acknowledged)
        made = backups.backup(database, folder, AT)
        after = list(acknowledged)
        target = tmp_path / f"restored-{turn}" / "collector.sqlite3"
        backups.restore(made, target)
        connection = store.connect(target)
        kept = answers.values(connection, unit_id, statement_id)
        connection.close()
        turns = [kept[f"own_{me}"][0] for me in range(WRITERS)]
        # One more may have been committed and not yet announced.
        assert all(low <= found <= high + 1 for low, found, high in zip(before, turns, after, strict=True))
    assert sum(acknowledged) > sum(before), "the writers were at work until the end"


BACKUP = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from collector.store import backups
backups.backup(Path(sys.argv[1]), Path(sys.argv[2]), datetime(2026, 11, 22, tzinfo=UTC))
"""


def in_a_process(database, folder, **options):
    command = [sys.executable, "-c", BACKUP, str(database), str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, **options)


@pytest.fixture
def large(connection, database):
    """A database of some size, so that copying takes a while."""
    unit_id, person_id, statement_id = prepared(connection)
    with store.transaction(connection):
        changes = {f"answer_{n}": os.urandom(20_000).hex() for n in range(600)}
        answers.save(connection, unit_id, statement_id, changes, person_id)
    return database


@pytest.mark.parametrize("delay", [0, 0.005, 0.02, 0.05])
def test_a_killed_backup_leaves_nothing_that_looks_like_one(large, folder, delay):
    child = in_a_process(large, folder)
    try:
        while not (folder.exists() and any(folder.glob(".*.part"))):
            assert child.poll() is None
            time.sleep(0.001)
        time.sleep(delay)
    finally:
        child.kill()
        child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL, "the backup was done before it was killed"
    assert list(folder.glob("collector-*.sqlite3")) == []
    assert any(folder.glob(".*.part"))
    made = backups.backup(large, folder, AT)
    assert names(folder) == [made.name, f"{made.name}.sha256"]


def test_what_a_kill_between_the_two_renames_leaves_is_removed_by_the_next_backup(
    connection, database, folder
):
    folder.mkdir()
    (folder / "collector-20261121-033000.sqlite3.sha256").write_text("x")
    (folder / ".collector-20261121-033000.sqlite3.7.part").write_text("x")
    (folder / ".collector-20261121-033000.sqlite3.7.part-journal").write_text("x")
    (folder / "other.sqlite3.sha256").write_text("x")
    made = backups.backup(database, folder, AT)
    assert names(folder) == [made.name, f"{made.name}.sha256", "other.sqlite3.sha256"]


def test_a_backup_whose_checksum_cannot_be_written_is_none(connection, database, folder):
    in_the_way = folder / "collector-20261122-033000.sqlite3.sha256"
    in_the_way.mkdir(parents=True)
    with pytest.raises(backups.Refused, match="那里有一个同名的文件夹"):
        backups.backup(database, folder, AT)
    assert names(folder) == [in_the_way.name]


def test_a_disk_that_takes_no_more_is_told_and_nothing_is_left(large, folder):
    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    child = in_a_process(large, folder, preexec_fn=limited)
    said = child.communicate(timeout=60)[1]
    assert "Refused: 备份没有做成：" in said
    assert names(folder) == []


@pytest.mark.parametrize("place", ["file", "file/below", "/dev/null/x"])
def test_a_folder_that_cannot_be_written_is_told(connection, database, tmp_path, place):
    (tmp_path / "file").write_text("x")
    with pytest.raises(backups.Refused, match=r"备份没有做成，写不进 .*：它不是文件夹"):
        backups.backup(database, tmp_path / place, AT)


def test_two_backups_into_one_folder_do_not_disturb_each_other(connection, database, folder):
    folder.mkdir()
    with files.alone(folder), pytest.raises(backups.Refused, match="另一次备份正在写入"):
        backups.backup(database, folder, AT)
    assert sound(backups.backup(database, folder, AT))


def test_what_is_no_database_of_ours_is_not_backed_up(tmp_path, folder):
    missing, text, foreign = (
        tmp_path / "none.sqlite3",
        tmp_path / "text.sqlite3",
        tmp_path / "foreign.sqlite3",
    )
    text.write_text("not a database" * 100)
    connection = store.connect(foreign)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    for source, said in {missing: "没有数据库", text: "备份没有做成", foreign: "不是本系统的数据库"}.items():
        with pytest.raises(backups.Refused, match=said):
            backups.backup(source, folder, AT)
    assert not missing.exists()
    assert names(folder) == []
