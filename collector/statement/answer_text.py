"""One answer as people read it outside the report: its lines, one text, or its number. Knows no page."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from collector.statement import readings, states
from collector.statement.readings import Reading
from collector.statement.states import NONE
from collector.statement.vocabulary import NUMBERS, Definition, Question


def number(found: Reading) -> Decimal | None:
    """The number of a reading; a confirmed none is 0, and so is a zero nobody has confirmed yet.

    None where it is open, can't be read, or its question asks for no number.
    """
    if found.question.type not in NUMBERS:
        return None
    if found.value is NONE:
        return Decimal(0)
    if found.value is not None:
        return Decimal(str(found.value))
    is_zero = isinstance(found.typed, str) and readings.is_zero(found.question, found.typed)
    return Decimal(0) if is_zero else None


def signed(difference: Decimal) -> str:
    """A difference as it is read: ＋3, －2.5, 持平."""
    if not difference:
        return "持平"
    return ("＋" if difference > 0 else "－") + readings.plain(abs(difference))


def items(found: Reading) -> tuple[str, ...]:
    """The items, rows or paragraphs of an answer, one text each; of any other answer its one text.

    As they print where they can be read, and otherwise as typed; nothing for an open answer or a none.
    """
    value = found.value
    if value is NONE:
        return ()
    if value is None:
        return as_typed(found)
    if not isinstance(value, list):
        return (readings.printed(value),)
    columns = found.question.columns
    return tuple(row(columns, item) if isinstance(item, tuple) else item for item in value)


def row(columns: Iterable[Question], cells: Iterable[str]) -> str:
    """A row of a table in one line: 2026年3月5日，专题学习，5人."""
    return "，".join(measured(column, cell) for column, cell in zip(columns, cells, strict=False) if cell)


def measured(column: Question, cell: str) -> str:
    """A cell as it is read without its column's head: 5人, 6月, and 场次 5 where its number has no unit."""
    if column.type not in NUMBERS and column.type != "month":
        return cell
    return cell + unit(column) if unit(column) else f"{column.label} {cell}"


def unit(question: Question) -> str:
    """What is read behind a number."""
    return question.unit or ("月" if question.type == "month" else "")


def as_typed(found: Reading) -> tuple[str, ...]:
    """What was typed, a text for each line, item or row that holds anything."""
    typed = found.typed
    if typed is None or typed is states.NONE:
        return ()
    if isinstance(typed, str):
        return tuple(line.strip() for line in typed.split("\n") if line.strip())
    lines = ("，".join(filter(None, item.values())) if isinstance(item, dict) else item for item in typed)
    return tuple(line.strip() for line in lines if line.strip())


def lines(found: Reading) -> tuple[str, ...]:
    """The same with its unit, and the choices of several in one line: what stands beside a question."""
    if found.value is None or found.value is NONE or not isinstance(found.value, list):
        has_unit = found.value is not None
        return tuple(line + unit(found.question) if has_unit else line for line in items(found))
    return ("、".join(items(found)),) if found.question.type == "select_multiple" else items(found)


def text(found: Reading) -> str:
    """The same in one text: the items of a list with 、 between, paragraphs and rows on their own lines."""
    is_line = found.question.type in ("list", "select_multiple")
    return ("、" if is_line else "\n").join(lines(found))


def texts(definition: Definition, found: Mapping[str, Reading]) -> dict[str, str]:
    """The answers by question, in the report's order, each item, row and paragraph on a line; none empty."""
    there = (found[question.name] for question in definition.asked if question.name in found)
    return {reading.question.name: "\n".join(lines) for reading in there if (lines := items(reading))}
