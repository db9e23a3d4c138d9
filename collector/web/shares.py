"""How much of a section its author wrote, shown beside its questions. `findings` does the counting.

The checks cost more than the rest of a page, so what they found stays in memory until an answer changes.
"""

from functools import partial
from typing import NamedTuple

from collector.statement.vocabulary import Section
from collector.web import current, findings, memory
from collector.web.drafts import Draft
from collector.web.last_year import Earlier

# What one worker remembers; a handful of bytes each.
MOST = 500


class Shown(NamedTuple):
    """The line below the questions, and how long the own words should be at least (0: no matter)."""

    line: str
    least: int


def shown(draft: Draft, section: Section, earlier: Earlier | None) -> Shown | None:
    """The share of own words in a section that asks for them, compared with the earlier statement's."""
    if not any(question.own_words for question in section.asked):
        return None
    # Versions only grow, so their sum is another one after any change.
    key = (draft.id, section.name, sum(kept.version for kept in draft.kept.values()), *versions(earlier))
    make = partial(counted, draft, section, earlier)
    return memory.remembered(current.service().shares, key, make, most=MOST)


def versions(earlier: Earlier | None) -> tuple[int | str, ...]:
    """What tells one state of the earlier statement from another."""
    return earlier.version if earlier else ()


def counted(draft: Draft, section: Section, earlier: Earlier | None) -> Shown:
    """The share, counted anew."""
    found, percent = findings.shares(draft, section), findings.least_share(draft)
    others = found.fixed + found.filled
    same = f"，其中与{earlier.when}相同或相近的占 {found.copied_percent}%" if found.own and earlier else ""
    written = f"本人填写 {found.own} 字（{found.percent}%）"
    return Shown(
        line=f"本部分固定文字 {others} 字，{written}{same}。提交后审核人也看得到",
        least=-(-others * percent // (100 - percent)) if percent < 100 else 0,
    )
