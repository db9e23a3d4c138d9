"""The steps of those who write: submit, take back, hand over and back, each one transaction or nothing."""

from urllib.parse import quote

import handing_in
import pytest
import review_fixtures
from test_looking_changes_nothing import everything
from web_fixtures import Client, words

from collector.store import answers as kept_answers
from collector.store import database as store
from collector.store import remarks, revisions, statements

NAMED = "position"
COPIED = "two_upholds_measures"


@pytest.fixture
def own(written):
    return written.own


@pytest.fixture
def copied(db, written):
    """A statement with a finding: a paragraph of the year before."""
    then = kept_answers.values(db, 1, written.statements[2025])
    review_fixtures.change(db, written.newest, written.author, **{COPIED: then[COPIED]})
    return written


@pytest.fixture
def returned(db, years):
    """The newest statement, returned for one question, with a remark on the whole."""
    with store.transaction(db):
        said = {NAMED: "请写全称", "": "其余很好"}
        review_fixtures.give_back(db, years.newest, years.reviewer, said)
    return years


def row(db, written):
    return dict(statements.anywhere(db, written.newest))


def causes(db, written):
    return [each["cause"] for each in revisions.all(db, 1, written.newest)]


def whole(db):
    found = everything(db)
    return {table: rows for table, rows in found.items() if table not in ("sessions", "attempts")}


def refused(db, client, address, **form):
    """What the check page says, once nothing was submitted."""
    before = whole(db)
    answer = client.post(f"{address}/submit", form, 422)
    assert whole(db) == before
    return words(answer)


# --- submitting


def test_a_statement_is_submitted_with_its_revision_its_audit_and_what_was_counted(db, copied, official):
    handing_in.submit(official, copied.own)
    kept = row(db, copied)
    assert (kept["state"], kept["stage"], kept["submissions"]) == ("submitted", 1, 1)
    assert (kept["doubts"], kept["own_share"] > 0, kept["copied_share"] > 0) == (1, True, True)
    (revision,) = revisions.all(db, 1, copied.newest)
    assert (revision["cause"], revision["number"]) == ("submitted", kept["submitted_revision"])
    assert revision["saved_by"] == copied.author
    lines = [
        each for each in store.rows(db, "SELECT * FROM audit") if each["action"] == "statement_submitted"
    ]
    assert [line["subject"] for line in lines] == [f"statement {copied.newest}: revision 1"]
    assert "已提交。审核人开始审核之前，可以撤回" in words(official.get(copied.own))


def test_a_question_with_several_findings_is_counted_once(db, copied, official):
    copy = kept_answers.values(db, 1, copied.newest)[COPIED]
    text = f"{copy}\n参加市市水务局的会议，与××公司座谈。"
    told = {COPIED: text, "study_focus": ["十九届六中全会精神"]}
    review_fixtures.change(db, copied.newest, copied.author, **told)
    found = official.page(f"{copied.own}/check").xpath("//section[@class='found']")
    assert [len(each.xpath(".//fieldset")) for each in found] == [3, 1]
    handing_in.submit(official, copied.own)
    assert row(db, copied)["doubts"] == 2


def test_what_was_submitted_is_found_by_its_words(db, written, official, own):
    assert handing_in.found_by(db, "党委书记、局长") == set()
    handing_in.submit(official, own)
    assert handing_in.found_by(db, "党委书记、局长") == {written.newest}


def test_what_is_missing_or_wrong_keeps_it_from_being_submitted(db, written, official, own):
    review_fixtures.change(db, written.newest, written.author, position=None)
    assert "请填写职务" in refused(db, official, own, declared="1")


def test_a_finding_is_confirmed_or_explained_first(db, copied, official):
    assert "还有 1 条提醒没有确认或说明" in refused(db, official, copied.own, declared="1")
    handing_in.confirm_all(official, copied.own)
    official.post(f"{copied.own}/submit", {"declared": "1"})


def test_the_declaration_is_ticked(db, written, official, own):
    assert "请先勾选声明" in refused(db, official, own)
    assert "请先勾选声明" in refused(db, official, own, declared="0")


def test_all_that_is_left_is_said_at_once(db, copied, official):
    review_fixtures.change(db, copied.newest, copied.author, position=None)
    said = refused(db, official, copied.own)
    assert "请填写职务" in said
    assert "还有 1 条提醒没有确认或说明" in said
    assert "请先勾选声明" not in said, "there is nothing to tick before all is done"


def test_every_remark_of_the_return_is_answered_or_its_question_changed(db, returned, official):
    said = refused(db, official, returned.own, declared="1")
    assert "“职务”退回时有意见，还没有修改，也没有答复" in said
    (thread,) = [each for each in remarks.of_statement(db, 1, returned.newest) if each["question"] == NAMED]
    official.post(f"{returned.own}/remarks/{thread['id']}/answer", {"text": "任命文件就是这样写的"})
    official.post(f"{returned.own}/submit", {"declared": "1"})
    kept = row(db, returned)
    assert (kept["state"], kept["submissions"]) == ("submitted", 2)
    assert kept["opened_at"] is None


def test_a_changed_question_needs_no_answer(db, returned, official):
    review_fixtures.change(db, returned.newest, returned.author, position="中共江城市水文局委员会书记、局长")
    handing_in.submit(official, returned.own)
    assert causes(db, returned)[0] == "submitted"


