"""The steps of a statement: each a change of state with its revision, or nothing at all."""

from datetime import UTC, datetime

import pytest
from test_writers import prepared

from collector.statement import workflow
from collector.store import answers, people, remarks, revisions, statements, steps
from collector.store import database as store

FIRST = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
SECOND = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
COUNTED = {"doubts": 2, "own_share": 31, "copied_share": 7}


@pytest.fixture
def draft(connection):
    """(connection, unit_id, statement_id) of a statement with an answer, and its author."""
    unit_id, person_id, statement_id = prepared(connection)
    where = connection, unit_id, statement_id
    answers.save(*where, {"head_count": "12"}, person_id)
    return where, person_id


@pytest.fixture
def zhou(draft):
    """Who reviews it."""
    connection, unit_id, _ = draft[0]
    return people.add(connection, unit_id, account="zhou", name="周清", password_hash="x")


def row(where):
    return dict(statements.one(*where))


def everything(where):
    return row(where), [dict(each) for each in revisions.all(*where)]


def put(where, state, *, is_opened=False):
    """Let the statement stand somewhere, however it came there."""
    opened = "2026-11-22T04:00:00.000000Z" if is_opened else None
    where[0].execute("UPDATE statements SET state = ?, opened_at = ? WHERE id = ?", (state, opened, where[2]))


def take(where, step, person_id, to=None, now=None):
    with store.transaction(where[0]):
        return steps.take(
            *where,
            cause=step.cause,
            states=step.states,
            to=to or step.to or "draft",
            person_id=person_id,
            opened=step.opened,
            now=now,
        )


def submit(where, person_id, now=None):
    with store.transaction(where[0]):
        number = steps.take(
            *where,
            cause="submitted",
            states=workflow.WRITING,
            to="submitted",
            person_id=person_id,
            now=now,
        )
        steps.submitted(*where, revision=number, **COUNTED, now=now)
    return number


def give_back(where, person_id):
    revision = row(where)["submitted_revision"]
    with store.transaction(where[0]):
        steps.open_review(*where, person_id)
        steps.take(*where, cause="returned", states=["submitted"], to="returned", person_id=person_id)
        return_id = remarks.add_return(
            *where, revision=revision, kind="return", reason="", person_id=person_id
        )
        remarks.send(*where, person_id, {"head_count": "请核对"}, return_id=return_id)
    return return_id


# Opening a review cuts no revision.
TAKEN = [step for step in workflow.STEPS.values() if step.name != "open"]
PLACES = [(state, is_opened) for state in workflow.STATES for is_opened in (False, True)]


@pytest.mark.parametrize("step", TAKEN, ids=lambda step: step.name)
@pytest.mark.parametrize(("state", "is_opened"), PLACES)
def test_a_step_is_taken_from_its_states_alone_and_cuts_one_revision(draft, step, state, is_opened):
    where, chen = draft
    put(where, state, is_opened=is_opened)
    before = everything(where)
    if step.leads_from(state, is_opened=is_opened):
        assert take(where, step, chen) == 1
        (revision,) = revisions.all(*where)
        assert (revision["cause"], revision["saved_by"]) == (step.cause, chen)
        assert row(where)["state"] == (step.to or "draft")
        assert revisions.one(*where, 1)["values"] == {"head_count": "12"}
    else:
        with pytest.raises(steps.OutOfStep):
            take(where, step, chen)
        assert everything(where) == before


def test_a_step_cuts_a_revision_also_where_no_answer_changed(draft):
    where, chen = draft
    assert revisions.cut(*where, "saved", chen) == 1
    assert submit(where, chen) == 2


def test_a_step_on_a_discarded_statement_or_in_another_unit_is_out_of_step(draft):
    where, chen = draft
    connection, unit_id, statement_id = where
    with pytest.raises(steps.OutOfStep):
        take((connection, unit_id + 1, statement_id), workflow.STEPS["submit"], chen)
    statements.discard(*where)
    with pytest.raises(steps.OutOfStep):
        take(where, workflow.STEPS["submit"], chen)
    assert len(revisions.all(*where)) == 0


def test_a_step_whose_revision_fails_changes_no_state(draft):
    where, chen = draft
    with pytest.raises(store.IntegrityError), store.transaction(where[0]):
        steps.take(*where, cause="submitted", states=["draft"], to="submitted", person_id=chen + 99)
    assert row(where)["state"] == "draft"
    assert revisions.all(*where) == []


def test_a_submission_keeps_what_was_counted_and_begins_its_review_anew(draft, zhou):
    where, chen = draft
    number = submit(where, chen, FIRST)
    kept = row(where)
    assert {name: kept[name] for name in COUNTED} == COUNTED
    assert (kept["submitted_revision"], kept["submissions"], kept["stage"]) == (number, 1, 1)
    assert kept["submitted_at"] == "2026-11-22T04:00:00.000000Z"
    assert steps.open_review(*where, zhou)
    steps.passed(*where, zhou)
    return_id = give_back(where, zhou)
    assert (row(where)["return_id"], row(where)["stage"]) == (return_id, 0)
    again = submit(where, chen, SECOND)
    kept = row(where)
    assert (kept["submitted_revision"], kept["submissions"], kept["stage"]) == (again, 2, 1)
    assert kept["opened_at"] is kept["opened_by"] is kept["passed_by"] is None
    assert kept["return_id"] == return_id, "what was asked for stays in force until the next return"


def test_a_first_submission_taken_back_was_never_made(draft):
    where, chen = draft
    submit(where, chen)
    with store.transaction(where[0]):
        steps.withdrawn(*where)
    kept = row(where)
    assert (kept["submissions"], kept["stage"]) == (0, 0)
    assert kept["submitted_revision"] is kept["submitted_at"] is None
    assert [each["cause"] for each in revisions.all(*where)] == ["submitted"]


def test_a_second_submission_taken_back_leaves_what_was_returned(draft, zhou):
    where, chen = draft
    first = submit(where, chen, FIRST)
    give_back(where, zhou)
    answers.save(*where, {"head_count": "13"}, chen)
    submit(where, chen, SECOND)
    with store.transaction(where[0]):
        steps.withdrawn(*where)
    kept = row(where)
    assert (kept["submitted_revision"], kept["submissions"]) == (first, 1)
    assert kept["submitted_at"] == "2026-11-22T04:00:00.000000Z"


def test_a_review_is_opened_once_and_only_where_something_is_submitted(draft, zhou):
    where, chen = draft
    assert not steps.open_review(*where, zhou)
    submit(where, chen)
    assert steps.open_review(*where, zhou, FIRST)
    assert not steps.open_review(*where, chen, SECOND)
    kept = row(where)
    assert (kept["opened_by"], kept["opened_at"]) == (zhou, "2026-11-22T04:00:00.000000Z")


def test_the_states_and_causes_of_the_store_are_those_of_the_way():
    assert set(statements.WRITING) == workflow.WRITING
    assert {step.cause for step in TAKEN} <= set(revisions.CAUSES)
    assert {state for step in workflow.STEPS.values() for state in step.states} == set(workflow.STATES)
