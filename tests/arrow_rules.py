"""The rules between rooms, read from the source by ast: who imports whom, and where SQL stands."""

import ast
import re

PACKAGE = "collector"
# room -> the other rooms it may import. Arrows point down; a room that is not here is a decision to make.
MAY = {
    "__init__": {"config", "web"},
    "__main__": {"cli"},
    "cli": {
        *("accounts", "catalogue", "compare", "comparisons", "config", "demo", "statement", "store", "word")
    },
    # The way of a statement is gone as the pages go it.
    "demo": {"accounts", "catalogue", "config", "create_app", "passwords", "statement", "store", "web"},
    "web": {
        *(
            "accounts",
            "catalogue",
            "compare",
            "comparisons",
            "config",
            "passwords",
            "roster_template",
            "rosters",
            "statement",
            "store",
        ),
        *("word", "workbooks"),
    },
    "comparisons": {"compare", "statement", "workbooks"},
    "rosters": {"accounts", "cells", "store", "workbooks"},
    "roster_template": {"accounts", "rosters", "workbooks"},
    "workbooks": {"cells", "word"},
    "cells": {"word"},
    "accounts": {"passwords", "statement", "store"},
    "catalogue": {"statement", "store", "word"},
    "statement": {"word"},
    "compare": {"statement"},
    "word": {"compare"},
    "store": set(),
    "config": set(),
    "passwords": set(),
}
# package of others -> the files or folders that may import it
ONLY = {
    "flask": {"__init__.py", "web/"},
    "flask_wtf": {"web/"},
    "werkzeug": {"web/", "passwords.py"},
    "wtforms": {"statement/forms.py", "web/sections.py"},
    # Tooling: the save path is bare SQL.
    "sqlite_utils": {"store/migrations.py"},
    "sqlite3": {"store/database.py"},
    "pysqlite3": {"store/database.py"},
    "docxtpl": {"word/"},
    "docx": {"word/"},
    "lxml": {"word/"},
    "click": {"cli/"},
    "openpyxl": {"workbooks.py"},
}
SQL = re.compile(
    r"^\s*(SELECT\s.+\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX"
    r"|TRIGGER|VIEW)\s|ALTER\s+TABLE\s|DROP\s+(TABLE|INDEX)\s|PRAGMA\s|BEGIN(\s+IMMEDIATE)?\s*$|COMMIT\s*$|VACUUM\b)",
    re.IGNORECASE | re.DOTALL,
)
CALLS = {"execute", "executemany", "executescript"}


def broken(package):
    """Everything below the folder `package` that breaks a rule."""
    found = []
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package).as_posix()
        room = place.partition("/")[0].removesuffix(".py")
        tree = ast.parse(path.read_text("utf-8"))
        for name in sorted(imported(tree, package, path)):
            found += [f"{place}: {fault}" for fault in import_faults(room, place, name)]
        if room != "store":
            found += [f"{place}:{line}: SQL outside store" for line in sql_lines(tree)]
    return found


def import_faults(room, place, name):
    """What is wrong with a file importing `name`: `collector.ROOM`, or somebody else's package."""
    package, _, other = name.partition(".")
    if package == PACKAGE:
        if room not in MAY:
            yield f"{room} is not on the list of rooms"
        elif other not in MAY[room] | {room}:
            yield f"{room} imports {other}"
    elif name in ONLY and not any(place == allowed or place.startswith(allowed) for allowed in ONLY[name]):
        yield f"only {', '.join(sorted(ONLY[name]))} may import {name}"


def imported(tree, package, path):
    """Our rooms and the packages of others that a module imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {room_of(each.name) for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = absolute(node, package, path)
            found |= {room_of(f"{base}.{each.name}") for each in node.names}
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__"):
            found |= {room_of(each.value) for each in node.args if isinstance(each, ast.Constant)}
    return found


def called(node):
    """The last word of what is called."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def absolute(node, package, path):
    """The full name of what `from … import` reads from."""
    if not node.level:
        return node.module or ""
    folder = [PACKAGE, *path.relative_to(package).parent.parts]
    return ".".join([*folder[: len(folder) - node.level + 1], *([node.module] if node.module else [])])


def room_of(name):
    """`collector.store` for collector.store.people, `flask` for flask.globals."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == PACKAGE else parts[0]


def sql_lines(tree):
    """The lines where a text reads like SQL, or a cursor is asked to execute something."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            if SQL.search(node.value):
                yield node.lineno
        elif isinstance(node, ast.Call) and called(node) in CALLS:
            yield node.lineno
