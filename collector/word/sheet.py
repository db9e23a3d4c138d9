"""A report as HTML: the one text of word.text, with the template's paragraphs, faces and blanks in it.

Whatever the words hold is escaped; every tag is one of this module's own. Knows no page: a blank's link is
given by name.
"""

import re
from collections.abc import Collection, Mapping
from html import escape

from collector.word import template, text
from collector.word.sheet_program import CLASS, CLASS_END, RUN, RUN_END, RUN_MARKED

STEP, WIDEST = 50, 2800  # hundredths of a character: the classes r-0, r-50 … r-2800
DEEPEST = 800
_TOKENS = re.compile(
    f"({text.PARAGRAPH}(?:{CLASS}[^{CLASS_END}]*{CLASS_END})*|{text.PARAGRAPH_END}"
    f"|{text.BLANK}[^{text.NAMED}]*{text.NAMED}{text.OPEN}?{text.BLANK_END}?|{text.BLANK_END}"
    f"|{RUN}[^{RUN_MARKED}]*{RUN_MARKED}|{RUN_END}|\n)"
)
_CLASSES = re.compile(f"{CLASS}([^{CLASS_END}]*){CLASS_END}")
_INDENT = re.compile(r"([ir])-(-?[0-9]{1,6}|_2d[0-9]{1,6})")
_ENDS = {text.PARAGRAPH_END: "</p>", text.BLANK_END: "</a>", RUN_END: "</span>", "\n": "<br>"}


class Tags(dict[str, str]):
    """The HTML of each mark, made where it first occurs; kept by a caller, for more than one sheet.

    `links` maps the names of blanks to addresses; the blanks of `wrong` have the class `wrong`.
    """

    def __init__(self, links: Mapping[str, str], wrong: Collection[str] = ()) -> None:
        super().__init__(_ENDS)
        self._links = links
        self._wrong = wrong

    def __missing__(self, mark: str) -> str:
        kind = mark[0]
        if kind == text.BLANK:
            made = self._blank(*mark[1:].split(text.NAMED))
        elif kind == text.PARAGRAPH:
            made = f"<p{_class_list(_CLASSES.findall(mark))}>"
        else:
            made = f"<span{_class_list(mark[1:-1].split())}>"
        self[mark] = made
        return made

    def _blank(self, name: str, rest: str) -> str:
        held = "blank"
        if text.OPEN in rest:
            held += " open"
        if name in self._wrong:
            held += " wrong"
        link = self._links.get(name)
        if rest.endswith(text.BLANK_END):
            # A link without words is none to a screen reader.
            return f'<a class="{held}" data-blank="{name}"></a>'
        href = f' href="{escape(link)}" tabindex="-1"' if link else ""
        return f'<a class="{held}" data-blank="{name}"{href}>'


def html(
    filled: template.Template,
    words: Mapping[str, text.Word],
    tags: Tags,
    *,
    here: Collection[str] = (),
) -> str:
    """The whole body: a `<p>` with classes for each paragraph, an `<a class="blank">` for each blank.

    An open blank has the class `open`. The first paragraph with a blank of `here` gets the id `here`.
    """
    marked = filled.sheet.render(words)
    if filled.has_boxes:
        marked = "".join(f"{text.PARAGRAPH}{each}{text.PARAGRAPH_END}" for each in text.split(marked))
    pieces = _TOKENS.split(escape(marked))
    tokens = pieces[1::2]
    place = _place(tokens, here) if here else None
    made = [tags[token] for token in tokens]
    if place is not None:
        made[place] = made[place].replace("<p", '<p id="here"', 1)
    pieces[1::2] = made
    return "".join(pieces)


def _place(tokens: list[str], names: Collection[str]) -> int | None:
    """The token that opens the first paragraph with a blank of these names."""
    paragraph = None
    for number, token in enumerate(tokens):
        if token[0] == text.PARAGRAPH:
            paragraph = number
        elif token[0] == text.BLANK and token[1:].partition(text.NAMED)[0] in names:
            return paragraph
    return None


def _class_list(found: list[str]) -> str:
    return f' class="{" ".join(map(_stepped, found))}"' if found else ""


def _stepped(name: str) -> str:
    """An indent's class on the scale that the style sheet knows."""
    indent = _INDENT.fullmatch(name)
    if not indent:
        return name
    hundredths = int(indent[2].replace("_2d", "-"))
    most = WIDEST if indent[1] == "r" else DEEPEST
    return f"{indent[1]}-{min(max(round(hundredths / STEP) * STEP, 0), most)}"
