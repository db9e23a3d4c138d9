"""All answers of a statement read together: values, relevance, and every problem.

Pages, command line, import and submission all ask `problems`; nobody else judges an answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from collector.statement import ledgers, rules
from collector.statement.readings import Reading, remembered
from collector.statement.states import NONE, Answers
from collector.statement.vocabulary import Definition, Question, Section


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong with one question: `missing` where a required answer is simply not there yet."""

    question: Question
    message: str
    missing: bool = False


Readings = Mapping[str, Reading]


def read(definition: Definition, answers: Answers, only: Section | None = None) -> dict[str, Reading]:
    """Return the reading of every asked question by name; answers to unknown names are left out.

    A count that was left open has the number of its ledger. `only` reads one section.
    """
    asked = definition.asked if only is None else only.asked
    found = {question.name: remembered(question, answers.get(question.name)) for question in asked}
    ledgers.taken(definition, found)
    return found


def is_relevant(question: Question, readings: Readings) -> bool:
    """Return whether the question is asked at all, given the others.

    A bare name is relevant until it is a confirmed none; a comparison only once the other answer is there.
    What hangs on a question that isn't asked itself isn't asked either, whatever was left behind there.
    """
    condition = question.relevant
    if condition is None:
        return True
    other = readings[condition.name]
    if not is_relevant(other.question, readings):
        return False
    value = other.value
    if not condition.operator:
        return value is not NONE
    if value is None:
        return False
    equal = condition.value in value if isinstance(value, list) else condition.value == str(value)
    return equal if condition.operator == "=" else not equal


def problems(definition: Definition, answers: Answers) -> list[Problem]:
    """Return everything that keeps the answers from being a finished report, in the statement's order."""
    return problems_of(definition, read(definition, answers))


def problems_of(definition: Definition, readings: Readings) -> list[Problem]:
    """The same for answers already read."""
    return [
        problem for question in definition.asked for problem in of_question(definition, question, readings)
    ]


def of_question(definition: Definition, question: Question, readings: Readings) -> Iterator[Problem]:
    """Yield what is wrong with one question: its own limits first, then the rules between questions."""
    found = readings[question.name]
    if found.value is not None and question.requires:
        yield from as_problems(question, rules.missing_partner(definition, question, readings))
    if not is_relevant(question, readings):
        return
    if found.message:
        yield Problem(question=question, message=found.message)
    elif found.value is None:
        if question.required:
            yield Problem(question=question, message=required_message(question), missing=True)
    elif question.compared:
        yield from as_problems(question, rules.broken(definition, question, readings))


def as_problems(question: Question, messages: Iterable[str]) -> Iterator[Problem]:
    """The messages as problems of `question`."""
    for message in messages:
        yield Problem(question=question, message=message)


def required_message(question: Question) -> str:
    """What to do about an open required question: 请填写…, 请选择…."""
    verb = "选择" if question.type.startswith("select") else "填写"
    return question.required_message or f"请{verb}{question.label}"
