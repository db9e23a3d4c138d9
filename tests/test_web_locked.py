"""Nothing of a statement changes but by those at it, and of a returned one only what was named."""

import itertools

import pytest
import review_fixtures
from autosaving import Page
from section_filling import changed, fields, values
from test_looking_changes_nothing import everything
from web_fixtures import tree, words

from collector.store import answers as kept_answers
from collector.store import clerks, confirmations, statements
from collector.store import database as store

SECTION = "header"
# A named question of the first section, and one that isn't.
NAMED, OTHER = "position", "addressee"
LOCKED = ("submitted", "approved", "archived")
KEYS = itertools.count()


@pytest.fixture
def own(written):
    return written.own


@pytest.fixture
def returned(db, years):
    """The newest statement, returned for one question."""
    with store.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {NAMED: "请写全称"})
    return years


def put(db, statement_id, state):
    db.execute("UPDATE statements SET state = ? WHERE id = ?", (state, statement_id))


def kept(db, years):
    return values(db, years.newest)


def whole(db):
    found = everything(db)
    found.pop("attempts")
    return found


def take_back(client, address, status):
    return client.post(f"{address}/history/1/take-back", {}, status)


def discard(client, address, status):
    return client.post(f"{address}/discard", {}, status)


def confirm(client, address, status):
    return client.post(f"{address}/check", {"digest.x": "y"}, status)


def save(client, address, status):
    typed = {NAMED: "改了", "finished": "yes"}
    if status == 303:
        return send(client, address, **typed)
    return client.post(f"{address}/{SECTION}", typed, status)


def carry(client, address, status):
    return client.post(f"{address}/{SECTION}", {"then": "carry", "carry": "unit_full_name"}, status)


def autosave(client, address, status):
    body = {"key": f"locked.{next(KEYS)}", "page": "p", "seen": "", "questions": [NAMED], "is_explicit": True}
    body["fields"] = [[NAMED, "改了"], ["finished", "yes"]]
    headers = {"X-CSRFToken": client.token(), "Accept": "application/json"}
    response = client.http.post(f"{address}/{SECTION}/autosave", json=body, headers=headers)
    assert response.status_code == status, response.text
    return response


def send(client, address, status=303, **typed):
    """Send the form of the section's page with some of it changed."""
    pairs = changed(fields(client, f"{address}/{SECTION}"), **typed, then="back")
    return client.post(f"{address}/{SECTION}", pairs, status)


def told(response):
    return response.get_json()["message"] if response.is_json else words(response)


WRITES = [save, autosave, carry, confirm, take_back, discard]


def words_of(state, write):
    """Why it is refused, and what to do."""
    if write is discard:
        return "报告已送出，不能删除"
    what = {"submitted": "报告已提交", "approved": "报告已审核", "archived": "报告已归档"}[state]
    then = "请由本人撤回" if state == "submitted" else "请联系审核人更正"
    return f"{what}，刚才填写的内容没有保存。要改动，{then}"


@pytest.mark.parametrize("state", LOCKED)
@pytest.mark.parametrize("write", WRITES)
def test_nothing_of_a_statement_handed_in_is_changed(db, written, official, own, write, state):
    review_fixtures.submit(db, written.newest, written.author)
    put(db, written.newest, state)
    before = whole(db)
    assert words_of(state, write) in told(write(official, own, 403))
    assert whole(db) == before


@pytest.mark.parametrize("write", [each for each in WRITES if each is not discard])
def test_a_clerk_changes_nothing_once_the_author_has_it(db, written, clerk, own, write):
    review_fixtures.submit(db, written.newest, written.author)
    put(db, written.newest, "awaiting_author")
    before = whole(db)
    assert "报告已送本人确认" in told(write(clerk, own, 403))
    assert whole(db) == before


def test_the_author_goes_on_with_what_was_handed_over(db, written, official, own):
    put(db, written.newest, "awaiting_author")
    save(official, own, 303)
    assert kept(db, written)[NAMED] == "改了"


