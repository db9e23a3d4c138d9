"""Marking what changed between two reports, beside difflib on the characters of the same pair."""

import difflib
from pathlib import Path

from bench import timing
from collector import demo
from collector.compare import marks
from collector.statement import definitions, wording
from collector.word import template, text

CHARACTERS = 2000
WANTED = 0.1
_ROOT = Path(__file__).parent.parent
_DIFFLIB = "difflib, characters, autojunk off"
_MARKS = "marks"
_SIDES = (("same", "gone", "moved_from"), ("same", "come", "moved_to"))


def run() -> list[timing.Row]:
    old, new = (report(year)[:CHARACTERS] for year in (2025, 2026))
    check(old, new)

    def by_difflib() -> object:
        return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()

    taken = timing.medians({_DIFFLIB: by_difflib, _MARKS: lambda: marks.marks(old, new)})
    return [
        timing.Row(
            what=f"two reports of {CHARACTERS:,} characters, {name}",
            value=timing.milliseconds(taken[name]),
            ratio=f"difflib x {taken[name] / taken[_DIFFLIB]:.3f}" if name == _MARKS else "",
            wanted=f"difflib x {WANTED}" if name == _MARKS else "",
        )
        for name in (_DIFFLIB, _MARKS)
    ]


def report(year: int) -> str:
    """A year of the demonstration as it is printed."""
    definition = definitions.load(_ROOT / "forms" / "integrity", _ROOT / "doc_templates")
    words = wording.words(definition, demo.year_answers(definition, year))
    return "\n".join(text.expected(template.load(definition.template).text(words)))


def check(old: str, new: str) -> None:
    """Stop where the marks are not those of the pair: their time would compare nothing."""
    found = marks.marks(old, new)
    told = ["".join(mark.text for mark in found if mark.kind in kinds) for kinds in _SIDES]
    if told != [old, new] or not any(mark.kind == "gone" for mark in found):
        raise SystemExit("the marks don't give back the two reports: the times would compare nothing")


if __name__ == "__main__":
    print(timing.table(run()))
