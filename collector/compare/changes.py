"""Two sets of answers, question by question. Knows no database and no page, and doesn't compare texts."""

from dataclasses import dataclass

from collector.statement.states import Answers, Typed
from collector.statement.vocabulary import Definition, Question


@dataclass(frozen=True, kw_only=True)
class Change:
    """One question with its answer before and after, as typed; None where it was open."""

    question: Question
    then: Typed | None
    now: Typed | None

    @property
    def is_changed(self) -> bool:
        """Whether the two answers differ."""
        return self.then != self.now


def changes(definition: Definition, then: Answers, now: Answers) -> list[Change]:
    """Every question somebody answers, in the statement's order, changed or not.

    Answers are matched by name; those to names that the definition doesn't have are left out.
    """
    return [
        Change(question=question, then=then.get(question.name), now=now.get(question.name))
        for question in definition.asked
    ]
