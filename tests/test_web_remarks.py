"""Remarks from their first word to the last answer: noted, sent, and answered by either side."""

import pytest
import review_fixtures
from deciding import action, answers, flashed, note, notes, remark_id, reply, sent
from test_web_saving import with_form
from web_fixtures import Client, tree, words

from collector.store import audit, people
from collector.store import database as store

LONG = "字" * 1001


# Unsent remarks


def test_a_remark_is_noted_changed_and_forgotten(db, years, reviewer, reviewers):
    response = note(reviewer, years, "party_lectures", " 请核实\r\n\r\n与台账不符 ")
    assert response.location == f"{years.review}/compare#c-party_lectures"
    assert notes(db, years, reviewers) == {"party_lectures": "请核实\n与台账不符"}
    note(reviewer, years, "party_lectures", "请改")
    note(reviewer, years, "", "总的不错")
    assert notes(db, years, reviewers) == {"party_lectures": "请改", "": "总的不错"}
    note(reviewer, years, "party_lectures", "  ")
    reviewer.post(f"{years.review}/remarks/forget", {"question": ""})
    reviewer.post(f"{years.review}/remarks/forget", {"question": ""})
    assert notes(db, years, reviewers) == {}
    assert sent(db, years) == []


def test_a_remark_goes_back_to_the_comparison_as_it_was_shown(years, reviewer):
    shown = {"with": "12", "now": "r3", "show": "own_words", "question": "party_lectures", "text": "请改"}
    response = reviewer.post(f"{years.review}/remarks", shown)
    assert response.location == f"{years.review}/compare?with=12&now=r3&show=own_words#c-party_lectures"
    strange = {**shown, "with": "//example.org", "now": "12", "show": "a&b=c", "next": "//example.org"}
    assert reviewer.post(f"{years.review}/remarks", strange).location == (
        f"{years.review}/compare#c-party_lectures"
    )


def test_a_remark_that_is_too_long_comes_back_as_it_was_typed(db, years, reviewer, reviewers):
    fields = {"question": "party_lectures", "text": LONG, "with": "7"}
    response = reviewer.post(f"{years.review}/remarks", fields, 422)
    page = tree(response)
    assert "意见最多 1000 个字" in words(response)
    assert page.xpath("string(//textarea)").strip() == LONG
    response = reviewer.resume(response, {"text": LONG[:1000]})
    assert response.location == f"{years.review}/compare?with=7#c-party_lectures"
    assert notes(db, years, reviewers) == {"party_lectures": LONG[:1000]}


def test_half_a_character_is_refused_and_the_rest_comes_back(app, years, reviewer):
    response = with_form(
        reviewer, app, f"{years.review}/remarks", {"question": "party_lectures", "text": "甲\ud800乙"}
    )
    assert response.status_code == 422
    assert "意见里有损坏的文字" in words(response)
    assert tree(response).xpath("string(//textarea)").strip() == "甲?乙"


@pytest.mark.parametrize(
    "question", ["nothing", "c-party_lectures", "integrity", "branches_adjusted", "x" * 500]
)
def test_a_question_nobody_asks_takes_no_remark(years, reviewer, question):
    note(reviewer, years, question, "请改", 404)
    reviewer.post(f"{years.review}/remarks/forget", {"question": question}, 404)


def test_the_remarks_of_two_reviewers_are_apart(db, years, reviewer, second_reviewer, reviewers):
    note(reviewer, years, "party_lectures", "林知远的意见")
    note(second_reviewer, years, "party_lectures", "顾怀川的意见")
    second_reviewer.post(f"{years.review}/return")
    assert sent(db, years) == [("party_lectures", "顾怀川的意见")]
    assert notes(db, years, reviewers) == {"party_lectures": "林知远的意见"}


def test_what_was_never_submitted_takes_no_remark(db, written, reviewer):
    note(reviewer, written, "party_lectures", "请改", 403)
    assert action(db) == ("review_refused", "refused")
    assert "还没有提交" in words(reviewer.post(f"{written.review}/return", status=403))