def test_what_was_typed_into_a_statement_submitted_meanwhile_comes_back(db, written, official, own):
    address = f"{own}/{SECTION}"
    typed = changed(fields(official, address), position="新写的职务", addressee="新写的抬头", then="next")
    review_fixtures.submit(db, written.newest, written.author)
    answer = official.post(address, typed, 403)
    assert "报告已提交，刚才填写的内容没有保存" in words(answer)
    shown = [area.text.strip() for area in tree(answer).iter("textarea")]
    assert sorted(shown) == ["新写的抬头", "新写的职务"]
    assert "新写的" not in str(kept(db, written))


def test_a_sentence_about_a_finding_comes_back_too(db, written, official, own):
    then = kept_answers.values(db, 1, written.statements[2025])
    review_fixtures.change(
        db, written.newest, written.author, two_upholds_measures=then["two_upholds_measures"]
    )
    (form,) = [form for form in official.page(f"{own}/check").forms if form.get("id") == "confirm"]
    (name,) = [name for name in form.fields if name.startswith("why.copies.")]
    pairs = changed(form.form_values(), **{name: "这件事两年都做了"})
    review_fixtures.submit(db, written.newest, written.author)
    assert "这件事两年都做了" in words(official.post(f"{own}/check", pairs, 403))
    assert confirmations.all(db, 1, written.newest) == {}


def test_autosave_says_why_and_a_save_that_was_done_before_stays_done(db, written, official, own):
    page = Page(official, f"{own}/{SECTION}")
    body = page.body([NAMED], [[NAMED, "局长"]], "again.1")
    assert page.posts(body).status_code == 200
    review_fixtures.submit(db, written.newest, written.author)
    before = whole(db)
    assert page.posts(body).status_code == 200
    refused = page.posts(page.body([NAMED], [[NAMED, "副局长"]]))
    assert refused.status_code == 403
    assert refused.get_json()["reason"] == "locked"
    assert "报告已提交" in refused.get_json()["message"]
    assert whole(db) == before


def test_a_statement_withdrawn_is_written_again(db, written, official, own):
    review_fixtures.submit(db, written.newest, written.author)
    put(db, written.newest, "draft")
    save(official, own, 303)
    assert kept(db, written)[NAMED] == "改了"


# --- returned


def test_of_a_returned_statement_only_what_was_named_is_saved(db, returned, official):
    before = kept(db, returned)
    send(official, returned.own, **{NAMED: "局长（全称）"})
    assert kept(db, returned) == {**before, NAMED: "局长（全称）"}


def test_what_hangs_on_a_named_question_is_saved_too(db, years, official):
    with store.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {"cutoff_date": "请核对"})
    before = kept(db, years)
    section = review_fixtures.definition().section_of["theme_day_month"].name
    official.post(f"{years.own}/{section}", {"theme_day_month": "8", "seen": "", "then": "back"}, 422)
    assert kept(db, years) == before, "nobody saw what stood there"
    address = f"{years.own}/{section}"
    official.post(address, changed(fields(official, address), theme_day_month="8", then="back"))
    assert kept(db, years) == {**before, "theme_day_month": "8"}


def test_a_field_that_was_not_named_is_never_saved_and_what_was_typed_there_is_shown(db, returned, official):
    before = kept(db, returned)
    forged = {NAMED: "局长（全称）", OTHER: "别的抬头", "report_year": "2025"}
    answer = send(official, returned.own, 403, **forged)
    assert kept(db, returned) == {**before, NAMED: "局长（全称）"}
    assert "退回时没有点到这里" in words(answer)
    assert [area.text.strip() for area in tree(answer).iter("textarea")] == ["2025", "别的抬头"]
    assert statements.anywhere(db, returned.newest)["year"] == 2026


def test_a_page_older_than_the_return_loses_nothing_it_did_not_change(db, written, official):
    address = f"{written.own}/{SECTION}"
    pairs = changed(fields(official, address), **{NAMED: "局长（全称）", "then": "back"})
    review_fixtures.submit(db, written.newest, written.author)
    review_fixtures.open_review(db, written.newest, written.reviewer)
    review_fixtures.give_back(db, written.newest, written.reviewer, {NAMED: "请写全称"})
    before = kept(db, written)
    official.post(address, pairs)
    assert kept(db, written) == {**before, NAMED: "局长（全称）"}


