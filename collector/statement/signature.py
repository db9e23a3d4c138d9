"""Where 署名 and the date stand: how far each is indented, by the arithmetic of GB/T 9704-2012 7.3.5.2."""

from collections.abc import Mapping

from collector.word.text import Word

# Widths are counted in hundredths of a character, as w:rightChars does.
CHARACTER, HALF_CHARACTER = 100, 50
LINE = 28 * CHARACTER
# 16 pt less the 0.3 pt by which the layout narrows each character.
TWIPS_PER_CHARACTER = 314
# What the [署名] and [日期] paragraphs of a template ask for; twips are for programs without rightChars.
NAMES = ("signature_indent", "signature_indent_twips", "date_indent", "date_indent_twips")


def words(names: tuple[str, ...], made: Mapping[str, Word]) -> dict[str, Word]:
    """The words of NAMES, where the questions `names` (署名, date) are signed with the words `made`."""
    signature, day = indents(*(width(str(made[name])) for name in names))
    indented = (signature, in_twips(signature), day, in_twips(day))
    return {name: str(indent) for name, indent in zip(NAMES, indented, strict=True)}


def indents(signature: int, day: int) -> tuple[int, int]:
    """(署名, date) from the right, given their widths: the date begins two characters right of 署名."""
    if signature - day >= 2 * CHARACTER:
        return 2 * CHARACTER, signature - day
    return 4 * CHARACTER + day - signature, 2 * CHARACTER


def width(text: str) -> int:
    """The width of a text: what is not full width counts half, and nothing is wider than a line."""
    return min(sum(HALF_CHARACTER if char.isascii() else CHARACTER for char in text), LINE)


def in_twips(indent: int) -> int:
    """Hundredths of a character in twips."""
    return indent * TWIPS_PER_CHARACTER // CHARACTER
