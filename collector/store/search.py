"""Search in submitted answers, right from one character up. Knows no question and nobody's units."""

# ruff: noqa: S608 (the text put in is marks for parameters)

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collector.store import database
from collector.store.database import Connection

# For queries that join it: `answers_search MATCH ?` with a `phrase`; its rowid is the statement's id.
TABLE = "answers_search"
# Between two lines, so that no phrase reaches from one into the next; no word holds it.
_APART = "\U000f0000"
# Numbers and Latin words are whole; every other letter stands alone, as do the private ones of rare names.
_WORD = re.compile(r"[0-9]+|[a-z]+|[^\W_0-9a-z]|[\ue000-\uf8ff]")
# After the names of the questions, and between the texts; nobody can type it.
BREAK = "\x1e"
_HALF = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: 0x20}


def words(text: str) -> list[str]:
    """What can be looked for in a text: full width as half width, capitals as small letters, no signs."""
    return _WORD.findall(text.translate(_HALF).lower())


def phrase(text: str) -> str:
    """What to give MATCH for a text as it was typed; empty where there is nothing to look for."""
    found = words(text)
    return f'"{" ".join(found)}"' if found else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Texts:
    """The texts of a statement in one, with a BREAK between them, and the questions that they answer."""

    names: Sequence[str]
    text: str

    def at(self, place: int) -> tuple[str, int, int]:
        """The question whose answer stands at a place, and where that answer begins and ends."""
        start = self.text.rfind(BREAK, 0, place) + 1
        end = self.text.find(BREAK, place)
        name = self.names[self.text.count(BREAK, 0, start)]
        return name, start, len(self.text) if end == -1 else end


def index(connection: Connection, statement_id: int, texts: Mapping[str, str]) -> None:
    """Put a statement's answers (question -> text) in place of those before. Call it in a transaction."""
    remove(connection, statement_id)
    there = {name: text.replace(BREAK, "") for name, text in texts.items() if text}
    lines = [line for text in there.values() for line in text.split("\n")]
    connection.execute(
        f"INSERT INTO {TABLE} (rowid, answers, words) VALUES (?, ?, ?)",
        (
            statement_id,
            BREAK.join((" ".join(there), *there.values())),
            f" {_APART} ".join(" ".join(words(line)) for line in lines),
        ),
    )


def remove(connection: Connection, statement_id: int) -> None:
    """Let a statement be found no longer."""
    connection.execute(f"DELETE FROM {TABLE} WHERE rowid = ?", (statement_id,))


def texts(connection: Connection, statement_ids: Sequence[int]) -> dict[int, Texts]:
    """What can be found of statements, in the order in which it was indexed, by statement."""
    found = database.rows(
        connection,
        f"SELECT rowid, answers FROM {TABLE} WHERE rowid IN ({', '.join('?' * len(statement_ids))})",
        tuple(statement_ids),
    )
    made = {}
    for row in found:
        names, _, text = row["answers"].partition(BREAK)
        made[row["rowid"]] = Texts(names=names.split(), text=text)
    return made
