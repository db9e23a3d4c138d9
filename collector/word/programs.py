"""Three programs from one part's XML: the part itself, its text, and the part as a highlighted draft.

All three are compiled from the same Jinja syntax tree, so they branch and repeat alike. On the way each
tag is placed: a blank may stand in a text or measure an indent, nowhere else, and no branch may leave an
element open that another closes; so every output is well-formed whatever the words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from xml.sax import saxutils

import jinja2
from jinja2 import nodes, sandbox
from markupsafe import Markup, escape

from collector.word import tags, text

Program = Literal["part", "text", "draft"]

_TOKEN = re.compile(r"<[^>]*>?|[^<]+")
_ELEMENT = re.compile(r"<([\w:.-]+)")
_ENTITIES = {"&quot;": '"', "&#13;": "\r", "&#10;": "\n", "&#9;": "\t"}
_PROPERTIES = frozenset(f"dc:{name}" for name in text.PROPERTIES)
# Elements that a loop would print twice with the same id.
_ONCE = {"wp:docPr": "图片", "w:bookmarkStart": "书签", "w:footnoteReference": "脚注"}
_UNSEEN = {"mc:Fallback"}
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}
# CT_RPr is a sequence: these follow w:highlight (ECMA-376 part 1, A.1), and so does every extension.
_AFTER_HIGHLIGHT = re.compile(
    r"<w:(?:u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath|rPrChange)\b"
    r"|<(?!w:)\w+:"
)
_HIGHLIGHT = re.compile(r"<w:highlight\b[^>]*/>")


@dataclass(kw_only=True)
class Uses:
    """What a part asks of its words. `lists`: the number of columns, 0 for a list of paragraphs."""

    names: set[str] = field(default_factory=set)
    printed: set[str] = field(default_factory=set)
    scalars: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    lists: dict[str, set[int]] = field(default_factory=dict)

    def add(self, other: "Uses") -> None:
        self.names |= other.names
        self.printed |= other.printed
        self.scalars |= other.scalars
        self.numbers |= other.numbers
        self.targets |= other.targets
        for name, columns in other.lists.items():
            self.lists.setdefault(name, set()).update(columns)


def _environment(*, autoescape: bool) -> sandbox.SandboxedEnvironment:
    environment = sandbox.SandboxedEnvironment(autoescape=autoescape, undefined=jinja2.StrictUndefined)
    environment.globals.clear()
    return environment


def environment() -> sandbox.SandboxedEnvironment:
    """For the part itself: every word is escaped."""
    return _environment(autoescape=True)


def text_environment() -> sandbox.SandboxedEnvironment:
    plain = _environment(autoescape=False)
    plain.finalize = lambda word: text.OPEN + word if isinstance(word, text.Mark) else word
    return plain


def draft_environment() -> sandbox.SandboxedEnvironment:
    draft = _environment(autoescape=True)
    # No blank can have this name.
    draft.globals["_highlighted"] = highlighted
    return draft


def highlighted(word: str, properties: str) -> str:
    """The word, or a mark with its asterisks highlighted in runs of their own with the same properties."""
    if not isinstance(word, text.Mark):
        return word
    bare = _HIGHLIGHT.sub("", properties)
    match = _AFTER_HIGHLIGHT.search(bare)
    place = match.start() if match else len(bare)
    yellow = f'{bare[:place]}<w:highlight w:val="yellow"/>{bare[place:]}'
    pieces = [
        (yellow if index % 2 else properties, escape(piece))
        for index, piece in enumerate(re.split(r"(\*+)", word))
    ]
    pieces.append((properties, Markup("")))
    runs = [f'<w:r><w:rPr>{held}</w:rPr><w:t xml:space="preserve">{piece}' for held, piece in pieces]
    end = "</w:t></w:r>"
    # Safe: the word's pieces are escaped above, the properties are the template's own.
    return Markup(end + end.join(runs))  # noqa: S704


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where in the XML a stretch of the template stands."""

    elements: tuple[str, ...] = ()
    markup: str = ""  # a start tag that a blank interrupts
    properties: str = ""  # what w:rPr of the current run holds
    is_trimmed: bool = False

    @property
    def innermost(self) -> str:
        return self.elements[-1] if self.elements else ""


def _name(node: nodes.Node) -> str:
    # tags.refusals let nothing but names through to here.
    return node.name if isinstance(node, nodes.Name) else ""


