"""What the row of a question says in a comparison: figures, marked prose, own words, findings."""

import re

from comparison_reading import renew, row, rows
from review_fixtures import definition, give_back, open_review, submit

from collector import demo
from collector.statement import states
from collector.store import confirmations, definitions
from collector.store import database as store


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
    assert marked.text_content() == "二十届三中全会二十届四中全会精神"
    assert (marked.findtext("del"), marked.findtext("ins")) == ("二十届三中全会", "二十届四中全会")
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


def test_questions_without_a_counterpart_are_said(reviewer, years, db):
    older = without(db, "theme_day_ledger")
    db.execute("UPDATE statements SET definition_id = ? WHERE id = ?", (older, years.statements[2025]))
    page = reviewer.page(f"{years.review}/compare?show=all")
    assert "2025年没有此题" in rows(page)["theme_day_ledger"]
    address = f"/reviews/{years.statements[2025]}/compare?with={years.statements[2024]}&show=all"
    assert "2025年不再问这个问题" in rows(reviewer.page(address))["theme_day_ledger"]


def test_long_text_that_did_not_change_folds_away_among_all(reviewer, years, db):
    renew(db, years, key_power_risk=demo.year_answers(definition(), 2025)["key_power_risk"])
    fold = "string(.//details[@class='fold']/summary)"
    found = row(reviewer.page(f"{years.review}/compare?show=all"), "key_power_risk")
    assert found.xpath(fold).endswith("没有变化")
    found = row(reviewer.page(f"{years.review}/compare?show=own"), "key_power_risk")
    assert found.xpath(fold) == ""
