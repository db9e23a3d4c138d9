"""Nothing typed is lost, in a real browser: no network, no service, two tabs, no session, an input method."""

import itertools
import os
import re
import signal
import subprocess
import sys
import time

import pytest
import serving
from axe_playwright_python.sync_playwright import Axe
from navigators import Official
from playwright.sync_api import expect

from collector import catalogue, config, passwords
from collector.store import answers, database, migrations, people, revisions, sessions, units

pytestmark = pytest.mark.browser

PASSWORD = "Jiang-cheng7"
SAVED = re.compile(r"^已保存 \d\d:\d\d$")
# Answers, pauses and the time a service takes to start, on a machine that is busy.
SOON = 20_000
NUMBERS = itertools.count(1)


class Service:
    """A service on one port that can be killed and started again, and its database."""

    def __init__(self, folder):
        self.path, self.log, self.port = folder / "collector.sqlite3", folder / "log", serving.free_port()
        self.server = None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def db(self):
        return database.connection(self.path)

    def start(self):
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "wsgi:app"],
                cwd=config.ROOT,
                env=serving.environ(self.path, self.port),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        serving.wait_for(f"{self.address}/sign-in", self.server, self.log)

    def kill(self):
        """End it with all its workers, as a power cut would."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(timeout=30)


class Desk:
    """Somebody with a statement of their own, and what the service has of it."""

    def __init__(self, service):
        self.service, self.db = service, service.db
        self.account = f"person{next(NUMBERS)}"
        with database.transaction(self.db):
            self.person = add_person(self.db, self.account)
        self.statement = None

    @property
    def header(self):
        return f"/statements/{self.statement}/header"

    @property
    def closing(self):
        return f"/statements/{self.statement}/closing"

    def signs_in(self, page):
        Official(page).signs_in(self.account, PASSWORD)
        expect(page.locator("h1")).to_have_text("我的报告")

    def kept(self, name):
        return answers.values(self.db, 1, self.statement).get(name)

    def history(self, name):
        """(cause, value) of a question in every revision."""
        numbers = [row["number"] for row in revisions.all(self.db, 1, self.statement)]
        found = [revisions.one(self.db, 1, self.statement, number) for number in numbers]
        return [(each["cause"], each["values"].get(name)) for each in found]


def add_person(db, account):
    person = people.add(
        db,
        1,
        account=account,
        name="陈远山",
        position="局长",
        password_hash=HASH,
        must_change_password=False,
    )
    people.grant(db, 1, person, "official")
    return person


HASH = passwords.hashed(PASSWORD)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    found = Service(tmp_path_factory.mktemp("autosave"))
    migrations.migrate(found.path)
    catalogue.load_forms(found.db, config.ROOT / "forms", config.ROOT / "doc_templates")
    units.add(found.db, "江城市水文局")
    found.start()
    yield found
    found.kill()
    database.close(found.path)


@pytest.fixture
def context(browser, service):
    with_script = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="zh-CN", base_url=service.address
    )
    with_script.set_default_timeout(SOON)
    errors = []
    with_script.on("weberror", lambda error: errors.append(str(error.error)))
    yield with_script
    with_script.close()
    assert errors == []


@pytest.fixture
def desk(service):
    return Desk(service)


@pytest.fixture
def tab(context, desk):
    """The first page of a new statement, opened by its author."""
    page = context.new_page()
    desk.signs_in(page)
    Official(page).begins_statement(2026)
    desk.statement = int(re.search(r"\d+$", page.url)[0])
    page.goto(desk.header)
    return page


def control(page, name):
    return page.locator(f'[name="{name}"]')


def types(page, name, text):
    """Put the text in the place of what is there, key by key."""
    control(page, name).click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def state(page):
    return page.locator("#saved")


def until(page, condition):
    deadline = time.monotonic() + SOON / 1000
    while not condition() and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert condition()


def is_saved(page):
    expect(state(page)).to_have_text(SAVED, timeout=SOON)


def requests_of(page):
    """The autosaves that leave the page from now on."""
    found = []
    page.on("request", lambda each: found.append(each.post_data_json) if "autosave" in each.url else None)
    return found


# Milliseconds from the last input to a save, measured in the page: the machine may be busy.
MEASURE = """() => {
  let last = 0;
  window.delays = [];
  document.addEventListener("input", () => { last = performance.now(); }, true);
  const send = window.fetch;
  window.fetch = (...all) => { window.delays.push(performance.now() - last); return send(...all); };
}"""


def delays(page):
    return page.evaluate("() => window.delays")


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
    control(tab, "unit_short_core").click()
    begun = time.monotonic()
    while desk.kept("unit_short_core") is None:
        assert time.monotonic() - begun < 25
        tab.keyboard.type("字")
        tab.wait_for_timeout(700)
    assert time.monotonic() - begun > 15


def test_a_question_that_is_left_is_kept_at_once(tab, desk):
    tab.evaluate(MEASURE)
    types(tab, "unit_short_core", "江城水文")
    tab.keyboard.press("Tab")
    is_saved(tab)
    assert delays(tab)[0] < 1900
    assert desk.kept("unit_short_core") == "江城水文"


def texts(page):
    """What stands at each question, but for the way to take it back."""
    page.evaluate("() => document.querySelectorAll('.undo').forEach((each) => each.remove())")
    return page.locator(".q").all_inner_texts()


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


def test_different_questions_of_two_tabs_merge_without_a_word(tab, context, desk):
    other = context.new_page()
    other.goto(desk.header)
    types(tab, "unit_short_core", "江城水文")
    is_saved(tab)
    types(other, "addressee", "江城市水务局")
    is_saved(other)
    types(tab, "position", "书记")
    is_saved(tab)
    kept = {name: desk.kept(name) for name in ("unit_short_core", "addressee", "position")}
    assert kept == {"unit_short_core": "江城水文", "addressee": "江城市水务局", "position": "书记"}
    assert tab.locator(".conflict").count() + other.locator(".conflict").count() == 0


@pytest.fixture
def conflict(tab, context, desk):
    """Two tabs, of which the second has changed what the first had changed already."""
    other = context.new_page()
    other.goto(desk.header)
    types(tab, "position", "党委书记")
    is_saved(tab)
    types(other, "position", "局长、党委委员")
    expect(other.locator(".conflict")).to_be_visible(timeout=SOON)
    return other


def versions(page):
    return page.locator(".conflict .text").all_inner_texts()


def test_both_texts_of_one_question_are_offered_and_nothing_is_chosen(conflict, desk):
    assert versions(conflict) == ["局长", "党委书记", "局长、党委委员"]
    assert conflict.locator(".conflict input:checked").count() == 0
    expect(state(conflict)).to_contain_text("有 1 题要选择")
    expect(control(conflict, "position")).to_have_value("局长、党委委员")
    assert {("conflict", "党委书记"), ("set_aside", "局长、党委委员")} <= set(desk.history("position"))
    assert Axe().run(conflict).response["violations"] == []


@pytest.mark.parametrize(
    ("keep", "expected"), [("mine", "局长、党委委员"), ("theirs", "党委书记"), ("original", "局长")]
)
def test_what_is_chosen_is_kept_and_shown(conflict, keep, expected, desk):
    conflict.locator(f'.conflict [value="{keep}"]').check()
    conflict.get_by_role("button", name="采用所选内容").click()
    is_saved(conflict)
    assert conflict.locator(".conflict").count() == 0
    expect(control(conflict, "position")).to_have_value(expected)
    assert desk.kept("position") == expected
    assert {"党委书记", "局长、党委委员"} <= {value for _, value in desk.history("position")}
    # The page goes on as any other.
    types(conflict, "position", "调研员")
    is_saved(conflict)
    assert desk.kept("position") == "调研员"


def test_a_question_in_conflict_is_typed_on_without_loss(conflict, desk):
    types(conflict, "position", "局长、党委委员、总工程师")
    conflict.keyboard.press("Control+S")
    conflict.wait_for_timeout(1000)
    assert ("set_aside", "局长、党委委员、总工程师") in desk.history("position")
    expect(control(conflict, "position")).to_have_value("局长、党委委员、总工程师")
    conflict.locator('.conflict [value="mine"]').check()
    conflict.keyboard.press("Control+S")
    is_saved(conflict)
    assert desk.kept("position") == "局长、党委委员、总工程师"


def test_a_list_chosen_from_another_tab_comes_with_its_rows(tab, context, desk):
    tab.goto(desk.closing)
    other = context.new_page()
    other.goto(desk.closing)
    for number, text in enumerate(("学习不够系统", "调研不够深入", "督办不够有力")):
        if not control(tab, f"issues-{number}").count():
            tab.locator("button[name=add][value=issues]").click()
        control(tab, f"issues-{number}").fill(text)
    is_saved(tab)
    types(other, "issues-0", "作风不够扎实")
    expect(other.locator(".conflict")).to_be_visible(timeout=SOON)
    other.locator('.conflict [value="theirs"]').check()
    other.get_by_role("button", name="采用所选内容").click()
    expect(control(other, "issues-2")).to_have_value("督办不够有力")
    other.locator("#q-issues .remove").first.click()
    is_saved(other)
    assert desk.kept("issues") == ["调研不够深入", "督办不够有力"]


# --- an input method


def composes(page, text):
    page.context.new_cdp_session(page).send(
        "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
    )


def at(page, name):
    """Value, start and end of the selection of a control, and whether it has the focus."""
    return control(page, name).evaluate(
        "each => [each.value, each.selectionStart, each.selectionEnd, document.activeElement === each]"
    )


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


# --- sessions


def test_a_session_that_ends_while_somebody_types_goes_on_after_signing_in_elsewhere(tab, context, desk):
    sessions.end_all(desk.db, desk.person)
    types(tab, "unit_short_core", "江城水文")
    expect(state(tab)).to_have_text("登录已过期，在新窗口登录 后自动继续保存", timeout=SOON)
    assert desk.kept("unit_short_core") is None
    with context.expect_page() as opened:
        state(tab).get_by_role("link", name="在新窗口登录").click()
    other = opened.value
    desk.signs_in(other)
    types(tab, "addressee", "江城市水务局")
    tab.bring_to_front()
    tab.evaluate("() => window.dispatchEvent(new Event('focus'))")
    is_saved(tab)
    assert desk.kept("unit_short_core") == "江城水文"
    assert desk.kept("addressee") == "江城市水务局"
    # The form itself goes on as well.
    tab.locator(".actions button.main").click()
    expect(state(tab)).to_contain_text("已保存")


def test_nothing_is_sent_once_somebody_else_has_signed_in(tab, context, service, desk):
    sessions.end_all(desk.db, desk.person)
    types(tab, "unit_short_core", "江城水文")
    expect(state(tab)).to_contain_text("登录已过期", timeout=SOON)
    other = context.new_page()
    Desk(service).signs_in(other)
    sent = requests_of(tab)
    tab.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(state(tab)).to_contain_text("现在登录的是别人", timeout=SOON)
    types(tab, "addressee", "江城市水务局")
    tab.wait_for_timeout(3000)
    assert sent == []
    expect(control(tab, "unit_short_core")).to_have_value("江城水文")


# --- leaving, coming back, the keyboard


def leaves(page, address):
    """Go elsewhere; what the browser asked before."""
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto(address)
    page.remove_listener("dialog", answer)
    return asked


def test_leaving_with_unsaved_text_asks_first_and_not_once_it_is_saved(tab, context, desk):
    types(tab, "unit_short_core", "江城")
    assert leaves(tab, "/help") == ["beforeunload"]
    # The page's last words; nobody waits for them but this test.
    until(tab, lambda: desk.kept("unit_short_core") == "江城")
    tab.goto(desk.header)
    types(tab, "unit_short_core", "江城水文")
    is_saved(tab)
    assert leaves(tab, "/help") == []


def test_a_link_saves_before_it_leads_away(tab, desk):
    types(tab, "unit_short_core", "江城水文")
    asked = []
    tab.on("dialog", lambda dialog: asked.append(dialog.type))
    tab.get_by_role("link", name="我的报告").first.click()
    expect(tab.locator("h1")).to_have_text("我的报告")
    assert asked == []
    assert desk.kept("unit_short_core") == "江城水文"


def test_going_back_shows_the_newest(tab):
    tab.goto("/help")
    tab.go_back()
    types(tab, "unit_short_core", "江城水文")
    is_saved(tab)
    tab.goto("/help")
    tab.go_back()
    expect(control(tab, "unit_short_core")).to_have_value("江城水文")


def test_saving_by_hand_saves_at_once_and_cuts_a_revision(tab, desk):
    types(tab, "unit_short_core", "江城水文")
    tab.keyboard.press("Control+S")
    is_saved(tab)
    assert desk.history("unit_short_core") == [("saved", "江城水文")]
    expect(tab.locator("[role=status].vh")).to_have_text(SAVED)


@pytest.mark.parametrize("script", [True, False])
def test_enter_in_a_field_sends_nothing(browser, service, tab, script, desk):
    context = browser.new_context(java_script_enabled=script, base_url=service.address)
    page = context.new_page()
    desk.signs_in(page)
    page.goto(desk.header)
    posts = []
    page.on("request", lambda each: posts.append(each.url) if each.method == "POST" else None)
    control(page, "unit_short_core").fill("江城水文")
    control(page, "unit_short_core").press("Enter")
    page.wait_for_timeout(800)
    assert [each for each in posts if "autosave" not in each] == []
    expect(control(page, "unit_short_core")).to_have_value("江城水文")
    context.close()


# --- taking back


def undo(page, name):
    return page.locator(f"#q-{name} .undo")


def test_the_last_change_of_a_field_is_taken_back_step_by_step(tab, desk):
    assert tab.locator(".undo").count() == 0
    for text in ("江城", "江城水文"):
        types(tab, "unit_short_core", text)
        is_saved(tab)
    types(tab, "unit_short_core", "江城水文局的")
    for text in ("江城水文", "江城", ""):
        undo(tab, "unit_short_core").click()
        expect(control(tab, "unit_short_core")).to_have_value(text)
    expect(undo(tab, "unit_short_core")).to_be_hidden()
    tab.keyboard.press("Tab")
    is_saved(tab)
    assert desk.kept("unit_short_core") is None


def test_a_list_is_taken_back_with_its_rows(tab, desk):
    tab.goto(desk.closing)
    control(tab, "issues-0").fill("学习不够系统")
    control(tab, "issues-1").fill("调研不够深入")
    is_saved(tab)
    tab.locator("#q-issues .remove").first.click()
    is_saved(tab)
    assert desk.kept("issues") == ["调研不够深入"]
    undo(tab, "issues").click()
    is_saved(tab)
    assert desk.kept("issues") == ["学习不够系统", "调研不够深入"]
    undo(tab, "issues").click()
    is_saved(tab)
    assert desk.kept("issues") is None


def test_the_browsers_own_undo_is_left_alone(tab):
    types(tab, "unit_short_core", "江城")
    is_saved(tab)
    tab.keyboard.type("水文")
    is_saved(tab)
    tab.keyboard.press("Control+Z")
    assert control(tab, "unit_short_core").input_value() != "江城水文"


def test_nothing_is_kept_in_the_browser(tab, context):
    types(tab, "unit_short_core", "江城水文")
    is_saved(tab)
    assert tab.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
    assert tab.evaluate("async () => (await indexedDB.databases()).length") == 0
