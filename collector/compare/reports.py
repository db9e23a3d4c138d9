"""Two whole reports as one marked-up text, paragraph by paragraph. Knows no answers."""

from collections.abc import Iterator, Sequence

from collector.compare.marks import Mark, marks

# Stands for the end of a paragraph where nothing but that went or came.
BREAK = "¶"
GONE, COME = ("gone", "moved_from"), ("come", "moved_to")
Paragraph = tuple[Mark, ...]


def marked(then: Sequence[str], now: Sequence[str]) -> list[Paragraph]:
    """The paragraphs of both reports, in one order, each with its marks; no mark holds a line end.

    A paragraph that was cut in two, or made of two, has a mark ¶ there: its end came or went. Blank lines are
    left out. The paragraphs are those of `word.text`.
    """
    lines = list(parted(marks(text(then), text(now))))
    return [line for line in map(without_ends, lines, [*lines[1:], ()]) if line]


def text(paragraphs: Sequence[str]) -> str:
    """A report as one text; a line break inside a paragraph, which Word breaks anyway, is none."""
    return "\n".join(line for each in paragraphs if (line := each.replace("\n", "").strip()))


def parted(found: Sequence[Mark]) -> Iterator[Paragraph]:
    """Yield the marks of each line, its end with it."""
    line: list[Mark] = []
    for mark in found:
        *whole, rest = mark.text.split("\n")
        for part in whole:
            yield (*line, mark._replace(text=f"{part}\n"))
            line = []
        if rest:
            line.append(mark._replace(text=rest))
    if line:
        yield tuple(line)


def without_ends(line: Paragraph, following: Paragraph) -> Paragraph:
    """A line without its end, or with ¶ for one that went or came between two lines that did not."""
    if not line or not line[-1].text.endswith("\n"):
        return line
    end = line[-1]
    is_told = end.kind != "same" and not is_whole(line, end) and not is_whole(following, end)
    ended = end._replace(text=end.text[:-1] + (BREAK if is_told else ""))
    return (*line[:-1], ended) if ended.text else line[:-1]


def is_whole(line: Paragraph, end: Mark) -> bool:
    """Whether all of a line went, or all of it came, as its end did; what stands nowhere did too."""
    kinds = GONE if end.kind in GONE else COME
    return all(mark.kind in kinds for mark in line)
