"""Last year beside the questions, and last year's names taken over by a press."""

import json

import pytest
import sample_answers
from section_filling import changed, complete, fields, values
from web_fixtures import new_statement, tree, words

from collector.store import answers, audit, database, revisions

POLITICAL, HEADER, CLOSING = "political-responsibility", "header", "closing"


@pytest.fixture
def both(official, db):
    """This year's statement, begun, and last year's, complete."""
    this = new_statement(official, 2026)
    complete(official, new_statement(official, 2025), 2025)
    return this


def beside(page, name):
    """What stands beside a question of last year."""
    found = page.xpath(f"//*[@id='q-{name}']//*[contains(concat(' ', @class, ' '), ' last ')]")
    return " ".join(found[0].text_content().split()) if found else None


def save(client, address, **changes):
    return client.post(address, [*changed(fields(client, address), **changes), ("then", "back")])


def keep(db, statement_id, **changed_answers):
    with database.transaction(db):
        answers.save(db, 1, statement_id, changed_answers, 1)


def test_a_number_stands_beside_last_years_and_how_it_changed(official, both):
    last = sample_answers.complete(2025)
    assert (
        beside(official.page(f"{both}/{POLITICAL}"), "party_lectures") == f"去年 {last['party_lectures']} 次"
    )
    for typed, said in (("9", "＋3"), ("4", "－2"), ("6", "持平"), ("六", "持平")):
        save(official, f"{both}/{POLITICAL}", party_lectures=typed)
        assert beside(official.page(f"{both}/{POLITICAL}"), "party_lectures") == f"去年 6 次 {said}"


def test_a_decimal_and_a_confirmed_zero_are_compared_too(official, both, db):
    keep(db, 2, community_person_times=[])
    keep(db, 1, community_person_times="186", community_service_hours="402.5")
    page = official.page(f"{both}/two-upholds")
    assert beside(page, "community_person_times") == "去年 0 人次 ＋186"
    assert beside(page, "community_service_hours") == "去年 351 小时 ＋51.5"


def test_a_short_text_is_shown_and_a_long_one_folds_away(official, both):
    page = official.page(f"{both}/{POLITICAL}")
    assert beside(page, "city_bureau_core") == "去年：水务"
    assert beside(page, "organ_level") == "去年：市"
    folded = page.xpath("//*[@id='q-political_measures']//details[@class='last']")
    assert len(folded) == 1
    lines = sample_answers.complete(2025)["political_measures"].split("\n")
    assert folded[0].xpath("./p/text()") == lines


def test_lists_and_tables_fold_away_a_line_an_item(official, both):
    page = official.page(f"{both}/{CLOSING}")
    issues, steps = (
        page.xpath(f"//*[@id='q-{name}']//details[@class='last']/p/text()")
        for name in ("issues", "next_steps")
    )
    assert issues == sample_answers.complete(2025)["issues"]
    assert steps[0].count("，") >= 2


def test_a_none_and_an_open_answer_are_told_apart(official, both, db):
    keep(db, 2, integrity_visits=[], organ_level=None)
    page = official.page(f"{both}/{POLITICAL}")
    assert beside(page, "integrity_visits") == "去年：没有"
    assert beside(page, "organ_level") == "去年：未填"


def test_nothing_of_last_year_is_in_a_field(official, both, db):
    before = values(db)
    for section in sample_answers.definition().sections:
        page = official.page(f"{both}/{section.name}")
        (form,) = [form for form in page.forms if form.get("id") == "questions"]
        asked = {question.name for question in section.asked} - set(before)
        # lxml says on for a ticked radio button whose value is empty: 不填.
        filled = [name for name, value in form.form_values() if value.strip() not in ("", "on")]
        assert not [name for name in filled if name.split("-")[0] in asked]


def test_a_first_statement_has_nothing_beside_it(official, statement):
    assert not official.page(f"{statement}/{POLITICAL}").xpath("//*[contains(@class, 'last')]")


def test_the_year_before_last_is_called_by_its_number(official, db):
    this = new_statement(official, 2026)
    complete(official, new_statement(official, 2024), 2024)
    assert beside(official.page(f"{this}/{POLITICAL}"), "party_lectures").startswith("2024年 5 次")


