"""What a reviewer decides: opening, remarks on questions, returning, two stages, archiving, correcting."""

import pytest
import review_fixtures
from deciding import action, everything, flashed, last, note, notes, row, sent
from web_fixtures import Client, tree

from collector.statement import workflow
from collector.store import database as store
from collector.store import people, remarks, revisions

LONG = "字" * 1001
NOTED = {"party_lectures": "与支部台账不符，请核实"}
# Where each can be taken; a submitted one once it was opened.
IN_STEP = {"return": (), "approve": (), "archive": ("approved",), "correct": ("approved", "archived")}
OUT_OF_STEP = [
    (name, state) for name, fits in IN_STEP.items() for state in workflow.STATES if state not in fits
]
DECISIONS = ("open", "return", "approve", "archive", "correct", "remarks", "remarks/forget")


@pytest.fixture
def noted(years, reviewer):
    """The newest statement, with one remark noted by its reviewer."""
    note(reviewer, years, "party_lectures", NOTED["party_lectures"])
    return years


@pytest.fixture
def approved(db, years):
    """The newest statement, approved."""
    with store.transaction(db):
        review_fixtures.approve(db, years.newest, years.reviewer)
    return years


# Opening


def test_a_review_is_opened_by_a_button_and_noted(db, written, reviewer, reviewers):
    with store.transaction(db):
        review_fixtures.submit(db, written.newest, written.author)
    before = len(revisions.all(db, 1, written.newest))
    response = reviewer.post(f"{written.review}/open")
    assert response.location == f"{written.review}/compare"
    assert row(db, written)["opened_by"] == reviewers["linzhiyuan"]
    assert action(db) == ("review_opened", "ok")
    assert len(revisions.all(db, 1, written.newest)) == before
    assert flashed(reviewer) == ["已开始审核，填报人不能再撤回"]


def test_opening_what_a_colleague_opened_is_no_fault(db, years, second_reviewer, reviewers):
    second_reviewer.post(f"{years.review}/open")
    assert row(db, years)["opened_by"] == reviewers["linzhiyuan"]
    assert flashed(second_reviewer) == ["已开始审核"]


def test_what_was_withdrawn_meanwhile_is_not_opened(db, written, reviewer):
    response = reviewer.post(f"{written.review}/open")
    assert response.location == "/reviews"
    assert "现在是：草稿" in flashed(reviewer)[0]
    assert row(db, written)["opened_at"] is None


# Returning


def test_a_return_names_the_noted_questions_and_opens_only_them(db, noted, reviewer, reviewers):
    note(reviewer, noted, "study_focus", "请补充")
    response = reviewer.post(f"{noted.review}/return", {"whole": "总的不错\n请尽快", "show": "all"})
    assert response.location == f"{noted.review}/compare?show=all"
    found = row(db, noted)
    assert (found["state"], found["stage"]) == ("returned", 0)
    assert sorted(sent(db, noted)) == [
        ("", "总的不错\n请尽快"),
        ("party_lectures", NOTED["party_lectures"]),
        ("study_focus", "请补充"),
    ]
    (returned,) = remarks.returns(db, 1, noted.newest)
    assert (returned["id"], returned["kind"], returned["revision"], returned["returned_by"]) == (
        found["return_id"],
        "return",
        found["submitted_revision"],
        reviewers["linzhiyuan"],
    )
    assert remarks.named(db, 1, noted.newest, [returned["id"]]) == {"party_lectures", "study_focus"}
    assert last(db, noted) == ("returned", "2 个问题")
    assert action(db) == ("statement_returned", "ok")
    assert notes(db, noted, reviewers) == {}


def test_what_is_returned_is_what_was_last_submitted(db, noted, reviewer):
    reviewer.post(f"{noted.review}/return")
    with store.transaction(db):
        number = review_fixtures.submit(db, noted.newest, noted.author)
        review_fixtures.open_review(db, noted.newest, noted.reviewer)
    note(reviewer, noted, "party_lectures", "还差一点")
    reviewer.post(f"{noted.review}/return")
    assert [each["revision"] for each in remarks.returns(db, 1, noted.newest)] == [number, 1]


def test_a_return_without_a_named_question_says_how_and_loses_nothing(db, years, reviewer, reviewers):
    before = everything(db)
    reviewer.post(f"{years.review}/return", {"whole": "总的不错"})
    assert everything(db) == before
    assert "请在问题旁点“写意见”" in flashed(reviewer)[0]
    assert notes(db, years, reviewers) == {"": "总的不错"}


def test_a_remark_on_the_whole_that_is_too_long_returns_nothing(db, noted, reviewer):
    before = everything(db)
    response = reviewer.post(f"{noted.review}/return", {"whole": LONG, "seen": "9.9"}, 422)
    assert tree(response).xpath("string(//textarea[@name='whole'])").strip() == LONG
    assert tree(response).xpath("string(//input[@name='seen']/@value)") == "9.9"
    assert everything(db) == before


