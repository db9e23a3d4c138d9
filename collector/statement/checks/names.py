"""Names of units: another unit's in this report, and one's own written in two ways."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from collector.statement.checks import institutions, places
from collector.statement.checks.context import Context, Finding
from collector.statement.sentences import Sentence, Span

# The questions that hold one's own name; every other of scope "unit", and the addressee, is a superior's.
FULL_NAME, SHORT_CORE, ADDRESSEE = "unit_full_name", "unit_short_core", "addressee"
OWN = (FULL_NAME, SHORT_CORE)
KINDS = "中心|集团|公司|局|院|处|所|站|委|办|厅|馆|校|厂|社|会|部|队"
HAN = "\u3400-\u9fff"
UNIT = re.compile(
    rf"(?P<place>[{HAN}]{{2,6}}?)(?P<rank>省|市|县|区|州|盟)(?P<core>[{HAN}]{{1,16}}?)(?P<kind>{KINDS})"
)
# Before 市水文局 these say which one is meant, and it is no other place's.
GENERAL = "全本该各我外邻跨省原新老大"
WHICH = (
    "有关",
    "相关",
    "周边",
    "其他",
    "下属",
    "兄弟",
    "部分",
    "多个",
    "几个",
    "两个",
    "各县",
    "各市",
    "各区",
    "县市",
    "市县",
    "基层",
)
MOST = 20
# What a unit without a place in its name is told by: 省水文中心.
SHORTEST = 5


class Unit:
    """A unit's name in its parts: 江城|市|水文|局. `tail` is what units of the same kind are called alike."""

    def __init__(self, name: str) -> None:
        self.name = name
        parts = UNIT.fullmatch(name)
        self.place, self.rank = (parts["place"], parts["rank"]) if parts else ("", "")
        self.core, self.kind = (parts["core"], parts["kind"]) if parts else ("", "")
        self.tail = self.core + self.kind


def other_unit(context: Context) -> Iterator[Finding]:
    """Another unit's name: one the service knows, one like one's own, or one that acts as one's own."""
    own = Unit(str(context.value(FULL_NAME) or context.unit_name))
    patterns = [
        each
        for each in (known_units(context, own), strangers(own.tail, own.kind, own.place))
        if each is not None
    ]
    for sentence, span, question in context.texts():
        if question.scope == "unit" or question.name == ADDRESSEE:
            continue
        found = [
            match.span()
            for pattern in patterns
            for match in islice(pattern.finditer(sentence.text, span.start, span.end), MOST)
        ]
        if question.own_words:
            found += strange_institutions(context, own, sentence, span, found)
        for start, end in found:
            name = sentence.text[start:end]
            message = f"“{name}”不是本单位（{own.name}）的名称，请核对是否从别处带来"
            yield from context.found_in("other_unit", sentence, start, end, message)


def strange_institutions(
    context: Context, own: Unit, sentence: Sentence, span: Span, told: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Where an institution of any kind acts as one's own: neither that, nor above or below it, nor told."""
    above = superiors(context)

    def is_above(name: str) -> bool:
        return any(name in each or (name.startswith(own.place) and each in name) for each in above)

    found = []
    for start, end in institutions.named_as_ours(sentence.text, span.start, span.end):
        name = sentence.text[start:end]
        is_own = any(each and (each in name or name in each) for each in (own.name, context.unit_name))
        # A station of one's own has one's place and one's trade: 江城市金口水文监测中心.
        is_below = bool(own.place) and name.startswith(own.place) and own.core in name
        is_told = any(first < end and start < last for first, last in told)
        if not (is_own or is_below or is_told or is_above(name)):
            found.append((start, end))
    return found


def superiors(context: Context) -> list[str]:
    """The names of those above: the unit's answers except its own name, and the addressee."""
    asked = [
        question.name
        for question in context.definition.asked
        if (question.scope == "unit" and question.name not in OWN) or question.name == ADDRESSEE
    ]
    return [value for name in asked if isinstance(value := context.value(name), str) and len(value) > 1]


def is_superior(name: str, above: list[str]) -> bool:
    """True for a name that is, holds or is part of one of those above."""
    return any(each in name or name in each for each in above)


def known_units(context: Context, own: Unit) -> re.Pattern[str] | None:
    """The names of the other units of the service, in full and without 市; superiors left out."""
    above = superiors(context)
    names: set[str] = set()
    for name in context.other_units:
        unit = Unit(name)
        # A department is called like everybody's: 办公室, 监测科.
        is_department = not unit.place and len(name) < SHORTEST
        if name != own.name and not is_superior(name, above) and not is_department:
            names |= {name, unit.place + unit.tail} if unit.place else {name}
            names |= (
                {unit.place + own.kind, unit.place + unit.rank + own.kind}
                if unit.place and own.kind
                else set()
            )
    return one_of(tuple(sorted(names, key=len, reverse=True))) if names else None


@lru_cache(maxsize=100)
def one_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names."""
    return re.compile("|".join(map(re.escape, names)))


@lru_cache(maxsize=100)
def strangers(tail: str, kind: str, place: str) -> re.Pattern[str] | None:
    """Names like one's own of another place: 武汉市水文局, 武汉水文局, 武汉局; and 平山县水文局."""
    if not tail:
        return None
    others = "|".join(each for each in places.NAMES if each != place)
    own = re.escape(place)
    return re.compile(
        rf"(?:{others})市?(?:{re.escape(tail)}|{re.escape(kind)}(?![{HAN}]?[里子面势限]))"
        rf"|[{HAN}]{{2}}(?<!{own})(?<![{GENERAL}])(?<!{'|'.join(WHICH)})[市县区州盟]{re.escape(tail)}"
    )


def own_names(context: Context) -> Iterator[Finding]:
    """Two names of one's own unit: short and full, full and the service's, or another one in the text."""
    full, short = str(context.value(FULL_NAME) or ""), str(context.value(SHORT_CORE) or "")
    if full and context.unit_name and full != context.unit_name:
        message = f"单位全称填的是“{full}”，单位页面上是“{context.unit_name}”，请核对"
        yield context.finding("own_names", FULL_NAME, message)
    own = Unit(full)
    if full and short and not is_abbreviation(short, full):
        message = f"本单位简称“{short}”里有单位全称“{full}”没有的字，请核对"
        yield context.finding("own_names", SHORT_CORE, message)
    if not own.place:
        return
    pattern = variants(own.place, own.rank, own.kind)
    for sentence, span, question in context.texts():
        if question.scope == "unit" or question.name == ADDRESSEE:
            continue
        for match in islice(pattern.finditer(sentence.text, span.start, span.end), MOST):
            core = match["core"]
            if core != own.core and (own.core in core or core in own.core) and core not in own.rank:
                if core.startswith("第") and not own.core.startswith("第"):
                    continue  # 第二人民医院 beside 人民医院 is another one
                message = f"本单位在这里写作“{match[0]}”，单位全称是“{own.name}”，请统一"
                yield from context.found_in("own_names", sentence, *match.span(), message)


@lru_cache(maxsize=100)
def variants(place: str, rank: str, kind: str) -> re.Pattern[str]:
    """What begins as one's own name and ends as it."""
    return re.compile(rf"{re.escape(place)}(?:{re.escape(rank)})?(?P<core>[{HAN}]{{1,10}}?){re.escape(kind)}")


def is_abbreviation(short: str, full: str) -> bool:
    """True where the characters of `short` stand in `full`, in order."""
    rest = iter(full)
    return all(char in rest for char in short)
