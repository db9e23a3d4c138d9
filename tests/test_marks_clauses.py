import random

import marked
import pytest

from collector.compare import marks

TOPICS = [
    "开展培训",
    "查处案件",
    "采购金额",
    "提醒谈话",
    "组织考试",
    "签订合同",
    "完成检修",
    "处理来信",
    "走访站点",
    "参加竞赛",
    "讲授党课",
    "下沉社区",
    "巡查河段",
    "节约经费",
    "廉政谈话",
    "培训人员",
]
UNITS = ["次", "人", "件", "项", "人次", "万元", "个", "份", "场", "小时"]
LEADS = ["全年", "今年以来，", "党委班子", "一是"]
PLAIN_ENDS = ["，未发生违纪问题。", "，职工作风稳步好转。", "。", "", "，各项工作按期完成，群众满意。"]
CHANGED_ENDS = [
    "，[-各项-]{+全部+}工作按期完成。",
    "，[-职工-]{+干部+}作风稳步好转，群众满意。",
    "，[-落实-]{+执行+}到位。",
]


def drawn(randomness, around, ends):
    """The ways to mark a number that changed, with a clause that went or came after it."""
    open_, close = around
    topic, other = randomness.sample(TOPICS, 2)
    unit, other_unit = randomness.choice(UNITS), randomness.choice(UNITS)
    number = randomness.choice([str, lambda figure: f"{figure / 10:.1f}"])
    old, new = randomness.sample(range(1, 400), 2)
    sign, end = randomness.choice("，，，、"), randomness.choice(ends)
    clause = f"{other}{number(randomness.randrange(1, 400))}{other_unit}"
    start = f"{randomness.choice(LEADS)}{topic}[-{number(old)}-]{{+{number(new)}+}}{unit}"
    ways = {f"{start}{open_}{sign}{clause}{close}{end}"}
    if end.startswith(sign):
        ways.add(f"{start}{sign}{open_}{clause}{sign}{close}{end[1:]}")
    # What went beside what was replaced is one mark.
    return ways | {way.replace("，-][-", "，") for way in ways}


@pytest.mark.parametrize("around", [("{+", "+}"), ("[-", "-]")], ids=["came", "went"])
@pytest.mark.parametrize("ends", [PLAIN_ENDS, CHANGED_ENDS], ids=["alone", "beside another change"])
def test_a_number_is_never_paired_across_the_clause_that_stands_beside_it(around, ends, capsys):
    randomness = random.Random(20241)
    right = 0
    for _ in range(500):
        ways = drawn(randomness, around, ends)
        old, new = marked.texts(min(ways))
        found = marks.marks(old, new)
        marked.hold(found, old, new)
        line = marked.line(found)
        right += line in ways
    with capsys.disabled():
        print(f"\nclauses beside a changed number shown whole: {right} of 500")
    assert right >= 475


def test_a_name_counted_otherwise_is_marked_whole():
    for number in ("十九", "二十", "二十一"):
        for old, new in [("大", "届二中全会"), ("届四中全会", "大"), ("届三中全会", "大")]:
            line = f"学习贯彻党的[-{number}{old}-]{{+{number}{new}+}}精神，推动工作。"
            assert marked.line(marks.marks(*marked.texts(line))) == line


def with_one_moved(clauses, place, new_place, lead, end):
    """The line in which one clause went from its place, and came where it is the `new_place`th of them."""
    topic, (old, new), unit = clauses[place]
    rest = [*clauses[:place], *clauses[place + 1 :]]
    line = [f"{topic}[-{old}-]{{+{new}+}}{unit}" for topic, (old, new), unit in rest]
    ends = (place, f"[-{topic}{old}{unit}-]"), (new_place, f"{{+{topic}{new}{unit}+}}")
    for at, text in sorted(ends, reverse=True):
        line.insert(at, text)
    marked_line = "，".join([*line, end] if end else line)
    for _, text in ends:
        inside, close = text[:-2], text[-2:]
        marked_line = marked_line.replace(f"{text}，", f"{inside}，{close}")
        marked_line = marked_line.replace(f"，{text}", f"{text[:2]}，{text[2:]}")
    return f"{lead}{marked_line}。"


def moved(randomness, units):
    """The ways to mark a clause that stands elsewhere while every number changed."""
    size = randomness.randrange(3, 7)
    place, new_place = randomness.sample(range(size), 2)
    numbers = [randomness.sample(range(1, 400), 2) for _ in range(size)]
    clauses = [
        (topic, figures, randomness.choice(units))
        for topic, figures in zip(randomness.sample(TOPICS, size), numbers, strict=True)
    ]
    around = (
        randomness.choice(["", "今年以来，", "一是", "主要工作："]),
        randomness.choice(["", "职工作风稳步好转"]),
    )
    ways = {with_one_moved(clauses, place, new_place, *around)}
    if abs(place - new_place) == 1:
        ways.add(with_one_moved(clauses, new_place, place, *around))
    return ways


@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_number_keeps_its_clause_where_another_clause_moved(count, capsys):
    randomness = random.Random(20260 + count)
    right = 0
    for _ in range(400):
        ways = moved(randomness, randomness.sample(UNITS, count))
        old, new = marked.texts(min(ways))
        found = marks.marks(old, new)
        marked.hold(found, old, new)
        right += marked.line(found) in ways
    with capsys.disabled():
        print(f"\nsentences of one clause moved, every number changed, {count} units: {right} of 400")
    assert right >= 392
