"""Which typed answers to keep, when others were kept since the page was read. Knows no database and no page.

A page carries for every answer the version it showed and a digest of its value. So an answer that was not
touched on this page never overwrites a newer one, and one changed by somebody else meanwhile is a conflict.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from collector.statement import states
from collector.statement.states import Typed
from collector.store.answers import Kept

# name -> (version, digest) of the answer as the page showed it
Seen = Mapping[str, tuple[int, str]]
NEVER = (0, "")
ENTRY = re.compile(r"([a-z][a-z0-9_]*)\.([0-9]{1,9})\.([0-9a-f]*)")


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What to write (None opens a question again), and what somebody else's answer keeps unwritten."""

    changes: Mapping[str, Any]
    conflicts: Mapping[str, Typed | None]


def merged(typed: Mapping[str, Typed | None], kept: Mapping[str, Kept], seen: Seen, person_id: int) -> Merged:
    """Sort the typed answers into those to write and those in conflict; the rest is as kept already."""
    changes: dict[str, Any] = {}
    conflicts: dict[str, Typed | None] = {}
    for name, answer in typed.items():
        value = None if answer is None else states.to_json(answer)
        found = kept.get(name)
        if value == (found.value if found else None):
            continue
        version, shown = seen.get(name, NEVER)
        if found is None or found.version <= version:
            changes[name] = value
        elif digest(value) != shown:
            if found.by == person_id:
                changes[name] = value
            else:
                conflicts[name] = answer
    return Merged(changes=changes, conflicts=conflicts)


def digest(value: Any) -> str:
    """A short name for a stored value; nothing for an open answer."""
    if value is None:
        return ""
    return hashlib.blake2b(json.dumps(value, sort_keys=True).encode(), digest_size=6).hexdigest()


def written(kept: Mapping[str, Kept], names: Iterable[str]) -> str:
    """What a page has seen, as the text of its hidden field: `name.version.digest`, no quotes to escape."""
    return " ".join(
        f"{name}.{kept[name].version}.{digest(kept[name].value)}" for name in names if name in kept
    )


def read(text: str) -> Seen:
    """What a page has seen; whatever is not ours counts as never seen."""
    return {match[1]: (int(match[2]), match[3]) for match in ENTRY.finditer(text)}
