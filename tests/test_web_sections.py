"""A section is filled in: where its buttons lead, what is told of it, and what comes back."""

import pytest
import sample_answers
from section_filling import HEADER, changed, complete, fields, values
from web_fixtures import errors, form_fields, tree, words

from collector.statement import states
from collector.store import answers, statements


def test_saving_and_going_on_leads_to_the_next_section(official, statement, db):
    assert official.post(f"{statement}/header", HEADER).location == f"{statement}/two-upholds"
    assert values(db)["cutoff_date"] == "2026-11-20"


def test_saving_and_going_back_leads_to_the_overview_whatever_is_missing(official, statement, db):
    response = official.post(f"{statement}/header", {**HEADER, "cutoff_date": "soon", "then": "back"})
    assert response.location == statement
    assert values(db)["cutoff_date"] == "soon"


def test_the_last_section_leads_to_the_check_page(official, statement):
    pairs = changed(fields(official, f"{statement}/closing"), signed_date="2026-11-22", then="next")
    assert official.post(f"{statement}/closing", pairs).location == f"{statement}/check"


def test_what_is_wrong_is_shown_and_kept(official, statement, db):
    wrong = {**HEADER, "cutoff_date": "2026年13月1日", "unit_short_core": ""}
    response = official.post(f"{statement}/header", wrong, 422)
    assert errors(response) == {
        "cutoff_date": ["统计截止日要填日期，如 2026年11月20日"],
        "unit_short_core": ["请填写本单位简称（不含“局”）"],
    }
    page = tree(response)
    assert page.findtext(".//title").startswith("错误：")
    links = page.xpath("//*[@id='problems']//a/@href")
    assert links == ["#f-cutoff_date", "#f-unit_short_core"]
    assert values(db)["cutoff_date"] == "2026年13月1日"
    assert dict(fields(official, f"{statement}/header"))["cutoff_date"] == "2026年13月1日"
    row = statements.one(db, 1, 1)
    assert row["findings"] == 1


def test_a_kept_mistake_shows_when_the_page_is_opened_again_but_nothing_missing_does(official, statement):
    official.post(f"{statement}/header", {**HEADER, "cutoff_date": "soon", "unit_short_core": ""}, 422)
    page = official.get(f"{statement}/header")
    assert list(errors(page)) == ["cutoff_date"]
    assert not tree(page).xpath("//*[@id='problems']")


def test_a_rule_between_sections_shows_where_its_question_is(official, statement):
    official.post(f"{statement}/header", HEADER)
    late = changed(fields(official, f"{statement}/two-upholds"), theme_day_month="12", then="next")
    found = errors(official.post(f"{statement}/two-upholds", late, 422))
    assert found["theme_day_month"] == ["支部主题党日活动的月份（12月）不能晚于统计截止日（2026年11月20日）"]


def test_a_warning_shows_and_keeps_nobody(official, statement):
    complete(official, statement)
    section = f"{statement}/two-upholds"
    pairs = changed(fields(official, section), community_service_hours="1", then="next")
    assert official.post(section, pairs).status_code == 303
    assert "服务时长平均每人次" in words(official.get(section))


def test_all_sections_filled_make_a_finished_statement(official, statement, db):
    complete(official, statement)
    row = statements.one(db, 1, 1)
    assert (row["missing"], row["findings"]) == (0, 0)
    expected = {name: states.to_json(typed) for name, typed in sample_answers.complete().items()}
    assert values(db) == expected
    page = official.page(statement)
    assert {section.text for section in page.xpath("//ol[@class='tasks']//span")} == {"已完成"}


@pytest.mark.parametrize("section", [section.name for section in sample_answers.definition().sections])
def test_the_page_sends_back_exactly_what_was_saved(official, statement, db, section):
    complete(official, statement)
    before = answers.all(db, 1, 1)
    official.post(f"{statement}/{section}", [*fields(official, f"{statement}/{section}"), ("then", "back")])
    assert answers.all(db, 1, 1) == before


def test_a_cleared_answer_is_open_again(official, statement, db):
    official.post(f"{statement}/header", {**HEADER, "addressee": "江城市水务局"})
    assert values(db)["addressee"] == "江城市水务局"
    pairs = changed(fields(official, f"{statement}/header"), addressee="", then="next")
    official.post(f"{statement}/header", pairs)
    assert "addressee" not in values(db)


def test_a_stripped_affix_is_told(official, statement):
    official.post(f"{statement}/header", {**HEADER, "unit_short_core": "江城水文局"})
    assert "报告里已经印有“局”，这里只取“江城水文”" in words(official.get(f"{statement}/header"))


def test_stripped_marks_are_told_by_their_name(official, statement):
    official.post(
        f"{statement}/political-responsibility", {"essay_contest_name": "“清风水韵”", "then": "back"}
    )
    page = words(official.get(f"{statement}/political-responsibility"))
    assert "报告里已经印有引号，这里只取“清风水韵”" in page


def test_a_number_shows_its_unit_and_no_affix_beside_it(official, statement):
    page = tree(official.get(f"{statement}/header"))
    beside = page.xpath("//*[@id='q-report_year']//*[@class='affix' or @class='unit']/text()")
    assert beside == ["年"]


def test_a_row_is_added_by_a_button_that_saves_too(official, statement, db):
    address = f"{statement}/closing"
    pairs = fields(official, address)
    count = sum(name.startswith("issues-") for name, _ in pairs)
    pairs = changed(pairs, **{"issues-0": "学习不够系统"})
    page = tree(official.post(address, [*pairs, ("add", "issues")], 200))
    assert not page.xpath("//*[@class='error']")
    assert not page.xpath("//*[@id='problems']")
    again = form_fields(page)
    assert sum(name.startswith("issues-") for name, _ in again) > count
    assert values(db)["issues"] == ["学习不够系统"]
    more = tree(official.post(address, [*again, ("add", "issues")], 200))
    assert sum(name.startswith("issues-") for name, _ in form_fields(more)) > count + 1


def test_a_row_of_a_question_that_is_not_there_is_not_added(official, statement):
    official.post(f"{statement}/header", {**HEADER, "add": "no_such_question"})


def test_a_question_that_other_answers_make_needless_is_not_asked_for(official, statement, db):
    complete(official, statement)
    address = f"{statement}/principal-responsibility"
    pairs = [pair for pair in fields(official, address) if not pair[0].startswith("supervision_letter")]
    official.post(address, [*pairs, ("supervision_letters.none", "1"), ("then", "next")])
    assert statements.one(db, 1, 1)["missing"] == 0