def test_an_earlier_return_asks_for_nothing_any_more(db, returned, official):
    review_fixtures.change(db, returned.newest, returned.author, position="局长（全称）")
    handing_in.submit(official, returned.own)
    with store.transaction(db):
        review_fixtures.open_review(db, returned.newest, returned.reviewer)
        review_fixtures.give_back(db, returned.newest, returned.reviewer, {"addressee": "请核对"})
    review_fixtures.change(
        db, returned.newest, returned.author, position="党委书记、局长", addressee="中共江城市水务局党组书记"
    )
    handing_in.submit(official, returned.own)
    assert row(db, returned)["submissions"] == 3


def test_a_statement_submitted_already_is_not_submitted_again(db, written, official, own):
    handing_in.submit(official, own)
    before = whole(db)
    official.post(f"{own}/submit", {"declared": "1"})
    assert whole(db) == before
    assert "报告的状态已经变了（现在是：已提交），没有提交" in words(official.get(own))


@pytest.mark.parametrize("table", ["revisions", "audit", "answers_search", "statements"])
def test_a_submission_is_all_or_nothing(app, db, written, official, own, table):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    event = "UPDATE OF submissions ON" if table == "statements" else "INSERT ON"
    table = "answers_search_content" if table == "answers_search" else table
    db.execute(f"CREATE TRIGGER broken BEFORE {event} {table} BEGIN SELECT RAISE(ABORT, 'planted'); END")
    before = whole(db)
    official.http.post(f"{own}/submit", data={"declared": "1", "csrf_token": official.token()})
    assert whole(db) == before


def test_whoever_submits_is_told_what_was_submitted_and_can_read_it(db, written, official, own):
    handing_in.submit(official, own)
    for page in ("", "/check", "/header", "/history", "/history/compare", "/sheet", "/report.docx"):
        official.get(f"{own}{page}")


# --- taking back


def test_a_submission_is_taken_back_before_anybody_looked(db, written, official, own):
    handing_in.submit(official, own)
    official.post(f"{own}/withdraw")
    kept = row(db, written)
    assert (kept["state"], kept["submissions"], kept["submitted_revision"]) == ("draft", 0, None)
    assert causes(db, written) == ["withdrawn", "submitted"]
    assert handing_in.found_by(db, "党委书记、局长") == set()
    assert "已撤回，可以继续修改" in words(official.get(own))


def test_a_second_submission_taken_back_is_returned_still(db, returned, official):
    review_fixtures.change(db, returned.newest, returned.author, position="局长（全称）")
    first = row(db, returned)["submitted_revision"]
    handing_in.submit(official, returned.own)
    assert handing_in.found_by(db, "局长（全称）") == {returned.newest}
    official.post(f"{returned.own}/withdraw")
    kept = row(db, returned)
    assert (kept["state"], kept["submissions"], kept["submitted_revision"]) == ("returned", 1, first)
    assert handing_in.found_by(db, "局长（全称）") == set()
    assert handing_in.found_by(db, "党委书记、局长") == {returned.newest}


def test_once_its_review_is_open_it_is_not_taken_back(db, written, official, own):
    handing_in.submit(official, own)
    review_fixtures.open_review(db, written.newest, written.reviewer)
    before = whole(db)
    official.post(f"{own}/withdraw")
    assert whole(db) == before
    assert "（现在是：已提交，已开始审核），没有撤回" in words(official.get(own))


# --- handing over


def test_a_clerk_hands_over_and_the_author_submits(db, written, clerk, official, own, reviewers):
    clerk.post(f"{own}/hand-over")
    assert row(db, written)["state"] == "awaiting_author"
    assert revisions.all(db, 1, written.newest)[0]["saved_by"] == reviewers["songlanting"]
    handing_in.submit(official, own)
    assert causes(db, written) == ["submitted", "handed_over"]


@pytest.mark.parametrize("who", ["clerk", "official"])
@pytest.mark.parametrize("state", ["draft", "returned"])
def test_what_was_handed_over_goes_back_to_where_it_was(db, written, request, clerk, own, who, state):
    if state == "returned":
        review_fixtures.submit(db, written.newest, written.author)
        review_fixtures.open_review(db, written.newest, written.reviewer)
        review_fixtures.give_back(db, written.newest, written.reviewer, {NAMED: "请写全称"})
    clerk.post(f"{own}/hand-over")
    request.getfixturevalue(who).post(f"{own}/hand-back")
    assert row(db, written)["state"] == state
    assert causes(db, written)[:2] == ["handed_back", "handed_over"]


def test_a_clerk_of_somebody_else_finds_nothing(app, db, written, reviewers, own):
    other = Client(app).sign_in(reviewers["wangxiaohe"])
    db.execute("INSERT INTO roles VALUES (1, ?, 'clerk')", (reviewers["wangxiaohe"],))
    for step in ("hand-over", "hand-back", "submit", "withdraw"):
        other.post(f"{own}/{step}", {"declared": "1"}, 404)
    assert row(db, written)["state"] == "draft"


def test_a_report_without_a_name_is_called_after_its_author_whoever_downloads_it(db, written, clerk, own):
    review_fixtures.change(db, written.newest, written.author, reporter_name=None)
    name = clerk.get(f"{own}/draft.docx").headers["Content-Disposition"]
    assert quote("陈远山") in name
