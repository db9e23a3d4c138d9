import pytest
import review_fixtures
from desk_office import Office, names
from review_fixtures import definition
from web_fixtures import words

from collector.store import database as store
from collector.store import people, search


@pytest.fixture
def office(db, written):
    """A department below the unit, with an official in it, and 陈远山's statements of three years."""
    return Office(db, written)


def test_a_search_shows_question_and_place(office, reviewer):
    newest = office.submit(office.written.newest, is_opened=True)
    page = reviewer.page("/reviews?text=水文站")
    assert names(page) == ["陈远山"]
    places = page.xpath("//tr[@class='places']//li")
    assert 1 <= len(places) <= 3
    for place in places:
        assert place.xpath("./mark/text()") == ["水文站"]
        assert place.findtext("span") in {each.label for each in definition().asked}
    assert names(reviewer.page("/reviews?text=站")) == ["陈远山"]
    assert names(reviewer.page("/reviews?text=没有人写过的话")) == []
    assert search.texts(office.db, [newest])


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("ＧＤＰ", "GDP"),
        ("gdp", "GDP"),
        ("２６", "26"),
        ("纪委，监委", "纪委、监委"),
        ("纪委监委", "纪委、监委"),
        ("a股", "Ａ股"),
        ("&", None),
        ("<b>", "b"),
    ],
)
def test_places_are_marked_as_they_were_written(office, reviewer, typed, mark):
    with store.transaction(office.db):
        text = "核算GDP共26次，向纪委、监委报告；126不算，Ａ股<b>&"
        review_fixtures.keep(office.db, office.written.newest, office.written.author, {"study_focus": [text]})
    office.submit(office.written.newest, is_opened=True)
    page = reviewer.page(f"/reviews?text={typed.replace('&', '%26')}")
    marks = page.xpath("//li[contains(., '向纪委')]/mark/text()")
    assert marks == ([] if mark is None else [mark])


def test_nothing_is_shown_before_the_review_was_opened(office, reviewer):
    office.submit(office.written.newest)
    page = reviewer.page("/reviews?text=水文站")
    assert names(page) == ["陈远山"]
    assert not page.xpath("//mark")
    assert page.xpath("//tr[@class='places']//p/text()") == ["开始审核后显示查到的原文"]


def test_what_is_being_written_and_ones_own_are_not_searched(office, reviewers, second_reviewer, reviewer):
    newest = office.submit(office.written.newest, is_opened=True)
    office.submit(office.write(reviewers["guhuaichuan"], unit_id=1), is_opened=True)
    assert names(second_reviewer.page("/reviews?state=all&text=水文站")) == ["陈远山"]
    with store.transaction(office.db):
        review_fixtures.give_back(office.db, newest, office.written.reviewer, {"study_focus": "改"})
        review_fixtures.keep(office.db, newest, office.written.author, {"study_focus": ["改动中的话"]})
    assert names(reviewer.page("/reviews?state=all&text=改动中")) == []


@pytest.mark.parametrize(
    "typed",
    [
        *(
            '"',
            "'",
            "*",
            "^站",
            "站 NEAR 水",
            "NEAR(站 水)",
            "-站",
            "站*",
            '"站',
            "😀",
            "站😀",
            "words:站",
            "()",
        ),
        *("%ED%A0%80", "%00站", "站" * 10_000, "%FF", "[站]", "\\", "站\\w+", "%2B%2B", "a" * 500),
    ],
)
def test_wild_input_is_never_an_error(office, reviewer, typed):
    office.submit(office.written.newest, is_opened=True)
    for name in ("text", "name"):
        reviewer.get(f"/reviews?{name}={typed}")


def test_what_was_left_out_of_a_search_is_said(office, reviewer):
    office.submit(office.written.newest)
    assert "只用了前 100 个字" in words(reviewer.get(f"/reviews?text={'站' * 101}"))
    assert "只用了前 40 个字" in words(reviewer.get(f"/reviews?name={'陈' * 41}"))
    page = reviewer.get("/reviews?text=，。")
    assert "“，。”里没有可以查找的字" in words(page)
    assert names(reviewer.page("/reviews?text=，。")) == ["陈远山"]


def test_what_was_withdrawn_is_found_no_longer_and_what_was_returned_before_is(office, reviewer, official):
    newest, author = office.written.newest, office.written.author
    office.submit(newest)
    official.post(f"/statements/{newest}/withdraw")
    assert names(reviewer.page("/reviews?state=all&text=水文站")) == []
    office.submit(newest, is_opened=True)
    with store.transaction(office.db):
        review_fixtures.give_back(office.db, newest, office.written.reviewer, {"study_focus": "改"})
        review_fixtures.keep(office.db, newest, author, {"study_focus": ["第二次才写的话"]})
    office.submit(newest)
    assert names(reviewer.page("/reviews?state=all&text=第二次才写")) == ["陈远山"]
    official.post(f"/statements/{newest}/withdraw")
    assert names(reviewer.page("/reviews?state=all&text=第二次才写")) == []
    assert reviewer.page("/reviews?state=all&text=水文站").xpath("//mark")


def test_what_was_found_comes_in_pages(office, reviewer):
    with store.transaction(office.db):
        for number in range(27):
            account = f"p{number:02}"
            person = people.add(office.db, 1, account=account, name=account, password_hash="x")
            made = review_fixtures.write(office.db, person, {"period_kind": "年度"}, 2026)
            search.index(office.db, made, {"study_focus": "廉洁"})
    page = reviewer.page("/reviews?text=廉洁")
    assert len(names(page)) == 25
    second = reviewer.page(page.xpath("//nav[@class='pages']/a/@href")[0])
    assert len({*names(page), *names(second)}) == 27
    assert second.xpath("//input[@name='text']/@value") == ["廉洁"]
