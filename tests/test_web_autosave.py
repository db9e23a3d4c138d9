"""What a page saves by itself: only what changed, once, and with everything it has to show coming back."""

import json
from datetime import UTC, datetime, timedelta

import lxml.html
import pytest
from autosaving import Page, chosen
from section_filling import HEADER, changed, fields, values

from collector.store import answers, people, revisions, sessions, statements, times
from collector.web import security
from collector.web.presentation import SHANGHAI

JSON = {"Accept": "application/json"}


@pytest.fixture
def page(official, statement):
    official.post(f"{statement}/header", HEADER)
    return Page(official, f"{statement}/header")


def queries(db, ask):
    """The statements that a request sends, without their values."""
    sent = []
    db.set_trace_callback(lambda sql: sent.append(" ".join(sql.split()[:3])))
    try:
        ask()
    finally:
        db.set_trace_callback(None)
    return sent


def causes(db):
    return [row["cause"] for row in reversed(revisions.all(db, 1, 1))]


def test_only_what_changed_is_written(page, db):
    before = answers.all(db, 1, 1)
    page.saves(position="局长")
    after = answers.all(db, 1, 1)
    assert {name for name in after if after.get(name) != before.get(name)} == {"position"}
    assert after["position"].value == "局长"


def test_what_is_kept_is_what_was_typed_complete_or_not(page, db):
    said = page.saves(cutoff_date="2026年13月1", unit_short_core="")
    assert values(db)["cutoff_date"] == "2026年13月1"
    assert "unit_short_core" not in values(db)
    assert said["messages"] == {"cutoff_date": ["统计截止日要填日期，如 2026年11月20日"]}
    assert said["open"] == ["unit_short_core"]
    assert (said["missing"], said["findings"]) == (
        statements.one(db, 1, 1)["missing"],
        statements.one(db, 1, 1)["findings"],
    )


def test_the_answer_says_what_the_page_shows_by_then(page, official, statement):
    said = page.saves(unit_short_core="江城水文局")
    assert said["notes"] == {"unit_short_core": "报告里已经印有“局”，这里只取“江城水文”"}
    assert said["saved_at"] == f"{times.moment(times.text()).astimezone(SHANGHAI):%H:%M}"
    rail = {each["name"]: each["label"] for each in said["sections"]}
    shown = official.page(f"{statement}/header").xpath("//nav//li[@data-section='header']//small/text()")
    assert rail["header"] == shown[0]
    assert "江城水文" in lxml.html.fromstring(f"<div>{said['sheet']}</div>").text_content()


def test_an_answer_by_itself_cuts_no_revision_and_an_explicit_one_does(page, db):
    before = causes(db)
    page.saves(position="局长")
    assert causes(db) == before
    page.saves(is_explicit=True)
    assert causes(db) == [*before, "saved"]
    page.saves(is_explicit=True)
    assert causes(db) == [*before, "saved"]


def test_a_save_sent_again_is_done_once(page, db):
    body = page.body(["position"], [["position", "局长"]], key="first")
    first = page.posts(body).get_json()
    version = answers.all(db, 1, 1)["position"].version
    answers.save(db, 1, 1, {"position": "书记"}, 1, page="another")
    again = page.posts(body)
    assert again.status_code == 200
    kept = answers.all(db, 1, 1)["position"]
    assert (kept.value, kept.version) == ("书记", version + 1)
    # What came back the first time was of its own version; now the page is told that there is another.
    assert first["seen"].startswith(f"position.{version}.")
    assert again.get_json()["replaced"] == ["position"]


def test_a_conflict_sent_again_is_still_one_and_cuts_nothing_twice(page, db):
    answers.save(db, 1, 1, {"position": "书记"}, 1, page="another")
    body = page.body(["position"], [["position", "局长"]], key="first")
    assert page.posts(body).status_code == 409
    before = causes(db)
    again = page.posts(body)
    assert again.status_code == 409
    assert list(again.get_json()["conflicts"]) == ["position"]
    assert causes(db) == before


