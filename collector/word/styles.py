"""How a template's paragraph styles look: face, size, alignment, indents, line pitch, read from styles.xml.

Only what a sheet on the screen can show is read: no borders, no numbering, no theme fonts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from lxml import etree

from collector.word import package

W = package.W
# One property of Word: its name without w:, and its attributes as they are written, w:val and others.
Property = tuple[str, Mapping[str, str]]
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What is set; None where it is not.

    `size` in half-points; `tighter`, how far characters move together, in twips; `first` and `right`, the
    indents, in hundredths of a character; `line`, the pitch, in twips, or where it `grows` with the font in
    240ths of it.
    """

    face: str | None = None
    size: int | None = None
    is_bold: bool | None = None
    tighter: int | None = None
    alignment: str | None = None
    first: int | None = None
    right: int | None = None
    line: int | None = None
    grows: bool | None = None

    def over(self, base: "Look") -> "Look":
        """This look, with what it doesn't set taken from `base`."""
        unset = {each.name for each in fields(self) if getattr(self, each.name) is None}
        return replace(self, **{name: getattr(base, name) for name in unset})


# What Word takes where a file says nothing.
_WORDS_OWN = Look(
    face="", size=20, is_bold=False, tighter=0, alignment="left", first=0, right=0, line=240, grows=True
)


@dataclass(frozen=True, kw_only=True)
class Styles:
    """The looks of paragraph styles by id, complete with all they inherit; `default` is for no style."""

    looks: Mapping[str, Look]
    default: Look

    def look(self, style: str) -> Look:
        """The look of a paragraph of that style."""
        return self.looks.get(style, self.default)


def styles(blob: bytes) -> Styles:
    """The styles of a styles.xml; `blob` may be empty."""
    root = package.xml(blob) if blob else etree.Element(f"{W}styles")
    default = look(_properties(root.findall(f"{W}docDefaults/*/*"))).over(_WORDS_OWN)
    found = {
        element.get(f"{W}styleId", ""): element
        for element in root.findall(f"{W}style")
        if element.get(f"{W}type") == "paragraph"
    }
    for element in found.values():
        if element.get(f"{W}default", "0") not in _OFF:
            default = _inherited(element, found, default)
            break
    return Styles(
        looks={name: _inherited(element, found, default) for name, element in found.items()}, default=default
    )


def _inherited(element: etree._Element, found: Mapping[str, etree._Element], default: Look) -> Look:
    made, seen = Look(), [element]
    while True:
        held = [each for each in element if each.tag in (f"{W}pPr", f"{W}rPr")]
        made = made.over(look(_properties(held), size=default.size or 20))
        based_on = element.find(f"{W}basedOn")
        parent = None if based_on is None else found.get(based_on.get(f"{W}val", ""))
        if parent is None or parent in seen:
            return made.over(default)
        seen.append(parent)
        element = parent


def _properties(held: Iterable[etree._Element]) -> Iterator[Property]:
    for group in held:
        for element in group:
            if isinstance(element.tag, str) and element.tag.startswith(W):
                attributes = {f"w:{str(name).removeprefix(W)}": str(value) for name, value in element.items()}
                yield element.tag.removeprefix(W), attributes


def look(properties: Iterable[Property], *, size: int = 20) -> Look:
    """What these properties set; `size` turns indents that are given in twips into characters."""
    made = Look()
    for name, attributes in properties:
        made = _setting(name, attributes, size).over(made)
    return made


def _setting(name: str, attributes: Mapping[str, str], size: int) -> Look:
    value = attributes.get("w:val", "")
    match name:
        case "rFonts":
            return Look(face=attributes.get("w:eastAsia"))
        case "sz":
            return Look(size=_number(value))
        case "b":
            return Look(is_bold=value not in _OFF)
        case "jc":
            return Look(alignment=value)
        case "ind":
            return Look(
                first=_indent(attributes, "firstLine", size), right=_indent(attributes, "right", size)
            )
        case "spacing" if value:
            return Look(tighter=_number(value))
        case "spacing" if (line := _number(attributes.get("w:line", ""))) is not None:
            return Look(line=line, grows=attributes.get("w:lineRule", "auto") == "auto")
    return Look()


def _indent(attributes: Mapping[str, str], side: str, size: int) -> int | None:
    characters, twips = (_number(attributes.get(f"w:{side}{unit}", "")) for unit in ("Chars", ""))
    if characters is not None:
        return characters
    # A half-point is ten twips, a character a hundred hundredths.
    return None if twips is None else twips * 10 // size


def _number(text: str) -> int | None:
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 7 else None
