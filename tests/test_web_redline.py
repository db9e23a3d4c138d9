"""Two reports as a Word file with tracked changes: who gets it, what it says, and when it can't be made."""

import json
import urllib.parse

import redlines
from redlines import W, document, formatted, report, year
from review_fixtures import change, give_back, open_review, submit
from word_samples import unzipped, zipped

from collector.store import audit, definitions
from collector.store import database as store

ADDRESS = "redline.docx"


def file_name(answer):
    return urllib.parse.unquote(answer.headers["Content-Disposition"].rpartition("''")[2])


def signed(root):
    return {(each.get(W + "author"), each.get(W + "date")) for each in root.iter() if each.get(W + "author")}


def test_the_redline_is_both_reports_and_told_in_the_audit(reviewer, years, db):
    answer = reviewer.get(f"{years.review}/{ADDRESS}")
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert formatted(redlines.accepted(answer.data)) == formatted(document(report(year(2026))))
    assert formatted(redlines.rejected(answer.data)) == formatted(document(report(year(2025))))
    noted = audit.newest(db, 1)[0]
    then = years.statements[2025]
    assert (noted["action"], noted["subject"].split(": ")[1]) == ("redline_downloaded", f"{then}, r1")


def test_its_name_says_what_is_compared(reviewer, years):
    name = file_name(reviewer.get(f"{years.review}/{ADDRESS}"))
    assert name.endswith("（陈远山，修订稿，与2025年度对比）.docx")
    name = file_name(reviewer.get(f"{years.review}/{ADDRESS}?with={years.statements[2024]}"))
    assert name.endswith("（陈远山，修订稿，与2024年度对比）.docx")


def test_the_changes_bear_no_persons_name_and_the_time_of_the_submission(reviewer, years, db):
    sent = store.row(db, "SELECT submitted_at FROM statements WHERE id = ?", (years.newest,))["submitted_at"]
    first = reviewer.get(f"{years.review}/{ADDRESS}").data
    assert signed(document(first)) == {("年度对比", f"{sent[:19]}Z")}
    assert reviewer.get(f"{years.review}/{ADDRESS}").data == first


def test_two_submissions_of_one_statement_make_a_redline(reviewer, years, db):
    with store.transaction(db):
        give_back(db, years.newest, years.reviewer, {"party_lectures": "请核实"})
    change(db, years.newest, years.author, party_lectures="57")
    with store.transaction(db):
        submit(db, years.newest, years.author)
        open_review(db, years.newest, years.reviewer)
    answer = reviewer.get(f"{years.review}/{ADDRESS}?with=r1")
    said = [each for each in redlines.marked(document(answer.data)) if each[0] != "same"]
    assert said == [("gone", year(2026)["party_lectures"]), ("come", "57")]
    assert file_name(answer).endswith("（陈远山，修订稿，与2026年度第1次提交对比）.docx")


def test_what_is_being_written_is_not_in_it(reviewer, years, db):
    change(db, years.newest, years.author, position="正在写的职务")
    root = document(reviewer.get(f"{years.review}/{ADDRESS}").data)
    assert "正在写的职务" not in "".join(root.itertext())


def imported(db, statement_id):
    """Make a statement one that was imported and never submitted: what is kept of it is compared."""
    db.execute(
        "UPDATE statements SET state = 'draft', submitted_revision = NULL, imported_at = created_at"
        " WHERE id = ?",
        (statement_id,),
    )


def test_an_imported_year_with_open_questions_keeps_its_marks(reviewer, years, db):
    then = years.statements[2025]
    imported(db, then)
    db.execute("DELETE FROM answers WHERE statement_id = ? AND name = 'party_lectures'", (then,))
    root = document(reviewer.get(f"{years.review}/{ADDRESS}").data)
    marks = [each for each in root.iter(W + "del") if next(each.iter(W + "highlight"), None) is not None]
    assert ["".join(each.itertext()) for each in marks] == ["**"]


def test_a_report_that_cannot_be_made_is_told(reviewer, years, db):
    then = years.statements[2025]
    imported(db, then)
    kept = json.dumps("副\ufffe局长")
    db.execute("UPDATE answers SET value = ? WHERE statement_id = ? AND name = 'position'", (kept, then))
    answer = reviewer.get(f"{years.review}/{ADDRESS}?with={then}&now=r1", 303)
    assert answer.location == f"{years.review}/compare?with={then}&now=r1"
    page = reviewer.page(answer.location)
    assert "2025年度的报告现在生成不了 Word 文件，所以没有修订稿" in page.text_content()
    assert audit.newest(db, 1) == []


def test_a_template_that_holds_tracked_changes_is_told(reviewer, years, db):
    kept = definitions.by_id(db, 1)
    parts = unzipped(kept["template"])
    tracked = b'<w:sectPrChange w:id="1" w:author="x"/></w:sectPr>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:sectPr>", tracked)
    with store.transaction(db):
        older = {name: kept[name] for name in ("name", "title", "sources")}
        found = definitions.add(db, **older, hash="older", template=zipped(parts))
        db.execute("UPDATE statements SET definition_id = ? WHERE id = ?", (found, years.statements[2025]))
    answer = reviewer.get(f"{years.review}/{ADDRESS}", 303)
    assert "已经有修订" in reviewer.page(answer.location).text_content()


def test_without_another_report_there_is_no_button_and_no_file(reviewer, years, db):
    assert reviewer.page(f"{years.review}/compare").xpath("//a[text()='Word 修订稿']/@href") == [
        f"{years.review}/{ADDRESS}?with={years.statements[2025]}&now=r1"
    ]
    db.execute("UPDATE statements SET discarded_at = created_at WHERE year < 2026")
    assert not reviewer.page(f"{years.review}/compare").xpath(
        "//a[text()='Word 修订稿' or text()='Excel 对比表']"
    )
    reviewer.get(f"{years.review}/{ADDRESS}", 404)


def test_what_is_not_offered_is_not_found(reviewer, years):
    for query in ("with=r9", "with=x", "now=r9", f"with={years.newest}"):
        reviewer.get(f"{years.review}/{ADDRESS}?{query}", 404)


def test_only_a_reviewer_in_whose_scope_it_is_gets_it(
    db, years, second_reviewer, upper_reviewer, foreign_reviewer, official, clerk
):
    address = f"{years.review}/{ADDRESS}"
    for browser, status in (
        (second_reviewer, 200),
        (upper_reviewer, 200),
        (foreign_reviewer, 404),
        (official, 403),
        (clerk, 403),
    ):
        browser.get(address, status)


def test_before_its_review_is_opened_there_is_only_the_gate(reviewer, written, db):
    reviewer.get(f"{written.review}/{ADDRESS}", 403)
    with store.transaction(db):
        submit(db, written.newest, written.author)
    answer = reviewer.get(f"{written.review}/{ADDRESS}")
    assert answer.mimetype == "text/html"