# Answers


def test_the_author_answers_and_goes_back_to_the_question(db, returned, official):
    response = reply(official, db, returned, "已核实\r\n改为 5 次")
    assert response.location == f"{returned.own}/political-responsibility#f-party_lectures"
    assert answers(db, returned) == [("party_lectures", "陈远山", "已核实\n改为 5 次")]
    assert audit.newest(db, 1)[0]["action"] == "remark_answered"
    place = remark_id(db, returned, "study_focus")
    response = reply(official, db, returned, "已补充", "study_focus", back="check")
    assert response.location == f"{returned.own}/check#m-{place}"
    response = reply(official, db, returned, "谢谢", "", back="//example.org")
    assert response.location == returned.own


def test_a_form_sent_twice_is_one_answer(db, returned, official):
    reply(official, db, returned, "已核实")
    reply(official, db, returned, "已核实")
    assert len(answers(db, returned)) == 1


@pytest.mark.parametrize(("text", "message"), [("  ", "请填写答复"), (LONG, "答复最多 1000 个字")])
def test_an_answer_that_is_none_comes_back_as_typed(db, returned, official, reviewer, text, message):
    response = reply(official, db, returned, text, status=422, back="check")
    assert message in words(response)
    assert tree(response).xpath("string(//textarea)").strip() == text.strip()
    assert reply(official, db, returned, "好", back="check").location.startswith(f"{returned.own}/check")
    place = f"{returned.review}/remarks/{remark_id(db, returned, 'party_lectures')}/answer"
    assert message in words(reviewer.post(place, {"text": text}, 422))


def test_the_clerk_answers_until_it_is_handed_over(db, returned, clerk, official, reviewers):
    reply(clerk, db, returned, "已核实")
    assert answers(db, returned) == [("party_lectures", "宋兰亭", "已核实")]
    with store.transaction(db):
        review_fixtures.take(
            db, returned.newest, reviewers["songlanting"], "handed_over", ("returned",), "awaiting_author"
        )
    reply(clerk, db, returned, "还有一句")
    assert "现在是：待本人确认" in flashed(clerk)[0]
    reply(official, db, returned, "我来答")
    assert [text for _, _, text in answers(db, returned)] == ["已核实", "我来答"]


@pytest.mark.parametrize("state", ["submitted", "approved", "archived"])
def test_what_is_handed_in_takes_no_answer_of_its_author(db, returned, official, state):
    db.execute("UPDATE statements SET state = ? WHERE id = ?", (state, returned.newest))
    reply(official, db, returned, "已核实")
    assert answers(db, returned) == []
    assert "报告的状态已经变了" in flashed(official)[0]


def test_only_the_newest_return_is_answered_by_the_author(db, returned, official):
    with store.transaction(db):
        review_fixtures.submit(db, returned.newest, returned.author)
        review_fixtures.give_back(db, returned.newest, returned.reviewer, {"study_focus": "还差一点"})
    reply(official, db, returned, "已核实")
    assert answers(db, returned) == []
    assert "不是最近一次退回时提的" in flashed(official)[0]


@pytest.mark.parametrize("state", ["approved", "archived"])
def test_the_reviewer_answers_until_it_is_approved(db, returned, reviewer, state):
    place = f"{returned.review}/remarks/{remark_id(db, returned, 'party_lectures')}/answer"
    response = reviewer.post(place, {"text": "请看台账", "show": "all"})
    assert response.location == f"{returned.review}/compare?show=all#c-party_lectures"
    db.execute("UPDATE statements SET state = ? WHERE id = ?", (state, returned.newest))
    reviewer.post(place, {"text": "还有一句"})
    assert answers(db, returned) == [("party_lectures", "林知远", "请看台账")]
    assert "报告的状态已经变了" in flashed(reviewer)[0]


