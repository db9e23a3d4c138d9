"""A command line on a database of its own."""

import pytest
import sample_answers
from answer_files import saved
from click.testing import CliRunner
from sample_definitions import SAMPLES

from collector import cli
from collector.store import database as store
from collector.word import official


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command on a database of its own: `run("fill", …)` gives exit code, output and errors."""
    monkeypatch.setenv("COLLECTOR_DATABASE", str(tmp_path / "var" / "collector.sqlite3"))
    monkeypatch.setenv("COLLECTOR_SECRET_KEY", "x" * 40)
    yield lambda *arguments, **options: CliRunner().invoke(
        cli.main, [str(each) for each in arguments], **options
    )
    for path in (tmp_path / "var").glob("*.sqlite3"):
        store.close(path)


@pytest.fixture
def migrated(run, tmp_path):
    """The connection to a database that `collector migrate` made."""
    assert run("migrate").exit_code == 0
    return store.connection(tmp_path / "var" / "collector.sqlite3")


@pytest.fixture
def sample(tmp_path, monkeypatch):
    """forms/ and doc_templates/ with one small definition, free to be changed."""
    source = (SAMPLES / "kinds.txt").read_text("utf-8")
    (tmp_path / "kinds.docx").write_bytes(official.build(source))
    (tmp_path / "kinds.txt").write_text(source, "utf-8")
    (tmp_path / "forms" / "kinds").mkdir(parents=True)
    for path in (SAMPLES / "kinds").glob("*.toml"):
        (tmp_path / "forms" / "kinds" / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(cli.common, "FORMS", tmp_path / "forms")
    monkeypatch.setattr(cli.common, "TEMPLATES", tmp_path)
    return tmp_path


@pytest.fixture
def old(tmp_path):
    return saved(tmp_path / "去年.json", sample_answers.complete(2025))


@pytest.fixture
def new(tmp_path):
    return saved(tmp_path / "今年.json", sample_answers.complete(2026))
