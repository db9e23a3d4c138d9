"""The history of a statement: who saved what when and why, any two compared, any taken back."""

import pytest
import review_fixtures
from autosaving import Page
from section_filling import HEADER, changed, fields, values
from web_fixtures import new_statement, words

from collector.store import answers, audit, revisions, statements
from collector.store import database as store
from collector.web import history


@pytest.fixture
def saved(official, statement):
    """A statement whose header was saved with two positions: revisions 1 and 2."""
    official.post(f"{statement}/header", HEADER)
    fills(official, statement, position="局长", addressee="江城市水务局")
    return statement


def fills(client, address, **answers):
    """Change answers of the header and press 保存并返回."""
    client.post(f"{address}/header", changed(fields(client, f"{address}/header"), **answers, then="back"))


def rows(page):
    return [" ".join(row.text_content().split()) for row in page.xpath("//tbody/tr")]


def causes(db):
    return [row["cause"] for row in reversed(revisions.all(db, 1, 1))]


def test_the_newest_revision_is_the_first_with_who_when_and_why(official, saved):
    first, second = rows(official.page(f"{saved}/history"))
    assert first.startswith("第 2 版 今天 ")
    assert "陈远山 保存" in first
    assert second.startswith("第 1 版")


def test_a_statement_without_a_revision_says_how_to_make_one(official, statement):
    assert "还没有留下过一版" in words(official.get(f"{statement}/history"))


def test_every_cause_has_its_words(official, saved, db):
    assert set(history.WHY) == set(revisions.CAUSES)
    for cause in revisions.CAUSES:
        revisions.cut(db, 1, 1, cause, 1, changes={}, note=f"{cause} 的说明")
    page = words(official.get(f"{saved}/history"))
    for cause, why in history.WHY.items():
        assert why in page
        assert f"{cause} 的说明" in page


def test_two_revisions_are_compared_question_by_question(official, saved):
    page = official.page(f"{saved}/history/compare?from=1&to=2")
    assert rows(page) == ["主送机关 第 1 版未填 江城市水务局", "职务 党委书记、局长"]
    assert page.xpath("//del/text()") == ["党委书记、"]
    assert "有 2 题不同" in page.text_content()


def test_the_unchanged_are_shown_where_they_are_asked_for(official, saved):
    page = official.page(f"{saved}/history/compare?from=1&to=2&all=1")
    assert "报告年度 2026" in rows(page)
    assert "报告期 年度 年度 相同" in rows(page)
    assert "职务 党委书记、局长" in rows(page)
    assert not [row for row in rows(page) if row.endswith(" 未填")]


def test_a_revision_is_compared_with_what_is_kept_now(official, saved, db):
    Page(official, f"{saved}/header").saves(position="书记")
    page = official.page(f"{saved}/history/compare?from=1")
    assert rows(page) == ["主送机关 第 1 版未填 江城市水务局", "职务 党委书记、局长书记"]
    page = official.page(f"{saved}/history/compare")
    assert (page.xpath("//del/text()"), page.xpath("//ins/text()")) == (["局长"], ["书记"])


@pytest.mark.parametrize("query", ["from=9", "to=9", "from=-1", "from=x", "to=99999999999", "from="])
def test_a_revision_that_is_not_there_is_no_page(official, saved, query):
    official.get(f"{saved}/history/compare?{query}", 404)


def test_taking_back_keeps_what_was_there_and_says_what_it_did(official, saved, db):
    Page(official, f"{saved}/header").saves(position="书记", unit_short_core="")
    before = values(db)
    assert official.post(f"{saved}/history/1/take-back").location == f"{saved}/history"
    assert values(db) == revisions.one(db, 1, 1, 1)["values"]
    assert causes(db) == ["saved", "saved", "saved", "taken_back"]
    assert revisions.one(db, 1, 1, 3)["values"] == before
    newest = revisions.one(db, 1, 1, 4)
    assert (newest["note"], newest["values"]) == ("恢复为第 1 版", values(db))
    page = words(official.get(f"{saved}/history"))
    assert "已恢复为第 1 版" in page
    assert audit.newest(db, 1)[0]["action"] == "revision_taken_back"


def test_taking_back_can_be_taken_back(official, saved, db):
    before = values(db)
    official.post(f"{saved}/history/1/take-back")
    assert values(db) != before
    official.post(f"{saved}/history/2/take-back")
    assert values(db) == before


def test_taking_back_what_is_there_changes_nothing(official, saved, db):
    before = answers.all(db, 1, 1)
    official.post(f"{saved}/history/2/take-back")
    assert "现在填的与第 2 版相同" in words(official.get(f"{saved}/history"))
    assert answers.all(db, 1, 1) == before
    assert causes(db) == ["saved", "saved"]


def test_year_and_counts_follow_what_is_taken_back(official, saved, db):
    before = dict(statements.one(db, 1, 1))
    fills(official, saved, report_year="2025", unit_short_core="江城")
    assert statements.one(db, 1, 1)["year"] == 2025
    Page(official, f"{saved}/header").saves(position="")
    assert statements.one(db, 1, 1)["missing"] == before["missing"] + 1
    official.post(f"{saved}/history/2/take-back")
    after = statements.one(db, 1, 1)
    assert (after["year"], after["missing"]) == (2026, before["missing"])


def test_a_page_that_is_open_elsewhere_is_asked_after_a_taking_back(official, saved, db):
    page = Page(official, f"{saved}/header")
    page.saves(position="书记")
    official.post(f"{saved}/history/1/take-back")
    said = page.saves(409, position="调研员")
    assert "党委书记、局长" in said["conflicts"]["position"]
    assert values(db)["position"] == "党委书记、局长"


@pytest.mark.parametrize("number", [0, 9])
def test_only_a_revision_can_be_taken_back(official, saved, db, number):
    before = values(db)
    official.post(f"{saved}/history/{number}/take-back", status=404)
    assert values(db) == before


def test_nobody_else_sees_or_takes_back_a_revision(colleague, saved, db):
    before = values(db)
    colleague.get(f"{saved}/history", 404)
    colleague.get(f"{saved}/history/compare?from=1&to=2", 404)
    colleague.post(f"{saved}/history/1/take-back", status=404)
    assert values(db) == before


def test_a_revision_belongs_to_one_statement(official, saved, db):
    other = new_statement(official, 2025)
    official.post(f"{other}/history/1/take-back", status=404)
    official.get(f"{other}/history/compare?from=1", 404)


def test_a_submission_that_was_taken_back_is_told_from_the_one_that_counts(db, years, official):
    with store.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {"position": "请写全称"})
    for _ in range(2):
        with store.transaction(db):
            review_fixtures.submit(db, years.newest, years.author)
            review_fixtures.take(db, years.newest, years.author, "withdrawn", ("submitted",), "returned")
    with store.transaction(db):
        review_fixtures.submit(db, years.newest, years.author)
    page = words(official.get(f"{years.own}/history"))
    for said, times in (("提交（第1次）", 1), ("提交（第2次）", 1), ("提交（已撤回）", 2)):
        assert page.count(said) == times
    newest = rows(official.page(f"{years.own}/history"))[0]
    assert "提交（第2次）" in newest
