"""A statement beside its earlier years and its own submissions, as its reviewer reads it."""

import io
import re

import openpyxl
from review_fixtures import change, definition, give_back, open_review, submit, write
from section_filling import HEADER
from web_fixtures import words

from collector import demo
from collector.statement import states, wording
from collector.store import audit, confirmations, definitions, phrases, remarks, revisions
from collector.store import database as store
from collector.word import render, text
from collector.word import template as word_template


def rows(page):
    """The words of every question's row, by its name."""
    return {
        body.get("id")[2:]: " ".join(" ".join(body.xpath(".//tr[1]//text()[not(ancestor::details)]")).split())
        for body in page.xpath("//tbody[@id]")
    }


def row(page, name):
    (found,) = page.xpath(f"//tbody[@id='c-{name}']")
    return found


def numbers(page):
    """The filters with their numbers."""
    return {
        each.text.strip(): int(each.findtext("span"))
        for each in page.xpath("//nav[contains(@class, 'filters')]/a")
    }


def options(page, name="with"):
    return [each.text for each in page.xpath(f"//select[@name='{name}']//option")]


def renew(db, years, **found):
    """Return what was submitted, change answers, submit it again, and open the review."""
    with store.transaction(db):
        give_back(db, years.newest, years.reviewer, dict.fromkeys(found, "请核实"))
    change(db, years.newest, years.author, **found)
    with store.transaction(db):
        number = submit(db, years.newest, years.author)
        open_review(db, years.newest, years.reviewer)
    return number


def plain(docx):
    """The paragraphs of a Word file; a line broken inside one is one line."""
    return [each.replace("\n", "") for each in text.plain(docx)]


def without(db, ledger):
    """The id of a version of the definition that has no such ledger."""
    row = definitions.by_id(db, 1)
    block = re.compile(rf'\[\[group\.question\]\]\nname = "{ledger}"\n.*?(?=\n\[\[|\Z)', re.DOTALL)
    sources = {
        name: block.sub("", source).replace(f'ledger = "{ledger}"\n', "")
        for name, source in row["sources"].items()
    }
    assert sources != row["sources"]
    older = {"name": row["name"], "title": row["title"], "template": row["template"]}
    return definitions.add(db, **older, sources=sources, hash="older")


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
    assert "本人填写与去年相同" in page.xpath("string(//ul[@class='sum'])")


def test_a_large_swing_stands_out_in_words_too(reviewer, years, db):
    renew(db, years, study_group_expanded="11", gifts_returned=states.NONE)
    page = reviewer.page(f"{years.review}/compare?show=changed")
    assert "大幅： ＋7 175%" in rows(page)["study_group_expanded"]
    assert "大幅： －1 降为 0" in rows(page)["gifts_returned"]
    assert "flag" in row(page, "study_group_expanded").get("class")
    assert "大幅" not in rows(page)["community_person_times"]


def test_a_figure_that_stayed_for_years_says_so_and_has_a_chart(reviewer, years):
    page = reviewer.page(f"{years.review}/compare?show=still")
    assert rows(page)["democratic_life_meeting"].startswith("参加民主生活会次数 1 次 1 次 三年未变")
    chart = row(page, "democratic_life_meeting").find(".//svg")
    assert (chart.get("role"), chart.get("aria-label")) == ("img", "2024年1，2025年1，2026年1")


def test_prose_is_marked_and_joined_it_is_both_texts(reviewer, years):
    page = reviewer.page(f"{years.review}/compare")
    (marked,) = row(page, "study_focus").xpath(".//li")
    assert marked.text_content() == "二十届三四中全会精神"
    assert (marked.findtext("del"), marked.findtext("ins")) == ("三", "四")
    measures = row(page, "political_measures").xpath(".//div[contains(@class, 'marked')]")[0]
    now = demo.year_answers(definition(), 2026)["political_measures"]
    assert "".join(measures.xpath(".//text()[not(parent::del)]")) == now


