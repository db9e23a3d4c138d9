import shutil

import pytest
from sample_definitions import SAMPLES, kinds

from collector import catalogue, config, create_app
from collector.statement.mistakes import DefinitionError
from collector.store import database as store
from collector.store import definitions, migrations
from collector.word import official


@pytest.fixture
def folder(tmp_path):
    """A database with the sample, beside editable copies of its files."""
    kinds(tmp_path / "collector.sqlite3", tmp_path)
    shutil.copytree(SAMPLES / "kinds", tmp_path / "forms" / "kinds")
    return tmp_path


@pytest.fixture
def connection(folder):
    path = folder / "collector.sqlite3"
    yield store.connection(path)
    store.close(path)


def change(folder, file="first.toml", old='label = "年度"', new='label = "年份"'):
    path = folder / "forms" / "kinds" / file
    source = path.read_text("utf-8")
    assert old in source
    path.write_text(source.replace(old, new), "utf-8")


def load(connection, folder):
    return catalogue.load_forms(connection, folder / "forms", folder)


def start(folder):
    return create_app(config.Settings(database=folder / "collector.sqlite3", secret_key="x" * 40))


def test_a_definition_that_is_known_is_not_loaded_again(connection, folder):
    assert load(connection, folder) == []
    assert len(definitions.all(connection)) == 1


def test_a_changed_definition_becomes_the_latest_and_the_old_one_stays(connection, folder):
    change(folder)
    assert load(connection, folder) == ["kinds"]
    found = catalogue.Catalogue()
    latest_id, latest = found.latest(connection)["kinds"]
    assert latest.questions["year"].label == "年份"
    assert found.definition(connection, 1).questions["year"].label == "年度"
    assert latest_id == 2


def test_going_back_to_an_older_file_does_not_undo_the_newer_version(connection, folder):
    change(folder)
    load(connection, folder)
    change(folder, old='label = "年份"', new='label = "年度"')
    assert load(connection, folder) == []


def test_a_changed_template_is_a_new_version(connection, folder):
    source = (SAMPLES / "kinds.txt").read_text("utf-8").replace("文字：", "内容：")
    (folder / "kinds.docx").write_bytes(official.build(source))
    assert load(connection, folder) == ["kinds"]


def test_a_broken_definition_is_not_loaded_and_says_why(connection, folder):
    change(folder, new='lable = "年度"')
    with pytest.raises(DefinitionError, match=r"first\.toml.*year.*lable"):
        load(connection, folder)
    assert len(definitions.all(connection)) == 1
    assert not connection.in_transaction


def test_a_definition_and_its_template_are_read_once(connection, folder):
    found = catalogue.Catalogue()
    definition = found.definition(connection, 1)
    assert found.definition(connection, 1) is definition
    assert found.template(definition) is found.template(definition)


def test_a_definition_that_is_not_there_is_named(connection):
    with pytest.raises(LookupError, match="99"):
        catalogue.Catalogue().definition(connection, 99)


def test_the_service_does_not_start_with_a_broken_definition(connection, folder):
    connection.execute("UPDATE definitions SET sources = replace(sources, 'integer', 'integre')")
    with pytest.raises(DefinitionError, match=r"first\.toml，问题 year，键 type：没有“integre”这种类型"):
        start(folder)


def test_the_service_does_not_start_with_a_broken_template(connection, folder):
    connection.execute("UPDATE definitions SET template = ?", (b"not a Word file",))
    with pytest.raises(DefinitionError, match=r"kinds\.docx"):
        start(folder)


def test_the_service_does_not_start_without_a_migrated_database(tmp_path):
    with pytest.raises(catalogue.NotMigrated, match="collector migrate"):
        create_app(config.Settings(database=tmp_path / "none.sqlite3", secret_key="x" * 40))
    assert not (tmp_path / "none.sqlite3").exists()


def test_the_service_starts_on_a_migrated_database_without_any_definition(tmp_path):
    path = tmp_path / "collector.sqlite3"
    migrations.migrate(path)
    assert create_app(config.Settings(database=path, secret_key="x" * 40))


def test_a_database_that_a_newer_program_has_changed_is_not_started_on(folder, connection):
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('collector', 'x', '2027')"
    )
    with pytest.raises(catalogue.NotMigrated, match="更新的程序"):
        start(folder)
