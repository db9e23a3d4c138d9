"""What the checks find in what was submitted, for whoever reviews it. Confirms nothing.

The checks cost more than the rest of a page, and what was submitted stays as it is: so do their findings.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from collector.statement import counting, own_words
from collector.statement.checks.context import Earlier
from collector.statement.own_words import Shares
from collector.statement.vocabulary import HALF_YEAR
from collector.store import facts as kept_facts
from collector.store import phrases, statements, unit_settings
from collector.web import comparing, current, facts, findings, memory
from collector.web.comparing import Side
from collector.web.findings import Checked

# What one worker remembers; the text of a report each.
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Found:
    """The checks of one submission, and how much of it is fixed, filled in, own and copied."""

    checked: Checked
    shares: Shares


def found(now: Side) -> Found:
    """What the checks find in a submission; this request's other modules know it from now on."""
    before, half = next(iter(comparing.earlier(now.row)), None), half_year(now)
    key = (now.content, before and before.content, half and half.content, *surroundings(now))
    make = partial(judged, now, before, half)
    made = memory.remembered(current.service().reviewed, key, make, most=MOST)
    findings.know(now.draft, made.checked)
    return made


def surroundings(now: Side) -> tuple[Any, ...]:
    """What else the checks look at, and administrators change: phrases, the unit's page and its setting."""
    connection, unit_id = current.connection(), now.row["unit_id"]
    return (
        phrases.version(connection),
        tuple((name, str(value)) for name, value in kept_facts.all(connection, unit_id).items()),
        unit_settings.own_words_share(connection, unit_id),
    )


def judged(now: Side, before: Side | None, half: Side | None) -> Found:
    """The same, found anew. What colleagues are still writing is not told to a reviewer."""
    draft = now.draft
    context = replace(findings.context_of(draft), earlier=read(now, before), half_year=read(now, half))
    differences = [each for each in facts.differences(draft) if each.check == facts.NAME]
    checked = findings.judged(draft, context, differences)
    copied = sum(counting.words(copy.part) for copy in checked.copies)
    shares = own_words.shares(draft.definition, context.paragraphs, copied=copied)
    return Found(checked=checked, shares=shares)


def half_year(now: Side) -> Side | None:
    """The report of the same year's first half, as far as others may see it."""
    row = now.row
    if row["period"] == HALF_YEAR:
        return None
    listed = statements.of_year(current.connection(), row)
    found = (comparing.seen(dict(each)) for each in listed if each["period"] == HALF_YEAR)
    return next((side for side in found if side), None)


def read(now: Side, side: Side | None) -> Earlier | None:
    """Another statement as the checks take it."""
    if side is None:
        return None
    values = {name: kept.value for name, kept in side.draft.kept.items()}
    return findings.as_asked(now.draft, side.row, values)
