"""What may come next at each op of a template's program, and which names matter from there on."""

from collections.abc import Sequence

from collector.word import grammar
from collector.word.grammar import Blank, Fork, Goto, Literal, Loop, Op


def firsts(ops: Sequence[Op], number: int) -> frozenset[str]:
    """The characters that may come next from an op on; "" where the text may end, any where a blank comes."""
    found: set[str] = set()
    waiting, seen = [number], set()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if here == len(ops):
            found.add("")
            continue
        op = ops[here]
        if isinstance(op, Literal):
            found.add(op.text[0])
        elif isinstance(op, Goto):
            waiting.append(op.target)
        elif isinstance(op, Fork):
            waiting += op.targets
        elif isinstance(op, Loop):
            waiting += [here + 1, op.end]
        else:
            return ANYTHING
    return frozenset(found)


class _Anything(frozenset[str]):
    def __contains__(self, character: object) -> bool:
        return True


ANYTHING = _Anything()


def live(ops: Sequence[Op]) -> list[tuple[tuple[str, ...], int | None]]:
    """For each op the names that were met before it and come again, and the loop it is in or begins."""
    used = [names_of(op) for op in ops]
    ends = {number: op.end for number, op in enumerate(ops) if isinstance(op, Loop)}
    last = {name: number for number, names in enumerate(used) for name in names}
    found: list[tuple[tuple[str, ...], int | None]] = []
    met: set[str] = set()
    for number, names in enumerate(used):
        loop = next((start for start, end in ends.items() if start <= number < end), None)
        found.append((tuple(sorted(name for name in met if last[name] >= number)), loop))
        met |= names
    return found


def names_of(op: Op) -> set[str]:
    """The names an op reads or prints, loops' own words apart."""
    if isinstance(op, Blank):
        return {op.name} if op.column is None else set()
    if isinstance(op, Fork):
        return {atom.name for test in op.tests for atom in grammar.atoms(test)}
    return {op.name} if isinstance(op, Loop) else set()
