"""A comparison as a page: what it counts, what a filter leaves, and its rows by section. Knows no request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from collector.compare import filters
from collector.compare.changes import Change
from collector.compare.similarity import Copy
from collector.statement import counting
from collector.statement.own_words import Shares
from collector.web import compare_rows, remarks
from collector.web.compare_rows import About, Doubt, Row
from collector.web.comparing import Comparison
from collector.web.confirming import Item
from collector.web.findings import Checked

# What an address shows, in the order of the page.
FILTERS = {
    "all": "全部",
    "changed": "有变化",
    "same": "未变化",
    "unprinted": "报告里没有",
    "numbers": "数字",
    "own": "本人填写",
    "doubts": "疑点",
    "returned": "上次退回",
    "swings": "变化超过 50%",
    "still": "多年未变",
    "answered": "填过的",
}
# Those that no filter of the page stands for: tiles ask for them, and the history of a statement.
UNLISTED = frozenset({"swings", "still", "answered"})
# These compare, and are nothing where there is but one statement; and what `compare.filters` calls them.
OF_TWO = {"changed": "changed", "same": "unchanged", "unprinted": "unprinted", "swings": "swings"}
# Those that show what did not change, which is rather passed over than read.
WHOLE = frozenset({"all", "same", "answered"})
# Those that remarks on the whole are read with.
WITH_REMARKS = frozenset({"all", "returned"})
# From so many percent on what was copied stands out.
MUCH = 20
COPIES = "copies"


class Filter(NamedTuple):
    """A filter with its number and address."""

    key: str
    label: str
    number: int
    href: str
    is_on: bool


class Tile(NamedTuple):
    """A number of the summary, with the address of what it counts if there is one. `tone`: watch, hot, ""."""

    number: str
    label: str
    tone: str = ""
    href: str = ""
    is_on: bool = False


class Part(NamedTuple):
    """A section's rows."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class View:
    """A comparison with all that is known of its questions; `asked` is the query of its address.

    Without `checked` nothing is said of copies. `is_again` says that it was submitted anew after its newest
    return: whoever opens it then wants to see what became of what was asked.
    """

    comparison: Comparison
    asked: Mapping[str, str]
    checked: Checked | None = None
    shares: Shares = field(default_factory=Shares)
    items: Sequence[Item] = ()
    threads: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    returned: Mapping[str, Change] = field(default_factory=dict)
    is_again: bool = False

    @property
    def is_alone(self) -> bool:
        """Whether there is nothing to compare with."""
        return self.comparison.then is None

    @property
    def has_charts(self) -> bool:
        """Whether there is a year before."""
        return bool(self.comparison.earlier)

    @property
    def shown(self) -> str:
        """The filter that is on."""
        asked = self.asked.get("show", "")
        first = "returned" if self.is_again else "all" if self.is_alone else "changed"
        return asked if asked in self.members else first

    @property
    def label(self) -> str:
        """What that filter is called."""
        return FILTERS[self.shown]

    @property
    def whole(self) -> Sequence[Any]:
        """The threads on the whole, the newest first."""
        return self.threads.get("", ())[::-1]

    @property
    def whole_now(self) -> Sequence[Any]:
        """Those of them that came with the newest return."""
        return [each for each in self.whole if remarks.is_in_force(self.comparison.now.row, each)]

    @property
    def whole_before(self) -> Sequence[Any]:
        """All others."""
        return [each for each in self.whole if each not in self.whole_now]

    @property
    def is_whole_open(self) -> bool:
        """Whether the threads on the whole stand there unfolded."""
        return self.shown in WITH_REMARKS and bool(self.whole_now)

    @cached_property
    def changes(self) -> list[Change]:
        """What can be shown: all that was asked, answered, or said something of."""
        return [
            change
            for change in self.comparison.changes
            if change.is_relevant or change.is_changed or change.question.name in self.spoken_of
        ]

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """The questions with a finding or a remark."""
        return frozenset({*self.doubts, *self.threads, *self.returned})

    @cached_property
    def members(self) -> dict[str, frozenset[str]]:
        """The questions that each filter leaves, by name; only those that make sense here."""
        left_out = {
            *(OF_TWO if self.is_alone else ()),
            *(() if self.returned else ("returned",)),
            *(() if len(self.comparison.years) >= compare_rows.STILL else ("still",)),
        }
        return {
            key: frozenset(change.question.name for change in self.changes if self.is_in(key, change))
            for key in FILTERS
            if key not in left_out
        }

    def is_in(self, key: str, change: Change) -> bool:
        """Whether a filter leaves a question."""
        name = change.question.name
        if key in OF_TWO:
            return filters.FILTERS[OF_TWO[key]](change)
        match key:
            case "numbers":
                return change.kind == "number"
            case "own":
                return change.is_own_words
            case "doubts":
                return name in self.doubts
            case "returned":
                return name in self.returned
            case "answered":
                return change.is_changed or change.now is not None
            case "still":
                found = self.comparison.series.get(name)
                return found is not None and found.unchanged_years >= compare_rows.STILL
        return True

    @cached_property
    def filters(self) -> list[Filter]:
        """The filters that stand above the rows."""
        listed = [key for key in self.members if key not in UNLISTED]
        if not self.members.get("unprinted"):
            listed = [key for key in listed if key != "unprinted"]
        if self.is_again:
            listed.sort(key=lambda key: key != "returned")
        return [self.filter(key) for key in listed]

    def filter(self, key: str) -> Filter:
        """One filter."""
        return Filter(key, FILTERS[key], len(self.members[key]), self.href(key), key == self.shown)

    def href(self, show: str) -> str:
        """The address of the same comparison with another filter."""
        kept = {name: self.asked[name] for name in ("with", "now") if self.asked.get(name)}
        return f"?{urlencode({**kept, 'show': show})}"

    @cached_property
    def tiles(self) -> list[Tile]:
        """The numbers of the summary."""
        found = [Tile(str(len(self.changes)), "问题", "", *self.filter("all")[3:])]
        if not self.is_alone:
            found.append(self.tile("changed", "有变化"))
            found.append(self.tile("swings", "变化超过 50%", "watch"))
        is_over_years = self.comparison.is_over_years
        if "still" in self.members and is_over_years:
            found.append(self.tile("still", "三年以上未变", "watch"))
        if self.copied_from and self.shares.own and is_over_years:
            share = self.shares.copied_percent
            is_last = self.copied_from == f"{self.comparison.now.row['year'] - 1}年"
            # Short enough for one line; the rows say 相同或相近.
            label = f"本人填写与{'去年' if is_last else self.copied_from}相近"
            found.append(Tile(f"{share}%", label, "hot" if share >= MUCH else "", *self.filter("own")[3:]))
        if self.shares.total:
            found.append(Tile(f"{round(100 * self.shares.fixed / self.shares.total)}%", "固定表述"))
        return found

    def tile(self, key: str, label: str, tone: str = "") -> Tile:
        """The tile of a filter."""
        each = self.filter(key)
        return Tile(str(each.number), label, tone if each.number else "", each.href, each.is_on)

    @cached_property
    def parts(self) -> list[Part]:
        """The rows that the filter leaves, by section; sections without any are left out."""
        left = self.members[self.shown]
        rows = [change for change in self.changes if change.question.name in left]
        grouped = groupby(rows, key=lambda change: change.section.title)
        return [
            Part(title, tuple(compare_rows.row(change, self.about) for change in changes))
            for title, changes in grouped
        ]

    @cached_property
    def about(self) -> About:
        """What its rows are made with."""
        then, now = self.comparison.columns
        return About(
            then=then,
            now=now,
            series=self.comparison.series,
            copies=self.copies,
            copied_from=self.copied_from,
            doubts=self.doubts,
            threads=self.threads,
            returned=self.returned,
            folds=self.shown in WHOLE,
            folded=frozenset(self.comparison.now.draft.definition.ledgers),
        )

    @cached_property
    def copies(self) -> dict[str, list[Copy]]:
        """What of the own words stood in the earlier report, by question."""
        found: dict[str, list[Copy]] = {}
        for copy in self.checked.copies if self.checked else ():
            found.setdefault(copy.question, []).append(copy)
        return found

    @cached_property
    def doubts(self) -> dict[str, tuple[Doubt, ...]]:
        """What the checks say, by question."""
        found: dict[str, tuple[Doubt, ...]] = {}
        for item in self.items:
            name = item.question.name
            found[name] = (*found.get(name, ()), self.doubt(item))
        return found

    def doubt(self, item: Item) -> Doubt:
        """What one check says. What was copied is marked in its text, and not quoted again."""
        said = tuple((finding.message, finding.quote) for finding in item.findings)
        if item.check == COPIES:
            found = self.copies.get(item.question.name, ())
            counted = sum(counting.words(copy.part) for copy in found)
            said = (
                (
                    f"与{self.copied_from}报告相同或只改了几个字、几个数：{len(found)} 处，共 {counted} 字",
                    None,
                ),
            )
        answer = "填报人还没有核对"
        if item.is_confirmed:
            answer = f"填报人说明：{item.explanation}" if item.explanation else "填报人：已核对无误"
        return Doubt(item.title, said, answer, item.is_confirmed, is_marked=item.check == COPIES)

    @property
    def copied_from(self) -> str:
        """The year that copies were found in: 2025年."""
        earlier = self.checked.context.earlier if self.checked else None
        return f"{earlier.year}年" if earlier else ""
