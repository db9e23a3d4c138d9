"""What of one's own words stood in last year's: whole sentences, lightly edited ones, long runs of letters.

Signs, blanks and the value of numbers don't matter, so that a new figure in an old sentence is still an old
sentence; numbers by themselves are never a copy.
"""

import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from collector.statement import sentences

# The ratio and the run are those measured on statements: an edit every fifth character is still found.
LEAST_RATIO = 0.77
RUN = 13
# Shorter than this two sentences are alike by chance.
SHORTEST, SHORTEST_EDITED = 8, 13
# A sentence without an end is nobody's; comparing it whole would take seconds.
LONGEST_EDITED = 400
GRAM, CANDIDATES, POSTINGS = 3, 4, 40
_NUMBERS, _SIGNS = re.compile("[0-9０-９]+"), re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[0-9０-９]+|[^\W_]")
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A stretch of an answer's sentence that stood in an earlier one."""

    question: str
    sentence: str
    start: int
    end: int
    earlier: str

    @property
    def part(self) -> str:
        """The stretch itself."""
        return self.sentence[self.start : self.end]


@dataclass(frozen=True)
class Letters:
    """A sentence, and its letters with their places; a number is one letter, whatever its value."""

    text: str

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where each letter stands in the text."""
        return tuple(match.span() for match in _LETTERS.finditer(self.text))

    @cached_property
    def letters(self) -> str:
        """The letters as one text."""
        return _SIGNS.sub("", _NUMBERS.sub("0", self.text)).translate(_LOWER)

    @cached_property
    def is_comparable(self) -> bool:
        """True where there is more than a few words and numbers."""
        numbers = self.letters.count("0")
        return len(self.letters) - numbers >= max(SHORTEST, 2 * numbers)


class Corpus:
    """Earlier sentences, made ready to be asked. Runs that stand in `known` texts are nobody's own."""

    def __init__(self, earlier: Iterable[str], known: frozenset[str] = frozenset()) -> None:
        self.sentences = [each for each in map(Letters, earlier) if each.is_comparable]
        self.exact = {each.letters: each for each in self.sentences}
        self.known = known
        self._grams: dict[str, list[int]] = {}
        self._runs: dict[str, Letters] = {}
        for place, each in enumerate(self.sentences):
            for gram in set(grams(each.letters, GRAM)):
                self._grams.setdefault(gram, []).append(place)
            for run in grams(each.letters, RUN):
                self._runs.setdefault(run, each)

    def copied(self, sentence: Letters) -> Iterator[tuple[int, int, Letters]]:
        """Yield (first letter, letter after the last, earlier sentence) of what stood there before."""
        if not sentence.is_comparable:
            return
        whole = self.exact.get(sentence.letters) or self.edited(sentence)
        if whole is not None:
            yield 0, len(sentence.letters), whole
        else:
            yield from self.runs(sentence)

    def edited(self, sentence: Letters) -> Letters | None:
        """The earlier sentence that this one was made of by small changes."""
        if not SHORTEST_EDITED <= len(sentence.letters) <= LONGEST_EDITED:
            return None
        shared: Counter[int] = Counter()
        for gram in set(grams(sentence.letters, GRAM)):
            shared.update(self._grams.get(gram, ())[:POSTINGS])
        for place, _ in shared.most_common(CANDIDATES):
            if ratio(sentence.letters, self.sentences[place].letters) >= LEAST_RATIO:
                return self.sentences[place]
        return None

    def runs(self, sentence: Letters) -> Iterator[tuple[int, int, Letters]]:
        """Yield the runs of RUN letters and more that stood in an earlier sentence."""
        start, end, source = 0, 0, None
        for place, run in enumerate(grams(sentence.letters, RUN)):
            found = None if run in self.known or 3 * run.count("0") > RUN else self._runs.get(run)
            if found is None:
                continue
            if source is not None and place <= end:
                end = place + RUN
                continue
            if source is not None:
                yield start, end, source
            start, end, source = place, place + RUN, found
        if source is not None:
            yield start, end, source


def copies(
    now: Mapping[str, list[str]], then: Mapping[str, list[str]], known: frozenset[str] = frozenset()
) -> list[Copy]:
    """Return what of the texts `now` stood in those `then`; both by question, `known` from `known_runs`."""
    found = []
    for question, texts in now.items():
        corpus = Corpus((each for text in then.get(question, ()) for each in cut(text)), known)
        if corpus.sentences:
            for text in texts:
                found += list(copies_in(question, text, corpus))
    return found


def copies_in(question: str, text: str, corpus: Corpus) -> Iterator[Copy]:
    """Yield what of one text is in the corpus."""
    for part in cut(text):
        sentence = Letters(part)
        for first, last, earlier in corpus.copied(sentence):
            is_whole = (first, last) == (0, len(sentence.letters))
            start = 0 if is_whole else sentence.places[first][0]
            end = len(part) if is_whole else sentence.places[last - 1][1]
            yield Copy(question=question, sentence=part, start=start, end=end, earlier=earlier.text)


def cut(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end].strip() for start, end in sentences.split(text)]


def known_runs(texts: Iterable[str]) -> frozenset[str]:
    """The runs of texts that everybody writes: the wording of the template, names, phrases."""
    long = (text for text in texts if len(text) >= RUN)
    return frozenset(run for text in long for run in grams(Letters(text).letters, RUN))


def grams(letters: str, length: int) -> Iterator[str]:
    """Yield every stretch of that many letters."""
    return (letters[place : place + length] for place in range(len(letters) - length + 1))


def ratio(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: twice their longest common subsequence by their lengths together."""
    shorter, longer = sorted((len(one), len(other)))
    # Too different in length to reach the least ratio: not worth comparing.
    if not longer or 2 * shorter < LEAST_RATIO * (shorter + longer):
        return 0.0
    return 2 * common(one, other) / (len(one) + len(other))


def common(one: str, other: str) -> int:
    """The length of the longest common subsequence, a row of the table in one integer.

    Hyyrö, Bit-parallel LCS-length computation revisited (2004).
    """
    masks: dict[str, int] = {}
    for place, char in enumerate(one):
        masks[char] = masks.get(char, 0) | 1 << place
    full = (1 << len(one)) - 1
    row = full
    for char in other:
        matched = row & masks.get(char, 0)
        row = ((row + matched) | (row - matched)) & full
    return len(one) - row.bit_count()
