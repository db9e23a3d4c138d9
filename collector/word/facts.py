"""What is known beforehand of a blank's words, and what the reading of a report comes to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from collector.word.grammar import Atom


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Which words a blank takes: `fits` judges a whole one; `alphabet` holds all its characters, if not None.

    `is_long`: it may hold whole sentences; `choices`: what it nearly always is.
    """

    fits: Callable[[str], bool]
    alphabet: frozenset[str] | None = None
    is_long: bool = False
    choices: frozenset[str] = frozenset()
    longest: int = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """A word of a blank, where it stands in the text that was read."""

    name: str
    column: int | None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Passed:
    """A fork or loop met at a place of the text; `branch` counts its targets, for a loop its rounds."""

    op: int
    branch: int
    at: int


Event = Printed | Passed
Row = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a reading says of names: their word, whether there is one, and which they are not."""

    words: dict[str, str] = field(default_factory=dict)
    truths: dict[str, bool] = field(default_factory=dict)
    unequal: dict[str, frozenset[str]] = field(default_factory=dict)

    def known(self, atom: Atom) -> bool | None:
        """Whether an atom holds, as far as one can tell."""
        word = self.words.get(atom.name)
        if atom.value is None:
            return bool(word) if word is not None else self.truths.get(atom.name)
        if word is not None:
            return word == atom.value
        if atom.value in self.unequal.get(atom.name, ()) or (
            atom.value and self.truths.get(atom.name) is False
        ):
            return False
        return None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One way to read the text."""

    events: tuple[Event, ...]
    facts: Facts


Fits = Callable[[str], bool]
Whole = Callable[[Sequence[Row]], bool]
