"""The words of a decision: carried through signing in, kept where it was refused, never said twice."""

import threading

import pytest
import review_fixtures
from deciding import everything, flashed, note, notes, row, sent
from web_fixtures import Client, tree, words

from collector import passwords
from collector.store import database as store
from collector.store import people, sessions

PASSWORD = "Jiang-cheng7"
TYPED = "总体可以 & <请核实>\n第二段"
LONG = "字" * 1001
WHOLE = ("return", "whole", "还没有退回修改")
DECISIONS = (WHOLE, ("approve", "whole", "还没有审核通过"), ("correct", "reason", "还没有退回更正"))


@pytest.fixture(autouse=True)
def passwords_known(db, reviewers):
    for account in ("linzhiyuan", "guhuaichuan", "chenyuanshan"):
        people.set_password(db, reviewers[account], passwords.hashed(PASSWORD))


def prepare(db, years, reviewer, decision):
    """Bring the newest statement to where the decision is taken, with a remark noted where it needs one."""
    if decision == "correct":
        with store.transaction(db):
            review_fixtures.approve(db, years.newest, years.reviewer)
    if decision != "approve":
        note(reviewer, years, "party_lectures", "请核实")


def pressed(client, years, decision, field, typed=TYPED, status=303):
    """Type into the form of the page, and press the button of a decision when `then` has happened."""
    forms = client.page(f"{years.review}/compare").forms
    (form,) = [form for form in forms if field in form.fields]
    fields = {**dict(form.form_values()), field: typed}
    return lambda: client.checked(client.http.post(f"{years.review}/{decision}", data=fields), status)


def signing_in(account="linzhiyuan"):
    return {"account": account, "password": PASSWORD}


def typed_again(client, years, field):
    """What stands in the field of the decision page."""
    return client.page(f"{years.review}/compare").xpath(f"string(//textarea[@name='{field}'])").strip()


@pytest.mark.parametrize(("decision", "field", "said"), DECISIONS)
def test_words_typed_while_a_session_ended_are_noted_and_decide_nothing(
    db, years, reviewer, reviewers, decision, field, said
):
    prepare(db, years, reviewer, decision)
    press, before = pressed(reviewer, years, decision, field, status=403), everything(db)
    sessions.end_all(db, reviewers["linzhiyuan"])
    response = press()
    assert "刚才填写的内容还在" in words(response)
    resumed = reviewer.resume(response, signing_in(), 200)
    assert "继续保存" in words(resumed)
    assert everything(db) == before
    response = reviewer.resume(resumed, {field: TYPED})
    assert response.location == f"{years.review}/compare#decide"
    assert said in flashed(reviewer)[-1]
    assert notes(db, years, reviewers)[""] == TYPED
    assert typed_again(reviewer, years, field) == TYPED
    assert everything(db) == before
    pressed(reviewer, years, decision, field)()
    assert everything(db) != before


@pytest.mark.parametrize(("decision", "field", "said"), DECISIONS)
def test_words_of_a_page_older_than_signing_in_elsewhere_decide_nothing(
    db, years, reviewer, reviewers, decision, field, said
):
    prepare(db, years, reviewer, decision)
    press, before = pressed(reviewer, years, decision, field, status=400), everything(db)
    reviewer.post("/sign-out")
    reviewer.post("/sign-in", signing_in())
    resumed = press()
    assert "继续保存" in words(resumed)
    reviewer.resume(resumed, {field: TYPED})
    assert said in flashed(reviewer)[-1]
    assert notes(db, years, reviewers)[""] == TYPED
    assert everything(db) == before


@pytest.mark.parametrize("account", ["guhuaichuan", "chenyuanshan"])
@pytest.mark.parametrize(("decision", "field", "said"), DECISIONS)
def test_somebody_else_who_signs_in_sees_nothing_of_the_words(
    db, years, reviewer, reviewers, decision, field, said, account
):
    prepare(db, years, reviewer, decision)
    press, before = pressed(reviewer, years, decision, field, status=403), everything(db)
    sessions.end_all(db, reviewers["linzhiyuan"])
    response = reviewer.resume(press(), signing_in(account))
    assert response.location == "/"
    assert "总体可以" not in response.text
    landed = reviewer.http.get("/", follow_redirects=True)
    assert "刚才填写的内容是另一个人的，没有保存" in words(landed)
    assert "总体可以" not in landed.text
    assert "" not in notes(db, years, reviewers, account)
    assert everything(db) == before


