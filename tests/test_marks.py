import random
import re
import time
import tracemalloc
from collections import Counter
from pathlib import Path

import editing
import marked
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.compare import marks, rewriting, subsequence

SAMPLES = [
    line
    for line in (Path(__file__).parent / "samples" / "marks.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
# Signs of every kind that the marks look at.
LETTERS = "水文局中心的一十二三〇3450.,:%Ab，、。；！“”《》（）*… \n\ufe00０９％\u0301"


@pytest.mark.parametrize("line", SAMPLES)
def test_the_marks_are_those_of_a_careful_reader(line):
    old, new = marked.texts(line)
    found = marks.marks(old, new)
    assert marked.line(found) == line
    marked.hold(found, old, new)


def test_the_written_set_is_large_and_has_no_pair_twice():
    assert len({marked.texts(line) for line in SAMPLES}) == len(SAMPLES) >= 60


def test_two_empty_texts_have_no_marks():
    assert marks.marks("", "") == ()


def test_the_two_ends_of_a_move_have_one_number():
    one, two = "第一件事情已经全部办理完毕。", "第二项工作正在稳步向前推进。"
    stays = "群众反映的夜间巡测照明和宿舍供暖困难，经过党委会两次专题研究，到五月底已经全部得到解决。"
    old, new = one + two + stays, stays + two + one
    found = marks.marks(old, new)
    assert marked.line(found) == f"[<{one}<][<{two}<]{stays}{{>{two}>}}{{>{one}>}}"
    assert [mark.move for mark in found] == [1, 2, 0, 2, 1]


@pytest.mark.parametrize(("length", "kind"), [(11, "moved_to"), (10, "come")])
def test_a_sentence_of_more_than_ten_characters_moves(length, kind):
    short = "甲" * (length - 1) + "。"
    long = "党委班子认真研究了全年的各项工作安排。"
    assert kind in {mark.kind for mark in marks.marks(short + long, long + short)}


@pytest.mark.parametrize(
    ("line", "island"),
    [
        ("开展[-廉政景观-]{+警示文化教育+}活动。", 0),
        ("开展[-参观学习-]{+座谈学调研+}活动。", 1),
        ("开展[-参观学习走访-]{+座谈学习调研+}活动。", 2),
        ("开展[-参观-]{+座谈+}学习会[-走访-]{+调研+}活动。", 3),
        ("开展[-参观-]{+座谈+}，[-走访-]{+调研+}活动。", "a sign is no chance"),
        ("开展[-参-]{+座+}学习[-走-]{+调+}活动。", "longer than what it parts"),
        ("开展[-3-]{+5+}次[-走访-]{+调研+}活动。", "the unit of a number"),
    ],
)
def test_one_or_two_chance_characters_are_swallowed_and_no_more(line, island):
    old, new = marked.texts(line)
    assert marked.line(marks.marks(old, new)) == line, island


def test_every_sign_survives():
    @settings(max_examples=400, deadline=None)
    @given(st.text(LETTERS, max_size=60), st.text(LETTERS, max_size=60))
    def held(old, new):
        marked.hold(marks.marks(old, new), old, new)
        assert marks.marks(old, old) == ((("same", old, 0),) if old else ())

    held()


def test_any_text_survives():
    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20))
    def held(one, other, between):
        old, new = one + between + other, other + between + one
        marked.hold(marks.marks(old, new), old, new)

    held()


