"""The report beside the questions, in a real browser: it follows typing, focus and clicks."""

import re

import pytest
from playwright.sync_api import expect
from sheet_page import SECTION, blank, is_in_view, now, opened

pytestmark = pytest.mark.browser


def tell(page, change):
    """What a save answers: the sheet as first shown, changed by a function of its HTML."""
    page.evaluate(
        f"""() => {{
          const html = window.first ?? document.getElementById("sheet").innerHTML;
          document.dispatchEvent(new CustomEvent("sheet", {{ detail: ({change})(html) }}));
        }}"""
    )


def test_characters_stand_in_their_blank_as_they_are_typed(page):
    field = page.locator("[name=party_lectures]")
    field.fill("")
    expect(blank(page, "party_lectures")).to_have_text("**")
    expect(blank(page, "party_lectures")).to_have_class(re.compile("open"))
    field.press_sequentially("18")
    assert blank(page, "party_lectures").inner_text() == "18"
    assert "open" not in blank(page, "party_lectures").get_attribute("class")


def test_every_place_of_an_answer_follows(page):
    page.locator("[name=city_bureau_core]").fill("<b>水利&")
    found = page.locator('#sheet [data-blank="city_bureau_core"]').all_inner_texts()
    assert len(found) > 1
    assert set(found) == {"<b>水利&"}


def test_choices_lists_dates_and_other_words_follow(page):
    page.locator("[name=organ_level][value=县]").check()
    assert blank(page, "organ_level").inner_text() == "县"
    page.locator('[name="organ_level"][value="其他"]').check()
    page.locator('[name="organ_level.other"]').fill("开发区")
    assert blank(page, "organ_level").inner_text() == "开发区"
    page.goto(page.url.replace(SECTION, "/header"))
    page.locator("[name=cutoff_date]").fill("2026-09-05")
    assert blank(page, "cutoff_date").inner_text() == "2026年9月5日"


def test_each_line_of_own_words_is_a_paragraph(page):
    page.locator("[name=political_measures]").fill("第一段\n\n　第二段 \n第三段")
    found = page.locator('#sheet p:has([data-blank="political_measures"])')
    assert found.all_inner_texts() == ["第一段", "第二段", "第三段"]
    assert set(found.evaluate_all("all => all.map(each => each.className)")) == {"s-OfficialBody"}
    page.locator("[name=political_measures]").fill("只有一段")
    assert found.all_inner_texts() == ["只有一段"]


def test_an_input_method_changes_the_sheet_when_it_is_done(page):
    before = blank(page, "city_bureau_core").inner_text()
    page.locator("[name=city_bureau_core]").focus()
    page.keyboard.press("End")
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "shui", "selectionStart": 4, "selectionEnd": 4})
    assert blank(page, "city_bureau_core").inner_text() == before
    client.send("Input.insertText", {"text": "水"})
    expect(blank(page, "city_bureau_core")).to_have_text(before + "水")


def test_the_focused_question_is_marked_and_shown_without_moving_the_page(page):
    assert is_in_view(page, "study_group_sessions")
    assert not is_in_view(page, "political_measures")
    before = page.evaluate("scrollY")
    page.locator("[name=political_measures]").evaluate("each => each.focus({ preventScroll: true })")
    assert set(now(page)) == {"political_measures"}
    assert is_in_view(page, "political_measures")
    assert page.evaluate("scrollY") == before
    page.locator("[name=party_lectures]").focus()
    assert now(page) == ["party_lectures"]


def test_a_computed_blank_is_marked_with_the_question_it_comes_from(page):
    page.goto(page.url.replace(SECTION, "/header"))
    page.locator("[name=report_year]").focus()
    assert "report_year" in now(page)
    assert "five_year_plan" in now(page)


def test_a_click_on_a_blank_goes_to_its_question(page):
    address = page.url
    blank(page, "party_lectures").click()
    assert page.evaluate("document.activeElement.name") == "party_lectures"
    assert page.url == address
    expect(page.locator("[name=party_lectures]")).to_be_in_viewport()
    page.locator("#sheet-box").evaluate("box => { box.scrollTop = 0 }")
    blank(page, "reporter_name").click()
    page.wait_for_url("**/header#f-reporter_name")
    expect(page.locator("[name=reporter_name]")).to_be_in_viewport()