def test_a_decision_without_words_only_asks_to_sign_in(db, years, reviewer, reviewers):
    press = pressed(reviewer, years, "approve", "whole", " ")
    sessions.end_all(db, reviewers["linzhiyuan"])
    assert press().location == f"/sign-in?next=/reviews/{years.newest}/approve"
    assert flashed(reviewer) == ["登录已过期，请重新登录"]
    way_on = reviewer.post("/sign-in", {**signing_in(), "next": f"{years.review}/approve"}).location
    assert reviewer.get(way_on, 303).location == f"{years.review}/compare#decide"
    assert row(db, years)["state"] == "submitted"


@pytest.mark.parametrize("decision", ["open", "return", "approve", "archive", "correct"])
def test_the_address_of_a_decision_leads_back_to_the_comparison(years, reviewer, foreign_reviewer, decision):
    back = reviewer.get(f"{years.review}/{decision}", 303)
    assert back.location == f"{years.review}/compare#decide"
    foreign_reviewer.get(f"{years.review}/{decision}", 404)
    reviewer.get(f"{years.review}/{decision}s", 404)


def test_words_that_are_too_long_come_back_after_signing_in(db, years, reviewer, reviewers):
    press = pressed(reviewer, years, "return", "whole", LONG, 403)
    sessions.end_all(db, reviewers["linzhiyuan"])
    resumed = reviewer.resume(press(), signing_in(), 200)
    response = reviewer.resume(resumed, {"whole": LONG}, 422)
    assert tree(response).xpath("string(//textarea[@name='whole'])").strip() == LONG


def test_a_remark_typed_while_a_session_ended_is_noted_with_one_press(db, years, reviewer, reviewers):
    form = reviewer.page(f"{years.review}/compare?show=all").xpath("//td//form[.//textarea]")[0]
    fields = {**dict(form.form_values()), "text": TYPED}
    sessions.end_all(db, reviewers["linzhiyuan"])
    response = reviewer.checked(reviewer.http.post(form.action, data=fields), 403)
    resumed = reviewer.resume(response, signing_in(), 200)
    response = reviewer.resume(resumed, {"text": TYPED})
    assert response.location == f"{years.review}/compare?show=all#c-{fields['question']}"
    assert notes(db, years, reviewers) == {fields["question"]: TYPED}


# Sent twice, or too late


def again(db, years):
    """The author submits once more, and the review is opened."""
    with store.transaction(db):
        review_fixtures.submit(db, years.newest, years.author)
        review_fixtures.open_review(db, years.newest, years.reviewer)


@pytest.mark.parametrize("is_seen", [True, False])
def test_a_return_sent_twice_leaves_nothing_behind(db, years, reviewer, reviewers, is_seen):
    note(reviewer, years, "party_lectures", "请核实")
    fields = {"whole": TYPED} | ({"seen": f"{row(db, years)['submitted_revision']}.1"} if is_seen else {})
    reviewer.post(f"{years.review}/return", fields)
    before = everything(db)
    reviewer.post(f"{years.review}/return", fields)
    assert everything(db) == before
    assert notes(db, years, reviewers) == {}
    again(db, years)
    assert typed_again(reviewer, years, "whole") == ""


def test_a_return_sent_once_more_after_the_next_submission_leaves_nothing_behind(
    db, years, reviewer, reviewers
):
    note(reviewer, years, "party_lectures", "请核实")
    fields = {"whole": TYPED, "seen": f"{row(db, years)['submitted_revision']}.1"}
    reviewer.post(f"{years.review}/return", fields)
    again(db, years)
    reviewer.post(f"{years.review}/return", fields)
    assert notes(db, years, reviewers) == {}
    assert row(db, years)["state"] == "submitted"


@pytest.mark.parametrize(("decision", "field"), [("approve", "whole"), ("correct", "reason")])
def test_any_decision_sent_twice_leaves_nothing_behind(db, years, reviewer, reviewers, decision, field):
    prepare(db, years, reviewer, decision)
    for _ in range(2):
        reviewer.post(f"{years.review}/{decision}", {field: TYPED})
    assert notes(db, years, reviewers) == {}
    assert len([text for _, text in sent(db, years) if text == TYPED]) == 1


