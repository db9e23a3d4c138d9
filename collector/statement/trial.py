"""Fill a definition's template by way of trial: everything open, everything none, everything answered."""

from collections.abc import Iterator

from collector.statement import signature, wording
from collector.statement.mistakes import Mistake
from collector.statement.states import NONE, Answers
from collector.statement.vocabulary import Definition
from collector.word import render
from collector.word import template as word_template
from collector.word.text import Word

SAMPLE = "样例"


def mistakes(definition: Definition) -> Iterator[Mistake]:
    """Yield a mistake for every trial fill that fails."""
    template = word_template.load(definition.template)
    nones: Answers = {question.name: NONE for question in definition.asked if question.may_be_none}
    trials = (
        ("全部未填", wording.words(definition, {}), True),
        ("全部确认为零或没有", wording.words(definition, nones), True),
        ("全部已填", sample_words(definition), False),
    )
    for trial, words, draft in trials:
        try:
            render.fill(template, words, draft=draft)
        except (ValueError, render.ReadBackError, render.OpenBlank) as error:
            yield Mistake(file=f"{definition.name}.docx", message=f"试填（{trial}）没有成功：{error}")


def sample_words(definition: Definition) -> dict[str, Word]:
    """A word of the right shape for every question."""
    shapes: dict[str, Word] = {"paragraphs": [SAMPLE, SAMPLE]}
    words: dict[str, Word] = {
        question.name: [(SAMPLE,) * len(question.columns)]
        if question.type == "table"
        else shapes.get(question.type, question.choices[0] if question.choices else SAMPLE)
        for question in definition.questions.values()
    }
    return words | (signature.words(definition.signature, words) if definition.signature else {})
