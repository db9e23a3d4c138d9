"""Remarks as threads: who said what, the answer as it was returned, and whether a remark is settled."""

import re

import pytest
import review_fixtures
from deciding import remark_id, reply, row
from flask import g

from collector.statement import states
from collector.store import clerks, remarks, sessions
from collector.store import database as store
from collector.web import current, drafts
from collector.web import remarks as shown_remarks
from collector.web import returned as shown_returned


@pytest.fixture
def asking(app, db):
    """Ask as somebody: asking(person_id, function, …)."""

    def ask(person_id, function, *arguments):
        with app.test_request_context("/"):
            g.person = current.Person(**sessions.person(db, sessions.open(db, person_id)))
            return function(*arguments)

    return ask


def in_force(row):
    """The threads of the newest return."""
    return shown_remarks.in_force(row, shown_remarks.threads(row))


def test_a_thread_shows_who_said_what_when_and_the_answer_as_it_was_returned(
    db, returned, asking, official, reviewer
):
    reply(official, db, returned, "已核实")
    reviewer.post(
        f"{returned.review}/remarks/{remark_id(db, returned, 'party_lectures')}/answer", {"text": "好"}
    )
    review_fixtures.change(db, returned.newest, returned.author, party_lectures="5")
    found = asking(returned.reviewer, shown_remarks.threads, row(db, returned))
    assert list(found) == list(review_fixtures.SAID)
    (thread,) = found["party_lectures"]
    assert (thread.remark.who, thread.remark.text, thread.remark.is_authors) == ("林知远", "请核实", False)
    assert [(each.who, each.text, each.is_authors) for each in thread.answers] == [
        ("陈远山", "已核实", True),
        ("林知远", "好", False),
    ]
    # A record, also on paper: no day is 今天 for long.
    assert re.fullmatch(r"\d{4}年\d+月\d+日 \d\d:\d\d", thread.remark.when)
    assert (thread.returned.label, thread.returned.who) == ("第1次退回", "林知远")
    assert thread.then == "6"
    assert found["study_focus"][0].then == ["二十届四中全会精神"]
    assert found[""][0].then is None


def test_returns_are_counted_by_kind_and_the_newest_is_in_force(db, returned, asking):
    author, reviewer = returned.author, returned.reviewer
    with store.transaction(db):
        review_fixtures.submit(db, returned.newest, author)
        review_fixtures.give_back(db, returned.newest, reviewer, {"study_focus": "还差一点"})
        review_fixtures.submit(db, returned.newest, author)
        review_fixtures.approve(db, returned.newest, reviewer)
        number = review_fixtures.take(db, returned.newest, reviewer, "corrected", ("approved",), "returned")
        back = {"revision": number, "kind": "correction", "reason": "原因", "person_id": reviewer}
        return_id = remarks.add_return(db, 1, returned.newest, **back)
        remarks.send(db, 1, returned.newest, reviewer, {"party_lectures": "改"}, return_id=return_id)
    labels = [each.label for each in asking(author, shown_remarks.returns, row(db, returned))]
    assert labels == ["第1次更正", "第2次退回", "第1次退回"]
    found = asking(author, in_force, row(db, returned))
    assert [(each.question, each.remark.text) for each in found] == [("party_lectures", "改")]
    assert len(asking(author, shown_remarks.threads, row(db, returned))["study_focus"]) == 2


def test_without_remarks_there_are_no_threads(db, years, asking):
    assert asking(years.author, shown_remarks.threads, row(db, years)) == {}
    assert asking(years.author, in_force, row(db, years)) == []


def settled(db, years, asking):
    """Which questions of the return in force are settled."""

    def ask():
        draft = drafts.own(years.newest)
        return {each.question: shown_remarks.settled(each, draft) for each in in_force(draft.statement)}

    return asking(years.author, ask)