def test_whom_a_remark_is_nothing_to_does_not_answer_it(
    app, db, returned, colleague, administrator, reviewer, foreign_reviewer, upper_reviewer, reviewers
):
    place = remark_id(db, returned, "party_lectures")
    own, review = f"{returned.own}/remarks/{place}/answer", f"{returned.review}/remarks/{place}/answer"
    for client, address, status in (
        (colleague, own, 404),
        (administrator, own, 403),
        (reviewer, own, 403),
        (colleague, review, 403),
        (foreign_reviewer, review, 404),
        (upper_reviewer, review, 303),
    ):
        client.post(address, {"text": "已核实"}, status)
    with store.transaction(db):
        people.grant(db, 1, reviewers["chenyuanshan"], "reviewer")
    Client(app).sign_in(reviewers["chenyuanshan"]).post(review, {"text": "已核实"}, 403)
    assert [name for _, name, _ in answers(db, returned)] == ["赵明安"]


def test_a_remark_of_another_statement_is_not_there(db, returned, official, reviewer):
    other = min(returned.statements.values())
    place = remark_id(db, returned, "party_lectures")
    for client, address in (
        (official, f"/statements/{other}/remarks/{place}/answer"),
        (official, f"{returned.own}/remarks/{place + 99}/answer"),
        (reviewer, f"/reviews/{other}/remarks/{place}/answer"),
        (reviewer, f"{returned.review}/remarks/{place + 99}/answer"),
    ):
        client.post(address, {"text": "已核实"}, 404)
    assert answers(db, returned) == []


@pytest.mark.parametrize("table", ["remarks", "audit"])
def test_an_answer_is_all_or_nothing(db, returned, official, table):
    db.execute(
        f"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    )
    with pytest.raises(store.IntegrityError, match="the disk is full"):
        reply(official, db, returned, "已核实")
    assert answers(db, returned) == []


# Sessions that end while somebody writes


def test_what_was_typed_while_a_session_ended_is_sent_after_signing_in(app, db, years, reviewer, reviewers):
    form = reviewer.page(f"{years.review}/compare?show=all").xpath("//td//form[.//textarea]")[0]
    fields = {**dict(form.form_values()), "text": "请核实"}
    stranger = Client(app)
    signing_in = stranger.post(form.action, fields, 403)
    assert "刚才填写的内容还在" in words(signing_in)
    kept = tree(signing_in).xpath("string(//input[@name='kept']/@value)")
    assert "text=" in kept
    # Whoever has signed in by now sends it once more, where it is theirs.
    stranger.sign_in(reviewers["linzhiyuan"])
    carried = {**fields, "csrf_token": "old"}
    resumed = stranger.http.post(form.action, data=carried)
    assert "继续保存" in words(resumed)
    stranger.resume(resumed, {"text": "请核实"})
    assert notes(db, years, reviewers) == {fields["question"]: "请核实"}


def test_a_remark_typed_by_somebody_else_is_not_taken(app, db, years, reviewer, reviewers):
    form = reviewer.page(f"{years.review}/compare?show=all").xpath("//td//form[.//textarea]")[0]
    fields = {**dict(form.form_values()), "text": "请核实"}
    Client(app).sign_in(reviewers["guhuaichuan"]).post(form.action, fields)
    assert notes(db, years, reviewers, "guhuaichuan") == {}


def test_the_addresses_that_texts_are_posted_to_lead_back(db, returned, official, reviewer, foreign_reviewer):
    place = remark_id(db, returned, "party_lectures")
    back = reviewer.get(f"{returned.review}/remarks", 303).location
    assert back == f"{returned.review}/compare#decide"
    back = reviewer.get(f"{returned.review}/remarks/{place}/answer", 303).location
    assert back == f"{returned.review}/compare#m-{place}"
    assert official.get(f"{returned.own}/remarks/{place}/answer", 303).location == f"{returned.own}#m-{place}"
    foreign_reviewer.get(f"{returned.review}/remarks", 404)
    foreign_reviewer.get(f"{returned.review}/remarks/{place}/answer", 404)
    official.get(f"/statements/999/remarks/{place}/answer", 404)
