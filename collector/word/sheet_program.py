"""The fourth program from a part's XML: its text, with marks for what each paragraph and run looks like.

It prints what the text program prints, and between control characters the classes of `classes`. Of a look
only what differs from the paragraph's style is marked.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import fields

from jinja2 import nodes

from collector.word import programs
from collector.word.styles import Look, Property, Styles, look

# A paragraph's classes, each between CLASS and CLASS_END; a run's before it, and RUN_END after it.
CLASS, CLASS_END, RUN, RUN_MARKED, RUN_END = "\x0e", "\x0f", "\x10", "\x11", "\x12"
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_ODD = re.compile(r"[^0-9A-Za-z]")
_PROPERTY = re.compile(r"<w:(\w+)\b([^>]*)")
_RIGHT = 'w:rightChars="'
# How a class names a value: one letter for each field of a look that may be set beside a style.
_LETTERS = {"face": "f", "size": "z", "is_bold": "b", "alignment": "j", "first": "i", "right": "r"}
_OF_RUNS = ("face", "size", "is_bold")


def class_name(letter: str, value: object) -> str:
    """A class for a value: letters and digits as they are, every other character by its number."""
    return f"{letter}-" + _ODD.sub(lambda odd: f"_{ord(odd[0]):x}", str(value))


def classes(found: Look, style: Look, names: tuple[str, ...] = tuple(_LETTERS)) -> list[str]:
    """The classes for what a look sets otherwise than the style of its paragraph."""
    return [
        class_name(_LETTERS[each.name], _plain(value))
        for each in fields(found)
        if each.name in names
        and (value := getattr(found, each.name)) is not None
        and value != getattr(style, each.name)
    ]


def _plain(value: object) -> object:
    return int(value) if isinstance(value, bool) else value


class Walk(programs.Walk):
    """The walk that makes the sheet's program. Every tag it meets has passed the other walks."""

    def __init__(self, source: str, styles: Styles) -> None:
        super().__init__(source, "text")
        self._styles = styles
        # A text box brings paragraphs within a paragraph.
        self._within: list[Look] = []

    def _starts(self, name: str, token: str) -> str:
        elements = self._place.elements
        if name == "w:p" and not token.endswith("/>"):
            self._within.append(self._styles.default)
        elif elements and elements[-1] == "w:pPr":
            return self._of_paragraph(token)
        elif name == "w:t" and not token.endswith("/>") and (marked := self._of_run()):
            return marked
        return super()._starts(name, token)

    def _of_paragraph(self, token: str) -> str:
        name, attributes = next(_properties(token), ("", {}))
        if name == "pStyle":
            style = attributes.get("w:val", "")
            self._within[-1] = self._styles.look(style)
            found = [class_name("s", style)]
        else:
            style_look = self._within[-1]
            found = classes(look([(name, attributes)], size=style_look.size or 20), style_look)
        return "".join(f"{CLASS}{each}{CLASS_END}" for each in found)

    def _of_run(self) -> str:
        found = look(_properties(self._place.properties))
        marked = " ".join(classes(found, self._within[-1], _OF_RUNS))
        return f"{RUN}{marked}{RUN_MARKED}" if marked else ""

    def _end(self, name: str, token: str) -> str:
        shown = super()._end(name, token)
        if name == "w:p":
            self._within.pop()
        return RUN_END if name == "w:t" and self._of_run() else shown

    def _blank(self, node: nodes.Name) -> Iterator[nodes.Expr]:
        markup = self._place.markup
        yield from super()._blank(node)
        if markup.startswith("<w:ind ") and markup.endswith(_RIGHT):
            yield nodes.TemplateData(f"{CLASS}r-")
            yield node
            yield nodes.TemplateData(CLASS_END)


def _properties(tokens: str) -> Iterator[Property]:
    for name, attributes in _PROPERTY.findall(tokens):
        yield name, {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
