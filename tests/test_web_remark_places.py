"""Where a remark can be noted: on an opened review, and beside the questions that can be returned."""

import pytest
import review_fixtures
from deciding import answers as answers_given
from deciding import everything, flashed, note, notes, reply, row
from web_fixtures import tree, words

from collector.statement import answers, states
from collector.store import answers as kept_answers
from collector.store import database as store
from collector.store import remarks

FRAME = ("report_year", "period_kind")
NOT_OPENED = "这次提交还没有开始审核"


def irrelevant(db, years):
    """The questions that the newest statement does not ask, given its other answers."""
    definition = review_fixtures.definition()
    kept = kept_answers.values(db, years.unit_id, years.newest)
    readings = answers.read(definition, {name: states.stored(value) for name, value in kept.items()})
    return [each.name for each in definition.asked if not answers.is_relevant(each, readings)]


def forms(client, years, query=""):
    """The questions whose rows have a form for a remark."""
    page = client.page(f"{years.review}/compare?show=all{query}")
    return set(page.xpath("//td//form[contains(@action, '/remarks')]//input[@name='question']/@value"))


def shown(client, years, query=""):
    """The questions that have a row."""
    rows = client.page(f"{years.review}/compare?show=all{query}").xpath("//tbody/@id")
    return {name.removeprefix("c-") for name in rows}


@pytest.fixture
def waiting(db, written):
    """The newest statement, submitted; nobody has opened its review."""
    with store.transaction(db):
        review_fixtures.submit(db, written.newest, written.author)
    return written


@pytest.fixture
def resubmitted(db, years):
    """The newest statement, returned and submitted again, and opened."""
    with store.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {"party_lectures": "请核实"})
    review_fixtures.change(db, years.newest, years.author, party_lectures="5", report_year="2027")
    with store.transaction(db):
        review_fixtures.submit(db, years.newest, years.author)
        review_fixtures.open_review(db, years.newest, years.reviewer)
    return years


@pytest.mark.parametrize("question", ["party_lectures", ""])
def test_a_remark_asks_for_an_opened_review_and_comes_back_as_typed(
    db, waiting, reviewer, reviewers, question
):
    response = note(reviewer, waiting, question, "请核实", 409)
    assert NOT_OPENED in words(response)
    assert tree(response).xpath("string(//textarea)").strip() == "请核实"
    assert notes(db, waiting, reviewers) == {}
    reviewer.post(f"{waiting.review}/open")
    reviewer.resume(response, {"text": "请核实"})
    assert notes(db, waiting, reviewers) == {question: "请核实"}


def test_a_page_from_before_the_return_takes_no_remark_on_a_submission_nobody_opened(
    db, years, reviewer, reviewers
):
    with store.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {"party_lectures": "请核实"})
        review_fixtures.submit(db, years.newest, years.author)
    assert NOT_OPENED in words(note(reviewer, years, "study_focus", "请补充", 409))
    assert notes(db, years, reviewers) == {}


@pytest.mark.parametrize("question", FRAME)
def test_year_and_period_take_no_remark(db, years, reviewer, reviewers, question):
    response = note(reviewer, years, question, "年份不对", 422)
    assert "不能退回修改，意见没有记下" in words(response)
    assert tree(response).xpath("string(//textarea)").strip() == "年份不对"
    assert notes(db, years, reviewers) == {}


def test_a_question_that_was_not_asked_takes_no_remark(db, years, reviewer, reviewers):
    for question in irrelevant(db, years):
        response = note(reviewer, years, question, "请补充", 422)
        assert "这次提交没有填报" in words(response)
        assert tree(response).xpath("string(//textarea)").strip() == "请补充"
    assert irrelevant(db, years)
    assert notes(db, years, reviewers) == {}


def test_a_remark_that_is_there_already_is_forgotten_wherever_it_is(db, years, reviewer, reviewers):
    with store.transaction(db):
        remarks.note(db, 1, years.newest, years.reviewer, "report_year", "年份不对")
    note(reviewer, years, "report_year", "")
    assert notes(db, years, reviewers) == {}


@pytest.mark.parametrize("is_of_submissions", [False, True])
def test_just_the_questions_with_a_form_take_a_remark(db, resubmitted, reviewer, is_of_submissions):
    first = remarks.returns(db, 1, resubmitted.newest)[0]["revision"]
    query = f"&with=r{first}" if is_of_submissions else ""
    offered = forms(reviewer, resubmitted, query)
    asked = {question.name for question in review_fixtures.definition().asked}
    assert asked - offered == {*FRAME, *irrelevant(db, resubmitted)}
    assert ("report_year" in shown(reviewer, resubmitted, query)) == is_of_submissions


def test_a_decision_with_a_remark_that_can_not_be_returned_says_so_and_is_not_taken(
    db, years, reviewer, reviewers
):
    away = irrelevant(db, years)[0]
    for question in ("report_year", away):
        with store.transaction(db):
            remarks.note(db, 1, years.newest, years.reviewer, question, "请改")
        before = everything(db)
        reviewer.post(f"{years.review}/return", {"whole": "总的不错"})
        label = review_fixtures.definition().questions[question].label
        assert f"“{label}”不能退回修改" in flashed(reviewer)[0]
        assert everything(db) == before
        page = reviewer.page(f"{years.review}/compare")
        (listed,) = page.xpath("//*[@id='decide']/ol/li")
        assert "不能退回修改，请删除" in listed.text_content()
        (form,) = listed.xpath(".//form")
        reviewer.post(form.action, form.form_values())
    assert notes(db, years, reviewers) == {"": "总的不错"}


def test_a_correction_opens_neither_year_nor_period(db, years, reviewer, official):
    with store.transaction(db):
        review_fixtures.approve(db, years.newest, years.reviewer)
        remarks.note(db, 1, years.newest, years.reviewer, "report_year", "年份不对")
    reviewer.post(f"{years.review}/correct", {"reason": "年份不对"})
    assert row(db, years)["state"] == "approved"


def test_a_return_that_named_the_year_does_not_open_it(db, years, official):
    with store.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {"report_year": "改", "position": "改"})
    page = official.page(f"{years.own}/header")
    assert not page.xpath("//*[@name='report_year']")
    response = official.post(f"{years.own}/header", {"report_year": "2030", "position": "局长"}, 403)
    assert "没有保存的文字" in words(response)
    found = row(db, years)
    assert (found["year"], found["state"]) == (2026, "returned")
    assert kept_answers.values(db, 1, years.newest)["report_year"] == "2026"


def test_a_return_that_named_nothing_but_the_year_opens_nothing_and_is_answered(db, years, official):
    with store.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {"report_year": "改"})
    for rest in ("", "/header", "/clean-power", "/check"):
        assert not official.page(f"{years.own}{rest}").xpath("//*[@name='report_year' or @name='position']")
    reply(official, db, years, "年份没有错", "report_year")
    assert answers_given(db, years) == [("report_year", "陈远山", "年份没有错")]
