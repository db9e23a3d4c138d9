"""Which typed answers to keep, when others were kept since the page was read. Knows no database and no page.

A page has a token of its own and carries for every answer the version it showed and a digest of its value. So
an answer that was not touched on this page never overwrites a newer one, and one changed on another page
meanwhile is a conflict, whoever the person is, until somebody chooses.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from collector.statement import states
from collector.statement.states import Typed
from collector.store.answers import Kept

# name -> (version, digest) of the answer as the page showed it
Seen = Mapping[str, tuple[int, str]]
NEVER = (0, "")
ENTRY = re.compile(r"([a-z][a-z0-9_]*)\.([0-9]{1,9})\.([0-9a-f]*)")
# What can be kept of an answer in conflict.
ORIGINAL, THEIRS, MINE = "original", "theirs", "mine"
PAGE = re.compile(r"[A-Za-z0-9_-]{1,24}")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A conflict as the page offered it: theirs at `version`, mine as `digest`; `keep` is what was chosen."""

    version: int
    digest: str
    keep: str = ""


@dataclass(frozen=True, kw_only=True)
class Save:
    """What a page sends: the answers typed on it, what it had seen, and the conflicts it offered."""

    typed: Mapping[str, Typed | None]
    seen: Seen
    page: str = ""
    shown: Mapping[str, Shown] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What to write (None opens a question again), what stays in conflict, and what was typed and goes.

    `conflicts` holds the typed answers; `aside` the values that are in no history yet.
    """

    changes: Mapping[str, Any]
    conflicts: Mapping[str, Typed | None]
    aside: Mapping[str, Any]


def merged(save: Save, kept: Mapping[str, Kept], originals: Mapping[str, Any]) -> Merged:
    """Sort the typed answers into those to write and those in conflict; the rest is as kept already.

    `originals` are the values of the questions whose original was chosen, as far as they are known.
    """
    changes: dict[str, Any] = {}
    conflicts: dict[str, Typed | None] = {}
    aside: dict[str, Any] = {}
    for name, answer in save.typed.items():
        value, found, offered = as_json(answer), kept.get(name), save.shown.get(name)
        there = found.value if found else None
        if found is None or not is_elsewhere(found, name, save):
            if value != there:
                changes[name] = value
            continue
        # What was chosen between two versions says nothing about a third.
        choice = offered.keep if offered is not None and offered.version == found.version else ""
        if choice == ORIGINAL and name not in originals:
            choice = ""
        if choice == ORIGINAL and originals[name] != there:
            changes[name] = originals[name]
        if value == there or (offered is None and digest(value) == save.seen.get(name, NEVER)[1]):
            continue
        if choice == MINE:
            changes[name] = value
            continue
        if not choice:
            conflicts[name] = answer
        if offered is None or offered.digest != digest(value):
            aside[name] = value
    return Merged(changes=changes, conflicts=conflicts, aside=aside)


def is_elsewhere(found: Kept, name: str, save: Save) -> bool:
    """Whether the kept answer is newer than what the page saw, and of another page."""
    is_own = bool(save.page) and found.page == save.page
    return found.version > save.seen.get(name, NEVER)[0] and not is_own


def as_json(answer: Typed | None) -> Any:
    """An answer as it is stored; None for an open one."""
    return None if answer is None else states.to_json(answer)


def digest(value: Any) -> str:
    """A short name for a stored value; nothing for an open answer."""
    if value is None:
        return ""
    return hashlib.blake2b(json.dumps(value, sort_keys=True).encode(), digest_size=6).hexdigest()


def written(kept: Mapping[str, Kept], names: Iterable[str], before: Seen | None = None) -> str:
    """What a page has seen, as the text of its hidden field: `name.version.digest`, no quotes to escape.

    `before` is what it saw earlier of other answers and did not replace.
    """
    entries = {name: (kept[name].version, digest(kept[name].value)) for name in names if name in kept}
    seen = {**entries, **(before or {})}
    return " ".join(f"{name}.{version}.{shown}" for name, (version, shown) in seen.items())


def read(text: str) -> Seen:
    """What a page has seen; whatever is not ours counts as never seen."""
    return {match[1]: (int(match[2]), match[3]) for match in ENTRY.finditer(text)}


def sent(posted: Mapping[str, str], typed: Mapping[str, Typed | None]) -> Save:
    """The save of a page: its typed answers, and what its own fields `seen`, `page`, `theirs.NAME` … say."""
    page = posted.get("page", "")
    return Save(
        typed=typed,
        seen=read(posted.get("seen", "")),
        page=page if PAGE.fullmatch(page) else "",
        shown=shown(posted, typed),
    )


def shown(posted: Mapping[str, str], names: Iterable[str]) -> dict[str, Shown]:
    """The conflicts a page offered, by question, out of its fields `theirs.NAME` and `keep.NAME`."""
    found = {}
    for name in names:
        version, _, mine = posted.get(f"theirs.{name}", "").partition(".")
        if version.isdecimal() and len(version) < 10:
            keep = posted.get(f"keep.{name}", "")
            is_choice = keep in (ORIGINAL, THEIRS, MINE)
            found[name] = Shown(version=int(version), digest=mine, keep=keep if is_choice else "")
    return found