def test_a_thousand_random_edits_of_the_statement_can_be_undone():
    randomness = random.Random(2022)
    for _ in range(1000):
        start = randomness.randrange(len(editing.SEED) - 400)
        old = editing.SEED[start : start + 400]
        units = re.findall("[^。\n]*[。\n]?", old)
        for _ in range(randomness.randrange(4)):
            one, other = randomness.randrange(len(units)), randomness.randrange(len(units))
            units[one], units[other] = units[other], units[one]
        characters = list("".join(units))
        for _ in range(randomness.randrange(1, 12)):
            place = randomness.randrange(len(characters))
            drop = randomness.randrange(6)
            start = randomness.randrange(len(editing.SEED))
            characters[place : place + drop] = editing.SEED[start : start + randomness.randrange(8)]
        new = "".join(characters)
        marked.hold(marks.marks(old, new), old, new)


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("甲乙水文站网建设丙", "水文站网建设丁", [(5, 3)]),
        ("甲乙丙丁戊己庚辛", "子丑寅卯辰巳午未", []),
        ("水文站网建设甲", "水文站网建设乙水文站网建设", None),
        ("水文站网建设甲汛期值班值守乙", "汛期值班值守丙水文站网建设", None),
        ("水文1234567站网", "甲水文1234567站网", None),
    ],
)
def test_a_sentence_is_cut_only_inside_runs_that_stand_once_and_in_order(old, new, places):
    assert rewriting.anchored(old, new) == places


def test_what_stays_between_hunks_is_as_long_as_it_can_be():
    @settings(max_examples=200, deadline=None)
    @given(st.text("水文局中", max_size=25), st.text("水文局中", max_size=25))
    def held(old, new):
        found = subsequence.hunks(old, new)
        place = new_place = 0
        for start, end, new_start, new_end in [*found, (len(old), len(old), len(new), len(new))]:
            assert old[place:start] == new[new_place:new_start]
            place, new_place = end, new_end
        longest = [[0] * (len(new) + 1)]
        for char in old:
            row = [0]
            for at, other in enumerate(new):
                row.append(longest[-1][at] + 1 if char == other else max(longest[-1][at + 1], row[at]))
            longest.append(row)
        assert len(old) - sum(end - start for start, end, _, _ in found) == longest[-1][-1]

    held()


def hunks(found):
    """(old start, old end, new start, new end) of each stretch that is not the same."""
    place = new_place = start = new_start = 0
    for kind, text, _ in [*found, ("same", "", 0)]:
        if kind == "same":
            if (start, new_start) != (place, new_place):
                yield start, place, new_start, new_place
            place, new_place = place + len(text), new_place + len(text)
            start, new_start = place, new_place
        elif kind in ("gone", "moved_from"):
            place += len(text)
        else:
            new_place += len(text)


def is_whole(edit, found):
    """True where one hunk has the old and the new wording and drags no more than 12 characters along."""
    kind, (start, end), (new_start, new_end) = edit
    if kind in ("deletion", "insertion"):
        # It may have slid by as much as it is long.
        length = end - start + new_end - new_start
        return any(
            start - length <= hunk[0] <= start + length
            and abs(hunk[1] - hunk[0] - hunk[3] + hunk[2]) == length
            and max(hunk[1] - hunk[0], hunk[3] - hunk[2]) <= length + 12
            for hunk in found
        )
    touching = [
        hunk
        for hunk in found
        if (hunk[0] < end and start < hunk[1]) or (hunk[2] < new_end and new_start < hunk[3])
    ]
    if len(touching) != 1:
        return False
    ((first, last, new_first, new_last),) = touching
    if kind == "number" and not (
        first <= start and end <= last and new_first <= new_start and new_end <= new_last
    ):
        return False
    return last - first <= end - start + 12 and new_last - new_first <= new_end - new_start + 12


def cut_numbers(text, borders):
    """How many of the borders stand inside a number."""
    inside = {
        place for match in editing.NUMBER.finditer(text) for place in range(match.start() + 1, match.end())
    }
    return len(inside & borders)


