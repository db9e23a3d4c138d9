"""Where a report's text could just as well be cut otherwise: the same wording, other words in the blanks."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from collector.statement.solving import Solution
from collector.word.facts import Expected, Printed, Whole
from collector.word.grammar import MARK

# Letters beside the cells of a row, by which it is told from somebody's own words.
LEAST_WORDING = 2


def names(
    solution: Solution, expected: Mapping[tuple[str, int | None], Expected], whole: Mapping[str, Whole]
) -> frozenset[str]:
    """The blanks whose words could begin or end elsewhere."""
    events = [event for event in solution.reading.events if isinstance(event, Printed)]
    found: set[str] = set()
    for one, other in pairwise(events):
        if one.column is None and other.column is None and between_two(solution.text, one, other, expected):
            found |= {one.name, other.name}
    for these, those in pairwise(stretches(solution, events)):
        if could_be_cut_elsewhere(solution.text, these, those, whole):
            found |= {these[0].name, those[0].name}
    found.update(alone_beside_paragraphs(solution, events))
    found.update(rows_beside_paragraphs(solution, events))
    return frozenset(found)


def between_two(
    text: str, one: Printed, other: Printed, expected: Mapping[tuple[str, int | None], Expected]
) -> bool:
    """Whether what stands between two words also stands in one of them, so that it could part them there."""
    joint = text[one.end : other.start]
    if not joint or MARK in joint or one.end > other.start:
        return False
    start = text.find(joint, one.start + 1, other.end)
    while start >= 0:
        words = (text[one.start : start], text[start + len(joint) : other.end])
        if start != one.end and all(map(fits, (one, other), words, (expected, expected))):
            return True
        start = text.find(joint, start + 1, other.end)
    return False


def fits(printed: Printed, word: str, expected: Mapping[tuple[str, int | None], Expected]) -> bool:
    """Whether a blank could have printed the word."""
    judge = expected.get((printed.name, printed.column))
    return bool(word) and (judge is None or judge.fits(word))


def stretches(solution: Solution, events: list[Printed]) -> list[list[Printed]]:
    """Paragraphs of one answer that follow each other."""
    found: list[list[Printed]] = []
    for event in events:
        if is_paragraph(solution, event):
            if found and found[-1][0].name == event.name:
                found[-1].append(event)
            else:
                found.append([event])
    return found


def is_paragraph(solution: Solution, event: Printed) -> bool:
    """Whether the word is a paragraph of own words."""
    question = solution.definition.questions.get(event.name)
    return question is not None and question.type == "paragraphs"


def could_be_cut_elsewhere(
    text: str, one: list[Printed], other: list[Printed], whole: Mapping[str, Whole]
) -> bool:
    """Whether the paragraphs of two answers without anything between could be shared out in another way."""
    if text[one[-1].end : other[0].start] != MARK:
        return False
    rows = [(text[event.start : event.end],) for event in (*one, *other)]
    cuts = [
        cut
        for cut in range(len(rows) + 1)
        if whole[one[0].name](rows[:cut]) and whole[other[0].name](rows[cut:])
    ]
    return len(cuts) > 1


def alone_beside_paragraphs(solution: Solution, events: list[Printed]) -> Iterator[str]:
    """The names of a sentence that is a paragraph of its own, and of the own words next to it."""
    text = solution.text
    for one, other in pairwise(events):
        for alone, paragraph in ((one, other), (other, one)):
            is_alone = text[alone.start - 1] == MARK and text[alone.end : alone.end + 2] in (
                "。",
                "。" + MARK,
            )
            is_next = one.end < other.start and text[one.end : other.start].strip("。") == MARK
            if is_alone and is_next and alone.column is None and is_paragraph(solution, paragraph):
                yield alone.name
                yield paragraph.name


def rows_beside_paragraphs(solution: Solution, events: list[Printed]) -> Iterator[str]:
    """The names of a table whose rows have hardly any wording, and of the own words next to it."""
    text = solution.text
    for one, other in pairwise(events):
        for cell, paragraph in ((one, other), (other, one)):
            is_next = text.count(MARK, one.end, other.start) == 1
            is_row = cell.column is not None and not is_paragraph(solution, cell)
            if is_row and is_next and is_paragraph(solution, paragraph) and is_bare(text, cell, events):
                yield cell.name
                yield paragraph.name


def is_bare(text: str, cell: Printed, events: list[Printed]) -> bool:
    """Whether the paragraph that a cell stands in has next to no words beside its cells."""
    start, end = text.rindex(MARK, 0, cell.start), text.find(MARK, cell.end)
    kept = list(text[start : end if end >= 0 else len(text)])
    for each in events:
        if start <= each.start and each.end <= start + len(kept):
            kept[each.start - start : each.end - start] = [""] * (each.end - each.start)
    return sum(character.isalpha() for character in "".join(kept)) < LEAST_WORDING
