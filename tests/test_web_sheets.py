"""The report beside the questions says what its file says, and each blank leads to its question."""

import html
import re

import hostile
import pytest
import sample_answers
from section_filling import changed, complete, fields
from web_fixtures import tree

from collector.word import text

POLITICAL = "political-responsibility"


def sheet(response):
    """The text of each paragraph of a page's sheet."""
    (inner,) = re.findall(r'<div class="sheet"[^>]*>(.*?)</div>', response.text, re.DOTALL)
    return [
        html.unescape(re.sub("<[^>]*>", "", each.replace("<br>", "\n")))
        for each in re.findall(r"<p[^>]*>(.*?)</p>", inner, re.DOTALL)
    ]


def blanks(page, name):
    return page.xpath(f"//*[@class='sheet']//a[@data-blank='{name}']")


def draft(client, statement):
    return text.plain(client.get(f"{statement}/draft.docx").data)


def test_the_sheet_of_every_page_is_the_text_of_the_draft(official, statement):
    for fill in (lambda: None, lambda: complete(official, statement)):
        fill()
        printed = draft(official, statement)
        for section in sample_answers.definition().sections:
            assert sheet(official.get(f"{statement}/{section.name}")) == printed
        assert sheet(official.get(f"{statement}/sheet")) == printed


@pytest.mark.parametrize("name", [name for name in hostile.NAMES if "200,000" not in name])
def test_a_hostile_answer_stands_on_the_sheet_as_it_stands_in_the_file(official, statement, name):
    typed = hostile.answer(name)[0]
    pairs = changed(fields(official, f"{statement}/{POLITICAL}"), integrity_activity_name=typed, then="next")
    official.post(f"{statement}/{POLITICAL}", pairs, 422)
    page = official.get(f"{statement}/{POLITICAL}")
    assert sheet(page) == draft(official, statement)


def test_a_blank_leads_to_its_question_on_this_page_or_on_its_own(official, statement):
    page = official.page(f"{statement}/{POLITICAL}")
    assert blanks(page, "party_lectures")[0].get("href") == "#f-party_lectures"
    assert blanks(page, "report_year")[0].get("href") == "header#f-report_year"
    whole = official.page(f"{statement}/sheet")
    assert blanks(whole, "party_lectures")[0].get("href") == f"{POLITICAL}#f-party_lectures"


def test_a_computed_blank_leads_to_the_question_it_comes_from(official, statement):
    questions = sample_answers.definition().questions
    assert questions["five_year_plan"].sources == ("report_year",)
    page = official.page(f"{statement}/two-upholds")
    assert blanks(page, "five_year_plan")[0].get("href") == "header#f-report_year"


def test_a_table_blank_leads_to_the_table(official, statement):
    complete(official, statement)
    assert {each.get("href") for each in blanks(official.page(f"{statement}/closing"), "next_steps")} == {
        "#f-next_steps"
    }


def test_every_link_of_the_sheet_leads_to_a_control(official, statement):
    complete(official, statement)
    links = official.page(f"{statement}/sheet").xpath("//*[@class='sheet']//a/@href")
    assert len(links) > 80
    pages = {
        section.name: set(official.page(f"{statement}/{section.name}").xpath("//@id"))
        for section in sample_answers.definition().sections
    }
    lost = [link for link in links if link.partition("#")[2] not in pages[link.partition("#")[0]]]
    assert lost == []


def test_the_sheet_begins_where_the_section_does(official, statement):
    page = official.page(f"{statement}/{POLITICAL}")
    (here,) = page.xpath("//*[@id='here']")
    assert here.text_content().startswith("二、强化政治责任担当情况。")
    assert not official.page(f"{statement}/sheet").xpath("//*[@id='here']")


def test_open_blanks_and_wrong_ones_are_told_apart(official, statement):
    pairs = changed(fields(official, f"{statement}/{POLITICAL}"), party_lectures="许多", then="next")
    official.post(f"{statement}/{POLITICAL}", pairs, 422)
    page = official.page(f"{statement}/{POLITICAL}")
    assert blanks(page, "party_lectures")[0].get("class") == "blank wrong"
    assert blanks(page, "study_group_sessions")[0].get("class") == "blank open"
    assert blanks(page, "report_year")[0].get("class") == "blank"
    pairs = changed(fields(official, f"{statement}/{POLITICAL}"), party_lectures="3", then="next")
    official.post(f"{statement}/{POLITICAL}", pairs, 422)
    mended = official.page(f"{statement}/{POLITICAL}")
    assert blanks(mended, "party_lectures")[0].get("class") == "blank"


def test_a_page_that_lists_problems_has_a_sheet_too(official, statement):
    response = official.post(f"{statement}/{POLITICAL}", {"party_lectures": "3", "then": "next"}, 422)
    assert blanks(tree(response), "party_lectures")[0].text == "3"


def test_the_whole_report_is_its_authors_alone(official, statement, colleague, outsider):
    assert official.page(f"{statement}/sheet").findtext(".//h1") == "通读全文"
    colleague.get(f"{statement}/sheet", 404)
    outsider.get(f"{statement}/sheet", 404)


def test_a_sheet_comes_with_the_styles_of_its_template(official, statement, stranger):
    (address,) = official.page(f"{statement}/header").xpath("//link[contains(@href, 'sheet.css')]/@href")
    response = official.get(address)
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert ".sheet .s-OfficialBody{" in response.text
    assert response.headers["Cache-Control"] == "private, max-age=86400"
    assert stranger.get(address, 303).headers["Cache-Control"] == "no-store"


def test_styles_of_a_version_there_is_not_are_not_found(official):
    assert official.get("/definitions/0123/sheet.css", 404).headers["Cache-Control"] == "no-store"
