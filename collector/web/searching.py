"""Searching in what was submitted: the texts that can be found, and the places where one was found."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from collector.statement import answer_text
from collector.store import search, statements
from collector.web import current, reviewing
from collector.web.drafts import Draft

MOST_PLACES = 3
# So many characters are shown on either side of what was found.
AROUND = 18
# Whatever stands between two words that were looked for: blanks and signs.
_GAP = r"(?:(?![\ue000-\uf8ff])[\W_])*"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a text was found: in which question's answer, what is marked, and what stands around it."""

    question: str
    before: str
    found: str
    after: str


def texts(draft: Draft) -> dict[str, str]:
    """The answers that can be found, by question: what `search.index` takes."""
    return answer_text.texts(draft.definition, draft.readings)


def after_withdrawal(statement_id: int) -> None:
    """Let what was withdrawn be found no longer, only what was submitted before it. In the transaction."""
    connection = current.connection()
    row = statements.anywhere(connection, statement_id)
    if row is None or row["submitted_revision"] is None:
        search.remove(connection, statement_id)
    else:
        search.index(connection, statement_id, texts(reviewing.content(dict(row))))


def pattern(text: str) -> re.Pattern[str]:
    """What finds a typed text in an answer just as the index does."""
    return re.compile(_GAP.join(_word(word) for word in search.words(text)), re.IGNORECASE)


def _word(word: str) -> str:
    """A word in full and half width; a number or a Latin word is found whole."""
    wide = "".join(f"[{char}{chr(ord(char) + 0xFEE0)}]" if "!" <= char <= "~" else char for char in word)
    if word[0].isascii():
        same = "0-9０-９" if word[0].isdigit() else "a-zａ-ｚ"
        return f"(?<![{same}]){wide}(?![{same}])"
    return wide


def places(
    wanted: re.Pattern[str], answers: Iterable[tuple[str, str]], labels: Mapping[str, Any]
) -> list[Place]:
    """The first places where the pattern is found, one in each answer; `labels` are those of questions."""
    found: list[Place] = []
    for name, text in answers:
        match = wanted.search(text)
        if match is None:
            continue
        found.append(_place(labels.get(name, name), text, match))
        if len(found) == MOST_PLACES:
            break
    return found


def _place(label: str, text: str, match: re.Match[str]) -> Place:
    start, end = match.span()
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    line_end = text.find("\n", end)
    last = min(len(text) if line_end == -1 else line_end, end + AROUND)
    is_cut = first > 0 and text[first - 1] != "\n", last < len(text) and text[last] != "\n"
    return Place(
        question=label,
        before=("…" if is_cut[0] else "") + text[first:start],
        found=match[0],
        after=text[end:last] + ("…" if is_cut[1] else ""),
    )