def test_other_words_sent_after_the_decision_stay_with_who_typed_them(db, years, reviewer, reviewers):
    note(reviewer, years, "party_lectures", "请核实")
    reviewer.post(f"{years.review}/return", {"whole": TYPED})
    reviewer.post(f"{years.review}/return", {"whole": "还有一句"})
    assert notes(db, years, reviewers) == {"": "还有一句"}


def test_the_same_words_for_the_next_submission_are_not_taken_for_sent(
    db, years, reviewer, second_reviewer, reviewers
):
    note(reviewer, years, "party_lectures", "请核实")
    reviewer.post(f"{years.review}/return", {"whole": TYPED})
    again(db, years)
    seen = f"{row(db, years)['submitted_revision']}.1"
    second_reviewer.post(f"{years.review}/approve")
    reviewer.post(f"{years.review}/return", {"whole": TYPED, "seen": seen})
    assert notes(db, years, reviewers) == {"": TYPED}


@pytest.mark.parametrize("text", ["我这边有不同看法", TYPED])
def test_of_two_reviewers_who_decide_at_once_the_later_one_keeps_their_words(
    db, years, reviewer, second_reviewer, reviewers, text
):
    note(reviewer, years, "party_lectures", "请核实")
    press = pressed(second_reviewer, years, "return", "whole", text)
    reviewer.post(f"{years.review}/return", {"whole": TYPED})
    press()
    assert "现在是：退回修改" in flashed(second_reviewer)[0]
    assert notes(db, years, reviewers, "guhuaichuan") == {"": text}
    (aside,) = second_reviewer.page(f"{years.review}/compare").xpath("//*[@id='decide']")
    assert text.split("\n")[0] in aside.text_content()
    (form,) = aside.xpath(".//form")
    second_reviewer.post(form.action, form.form_values())
    assert notes(db, years, reviewers, "guhuaichuan") == {}


def test_words_that_another_window_puts_in_their_place_meanwhile_are_not_sent(db, years, reviewer):
    note(reviewer, years, "party_lectures", "请核实")
    db.execute(
        "CREATE TRIGGER meanwhile AFTER INSERT ON remark_notes BEGIN"
        " UPDATE remark_notes SET text = '另一个窗口写的' WHERE question = ''; END"
    )
    reviewer.post(f"{years.review}/return", {"whole": TYPED})
    assert ("", TYPED) in sent(db, years)


def returned_at_once(app, settings, years, reviewers, texts, seen):
    """The same reviewer presses in as many windows; of each its words and what it was told."""
    clients = {text: Client(app).sign_in(reviewers["linzhiyuan"]) for text in texts}
    tokens = {text: client.token() for text, client in clients.items()}
    gate = threading.Barrier(len(texts))

    def press(text):
        gate.wait(30)
        fields = {"whole": text.strip(), "seen": seen, "csrf_token": tokens[text]}
        clients[text].http.post(f"{years.review}/return", data=fields)
        store.close(settings.database)

    threads = [threading.Thread(target=press, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return {text.strip(): flashed(client)[0] for text, client in clients.items()}


def test_returned_twice_in_the_same_moment_the_words_are_sent_once_and_nothing_is_left(
    app, db, settings, years, reviewer, reviewers
):
    for _ in range(4):
        note(reviewer, years, "party_lectures", "请核实")
        seen = f"{row(db, years)['submitted_revision']}.1"
        returned_at_once(app, settings, years, reviewers, [TYPED, f"{TYPED} ", f" {TYPED}"], seen)
        assert notes(db, years, reviewers) == {}
        again(db, years)
    assert [text for question, text in sent(db, years) if not question] == [TYPED] * 4


def test_of_two_windows_the_one_that_returned_it_sent_its_words_and_the_other_keeps_its_own(
    app, db, settings, years, reviewer, reviewers
):
    for number in range(6):
        note(reviewer, years, "party_lectures", "请核实")
        seen = f"{row(db, years)['submitted_revision']}.1"
        told = returned_at_once(app, settings, years, reviewers, [f"甲{number}", f"乙{number}"], seen)
        (winner,) = [text for text, message in told.items() if message.startswith("已退回")]
        (other,) = told.keys() - {winner}
        assert sent(db, years)[-2:] == [("party_lectures", "请核实"), ("", winner)]
        assert notes(db, years, reviewers) == {"": other}
        again(db, years)
