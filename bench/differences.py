"""Marking what changed between two reports, beside difflib on the characters of the same pair."""

import difflib
import random
import re
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
_WORDS = ("切实", "逐项", "全面", "进一步", "按期", "集中")
_SENTENCE = re.compile("[^。；\n]*[。；\n]?")
_SIDES = (("same", "gone", "moved_from"), ("same", "come", "moved_to"))


def run() -> list[timing.Row]:
    old, new = (report(year)[:CHARACTERS] for year in (2025, 2026))
    return [
        *rows("two reports of", old, new, WANTED),
        *rows("every third sentence changed in", old, edited(old, every=3), WANTED),
        *rows("every sentence changed in", old, edited(old, every=1)),
    ]


def rows(what: str, old: str, new: str, wanted: float | None = None) -> list[timing.Row]:
    """The times of difflib and of the marks on one pair."""
    check(old, new)

    def by_difflib() -> object:
        return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()

    taken = timing.medians({_DIFFLIB: by_difflib, _MARKS: lambda: marks.marks(old, new)})
    return [
        timing.Row(
            what=f"{what} {CHARACTERS:,} characters, {name}",
            value=timing.milliseconds(taken[name]),
            ratio=f"difflib x {taken[name] / taken[_DIFFLIB]:.3f}" if name == _MARKS else "",
            wanted=f"difflib x {wanted}" if name == _MARKS and wanted else "",
        )
        for name in (_DIFFLIB, _MARKS)
    ]


def edited(text: str, every: int) -> str:
    """The text with one to three edits in one of so many sentences: other numbers, words come or gone."""
    chance = random.Random(CHARACTERS)
    found = []
    for at, sentence in enumerate(_SENTENCE.findall(text)):
        for _ in range(chance.randint(1, 3) if len(sentence) > 5 and at % every == 0 else 0):
            place = chance.randrange(len(sentence) - 2)
            kind = chance.randrange(3)
            if kind == 0:
                sentence = re.sub("[0-9]+", lambda _: str(chance.randrange(2, 60)), sentence, count=1)
            else:
                dropped = kind * 2 - 2
                sentence = (
                    sentence[:place] + chance.choice(_WORDS) * (kind == 1) + sentence[place + dropped :]
                )
        found.append(sentence)
    return "".join(found)


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
