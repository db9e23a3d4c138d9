"""Printed words → the typed answer: the inverse of wording, for reading a finished report back.

`typed` always gives something to look at; `fits` says whether it prints as exactly this word again.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from collector.statement import joining, numerals, readings, wording
from collector.statement.readings import Unreadable
from collector.statement.states import NONE, Typed
from collector.statement.vocabulary import NUMBERS, Question
from collector.word.text import Word

# The ways to part a list that are looked at; where there are more, any will do.
MOST_WAYS = 200
# The same where the number of items is known: only ways with that many.
MOST_COUNTED = 5_000
FULL_WIDTH = str.maketrans(",;:()", "，；：（）")
Judgement = Callable[[list[str]], bool]
QUOTED = re.compile('"([^"]*)"')


def typed(
    question: Question, word: str, *, count: int | None = None, is_edited: bool = False
) -> Typed | None:
    """The answer that a scalar blank's word stands for; None for marks or for nothing.

    `count`: how many items a list has, where the report says so; `is_edited`: the word may be written
    otherwise than it was printed, with half-width marks for instance.
    """
    word = word.strip()
    if not word or readings.UNFILLED.fullmatch(word) or word == wording.open_word(question):
        return None
    if question.type in JOINED:
        judge = JOINED[question.type](question)
        return as_read(question, parted(question, word, judge, count=count, is_edited=is_edited))
    return as_read(question, UNWORDED.get(question.type, as_is)(question, word))


def as_read(question: Question, answer: Typed) -> Typed:
    """The answer without affixes that are printed anyway; as it is where it can't be read."""
    value = readings.reading(question, answer).value if question.type in ("text", "list") else None
    if isinstance(value, list):
        return [str(item) for item in value]
    return value if isinstance(value, str) else answer


def fits(question: Question, word: str) -> bool:
    """Whether the word is exactly what some acceptable answer, or an open question, prints here."""
    if not word:
        return may_be_left_out(question)
    if word == wording.open_word(question):
        return question.required
    return prints(question, typed(question, word), word)


def prints(question: Question, answer: Typed | None, word: Word) -> bool:
    """Whether the answer is acceptable and prints as this word."""
    found = readings.reading(question, answer)
    return found.value is not None and wording.word(question, found) == word


def may_be_left_out(question: Question) -> bool:
    """Whether a finished report can do without the question's word."""
    return question.may_be_none or not question.required or question.relevant is not None


def nothing(question: Question) -> Typed | None:
    """The answer of a question whose clause is not there: a confirmed none where that is one, else open."""
    return NONE if question.required and question.may_be_none else None


def as_is(question: Question, word: str) -> Typed:
    """A text or a choice is typed as it prints."""
    return word


def number(question: Question, word: str) -> Typed:
    """The digits of a number, however it is written; a zero is a confirmed none."""
    digits = readings.digits(question, word.removeprefix("第"), [])
    if readings.ZERO.fullmatch(digits):
        return NONE
    return digits if readings.FRACTION.fullmatch(digits) else word


def day(question: Question, word: str) -> Typed:
    """A date as the form's own field writes it: 2026-03-05."""
    try:
        return readings.day(question, word, []).isoformat()
    except Unreadable:
        return word


def month(question: Question, word: str) -> Typed:
    """The digits of a month."""
    try:
        return str(readings.month(question, word, []))
    except Unreadable:
        return word


def items(question: Question) -> Judgement:
    """Whether a list takes all items, and as they stand."""
    return lambda found: readings.reading(question, found).value == found


def choices(question: Question) -> Judgement:
    """Whether all are choices."""
    return lambda found: set(found) <= set(question.choices)


UNWORDED: dict[str, Callable[[Question, str], Typed]] = {
    **dict.fromkeys(NUMBERS, number),
    "date": day,
    "month": month,
}
JOINED: dict[str, Callable[[Question], Judgement]] = {"list": items, "select_multiple": choices}


def some_items(
    joiner: Question, word: str, source: Question, *, count: int | None = None, is_edited: bool = False
) -> list[str]:
    """Some items of the list `source`, as a computed question joins them; `count` of them, where known."""

    def judge(found: list[str]) -> bool:
        return all(is_item(source, item) for item in found)

    return parted(joiner, word, judge, count=count, is_edited=is_edited)


def single(joiner: Question, word: str) -> str:
    """The one item that a word is, without what the joiner puts around it."""
    before, after = around(joiner, 1)
    return word.removeprefix(before).removesuffix(after)


def is_item(source: Question, item: str) -> bool:
    """Whether a list takes the item, and as it stands."""
    try:
        return readings.line(source, source.label, item, []) == item
    except Unreadable:
        return False


