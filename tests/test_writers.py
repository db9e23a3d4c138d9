"""Several processes saving drafts at once: nothing is lost and nobody meets a lock."""

import multiprocessing

import pytest

from collector.store import answers, definitions, people, statements, units
from collector.store import database as store

PROCESSES = 4
SAVES = 100


def prepared(connection):
    """A unit, its official and a draft: (unit_id, person_id, statement_id)."""
    with store.transaction(connection):
        unit_id = units.add(connection, "江城水文局")
        person_id = people.add(connection, unit_id, account="chen", name="陈远山", password_hash="x")
        definition_id = definitions.add(
            connection, name="integrity", hash="h", title="报告", sources={}, template=b""
        )
        statement_id = statements.create(
            connection,
            unit_id,
            person_id,
            definition_id=definition_id,
            definition_name="integrity",
            year=2026,
            period="year",
        )
    return unit_id, person_id, statement_id


def save_drafts(path, draft, me, gate, outcome):
    unit_id, person_id, statement_id = draft
    connection = store.connection(path)
    gate.wait(60)
    saved = 0
    try:
        for turn in range(SAVES):
            with store.transaction(connection):
                # Reads before it writes, as a save does: after a plain BEGIN this meets lock errors.
                kept = answers.all(connection, unit_id, statement_id).get("shared")
                total = 0 if kept is None else kept.value
                changes = {"shared": total + 1, f"own_{me}": f"第{turn}次", f"own_{me}_{turn}": str(turn)}
                answers.save(connection, unit_id, statement_id, changes, person_id)
                statements.set_counts(
                    connection, unit_id, statement_id, missing=turn, findings=0, person_id=person_id
                )
            saved += 1
        outcome.put(saved)
    except store.Error as error:
        outcome.put(repr(error))


@pytest.fixture
def outcomes(connection, database):
    """What each process says: how many saves it made, or the error it met."""
    draft = prepared(connection)
    context = multiprocessing.get_context("spawn")
    gate, outcome = context.Barrier(PROCESSES), context.Queue()
    children = [
        context.Process(target=save_drafts, args=(database, draft, me, gate, outcome))
        for me in range(PROCESSES)
    ]
    for child in children:
        child.start()
    said = [outcome.get(timeout=180) for _ in children]
    for child in children:
        child.join(60)
    return draft, said


def test_processes_that_save_at_once_lose_nothing_and_meet_no_lock(connection, outcomes):
    (unit_id, _, statement_id), said = outcomes
    assert said == [SAVES] * PROCESSES
    kept = answers.all(connection, unit_id, statement_id)
    assert kept["shared"][:2] == (PROCESSES * SAVES, PROCESSES * SAVES)
    for me in range(PROCESSES):
        assert kept[f"own_{me}"][:2] == (f"第{SAVES - 1}次", SAVES)
        assert [kept[f"own_{me}_{turn}"].value for turn in range(SAVES)] == [str(n) for n in range(SAVES)]
    assert store.rows(connection, "PRAGMA integrity_check")[0][0] == "ok"
