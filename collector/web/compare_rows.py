"""One question of a comparison as a page shows it: its answers, the difference, a chart, what was copied.

Knows no request.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from collector import comparisons
from collector.compare import trends
from collector.compare.changes import Change
from collector.compare.marks import Mark
from collector.compare.similarity import Copy
from collector.compare.trends import UNPRINTED, Series
from collector.statement import answer_text, counting, readings
from collector.statement.readings import Reading
from collector.statement.states import NONE
from collector.web import compare_pieces
from collector.web.compare_pieces import Item, Piece

# Answers that stand in the columns of then and now, though no numbers.
SHORT = frozenset({"date", "month", "select_one"})
# The layouts of a row whose answers stand in one cell.
ACROSS = frozenset({"text", "items", "apart"})
# Unchanged in so many years a figure stands out.
STILL = comparisons.STILL
# A longer item has a line of its own; a longer text that did not change folds away.
LONGEST_ITEM, LONGEST_SAME = 24, 60
WIDTH, HEIGHT = 84, 24
# Why there is no answer to show.
NO_QUESTION, NOT_ASKED, OPEN, NOTHING = "没有此题", "不涉及", "未填", "没有"


class Chart(NamedTuple):
    """The lines of a chart as SVG takes them, where the newest figure lies, and what they say in words."""

    lines: tuple[str, ...]
    x: float
    y: float
    label: str


class Doubt(NamedTuple):
    """What a check says of a question: its title, messages with their quotes, and the author's answer.

    `is_marked`: the text it speaks of is marked in the answer.
    """

    title: str
    said: tuple[Any, ...]
    answer: str
    is_answered: bool
    is_marked: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """A question as a row. `layout`: "number", "short" (two columns), "text", "items" or "apart" (across).

    Apart stand two answers that can't be marked, `then` and `now`.

    `note` says what a side lacks, `fold` the words under which a text folds away. `since` is the question as
    it was returned, beside what it is now.
    """

    change: Change
    layout: str
    then: str = ""
    now: str = ""
    difference: str = ""
    percent: str = ""
    is_swing: bool = False
    is_quiet: bool = False
    chart: Chart | None = None
    pieces: tuple[Piece, ...] = ()
    items: tuple[Item, ...] = ()
    own: str = ""
    note: str = ""
    fold: str = ""
    doubts: tuple[Doubt, ...] = ()
    threads: Sequence[Any] = ()
    since: "Row | None" = None

    @property
    def is_returned(self) -> bool:
        """Whether the newest return names it."""
        return self.since is not None

    @property
    def name(self) -> str:
        """The question's name."""
        return self.change.question.name

    @property
    def label(self) -> str:
        """The question's label."""
        return self.change.question.label

    @property
    def is_same(self) -> bool:
        """Whether it is as it was, and nothing more is said of it."""
        return self.change.is_known and not self.change.is_changed and not self.doubts and not self.since

    @property
    def has_long_items(self) -> bool:
        """Whether its items need lines of their own."""
        return any(sum(len(piece.text) for piece in item.pieces) > LONGEST_ITEM for item in self.items)


@dataclass(frozen=True, kw_only=True)
class About:
    """What rows are made with: how the sides are called, and what is known of each question, by its name.

    `copied_from` is the year that `copies` were found in. `folded` are tables that only count, and `folds`
    says whether long texts that did not change fold away too.
    """

    then: str
    now: str
    series: Mapping[str, Series] = field(default_factory=dict)
    copies: Mapping[str, Sequence[Copy]] = field(default_factory=dict)
    copied_from: str = ""
    doubts: Mapping[str, tuple[Doubt, ...]] = field(default_factory=dict)
    threads: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    returned: Mapping[str, Change] = field(default_factory=dict)
    folded: frozenset[str] = frozenset()
    folds: bool = False


# A question as it was returned, and as it was submitted again.
SINCE = About(then="退回时", now="现在")


def row(change: Change, about: About) -> Row:
    """The row of a question."""
    name = change.question.name
    told: dict[str, Any]
    is_short = change.kind == "number" or change.question.type in SHORT
    if about.then and (change.is_other_kind or (change.now_unprinted and not is_short)):
        told = dict(zip(("then", "now"), cells(change), strict=True)) | {"layout": "apart"}
    elif is_short:
        told = columns(change, about)
    elif change.kind == "items":
        told = {"layout": "items", "items": tuple(compare_pieces.items(change, copies_of(change, about)))}
    else:
        told = {"layout": "text", "pieces": pieces_of(change, about)}
    if told["layout"] in ACROSS:
        told |= {"note": note(change, about), "fold": fold(change, about)}
    return Row(
        change=change,
        own=own(change, about),
        is_quiet=is_quiet(change),
        doubts=about.doubts.get(name, ()),
        threads=about.threads.get(name, ()),
        since=row(about.returned[name], SINCE) if name in about.returned else None,
        **told,
    )


