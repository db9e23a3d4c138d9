"""Searching in what was submitted: the texts that can be found, and the places where one was found."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from collector.statement import answer_text
from collector.store import search, statements
from collector.web import current, reviewing
from collector.web.drafts import Draft

MOST_PLACES = 3
# So many characters are shown on either side of what was found.
AROUND = 24
# Whatever stands between two words that were looked for: blanks and signs, on the same line.
_GAP = rf"(?:[^\w\n{search.BREAK}\ue000-\uf8ff]|_)*"


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


def places(wanted: re.Pattern[str], texts: search.Texts, labels: Mapping[str, str]) -> list[Place]:
    """The first places where the pattern is found, one in each answer; `labels` are those of questions."""
    found: list[Place] = []
    match = wanted.search(texts.text)
    while match is not None and len(found) < MOST_PLACES:
        name, start, end = texts.at(match.start())
        found.append(_place(labels.get(name, name), texts.text[start:end], match.start() - start, match[0]))
        match = wanted.search(texts.text, end)
    return found


def _place(label: str, answer: str, start: int, found: str) -> Place:
    """A place in its line, which is cut where it is long."""
    line = answer.rfind("\n", 0, start) + 1
    before, after = answer[line:start], answer[start + len(found) :].partition("\n")[0]
    return Place(
        question=label,
        before=before if len(before) <= AROUND else f"…{before[-AROUND:]}",
        found=found,
        after=after if len(after) <= AROUND else f"{after[:AROUND]}…",
    )
