"""A statement beside an imported year: what its report did not print is not known, and no change."""

import io

import openpyxl
import pytest
from comparison_reading import numbers, row, rows
from review_fixtures import keep, open_review, submit

from collector.store import database as store

LEDGER, BEFORE = "study_ledger", "branches_before"
# Of these the shipped report says nothing, or only that the two numbers are the same.
UNPRINTED = (LEDGER, "community_ledger", "family_business", BEFORE, "branches_after")


@pytest.fixture
def imported(db, written):
    """2025 as it was read out of its report; 2026 submitted, and its review opened."""
    with store.transaction(db):
        keep(db, written.statements[2025], written.author, dict.fromkeys(UNPRINTED))
        db.execute("UPDATE statements SET imported_at = created_at WHERE id = ?", (written.statements[2025],))
        submit(db, written.newest, written.author)
        open_review(db, written.newest, written.reviewer)
    return written


def test_what_the_report_did_not_print_is_said_and_no_change(reviewer, imported):
    page = reviewer.page(f"{imported.review}/compare?show=all")
    shown, found = rows(page), numbers(page)
    assert shown[BEFORE].startswith("调整前党支部数 报告里没有 7 个")
    assert "＋" not in shown[BEFORE]
    assert "2025年报告里没有" in shown[LEDGER]
    assert not row(page, LEDGER).xpath(".//ins")
    assert found["全部"] == found["有变化"] + found["未变化"] + found["报告里没有"]
    kept = rows(reviewer.page(f"{imported.review}/compare?show=unprinted"))
    assert set(UNPRINTED) <= set(kept)
    assert len(kept) == found["报告里没有"]
    for other in ("changed", "same", "swings"):
        assert not set(UNPRINTED) & set(rows(reviewer.page(f"{imported.review}/compare?show={other}")))


def test_its_year_in_a_chart_is_one_that_is_not_known(reviewer, imported):
    page = reviewer.page(f"{imported.review}/compare?show=all")
    assert "2025年报告里没有，2026年7" in row(page, BEFORE).find(".//svg").get("aria-label")


def test_the_workbook_says_it_too(reviewer, imported):
    made = reviewer.get(f"{imported.review}/compare.xlsx", 200).data
    book = openpyxl.load_workbook(io.BytesIO(made))
    answers = {line[1].value: [cell.value for cell in line] for line in book["逐题对比"].iter_rows()}
    assert answers["调整前党支部数"][3:6] == ["报告里没有", 7, "未比较"]
    figures = {line[1].value: [cell.value for cell in line] for line in book["历年数字"].iter_rows()}
    assert figures["调整前党支部数"][4:6] == ["报告里没有", 7]


def test_an_imported_year_that_was_submitted_since_has_open_answers(reviewer, db, imported):
    with store.transaction(db):
        submit(db, imported.statements[2025], imported.author)
        open_review(db, imported.statements[2025], imported.reviewer)
    page = reviewer.page(f"{imported.review}/compare?show=all")
    assert "报告里没有" not in numbers(page)
    assert rows(page)[BEFORE].startswith("调整前党支部数 未填 7 个")


def test_the_author_sees_the_same(official, imported):
    page = official.page(f"{imported.own}/compare?show=all")
    assert rows(page)[BEFORE].startswith("调整前党支部数 报告里没有 7 个")
