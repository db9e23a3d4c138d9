"""A statement that was returned and submitted again, as its reviewer compares it."""

from comparison_reading import options, renew, row, rows
from review_fixtures import give_back, open_review, submit

from collector.store import database as store
from collector.store import remarks, revisions


def test_a_returned_question_shows_remark_answer_and_what_became_of_it(reviewer, years, db):
    renew(db, years, party_lectures="5", position="党委书记、局长")
    (first, _) = remarks.of_statement(db, 1, years.newest)
    remarks.answer(db, 1, years.newest, first["id"], years.author, "已核实")
    page = reviewer.page(f"{years.review}/compare?show=returned")
    said = row(page, "party_lectures").text_content()
    assert "请核实" in said
    assert "已核实" in said
    since = {
        name: " ".join(row(page, name).xpath("string(.//*[@class='since'])").split()) for name in rows(page)
    }
    assert since == {"party_lectures": "退回以后 6 次 → 5 次", "position": "退回以后 没有改动"}


def test_what_was_submitted_anew_opens_on_what_was_asked(reviewer, years, db):
    first = "string(//nav[contains(@class, 'filters')]/a[1]/text())"
    on = "string(//nav[contains(@class, 'filters')]/a[@aria-current]/text())"
    with store.transaction(db):
        give_back(db, years.newest, years.reviewer, {"party_lectures": "请核实"})
    page = reviewer.page(f"{years.review}/compare")
    assert (page.xpath(first).strip(), page.xpath(on).strip()) == ("全部", "有变化")
    with store.transaction(db):
        submit(db, years.newest, years.author)
        open_review(db, years.newest, years.reviewer)
    page = reviewer.page(f"{years.review}/compare")
    assert (page.xpath(first).strip(), page.xpath(on).strip()) == ("上次退回", "上次退回")
    assert list(rows(page)) == ["party_lectures"]
    page = reviewer.page(f"{years.review}/compare?show=changed")
    assert (page.xpath(first).strip(), page.xpath(on).strip()) == ("上次退回", "有变化")
    page = reviewer.page(f"{years.review}/compare?now=r1")
    assert page.xpath(on).strip() == "有变化"


def test_remarks_on_the_whole_fold_away_and_only_the_newest_stand_open(reviewer, years, db):
    for said in ("先补齐数字", "再核对文字"):
        with store.transaction(db):
            give_back(db, years.newest, years.reviewer, {"party_lectures": "请核实", "": said})
            submit(db, years.newest, years.author)
            open_review(db, years.newest, years.reviewer)
    texts = ".//p[@class='said text']/text()"
    for show, is_open in (("returned", True), ("all", True), ("changed", False)):
        page = reviewer.page(f"{years.review}/compare?show={show}")
        (whole,) = page.xpath("//details[contains(@class, 'whole')]")
        assert whole.findtext("summary") == "整份报告的意见（2）"
        assert (whole.get("open") is not None) == is_open
        assert whole.xpath(texts) == ["再核对文字", "先补齐数字"]
        (before,) = whole.xpath("./details[@class='before']")
        assert (before.get("open"), before.xpath(texts)) == (None, ["先补齐数字"])
    with store.transaction(db):
        give_back(db, years.newest, years.reviewer, {"party_lectures": "请核实"})
    page = reviewer.page(f"{years.review}/compare?show=all")
    (whole,) = page.xpath("//details[contains(@class, 'whole')]")
    assert (whole.get("open"), whole.get("class")) == (None, "whole")
    assert len(whole.xpath(texts)) == 2


def test_two_submissions_of_one_statement_are_compared(reviewer, years, db):
    renew(db, years, party_lectures="5")
    page = reviewer.page(f"{years.review}/compare?with=r1")
    assert options(page)[-2:] == ["2026年度第2次提交", "2026年度第1次提交"]
    assert list(rows(page)) == ["party_lectures"]
    # The row itself tells what became of the answer since the return, and no year is compared.
    assert not row(page, "party_lectures").xpath(".//*[@class='since']")
    said = page.xpath("string(//ul[@class='sum'])")
    assert "未变" not in said
    assert "与去年相同" not in said
    db.execute("UPDATE statements SET discarded_at = created_at WHERE year < 2026")
    assert reviewer.page(f"{years.review}/compare?with=r1").xpath("//form[@class='choose']//button")
    db.execute("UPDATE statements SET discarded_at = NULL")
    page = reviewer.page(f"{years.review}/compare?with={years.statements[2025]}&now=r1")
    assert "party_lectures" not in rows(page)


def test_a_submission_that_was_taken_back_is_not_offered(reviewer, years, db):
    revisions.cut(db, 1, years.newest, "withdrawn", years.author, changes={})
    with store.transaction(db):
        db.execute("UPDATE statements SET state = 'draft' WHERE id = ?", (years.newest,))
        submit(db, years.newest, years.author)
        open_review(db, years.newest, years.reviewer)
    page = reviewer.page(f"{years.review}/compare")
    assert options(page) == ["2025年度（已归档）", "2024年度（已归档）"]
    reviewer.get(f"{years.review}/compare?with=r1", 404)
