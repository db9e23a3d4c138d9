"""A move has two ends with one text, wherever its sentence stood and however often it is said."""

import random

import marked
import pytest

from collector.compare import marks

LECTURES = "一年来，本人带头讲党课2次。"


def others(what, count):
    """So many sentences, no two of them alike."""
    return "".join(
        f"{what}{chr(0x4E00 + 37 * number % 5000)}{chr(0x6000 + number)}。" for number in range(count)
    )


@pytest.mark.parametrize("count", [1, 20, 40, 60, 100, 140])
def test_a_sentence_said_twice_far_from_its_place_keeps_both_ends_of_its_move(count):
    old = LECTURES + others("处置汛情", count)
    new = others("整理台账", count) + LECTURES + LECTURES
    for one, other in ((old, new), (new, old)):
        marked.hold(marks.marks(one, other), one, other)


def test_any_order_of_sentences_keeps_both_ends_of_its_moves():
    moves = 0
    for seed in range(300):
        randomness = random.Random(seed)
        size = randomness.choice((3, 12, 60, 150))
        stock = [f"第{number}项{'重点工作任务' * randomness.randrange(3)}办结。" for number in range(size)]
        stock += ["\n", "”", "好。", LECTURES]
        old, new = ("".join(randomness.choices(stock, k=randomness.randrange(size + 1))) for _ in range(2))
        if seed % 2:
            units = randomness.choices(stock, k=size)
            block, place = randomness.randrange(size), randomness.randrange(size)
            old, new = "".join(units), "".join(units[block:] + units[place:] + units[:block])
        found = marks.marks(old, new)
        marked.hold(found, old, new)
        moves += sum(mark.kind == "moved_to" for mark in found)
    assert moves > 1000
