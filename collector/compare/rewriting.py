"""What became of the words of one sentence that was rewritten. Knows only the two sentences.

Most changes are one plain thing, or numbers only, and are found without looking at every token.
"""

from typing import Literal

from collector.compare import clauses, islands, meetings, subsequence, tokens
from collector.compare.subsequence import Hunk, Span

Kind = Literal["same", "gone", "come", "moved_from", "moved_to"]
# What became of a stretch, its text, and the number of its move.
Part = tuple[Kind, str, int]
# The common beginning of two texts, what the old and what the new one has alone, the common end.
Cut = tuple[str, str, str, str]

# A sentence may be cut inside runs of so many characters that stand once in either text.
RUN = 6
# In so long a text such runs are looked for at every place.
SEARCHED = 100
# What is longer and has no such run in common became something else.
SHORTEST_OTHER = 30
# Numbers alone don't make a sentence longer or shorter than by this.
LONGEST_NUMBERS = 10
# Longer ones that have no character in common are too rare to look for.
LONGEST_PLAIN = 40
# So many characters before a sign tell whether it is a number's: not in 3月-5月.
ROOM = 3
# Where less than this share of the shorter one's letters stays, one sentence went and another came.
LEAST_KEPT = 0.25


def parts(old: str, new: str) -> list[Part]:
    """The parts of a sentence that became another, where the name of a meeting is one letter."""
    letters = meetings.letters(old, new)
    if not letters:
        return rewritten(old, new)
    found = rewritten(meetings.written(old, letters), meetings.written(new, letters))
    return [(kind, meetings.named(text, letters), move) for kind, text, move in found]


def rewritten(old: str, new: str) -> list[Part]:
    """The parts of a sentence that became another; whole ones where too little of it stayed."""
    cut = before, gone, come, after = apart(old, new)
    is_clause = clauses.may_be_one(gone, come)
    found = (is_clause and by_clause(old, new)) or plain_change(cut) or by_number(cut)
    is_framed = 2 * (len(before) + len(after)) >= min(len(old), len(new))
    if not found:
        anchors = anchored(gone, come)
        if anchors == [] and not is_framed and min(len(gone), len(come)) > SHORTEST_OTHER:
            return [("gone", old, 0), ("come", new, 0)]
        found = between(old, new, len(before), anchors) if anchors else by_token(cut)
        torn = clauses.is_torn(gone) or clauses.is_torn(come)
        if torn and any(kind != "same" and clauses.is_torn(text) for kind, text, _ in found):
            found = min(by_pair(old, new) or found, found, key=marked)
    if is_framed:
        return found
    kept = tokens.letters("".join([text for kind, text, _ in found if kind == "same"]))
    # A text has as many letters as characters, or fewer.
    if kept >= LEAST_KEPT * min(len(old), len(new)):
        return found
    if kept >= LEAST_KEPT * min(tokens.letters(old), tokens.letters(new)):
        return found
    return [("gone", old, 0), ("come", new, 0)]


def between(old: str, new: str, head: int, anchors: list[Span]) -> list[Part]:
    """The parts of what lies between the runs that stayed, told from `head` on."""
    found: list[Part] = []
    place = new_place = 0
    for start, new_start in [*anchors, (len(old), len(new))]:
        last, new_last = start + head, new_start + head
        piece, new_piece = old[place:last], new[new_place:new_last]
        cut = apart(piece, new_piece)
        is_clause = clauses.may_be_one(cut[1], cut[2])
        found += (is_clause and by_clause(piece, new_piece)) or plain_change(cut) or by_token(cut)
        place, new_place = last, new_last
    return found


