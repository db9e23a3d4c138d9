"""A statement beside its earlier years: which are offered, what the filters count, and what is given out."""

import io

import openpyxl
from comparison_reading import numbers, options, renew, rows
from review_fixtures import change, definition, write
from section_filling import HEADER
from web_fixtures import words

from collector import demo
from collector.statement import wording
from collector.store import audit, phrases
from collector.store import database as store
from collector.word import render, text
from collector.word import template as word_template


def plain(docx):
    """The paragraphs of a Word file; a line broken inside one is one line."""
    return [each.replace("\n", "") for each in text.plain(docx)]


def report_of(year):
    """The paragraphs of the report that the demonstration's answers of a year make."""
    found = definition()
    words_of = wording.words(found, demo.year_answers(found, year))
    return plain(render.fill(word_template.load(found.template), words_of))


def test_the_year_before_is_compared_where_nobody_chose(reviewer, years):
    page = reviewer.page(f"{years.review}/compare")
    assert options(page) == ["2025年度（已归档）", "2024年度（已归档）"]
    assert rows(page)["community_person_times"].startswith("党员下沉人次 164 人次 186 人次 ＋22 13%")


def test_another_year_can_be_chosen(reviewer, years):
    page = reviewer.page(f"{years.review}/compare?with={years.statements[2024]}")
    assert page.xpath("string(//select[@name='with']//option[@selected])") == "2024年度（已归档）"
    assert rows(page)["community_person_times"].startswith("党员下沉人次 149 人次 186 人次 ＋37 25%")


def test_what_is_not_offered_is_no_page(reviewer, years, db):
    with store.transaction(db):
        other = write(db, 2, demo.year_answers(definition(), 2025), 2025)
    for query in (f"with={other}", f"with={years.newest}", "with=r9", "with=x", "now=r9", "now=1"):
        reviewer.get(f"{years.review}/compare?{query}", 404)


def test_the_way_in_leads_to_the_comparison(reviewer, years):
    assert reviewer.get(years.review, 303).location == f"{years.review}/compare"


def test_without_an_earlier_year_the_answers_stand_alone(reviewer, years, db):
    db.execute("UPDATE statements SET discarded_at = created_at WHERE year < 2026")
    page = reviewer.page(f"{years.review}/compare")
    assert "没有往年的报告可以对比" in page.text_content()
    assert rows(page)["community_person_times"] == "党员下沉人次 186 人次"
    assert not page.xpath("//ins | //del | //select | //*[@class='chart']")
    assert "有变化" not in numbers(page)
    reviewer.get(f"{years.review}/compare.xlsx", 404)
    assert not reviewer.page(f"{years.review}/report").xpath("//main//ins | //main//del")


def test_every_filter_counts_what_it_shows(reviewer, years, db):
    renew(db, years, party_lectures="5")
    page = reviewer.page(f"{years.review}/compare")
    counted = numbers(page)
    assert counted["全部"] == counted["有变化"] + counted["未变化"]
    assert counted["上次退回"] == 1
    for link in page.xpath("//nav[contains(@class, 'filters')]/a"):
        shown = reviewer.page(f"{years.review}/compare{link.get('href')}")
        assert len(rows(shown)) == counted[link.text.strip()]
        assert shown.xpath("string(//nav[contains(@class, 'filters')]/a[@aria-current]/text())") == link.text


def test_the_numbers_of_the_summary_lead_to_what_they_count(reviewer, years):
    page = reviewer.page(f"{years.review}/compare")
    for tile in page.xpath("//ul[@class='sum']/li/a"):
        number = tile.findtext("b")
        if not number.endswith("%"):
            assert len(rows(reviewer.page(f"{years.review}/compare{tile.get('href')}"))) == int(number)
    assert "本人填写与去年相近" in page.xpath("string(//ul[@class='sum'])")


def test_the_whole_report_is_marked_up_and_parts_left_out_are_counted(reviewer, years):
    page = reviewer.page(f"{years.review}/report")
    then, now = (report_of(year) for year in (2025, 2026))
    sheet = page.xpath("//div[@class='marked-sheet']")[0]
    paragraphs = [
        "".join(each.xpath(".//text()[not(ancestor::del) and not(ancestor::small)]"))
        for each in sheet.iter("p")
    ]
    assert [each.strip("¶") for each in paragraphs if each.strip("¶")] == [each for each in now if each]
    assert then != now
    changed = sheet.xpath("./div[@id]")
    assert [each.get("id") for each in changed] == [f"p-{number + 1}" for number in range(len(changed))]
    assert f"{len(changed)} 段有变化" in page.text_content()
    short = reviewer.page(f"{years.review}/report?only=changed")
    kept = short.xpath("//div[@class='marked-sheet']/div")
    skipped = [int(each.text.split()[2]) for each in short.xpath("//p[@class='skipped']")]
    assert len(kept) == len(changed)
    assert len(kept) + sum(skipped) == len(list(sheet.iter("p")))


def test_the_comparison_is_given_out_as_a_workbook(reviewer, years, db):
    answer = reviewer.get(f"{years.review}/compare.xlsx")
    assert "%E5%B9%B4%E5%BA%A6%E5%AF%B9%E6%AF%94" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    heads = [cell.value for cell in next(book.worksheets[0].iter_rows(max_row=1))]
    assert {"2025年", "2026年"} <= set(heads)
    assert audit.newest(db, 1)[0]["action"] == "comparison_downloaded"


def test_the_report_is_given_out_as_it_was_submitted(reviewer, years, db):
    change(db, years.newest, years.author, position="正在写的职务")
    answer = reviewer.get(f"{years.review}/report.docx")
    assert plain(answer.data) == report_of(2026)
    assert "%E9%99%88%E8%BF%9C%E5%B1%B1" in answer.headers["Content-Disposition"]
    assert audit.newest(db, 1)[0]["action"] == "report_downloaded"


def test_what_was_submitted_is_checked_once_until_the_phrases_change(reviewer, years, db, app):
    memory = app.extensions["collector"].reviewed
    reviewer.get(f"{years.review}/compare")
    reviewer.get(f"{years.review}/compare?show=doubts")
    assert len(memory) == 1
    phrases.add(db, text="把学习课堂放到", kind="slogan", valid_to=2025)
    assert "把学习课堂放到" in words(reviewer.get(f"{years.review}/compare?show=doubts"))
    assert len(memory) == 2


def test_the_author_compares_what_is_kept_now(official, years, db):
    change(db, years.newest, years.author, position="正在写的职务")
    page = official.page(f"{years.own}/compare")
    assert "正在写的职务" in page.text_content()
    assert "写意见" not in page.text_content()
    assert options(page) == ["2025年度（已归档）", "2024年度（已归档）"]


def test_the_clerk_compares_and_nobody_else(clerk, colleague, years):
    clerk.get(f"{years.own}/compare")
    colleague.get(f"{years.own}/compare", 404)


def test_an_author_compares_with_a_year_that_is_not_finished(official, statement):
    official.post(f"{statement}/header", HEADER)
    page = official.page(f"{statement}/compare")
    assert "没有往年的报告可以对照" in page.text_content()
