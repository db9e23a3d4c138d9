"""A process killed in the middle of its saves: every save it had acknowledged is there."""

import os
import signal
import subprocess
import sys
import time

import pytest
from test_writers import prepared

from collector.config import ROOT
from collector.store import answers
from collector.store import database as store

# Saves for ever and says each time, once it is committed, how far it has got.
WRITER = """
import sys
from collector.store import answers, database
if sys.argv.pop(1) == "True":
    database.is_affected = lambda: True
path, unit_id, person_id, statement_id, first = sys.argv[1], *map(int, sys.argv[2:])
connection = database.connection(path)
turn = first
while True:
    turn += 1
    with database.transaction(connection):
        changes = {f"answer_{n}": [turn, "正文" * 2000] for n in range(10)}
        answers.save(connection, unit_id, statement_id, changes, person_id)
    print(turn, flush=True)
"""
ROUNDS = 8


def acknowledged_before_kill(path, draft, is_affected, first, seconds):
    """Let a process save for a moment, kill it with SIGKILL, and return the last save it acknowledged."""
    arguments = [sys.executable, "-c", WRITER, str(is_affected), str(path), *map(str, draft), str(first)]
    child = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert child.stdout.readline() == f"{first + 1}\n"
        time.sleep(seconds)
    finally:
        os.kill(child.pid, signal.SIGKILL)
        rest = child.communicate(timeout=60)[0]
    whole_lines = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return int(whole_lines[-1]) if whole_lines else first + 1


@pytest.mark.parametrize("is_affected", [False, True], ids=["wal", "rollback journal"])
def test_a_kill_in_the_middle_of_saves_loses_no_acknowledged_one(
    connection, database, is_affected, monkeypatch
):
    unit_id, person_id, statement_id = prepared(connection)
    draft = unit_id, person_id, statement_id
    store.close(database)
    monkeypatch.setattr(store, "is_affected", lambda: is_affected)
    last = 0
    for turn in range(ROUNDS):
        acknowledged = acknowledged_before_kill(database, draft, is_affected, last, 0.02 + 0.013 * turn)
        reopened = store.connect(database)
        kept = answers.values(reopened, unit_id, statement_id)
        assert store.rows(reopened, "PRAGMA integrity_check")[0][0] == "ok"
        reopened.close()
        turns = {value[0] for value in kept.values()}
        assert len(kept) == 10
        assert len(turns) == 1, "a save was kept in part"
        last = turns.pop()
        # The save after the last acknowledged one may have been committed and not yet announced.
        assert last in (acknowledged, acknowledged + 1)
    assert last > ROUNDS
