"""Which answers hang on others: what a change of some may make wrong or needless in the rest."""

from collections.abc import Iterable

from collector.statement.vocabulary import Definition

# These hold both ways: a change on either side calls for the other.
MUTUAL = frozenset({"ledger", "zero_with"})


def dependents(definition: Definition, names: Iterable[str]) -> frozenset[str]:
    """The questions named and all that depend on them, step by step; only what somebody answers.

    A question depends on those its rules mention. Year and period say which report it is: they are never
    there, though named. Names that the definition hasn't are left out.
    """
    frame = {definition.year, definition.period}
    found = {name for name in names if name in definition.questions} - frame
    hanging = dependence(definition)
    waiting = list(found)
    while waiting:
        new = hanging.get(waiting.pop(), set()) - found - frame
        found |= new
        waiting += new
    return frozenset(name for name in found if definition.questions[name].is_asked)


def dependence(definition: Definition) -> dict[str, set[str]]:
    """The questions that depend on each one directly."""
    found: dict[str, set[str]] = {}
    for question in definition.asked:
        for key, other in question.references:
            found.setdefault(other, set()).add(question.name)
            if key in MUTUAL:
                found.setdefault(question.name, set()).add(other)
    return found
