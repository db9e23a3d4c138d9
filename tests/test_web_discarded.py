"""A discarded statement waits thirty days, with everything in it."""

from datetime import UTC, datetime, timedelta

import pytest
from autosaving import Page
from section_filling import HEADER, values
from web_fixtures import new_statement, tree, words

from collector.store import audit, revisions, statements, times


@pytest.fixture
def discarded(official, statement):
    official.post(f"{statement}/header", HEADER)
    official.post(f"{statement}/discard")
    return statement


def titles(response):
    return [each.text_content().strip() for each in tree(response).xpath("//tbody//th[@scope='row']")]


def test_a_discarded_statement_is_put_away_with_a_revision_and_a_line_of_the_audit(official, discarded, db):
    assert official.get("/statements").text.count("已删除，30 天内可以在“已删除”里恢复") == 1
    assert titles(official.get("/statements")) == []
    official.get(discarded, 404)
    official.get(f"{discarded}/header", 404)
    assert [row["cause"] for row in revisions.all(db, 1, 1)] == ["discarded", "saved"]
    assert audit.newest(db, 1)[0]["action"] == "statement_discarded"
    (title,) = titles(official.get("/statements/discarded"))
    assert title.startswith("2026年度")
    assert "还保留" in words(official.get("/statements/discarded"))


def test_discarding_asks_first(official, statement):
    (button,) = official.page(statement).xpath(
        "//details//form[@action=$to]//button", to=f"{statement}/discard"
    )
    assert button.text_content() == "确认删除"


def test_it_comes_back_as_it_was(official, discarded, db):
    before = values(db)
    assert official.post(f"{discarded}/restore").location == discarded
    assert values(db) == before
    assert before["reporter_name"] == "陈远山"
    assert [row["cause"] for row in revisions.all(db, 1, 1)] == ["restored", "discarded", "saved"]
    assert audit.newest(db, 1)[0]["action"] == "statement_restored"
    assert "没有已删除的报告" in words(official.get("/statements/discarded"))
    # Pressed twice it leads to the same place.
    assert official.post(f"{discarded}/restore").location == discarded


def test_its_year_is_free_and_a_taken_one_is_told_plainly(official, discarded, db):
    other = new_statement(official)
    assert official.post(f"{discarded}/restore").location == "/statements/discarded"
    assert "您已另有一份《2026年度" in words(official.get("/statements/discarded"))
    assert statements.one(db, 1, 1) is None
    official.post(f"{other}/discard")
    official.post(f"{discarded}/restore")
    assert statements.one(db, 1, 1) is not None


@pytest.mark.parametrize(("days", "left"), [(0, "30 天"), (29, "1 天"), (30, None)])
def test_it_is_kept_for_thirty_days(official, discarded, db, days, left):
    at = times.text(datetime.now(UTC) - timedelta(days=days, seconds=30))
    db.execute("UPDATE statements SET discarded_at = ? WHERE id = 1", (at,))
    page = official.get("/statements/discarded")
    assert [each.text for each in tree(page).xpath("//td[@data-label='还保留']")] == ([left] if left else [])
    if left is None:
        official.post(f"{discarded}/restore", status=404)


def test_nobody_else_discards_or_restores_it(official, colleague, statement, db):
    colleague.post(f"{statement}/discard", status=404)
    assert statements.one(db, 1, 1) is not None
    official.post(f"{statement}/discard")
    colleague.post(f"{statement}/restore", status=404)
    assert statements.one(db, 1, 1) is None
    assert titles(colleague.get("/statements/discarded")) == []


def test_a_page_of_it_that_is_still_open_is_told(official, statement, db):
    page = Page(official, f"{statement}/header")
    official.post(f"{statement}/discard")
    response = page.posts(page.body(["position"], [["position", "局长"]]))
    assert (response.status_code, response.get_json()["reason"]) == (404, "gone")
    official.post(f"{statement}/restore")
    page.saves(position="局长")
    assert values(db)["position"] == "局长"
