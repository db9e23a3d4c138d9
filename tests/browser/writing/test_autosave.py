"""Nothing typed is lost, in a real browser: no network, no service, an input method."""

import re

import pytest
from hands import (
    MEASURE,
    SOON,
    at,
    composes,
    control,
    delays,
    is_saved,
    requests_of,
    state,
    texts,
    types,
    until,
)
from playwright.sync_api import expect

from collector.store import answers

pytestmark = pytest.mark.browser


def test_what_was_typed_is_kept_two_seconds_after_the_last_keystroke(tab, desk):
    sent = requests_of(tab)
    tab.evaluate(MEASURE)
    types(tab, "unit_short_core", "江城水文")
    expect(state(tab)).to_have_text("保存中…")
    is_saved(tab)
    assert 1900 < delays(tab)[0] < 5000
    assert desk.kept("unit_short_core") == "江城水文"
    assert [each["questions"] for each in sent] == [["unit_short_core"]]
    tab.reload()
    expect(control(tab, "unit_short_core")).to_have_value("江城水文")


def test_what_is_back_as_it_was_is_not_sent_and_not_called_unsaved(tab):
    sent = requests_of(tab)
    before = state(tab).inner_text()
    control(tab, "unit_short_core").click()
    tab.keyboard.type("江")
    expect(state(tab)).to_have_text("保存中…")
    tab.keyboard.press("Backspace")
    expect(state(tab)).to_have_text(before)
    assert sent == []


def test_somebody_who_goes_on_typing_is_saved_after_twenty_seconds(tab, desk):
    # The page's clock stands still but for the seconds told here, however long the machine takes.
    tab.clock.install(time=0)
    tab.goto(desk.header)
    tab.clock.pause_at(3600)
    sent = requests_of(tab)
    control(tab, "unit_short_core").click()
    for _ in range(20):
        assert sent == []
        tab.keyboard.type("字")
        tab.clock.run_for(1000)
    is_saved(tab)
    assert len(sent) == 1
    assert desk.kept("unit_short_core") == "字" * 20


def test_a_question_that_is_left_is_kept_at_once(tab, desk):
    tab.evaluate(MEASURE)
    types(tab, "unit_short_core", "江城水文")
    tab.keyboard.press("Tab")
    is_saved(tab)
    assert delays(tab)[0] < 1900
    assert desk.kept("unit_short_core") == "江城水文"


def test_the_page_shows_what_is_wrong_and_how_far_it_is(tab):
    types(tab, "unit_short_core", "江城水文局")
    types(tab, "report_year", "今年")
    tab.keyboard.press("Tab")
    is_saved(tab)
    expect(tab.locator("#e-report_year")).to_have_text(re.compile("年"))
    expect(tab.locator("#w-unit_short_core .taken")).to_contain_text("报告里已经印有“局”")
    described = control(tab, "report_year").get_attribute("aria-describedby")
    assert described.split()[-1] == "e-report_year"
    assert control(tab, "report_year").get_attribute("aria-invalid") == "true"
    expect(tab.locator("[data-section=header] small").last).to_contain_text("有 1 处问题")
    before = texts(tab)
    tab.reload()
    assert before == texts(tab)
    types(tab, "report_year", "2026")
    is_saved(tab)
    expect(tab.locator("#e-report_year")).to_have_count(0)
    assert control(tab, "report_year").get_attribute("aria-invalid") is None


def test_without_a_network_nothing_typed_is_lost(tab, context, desk):
    types(tab, "unit_short_core", "江城")
    is_saved(tab)
    context.set_offline(True)
    types(tab, "unit_short_core", "江城水文")
    expect(state(tab)).to_have_text("未保存，正在重试", timeout=SOON)
    types(tab, "addressee", "江城市水务局")
    assert desk.kept("unit_short_core") == "江城"
    context.set_offline(False)
    is_saved(tab)
    assert desk.kept("unit_short_core") == "江城水文"
    assert desk.kept("addressee") == "江城市水务局"
    tab.reload()
    expect(control(tab, "addressee")).to_have_value("江城市水务局")


def test_every_keystroke_older_than_the_last_saved_outlives_a_service_that_is_killed(tab, service):
    types(tab, "unit_short_core", "江城")
    is_saved(tab)
    service.kill()
    types(tab, "unit_short_core", "江城水文")
    expect(state(tab)).to_have_text("未保存，正在重试", timeout=SOON)
    types(tab, "addressee", "江城市水务局")
    tab.wait_for_timeout(2500)
    service.start()
    is_saved(tab)
    tab.reload()
    expect(control(tab, "unit_short_core")).to_have_value("江城水文")
    expect(control(tab, "addressee")).to_have_value("江城市水务局")


def test_a_save_whose_answer_is_lost_is_done_once(tab, desk):
    types(tab, "unit_short_core", "江城")
    is_saved(tab)
    lost = []

    def lose(route):
        response = route.fetch()
        lost.append(response.status)
        route.abort()

    sent = requests_of(tab)
    tab.route("**/autosave", lose, times=1)
    types(tab, "unit_short_core", "江城水文")
    is_saved(tab)
    assert lost == [200]
    assert [each["key"] for each in sent] == [sent[0]["key"]] * 2
    assert answers.all(desk.db, 1, desk.statement)["unit_short_core"].version == 2


def test_an_input_method_is_never_disturbed(tab, service, desk):
    types(tab, "report_year", "今年")
    control(tab, "addressee").click()
    tab.keyboard.type("江城市")
    tab.evaluate(
        "() => { window.ended = 0; addEventListener('compositionend', () => { window.ended += 1; }, true); }"
    )
    sent = requests_of(tab)
    for text in ("s", "sh", "shu", "shui"):
        composes(tab, text)
    until(tab, lambda: desk.kept("report_year") == "今年")
    assert at(tab, "addressee") == ["江城市shui", 7, 7, True]
    # Twenty seconds of looking for a character: answers come, nothing of it is read or sent.
    for name in ("position", "unit_full_name"):
        control(tab, name).evaluate(
            "(each, text) => { each.value = text; each.dispatchEvent(new Event('input', {bubbles: true})); }",
            f"改了的{name}",
        )
        tab.wait_for_timeout(3000)
        assert at(tab, "addressee") == ["江城市shui", 7, 7, True]
    assert desk.kept("position") == "改了的position"
    assert all("addressee" not in each["questions"] for each in sent)
    assert "shui" not in str(sent)
    assert tab.evaluate("() => window.ended") == 0
    tab.keyboard.insert_text("水务局")
    is_saved(tab)
    assert at(tab, "addressee") == ["江城市水务局", 6, 6, True]
    assert desk.kept("addressee") == "江城市水务局"
