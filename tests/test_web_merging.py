import pytest

from collector.statement.states import NONE
from collector.store.answers import Kept
from collector.web import merging

HERE, ELSEWHERE = "page-here", "page-elsewhere"


def kept(value, version=1, page=ELSEWHERE):
    return {"x": Kept(value=value, version=version, by=1, at="2026-11-22T06:05:00.000000Z", page=page)}


def seen(value, version=1):
    return {"x": (version, merging.digest(value))}


def offered(keep="", version=2, mine="b"):
    return {"x": merging.Shown(version=version, digest=merging.digest(mine), keep=keep)}


def merged(typed, there, read, shown=None, page=HERE, originals=None):
    save = merging.Save(typed={"x": typed}, seen=read, page=page, shown=shown or {})
    return merging.merged(save, there, originals or {})


@pytest.mark.parametrize(
    ("typed", "there", "read", "changes", "conflicts"),
    [
        # nothing there yet
        ("a", {}, {}, {"x": "a"}, {}),
        (None, {}, {}, {}, {}),
        (NONE, {}, {}, {"x": []}, {}),
        # as it was read
        ("a", kept("a"), seen("a"), {}, {}),
        ("b", kept("a"), seen("a"), {"x": "b"}, {}),
        (None, kept("a"), seen("a"), {"x": None}, {}),
        ("0", kept([]), seen([]), {"x": "0"}, {}),
        # newer, of this page: what it says last holds, also where it says what it said first
        ("b", kept("c", 2, HERE), seen("a"), {"x": "b"}, {}),
        ("a", kept("c", 2, HERE), seen("a"), {"x": "a"}, {}),
        # newer, of another page
        ("b", kept("c", 2), seen("a"), {}, {"x": "b"}),
        ("a", kept("c", 2), seen("a"), {}, {}),
        ("c", kept("c", 2), seen("a"), {}, {}),
        (None, kept("c", 2), seen("a"), {}, {"x": None}),
        ("b", kept(None, 2), seen("a"), {}, {"x": "b"}),
        # newer, of no page: taken back, imported
        ("b", kept("c", 2, ""), seen("a"), {}, {"x": "b"}),
        # given for the first time elsewhere, not seen here
        ("b", kept("c", 1), {}, {}, {"x": "b"}),
        (None, kept("c", 1), {}, {}, {}),
    ],
)
def test_an_answer_is_written_kept_or_in_conflict(typed, there, read, changes, conflicts):
    found = merged(typed, there, read)
    assert (found.changes, found.conflicts) == (changes, conflicts)


def test_a_page_without_a_token_has_no_earlier_save_of_its_own():
    assert merged("b", kept("c", 2, ""), seen("a"), page="").conflicts == {"x": "b"}


@pytest.mark.parametrize(
    ("keep", "changes", "conflicts"),
    [
        ("", {}, {"x": "b"}),
        ("mine", {"x": "b"}, {}),
        ("theirs", {}, {}),
        ("original", {"x": "a"}, {}),
    ],
)
def test_what_was_chosen_settles_a_conflict(keep, changes, conflicts):
    found = merged("b", kept("c", 2), seen("a"), offered(keep), originals={"x": "a"})
    assert (found.changes, found.conflicts, found.aside) == (changes, conflicts, {})


@pytest.mark.parametrize("keep", ["mine", "theirs", "original"])
def test_a_choice_between_two_versions_says_nothing_about_a_third(keep):
    found = merged("b", kept("d", 3), seen("a"), offered(keep), originals={"x": "a"})
    assert (found.changes, found.conflicts) == ({}, {"x": "b"})


def test_an_original_that_is_not_known_settles_nothing():
    found = merged("b", kept("c", 2), seen("a"), offered("original"))
    assert (found.changes, found.conflicts) == ({}, {"x": "b"})


def test_the_original_can_be_chosen_where_mine_is_theirs_by_now():
    found = merged("c", kept("c", 2), seen("a"), offered("original"), originals={"x": "a"})
    assert found.changes == {"x": "a"}


def test_the_original_typed_again_does_not_settle_a_conflict_that_was_offered():
    assert merged("a", kept("c", 2), seen("a"), offered()).conflicts == {"x": "a"}


@pytest.mark.parametrize(("keep", "aside"), [("", "e"), ("theirs", "e"), ("original", "e"), ("mine", None)])
def test_what_no_history_has_yet_is_set_aside_before_it_goes(keep, aside):
    found = merged("e", kept("c", 2), seen("a"), offered(keep), originals={"x": "a"})
    assert found.aside == ({} if aside is None else {"x": aside})


def test_the_first_conflict_sets_mine_aside():
    assert merged("b", kept("c", 2), seen("a")).aside == {"x": "b"}
    assert merged(None, kept("c", 2), seen("a")).aside == {"x": None}


def test_what_a_page_has_seen_comes_back_as_it_was_written():
    there = {**kept("甲", 3), "y": Kept(value=None, version=7, by=1, at="")}
    text = merging.written(there, ["x", "y", "z"])
    assert merging.read(text) == {"x": (3, merging.digest("甲")), "y": (7, "")}


@pytest.mark.parametrize("text", ["", "null", "{}", "x", "x.y.z", "x.99999999999.ab", "[" * 10_000, "\0"])
def test_a_forged_field_counts_as_never_seen(text):
    assert merging.read(text) == {}


def test_what_a_page_saw_before_stays_as_it_was():
    text = merging.written(kept("甲", 3), [], {"x": (1, "ab")})
    assert merging.read(text) == {"x": (1, "ab")}


def test_the_fields_of_a_page_say_what_it_had_seen_and_offered():
    posted = {"page": "AbC-1_x", "seen": "x.1.ab", "theirs.x": "2.cd", "keep.x": "mine", "theirs.y": "2.cd"}
    sent = merging.sent(posted, {"x": "b"})
    assert (sent.page, sent.seen) == ("AbC-1_x", {"x": (1, "ab")})
    assert sent.shown == {"x": merging.Shown(version=2, digest="cd", keep="mine")}


@pytest.mark.parametrize("theirs", ["", "x", "-1.ab", "9999999999.ab", "1e3.ab", "１x.ab"])
def test_a_forged_offer_counts_as_none(theirs):
    assert merging.sent({"theirs.x": theirs, "keep.x": "mine"}, {"x": "b"}).shown == {}


@pytest.mark.parametrize("page", ["a b", "x" * 25, "<b>", "页"])
def test_a_forged_token_of_a_page_counts_as_none(page):
    assert merging.sent({"page": page}, {}).page == ""


def test_a_choice_that_is_not_on_offer_is_none():
    assert merging.sent({"theirs.x": "2.ab", "keep.x": "all"}, {"x": "b"}).shown["x"].keep == ""


def test_values_that_differ_have_digests_that_differ():
    values = ["", "a", "b", ["a"], ["a", "b"], [["a"]], [], [{"one": "a"}], [{"other": "a"}]]
    assert len({merging.digest(value) for value in values}) == len(values)
