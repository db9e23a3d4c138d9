"""The questions of a definition as a table to read in a terminal."""

import unicodedata
from collections.abc import Iterator

from collector.statement.readings import plain
from collector.statement.vocabulary import Definition, Question

HEADINGS = ("名称", "类型", "必填", "标签", "限制")


def table(definition: Definition) -> str:
    """Return the asked questions, a line each, under their sections."""
    rows = [HEADINGS, *(row(question) for question in definition.asked)]
    widths = [max(width(line[column]) for line in rows) for column in range(len(HEADINGS) - 1)]
    lines = [aligned(HEADINGS, widths)]
    for section in definition.sections:
        lines += ["", section.title, *(aligned(row(question), widths) for question in section.asked)]
    return "\n".join(lines)


def row(question: Question) -> tuple[str, ...]:
    """One question's line."""
    required = "是" if question.required else ""
    return question.name, question.type, required, question.label, "；".join(limits(question))


def limits(question: Question) -> Iterator[str]:
    """What an answer must keep to, in words."""
    if question.choices:
        yield "选项 " + "、".join(question.choices) + ("或其他" if question.other else "")
    if question.columns:
        yield "列 " + "、".join(f"{column.name}（{column.label}）" for column in question.columns)
    numbers = [plain(limit) if limit is not None else "" for limit in (question.min, question.max)]
    if any(numbers):
        yield "–".join(numbers) + (question.unit or ("项" if question.type in ("list", "table") else ""))
    lengths = [
        str(limit) if limit is not None else "" for limit in (question.min_length, question.max_length)
    ]
    if any(lengths):
        yield "–".join(lengths) + "字"
    if question.relevant:
        condition = question.relevant
        yield f"{condition.name} {condition.operator} {condition.value} 时填".replace("  ", " ")


def aligned(cells: tuple[str, ...], widths: list[int]) -> str:
    """One line with its columns under each other; a 汉字 takes two places."""
    padded = [cell + " " * (most - width(cell)) for cell, most in zip(cells, widths, strict=False)]
    return "  ".join([*padded, cells[-1]]).rstrip()


def width(text: str) -> int:
    """The places a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
