"""Read the words of a template's blanks back out of a finished report. Knows no questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from collector.word import aligned, exact, grammar, inferred, machine
from collector.word.facts import Expected, Fits, Reading, Whole
from collector.word.grammar import MARK
from collector.word.template import Template

# With less wording than this a template has hardly a stretch of six characters.
ENOUGH_WORDING = 200
Key = tuple[str, int | None]


def marked(paragraphs: Sequence[str]) -> str:
    """The text in which places are counted: every paragraph behind a mark."""
    return "".join(MARK + paragraph for paragraph in paragraphs)


def exact_readings(
    template: Template,
    paragraphs: Sequence[str],
    expected: Mapping[Key, Expected],
    whole: Mapping[str, Whole],
) -> Iterator[Reading]:
    """The ways to read a report that says exactly what its template can say, likely ones first."""
    ops = grammar.program(template.document.source)
    for words in (plain(expected), expected):
        try:
            yield from exact.Walk(ops, marked(paragraphs), words, whole).readings()
        except exact.TooMany:
            continue


def plain(expected: Mapping[Key, Expected]) -> dict[Key, Expected]:
    """The same, for words that are no whole sentences where none are asked for."""
    return {
        key: each if each.is_long else replace(each, fits=within_a_sentence(each))
        for key, each in expected.items()
    }


def within_a_sentence(each: Expected) -> Fits:
    """The judgement of a word that may not end a sentence."""
    return lambda word: "。" not in word and each.fits(word)


def tidy(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs that hold anything, each on one line and without the blanks at its edges."""
    lines = (paragraph.replace("\n", "").strip(" \t\u3000") for paragraph in paragraphs)
    return [line for line in lines if line]


def likely_reading(
    template: Template,
    paragraphs: Sequence[str],
    expected: Mapping[Key, Expected],
    whole: Mapping[str, Whole],
) -> inferred.Likely:
    """The likeliest way to read a report whose wording was edited; places are those in its `text`."""
    ops = grammar.program(template.document.source)
    text = marked(tidy(paragraphs))
    alignment = aligned.Alignment(ops, text, expected)
    return inferred.likely(ops, alignment.machine, text, alignment.turns(), expected, whole)


def likeness(template: Template, paragraphs: Sequence[str]) -> float:
    """How much of the template's own wording stands in the text, 0 to 1, whatever its order."""
    ops = grammar.program(template.document.source)
    literals = [machine.folded(op.text) for op in ops if isinstance(op, grammar.Literal)]
    length = 6 if sum(map(len, literals)) > ENOUGH_WORDING else 2
    text = machine.folded("".join(tidy(paragraphs)))
    held = pieces(text, length)
    wanted = set().union(*(pieces(literal, length) for literal in literals))
    return len(wanted & held) / len(wanted) if wanted else 1.0


def pieces(text: str, length: int) -> set[str]:
    """Every stretch of that many characters."""
    return {text[place : place + length] for place in range(len(text) - length + 1)}
