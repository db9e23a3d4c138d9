"""Find clauses that were moved: blanks passed by, whose own wording stands where nobody claims it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from collector.word.facts import Expected, Printed
from collector.word.grammar import MARK, Blank, Literal, Op
from collector.word.machine import folded

Span = tuple[int, int]

# So much wording beside a blank makes it unmistakable; more is not compared, so that it may differ.
NEAR, LEAST = 8, 3
LONGEST = 200
_BOUNDS = ",。;" + MARK
_CLAUSE = re.compile(f"[^{_BOUNDS}]*")


def found(
    ops: Sequence[Op],
    text: str,
    printed: Sequence[Printed],
    unclaimed: Sequence[Span],
    taken: Mapping[int, int],
    expected: Mapping[tuple[str, int | None], Expected],
) -> tuple[dict[int, Printed], list[Printed], set[int]]:
    """(words by the op of their blank, the other words without what was part of a moved clause, literals)."""
    plain = folded(text)
    known = {each.name for each in printed}
    words: dict[int, Printed] = {}
    others = list(printed)
    for number, op in enumerate(ops):
        if isinstance(op, Blank) and op.column is None and not taken.get(number) and op.name not in known:
            pattern = clause(ops, number, expected.get((op.name, None)))
            for match in pattern.finditer(plain) if pattern else ():
                place = free(match.span(), unclaimed, others)
                if place is not None:
                    start, end = match.span("word")
                    words[number] = Printed(name=op.name, column=None, start=start, end=end)
                    others = list(without(others, match.span()))
                    break
    literals = {
        number
        for number, op in enumerate(ops)
        if isinstance(op, Literal) and not taken.get(number) and stands(op.text, plain, unclaimed)
    }
    return words, others, literals


def clause(ops: Sequence[Op], number: int, expected: Expected | None) -> re.Pattern[str] | None:
    """What the clause of a blank looks like, or None where too little wording stands beside it."""
    before, after = ops[number - 1] if number else None, ops[number + 1] if number + 1 < len(ops) else None
    head = folded(before.text)[-NEAR:] if isinstance(before, Literal) else ""
    tail = folded(after.text)[:NEAR] if isinstance(after, Literal) else ""
    head = re.split(f"[{_BOUNDS}]", head)[-1]
    tail = re.split(f"[{_BOUNDS}]", tail)[0]
    if len(head) + len(tail) < LEAST:
        return None
    longest = min(expected.longest, LONGEST) if expected is not None else LONGEST
    word = f"[^。{MARK}]{{1,{longest}}}?" if tail else f"[^{_BOUNDS}]{{1,{longest}}}"
    if expected is not None and expected.alphabet is not None:
        word = f"[{re.escape(''.join(sorted(expected.alphabet)))}]{{1,14}}"
    begins = re.escape(head) if head else f"(?<=[{_BOUNDS}了])"
    return re.compile(f"{begins}(?P<word>{word}){re.escape(tail)}" + ("" if tail else f"(?=[{_BOUNDS}]|$)"))


def free(span: Span, unclaimed: Sequence[Span], printed: Sequence[Printed]) -> Span | None:
    """The span, where it lies in text that nobody claims or at the edge of a single word."""
    start, end = span
    for low, high in unclaimed:
        if low - 2 <= start and end <= high + 2:
            return span
    for each in printed:
        if each.start <= start and end <= each.end and (each.start < start or end < each.end):
            return span
    return None


def without(printed: Sequence[Printed], span: Span) -> Iterator[Printed]:
    """The words, cut off where the moved clause begins or ends in them."""
    start, end = span
    for each in printed:
        if each.start < start < each.end:
            yield replace(each, end=start)
        elif each.start < end < each.end:
            yield replace(each, start=end)
        else:
            yield each


def stands(literal: str, plain: str, unclaimed: Sequence[Span]) -> bool:
    """Whether a literal of some length stands whole in a text that nobody claims."""
    core = folded(literal).strip(_BOUNDS)
    if len(core) < 2 * LEAST:
        return False
    return any(core in plain[start:end] for start, end in unclaimed)
