"""Facts of the unit, asked once: its names from the unit's page, figures that a colleague has given already.

Says what is known and where an answer differs from it; takes nothing over (`carrying` does).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import g

from collector.statement import answers, readings, rules, states
from collector.statement.readings import Reading
from collector.statement.vocabulary import NUMBERS, Definition, Question, Section
from collector.store import answers as kept_answers
from collector.store import facts
from collector.web import current
from collector.web.drafts import Draft

UNIT = "unit"
NAME, FIGURE = "unit_name", "unit_figure"


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known elsewhere of one question: the stored value, its reading, and where it is from.

    `source` is UNIT for the unit's page, or the colleague's id; `who` the colleague's name.
    """

    question: Question
    value: Any
    reading: Reading
    source: str
    who: str = ""

    @property
    def shown(self) -> str:
        """The value as a button or a message says it."""
        return readings.shown(rules.as_shown(self.reading.value))


@dataclass(frozen=True, kw_only=True)
class Difference:
    """An answer unlike what the unit says: the check (NAME or FIGURE), its question, and the words."""

    check: str
    question: Question
    message: str


def is_name(question: Question) -> bool:
    """Whether the unit's page has it: a name, in one line."""
    return question.scope == "unit" and question.type == "text"


def is_figure(question: Question) -> bool:
    """Whether a colleague's number is mine too."""
    return question.scope == "unit" and question.type in NUMBERS


def names(definition: Definition) -> list[Question]:
    """The names of the unit that a definition asks for."""
    return [question for question in definition.asked if is_name(question)]


def known(draft: Draft) -> Mapping[str, list[Known]]:
    """What is known elsewhere, by question; read once a request."""
    cached: dict[int, dict[str, list[Known]]] = g.setdefault("facts", {})
    if draft.id not in cached:
        found: dict[str, list[Known]] = {}
        for each in (*from_unit(draft), *from_colleagues(draft)):
            if each.reading.value is not None:
                found.setdefault(each.question.name, []).append(each)
        cached[draft.id] = found
    return cached[draft.id]


def from_unit(draft: Draft) -> Iterator[Known]:
    """The names that stand on the unit's page."""
    kept = facts.all(current.connection(), draft.statement["unit_id"])
    for question in names(draft.definition):
        if isinstance(kept.get(question.name), str):
            yield made(question, kept[question.name], UNIT)


def from_colleagues(draft: Draft) -> Iterator[Known]:
    """The figures that others of the unit have given for the same year and period."""
    figures = {question.name: question for question in draft.definition.asked if is_figure(question)}
    connection, unit_id = current.connection(), draft.statement["unit_id"]
    for row in kept_answers.of_colleagues(connection, unit_id, draft.id, figures) if figures else ():
        # An older version of the definition may have asked it as something else.
        if isinstance(row["value"], str) or row["value"] == []:
            yield made(figures[row["name"]], row["value"], str(row["person_id"]), row["person_name"])


def made(question: Question, value: Any, source: str, who: str = "") -> Known:
    """A known value, read as an answer to the question."""
    read = readings.remembered(question, states.stored(value))
    return Known(question=question, value=value, reading=read, source=source, who=who)


def others(draft: Draft, question: Question) -> list[Known]:
    """What is known elsewhere and isn't the answer, each value once."""
    return unlike(known(draft).get(question.name, ()), draft.readings[question.name])


def unlike(listed: Iterable[Known], mine: Reading) -> list[Known]:
    """Those of other values than mine, each value once."""
    found: dict[str, Known] = {}
    for each in listed:
        if each.reading.value != mine.value:
            found.setdefault(each.shown, each)
    return list(found.values())


def suggestions(draft: Draft, section: Section) -> dict[str, list[Known]]:
    """What the section's page offers, by question."""
    return {
        name: found
        for name, listed in known(draft).items()
        if name in section.questions and (found := unlike(listed, draft.readings[name]))
    }


def differences(draft: Draft) -> list[Difference]:
    """Every answer unlike what the unit's page or a colleague says; open ones differ from nothing."""
    found = []
    for name, listed in known(draft).items():
        mine = draft.readings[name]
        if mine.value is None or not answers.is_relevant(mine.question, draft.readings):
            continue
        apart = unlike(listed, mine)
        if apart and is_name(mine.question):
            message = f"“单位”页面上是“{apart[0].shown}”，这里填的是“{rules.as_shown(mine.value)}”，请核对"
            found.append(Difference(check=NAME, question=mine.question, message=message))
        elif apart:
            unit = mine.question.unit
            theirs = "、".join(f"{each.who}填的是 {each.shown} {unit}".strip() for each in apart)
            here = f"{rules.as_shown(mine.value)} {unit}".strip()
            message = f"{theirs}，这里填的是 {here}；同一单位的数字应当一致，请核对"
            found.append(Difference(check=FIGURE, question=mine.question, message=message))
    return found


def first_answers(definition: Definition, unit_id: int) -> dict[str, str]:
    """The unit's names, for a statement that is begun."""
    kept = facts.all(current.connection(), unit_id)
    return {
        question.name: kept[question.name]
        for question in names(definition)
        if isinstance(kept.get(question.name), str)
    }