def test_the_other_period_and_somebody_elses_are_not_looked_at(official, colleague, db):
    this = new_statement(official, 2026)
    keep(db, int(new_statement(official, 2025, "上半年").split("/")[-1]), party_lectures="6")
    keep(db, int(new_statement(colleague, 2025).split("/")[-1]), party_lectures="6")
    assert beside(official.page(f"{this}/{POLITICAL}"), "party_lectures") is None


def test_the_year_and_the_period_are_not_compared(official, both):
    page = official.page(f"{both}/{HEADER}")
    assert beside(page, "report_year") is None
    assert beside(page, "period_kind") is None


def offered(page):
    """name -> line of what may be taken over."""
    return {
        each.get("value"): " ".join(each.getparent().text_content().split())
        for each in page.xpath("//input[@name='carry']")
    }


def test_names_that_differ_are_offered_ticked_with_old_and_new(official, both, db):
    keep(db, 1, city_bureau_core="水利")
    page = official.page(f"{both}/{POLITICAL}")
    found = offered(page)
    assert set(found) == {"city_bureau_core", "province_center_core"}
    assert found["city_bureau_core"].endswith("：水利 → 水务")
    assert found["province_center_core"].endswith("：未填 → 水文水资源")
    assert "沿用单位和机构名称（2 项）" in words(official.get(f"{both}/{POLITICAL}"))
    assert len(page.xpath("//input[@name='carry'][@checked]")) == 2


def test_nothing_is_offered_where_the_names_are_the_same(official, both, db):
    keep(db, 1, city_bureau_core="市水务局", province_center_core="水文水资源")
    assert "沿用单位" not in words(official.get(f"{both}/{POLITICAL}"))


def carry(client, address, *names, **typed):
    pairs = [pair for pair in changed(fields(client, address), **typed) if pair[0] != "carry"]
    return client.post(address, [*pairs, *(("carry", name) for name in names), ("then", "carry")])


def test_the_ticked_names_are_taken_over_and_what_was_typed_is_kept(official, both, db):
    address = f"{both}/{POLITICAL}"
    response = carry(official, address, "city_bureau_core", city_bureau_core="水利", party_lectures="7")
    assert response.location == f"{address}#q-city_bureau_core"
    kept = values(db)
    assert kept["city_bureau_core"] == "水务"
    assert kept["party_lectures"] == "7"
    assert "province_center_core" not in kept
    assert "沿用去年的：市级主管局名称" in words(official.get(address))


def test_taking_over_is_a_revision_with_its_note_and_the_typed_name_stands_in_the_one_before(
    official, both, db
):
    carry(official, f"{both}/{POLITICAL}", "city_bureau_core", city_bureau_core="水利")
    newest, before = revisions.all(db, 1, 1)[:2]
    assert (newest["cause"], newest["name"]) == ("carried_over", "陈远山")
    assert newest["note"].startswith("沿用去年的：市级主管局名称")
    assert revisions.one(db, 1, 1, before["number"])["values"]["city_bureau_core"] == "水利"
    line = audit.newest(db, 1)[0]
    assert (line["action"], line["subject"]) == ("answers_carried_over", "statement 1: city_bureau_core")


def test_figures_and_own_words_cannot_be_taken_over(official, both, db):
    address = f"{both}/{POLITICAL}"
    carry(official, address, "party_lectures", "political_measures", "no_such_question", "theme_day_title")
    assert set(values(db)) & {"party_lectures", "political_measures", "theme_day_title"} == set()
    assert all(row["cause"] != "carried_over" for row in revisions.all(db, 1, 1))


def test_a_value_of_the_sender_is_never_taken(official, both, db):
    address = f"{both}/{POLITICAL}"
    pairs = [("take", "city_bureau_core.unit"), ("take", "party_lectures.999"), ("then", "carry")]
    official.post(address, [*fields(official, address), *pairs])
    # Without ticks of our own the page's ticks are taken.
    assert values(db)["city_bureau_core"] == "水务"
    assert "party_lectures" not in values(db)


def test_what_is_in_the_note_is_no_text_of_the_report(official, both, db):
    carry(official, f"{both}/{POLITICAL}", "city_bureau_core")
    rows = [dict(row) for row in audit.newest(db, 1)]
    assert "水务" not in json.dumps(rows, ensure_ascii=False)


def test_a_page_saved_with_an_error_has_last_year_beside_it_too(official, both):
    address = f"{both}/{POLITICAL}"
    pairs = changed(fields(official, address), party_lectures="很多", then="next")
    page = tree(official.post(address, pairs, 422))
    assert beside(page, "party_lectures") == "去年 6 次"
