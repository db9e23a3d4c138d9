"""Two sets of answers, question by question. Knows no database and no page.

Answers are compared by what they mean: ２３ is 23, a confirmed none is the number 0, blanks at an edge are
nothing. What was left behind where its question isn't asked, given the other answers, counts as open.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal

from collector.compare.marks import Mark, marks
from collector.statement import answer_text, answers
from collector.statement.answers import Readings
from collector.statement.readings import Reading
from collector.statement.states import NONE, Answers, Typed
from collector.statement.vocabulary import NUMBERS, Definition, Question, Section

Kind = Literal["number", "items", "prose"]
Asked = Literal["both", "then", "now"]
Unprinted = tuple[frozenset[str], frozenset[str]]
ALL_KNOWN: Unprinted = (frozenset(), frozenset())
ITEMS = frozenset({"list", "table", "select_multiple"})
# A number that grows or shrinks by more than this is a swing, in percent.
SWING = 50


@dataclass(frozen=True, kw_only=True)
class Change:
    """One question with its answer before and after.

    `kind` is what is compared: two numbers, two lists, or two texts. The statement's year is a text: it is no
    figure. Of other kinds than its own a change has no number, no items gone or come, no marks.
    `then` and `now` are as typed, None where open; the readings are None where a statement has no such
    question. `question` and `section` are those of now, or of then where it was asked only then. `asked` says
    which statements can be compared: "now" too where then asked for another kind of answer (`is_other_kind`).
    `then_relevant`, `now_relevant`: whether the question was asked, given the other answers.
    `then_unprinted`, `now_unprinted`: an open answer that isn't known, as the report it was read from says
    nothing of it.
    """

    question: Question
    section: Section
    kind: Kind
    then: Typed | None = None
    now: Typed | None = None
    then_reading: Reading | None = None
    now_reading: Reading | None = None
    asked: Asked = "both"
    then_relevant: bool = True
    now_relevant: bool = True
    then_unprinted: bool = False
    now_unprinted: bool = False

    @property
    def is_other_kind(self) -> bool:
        """Whether then asked for another kind of answer under the same name."""
        return self.asked == "now" and self.then_reading is not None

    @property
    def is_own_words(self) -> bool:
        """Whether it is answered in the author's own words."""
        return self.question.own_words

    @property
    def is_relevant(self) -> bool:
        """Whether either statement asked it, given its other answers."""
        return self.then_relevant or self.now_relevant

    @property
    def is_known(self) -> bool:
        """Whether both answers are known; where one isn't it is neither changed nor unchanged."""
        return not self.then_unprinted and not self.now_unprinted

    @cached_property
    def is_changed(self) -> bool:
        """Whether the two answers mean something else.

        An answer that can't be compared, or has no counterpart, is a change; an open or unknown one is none.
        """
        if not self.is_known:
            return False
        then, now = meaning(self._then), meaning(self._now)
        return then != now or (self.is_other_kind and now is not None)

    @cached_property
    def then_items(self) -> tuple[str, ...]:
        """The items, rows or paragraphs of then, or its one text: without a unit; () for open or none."""
        return answer_text.items(self._then) if self._then else ()

    @cached_property
    def now_items(self) -> tuple[str, ...]:
        """The same of now."""
        return answer_text.items(self._now) if self._now else ()

    @cached_property
    def number_then(self) -> Decimal | None:
        """The number of then; a none is 0. None where it is open or no number."""
        return self._number(self._then)

    @cached_property
    def number_now(self) -> Decimal | None:
        """The number of now."""
        return self._number(self._now)

    @property
    def difference(self) -> Decimal | None:
        """How much more it is now; None where one of them is open."""
        if self.number_then is None or self.number_now is None:
            return None
        return self.number_now - self.number_then

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent of then, exactly; None where then is 0 or one of them is open."""
        if self.difference is None or not self.number_then:
            return None
        return 100 * self.difference / self.number_then

    @property
    def is_swing(self) -> bool:
        """Whether a number changed by more than half, fell to 0, or rose from 0, which has no percentage."""
        if self.percent is None:
            return bool(self.difference)
        return abs(self.percent) > SWING

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """The items of then that are no more, in their order; of two equal ones the later."""
        return self._parted[0]

    @cached_property
    def come(self) -> tuple[str, ...]:
        """The items of now that were not there then, in their order."""
        return self._parted[1]

    @cached_property
    def stayed(self) -> tuple[str, ...]:
        """The items that both have, in the order of now."""
        return self._parted[2]

    @property
    def is_reordered(self) -> bool:
        """Whether nothing but the order of the items changed."""
        return self.is_changed and bool(self.stayed) and not self.gone and not self.come

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        r"""The marks from the text of then to that of now, paragraphs parted by "\n"; () for other kinds."""
        if self.kind != "prose" or self.is_other_kind or not self.is_known:
            return ()
        return marks("\n".join(self.then_items), "\n".join(self.now_items))

    @property
    def _then(self) -> Reading | None:
        """The reading of then as far as the question was asked."""
        return self.then_reading if self.then_relevant else None

    @property
    def _now(self) -> Reading | None:
        return self.now_reading if self.now_relevant else None

    def _number(self, found: Reading | None) -> Decimal | None:
        return answer_text.number(found) if found and self.kind == "number" else None

    @cached_property
    def _parted(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        if self.kind != "items" or self.is_other_kind or not self.is_known:
            return (), (), ()
        gone, _ = parted(self.then_items, self.now_items)
        come, stayed = parted(self.now_items, self.then_items)
        return gone, come, stayed


def kind(question: Question, year: str) -> Kind:
    """What two answers to a question are compared as; `year` is the name of the statement's year."""
    if question.type in NUMBERS:
        return "prose" if question.name == year else "number"
    return "items" if question.type in ITEMS else "prose"


