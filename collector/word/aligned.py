"""Read a report whose fixed wording was edited: the likeliest way through the template's machine.

Every character of fixed wording found again counts for a way; what is missing, added or replaced counts
against it. Only ways within BEAM of the best are kept at each character (a Viterbi search with a beam).
"""

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

from collector.word import machine as machines
from collector.word.facts import Expected
from collector.word.grammar import MARK, Op
from collector.word.machine import ANCHOR, Machine

BEAM = 14.0
WORTH = 9.0
# A character replaced costs more than one left out: what stands there may begin a blank's word.
MATCH, MATCH_MARK, REPLACED = 1.0, 2.0, -1.8
# A blank of another width than the wording's is rather one of somebody's words.
OTHER_BLANK = 0.2
BEGIN_GAP, MISSING, ADDED = -1.5, -0.2, -0.12
IN_BLANK, STRANGE, NEW_SENTENCE, NEW_PARAGRAPH = -0.02, -2.0, -1.5, -4.0
CUT_SHORT = -1.0
FITTING, UNFIT, ROUGH = 1.0, -2.0, -0.4
LOWEST = float("-inf")

# A turn on a way: the state, the place in the text, what happens from there on, and the turn before.
#   "on": the state takes the text from this place; "off": the text from here on is nobody's; "other": one
#   character stands for another.
Turn = tuple[int, int, str, "Turn | None"]
Way = tuple[float, "Turn | None"]
Ways = dict[int, Way]
NOWHERE: Way = (LOWEST, None)