@pytest.mark.parametrize("table", ["remarks", "returns", "revisions", "audit"])
def test_a_return_is_all_or_nothing(app, db, noted, reviewer, table):
    before = everything(db)
    db.execute(
        f"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    )
    with pytest.raises(store.IntegrityError, match="the disk is full"):
        reviewer.http.post(f"{noted.review}/return", data={"csrf_token": reviewer.token()})
    assert everything(db) == before
    db.execute("DROP TRIGGER broken")
    reviewer.post(f"{noted.review}/return")
    assert row(db, noted)["state"] == "returned"


def test_a_page_that_showed_an_earlier_submission_decides_nothing(db, noted, reviewer):
    number = row(db, noted)["submitted_revision"]
    before = everything(db)
    for decision in ("return", "approve"):
        for seen in (f"{number - 1}.1", f"{number}.2", "", "x"):
            reviewer.post(f"{noted.review}/{decision}", {"seen": seen})
            assert "报告的状态已经变了" in flashed(reviewer)[0]
    assert everything(db) == before
    reviewer.post(f"{noted.review}/return", {"seen": f"{number}.1"})
    assert row(db, noted)["state"] == "returned"


# Approving


def test_one_stage_approves_and_a_remark_on_the_whole_goes_along(db, years, reviewer, reviewers):
    reviewer.post(f"{years.review}/approve", {"whole": "写得清楚"})
    assert row(db, years)["state"] == "approved"
    assert last(db, years) == ("approved", "")
    assert action(db) == ("statement_approved", "ok")
    assert sent(db, years) == [("", "写得清楚")]
    assert notes(db, years, reviewers) == {}
    assert flashed(reviewer) == ["已审核通过"]


def test_unsent_remarks_on_questions_keep_it_from_being_approved(db, noted, reviewer):
    before = everything(db)
    reviewer.post(f"{noted.review}/approve")
    assert everything(db) == before
    assert "还有 1 条意见没有发出" in flashed(reviewer)[0]
    reviewer.post(f"{noted.review}/remarks/forget", {"question": "party_lectures"})
    reviewer.post(f"{noted.review}/approve")
    assert row(db, noted)["state"] == "approved"


# Archiving and correcting


def test_what_was_approved_is_archived(db, approved, reviewer):
    reviewer.post(f"{approved.review}/archive")
    assert row(db, approved)["state"] == "archived"
    assert last(db, approved) == ("archived", "")
    assert action(db) == ("statement_archived", "ok")


@pytest.mark.parametrize("is_archived", [False, True])
def test_a_correction_has_a_reason_and_named_questions(db, approved, reviewer, reviewers, is_archived):
    if is_archived:
        reviewer.post(f"{approved.review}/archive")
    before, number = everything(db), row(db, approved)["submitted_revision"]
    note(reviewer, approved, "party_lectures", "改为 5 次")
    reviewer.post(f"{approved.review}/correct", {"reason": " "})
    flashed(reviewer)
    reviewer.post(f"{approved.review}/correct")
    assert flashed(reviewer) == ["请写明更正的原因"]
    assert everything(db) == before
    reviewer.post(f"{approved.review}/correct", {"reason": "上级核查发现"})
    (returned,) = remarks.returns(db, 1, approved.newest)
    assert (returned["kind"], returned["reason"], returned["revision"]) == (
        "correction",
        "上级核查发现",
        number,
    )
    assert row(db, approved)["state"] == "returned"
    assert sorted(sent(db, approved)) == [("", "上级核查发现"), ("party_lectures", "改为 5 次")]
    assert last(db, approved) == ("corrected", "1 个问题")
    assert action(db) == ("statement_corrected", "ok")
    assert notes(db, approved, reviewers) == {}


def test_a_correction_without_questions_keeps_its_reason(db, approved, reviewer, reviewers):
    before = everything(db)
    reviewer.post(f"{approved.review}/correct", {"reason": "上级核查发现"})
    assert "请在问题旁点“写意见”" in flashed(reviewer)[0]
    assert everything(db) == before
    assert notes(db, approved, reviewers) == {"": "上级核查发现"}


# Who and when


@pytest.mark.parametrize(("decision", "state"), OUT_OF_STEP)
def test_a_decision_out_of_step_changes_nothing_and_says_how_it_stands(db, noted, reviewer, decision, state):
    db.execute("UPDATE statements SET state = ?, opened_at = NULL WHERE id = ?", (state, noted.newest))
    before = everything(db)
    reviewer.post(f"{noted.review}/{decision}", {"reason": "原因"} if decision == "correct" else {})
    assert everything(db) == before
    assert "报告的状态已经变了（现在是：" in flashed(reviewer)[0]


@pytest.mark.parametrize("decision", DECISIONS)
def test_nobody_decides_on_their_own_or_on_what_they_wrote(app, db, years, reviewers, decision):
    with store.transaction(db):
        people.grant(db, 1, reviewers["chenyuanshan"], "reviewer")
        people.grant(db, 1, reviewers["songlanting"], "reviewer")
    before = everything(db)
    for account in ("chenyuanshan", "songlanting"):
        Client(app).sign_in(reviewers[account]).post(f"{years.review}/{decision}", status=403)
        assert action(db) == ("review_refused", "refused")
    assert everything(db) == before


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_reviewer_of_another_unit_finds_nothing_and_others_may_not(
    db, years, foreign_reviewer, official, clerk, administrator, decision
):
    before = everything(db)
    foreign_reviewer.post(f"{years.review}/{decision}", status=404)
    for client in (official, clerk, administrator):
        client.post(f"{years.review}/{decision}", status=403)
    assert everything(db) == before


def test_a_reviewer_of_the_unit_above_decides(db, years, upper_reviewer):
    upper_reviewer.post(f"{years.review}/approve")
    assert row(db, years)["state"] == "approved"
