"""Several items as one text, in the Chinese way: A、B和C."""

from collector.statement import numerals
from collector.statement.vocabulary import Question

SEPARATOR, LAST_SEPARATOR = "、", "和"


def joined(question: Question, items: list[str]) -> str:
    """The items wrapped by the question's `each`, joined by its `joined_by` or else as A、B和C."""
    wrapped = [question.each.format(item, n=numerals.chinese(number)) for number, item in enumerate(items, 1)]
    if question.joined_by or len(wrapped) < 2:
        return question.joined_by.join(wrapped)
    return SEPARATOR.join(wrapped[:-1]) + LAST_SEPARATOR + wrapped[-1]
