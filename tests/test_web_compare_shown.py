"""What a comparison shows to whom: nothing before its review, nothing that is being written or waits."""

import io

import openpyxl
from comparison_reading import options, row, rows
from review_fixtures import change, definition, give_back, open_review, submit, write
from web_fixtures import words

from collector import demo
from collector.store import database as store


def test_before_the_review_is_opened_no_page_shows_what_was_submitted(reviewer, years, db):
    db.execute("UPDATE statements SET opened_at = NULL, opened_by = NULL WHERE id = ?", (years.newest,))
    for place in ("", "/compare", "/report", "/report.docx", "/compare.xlsx"):
        page = words(reviewer.get(years.review + place))
        assert "填报人不能再撤回" in page
        assert "186" not in page
    form = reviewer.page(years.review).forms[-1]
    assert (form.method, form.action) == ("POST", f"{years.review}/open")


def test_what_was_never_submitted_is_refused(reviewer, written, db):
    for place in ("", "/compare", "/report", "/report.docx", "/compare.xlsx"):
        reviewer.get(written.review + place, 403)


def test_reviewers_of_the_unit_above_compare_and_those_of_others_find_nothing(
    upper_reviewer, foreign_reviewer, official, years
):
    upper_reviewer.get(f"{years.review}/compare")
    foreign_reviewer.get(f"{years.review}/compare", 404)
    official.get(f"{years.review}/compare", 403)


def test_nobody_compares_their_own(second_reviewer, reviewers, years, db):
    db.execute("UPDATE statements SET person_id = ? WHERE id = ?", (reviewers["guhuaichuan"], years.newest))
    second_reviewer.get(f"{years.review}/compare", 403)


def test_what_is_being_written_again_is_not_shown(reviewer, years, db):
    with store.transaction(db):
        give_back(db, years.newest, years.reviewer, {"position": "请核实"})
    change(db, years.newest, years.author, position="正在写的职务")
    for place in ("/compare?show=all", "/report"):
        page = words(reviewer.get(years.review + place))
        assert "党委书记、局长" in page
        assert "正在写的职务" not in page


def test_an_earlier_year_that_is_written_again_is_shown_as_it_was_submitted(reviewer, years, db):
    db.execute("UPDATE statements SET state = 'returned' WHERE id = ?", (years.statements[2025],))
    change(
        db,
        years.statements[2025],
        years.author,
        community_person_times="999",
        two_upholds_measures="新写的。",
    )
    page = reviewer.page(f"{years.review}/compare?show=all")
    assert rows(page)["community_person_times"].startswith("党员下沉人次 164 人次 186 人次")
    assert "新写的" not in page.text_content()


def test_an_earlier_year_nobody_finished_is_not_offered(reviewer, years, db):
    db.execute(
        "UPDATE statements SET state = 'draft', submitted_revision = NULL, missing = 3 WHERE id = ?",
        (years.statements[2025],),
    )
    assert options(reviewer.page(f"{years.review}/compare")) == ["2024年度（已归档）"]
    db.execute("UPDATE statements SET missing = 0 WHERE id = ?", (years.statements[2025],))
    assert options(reviewer.page(f"{years.review}/compare"))[0] == "2025年度（未提交）"
    db.execute(
        "UPDATE statements SET missing = 3, imported_at = created_at WHERE id = ?", (years.statements[2025],)
    )
    assert options(reviewer.page(f"{years.review}/compare"))[0] == "2025年度（导入）"


def wait(db, years, statement_id, **found):
    """Submit another year once more, with other answers; nobody has opened its review."""
    change(db, statement_id, years.author, **found)
    db.execute("UPDATE statements SET state = 'returned' WHERE id = ?", (statement_id,))
    with store.transaction(db):
        submit(db, statement_id, years.author)


def figures(reviewer, years):
    """The sheet of figures: its heads, and all its cells."""
    book = openpyxl.load_workbook(io.BytesIO(reviewer.get(f"{years.review}/compare.xlsx").data))
    cells = list(book["历年数字"].values)
    return cells[0], {cell for line in cells[1:] for cell in line}


def test_another_year_that_waits_for_its_review_is_nowhere_to_be_seen(reviewer, official, years, db):
    waiting = years.statements[2025]
    wait(db, years, waiting, community_person_times="777", two_upholds_measures="还没有人看过。")
    page = reviewer.page(f"{years.review}/compare?show=all")
    assert options(page) == ["2024年度（已归档）"]
    assert row(page, "democratic_life_meeting").find(".//svg").get("aria-label") == "2024年1，2026年1"
    for place in ("compare", "report", "compare.xlsx", "report.docx"):
        reviewer.get(f"{years.review}/{place}?with={waiting}", 404)
        assert b"777" not in reviewer.get(f"{years.review}/{place}").data
    heads, cells = figures(reviewer, years)
    assert "2025年" not in heads
    assert 777 not in cells
    assert "与2025年" not in page.text_content()
    # To its author it is their own; once its review is opened, its reviewer sees it again.
    assert options(official.page(f"{years.own}/compare"))[0] == "2025年度（已提交）"
    with store.transaction(db):
        open_review(db, waiting, years.reviewer)
    assert 777 in figures(reviewer, years)[1]


def test_another_year_that_waits_again_is_shown_as_it_was_returned(reviewer, years, db):
    waiting = years.statements[2025]
    db.execute("UPDATE statements SET state = 'submitted' WHERE id = ?", (waiting,))
    with store.transaction(db):
        give_back(db, waiting, years.reviewer, {"community_person_times": "请核实"})
    wait(db, years, waiting, community_person_times="777")
    page = reviewer.page(f"{years.review}/compare")
    assert options(page)[0] == "2025年度（退回修改）"
    assert rows(page)["community_person_times"].startswith("党员下沉人次 164 人次 186 人次")
    assert not {777} & figures(reviewer, years)[1]


def test_the_checks_of_a_review_do_not_read_a_half_year_that_waits(reviewer, years, db):
    half = {**demo.year_answers(definition(), 2026), definition().period: "上半年"}
    half["community_person_times"] = "999"
    with store.transaction(db):
        first = write(db, years.author, half, 2026)
        submit(db, first, years.author)
    address = f"{years.review}/compare?show=doubts"
    assert "999" not in reviewer.page(address).text_content()
    with store.transaction(db):
        open_review(db, first, years.reviewer)
    assert "999" in reviewer.page(address).text_content()