def parted(
    joiner: Question, word: str, is_good: Judgement, *, count: int | None = None, is_edited: bool = False
) -> list[str]:
    """The items that were joined to this word: of the good ways to part it that with the most joints.

    One with `count` items goes before all others. An edited word that nothing joins to is parted where
    people would.
    """
    if count:
        counted = islice(ways(joiner, word, count), MOST_COUNTED)
        if (way := next(filter(is_good, counted), None)) is not None:
            return way
    found = list(islice(ways(joiner, word), MOST_WAYS))
    full = full_width(word)
    if is_edited and full != word and not any(len(way) > 1 for way in found):
        least = 2 if found else 1
        others = islice(ways(joiner, full), MOST_WAYS)
        found = [way for way in others if len(way) >= least and is_good(way)] + found
    good = next((way for way in found if is_good(way)), None)
    return good or (found[0] if found else loosely(joiner, word))


def full_width(word: str) -> str:
    """The word with the marks that Chinese text has."""
    return QUOTED.sub(r"“\1”", word).translate(FULL_WIDTH)


def ways(joiner: Question, word: str, count: int | None = None) -> Iterator[list[str]]:
    """Every list of items, of `count` where given, that joins to this word; many short items come first."""
    prefix = around(joiner, 1)[0]
    if word.startswith(prefix):
        for found in onwards(joiner, word, len(prefix), 1, count):
            # A numeral of more than one character could begin an item.
            if joining.joined(joiner, found) == word:
                yield found


def around(joiner: Question, place: int) -> tuple[str, str]:
    """What stands before and after the item at this place, counted from 1."""
    before, _, after = joiner.each.replace("{n}", numerals.chinese(place)).partition("{}")
    return before, after


def onwards(joiner: Question, word: str, start: int, place: int, count: int | None) -> Iterator[list[str]]:
    """The items from the one that begins at `start`, each as short as it can be; it is number `place`."""
    suffix, before_next = around(joiner, place)[1], around(joiner, place + 1)[0]
    joint = suffix + (joiner.joined_by or joining.SEPARATOR) + before_next
    # Where items end with 和, two more follow the last joint but that.
    last = (place + 1 if joiner.joined_by else place + 2) if count else 0
    end = word.find(joint, start + 1) if not count or last <= count else -1
    while end >= 0:
        for rest in onwards(joiner, word, end + len(joint), place + 1, count):
            yield [word[start:end], *rest]
        end = word.find(joint, end + 1)
    if not joiner.joined_by and count in (None, place + 1):
        yield from last_two(word, start, suffix + joining.LAST_SEPARATOR + before_next, suffix)
    end = len(word) - len(suffix)
    is_last = (joiner.joined_by or place == 1) and count in (None, place)
    if is_last and word.endswith(suffix) and end > start:
        yield [word[start:end]]


def last_two(word: str, start: int, joint: str, suffix: str) -> Iterator[list[str]]:
    """The last item but one and the last, at every 和 from the end."""
    last = len(word) - len(suffix)
    end = word.rfind(joint, start + 1)
    while end >= 0:
        if word.endswith(suffix) and last > end + len(joint):
            yield [word[start:end], word[end + len(joint) : last]]
        end = word.rfind(joint, start + 1, end + len(joint) - 1)


def loosely(joiner: Question, word: str) -> list[str]:
    """The items of a word that somebody joined in a way of their own."""
    marks: Sequence[str] = [joiner.joined_by] if joiner.joined_by in word else []
    mark = next((each for each in (*marks, "；", ";", "、", "，", ",") if each and each in word), None)
    pieces = word.split(mark) if mark else [word]
    found = []
    for place, piece in enumerate(pieces, 1):
        before, after = around(joiner, place)
        found.append(piece.strip().removeprefix(before).removesuffix(after).strip())
    return [item for item in found if item] or [word]


def rows(question: Question, found: Sequence[tuple[str, ...]]) -> Typed | None:
    """The answer that a loop's rows or paragraphs stand for; None for marks or for nothing."""
    if not found:
        return nothing(question)
    if all(readings.UNFILLED.fullmatch(cell) for row in found for cell in row):
        return None
    if question.type == "paragraphs":
        return "\n".join(row[0] for row in found)
    return [{column.name: cell for column, cell in zip(question.columns, row, strict=False)} for row in found]


def rows_fit(question: Question, found: Sequence[tuple[str, ...]]) -> bool:
    """Whether a loop's rows are exactly what some acceptable answer, or an open question, prints."""
    if not found:
        return may_be_left_out(question)
    word: Word = [row[0] for row in found] if question.type == "paragraphs" else list(found)
    return (question.required and word == wording.open_word(question)) or prints(
        question, rows(question, found), word
    )
