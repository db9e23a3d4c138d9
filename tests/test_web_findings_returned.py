"""Findings of a statement that came back: only those at questions that may be changed are to be answered."""

import handing_in
import pytest
import review_fixtures
from deciding import remark_id, reply, row
from web_fixtures import words

from collector.store import answers as kept_answers
from collector.store import confirmations
from collector.store import database as store

# Where a paragraph of the year before stands, and a question that nothing is found at.
COPIED, NAMED = "two_upholds_measures", "position"
WHY = "长期任务，今年照常开展"


def paragraph(db, written, year=2025):
    return kept_answers.values(db, 1, written.statements[year])[COPIED]


@pytest.fixture
def copied(db, written):
    """The newest statement, with a paragraph of the year before."""
    then = paragraph(db, written)
    review_fixtures.change(db, written.newest, written.author, **{COPIED: then})
    return written


def hand_in(db, written):
    with store.transaction(db):
        review_fixtures.submit(db, written.newest, written.author)
        review_fixtures.open_review(db, written.newest, written.reviewer)


def give_back(db, written, *names, is_approved=False):
    """Return it with a remark on each of the questions, or have it corrected."""
    with store.transaction(db):
        if is_approved:
            review_fixtures.approve(db, written.newest, written.reviewer)
            db.execute("UPDATE statements SET state = 'submitted' WHERE id = ?", (written.newest,))
        review_fixtures.give_back(db, written.newest, written.reviewer, dict.fromkeys(names, "请核实"))


def finding(client, written):
    """The one finding of the check page."""
    (found,) = client.page(f"{written.own}/check").xpath("//fieldset[starts-with(@class, 'finding')]")
    return found


def tags(found):
    return [tag.text_content() for tag in found.xpath(".//legend/*[contains(@class, 'tag')]")]


def explain(client, written):
    name = f"why.copies.{COPIED}"
    client.submit(f"{written.own}/check", {name: WHY})


def submitted(db, client, written, status=303):
    response = client.post(f"{written.own}/submit", {"declared": "1"}, status)
    return words(response)


@pytest.mark.parametrize("is_approved", [False, True])
def test_a_finding_at_a_question_that_was_not_returned_keeps_nobody(db, copied, official, is_approved):
    hand_in(db, copied)
    give_back(db, copied, NAMED, is_approved=is_approved)
    reply(official, db, copied, "任命文件就是这样写的", NAMED)
    page = words(official.get(f"{copied.own}/check"))
    assert "1 条提醒，已确认 0 条，1 条不用再核对" in page
    assert "提醒（还有 0 条未确认）" in page
    assert tags(finding(official, copied)) == ["没有退回，不用再核对"]
    submitted(db, official, copied)
    assert row(db, copied)["submissions"] == 2


def test_a_finding_at_a_question_that_was_returned_is_answered(db, copied, official):
    hand_in(db, copied)
    give_back(db, copied, COPIED)
    reply(official, db, copied, "长期任务", COPIED)
    assert tags(finding(official, copied)) == []
    assert "还有 1 条提醒没有确认或说明" in submitted(db, official, copied, 422)
    explain(official, copied)
    submitted(db, official, copied)


def test_the_same_holds_for_whoever_only_confirms_it(db, copied, official, clerk, reviewers):
    hand_in(db, copied)
    give_back(db, copied, COPIED)
    with store.transaction(db):
        review_fixtures.take(
            db, copied.newest, reviewers["songlanting"], "handed_over", ("returned",), "awaiting_author"
        )
    for client in (official, clerk):
        assert "1 条提醒，已确认 0 条" in words(client.get(f"{copied.own}/check"))
        assert "不用再核对" not in words(client.get(f"{copied.own}/check"))


def test_what_was_explained_for_the_submission_stays_so_though_the_finding_says_something_else_now(
    db, copied, official
):
    explain(official, copied)
    hand_in(db, copied)
    give_back(db, copied, NAMED)
    then = paragraph(db, copied).replace("，", "、", 1)
    review_fixtures.change(db, copied.statements[2025], copied.author, **{COPIED: then})
    found = finding(official, copied)
    assert tags(found) == ["已确认"]
    assert found.xpath("string(.//p[@class='answer'])") == WHY
    assert not found.xpath(".//input")
    page = official.page(f"{copied.own}/check")
    assert not [form for form in page.forms if form.get("id") == "confirm"]
    assert "提交时确认或说明的内容不变" in words(official.get(f"{copied.own}/check"))
    reply(official, db, copied, "任命文件就是这样写的", NAMED)
    submitted(db, official, copied)


def test_what_was_explained_of_a_question_that_was_not_returned_is_not_taken_back(db, copied, official):
    explain(official, copied)
    hand_in(db, copied)
    give_back(db, copied, NAMED)
    (item,) = [key for key in confirmations.all(db, 1, copied.newest) if key[1] == COPIED]
    digest = confirmations.all(db, 1, copied.newest)[item]["digest"]
    official.post(f"{copied.own}/check", {f"digest.copies.{COPIED}": digest, f"why.copies.{COPIED}": ""})
    assert confirmations.all(db, 1, copied.newest)[item]["explanation"] == WHY


def test_a_finding_that_asks_for_nothing_can_be_explained_all_the_same(db, copied, official):
    hand_in(db, copied)
    give_back(db, copied, NAMED)
    explain(official, copied)
    assert tags(finding(official, copied)) == ["已确认"]
    assert confirmations.all(db, 1, copied.newest)["copies", COPIED]["explanation"] == WHY


def test_what_changed_before_the_first_submission_asks_again(db, copied, official):
    explain(official, copied)
    then = paragraph(db, copied).replace("，", "、", 1)
    review_fixtures.change(db, copied.statements[2025], copied.author, **{COPIED: then})
    assert tags(finding(official, copied)) == ["有变化，请再核对"]
    assert "还有 1 条提醒没有确认或说明" in submitted(db, official, copied, 422)


# The word at the top of the check page


def test_what_was_returned_and_not_dealt_with_stands_above_the_word_that_all_is_filled_in(
    db, years, official
):
    give_back(db, years, NAMED, "party_lectures")
    (ready,) = official.page(f"{years.own}/check").xpath("//p[contains(@class, 'ready')]")
    assert ready.text_content().startswith("还有 2 处退回待处理。")
    assert "全部填完" not in words(official.get(f"{years.own}/check"))
    assert "todo" in ready.get("class")
    reply(official, db, years, "任命文件就是这样写的", NAMED)
    assert "还有 1 处退回待处理。" in words(official.get(f"{years.own}/check"))
    official.post(
        f"{years.own}/remarks/{remark_id(db, years, 'party_lectures')}/answer", {"text": "与台账一致"}
    )
    page = words(official.get(f"{years.own}/check"))
    assert "退回的问题都已处理。请把下面的内容再看一遍，在本页末尾提交。" in page
    assert "退回待处理" not in page
    handing_in.submit(official, years.own)
