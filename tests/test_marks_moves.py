"""A move has two ends with one text, wherever its sentence stood and however often it is said."""

import random
from itertools import permutations

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


POINTS = [
    "坚持把政治建设摆在首位，党委班子带头学习。",
    "坚决贯彻落实上级决策部署，推动重点项目建设。",
    "加强支部建设，调整了党支部设置。",
    "持续纠治“四风”，开展明察暗访。",
]
NUMBERS = [
    ("一是", "二是", "三是", "四是"),
    ("（一）", "（二）", "（三）", "（四）"),
    ("1.", "2.", "3.", "4."),
    ("第一，", "第二，", "第三，", "第四，"),
    ("一、", "二、", "三、", "四、"),
    ("①", "②", "③", "④"),
]


def numbered(numbers, points):
    return "".join(map("".join, zip(numbers, points, strict=True)))


def in_order(order):
    """How many of an order's points stand as they stood to each other, at most."""
    longest = []
    for place, one in enumerate(order):
        longest.append(1 + max((longest[at] for at in range(place) if order[at] < one), default=0))
    return max(longest)


@pytest.mark.parametrize("numbers", NUMBERS, ids=[numbers[0] for numbers in NUMBERS])
@pytest.mark.parametrize("lead", ["", "主要做法：", "一年来，"])
def test_points_that_changed_places_moved_and_their_numbers_did_not(numbers, lead):
    old = lead + numbered(numbers, POINTS)
    for order in permutations(range(4)):
        new = lead + numbered(numbers, [POINTS[at] for at in order])
        found = marks.marks(old, new)
        marked.hold(found, old, new)
        moved = [mark.text for mark in found if mark.kind == "moved_to"]
        # No more than has to, and never with its number.
        assert set(moved) <= set(POINTS)
        assert len(moved) == 4 - in_order(order)
        rest = marked.joined(found, "gone", "come")
        assert len(rest) <= 2 * len("".join(numbers))
        assert not set(rest) - set("".join(numbers))


@pytest.mark.parametrize("text", ["一、二号站检修完毕。", "3.5万元已经到账。", "二季度检修完毕。", "一是"])
def test_a_number_that_is_part_of_a_sentence_is_no_point(text):
    assert marks.units(text) == [text]


def test_signs_alone_are_no_text_that_moves():
    stays = "".join(POINTS)
    old, new = ";" * 12 + LECTURES.replace("。", "；") + stays, stays + "\n" + "。" * 12 + LECTURES
    marked.hold(marks.marks(old, new), old, new)