def test_two_pages_of_one_person_merge_and_ask_about_the_same_question(page, official, statement, db):
    other = Page(official, f"{statement}/header")
    other.saves(position="书记")
    said = page.saves(409, position="局长", addressee="江城市水务局")
    assert values(db)["position"] == "书记"
    assert values(db)["addressee"] == "江城市水务局"
    box = lxml.html.fromstring(said["conflicts"]["position"])
    assert [each.text_content() for each in box.xpath(".//*[@class='text']")] == [
        "党委书记、局长",
        "书记",
        "局长",
    ]
    assert not box.xpath(".//input[@checked]")
    assert "您在另一个窗口" in said["messages"]["position"][0]
    assert "position" not in said["seen"]


@pytest.mark.parametrize(
    ("keep", "expected", "replaced"),
    [("mine", "局长", []), ("theirs", "书记", ["position"]), ("original", "党委书记、局长", ["position"])],
)
def test_what_is_chosen_settles_it(page, official, statement, db, keep, expected, replaced):
    Page(official, f"{statement}/header").saves(position="书记")
    said = page.saves(409, position="局长")
    said = page.saves(position="局长", keep=chosen(said["conflicts"]["position"], "position", keep))
    assert values(db)["position"] == expected
    assert said["replaced"] == replaced
    found = [revisions.one(db, 1, 1, row["number"])["values"]["position"] for row in revisions.all(db, 1, 1)]
    assert {"书记", "局长"} <= set(found)


def test_a_text_typed_on_during_a_conflict_is_set_aside_as_well(page, official, statement, db):
    Page(official, f"{statement}/header").saves(position="书记")
    page.saves(409, position="局长")
    before = causes(db)
    page.saves(409, position="局长、党委委员")
    assert causes(db) == [*before, "set_aside"]
    newest = revisions.all(db, 1, 1)[0]["number"]
    assert revisions.one(db, 1, 1, newest)["values"]["position"] == "局长、党委委员"
    assert values(db)["position"] == "书记"


def test_a_text_with_half_a_character_is_named_and_the_rest_is_saved(page, db):
    body = page.body(["addressee", "position"], [["addressee", "甲\ud800乙"], ["position", "局长"]])
    said = page.posts(body).get_json()
    assert said["refused"] == ["addressee"]
    assert "损坏的文字" in said["messages"]["addressee"][0]
    assert "addressee" not in said["seen"]
    assert values(db)["position"] == "局长"
    assert "addressee" not in values(db)


def test_whether_a_section_is_finished_is_kept_too(page):
    said = page.posts(page.body([], [["finished", "yes"]])).get_json()
    (header,) = [each for each in said["sections"] if each["name"] == "header"]
    assert header["state"] == "done"


def test_a_question_of_another_section_is_left_alone(page, db):
    before = values(db)
    page.posts(page.body(["issues", "no_such"], [["issues-0", "planted"], ["no_such", "x"]]))
    assert values(db) == before


def test_somebody_elses_statement_is_not_there(page, colleague):
    page.token, page.client = colleague.token(), colleague
    response = page.posts(page.body(["position"], [["position", "局长"]]))
    assert (response.status_code, response.get_json()["reason"]) == (404, "gone")


def reason(response):
    assert response.headers["Content-Type"] == "application/json"
    return response.status_code, response.get_json()["reason"]


def test_a_save_without_a_token_is_refused(page, db):
    before = values(db)
    body = page.body(["position"], [["position", "局长"]])
    for token in ("", "forged"):
        page.token = token
        assert reason(page.posts(body)) == (403, "other_session")
    assert values(db) == before


def test_a_page_is_told_that_its_session_has_ended(page, db, ids):
    sessions.end_all(db, ids["chenyuanshan"])
    response = page.posts(page.body(["position"], [["position", "局长"]]))
    assert reason(response) == (403, "signed_out")
    # Its cookie may be a new one by the time this arrives.
    assert "Set-Cookie" not in response.headers
    assert reason(page.client.http.get("/session-token", headers=JSON)) == (403, "signed_out")