def test_a_remark_is_settled_once_its_question_changed_or_somebody_of_its_author_answered(
    db, returned, asking, official, reviewer
):
    assert settled(db, returned, asking) == {"party_lectures": False, "study_focus": False, "": True}
    review_fixtures.change(db, returned.newest, returned.author, party_lectures=" ６ ")
    assert settled(db, returned, asking)["party_lectures"] is False
    review_fixtures.change(db, returned.newest, returned.author, party_lectures="5")
    assert settled(db, returned, asking)["party_lectures"] is True
    place = f"{returned.review}/remarks/{remark_id(db, returned, 'study_focus')}/answer"
    reviewer.post(place, {"text": "请尽快"})
    assert settled(db, returned, asking)["study_focus"] is False
    reply(official, db, returned, "没有要补充的", "study_focus")
    assert settled(db, returned, asking)["study_focus"] is True


def test_the_answer_of_a_clerk_counts_also_once_they_are_none(db, returned, asking, clerk, reviewers):
    reply(clerk, db, returned, "已核实")
    assert settled(db, returned, asking)["party_lectures"] is True
    with store.transaction(db):
        review_fixtures.take(
            db, returned.newest, reviewers["songlanting"], "handed_over", ("returned",), "awaiting_author"
        )
        clerks.remove(db, 1, returned.author, reviewers["songlanting"])
    assert settled(db, returned, asking)["party_lectures"] is True


def test_a_count_changes_with_its_ledger(db, years, asking):
    ledger = [{"date": "2026-03-01", "subject": "学习"}]
    with store.transaction(db):
        review_fixtures.keep(
            db, years.newest, years.author, {"study_group_sessions": None, "study_ledger": ledger}
        )
        db.execute("UPDATE statements SET state = 'draft' WHERE id = ?", (years.newest,))
        review_fixtures.submit(db, years.newest, years.author)
        review_fixtures.give_back(db, years.newest, years.reviewer, {"study_group_sessions": "请核实"})
    assert settled(db, years, asking) == {"study_group_sessions": False}
    review_fixtures.change(db, years.newest, years.author, study_ledger=ledger * 2)
    assert settled(db, years, asking) == {"study_group_sessions": True}


def test_a_question_that_is_asked_no_more_is_settled(db, years, asking):
    with store.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {"essay_contest_name": "请核实"})
    assert settled(db, years, asking) == {"essay_contest_name": False}
    review_fixtures.change(db, years.newest, years.author, selected_article_title=states.NONE)
    assert settled(db, years, asking) == {"essay_contest_name": True}


def test_a_question_that_was_not_asked_then_either_is_settled(db, years, asking):
    with store.transaction(db):
        review_fixtures.keep(db, years.newest, years.author, {"selected_article_title": states.NONE})
        db.execute("UPDATE statements SET state = 'draft' WHERE id = ?", (years.newest,))
        review_fixtures.submit(db, years.newest, years.author)
        review_fixtures.give_back(db, years.newest, years.reviewer, {"essay_contest_name": "请核实"})
    assert settled(db, years, asking) == {"essay_contest_name": True}


def test_what_was_returned_stands_beside_what_was_submitted_since(db, returned, asking):
    review_fixtures.change(db, returned.newest, returned.author, party_lectures="5")

    def rows():
        draft = drafts.own(returned.newest)
        return [
            (each.thread.remark.text, each.change.then, each.change.now, each.change.is_changed)
            for each in shown_returned.items(draft)
        ]

    assert asking(returned.author, rows) == [
        ("请核实", "6", "5", True),
        ("请补充", ["二十届四中全会精神"], ["二十届四中全会精神"], False),
    ]


@pytest.mark.parametrize("page", ["", "/check", "/political-responsibility", "/header"])
def test_a_page_reads_once_what_was_returned(db, returned, official, page):
    asked = []
    db.set_trace_callback(lambda sql: asked.append("revisions.answers FROM" in sql))
    official.page(f"{returned.own}{page}")
    db.set_trace_callback(None)
    assert sum(asked) == 1
