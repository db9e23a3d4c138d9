"""Which questions a printed report says nothing of: its answers can't be known from it, open or not.

Walks through the template as these answers fill it. Knows no file.
"""

from collections.abc import Iterator, Mapping

from collector.statement import answers, wording
from collector.statement.answers import Readings
from collector.statement.vocabulary import Definition, Question
from collector.word import grammar
from collector.word.grammar import Atom, Blank, Fork, Goto, Loop, Op
from collector.word.template import Template
from collector.word.text import Word


def unprinted(definition: Definition, template: Template, readings: Readings) -> frozenset[str]:
    """The open questions of which the report that these answers make says nothing, by name.

    A question that is not asked is one of them only where its condition is: of the others it is known that
    nobody asks.
    """
    ops = grammar.program(template.document.source)
    told = told_of(definition, Walk(ops, words_of(definition, readings)).met(0, len(ops)))

    def is_unknown(question: Question) -> bool:
        condition = question.relevant
        is_settled = condition is None or not is_unknown(definition.questions[condition.name])
        if is_settled and not answers.is_relevant(question, readings):
            return False
        return readings[question.name].typed is None and question.name not in told

    return frozenset(question.name for question in definition.asked if is_unknown(question))


def words_of(definition: Definition, readings: Readings) -> Mapping[str, Word]:
    """The words of the answers; of two that are open a report may have said only that they are the same."""
    made = wording.words_of(definition, readings)
    for question in definition.questions.values():
        if question.how == "differs" and all(readings[name].typed is None for name in question.sources):
            made[question.name] = ""
    return made


def told_of(definition: Definition, met: Iterator[str]) -> set[str]:
    """The names met, and the lists that are printed in parts."""
    found = set(met)
    parts = [definition.questions[name] for name in found if name in definition.questions]
    return found | {name for part in parts if part.how == "first" for name in part.sources}


class Walk:
    """The way that given words take through a template's program."""

    def __init__(self, ops: tuple[Op, ...], words: Mapping[str, Word]) -> None:
        self.ops, self.words = ops, words

    def met(self, place: int, end: int) -> Iterator[str]:
        """Yield the names that are printed on it, or asked whether they are there."""
        while place < end:
            op = self.ops[place]
            place += 1
            if isinstance(op, Blank):
                yield op.name
            elif isinstance(op, Goto):
                place = max(op.target, place)
            elif isinstance(op, Fork):
                yield from self.branched(op)
                place = op.end
            elif isinstance(op, Loop):
                yield op.name
                if self.words.get(op.name):
                    yield from self.met(place, op.end - 1)
                place = op.end

    def branched(self, fork: Fork) -> Iterator[str]:
        """Yield the names of a fork: those its tests look at, and those of the branch that is taken."""
        asked: list[Atom] = []

        def known(atom: Atom) -> bool:
            asked.append(atom)
            word = self.words.get(atom.name, "")
            return bool(word) if atom.value is None else word == atom.value

        bounds = (*fork.targets, fork.end)
        taken = next(
            (place for place, test in enumerate(fork.tests) if grammar.decided(test, known) is True),
            len(fork.tests),
        )
        # That a word is not a certain other one doesn't tell whether it is there.
        yield from (atom.name for atom in asked if atom.value is None)
        yield from self.met(bounds[taken], bounds[taken + 1])
