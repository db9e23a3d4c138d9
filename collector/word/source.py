"""Read the text source of a Word template into paragraphs and runs. Knows no Word.

One line is one sentence; the lines of a paragraph are joined without anything between them. An empty line,
a style line such as `[正文]` and a `{%p … %}` line end a paragraph; a line beginning with `#` is a comment.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

STYLES = ("标题", "题注", "主送", "正文", "署名", "日期")
FACES = ("黑体", "楷体")
BREAK = "\n"

_TOKEN = re.compile(r"(\{\{[^{}]*\}\}|\{%[^{}]*%\}|<[^<>{}]*>)")
_STYLE_LINE = re.compile(r"\[(.*)\]")
_ALMOST_STYLE_LINE = re.compile(rf"[\[［【〔]({'|'.join(STYLES)})[\]］】〕]?|({'|'.join(STYLES)})[\]］】〕]")
_BLANK = re.compile(r"\{\{ [a-z][a-z0-9_]* \}\}")
_STATEMENT = re.compile(r"\{% (if|elif|for) \S.* %\}|\{% (else|endif|endfor) %\}")
_PARAGRAPH_STATEMENT = re.compile(r"\{%p (if|elif|for) \S.* %\}|\{%p (else|endif|endfor) %\}")
_NOT_PRINTED = re.compile(r"[^ -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\u2028\u2029]")
_CLOSES = {"endif": "if", "endfor": "for", "elif": "if", "else": "if"}
_FACE_TAGS = "、".join(f"<{face}>…</{face}>" for face in FACES)


class SourceError(Exception):
    """Everything that is wrong in a source: one message in Chinese a problem, in the order of the lines."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Run:
    """Text in one face ("" is the style's own): words and conditions, or one `{{ blank }}`, or one BREAK."""

    text: str
    face: str = ""

    @property
    def stands_alone(self) -> bool:
        return self.text == BREAK or self.text.startswith("{{")


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of one of STYLES; `is_tag`: it holds a `{%p … %}` only and prints nothing."""

    style: str
    runs: tuple[Run, ...]
    is_tag: bool = False

    @property
    def is_heading(self) -> bool:
        """True for a body paragraph wholly in 黑体 or 楷体: a heading on a line of its own."""
        return self.style == "正文" and not self.is_tag and all(run.face for run in self.runs)


def paragraphs(source: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a source; raises SourceError with every problem at once."""
    reader = _Reader()
    for number, line in enumerate(source.removeprefix("\ufeff").split("\n"), start=1):
        reader.read(number, line.strip(" \t\r"))
    reader.finish()
    if reader.problems:
        raise SourceError(tuple(f"第 {line} 行：{text}" for line, text in sorted(reader.problems)))
    return tuple(reader.paragraphs)


@dataclass(frozen=True, kw_only=True)
class _Open:
    """A condition, loop or face that waits for its end."""

    word: str
    line: int
    face: str = ""