class Walk:
    """One walk through a part's syntax tree in the order of the document.

    `program` is "part" (the tree stays), "text" (only marks, text and blanks stay) or "draft" (each blank
    becomes a call). Problems and uses are collected whichever is made.
    """

    def __init__(self, source: str, program: Program) -> None:
        self.program = program
        self.problems: list[str] = []
        self.uses = Uses()
        self._place = _Place()
        self._loops: dict[str, str] = {}
        self._tags = (tag for tag in tags.TAG.findall(source) if tags.keyword(tag) in ("if", "elif", "for"))

    def tree(self, tree: nodes.Template) -> nodes.Template:
        self._body(tree.body)
        return tree

    def _body(self, body: list[nodes.Node]) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                node.nodes = [made for child in node.nodes for made in self._output(child)]
            elif isinstance(node, nodes.If):
                self._if(node)
            elif isinstance(node, nodes.For):
                self._for(node)

    def _if(self, node: nodes.If) -> None:
        tag = next(self._tags)
        before = self._place
        self._names(node.test)
        self._body(node.body)
        ends = [self._place]
        for branch in node.elif_:
            self._place = before
            next(self._tags)
            self._names(branch.test)
            self._body(branch.body)
            ends.append(self._place)
        self._place = before
        self._body(node.else_)
        self._closed(tag, ends)

    def _for(self, node: nodes.For) -> None:
        tag = next(self._tags)
        before = self._place
        listed = _name(node.iter)
        target = node.target
        names = [_name(item) for item in (target.items if isinstance(target, nodes.Tuple) else [target])]
        self._names(node.iter)
        if len({*names, *self._loops}) < len(names) + len(self._loops) or listed in (*names, *self._loops):
            self.problems.append(f"{tags.shown(tag)}：循环里的名称不能重复，也不能再走一遍。")
        self.uses.targets.update(names)
        self.uses.lists.setdefault(listed, set()).add(len(names) if isinstance(target, nodes.Tuple) else 0)
        outer, self._loops = self._loops, self._loops | dict.fromkeys(names, listed)
        self._body(node.body)
        self._loops = outer
        self._closed(tag, [before])

    def _closed(self, tag: str, ends: list[_Place]) -> None:
        here = self._place
        if any((end.elements, end.markup) != (here.elements, here.markup) for end in ends):
            crossed = "开头和结尾不在同一层，跨越了段落、表格行或文字的边界"
            reason = "不能写在 Word 的属性里" if here.markup else crossed
            self.problems.append(f"{tags.shown(tag)}：{reason}。")

    def _names(self, node: nodes.Node) -> None:
        found = [node] if isinstance(node, nodes.Name) else node.find_all(nodes.Name)
        self.uses.names.update(name.name for name in found if name.name not in self._loops)

    def _output(self, node: nodes.Expr) -> Iterator[nodes.Expr]:
        if isinstance(node, nodes.TemplateData):
            plain = "".join(self._data(node.data))
            yield nodes.TemplateData(plain) if self.program == "text" else node
        elif isinstance(node, nodes.Name):
            yield from self._blank(node)

    def _blank(self, node: nodes.Name) -> Iterator[nodes.Expr]:
        place, name = self._place, self._loops.get(node.name, node.name)
        self._names(node)
        if node.name not in self._loops:
            self.uses.scalars.add(name)
        self.uses.printed.add(name)
        if place.markup:
            if not place.markup.startswith("<w:ind ") or node.name in self._loops:
                self.problems.append(f"{{{{ {node.name} }}}}：属性里的空只能是缩进（w:ind）。")
            self.uses.numbers.add(name)
        elif place.innermost != "w:t" and place.innermost not in _PROPERTIES:
            self.problems.append(f"{{{{ {node.name} }}}}：空只能写在文字里。")
        if self.program == "draft" and place.innermost == "w:t":
            call = nodes.Name("_highlighted", "load")
            yield nodes.Call(call, [node, nodes.Const(place.properties)], [], None, None)
        elif self.program != "text":
            yield node
        elif not place.markup and not _UNSEEN.intersection(place.elements):
            yield nodes.TemplateData(f"{text.BLANK}{name}{text.NAMED}")
            yield node
            yield nodes.TemplateData(text.BLANK_END)

    def _data(self, data: str) -> Iterator[str]:
        """The text that this stretch of XML shows, with the marks of paragraphs; moves the place on."""
        for token in _TOKEN.findall(self._place.markup + data):
            is_unseen = bool(_UNSEEN.intersection(self._place.elements))
            if not token.startswith("<"):
                shown = self._shown(token)
            elif not token.endswith(">"):
                self._move(markup=token)
                return
            else:
                shown = self._element(token)
            if not is_unseen:
                yield shown
        self._move(markup="")

    def _move(self, **changes: Any) -> None:
        self._place = replace(self._place, **changes)

    def _shown(self, characters: str) -> str:
        place = self._place
        if place.innermost in _PROPERTIES:
            return saxutils.unescape(characters, _ENTITIES)
        if place.innermost != "w:t":
            return ""
        plain = saxutils.unescape(characters, _ENTITIES)
        return plain.strip(" \t\r\n") if place.is_trimmed else plain

    def _element(self, token: str) -> str:
        place = self._place
        if token.startswith("<?"):
            return ""
        if token.startswith("</"):
            return self._end(token[2:-1].strip(), token)
        match = _ELEMENT.match(token)
        name = match[1] if match else ""
        if self._loops and name in _ONCE:
            self.problems.append(f"循环里不能有{_ONCE[name]}。")
        if name == "w:r":
            self._move(properties="")
        elif "w:rPr" in place.elements:
            self._move(properties=place.properties + token)
        shown = self._starts(name, token)
        if not token.endswith("/>"):
            self._move(elements=(*place.elements, name), is_trimmed='xml:space="preserve"' not in token)
            return shown
        return shown + (text.PARAGRAPH_END if shown == text.PARAGRAPH else "")

    def _starts(self, name: str, token: str) -> str:
        if name == "w:p" or name in _PROPERTIES:
            return text.PARAGRAPH
        if self._place.innermost != "w:r":
            return ""
        if name == "w:br":
            return "" if re.search(r'w:type="(?!textWrapping")', token) else "\n"
        return _CHARACTERS.get(name, "")

    def _end(self, name: str, token: str) -> str:
        elements = self._place.elements
        if not elements or elements[-1] != name:
            if not self.problems:
                self.problems.append(f"标签切断了 Word 的结构（{token}）。")
            return ""
        self._move(elements=elements[:-1])
        if "w:rPr" in elements[:-1]:
            self._move(properties=self._place.properties + token)
        return text.PARAGRAPH_END if name == "w:p" or name in _PROPERTIES else ""
