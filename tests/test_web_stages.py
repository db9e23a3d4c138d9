"""Reviews of two stages: the second is another person's, whoever is quicker."""

import threading
import time

import pytest
import review_fixtures
from deciding import action, everything, flashed, last, note, row
from web_fixtures import words

from collector.store import database as store
from collector.store import review_settings, steps


@pytest.fixture
def two_stages(db, years):
    with store.transaction(db):
        review_settings.set_stages(db, years.unit_id, 2)
    return years


def test_of_two_stages_the_second_is_another_persons(db, two_stages, reviewer, second_reviewer, reviewers):
    years = two_stages
    reviewer.post(f"{years.review}/approve")
    found = row(db, years)
    assert (found["state"], found["stage"], found["passed_by"]) == ("submitted", 2, reviewers["linzhiyuan"])
    assert last(db, years) == ("passed", "")
    assert action(db) == ("statement_passed", "ok")
    assert flashed(reviewer) == ["初审已通过，等待另一位审核人复审"]
    before = everything(db)
    response = reviewer.post(f"{years.review}/approve", status=403)
    assert "初审由您通过，复审须由另一位审核人进行" in words(response)
    assert action(db) == ("approve_refused", "refused")
    assert everything(db) == before
    second_reviewer.post(f"{years.review}/approve", {"seen": f"{found['submitted_revision']}.2"})
    assert row(db, years)["state"] == "approved"
    assert last(db, years) == ("approved", "")


def test_who_meant_to_pass_the_first_stage_does_not_pass_the_second(
    db, two_stages, reviewer, second_reviewer
):
    seen = f"{row(db, two_stages)['submitted_revision']}.1"
    reviewer.post(f"{two_stages.review}/approve", {"seen": seen})
    second_reviewer.post(f"{two_stages.review}/approve", {"seen": seen})
    assert "现在是：已提交，等待复审" in flashed(second_reviewer)[0]
    assert row(db, two_stages)["state"] == "submitted"


def test_who_waited_for_another_to_pass_the_first_stage_decides_nothing(db, two_stages, reviewer, reviewers):
    seen, answered = f"{row(db, two_stages)['submitted_revision']}.1", []
    token = reviewer.token()
    post = threading.Thread(
        target=lambda: answered.append(
            reviewer.http.post(f"{two_stages.review}/approve", data={"seen": seen, "csrf_token": token})
        )
    )
    with store.transaction(db):
        post.start()
        # It has read the statement by now, and waits for its turn to write.
        time.sleep(0.5)
        review_fixtures.take(
            db, two_stages.newest, reviewers["guhuaichuan"], "passed", ("submitted",), "submitted"
        )
        steps.passed(db, 1, two_stages.newest, reviewers["guhuaichuan"])
    post.join(30)
    assert answered[0].status_code == 303
    assert "现在是：已提交，等待复审" in flashed(reviewer)[0]
    assert row(db, two_stages)["passed_by"] == reviewers["guhuaichuan"]


def test_the_second_stage_returns_and_then_the_first_begins_again(
    db, two_stages, reviewer, second_reviewer, reviewers
):
    years = two_stages
    reviewer.post(f"{years.review}/approve")
    note(second_reviewer, years, "party_lectures", "请核实")
    second_reviewer.post(f"{years.review}/return")
    with store.transaction(db):
        review_fixtures.submit(db, years.newest, years.author)
        review_fixtures.open_review(db, years.newest, reviewers["guhuaichuan"])
    found = row(db, years)
    assert (found["stage"], found["passed_by"]) == (1, None)
    second_reviewer.post(f"{years.review}/approve")
    reviewer.post(f"{years.review}/approve")
    assert row(db, years)["state"] == "approved"
