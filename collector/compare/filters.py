"""Which of a list of changes a reader wants to see. Knows no page and no label."""

from collections.abc import Callable, Iterable, Mapping

from collector.compare.changes import Change

# name of a filter -> whether a change belongs to it; a question that neither statement asks belongs to none.
FILTERS: Mapping[str, Callable[[Change], bool]] = {
    "all": lambda change: True,
    "changed": lambda change: change.is_changed,
    "unchanged": lambda change: change.is_known and not change.is_changed,
    "unprinted": lambda change: not change.is_known,
    "numbers": lambda change: change.kind == "number",
    "own_words": lambda change: change.is_own_words,
    "swings": lambda change: change.is_swing,
    "without_counterpart": lambda change: change.asked != "both",
}


def filtered(found: Iterable[Change], name: str) -> list[Change]:
    """The changes that belong to a filter, in their order. Raises KeyError for a name there is not."""
    belongs = FILTERS[name]
    return [change for change in found if change.is_relevant and belongs(change)]


def counts(found: Iterable[Change]) -> dict[str, int]:
    """How many changes belong to each filter. "changed", "unchanged" and "unprinted" together are "all"."""
    shown = [change for change in found if change.is_relevant]
    return {name: sum(map(belongs, shown)) for name, belongs in FILTERS.items()}