class Alignment:
    """The search. `turns` is its result, in order."""

    def __init__(
        self, ops: Sequence[Op], text: str, expected: Mapping[tuple[str, int | None], Expected]
    ) -> None:
        self.machine: Machine = machines.made(ops, expected)
        self.text, self.folded = text, machines.folded(text)
        self._here: Ways = {}
        self._missing: Ways = {}
        self._added: Ways = {}

    def turns(self) -> list[tuple[int, int, str]]:
        """The best way: (state, place, what happens), the end last."""
        self._here = {state: (0.0, (state, 0, "on", None)) for state in self.machine.first}
        place = 0
        while place < len(self.text):
            self._leave_out(place)
            jump = self._anchored(place)
            if jump:
                place += jump
            else:
                self._take(place)
                place += 1
        self._leave_out(place)
        found: list[tuple[int, int, str]] = [(self.machine.end, place, "on")]
        turn = self._arrived(self.machine.end)[1]
        while turn is not None:
            found.append(turn[:3])
            turn = turn[3]
        return found[::-1]

    def _arrived(self, state: int) -> tuple[float, "Turn | None"]:
        ways = [ways[state] for ways in (self._here, self._missing, self._added) if state in ways]
        return max(ways, key=lambda way: way[0], default=(LOWEST, None))

    def _leave_out(self, place: int) -> None:
        """Find the ways that leave out fixed wording at this place."""
        m, here, added = self.machine, self._outside(place), self._added
        best = max((score for score, _ in (*self._here.values(), *added.values())), default=0.0)
        least, worth = best - BEAM, best - WORTH
        is_start = (
            place == 0 or self.folded[place - 1] in "。" + MARK or self.folded[place : place + 1] == MARK
        )
        missing: Ways = {}
        after, skips = m.after, m.skips if is_start else {}
        waiting = [state for ways in (here, added) for state, way in ways.items() if way[0] > worth]
        heapify(waiting)
        last = -1
        while waiting:
            state = heappop(waiting)
            if state == last:
                continue
            last = state
            score, turn = better(here.get(state), added.get(state))
            gap = missing.get(state)
            reached = score + BEGIN_GAP + MISSING
            if gap is not None and gap[0] + MISSING > reached:
                reached, turn = gap[0] + MISSING, gap[1]
                score = gap[0] if gap[0] > score else score
            if reached > least:
                for target in after[state]:
                    known = missing.get(target)
                    if target > state and (known is None or reached > known[0]):
                        missing[target] = (reached, turn)
                        heappush(waiting, target)
            for target, cost in skips.get(state, ()):
                reached = score - cost
                known = missing.get(target)
                if reached > least and (known is None or reached > known[0]):
                    missing[target] = (reached, turn)
                    heappush(waiting, target)
        self._missing = missing

    def _outside(self, place: int) -> Ways:
        """The ways that are not in the middle of a blank's word; a word ends only by being taken."""
        return {
            state: way for state, way in self._here.items() if is_outside(self.machine, state, place, way)
        }

    def _anchored(self, place: int) -> int:
        """How far the best way goes on with wording that stands nowhere else; then no other is kept."""
        m = self.machine
        if not self._here:
            return 0
        state, (score, turn) = max(self._here.items(), key=lambda item: item[1][0])
        run = m.runs[state]
        if run[:ANCHOR] not in m.anchors or not self.folded.startswith(run[:ANCHOR], place):
            return 0
        length = ANCHOR
        limit = min(len(run) - 1, len(self.folded) - place)
        while length < limit and run[length] == self.folded[place + length]:
            length += 1
        if length > limit:
            return 0
        self._here = {state + length: (score + length * MATCH, turn)}
        self._missing, self._added = {}, {}
        return length

    def _take(self, place: int) -> None:
        """Let every way take the character at this place."""
        m, character = self.machine, self.folded[place]
        here, missing, gaps = self._here, self._missing, self._added
        following = self.folded[place + 1 : place + 2]
        best = max((way[0] for ways in (here, missing, gaps) for way in ways.values()), default=0.0)
        least, worth = best - BEAM, best - WORTH
        self._here = ways = dict[int, Way]()
        self._added = added = dict[int, Way]()
        for state in {*here, *missing, *gaps}:
            way = here.get(state, NOWHERE)
            for gap in (missing.get(state), gaps.get(state)):
                if gap is not None and gap[0] > way[0]:
                    way = (gap[0], (state, place, "on", gap[1]))
            if way[0] <= least:
                continue
            if state in gaps or (way[0] > worth and is_outside(m, state, place, way)):
                added[state] = unclaimed(state, place, way, here.get(state), gaps.get(state))
            wanted = m.characters[state]
            if wanted == character:
                self._onwards(ways, state, place, way[0] + self._match(state, place), way[1])
            elif wanted is None:
                self._in_blank(ways, state, place, way, following)
            elif wanted != MARK and character != MARK and way[0] > worth:
                self._onwards(ways, state, place, way[0] + REPLACED, (state, place, "other", way[1]))

    def _match(self, state: int, place: int) -> float:
        """What a character of the wording that is found again counts."""
        wanted = self.machine.characters[state]
        if wanted == " " and self.machine.plain[state] != self.text[place]:
            return OTHER_BLANK
        return MATCH_MARK if wanted == MARK else MATCH

    def _onwards(self, ways: Ways, state: int, place: int, score: float, turn: "Turn | None") -> None:
        m = self.machine
        goes_on = len(m.runs[state]) > 1 and not (turn is not None and turn[2] == "other")
        for target in m.after[state]:
            if score > ways.get(target, (LOWEST,))[0]:
                ways[target] = (score, turn if goes_on else (target, place + 1, "on", turn))

    def _in_blank(self, ways: Ways, state: int, place: int, way: Way, following: str) -> None:
        score, turn = way
        m, character = self.machine, self.folded[place]
        held = m.blanks[state]
        if held is None or turn is None:
            return
        blank, expected = held
        if character == MARK and blank.column is not None:
            return
        score += IN_BLANK + self._strange(place, expected)
        if score > ways.get(state, (LOWEST,))[0]:
            ways[state] = (score, turn)
        score += self._fit(expected, turn[1], place + 1)
        for target in m.after[state]:
            wanted = m.characters[target]
            reached = score if wanted in (None, following) else score + ROUGH
            if wanted == MARK != following and blank.column is not None:
                reached += CUT_SHORT
            if reached > ways.get(target, (LOWEST,))[0]:
                ways[target] = (reached, (target, place + 1, "on", turn))

    def _strange(self, place: int, expected: Expected | None) -> float:
        """What a character costs that is none of those a blank's words are made of."""
        if self.folded[place] == MARK:
            return NEW_PARAGRAPH
        if expected is None:
            return 0
        if expected.alphabet is not None and self.text[place] not in expected.alphabet:
            return STRANGE
        return NEW_SENTENCE if self.folded[place] == "。" and not expected.is_long else 0

    def _fit(self, expected: Expected | None, start: int, end: int) -> float:
        if expected is None:
            return 0
        if expected.alphabet is not None or expected.choices:
            word = self.text[start:end]
            if expected.choices:
                return FITTING if word in expected.choices else 0.5 * UNFIT
            return FITTING if expected.fits(word) else UNFIT
        return UNFIT if end - start > expected.longest else 0


def better(one: Way | None, other: Way | None) -> Way:
    """The better of two ways to a state."""
    if one is None or (other is not None and other[0] > one[0]):
        return other or NOWHERE
    return one


def is_outside(machine: Machine, state: int, place: int, way: Way) -> bool:
    """Whether a way is not in the middle of a blank's word."""
    return machine.characters[state] is not None or way[1] is None or way[1][1] == place


def unclaimed(state: int, place: int, way: Way, on: Way | None, off: Way | None) -> Way:
    """The way on which the character at this place is nobody's."""
    if off is not None and (on is None or off[0] >= on[0] + BEGIN_GAP):
        return off[0] + ADDED, off[1]
    return way[0] + BEGIN_GAP + ADDED, (state, place, "off", way[1])
