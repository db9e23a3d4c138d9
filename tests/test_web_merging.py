import pytest

from collector.statement.states import NONE
from collector.store.answers import Kept
from collector.web import merging

ME, OTHER = 1, 2


def kept(value, version=1, by=ME):
    return {"x": Kept(value=value, version=version, by=by, at="2026-11-22T06:05:00.000000Z")}


def seen(value, version=1):
    return {"x": (version, merging.digest(value))}


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
        # newer, mine
        ("b", kept("c", 2), seen("a"), {"x": "b"}, {}),
        ("a", kept("c", 2), seen("a"), {}, {}),
        # newer, somebody else's
        ("b", kept("c", 2, OTHER), seen("a"), {}, {"x": "b"}),
        ("a", kept("c", 2, OTHER), seen("a"), {}, {}),
        ("c", kept("c", 2, OTHER), seen("a"), {}, {}),
        (None, kept("c", 2, OTHER), seen("a"), {}, {"x": None}),
        ("b", kept(None, 2, OTHER), seen("a"), {}, {"x": "b"}),
        # given for the first time by somebody else, not seen here
        ("b", kept("c", 1, OTHER), {}, {}, {"x": "b"}),
        (None, kept("c", 1, OTHER), {}, {}, {}),
    ],
)
def test_an_answer_is_written_kept_or_in_conflict(typed, there, read, changes, conflicts):
    merged = merging.merged({"x": typed}, there, read, ME)
    assert (merged.changes, merged.conflicts) == (changes, conflicts)


def test_what_a_page_has_seen_comes_back_as_it_was_written():
    there = {**kept("甲", 3), "y": Kept(value=None, version=7, by=ME, at="")}
    text = merging.written(there, ["x", "y", "z"])
    assert merging.read(text) == {"x": (3, merging.digest("甲")), "y": (7, "")}


@pytest.mark.parametrize("text", ["", "null", "{}", "x", "x.y.z", "x.99999999999.ab", "[" * 10_000, "\0"])
def test_a_forged_field_counts_as_never_seen(text):
    assert merging.read(text) == {}


def test_values_that_differ_have_digests_that_differ():
    values = ["", "a", "b", ["a"], ["a", "b"], [["a"]], [], [{"one": "a"}], [{"other": "a"}]]
    assert len({merging.digest(value) for value in values}) == len(values)
