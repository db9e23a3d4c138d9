"""An answer → the words printed. What the template's blanks receive; knows nothing of Word itself.

`words` gives name -> str, Mark (an open question's marks), list of str (paragraphs) or of tuples (rows).
A none, an open optional question and a question that isn't relevant all print as "" or [].
"""

from collections.abc import Mapping

from collector.statement import answers as answers_module
from collector.statement import cleaning, computed, joining, numerals, signature, states
from collector.statement.readings import Reading, Value, printed
from collector.statement.states import NONE, Answers
from collector.statement.vocabulary import Definition, Question
from collector.word.text import Mark, Word


def words(definition: Definition, answers: Answers) -> dict[str, Word]:
    """Return the words of every question, computed ones included, and where 署名 and the date stand."""
    return words_of(definition, answers_module.read(definition, answers))


def words_of(definition: Definition, readings: Mapping[str, Reading]) -> dict[str, Word]:
    """The same for answers already read."""
    made: dict[str, Word] = {}
    for question in definition.asked:
        found = readings[question.name]
        if answers_module.is_relevant(question, readings):
            made[question.name] = word(question, found)
        else:
            made[question.name] = nothing(question)
    for question in definition.questions.values():
        if question.type == "computed":
            sources = (readings[name].question for name in question.sources)
            is_asked = all(answers_module.is_relevant(source, readings) for source in sources)
            made[question.name] = computed.word(question, readings) if is_asked else ""
    if definition.signature:
        made |= signature.words(definition.signature, made)
    return made


def word(question: Question, found: Reading) -> Word:
    """The word of one relevant question."""
    if found.value is NONE:
        return nothing(question)
    if found.value is not None:
        return worded(question, found.value)
    if found.message:
        return as_typed(question, found)
    return open_word(question) if question.required else nothing(question)


def nothing(question: Question) -> Word:
    """What drops a clause: an empty text, or no paragraph, or no row."""
    return [] if question.type in ("paragraphs", "table") else ""


def worded(question: Question, value: Value) -> Word:
    """The printed form of a value."""
    if isinstance(value, list) and question.type in ("list", "select_multiple"):
        return joining.joined(question, [str(item) for item in value])
    if isinstance(value, list):
        return value
    if isinstance(value, int):
        return numerals.written(value, question.numerals)
    return printed(value)


def open_word(question: Question) -> Word:
    """The marks that stand for an open question, wrapped and joined as its answer would be."""
    if question.type == "paragraphs":
        return list[str]([Mark(question.marks[0])])
    if question.type == "table":
        return list[tuple[str, ...]]([(Mark(question.marks[0]),) * len(question.columns)])
    if question.type == "list":
        return Mark(joining.joined(question, list(question.marks)))
    return Mark(question.marks[0])


def as_typed(question: Question, found: Reading) -> Word:
    """What a draft prints of an answer that is outside its limits: the text as it was typed, on one line."""
    typed = found.typed
    if typed is None or typed is states.NONE:
        return open_word(question)
    if question.type == "paragraphs":
        return cleaning.paragraphs(str(typed))
    if question.type == "table":
        return [
            tuple(cleaning.inline(row.get(column.name, "")) for column in question.columns)
            for row in typed
            if isinstance(row, dict)
        ]
    if isinstance(typed, list):
        return joining.joined(question, [cleaning.inline(str(item)) for item in typed if str(item).strip()])
    return cleaning.inline(typed)
