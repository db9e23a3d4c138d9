"""What need not be made twice: in a worker's memory where its key says all about it. Decides no key."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

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
