"""Valid answers to the shipped statement, drawn by hypothesis: any values that `answers.problems` takes."""

import datetime
import re

from hypothesis import strategies as st
from shipped import COMPLETE, SHIPPED, TEMPLATE

from collector.statement import answers
from collector.statement.readings import reading
from collector.statement.states import NONE
from collector.word import grammar

# What makes it hard to find the end of a blank: the template's own words, and all that joins.
PIECES = sorted(
    {
        piece
        for op in grammar.program(TEMPLATE.document.source)
        if isinstance(op, grammar.Literal)
        for piece in re.findall("[^\x01，。、“”]+|[，。、“”]", op.text)
        if len(piece) <= 12
    }
)
PLAIN = [
    *[
        "水文",
        "监测",
        "站点",
        "安全",
        "学习",
        "a",
        "7",
        "二",
        "（",
        "）",
        "；",
        ";",
        "《",
        "》",
        "和",
        "、",
        "，",
        "。",
        "市",
        "局",
    ],
    " ",
]
# The year hangs together with the dates; every report of the demonstration is of 2026.
DATES = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
FALLBACK = {
    **COMPLETE,
    "holiday_check_result_count": "1",
    "holiday_check_result_note": "节日期间公车未按规定封存",
    "personal_matters_reported_note": "正在补报",
    "abroad_trips_note": "因公出访一次",
    "family_business_note": "正在核实",
    "ceremonies_reported_note": "正在补报",
    "official_car_and_office_note": "一间超面积",
}
TEXTS = st.lists(st.sampled_from([*PLAIN, *PLAIN, *PIECES]), min_size=1, max_size=8).map("".join)


def number(question):
    low = int(question.min) if question.min is not None else 0
    return st.integers(max(low, 1), min(int(question.max or 99), low + 120)).map(str)


# An item that looks like several: only a number printed beside the list tells.
TOGETHER = st.builds(
    "{}{}{}".format,
    st.sampled_from(["政治", "水文监测"]),
    st.sampled_from(["、", "和", "；", ";", "，", "、日常和"]),
    st.sampled_from(["日常监督", "专项监督"]),
)
LONG_TEXTS = st.lists(TEXTS, min_size=1, max_size=12).map("".join)
KINDS = {
    "text": lambda question: TEXTS,
    "integer": number,
    "decimal": lambda question: st.decimals(min_value=1, max_value=9999, places=1).map(str),
    "month": lambda question: st.integers(1, 12).map(str),
    "date": lambda question: st.dates(*DATES).map(datetime.date.isoformat),
    "select_one": lambda question: (
        st.sampled_from(question.choices) | (TEXTS if question.other else st.nothing())
    ),
    "select_multiple": lambda question: st.lists(st.sampled_from(question.choices), min_size=1, unique=True),
    "list": lambda question: st.lists(TEXTS | TOGETHER, min_size=1, max_size=4),
    "table": lambda question: st.lists(
        st.fixed_dictionaries({column.name: TEXTS for column in question.columns}), min_size=1, max_size=3
    ),
    "paragraphs": lambda question: st.lists(LONG_TEXTS, min_size=1, max_size=3).map("\n".join),
}
COUNTED = [
    SHIPPED.questions[name]
    for question in SHIPPED.questions.values()
    if question.how == "count"
    for name in question.sources
]


def one_of(question):
    """A typed answer, mostly acceptable by itself; a none or open where it may be."""
    found = KINDS[question.type](question)
    if question.may_be_none:
        found |= st.just(NONE)
    return found if question.required else found | st.none()


@st.composite
def valid(draw, most=25):
    """Complete answers: those of the demonstration, with up to `most` of them drawn."""
    changed = draw(
        st.lists(st.sampled_from(SHIPPED.asked), max_size=most, unique_by=lambda question: question.name)
    )
    found = dict(COMPLETE)
    for question in changed:
        drawn = draw(one_of(question))
        if drawn is None:
            found.pop(question.name, None)
        elif drawn is NONE or reading(question, drawn).value is not None:
            found[question.name] = drawn
    for question in COUNTED:
        if draw(st.booleans()):
            found[question.name] = draw(st.lists(TOGETHER, min_size=1, max_size=4))
    return mended(found)


def mended(found):
    """The answers with those of the demonstration where the drawn ones contradict each other."""
    for _ in range(8):
        wrong = {problem.question.name for problem in answers.problems(SHIPPED, found)}
        if not wrong:
            return found
        for name in wrong:
            related = {name} | {other for _, other in SHIPPED.questions[name].references}
            for each in related - {None}:
                found.pop(each, None)
                if each in FALLBACK:
                    found[each] = FALLBACK[each]
    return dict(COMPLETE)
