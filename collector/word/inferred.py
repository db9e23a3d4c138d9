"""From the way through an edited report to what it says: words, branches, and what nobody claimed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from collector.word import moved
from collector.word.facts import Event, Expected, Facts, Passed, Printed, Reading, Row, Whole
from collector.word.grammar import MARK, Atom, Blank, Fork, Goto, Literal, Loop, Op, Test
from collector.word.machine import Machine

EDGES = " \t　，。；、,;" + MARK
PAIRS = {"“": "”", "《": "》", "（": "）", "‘": "’"}
# A branch of wording only was taken where so much of it stands in the text.
ENOUGH = 0.4


@dataclass(frozen=True, kw_only=True)
class Likely:
    """`text`: what places count in. `unclaimed`: stretches of it that are neither wording nor words."""

    reading: Reading
    text: str
    unclaimed: tuple[tuple[int, int], ...]


def likely(
    ops: Sequence[Op],
    machine: Machine,
    text: str,
    turns: Sequence[tuple[int, int, str]],
    expected: Mapping[tuple[str, int | None], Expected],
    whole: Mapping[str, Whole],
) -> Likely:
    """What the turns of an alignment come to."""
    taken: Counter[int] = Counter()
    printed: list[Printed] = []
    unclaimed: list[tuple[int, int]] = []
    ats: dict[int, int] = {}
    for (state, start, what), (_, end, _) in pairwise(turns):
        held = machine.blanks[state]
        ats.setdefault(machine.ops[state], start)
        if what == "off":
            unclaimed.append((start, end))
        elif held is not None and end > start:
            taken[machine.ops[state]] += 1
            start, end = unwrapped(text, start, end, *beside(ops, machine.ops[state]))
            printed.append(Printed(name=held[0].name, column=held[0].column, start=start, end=end))
        elif what == "on":
            taken[machine.ops[state]] += end - start
    words, printed, literals = moved.found(ops, text, printed, unclaimed, taken, expected)
    printed = sorted([*printed, *words.values()], key=lambda each: each.start)
    taken.update(dict.fromkeys(literals, 1000) | dict.fromkeys(words, 1))
    printed = shared_out(ops, text, printed, whole)
    printed = [trimmed(text, each, expected.get((each.name, each.column))) for each in printed]
    passed = list(branches(ops, taken, ats, len(text)))
    events: list[Event] = [*printed, *passed]
    facts = facts_of(ops, passed, text, printed, expected)
    reading = Reading(events=tuple(events), facts=facts)
    return Likely(reading=reading, text=text, unclaimed=tuple(unclaimed))


def shared_out(
    ops: Sequence[Op], text: str, printed: Sequence[Printed], whole: Mapping[str, Whole]
) -> list[Printed]:
    """The same, with the paragraphs of two loops in a row given to each as its answers take them."""
    made = list(printed)
    for one, other in neighbours(ops):
        places = [place for place, each in enumerate(made) if each.name in (one, other)]
        rows = [(text[made[place].start : made[place].end],) for place in places]
        cuts = range(len(rows) + 1)
        cut = next(
            (cut for cut in cuts if fit(whole, one, rows[:cut]) and fit(whole, other, rows[cut:])), None
        )
        for count, place in enumerate(places):
            if cut is not None:
                made[place] = replace(made[place], name=one if count < cut else other)
    return made


def fit(whole: Mapping[str, Whole], name: str, rows: Sequence[Row]) -> bool:
    """Whether these may be all the rows of a loop."""
    return name not in whole or whole[name](rows)


def neighbours(ops: Sequence[Op]) -> Iterator[tuple[str, str]]:
    """The names of every two loops of whole paragraphs between which nothing is printed."""
    simple = {
        number: op
        for number, op in enumerate(ops)
        if isinstance(op, Loop)
        and op.end == number + 4
        and ops[number + 1] == Literal(text=MARK)
        and isinstance(ops[number + 2], Blank)
        and isinstance(ops[number + 3], Goto)
    }
    for op in simple.values():
        if op.end in simple:
            yield op.name, simple[op.end].name


def beside(ops: Sequence[Op], number: int) -> tuple[str, str]:
    """The wording right before and right after a blank."""
    before, after = ops[number - 1] if number else None, ops[number + 1] if number + 1 < len(ops) else None
    return (
        before.text if isinstance(before, Literal) else "",
        after.text if isinstance(after, Literal) else "",
    )


def unwrapped(text: str, start: int, end: int, before: str, after: str) -> tuple[int, int]:
    """The stretch of a word without what stands outside the marks that the wording puts around it."""
    opening, closing = before[-1:], after[:1]
    word = text[start:end]
    if opening in PAIRS and word.count(opening) > word.count(PAIRS[opening]):
        start += word.rindex(opening) + 1
        word = text[start:end]
    if opening in PAIRS and closing == PAIRS[opening] and word.count(closing) > word.count(opening):
        end = start + word.index(closing)
    return (start, end) if end > start else (end - len(word), end)


def trimmed(text: str, printed: Printed, expected: Expected | None) -> Printed:
    """The same without what clings to the edges of a word and is no part of it."""
    start, end = printed.start, printed.end
    edges = EDGES if expected is not None and not expected.fits(text[start:end]) else " \t　" + MARK
    while end - start > 1 and text[end - 1] in edges:
        end -= 1
    while end - start > 1 and text[start] in edges:
        start += 1
    return Printed(name=printed.name, column=printed.column, start=start, end=end)


def branches(
    ops: Sequence[Op], taken: Mapping[int, int], ats: Mapping[int, int], length: int
) -> Iterator[Passed]:
    """Which branch was taken at every fork that was met."""
    hidden = 0
    for number, op in enumerate(ops):
        if not isinstance(op, Fork) or number < hidden:
            continue
        bounds = (*op.targets, op.end)
        seen = [evidence(ops, taken, bounds[place], bounds[place + 1]) for place in range(len(op.targets))]
        best = max(range(len(seen)), key=lambda place: seen[place])
        branch = best if seen[best] > 0 else len(op.tests)
        at = next((ats[place] for place in range(bounds[branch], len(ops)) if place in ats), length)
        if seen[best] > 0 or is_met(ops, taken, number, op):
            yield Passed(op=number, branch=branch, at=at)
        else:
            hidden = op.end  # what it stands in is gone as a whole
        if seen[best] <= 0:
            hidden = op.end


def evidence(ops: Sequence[Op], taken: Mapping[int, int], start: int, end: int) -> float:
    """How much of a branch stands in the text; 0 for next to nothing."""
    if any(taken.get(number) and isinstance(ops[number], Blank) for number in range(start, end)):
        return 1000.0 + sum(taken.get(number, 0) for number in range(start, end))
    wording = sum(len(op.text) for op in ops[start:end] if isinstance(op, Literal))
    found = sum(taken.get(number, 0) for number in range(start, end))
    return found if wording and found >= ENOUGH * min(wording, 20) else 0


def is_met(ops: Sequence[Op], taken: Mapping[int, int], number: int, op: Fork) -> bool:
    """Whether the wording beside a fork stands in the text, so that its branch is missing from it."""
    before = next(
        (place for place in range(number - 1, -1, -1) if isinstance(ops[place], Literal | Blank)), None
    )
    after = next(
        (place for place in range(op.end, len(ops)) if isinstance(ops[place], Literal | Blank)), None
    )
    return any(place is not None and taken.get(place) for place in (before, after))


def facts_of(
    ops: Sequence[Op],
    passed: Sequence[Passed],
    text: str,
    printed: Sequence[Printed],
    expected: Mapping[tuple[str, int | None], Expected],
) -> Facts:
    """What branches and words say of names; a word that is there outweighs every branch."""
    found = Facts()
    for each in passed:
        op = ops[each.op]
        if isinstance(op, Fork):
            for place, test in enumerate(op.tests[: each.branch + 1]):
                learn(found, test, holds=place == each.branch)
    words: dict[str, list[str]] = {}
    for item in printed:
        if item.column is None:
            words.setdefault(item.name, []).append(text[item.start : item.end].replace(MARK, ""))
        else:
            found.truths[item.name] = True
    for name, each_word in words.items():
        found.words[name] = likeliest(each_word, expected.get((name, None)))
        found.truths[name] = True
    return found


def learn(facts: Facts, test: Test | Atom, *, holds: bool) -> None:
    """Note what a test that holds, or doesn't, says of its names."""
    if isinstance(test, Atom):
        if test.value is None:
            facts.truths[test.name] = facts.truths.get(test.name, False) or holds
        elif holds:
            facts.words.setdefault(test.name, test.value)
        else:
            facts.unequal[test.name] = facts.unequal.get(test.name, frozenset()) | {test.value}
    elif test.operator == "not":
        learn(facts, test.tests[0], holds=not holds)
    elif test.operator == ("and" if holds else "or"):
        for each in test.tests:
            learn(facts, each, holds=holds)


def likeliest(words: Sequence[str], expected: Expected | None) -> str:
    """Of the words that one blank printed: a fitting one, the most frequent of them, the first of those."""
    counted = Counter(words)
    return max(
        counted, key=lambda word: (expected is None or expected.fits(word), counted[word], -words.index(word))
    )