def meaning(found: Reading | None) -> object:
    """What two unchanged readings have in common: None for open ones, NONE for confirmed nones."""
    if found is None:
        return None
    if (number := answer_text.number(found)) is not None:
        return number
    if found.value is NONE:
        return NONE
    return answer_text.items(found) or None


def parted(mine: Iterable[str], theirs: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """My items in their order: those that they lack, and those that they have; each of theirs answers one."""
    left = Counter(theirs)
    alone, common = [], []
    for item in mine:
        if left[item]:
            left[item] -= 1
            common.append(item)
        else:
            alone.append(item)
    return tuple(alone), tuple(common)


def changes(
    definition: Definition, then: Answers, now: Answers, then_definition: Definition | None = None
) -> list[Change]:
    """Every question somebody answers, in the statement's order, changed or not; matched by name.

    `definition` is that of now, and of then too where no other is given. What was asked only then stands
    behind the questions of now in the section of the same name, or at the end. Answers to names that neither
    has are left out. Notes and computed words are not compared.
    """
    before = then_definition or definition
    return of_readings(definition, answers.read(before, then), answers.read(definition, now), before)


def of_readings(
    definition: Definition,
    then: Readings,
    now: Readings,
    then_definition: Definition | None = None,
    unprinted: Unprinted = ALL_KNOWN,
) -> list[Change]:
    """The same for answers already read, all of each statement.

    `unprinted`: the names whose answers are not known of then and of now (`statement.carried`).
    """
    before = then_definition or definition
    by_section: dict[str, list[Change]] = {section.name: [] for section in definition.sections}
    for section in definition.sections:
        by_section[section.name] += [
            both(question, section, definition.year, then, now) for question in section.asked
        ]
    for section in before.sections:
        known = definition.section(section.name)
        by_section.setdefault(section.name, []).extend(
            only_then(question, known or section, before.year, then)
            for question in section.asked
            if question.name not in now
        )
    return [with_unknown(change, unprinted) for found in by_section.values() for change in found]


def with_unknown(change: Change, unprinted: Unprinted) -> Change:
    """The change with what is not known of it."""
    then, now = (change.question.name in names for names in unprinted)
    return replace(change, then_unprinted=then, now_unprinted=now) if then or now else change


def both(question: Question, section: Section, year: str, then: Readings, now: Readings) -> Change:
    """The change of a question of now, which then may have asked too."""
    old, new = then.get(question.name), now[question.name]
    return Change(
        question=question,
        section=section,
        kind=kind(question, year),
        then=old.typed if old else None,
        now=new.typed,
        then_reading=old,
        now_reading=new,
        asked="both" if old and kind(old.question, year) == kind(question, year) else "now",
        then_relevant=old is not None and answers.is_relevant(old.question, then),
        now_relevant=answers.is_relevant(question, now),
    )


def only_then(question: Question, section: Section, year: str, then: Readings) -> Change:
    """The change of a question that is asked no more."""
    return Change(
        question=question,
        section=section,
        kind=kind(question, year),
        then=then[question.name].typed,
        then_reading=then[question.name],
        asked="then",
        then_relevant=answers.is_relevant(question, then),
        now_relevant=False,
    )


def by_name(found: Iterable[Change]) -> Mapping[str, Change]:
    """The changes by the name of their question."""
    return {change.question.name: change for change in found}
