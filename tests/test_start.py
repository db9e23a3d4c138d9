"""The service told to start on what it can't serve: one plain message, and it stops."""

from sample_definitions import kinds
from test_gunicorn import refusal

from collector.store import database as store


def test_without_a_migrated_database_it_says_what_to_run(tmp_path):
    refused = refusal("wsgi:app", COLLECTOR_DATABASE=str(tmp_path / "none.sqlite3"), PORT="0")
    assert refused.returncode == 1
    assert "请先运行 collector migrate" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_broken_definition_stops_the_start_with_its_file_question_and_key(tmp_path):
    path = tmp_path / "collector.sqlite3"
    kinds(path, tmp_path)
    connection = store.connect(path)
    connection.execute("UPDATE definitions SET sources = replace(sources, 'integer', 'integre')")
    connection.close()
    refused = refusal("wsgi:app", COLLECTOR_DATABASE=str(path), PORT="0")
    assert refused.returncode == 1
    assert "报告类型 kinds 有错，服务没有启动" in refused.stderr
    assert "first.toml，问题 year，键 type：没有“integre”这种类型" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "Listening at" not in refused.stderr
