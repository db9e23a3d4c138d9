"""Every step × everybody × every state: what is refused changes nothing, what is taken is noted once."""

import pytest
import review_fixtures
import way_table
from review_fixtures import approve, archive, change, give_back, open_review, submit, take
from web_fixtures import Client, words

from collector import demo
from collector.store import clerks, people, remarks, review_settings, statements, steps
from collector.store import database as store

YEAR = 2026
# What is returned, and what is written in it after the last submission: nobody reviews that yet.
NAMED, SAID = "political_measures", "请写具体时间"
UNSENT = "正在补充的这一句还没有提交。"
FORMS = {
    "submit": {"declared": "1"},
    "correct": {"reason": "数字有误"},
}


@pytest.fixture
def everybody(db, reviewers):
    """The ids by account, somebody else's clerk among them."""
    with store.transaction(db):
        other = people.add(
            db, 1, account="zhengyunzhou", name="郑云舟", password_hash="x", must_change_password=False
        )
        clerks.assign(db, 1, reviewers["wangxiaohe"], other, by=reviewers["zhouqing"])
    return {**reviewers, "zhengyunzhou": other}


@pytest.fixture
def statement_id(db, everybody, state):
    """The author's statement as it stands in that state, ready to be submitted where it can be."""
    author, first = everybody["chenyuanshan"], everybody["guhuaichuan"]
    with store.transaction(db):
        answers = demo.year_answers(review_fixtures.definition(), YEAR)
        review_fixtures.write(db, author, demo.year_answers(review_fixtures.definition(), YEAR - 1), YEAR - 1)
        made = review_fixtures.write(db, author, answers, YEAR)
        for each in HISTORY[state]:
            each(db, made, first if each in REVIEWERS else author)
    change(db, made, author, **{NAMED: answers[NAMED] + UNSENT})
    return made


def hand_over(db, statement_id, person_id):
    take(db, statement_id, person_id, "handed_over", ("draft", "returned"), "awaiting_author")


def send_back(db, statement_id, person_id):
    give_back(db, statement_id, person_id, {NAMED: SAID})


def pass_first(db, statement_id, person_id):
    review_settings.set_stages(db, 1, 2)
    steps.passed(db, 1, statement_id, person_id)


REVIEWERS = (open_review, send_back, pass_first, approve, archive)
OPENED = (submit, open_review)
HISTORY = {
    "draft": (),
    "awaiting": (hand_over,),
    "submitted": (submit,),
    "opened": OPENED,
    "second stage": (*OPENED, pass_first),
    "returned": (*OPENED, send_back),
    "awaiting again": (*OPENED, send_back, hand_over),
    "submitted again": (*OPENED, send_back, submit),
    "approved": (*OPENED, approve),
    "archived": (*OPENED, approve, archive),
}


@pytest.fixture
def everyones(app, db, everybody, statement_id):
    """A browser of each who asks, one after the other, with just their roles, each in the same database."""

    def browsers():
        start = copied(db)
        for who, (account, roles) in way_table.WHO.items():
            yield who, Client(app) if account is None else browser_of(app, db, everybody[account], roles)
            start.backup(db)
        start.close()

    return browsers()


def browser_of(app, db, person_id, roles):
    unit_id = people.anywhere(db, person_id)["unit_id"]
    db.execute("DELETE FROM roles WHERE person_id = ?", (person_id,))
    for role in roles:
        people.grant(db, unit_id, person_id, role)
    client = Client(app).sign_in(person_id)
    client.person_id = person_id
    return client


def copied(db):
    """The database as it is, to go back to once a step was taken."""
    copy = type(db)(":memory:")
    db.backup(copy)
    return copy


def kept(db):
    """What a refused step must leave as it is: the row, the answers, revisions, returns and remarks."""
    tables = ("statements", "answers", "revisions", "returns", "remarks", "answers_search")
    return {table: [dict(row) for row in store.rows(db, f"SELECT * FROM {table}")] for table in tables}


