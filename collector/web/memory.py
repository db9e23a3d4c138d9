"""What need not be made twice: kept by a worker for a key that says all about it, or by one request."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from flask import g

Memory = dict[Hashable, Any]
Made = TypeVar("Made")


def remembered(memory: Memory, key: Hashable, make: Callable[[], Made], *, most: int) -> Made:
    """What was made for the key before, or is made now; beyond `most` the oldest are forgotten."""
    if (found := memory.get(key)) is not None:
        known: Made = found
        return known
    made = memory[key] = make()
    # Listed first: another thread may be remembering at the same time.
    for oldest in list(memory)[:-most]:
        memory.pop(oldest, None)
    return made


def of_request(name: str, about: object, make: Callable[[], Made]) -> Made:
    """What this request made of just this object, not of one like it, or makes now."""
    kept: list[tuple[object, Made]] = g.setdefault(name, [])
    for known, found in kept:
        if known is about:
            return found
    made = make()
    kept.append((about, made))
    return made