def test_a_moved_sentence_is_shown_as_moved(reviewer, years, db):
    then = demo.year_answers(definition(), 2025)["personal_example"]
    first, second, rest = then.split("。", 2)
    renew(db, years, personal_example=f"{second}。{first}。{rest}")
    found = row(reviewer.page(f"{years.review}/compare"), "personal_example")
    assert found.xpath("string(.//del[@class='moved'])") == found.xpath(
        "string(.//ins[contains(@class, 'moved')])"
    )
    assert found.xpath(".//small[@class='move']/text()") == ["原在此处", "移到此处"]


def test_own_words_say_how_much_stood_there_before_and_where(reviewer, years, db):
    then = demo.year_answers(definition(), 2025)["key_power_risk"]
    renew(db, years, key_power_risk=then + "今年又查了两遍，没有发现新的问题。")
    page = reviewer.page(f"{years.review}/compare")
    found = row(page, "key_power_risk")
    assert "".join(found.xpath(".//mark/text()")) == then
    assert "与2025年相同" in found.xpath("string(.//th)")
    assert "与2025年报告相同或只改了几个字" in found.text_content()


def test_a_finding_has_the_words_of_the_author_to_it(reviewer, official, years, db):
    name, address = "key_power_risk", f"{years.review}/compare?show=doubts"
    renew(db, years, **{name: demo.year_answers(definition(), 2025)[name]})
    assert "填报人还没有核对" in row(reviewer.page(address), name).text_content()
    with store.transaction(db):
        give_back(db, years.newest, years.reviewer, {name: "请说明"})
    field = f"//input[@name='digest.copies.{name}']/@value"
    digest = official.page(f"{years.own}/check").xpath(f"string({field})")
    confirmations.confirm(db, 1, years.newest, "copies", name, digest, "风险点没有变化", years.author)
    # While it is written again, what its author says to findings is not the reviewer's yet.
    assert "填报人还没有核对" in row(reviewer.page(address), name).text_content()
    with store.transaction(db):
        submit(db, years.newest, years.author)
        open_review(db, years.newest, years.reviewer)
    assert "填报人说明：风险点没有变化" in row(reviewer.page(address), name).text_content()
    with store.transaction(db):
        give_back(db, years.newest, years.reviewer, {name: "说得再具体些"})
    confirmations.confirm(db, 1, years.newest, "copies", name, digest, "已请纪检组核对", years.author)
    assert "填报人说明：风险点没有变化" in row(reviewer.page(address), name).text_content()
    with store.transaction(db):
        submit(db, years.newest, years.author)
        open_review(db, years.newest, years.reviewer)
    assert "填报人说明：已请纪检组核对" in row(reviewer.page(address), name).text_content()


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


def test_questions_without_a_counterpart_are_said(reviewer, years, db):
    older = without(db, "theme_day_ledger")
    db.execute("UPDATE statements SET definition_id = ? WHERE id = ?", (older, years.statements[2025]))
    page = reviewer.page(f"{years.review}/compare?show=all")
    assert "2025年没有这个问题" in rows(page)["theme_day_ledger"]
    address = f"/reviews/{years.statements[2025]}/compare?with={years.statements[2024]}&show=all"
    assert "2025年不再问这个问题" in rows(reviewer.page(address))["theme_day_ledger"]


def test_long_text_that_did_not_change_folds_away_among_all(reviewer, years, db):
    renew(db, years, key_power_risk=demo.year_answers(definition(), 2025)["key_power_risk"])
    fold = "string(.//details[@class='fold']/summary)"
    found = row(reviewer.page(f"{years.review}/compare?show=all"), "key_power_risk")
    assert found.xpath(fold).endswith("没有变化")
    found = row(reviewer.page(f"{years.review}/compare?show=own"), "key_power_risk")
    assert found.xpath(fold) == ""


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