def audited(db):
    return [
        (row["action"], row["result"])
        for row in store.rows(db, "SELECT action, result FROM audit ORDER BY id")
    ]


def prepared(db, statement_id, who, step, browser):
    """What a step needs beforehand: a remark noted by the reviewer who returns."""
    if way_table.PERMITTED[who]["reviews"] == "may":
        with store.transaction(db):
            remarks.forget(db, 1, statement_id, browser.person_id, NAMED)
            if step in ("return", "correct"):
                remarks.note(db, 1, statement_id, browser.person_id, NAMED, SAID)


def post(browser, statement_id, step):
    """The status of the answer; `sign-in` where it leads there."""
    room = "statements" if step in way_table.WRITING else "reviews"
    data = {**FORMS.get(step, {}), "csrf_token": browser.token()}
    response = browser.http.post(f"/{room}/{statement_id}/{step}", data=data)
    if response.status_code == 303 and response.location.startswith("/sign-in"):
        return "sign-in"
    return response.status_code


@pytest.mark.parametrize("state", way_table.STATES)
def test_every_step_by_everybody(db, statement_id, everyones, state):
    for who, browser in everyones:
        for step in (*way_table.WRITING, *way_table.REVIEWING):
            check_step(db, statement_id, who, browser, state, step)


def check_step(db, statement_id, who, browser, state, step):
    expected = way_table.expected(who, state, step)
    prepared(db, statement_id, who, step, browser)
    before, noted, copy = kept(db), audited(db), copied(db)
    status, told = post(browser, statement_id, step), f"{who}: {step}"
    if expected in ("sign-in", 403, 404, "-"):
        assert (status, told) == (303 if expected == "-" else expected, told)
        check_refused(db, expected, before, noted, told)
    else:
        assert (status, told) == (303, told)
        check_taken(db, statement_id, step, expected, before, noted)
        copy.backup(db)
    copy.close()


def check_refused(db, expected, before, noted, told):
    assert kept(db) == before, told
    new = audited(db)[len(noted) :]
    assert all(result == "refused" for _, result in new), told
    assert len(new) <= (expected == 403), "whoever is only too late did nothing wrong"


def check_taken(db, statement_id, step, expected, before, noted):
    row = dict(statements.anywhere(db, statement_id))
    assert row["state"] == expected, step
    assert audited(db)[len(noted) :] == [(way_table.AUDITED[step], "ok")]
    new = kept(db)["revisions"][len(before["revisions"]) :]
    assert [each["cause"] for each in new] == ([] if step == "open" else [way_table.CAUSES[step]])
    assert (row["opened_at"] is not None) or step != "open"
    assert kept(db)["answers"] == before["answers"]


PAGES = ("compare", "report", "compare.xlsx", "redline.docx", "report.docx")


@pytest.mark.parametrize("state", way_table.STATES)
def test_every_page_of_a_review_for_everybody(db, statement_id, everyones, state):
    for who, browser in everyones:
        permitted = way_table.PERMITTED[who]["reviews"]
        expected = way_table.SEEN[state] if permitted == "may" else permitted
        before = kept(db)
        for page in PAGES:
            check_page(browser.http.get(f"/reviews/{statement_id}/{page}"), expected, f"{who}: {page}")
        status = {"closed": 200, "shown": 303, "sign-in": 303}.get(expected) or int(expected)
        assert (browser.http.get(f"/reviews/{statement_id}").status_code, who) == (status, who)
        assert kept(db) == before


def check_page(response, expected, told):
    """It shows what was submitted, or nothing of it; never what is being written."""
    submitted = demo.year_answers(review_fixtures.definition(), YEAR)[NAMED].split("。")[0]
    if expected == "sign-in":
        assert response.location.startswith("/sign-in"), told
    elif expected not in ("closed", "shown"):
        assert (response.status_code, told) == (int(expected), told)
    elif response.mimetype == "text/html":
        assert (submitted in words(response)) == (expected == "shown"), told
        assert UNSENT not in words(response), told
    else:
        assert (response.status_code, expected) == (200, "shown"), told