def columns(change: Change, about: About) -> dict[str, Any]:
    """What stands in the columns of a number or another short answer."""
    then, now = cells(change)
    told: dict[str, Any] = {"layout": "short", "then": then if about.then else "", "now": now}
    if change.kind != "number":
        if about.then and change.asked == "both" and change.is_known:
            told["difference"] = "不同" if change.is_changed else "相同"
        return told
    found = about.series.get(change.question.name)
    return told | {
        "layout": "number",
        "difference": difference(change, found),
        "percent": percent(change),
        "is_swing": change.is_swing,
        "chart": chart(found) if found else None,
    }


def cells(change: Change) -> tuple[str, str]:
    """The two answers with their unit; in words where there is none."""
    then, now = lacks(change)
    return then or shown(change.then_reading), now or shown(change.now_reading)


def shown(found: Reading | None) -> str:
    """An answer with its unit, a number apart from it."""
    number = answer_text.number(found) if found else None
    if found is None or number is None:
        return answer_text.text(found) if found else ""
    return f"{readings.plain(number)} {found.question.unit}".rstrip()


def lacks(change: Change) -> tuple[str, str]:
    """Why there is no answer to show of then and of now; "" where there is one."""
    then = UNPRINTED if change.then_unprinted else lack(change.then_reading, change.then_relevant)
    return then, UNPRINTED if change.now_unprinted else lack(change.now_reading, change.now_relevant)


def lack(found: Reading | None, is_relevant: bool) -> str:
    """Why one statement has no answer to show. A number that is zero is there."""
    if found is None:
        return NO_QUESTION
    if not is_relevant:
        return NOT_ASKED
    if answer_text.number(found) is not None:
        return ""
    if found.value is NONE:
        return NOTHING
    return "" if answer_text.items(found) else OPEN


def difference(change: Change, found: Series | None) -> str:
    """How much more it is now: ＋3, －2.5, 持平, 三年未变; nothing where one side is open."""
    if change.difference is None:
        return ""
    if not change.difference and found and found.unchanged_years >= STILL:
        return comparisons.unchanged(found)[0]
    return answer_text.signed(change.difference)


def percent(change: Change) -> str:
    """The difference in whole percent; in words from 0 and to 0."""
    if not change.difference:
        return ""
    if change.percent is None:
        return "从 0 起"
    if not change.number_now:
        return "降为 0"
    return comparisons.percent(change.percent)


def chart(found: Series) -> Chart | None:
    """The chart of a figure that is known of two years and more."""
    lines = trends.points(found.values, WIDTH, HEIGHT)
    if sum(map(len, lines)) < 2:
        return None
    last = lines[-1][-1]
    return Chart(tuple(map(trends.path, lines)), last.x, last.y, found.text)


def is_quiet(change: Change) -> bool:
    """Whether there is little to read: unchanged, and nothing, none or zero."""
    return not change.is_changed and not change.number_now and not change.now_items


def note(change: Change, about: About) -> str:
    """What one side lacks, where the other one has a text or a list."""
    if change.is_other_kind:
        return f"题型与{about.then}不同，不能比较"
    if change.is_reordered:
        return "只是次序不同"
    before, after = lacks(change)
    if not about.then:
        return after
    if after == NO_QUESTION:
        return f"{about.now}不再问这个问题"
    if before and after:
        return after if after == before else f"{about.then}{before}，{about.now}{after}"
    return f"{about.then}{before}" if before else f"{about.now}{after}" if after else ""


def fold(change: Change, about: About) -> str:
    """The words under which a long text that did not change, or a ledger, folds away."""
    if change.question.name in about.folded and change.now_items + change.then_items:
        counted = f"{len(change.now_items)} 行"
        if not change.then_items or not change.is_changed:
            return counted
        return f"{about.then} {len(change.then_items)} 行，{about.now} {counted}"
    length = sum(map(len, change.now_items))
    is_long = about.folds and change.is_known and not change.is_changed and length > LONGEST_SAME
    return f"全文 {length} 字，没有变化" if is_long else ""


def own(change: Change, about: About) -> str:
    """What is said of own words: how much of them stood in the earlier report."""
    if not change.is_own_words:
        return ""
    found = about.copies.get(change.question.name, ())
    total = sum(map(counting.words, change.now_items))
    if not found or not total:
        return "本人填写"
    share = min(100, round(100 * sum(counting.words(copy.part) for copy in found) / total))
    return f"本人填写 · 与{about.copied_from}{comparisons.ALIKE} {share}%"


def pieces_of(change: Change, about: About) -> tuple[Piece, ...]:
    """The marked text of a change; plain where then was not asked, or its answer is not known."""
    now = "\n".join(change.now_items)
    copied = compare_pieces.spans(now, copies_of(change, about))
    if not about.then or (now and not compare_pieces.is_marked(change)):
        return tuple(compare_pieces.pieces((Mark("same", now),) if now else (), copied))
    return tuple(compare_pieces.pieces(change.marks, copied))


def copies_of(change: Change, about: About) -> Sequence[Copy]:
    """What of the answer was copied."""
    return about.copies.get(change.question.name, ())