def test_autosave_keeps_the_named_and_refuses_the_other_one(db, written, official):
    page = Page(official, f"{written.own}/{SECTION}")
    review_fixtures.submit(db, written.newest, written.author)
    review_fixtures.open_review(db, written.newest, written.reviewer)
    review_fixtures.give_back(db, written.newest, written.reviewer, {NAMED: "请写全称"})
    before = kept(db, written)
    said = page.saves(**{NAMED: "局长（全称）", OTHER: "别的抬头"})
    assert kept(db, written) == {**before, NAMED: "局长（全称）"}
    assert said["refused"] == [OTHER]
    assert "退回时没有点到" in said["messages"][OTHER][0]
    assert {entry.split(".")[0] for entry in said["seen"].split()} == {NAMED}


def test_taking_a_revision_back_changes_only_what_was_named(db, returned, official):
    before = kept(db, returned)
    review_fixtures.change(db, returned.newest, returned.author, **{NAMED: "改过"})
    with store.transaction(db):
        # As no page would: an answer apart from the revision that is not to be changed.
        kept_answers.save(db, 1, returned.newest, {OTHER: "别的抬头"}, returned.author)
    take_back(official, returned.own, 303)
    assert kept(db, returned) == {**before, OTHER: "别的抬头"}
    assert "其余 1 题没有改动" in words(official.get(f"{returned.own}/history"))


def test_taking_a_name_over_from_last_year_needs_it_to_be_named(db, returned, official):
    review_fixtures.change(db, returned.statements[2025], returned.author, unit_full_name="江城水文局")
    before = kept(db, returned)
    carry(official, returned.own, 303)
    assert kept(db, returned) == before


def test_the_number_of_a_ledger_is_not_taken_over_where_nobody_named_it(db, years, official):
    definition = review_fixtures.definition()
    counted = next(each for each in definition.asked if each.ledger and kept(db, years).get(each.ledger))
    review_fixtures.change(db, years.newest, years.author, **{counted.name: "99"})
    with store.transaction(db):
        review_fixtures.give_back(db, years.newest, years.reviewer, {NAMED: "请写全称"})
    before = kept(db, years)
    address = f"{years.own}/{definition.section_of[counted.name].name}"
    official.post(address, {"take": f"{counted.name}.ledger"}, 403)
    assert kept(db, years) == before


@pytest.mark.parametrize("state", ["returned", "awaiting_author", "draft"])
def test_only_a_draft_that_was_never_submitted_is_discarded(db, written, official, own, state):
    if state == "returned":
        review_fixtures.submit(db, written.newest, written.author)
    put(db, written.newest, state)
    discard(official, own, 303 if state == "draft" else 403)
    assert (statements.anywhere(db, written.newest) is None) == (state == "draft")


# --- clerks


def test_a_clerk_writes_for_the_official_and_the_save_is_the_clerks(db, written, clerk, own, reviewers):
    send(clerk, own, **{NAMED: "局长"})
    assert kept(db, written)[NAMED] == "局长"
    assert statements.anywhere(db, written.newest)["saved_by"] == reviewers["songlanting"]
    for page in ("", "/check", "/history", "/history/compare", "/sheet", "/draft.docx", "/report.docx"):
        clerk.get(f"{own}{page}")


def test_what_is_the_authors_alone_a_clerk_does_not_do(db, written, clerk, own):
    for step in ("submit", "withdraw", "discard", "restore"):
        clerk.post(f"{own}/{step}", {"declared": "1"}, 403)
    assert statements.anywhere(db, written.newest)["state"] == "draft"


def test_who_no_longer_writes_for_somebody_finds_nothing(db, written, clerk, own, reviewers):
    address = f"{own}/{SECTION}"
    pairs = changed(fields(clerk, address), **{NAMED: "局长"})
    clerks.remove(db, 1, written.author, reviewers["songlanting"])
    clerk.post(address, pairs, 404)
    clerk.get(own, 404)


def test_a_clerk_and_the_author_merge_as_two_pages_do(db, written, clerk, official, own):
    theirs, mine = Page(clerk, f"{own}/{SECTION}"), Page(official, f"{own}/{SECTION}")
    theirs.saves(**{NAMED: "局长"})
    mine.saves(**{OTHER: "中共江城市水务局党组："})
    said = mine.saves(409, **{NAMED: "党委书记"})
    assert "宋兰亭" in said["messages"][NAMED][0]
    assert kept(db, written)[NAMED] == "局长"
