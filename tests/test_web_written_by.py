"""Who has written a statement does not review it, whether or not they still are its author's clerk."""

import pytest
from autosaving import Page
from desk_office import rows
from web_fixtures import words

from collector.store import answers, clerks, people, revisions
from collector.store import database as store


@pytest.fixture
def song(db, reviewers):
    """宋兰亭, clerk and reviewer."""
    people.grant(
        db, people.anywhere(db, reviewers["songlanting"])["unit_id"], reviewers["songlanting"], "reviewer"
    )
    return reviewers["songlanting"]


def stop_serving(db, written, song):
    assert clerks.remove(db, 1, written.author, song)


def test_a_former_clerk_who_only_typed_does_not_review_it(db, written, song, clerk, official):
    page = Page(clerk, f"/statements/{written.newest}/header")
    page.saves(position="局长")
    page.saves(position="副局长")
    assert [(row["cause"], row["saved_by"]) for row in revisions.all(db, 1, written.newest)] == [
        ("saved", song)
    ]
    Page(official, f"/statements/{written.newest}/header").saves(position="党委书记")
    stop_serving(db, written, song)
    clerk.get(written.review, 403)
    assert "由您经办，由他人审核" in rows(clerk.page("/reviews?state=all"))[0]


def test_a_former_clerk_who_typed_nothing_reviews_it(db, years, song, clerk):
    clerk.get(years.review, 403)
    stop_serving(db, years, song)
    clerk.get(f"{years.review}/compare")
    assert "由您经办" not in rows(clerk.page("/reviews?state=all"))[0]


def test_the_first_answers_of_a_round_make_nobody_its_writer(db, years, reviewer):
    with store.transaction(db):
        answers.save(db, 1, years.newest, {"position": "局长"}, years.reviewer)
    reviewer.get(f"{years.review}/compare")


def test_the_authors_own_typing_cuts_no_revision(db, written, official):
    before = len(revisions.all(db, 1, written.newest))
    Page(official, f"/statements/{written.newest}/header").saves(position="局长")
    assert len(revisions.all(db, 1, written.newest)) == before


@pytest.mark.parametrize("cause", revisions.CAUSES)
def test_only_causes_of_writing_make_a_writer(db, written, song, cause):
    with store.transaction(db):
        revisions.cut(db, 1, written.newest, cause, song, changes={})
    writing = {"saved", "conflict", "set_aside", "taken_back", "carried_over", "imported", "handed_over"}
    assert clerks.has_written(db, 1, written.newest, song) is (cause in writing)
    assert not clerks.has_written(db, 1, written.newest, written.reviewer)


def test_what_was_never_submitted_says_so(written, reviewer):
    assert "填报人还没有提交，提交后才能审核" in words(reviewer.get(f"{written.review}/compare", 403))
