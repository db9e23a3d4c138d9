"""A comparison as the lines a terminal shows, and as values for JSON. Reads and writes no file."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from collector import comparisons
from collector.compare import filters
from collector.compare.changes import Change
from collector.compare.marks import Mark
from collector.comparisons import Sides
from collector.statement import answer_text, cleaning
from collector.statement.readings import Reading
from collector.statement.states import NONE

SHOWN = {
    "same": "{}",
    "gone": "[-{}-]",
    "come": "{{+{}+}}",
    "moved_from": "[<{}<]",
    "moved_to": "{{>{}>}}",
}
INDENT = "  "


def safe(text: str) -> str:
    """A text without what would steer a terminal."""
    return cleaning.clean(text.encode("utf-8", "replace").decode("utf-8"))


def lines(found: list[Change], names: Sides) -> Iterator[str]:
    """Yield the changed questions by section, and the counts; or one line where nothing changed."""
    counts = filters.counts(found)
    changed = filters.filtered(found, "changed")
    if not changed:
        left = comparisons.unprinted(filters.filtered(found, "unprinted"))
        more = f"另有 {left}，没有比较。" if left else ""
        yield f"两份的填报内容相同（{counts['unchanged']} 题）。{more}"
        return
    for title, group in groupby(changed, key=lambda change: change.section.title):
        yield f"\n{title}"
        for change in group:
            for line in one(change, names):
                yield INDENT + safe(line)
    yield f"\n{counted(counts)}"


def counted(counts: Mapping[str, int]) -> str:
    """How many questions changed, in one sentence."""
    told = f"共 {counts['all']} 题：{counts['changed']} 题有变化，{counts['unchanged']} 题没有变化"
    if counts["unprinted"]:
        told += f"，{counts['unprinted']} 题报告里没有、没有比较"
    more = [f"数字 {counts['numbers']} 题", f"本人填写 {counts['own_words']} 题"]
    if counts["swings"]:
        more.append(f"大幅变化 {counts['swings']} 题")
    if counts["without_counterpart"]:
        more.append(f"另一份没有的 {counts['without_counterpart']} 题")
    return f"{told}；其中{'，'.join(more)}。"


def one(change: Change, names: Sides) -> Iterator[str]:
    """Yield the lines of one change; what follows the first is indented."""
    label, notes = change.question.label, comparisons.notes(change, names)
    if change.difference is not None:
        rate = [comparisons.percent(change.percent)] if change.percent is not None else []
        notes = [answer_text.signed(change.difference), *rate, *notes]
    is_marked = change.question.type != "month" and change.marks
    if change.then_items and change.now_items and is_marked:
        yield from indented(f"{label}：{marked(change.marks)}")
    elif change.gone or change.come:
        yield f"{label}：{sides(change, counts_of(change))}{bracketed(notes)}"
        yield from (f"{INDENT}－ {item}" for item in change.gone)
        yield from (f"{INDENT}＋ {item}" for item in change.come)
    else:
        yield from indented(f"{label}：{sides(change, comparisons.both(change))}{bracketed(notes)}")


def sides(change: Change, texts: tuple[str, str]) -> str:
    """Then → now, or the one of them that there is."""
    if change.then_reading is None or change.now_reading is None:
        return "".join(texts)
    return " → ".join(texts)


def counts_of(change: Change) -> tuple[str, str]:
    """How many items both have, or what they say where there are none."""
    then, now = comparisons.both(change)
    return (
        f"{len(change.then_items)} 项" if change.then_items else then,
        f"{len(change.now_items)} 项" if change.now_items else now,
    )


def bracketed(notes: list[str]) -> str:
    """The notes behind an answer."""
    return f"（{'，'.join(notes)}）" if notes else ""


def indented(text: str) -> Iterator[str]:
    """Yield the lines of a text, all but the first further in."""
    first, *others = text.split("\n")
    yield first
    yield from (INDENT + line for line in others)


def marked(marks: Iterable[Mark]) -> str:
    """Marks as one text."""
    return "".join(SHOWN[mark.kind].format(mark.text) for mark in marks)


def as_object(change: Change) -> dict[str, Any]:
    """One change as JSON: `then` and `now` are numbers, texts or lists; null is open, [] a confirmed none.

    `changed` is null where one side is not known, which `unprinted` names.
    """
    return {
        "name": change.question.name,
        "label": change.question.label,
        "section": change.section.name,
        "kind": change.kind,
        "asked": change.asked,
        "changed": change.is_changed if change.is_known else None,
        "unprinted": [side for side, is_so in sides_unprinted(change) if is_so],
        "then": value(change, change.then_reading, change.then_items, is_relevant=change.then_relevant),
        "now": value(change, change.now_reading, change.now_items, is_relevant=change.now_relevant),
        "difference": plain(change.difference),
        "percent": plain(round(change.percent, 1)) if change.percent is not None else None,
        "swing": change.is_swing,
        "gone": change.gone,
        "come": change.come,
        "marks": [{"kind": mark.kind, "text": mark.text, "move": mark.move} for mark in change.marks],
    }


def sides_unprinted(change: Change) -> tuple[tuple[str, bool], ...]:
    """Of each side whether its report says nothing of the answer."""
    return ("then", change.then_unprinted), ("now", change.now_unprinted)


def value(change: Change, found: Reading | None, items: tuple[str, ...], *, is_relevant: bool) -> Any:
    """One answer as JSON."""
    if found is None or not is_relevant:
        return None
    if change.kind == "number" and (number := answer_text.number(found)) is not None:
        return plain(number)
    if found.value is NONE:
        return []
    return items if items and change.kind == "items" else "\n".join(items) or None


def plain(number: Decimal | None) -> int | float | None:
    """A number as JSON has it."""
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)
