"""A template's program as states that take one character each, for aligning a text that was edited."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from collector.word.facts import Expected
from collector.word.grammar import MARK, Blank, Fork, Goto, Literal, Loop, Op

# As long a stretch of fixed wording as stands in one place only says where in the template a text is.
ANCHOR = 12
_QUOTES = str.maketrans("“”„‟＂‘’‚‛", '"""""\'\'\'\'')
_ENDS = "。" + MARK


@lru_cache(maxsize=4096)
def folded_character(character: str) -> str:
    """The character without its width and the direction of a quotation mark."""
    if character == MARK:
        return MARK
    plain = unicodedata.normalize("NFKC", character.translate(_QUOTES))
    return (plain if len(plain) == 1 else character).strip() or " "


def folded(text: str) -> str:
    """The text with each character folded; places stay."""
    return "".join(map(folded_character, text))


@dataclass(frozen=True, kw_only=True)
class Machine:
    """States by number, in the order of the document; the last one is the end.

    `characters`: what a literal state takes, None for a blank; `plain`: the same as written. `after`: where
    one can be once it has. `runs`: the literal text from a state on. `ops`: the op a state belongs to.
    `blanks`: its blank.
    `skips`: where the next sentence or paragraph begins, and what leaving out all between costs.
    """

    characters: tuple[str | None, ...]
    plain: tuple[str, ...]
    after: tuple[tuple[int, ...], ...]
    first: tuple[int, ...]
    runs: tuple[str, ...]
    ops: tuple[int, ...]
    blanks: tuple[tuple[Blank, Expected | None] | None, ...]
    skips: Mapping[int, tuple[tuple[int, float], ...]]
    anchors: frozenset[str]

    @property
    def end(self) -> int:
        return len(self.characters) - 1


def made(ops: Sequence[Op], expected: Mapping[tuple[str, int | None], Expected]) -> Machine:
    """The machine of a program."""
    starts: dict[int, int] = {}
    texts: list[str] = []
    owners: list[int] = []
    plain: list[str] = []
    for number, op in enumerate(ops):
        starts[number] = len(owners)
        if isinstance(op, Literal | Blank):
            written = _tidy(op.text) if isinstance(op, Literal) else " "
            plain += written
            text = folded(written)
            texts += [text[place:] if isinstance(op, Literal) else "" for place in range(len(text))]
            owners += [number] * len(text)
    starts[len(ops)] = len(owners)
    entries = {number: _entries(ops, number, starts) for number in range(len(ops) + 1)}
    after = tuple(
        (state + 1,) if len(run) > 1 else entries[owner + 1]
        for state, (run, owner) in enumerate(zip(texts, owners, strict=True))
    )
    blanks = tuple(_blank(ops[owner], expected) for owner in owners)
    characters = tuple(run[0] if run else None for run in texts)
    return Machine(
        characters=(*characters, ""),
        plain=(*plain, ""),
        after=(*after, ()),
        first=entries[0],
        runs=(*texts, ""),
        ops=(*owners, len(ops)),
        blanks=(*blanks, None),
        skips=_skips(characters, after),
        anchors=_anchors(texts),
    )


def _tidy(text: str) -> str:
    # Empty paragraphs say nothing, and come and go when a report is edited.
    while MARK + MARK in text:
        text = text.replace(MARK + MARK, MARK)
    return text.replace("\n", "")


def _entries(ops: Sequence[Op], number: int, starts: Mapping[int, int]) -> tuple[int, ...]:
    found: set[int] = set()
    waiting, seen = [number], set[int]()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        op = ops[here] if here < len(ops) else None
        if isinstance(op, Goto):
            waiting.append(op.target)
        elif isinstance(op, Fork):
            waiting += op.targets
        elif isinstance(op, Loop):
            waiting += [here + 1, op.end]
        elif isinstance(op, Literal) and not _tidy(op.text):
            waiting.append(here + 1)
        else:
            found.add(starts[here])
    return tuple(sorted(found))


def _blank(
    op: Op, expected: Mapping[tuple[str, int | None], Expected]
) -> tuple[Blank, Expected | None] | None:
    return (op, expected.get((op.name, op.column))) if isinstance(op, Blank) else None


def _skips(
    characters: Sequence[str | None], after: Sequence[tuple[int, ...]]
) -> dict[int, tuple[tuple[int, float], ...]]:
    """From each beginning of a sentence to the next, from each paragraph to the next."""
    begins = {0}
    for state, character in enumerate(characters):
        if character == MARK:
            begins.add(state)
        elif character == "。":
            begins.update(target for target in after[state] if target > state)
    ordered = [*sorted(begins), len(characters)]
    marks = [state for state in ordered if state == len(characters) or characters[state] == MARK]
    found: dict[int, list[tuple[int, float]]] = {}
    for here, target in pairwise(ordered):
        found.setdefault(here, []).append((target, 1 + 0.01 * (target - here)))
    for here, target in pairwise(marks):
        found.setdefault(here, []).append((target, 3))
    return {here: tuple(targets) for here, targets in found.items()}


def _anchors(texts: Sequence[str]) -> frozenset[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for run in texts:
        piece = run[:ANCHOR]
        if len(piece) == ANCHOR:
            (twice if piece in seen else seen).add(piece)
    return frozenset(seen - twice)
