"""Search in submitted answers, right from one character up. Knows no question and nobody's units."""

from __future__ import annotations

import re
from collections.abc import Iterable

from collector.store import database
from collector.store.database import Connection

# Between two answers, so that no phrase reaches from one into the next; nobody types this.
APART = "\U000f0000"
_CHARACTER = re.compile(r"[0-9A-Za-z]+|[^\s0-9A-Za-z]")


def spaced(text: str) -> str:
    """A text as it is indexed: every 汉字 apart, numbers and Latin words whole."""
    return " ".join(_CHARACTER.findall(text))


def index(connection: Connection, statement_id: int, texts: Iterable[str]) -> None:
    """Put the answers of a statement in place of those indexed before. Call it in a transaction."""
    connection.execute("DELETE FROM answers_search WHERE rowid = ?", (statement_id,))
    connection.execute(
        "INSERT INTO answers_search (rowid, text) VALUES (?, ?)",
        (statement_id, f" {APART} ".join(spaced(text) for text in texts)),
    )


def phrase(text: str) -> str:
    """What to give MATCH for a text as it was typed; empty where there is nothing to look for."""
    words = spaced(text).replace('"', " ").strip()
    return f'"{words}"' if words else ""


def statements(connection: Connection, text: str) -> set[int]:
    """The ids of the statements whose answers hold the text."""
    wanted = phrase(text)
    if not wanted:
        return set()
    found = database.rows(
        connection, "SELECT rowid FROM answers_search WHERE answers_search MATCH ?", (wanted,)
    )
    return {row["rowid"] for row in found}
