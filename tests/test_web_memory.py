"""What a worker remembers is made once for its key, and no more than so much of it is kept."""

from functools import partial

from collector.web import memory


def squares(kept, *numbers, most=3):
    """The squares, and those numbers whose square had to be made."""
    made = []

    def square(number):
        made.append(number)
        return number**2

    return [memory.remembered(kept, each, partial(square, each), most=most) for each in numbers], made


def test_what_is_remembered_is_made_once():
    assert squares({}, 2, 3, 2, 3) == ([4, 9, 4, 9], [2, 3])


def test_beyond_so_many_the_oldest_are_forgotten_one_by_one():
    kept = {}
    assert squares(kept, 1, 2, 3, 4) == ([1, 4, 9, 16], [1, 2, 3, 4])
    assert list(kept) == [2, 3, 4]
    assert squares(kept, 2, 3, 4, 1) == ([4, 9, 16, 1], [1])


def test_what_is_made_of_something_remembered_stays_within_the_number():
    kept = {}
    outer = memory.remembered(
        kept, "outer", lambda: [memory.remembered(kept, "inner", lambda: 1, most=1)], most=1
    )
    assert (outer, list(kept)) == ([1], ["outer"])
