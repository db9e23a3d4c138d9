from pathlib import Path

import arrow_rules
import pytest

import collector

PACKAGE = Path(collector.__file__).parent

# file, what it says, what must be found
PLANTED = {
    "statement imports web": ("statement/x.py", "from collector.web import current", "statement imports web"),
    "statement imports store": ("statement/x.py", "from collector import store", "statement imports store"),
    "statement imports flask": ("statement/x.py", "from flask import g", "may import flask"),
    "word imports statement": ("word/x.py", "import collector.statement.answers", "word imports statement"),
    "word imports it late": ("word/x.py", "def f():\n    from collector import web", "word imports web"),
    "word imports it by name": (
        "word/x.py",
        "import importlib\nimportlib.import_module('flask')",
        "may import flask",
    ),
    "word imports a neighbour": ("word/x.py", "from ..statement import answers", "word imports statement"),
    "compare imports store": ("compare/x.py", "import collector.store", "compare imports store"),
    "store imports statement": (
        "store/x.py",
        "from collector.statement import states",
        "store imports statement",
    ),
    "store imports passwords": ("store/x.py", "from .. import passwords", "store imports passwords"),
    "the command line imports web": ("cli/x.py", "from collector.web import current", "cli imports web"),
    "web imports sqlite-utils": ("web/x.py", "import sqlite_utils", "may import sqlite_utils"),
    "web imports the command line": ("web/x.py", "from collector import cli", "web imports cli"),
    "a room nobody decided on": ("extra/x.py", "from collector import store", "not on the list of rooms"),
    "wtforms elsewhere": ("web/x.py", "import wtforms", "only statement/forms.py"),
    "flask at the top": ("catalogue.py", "import flask", "may import flask"),
    "docxtpl outside word": ("web/x.py", "from docxtpl import DocxTemplate", "only word/ may import docxtpl"),
    "a query in web": ("web/x.py", "sql = 'SELECT id FROM people'", "web/x.py:1: SQL"),
    "a query over lines": ("web/x.py", "sql = '''\n  select id,\n  name\n  from people'''", "SQL"),
    "a query in pieces": ("statement/x.py", "sql = 'UPDATE people SET ' + what", "SQL"),
    "a query in an f-string": ("cli/x.py", "sql = f'DELETE FROM {table}'", "SQL"),
    "an execute": ("catalogue.py", "connection.execute(text)", "SQL"),
    "a pragma": ("web/x.py", "sql = 'PRAGMA journal_mode'", "SQL"),
}


def broken(package, file, source):
    """What is wrong with a package of that one file."""
    path = package / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(source, "utf-8")
    return arrow_rules.broken(package)


def test_no_room_imports_what_it_must_not_and_sql_stands_in_store():
    assert arrow_rules.broken(PACKAGE) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_arrow_is_found(tmp_path, name):
    file, source, expected = PLANTED[name]
    (found,) = broken(tmp_path, file, source)[:1]
    assert expected in found


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("statement/x.py", "from collector.word import text"),
        ("web/x.py", "from collector.store import people\nfrom collector.statement import answers"),
        ("store/x.py", "sql = 'SELECT id FROM people'\nconnection.execute(sql)"),
        ("word/x.py", "from . import package"),
        ("web/x.py", '"""Update the list, select a row from it."""\nmessage = "Update the list."'),
        ("cli/x.py", "from collector import accounts, catalogue"),
    ],
)
def test_an_arrow_that_points_down_is_left_alone(tmp_path, file, source):
    assert broken(tmp_path, file, source) == []