def test_held_out_edits_are_shown_whole_and_no_number_is_cut(capsys):
    randomness = random.Random(20231)
    texts = [editing.SEED, *map(editing.demo_text, (2024, 2025, 2026))]
    planned, whole, cut = Counter(), Counter(), 0
    for _ in range(200):
        text = randomness.choice(texts)
        new, edits = editing.edited(randomness, text, randomness.randrange(4, 15))
        found = marks.marks(text, new)
        marked.hold(found, text, new)
        places = list(hunks(found))
        cut += cut_numbers(text, {place for hunk in places for place in hunk[:2]})
        cut += cut_numbers(new, {place for hunk in places for place in hunk[2:]})
        for edit in edits:
            planned[edit[0]] += 1
            whole[edit[0]] += is_whole(edit, places)
    share = whole.total() / planned.total()
    with capsys.disabled():
        print(f"\nheld-out edits shown whole: {share:.1%} of {planned.total()}, numbers cut: {cut}")
        print(", ".join(f"{kind} {whole[kind]}/{planned[kind]}" for kind in sorted(planned)))
    assert cut == 0
    assert share >= 0.98
    assert min(whole[kind] / planned[kind] for kind in planned) >= 0.95


def rewritten(length, sentence):
    """Yield two texts that have nothing in common but chance, with a sentence every so many characters."""
    randomness = random.Random(length + sentence)
    letters = [chr(place) for place in range(0x4E00, 0x5600)]
    for _ in range(2):
        text = randomness.choices(letters, k=length)
        if sentence:
            text[sentence - 1 :: sentence] = "。" * len(text[sentence - 1 :: sentence])
        yield "".join(text)


HOSTILE = {
    "rewritten sentences": lambda: rewritten(20_000, 40),
    "one rewritten paragraph without signs": lambda: rewritten(20_000, 0),
    "one that is just short enough to be searched": lambda: rewritten(10_000, 0),
    "sentences of one character": lambda: rewritten(20_000, 2),
    "one character": lambda: ("水" * 10_000, "文" + "水" * 9_000 + "文"),
    "two characters": lambda: ["".join(random.Random(n).choices("水文", k=10_000)) for n in (1, 2)],
    "numerals": lambda: ("一" * 10_000, "一二" * 5_000),
    "tens": lambda: ("十" * 10_000, "一十" * 5_000),
    "digits": lambda: ("1" * 10_000, "1" * 9_999 + "2"),
    "the same short sentences": lambda: ("好。" * 5_000, "好。坏。" * 2_500),
    "paragraph breaks": lambda: ("\n" * 10_000, "水\n" * 10_000),
    "sentences alike": lambda: ["".join(f"第{n}项工作{e}归档。" for n in range(1_500)) for e in ("已", "未")],
    "sentences backwards": lambda: [
        "".join(f"第{n}项重点工作任务已经完成。" for n in order)
        for order in (range(1_500), range(1_500, 0, -1))
    ],
    "clauses with numbers": lambda: [
        "".join(f"巡查{n * by % 997}次，" for n in range(2_500)) for by in (1, 2)
    ],
    "clauses over and over": lambda: ("加强学习，" * 4_000, "加强作风，学习，" * 2_500),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(name):
    old, new = HOSTILE[name]()
    start = time.thread_time()
    found = marks.marks(old, new)
    assert time.thread_time() - start < 4
    marked.hold(found, old, new)


def test_a_long_paragraph_without_signs_shows_its_edits():
    text, _ = rewritten(20_000, 0)
    new = text[:100] + "水文" + text[102:9_000] + text[9_010:19_000] + "12" + text[19_000:]
    assert [mark.text for mark in marks.marks(text, new) if mark.kind != "same"] == [
        text[100:102],
        "水文",
        text[9_000:9_010],
        "12",
    ]


def test_a_long_paragraph_takes_little_memory():
    old, new = ("".join(random.Random(n).choices("水文测站", k=20_000)) for n in (1, 2))
    tracemalloc.start()
    marks.marks(old, new)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 30_000_000


def test_a_name_of_a_meeting_is_whole_whatever_letters_stand_beside_it():
    old = "党的二十届三中全会\ua000\ua001精神。"
    new = "党的二十届四中全会\ua000\ua002精神。"
    found = marks.marks(old, new)
    marked.hold(found, old, new)
    assert marked.line(found).startswith("党的[-二十届三中全会-]{+二十届四中全会+}\ua000")
    everything = "".join(map(chr, range(0xA000, 0xA48D)))
    marked.hold(marks.marks(old + everything, everything + new), old + everything, everything + new)