class _Reader:
    def __init__(self) -> None:
        self.problems: list[tuple[int, str]] = []
        self.paragraphs: list[Paragraph] = []
        self._line = 0
        self._style = ""
        self._runs: list[Run] = []
        self._face: _Open | None = None
        self._inline: list[_Open] = []
        self._blocks: list[_Open] = []

    def read(self, number: int, line: str) -> None:
        if line.startswith("#"):
            return
        self._line = number
        if not line:
            self._end_paragraph()
        elif match := _STYLE_LINE.fullmatch(line) or _ALMOST_STYLE_LINE.fullmatch(line):
            self._end_paragraph()
            self._switch_style(line, match[match.lastindex or 0])
        elif line.startswith("{%p"):
            self._end_paragraph()
            self._read_block_tag(line)
        else:
            self._require_style()
            for index, part in enumerate(_TOKEN.split(line)):
                (self._read_token if index % 2 else self._read_text)(part)

    def finish(self) -> None:
        self._end_paragraph()
        for block in self._blocks:
            tag, end = f"{{%p {block.word} … %}}", f"{{%p end{block.word} %}}"
            self.problems.append((block.line, f"{tag} 没有结束，请补上 {end}"))
        if not self.paragraphs and not self.problems:
            self._problem("没有任何文字")

    def _problem(self, text: str) -> None:
        self.problems.append((self._line, text))

    def _end_paragraph(self) -> None:
        if self._face:
            face = self._face
            self.problems.append((face.line, f"<{face.word}> 没有结束，请在同一段内补上 </{face.word}>"))
        for tag in self._inline:
            end = f"{{% end{tag.word} %}}"
            self.problems.append((tag.line, f"{{% {tag.word} … %}} 没有结束，请在同一段内补上 {end}"))
        if self._runs:
            self.paragraphs.append(Paragraph(style=self._style, runs=tuple(self._runs)))
        self._runs, self._inline, self._face = [], [], None

    def _switch_style(self, line: str, name: str) -> None:
        if line != f"[{name}]":
            self._problem(f"“{line}”：样式行要用一对半角方括号，请写成 [{name}]")
        elif name not in STYLES:
            self._problem(f"没有样式 [{name}]，可用的是 {'、'.join(f'[{style}]' for style in STYLES)}")
        self._style = name

    def _require_style(self) -> None:
        if not self._style:
            self._problem("文字前面没有样式行，请先写一行，例如 [正文]")
            self._style = "正文"

    def _read_block_tag(self, line: str) -> None:
        self._require_style()
        match = _PARAGRAPH_STATEMENT.fullmatch(line)
        if not match or line.count("%}") > 1:
            self._problem(f"“{line}”：这样的标签要独占一行，写成 {{%p if 名称 %}}、{{%p endif %}} 等")
            return
        self._nest(self._blocks, match[1] or match[2], line)
        self.paragraphs.append(Paragraph(style=self._style, runs=(Run(text=line),), is_tag=True))

    def _read_text(self, text: str) -> None:
        for mark, advice in _STRAY.items():
            if mark in text:
                self._problem(f"“{_around(text, mark)}”：{advice}")
                break
        if found := _NOT_PRINTED.search(text):
            self._problem(f"有不能打印的字符（U+{ord(found[0]):04X}），请删去")
        if text:
            self._add(text)

    def _read_token(self, token: str) -> None:
        read: Callable[[str], None] = self._read_angle
        if token.startswith("{{"):
            read = self._read_blank
        elif token.startswith("{%"):
            read = self._read_statement
        read(token)

    def _read_blank(self, token: str) -> None:
        if not _BLANK.fullmatch(token):
            self._problem(f"“{token}”：请写成 {{{{ name }}}}，名称只用小写字母、数字和下划线，两边各空一格")
        self._add(token)

    def _read_statement(self, token: str) -> None:
        match = _STATEMENT.fullmatch(token)
        if token.startswith("{%p"):
            self._problem(f"“{token}”：这样的标签要独占一行")
        elif not match:
            self._problem(f"“{token}”：请写成 {{% if 名称 %}}、{{% else %}}、{{% endif %}} 等，两边各空一格")
        else:
            self._nest(self._inline, match[1] or match[2], token)
        self._add(token)

    def _read_angle(self, token: str) -> None:
        name = token[1:-1]
        if name == "换行/":
            self._add(BREAK)
        elif name in FACES and self._face:
            outer = self._face
            self._problem(f"<{name}> 写在第 {outer.line} 行的 <{outer.word}> 里面，请先写 </{outer.word}>")
        elif name in FACES:
            self._face = _Open(word=name, line=self._line)
        elif self._face and name == f"/{self._face.word}":
            self._face = None
        elif name.removeprefix("/") in FACES:
            self._problem(f"{token} 前面没有对应的 <{name.removeprefix('/')}>")
        else:
            self._problem(f"不认识 {token}，可用的是 {_FACE_TAGS} 和 <换行/>")

    def _nest(self, opened: list[_Open], word: str, tag: str) -> None:
        """Match `else` and ends to what they belong to.

        What a false condition drops reaches from its run into the run of its end: both must be in the same
        face, or the words that follow would take on the face of the words before.
        """
        face = self._face.word if self._face else ""
        if word not in _CLOSES:
            opened.append(_Open(word=word, line=self._line, face=face))
        elif not opened or opened[-1].word != _CLOSES[word]:
            self._problem(f"“{tag}” 前面没有对应的 {_CLOSES[word]}")
        elif opened[-1].face != face:
            begun = opened.pop()
            self._problem(f"“{tag}” 和第 {begun.line} 行的 {begun.word} 不在同一字体里，请都写在字体标记之外")
        elif word.startswith("end"):
            opened.pop()

    def _add(self, text: str) -> None:
        run = Run(text=text, face=self._face.word if self._face else "")
        last = self._runs[-1] if self._runs else None
        if last and last.face == run.face and not last.stands_alone and not run.stands_alone:
            self._runs[-1] = Run(text=last.text + text, face=run.face)
        else:
            self._runs.append(run)


_STRAY = {
    "{{": "{{ 没有闭合，请写成 {{ name }}",
    "}}": "}} 前面没有 {{",
    "{%": "{% 没有闭合，请写成 {% … %}",
    "%}": "%} 前面没有 {%",
    "{": "花括号只能用在 {{ name }} 和 {% … %} 里",
    "}": "花括号只能用在 {{ name }} 和 {% … %} 里",
    "<": f"尖括号只能用在 {_FACE_TAGS} 和 <换行/> 里；书名号请用《》",
    ">": f"尖括号只能用在 {_FACE_TAGS} 和 <换行/> 里；书名号请用《》",
}


def _around(text: str, mark: str) -> str:
    start = text.index(mark)
    return text[max(0, start - 4) : start + 12]
