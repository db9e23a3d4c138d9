"""Read a report that says exactly what its template can say: a walk with backtracking along its program.

Facts hang together on the way: a branch taken for a name fixes every other branch and blank of that name.
Knows no questions; `Expected` says which words a blank takes.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from collector.word import grammar, lookahead
from collector.word.facts import Event, Expected, Facts, Passed, Printed, Reading, Row, Whole
from collector.word.grammar import MARK, Atom, Blank, Fork, Goto, Literal, Loop, Op

MOST_STEPS = 150_000
Binding = tuple[Any, ...]
Alternatives = Iterator[tuple[int, int, tuple[Binding, ...]]]


class TooMany(Exception):
    """The text can be cut in so many ways that looking on is not worth it."""


@dataclass(kw_only=True)
class _Choice:
    """A place with alternatives, and how far to go back for the next of them."""

    key: Hashable
    undone: int
    events: int
    alternatives: Alternatives
    is_dead: bool = True


class Walk:
    """All ways to read `text`, which has MARK before each paragraph; the first is the likeliest."""

    def __init__(
        self,
        ops: Sequence[Op],
        text: str,
        expected: Mapping[tuple[str, int | None], Expected],
        whole: Mapping[str, Whole],
    ) -> None:
        self.ops, self.text, self.expected, self.whole = ops, text, expected, whole
        self.facts = Facts()
        self.events: list[Event] = []
        self._undo: list[tuple[dict[str, Any], str, Any]] = []
        self._fits: dict[tuple[str, int | None, str], bool] = {}
        self._dead: set[Hashable] = set()
        self._live = lookahead.live(ops)
        self._follow: dict[int, frozenset[str]] = {}

    def readings(self) -> Iterator[Reading]:
        """Raises TooMany."""
        waiting: list[_Choice] = []
        place: tuple[int, int] | None = (0, 0)
        for _ in range(MOST_STEPS):
            while place is not None and place[0] < len(self.ops):
                place, choice = self._step(*place)
                if choice is not None:
                    waiting.append(choice)
            if place is not None and place[1] == len(self.text):
                for choice in waiting:
                    choice.is_dead = False
                yield self._reading()
            if not waiting:
                return
            place = self._next(waiting)
        raise TooMany

    def _reading(self) -> Reading:
        facts = Facts(
            words=dict(self.facts.words), truths=dict(self.facts.truths), unequal=dict(self.facts.unequal)
        )
        return Reading(events=tuple(self.events), facts=facts)

    def _step(self, number: int, at: int) -> tuple[tuple[int, int] | None, "_Choice | None"]:
        op = self.ops[number]
        if isinstance(op, Literal):
            fits = self.text.startswith(op.text, at)
            return ((number + 1, at + len(op.text)) if fits else None), None
        if isinstance(op, Goto):
            return (op.target, at), None
        key = self._key(number, at)
        if key in self._dead:
            return None, None
        alternatives: Alternatives
        if isinstance(op, Blank):
            alternatives = self._blank(number, op, at)
        else:
            alternatives = self._fork(number, op, at) if isinstance(op, Fork) else self._loop(number, op, at)
        undone, events = len(self._undo), len(self.events)
        return None, _Choice(key=key, undone=undone, events=events, alternatives=alternatives)

    def _key(self, number: int, at: int) -> Hashable:
        """What the rest of the walk hangs on: where one place failed, the same fails again."""
        names, loop = self._live[number]
        words, truths, unequal = self.facts.words, self.facts.truths, self.facts.unequal
        facts = [(words.get(name), truths.get(name), unequal.get(name)) for name in names]
        begun = self._begun(loop) if loop is not None else None
        return (number, at, begun, *facts)

    def _begun(self, loop: int) -> int | None:
        for event in reversed(self.events):
            if isinstance(event, Passed) and event.op == loop and event.branch == 1:
                return event.at
        return None

    def _next(self, waiting: list["_Choice"]) -> tuple[int, int] | None:
        choice = waiting[-1]
        while len(self._undo) > choice.undone:
            held, key, value = self._undo.pop()
            if value is None:
                del held[key]
            else:
                held[key] = value
        del self.events[choice.events :]
        for number, at, bindings in choice.alternatives:
            for binding in bindings:
                self._bind(binding)
            return number, at
        waiting.pop()
        if choice.is_dead:
            self._dead.add(choice.key)
        return None

    def _bind(self, binding: Binding) -> None:
        if isinstance(binding[0], Printed | Passed):
            self.events.append(binding[0])
            return
        kind, name, value = binding
        held: dict[str, Any] = getattr(self.facts, kind)
        self._undo.append((held, name, held.get(name)))
        held[name] = held.get(name, frozenset()) | {value} if kind == "unequal" else value

    def _blank(self, number: int, op: Blank, at: int) -> Alternatives:
        word = self.facts.words.get(op.name) if op.column is None else None
        if word is not None:
            end = at + len(word)
            if self.text.startswith(word, at):
                yield number + 1, end, (self._printed(op, at, end),)
            return
        for end in self._ends(number, op, at):
            found = self.text[at:end]
            printed = self._printed(op, at, end)
            if op.column is not None:
                yield number + 1, end, (printed,)
            elif self._may_be(op.name, found):
                yield number + 1, end, (printed, ("words", op.name, found))

    @staticmethod
    def _printed(op: Blank, at: int, end: int) -> Binding:
        return (Printed(name=op.name, column=op.column, start=at, end=end),)

    def _may_be(self, name: str, word: str) -> bool:
        if self.facts.truths.get(name, bool(word)) != bool(word):
            return False
        return word not in self.facts.unequal.get(name, ())

    def _ends(self, number: int, op: Blank, at: int) -> Iterator[int]:
        limit = self.text.find(MARK, at)
        limit = len(self.text) if limit < 0 else limit
        follow = self._follow.get(number)
        if follow is None:
            follow = self._follow[number] = lookahead.firsts(self.ops, number + 1)
        alphabet = (
            self.expected[op.name, op.column].alphabet if (op.name, op.column) in self.expected else None
        )
        ends = []
        for end in range(at + 1, limit + 1):
            if alphabet is not None and self.text[end - 1] not in alphabet:
                break
            if self.text[end : end + 1] in follow:
                ends.append(end)
        for end in ends:
            if self._is_fit(op, self.text[at:end]):
                yield end
        if self._is_fit(op, ""):
            yield at

    def _is_fit(self, op: Blank, word: str) -> bool:
        key = (op.name, op.column, word)
        found = self._fits.get(key)
        if found is None:
            expected = self.expected.get((op.name, op.column))
            found = self._fits[key] = expected is None or expected.fits(word)
        return found

    def _fork(self, number: int, op: Fork, at: int) -> Alternatives:
        for branch, assumed in self._branches(op, 0, {}):
            yield op.targets[branch], at, ((Passed(op=number, branch=branch, at=at),), *_bindings(assumed))

    def _branches(
        self, op: Fork, branch: int, assumed: dict[Atom, bool]
    ) -> Iterator[tuple[int, dict[Atom, bool]]]:
        if branch == len(op.tests):
            yield branch, assumed
            return
        found = grammar.decided(op.tests[branch], lambda atom: self._known(atom, assumed))
        if isinstance(found, Atom):
            for value in (True, False):
                if not value or found.value is None or self._can_be(found):
                    yield from self._branches(op, branch, {**assumed, found: value})
            return
        if found is not False:
            yield branch, assumed
        if found is not True:
            yield from self._branches(op, branch + 1, assumed)

    def _can_be(self, atom: Atom) -> bool:
        return self._is_fit(Blank(name=atom.name), atom.value or "")

    def _known(self, atom: Atom, assumed: Mapping[Atom, bool]) -> bool | None:
        found = assumed.get(atom)
        if found is not None:
            return found
        found = self.facts.known(atom)
        if (
            found is None
            and atom.value is None
            and any(a.name == atom.name and v for a, v in assumed.items())
        ):
            return True
        return found

    def _loop(self, number: int, op: Loop, at: int) -> Alternatives:
        rows, rounds = self._rows(number, op)
        # Rows with wording of their own are told from free paragraphs behind them, which would take them too.
        is_worded = any(isinstance(each, Literal) and each.text != MARK for each in self.ops[number : op.end])
        for goes_on in (True, False) if is_worded else (False, True):
            if goes_on and self.facts.truths.get(op.name) is not False and at < len(self.text):
                yield number + 1, at, ((Passed(op=number, branch=rounds + 1, at=at),),)
            if not goes_on and self.facts.truths.get(op.name, bool(rows)) == bool(rows):
                fits = self.whole.get(op.name)
                if fits is None or fits(rows):
                    yield op.end, at, (("truths", op.name, bool(rows)),)

    def _rows(self, number: int, op: Loop) -> tuple[list[Row], int]:
        cells: list[str] = []
        rounds = 0
        for event in reversed(self.events):
            if isinstance(event, Passed):
                if event.op != number:
                    continue
                rounds = max(rounds, event.branch)
                if event.branch == 1:
                    break
            elif event.name == op.name:
                cells.append(self.text[event.start : event.end])
        if not rounds:
            return [], 0
        cells.reverse()
        width = max(op.columns, 1)
        return [tuple(cells[place : place + width]) for place in range(0, len(cells), width)], rounds


def _bindings(assumed: Mapping[Atom, bool]) -> Iterator[Binding]:
    for atom, value in assumed.items():
        if atom.value is None:
            yield "truths", atom.name, value
        elif value:
            yield "words", atom.name, atom.value
        else:
            yield "unequal", atom.name, atom.value