def anchored(old: str, new: str) -> list[Span] | None:
    """The middles of runs that stand once in either text; None where runs stay but tell no one order."""
    found: list[Span] = []
    has_more = False
    step = 1 if len(old) <= SEARCHED else RUN // 2
    place = last = 0
    while place + RUN <= len(old):
        run = old[place : place + RUN]
        at = new.find(run)
        if at < 0 or old.count(run) > 1 or new.count(run) > 1:
            has_more = has_more or at >= 0
            place += step
            continue
        if at < last:
            return None
        length = subsequence.common_ends(old[place:], new[at:])[0]
        middle = place + length // 2
        if tokens.is_apart(old[middle - 1]) and tokens.is_apart(old[middle]):
            found.append((middle, at + length // 2))
        has_more, place, last = True, place + length, at + length
    return found if found or not has_more else None


def by_clause(old: str, new: str) -> list[Part]:
    """The parts where numbers changed and a clause went or came beside them; of any other change, none."""
    olds, news = tokens.TOKEN.findall(old), tokens.TOKEN.findall(new)
    return told(olds, news, clauses.counted(olds, news))


def by_pair(old: str, new: str) -> list[Part]:
    """The parts clause by clause, where some stayed; of others, none."""
    found: list[Part] = []
    for one, other in clauses.paired(old, new):
        cut = apart(one, other)
        found += plain_change(cut) or by_number(cut) or by_token(cut)
    return found


def marked(found: list[Part]) -> int:
    """How many characters went or came."""
    return sum(len(text) for kind, text, _ in found if kind != "same")


def by_number(cut: Cut) -> list[Part]:
    """The parts of a sentence in which nothing but numbers changed; of any other, none."""
    before, gone, come, after = cut
    if abs(len(gone) - len(come)) > LONGEST_NUMBERS:
        return []
    if gone and come and tokens.is_apart(gone[0]) and tokens.is_apart(come[0]):
        # Neither begins with a number.
        return []
    olds, news = tokens.NUMBERS.split(gone), tokens.NUMBERS.split(come)
    if len(olds) != len(news) or olds[::2] != news[::2]:
        return []
    found: list[Part] = [("same", before, 0)]
    place = 0
    for at in range(1, len(olds), 2):
        gone, come = olds[at], news[at]
        if gone != come:
            around = olds[at - 1][-1:] + olds[at + 1][:1]
            if not all(map(tokens.is_apart, around)) or not (tokens.is_token(gone) and tokens.is_token(come)):
                return []
            found += ("same", "".join(olds[place:at]), 0), ("gone", gone, 0), ("come", come, 0)
            place = at + 1
    found.append(("same", "".join(olds[place:]) + after, 0))
    return found


def apart(old: str, new: str) -> Cut:
    """The common beginning, what either text has alone, and the common end, with no token cut."""
    head, tail = subsequence.common_ends(old, new)
    while head and not tokens.is_apart(old[head - 1]):
        head -= 1
    while tail and not tokens.is_apart(old[-tail]):
        tail -= 1
    last = len(old) - tail
    return old[:head], old[head:last], new[head : len(new) - tail], old[last:]


def plain_change(cut: Cut) -> list[Part]:
    """The parts where one thing became another, as in most changes; of any other, none."""
    before, gone, come, after = cut
    if not gone and not come:
        return [("same", before + after, 0)]
    if is_one_change(gone, come) if gone and come else is_fixed(gone + come, before, after):
        return [("same", before, 0), ("gone", gone, 0), ("come", come, 0), ("same", after, 0)]
    return []


def by_token(cut: Cut) -> list[Part]:
    """The parts of what is neither, by its tokens."""
    before, gone, come, after = cut
    head, tail = (before[-ROOM:], after[:1]) if gone and come else room(before, gone + come, after)
    olds, news = tokens.TOKEN.findall(head + gone + tail), tokens.TOKEN.findall(head + come + tail)
    found = told(olds, news, islands.changes(olds, news))
    return [
        ("same", before[: len(before) - len(head)], 0),
        *found,
        ("same", after[len(tail) :], 0),
    ]


def told(olds: list[str], news: list[str], hunks: list[Hunk]) -> list[Part]:
    """The parts of two lists of tokens with these changes; of no change, none."""
    found: list[Part] = []
    place = 0
    for start, end, new_start, new_end in hunks:
        found.append(("same", "".join(olds[place:start]), 0))
        found.append(("gone", "".join(olds[start:end]), 0))
        found.append(("come", "".join(news[new_start:new_end]), 0))
        place = end
    return [*found, ("same", "".join(olds[place:]), 0)] if found else []


def room(before: str, text: str, after: str) -> tuple[str, str]:
    """How much before and after it a text may slide over that only went or only came, and a token more."""
    left = subsequence.common_ends(before, before + text)[1] + 1
    while left < len(before) and not tokens.is_apart(before[-left]):
        left += 1
    right = subsequence.common_ends(after, text + after)[0] + 1
    while right < len(after) and not tokens.is_apart(after[right - 1]):
        right += 1
    return before[-left:], after[:right]


def is_one_change(gone: str, come: str) -> bool:
    """True where nothing of the one stays in the other."""
    if gone.isdecimal() and come.isdecimal():
        return True
    if not gone[0].isalnum() or not come[0].isalnum() or len(gone) + len(come) > LONGEST_PLAIN:
        return False
    return set(gone).isdisjoint(come) or (tokens.is_token(gone) and tokens.is_token(come))


def is_fixed(text: str, before: str, after: str) -> bool:
    """True where what only went or only came can't slide, or is a clause already."""
    if after[:1] == text[0] or not (text[0].isalnum() or tokens.is_apart(text[0])):
        return False
    return before[-1:] != text[-1] or text[-1] in clauses.STOPS
