"""Databases with the small definitions of samples/."""

from pathlib import Path

from collector import catalogue
from collector.store import database as store
from collector.store import migrations
from collector.word import official

SAMPLES = Path(__file__).parent / "samples"


def kinds(path, folder):
    """Make the database at `path` with the definition `kinds`, its template built into `folder`."""
    migrations.migrate(path)
    (folder / "kinds.docx").write_bytes(official.build((SAMPLES / "kinds.txt").read_text("utf-8")))
    connection = store.connect(path)
    catalogue.load_forms(connection, SAMPLES, folder)
    connection.close()
