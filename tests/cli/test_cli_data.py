"""Backup and restore as an administrator does them, up to the drill that shows a statement."""

import dataclasses
import re

import pytest
from section_filling import HEADER
from web_fixtures import Client, words

from collector import create_app
from collector.store import audit, people, units
from collector.store import database as store


@pytest.fixture
def backup_file(run, migrated, tmp_path):
    units.add(migrated, "江城市水文局")
    said = run("backup", tmp_path / "backups").output
    return re.search(r"已备份到 (\S+\.sqlite3)（[\d.]+ MB）\n", said)[1]


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """The database's place from now on: an empty folder."""
    path = tmp_path / "elsewhere" / "collector.sqlite3"
    monkeypatch.setenv("COLLECTOR_DATABASE", str(path))
    yield path
    store.close(path)


def test_a_backup_is_restored_into_an_empty_folder(run, backup_file, elsewhere):
    done = run("restore", backup_file)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.output == f"已用 {backup_file} 恢复数据库 {elsewhere}\n"
    assert [row["name"] for row in units.all(store.connection(elsewhere))] == ["江城市水文局"]


def test_an_existing_database_is_replaced_only_when_asked_and_named(run, backup_file, tmp_path):
    store.close(tmp_path / "var" / "collector.sqlite3")
    refused = run("restore", backup_file)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Error: 已经有数据库")
    assert "--replace" in refused.stderr
    done = run("restore", backup_file, "--replace")
    assert done.exit_code == 0
    kept = re.search(r"原来的数据库改名为 (\S+)\n", done.output)[1]
    assert re.search(r"/var/collector-replaced-\d{8}-\d{6}\.sqlite3$", kept)


def test_only_the_newest_are_kept_when_asked(run, backup_file, tmp_path):
    assert run("backup", tmp_path / "backups", "--keep", "1").exit_code == 0
    assert len(list((tmp_path / "backups").iterdir())) == 2
    assert run("backup", tmp_path / "backups", "--keep", "0").exit_code == 2


def test_what_cannot_be_done_is_told_with_exit_code_1(run, migrated, tmp_path):
    (tmp_path / "file").write_text("x")
    for command, said in (
        (("backup", tmp_path / "file"), f"Error: 备份没有做成，写不进 {tmp_path}/file：它不是文件夹\n"),
        (("restore", tmp_path / "none.sqlite3"), f"Error: 没有备份文件 {tmp_path}/none.sqlite3\n"),
    ):
        done = run(*command)
        assert (done.exit_code, done.stdout, done.stderr) == (1, "", said)


def test_a_missing_database_is_not_backed_up_and_not_made(run, tmp_path):
    done = run("backup", tmp_path / "backups")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"Error: 没有数据库 {tmp_path}/var/collector.sqlite3\n"
    assert not (tmp_path / "var").exists()


def test_the_drill_the_restored_service_shows_the_statement(
    run, official, statement, settings, db, tmp_path, monkeypatch
):
    official.post(f"{statement}/header", HEADER)
    monkeypatch.setenv("COLLECTOR_DATABASE", str(settings.database))
    assert run("backup", tmp_path / "backups").exit_code == 0
    (made,) = (tmp_path / "backups").glob("*.sqlite3")
    restored = tmp_path / "drill" / "collector.sqlite3"
    monkeypatch.setenv("COLLECTOR_DATABASE", str(restored))
    assert run("restore", made).exit_code == 0
    service = create_app(dataclasses.replace(settings, database=restored))
    again = Client(service)
    connection = store.connection(restored)
    again.sign_in(people.by_account(connection, "chenyuanshan")["id"])
    assert "2026" in words(again.get(statement))
    assert HEADER["position"] in again.get(f"{statement}/header").text
    assert again.get(f"{statement}/draft.docx").data.startswith(b"PK")
    assert (
        store.row(connection, "SELECT subject FROM audit WHERE action = 'database_restored'")[0] == made.name
    )
    assert audit.newest(connection, 1)
    store.close(restored)
