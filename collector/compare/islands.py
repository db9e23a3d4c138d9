"""The changes between two lists of tokens, where no chance equality of a token or two parts them."""

from collector.compare import clauses, meetings, subsequence, tokens
from collector.compare.subsequence import Hunk

# So many equal tokens between two changes are chance; three are not: 的工作, 党支部.
ISLAND = 2


def changes(old: list[str], new: list[str]) -> list[Hunk]:
    """The changes between two lists of tokens."""
    found = [trimmed(hunk, old, new) for hunk in subsequence.hunks(tokens.keys(old), tokens.keys(new))]
    if len(found) == 1 and found[0][0] < found[0][1] and found[0][2] < found[0][3]:
        return found
    merged = swallowed(clauses.slid(found, old, new), old, new)
    return merged if len(merged) == len(found) else [trimmed(hunk, old, new) for hunk in merged]


def trimmed(hunk: Hunk, old: list[str], new: list[str]) -> Hunk:
    """The change without the tokens that both its sides begin or end with; the name of a meeting is whole."""
    start, end, new_start, new_end = hunk
    while start < end and new_start < new_end and old[start] == new[new_start]:
        if tokens.counts_other(old[start : start + 2], new[new_start : new_start + 2]):
            break
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    if end - start > 1 and tokens.are_meetings(old[start:end], new[new_start:new_end]):
        if start and old[start - 1] == "第":
            start, new_start = start - 1, new_start - 1
        if old[end : end + 1] == ["会"]:
            end, new_end = end + 1, new_end + 1
    return start, end, new_start, new_end


def swallowed(found: list[Hunk], old: list[str], new: list[str]) -> list[Hunk]:
    """The changes, with those made one that only chance parts."""
    merged: list[Hunk] = []
    for hunk in found:
        if merged and is_chance(merged[-1], hunk, old, new):
            start, _, new_start, _ = merged[-1]
            merged[-1] = start, hunk[1], new_start, hunk[3]
        else:
            merged.append(hunk)
    return merged if len(merged) == len(found) else swallowed(merged, old, new)


def is_chance(left: Hunk, right: Hunk, old: list[str], new: list[str]) -> bool:
    """True where what stands between two changes is equal by chance."""
    island = old[left[1] : right[0]]
    if not island or len(island) > ISLAND:
        return not island
    return (
        len(island) <= min(size(left), size(right))
        and all(len(token) == 1 and token.isalnum() for token in island)
        and not is_count(left, old, new)
        and not is_count(right, old, new)
    )


def size(hunk: Hunk) -> int:
    """How many tokens a change has on its longer side."""
    start, end, new_start, new_end = hunk
    return max(end - start, new_end - new_start)


def is_count(hunk: Hunk, old: list[str], new: list[str]) -> bool:
    """True where a number became another, or a name: complete in itself, what follows is its unit."""
    start, end, new_start, new_end = hunk
    return end - start == new_end - new_start == 1 and all(
        tokens.is_number(token) or meetings.is_letter(token) for token in (old[start], new[new_start])
    )
