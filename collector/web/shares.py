"""How much of a section its author wrote, shown to the author alone. `findings` does the counting.

The checks cost more than the rest of a page, so what they found stays in memory until an answer changes.
"""

from typing import Any, NamedTuple

from collector.statement.vocabulary import Section
from collector.web import current, findings
from collector.web.drafts import Draft

# What one worker remembers; a handful of bytes each.
MOST = 500


class Shown(NamedTuple):
    """The line below the questions, and how long the own words should be at least (0: no matter)."""

    line: str
    least: int


def shown(draft: Draft, section: Section, earlier: Any) -> Shown | None:
    """The share of own words in a section that asks for them; `earlier` names the statement compared with."""
    if not any(question.own_words for question in section.asked):
        return None
    remembered = current.service().shares
    # Versions only grow, so their sum is another one after any change.
    key = (draft.id, section.name, sum(kept.version for kept in draft.kept.values()), earlier)
    if key not in remembered:
        if len(remembered) >= MOST:
            remembered.clear()
        remembered[key] = counted(draft, section)
    return Shown(*remembered[key])


def counted(draft: Draft, section: Section) -> Shown:
    """The share, counted anew."""
    found, percent = findings.shares(draft, section), findings.least_share(draft)
    others = found.fixed + found.filled
    same = f"，其中与去年相同的占 {found.copied_percent}%" if found.own else ""
    written = f"本人填写 {found.own} 字（{found.percent}%）"
    return Shown(
        line=f"本部分固定文字 {others} 字，{written}{same}。只有您自己看得到",
        least=-(-others * percent // (100 - percent)) if percent < 100 else 0,
    )
