"""Marked text in one line, as tests/samples/marks.txt has it, and what marks promise."""

import re
from itertools import pairwise

AROUND = {"gone": ("[-", "-]"), "come": ("{+", "+}"), "moved_from": ("[<", "<]"), "moved_to": ("{>", ">}")}
_OLD = re.compile(r"\{\+.*?\+\}|\{>.*?>\}|\[[-<]|[-<]\]")
_NEW = re.compile(r"\[-.*?-\]|\[<.*?<\]|\{[+>]|[+>]\}")


def line(marks):
    """The marks in one line."""
    found = "".join(text.join(AROUND.get(kind, ("", ""))) for kind, text, _ in marks)
    return found.replace("\n", "¶")


def texts(marked):
    """The old and the new text of a marked line."""
    return tuple(pattern.sub("", marked).replace("¶", "\n") for pattern in (_OLD, _NEW))


def joined(marks, *kinds):
    """The text of the marks of those kinds."""
    return "".join(mark.text for mark in marks if mark.kind in kinds)


def hold(marks, old, new):
    """Fail where the marks don't say what they promise."""
    assert joined(marks, "same", "gone", "moved_from") == old
    assert joined(marks, "same", "come", "moved_to") == new
    assert all(mark.text for mark in marks)
    for before, mark in pairwise(marks):
        assert before.kind != mark.kind or mark.move
    moved = {kind: {m.move: m.text for m in marks if m.kind == kind} for kind in ("moved_from", "moved_to")}
    assert moved["moved_from"] == moved["moved_to"]
    assert sorted(moved["moved_from"]) == list(range(1, len(moved["moved_from"]) + 1))
    assert all(bool(mark.move) == mark.kind.startswith("moved") for mark in marks)