def test_a_question_that_is_filtered_away_comes_back_when_its_blank_is_clicked(page):
    page.locator("#only-open").check()
    expect(page.locator("#q-party_lectures")).to_be_hidden()
    blank(page, "party_lectures").click()
    assert page.evaluate("document.activeElement.name") == "party_lectures"


def test_the_exact_wording_replaces_only_what_differs(page):
    page.locator("[name=party_lectures]").focus()
    page.evaluate(
        """() => {
          const sheet = document.getElementById("sheet");
          document.querySelectorAll("#sheet .now").forEach(each => each.classList.remove("now"));
          window.first = sheet.innerHTML;
          [...sheet.children].forEach((each, at) => { each.before = at; });
        }"""
    )
    box = page.locator("#sheet-box")
    scrolled = box.evaluate("box => box.scrollTop")
    assert scrolled > 0
    long = "长" * 200
    tell(page, f"html => html.replace('今年以来', '今年{long}以来').replace('主题党日活动，', '主题党日，')")
    kept = page.evaluate("[...document.querySelectorAll('#sheet > p')].map(each => each.before)")
    texts = page.locator("#sheet > p").all_inner_texts()
    changed = [at for at, each in enumerate(texts) if "今年长" in each or "主题党日，" in each]
    assert [at for at, each in enumerate(kept) if each is None] == changed
    assert len(changed) == 2
    assert now(page) == ["party_lectures"]
    # Above the view, eight lines more: what is in view stays where it is.
    assert box.evaluate("box => box.scrollTop") - scrolled == pytest.approx(
        8 * float(page.locator("#sheet p").first.evaluate("p => parseFloat(getComputedStyle(p).lineHeight)")),
        abs=30,
    )


def test_more_paragraphs_and_fewer_take_their_places(page):
    page.evaluate("window.first = document.getElementById('sheet').innerHTML")
    count = page.locator("#sheet > p").count()
    tell(page, "html => html.replace('<p class=\"s-OfficialBody\">今年', '<p>新的一段</p>$&')")
    assert page.locator("#sheet > p").count() == count + 1
    tell(page, "html => html")
    assert page.locator("#sheet > p").count() == count
    assert page.evaluate("document.getElementById('sheet').innerHTML === window.first")


def test_what_was_typed_since_the_save_was_sent_is_not_overwritten(page):
    page.evaluate("window.first = document.getElementById('sheet').innerHTML")
    page.locator("[name=party_lectures]").fill("77")
    page.locator("#q-party_lectures").evaluate("each => each.setAttribute('data-dirty', '')")
    tell(page, "html => html")
    assert blank(page, "party_lectures").inner_text() == "77"
    page.locator("#q-party_lectures").evaluate("each => each.removeAttribute('data-dirty')")
    tell(page, "html => html")
    assert blank(page, "party_lectures").inner_text() == "6"


def test_the_exact_wording_comes_with_the_autosave(browser, demonstration):
    with opened(browser, demonstration, saving=True) as page:
        field = page.locator("[name=city_bureau_core]")
        field.press_sequentially("市")
        field.fill("市水务局")
        assert blank(page, "city_bureau_core").inner_text() == "市水务局"
        expect(blank(page, "city_bureau_core")).to_have_text("水务", timeout=15_000)
        assert field.input_value() == "市水务局"
        assert set(now(page)) == {"city_bureau_core"}


def test_the_page_number_is_told_as_an_estimate(page):
    expect(page.locator("#sheet-page")).to_have_text(re.compile(r"^约第 2 页，共 \d 页$"))
    page.locator("#sheet-box").evaluate("box => { box.scrollTop = 0 }")
    expect(page.locator("#sheet-page")).to_have_text(re.compile(r"^约第 1 页，共 \d 页$"))