def test_a_page_goes_on_with_the_token_of_a_new_session_of_the_same_person(page, db, ids):
    author = page.hidden["author"]
    page.client.sign_in(ids["chenyuanshan"])
    with page.client.http.session_transaction() as session:
        session["csrf_token"] = "another-raw-token"
    body = page.body(["position"], [["position", "局长"]])
    assert reason(page.posts(body)) == (403, "other_session")
    said = page.client.http.get("/session-token", headers=JSON).get_json()
    assert said["person"] == author
    page.token = said["csrf_token"]
    assert page.posts(body).status_code == 200
    assert values(db)["position"] == "局长"


def test_a_page_is_told_that_somebody_else_has_signed_in(page, ids):
    page.client.sign_in(ids["wangxiaohe"])
    with page.client.http.session_transaction() as session:
        session["csrf_token"] = "another-raw-token"
    assert reason(page.posts(page.body(["position"], [["position", "局长"]]))) == (403, "somebody_else")
    assert page.client.http.get("/session-token", headers=JSON).get_json()["person"] != page.hidden["author"]


def test_a_page_is_told_that_its_password_was_replaced(page, db, ids):
    people.set_password(db, ids["chenyuanshan"], "nobody's", must_change_password=True)
    page.client.sign_in(ids["chenyuanshan"])
    assert reason(page.posts(page.body(["position"], [["position", "局长"]]))) == (403, "one_time_password")
    assert reason(page.client.http.get("/session-token", headers=JSON)) == (403, "one_time_password")


def seen_at(db):
    return [row["seen_at"] for row in db.execute("SELECT seen_at FROM sessions ORDER BY rowid").fetchall()]


def test_what_a_page_asks_by_itself_keeps_no_session_alive(page, db):
    long_ago = times.text(datetime.now(UTC) - timedelta(minutes=20))
    db.execute("UPDATE sessions SET seen_at = ?", (long_ago,))
    page.client.http.get("/session-token", headers=JSON)
    page.posts(page.body(["position"], [["position", "局长"]]), **{"X-Again": "1"})
    assert set(seen_at(db)) == {long_ago}
    page.posts(page.body(["position"], [["position", "书记"]]))
    assert set(seen_at(db)) != {long_ago}


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        {},
        {"key": 1},
        {"key": "a b"},
        {"key": "k", "questions": "position"},
        {"key": "k", "questions": [1]},
        {"key": "k", "fields": [["position"]]},
        {"key": "k", "fields": [["position", 1]]},
        {"key": "k", "fields": {"position": "x"}},
        {"key": "k", "page": None},
    ],
)
def test_a_body_that_no_page_sends_is_refused(page, db, body):
    before = values(db)
    assert reason(page.posts(body)) == (400, "unreadable")
    assert values(db) == before


def test_a_body_that_is_no_json_is_refused(page):
    response = page.client.http.post(
        f"{page.address}/autosave", data=b'{"key": ', headers=JSON | {"X-CSRFToken": page.token}
    )
    assert response.status_code in (400, 415)


def test_a_body_that_is_too_large_is_refused(page):
    many = [["position", "x"]] * (security.MOST_FIELDS + 1)
    assert reason(page.posts(page.body(["position"], many))) == (413, "too_large")
    long = page.body(["position"], [["position", "字" * (security.LARGEST_REQUEST // 3 + 1)]])
    data = json.dumps(long, ensure_ascii=False).encode()
    response = page.client.http.post(
        f"{page.address}/autosave",
        data=data,
        headers=JSON | {"X-CSRFToken": page.token, "Content-Type": "application/json"},
    )
    assert reason(response) == (413, "too_large")


def test_a_form_saved_after_the_page_saved_by_itself_is_no_conflict(page, db):
    pairs = fields(page.client, page.address)
    page.hidden = dict(pairs)
    page.saves(position="局长")
    page.client.post(page.address, changed(pairs, position="书记", then="back"))
    assert values(db)["position"] == "书记"


def test_an_error_nobody_expected_is_told_as_json(app, page, db):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    db.execute("DROP TABLE saves")
    assert reason(page.posts(page.body(["position"], [["position", "局长"]]))) == (500, "failed")
