"""A Word template, opened and checked once: what it asks for, and programs that fill it.

docxtpl opens the file and prepares its XML; everything it does afterwards is either done here once or not
needed: it turns line feeds and tabs inside the template's own text into breaks (done here; words hold
none), repairs the grid of tables whose rows differ in cells (`{%tc` and merging tags, the only ways to
get one, are refused) and renumbers copied pictures (a picture inside a loop is refused).
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

import docxtpl
import jinja2
from docx.opc import constants, exceptions, oxml, part
from lxml import etree

from collector.word import package, programs, sheet_program, styles, tags, text

# Where Word, WPS and LibreOffice keep the styles.
STYLES = "word/styles.xml"
_FOOTNOTES = constants.CONTENT_TYPE.WML_FOOTNOTES
_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_TABLE_TAG = re.compile(r"\{[{%]tc |\{%\s*(?:colspan|cellbg|vm|hm)\b")
_REVISIONS = [package.W + name for name in ("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange")]
# Ids of an editing session: optional, and a loop would print them twice.
_SESSION_IDS = re.compile(r' w14:(?:paraId|textId)="[^"]*"')


class TemplateError(Exception):
    """The template may not be used; `problems` says why, one Chinese sentence each, naming part and tag."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part with tags: `xml` renders it, `text` its marked text (collector.word.text)."""

    name: str
    source: str
    xml: jinja2.Template
    text: jinja2.Template

    @cached_property
    def draft(self) -> jinja2.Template:
        """Renders the part with the asterisks of every mark highlighted."""
        return _program(programs.draft_environment(), self.source, "draft")[0]

    def plain(self, blob: bytes) -> list[str]:
        """The paragraphs of a rendered part, read from its XML."""
        return text.properties(blob) if _is_properties(self.source) else text.body(blob)


@dataclass(frozen=True, kw_only=True)
class Template:
    """`names`: every word asked for; `printed`: those that print. Safe to share between threads.

    `lists` maps the names walked by `for` to their columns (0: paragraphs), `scalars` are names printed
    as they are, `numbers` those that measure an indent. `parts` keeps the order of the file.
    """

    names: frozenset[str]
    printed: frozenset[str]
    scalars: frozenset[str]
    numbers: frozenset[str]
    lists: Mapping[str, int]
    parts: tuple[package.Record | Part, ...]
    document: Part
    styles: styles.Styles

    @cached_property
    def sheet(self) -> jinja2.Template:
        """Renders the document's text with the marks of collector.word.sheet_program."""
        walk = sheet_program.Walk(self.document.source, self.styles)
        environment = programs.text_environment()
        return environment.from_string(walk.tree(environment.parse(self.document.source)))

    @cached_property
    def has_boxes(self) -> bool:
        """Whether paragraphs stand within paragraphs."""
        return "<w:txbxContent" in self.document.source

    def text(self, words: Mapping[str, text.Word]) -> str:
        return self.document.text.render(words)


# Who checks a definition and who fills its report both ask for it; a service has few of them.
@lru_cache(maxsize=4)
def load(data: bytes) -> Template:
    """Open, check and compile a template. Raises TemplateError with every problem found."""
    try:
        parts = package.entries(data)
    except package.PackageError as error:
        raise TemplateError([str(error)]) from error
    problems = package.problems(parts)
    if problems:
        raise TemplateError(problems)
    sources, problems = _sources(data)
    problems += _foreign_tags(parts, sources)
    uses = programs.Uses()
    made: dict[str, Part] = {}
    for name, source in sources.items():
        part_problems, compiled = _compiled(name, source, uses)
        problems += part_problems
        if compiled:
            made[name] = compiled
    problems += _clashes(uses)
    if problems:
        raise TemplateError(problems)
    names = sorted(parts, key=lambda name: name != "[Content_Types].xml")
    return Template(
        names=frozenset(uses.names),
        printed=frozenset(uses.printed),
        scalars=frozenset(uses.scalars),
        numbers=frozenset(uses.numbers),
        lists=MappingProxyType({name: min(columns) for name, columns in uses.lists.items()}),
        parts=tuple(made.get(name) or package.record(name, parts[name]) for name in names),
        document=made[next(iter(sources))],
        styles=styles.styles(parts.get(STYLES, b"")),
    )


def _sources(data: bytes) -> tuple[dict[str, str], list[str]]:
    """The prepared XML of the document and of every other part with tags that docxtpl fills."""
    opened = docxtpl.DocxTemplate(io.BytesIO(data))
    try:
        opened.init_docx()
        filled = list(_filled_parts(opened))
    except (KeyError, ValueError, AttributeError, exceptions.OpcError, zipfile.BadZipFile) as error:
        raise TemplateError([f"文件打不开：这不是 Word 文档（.docx）（{error}）。"]) from error
    sources: dict[str, str] = {}
    problems: list[str] = []
    for item in filled:
        name = item.partname.membername
        if not package.is_xml(name):
            raise TemplateError([f"{name}：部件的名称要以 .xml 结尾。"])  # else it went unchecked
        root = oxml.parse_xml(item.blob)  # type: ignore[arg-type]
        etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
        problems += [f"{name}：{problem}" for problem in _unfillable(root)]
        source = tags.TAG.sub(_on_one_line, opened.patch_xml(opened.xml_to_string(root)))
        if not sources or tags.TAG.search(source) or "{{" in source or "{%" in source:
            source = _SESSION_IDS.sub("", opened.resolve_listing(source))
            sources[name] = _DECLARATION + source
    return sources, problems


def _filled_parts(opened: docxtpl.DocxTemplate) -> Iterator[part.Part]:
    """The parts that docxtpl fills; the document comes first."""
    document = opened.docx.part
    found = {document.partname: document}
    for kind in (opened.HEADER_URI, opened.FOOTER_URI):
        found |= {item.partname: item for _, item in opened.get_headers_footers(kind)}
    found |= {item.partname: item for item in document.package.parts if item.content_type == _FOOTNOTES}
    yield from found.values()
    for relationship in document.package.rels.values():
        if relationship.reltype == constants.RELATIONSHIP_TYPE.CORE_PROPERTIES:
            yield relationship.target_part


def _on_one_line(tag: re.Match[str]) -> str:
    return " ".join(tag[0].split())


def _is_properties(source: str) -> bool:
    return "coreProperties" in source[len(_DECLARATION) :].partition(">")[0]


def _unfillable(root: etree._Element) -> Iterator[str]:
    if next(root.iter(*_REVISIONS), None) is not None:
        yield "含有修订，请先全部接受或拒绝。"
    for paragraph in root.iter(package.W + "p"):
        written = "".join(leaf.text or "" for leaf in paragraph.iter(package.W + "t"))
        for found in _TABLE_TAG.findall(written):
            yield f"{found}：不支持按列循环和合并单元格的标签，请用 {{%tr … %}} 按行循环。"


def _foreign_tags(parts: dict[str, bytes], sources: dict[str, str]) -> Iterator[str]:
    for name, blob in parts.items():
        if name in sources or not package.is_xml(name):
            continue
        written = "".join(map(str, package.xml(blob).itertext()))
        for tag in tags.TAG.findall(written):
            if not tag.startswith("{#"):
                where = "标签只能写在正文、页眉、页脚、脚注和文档属性里"
                yield f"{name}：{tags.shown(tag)}：这个部件不会填写，{where}。"


def _compiled(name: str, source: str, uses: programs.Uses) -> tuple[list[str], Part | None]:
    environment = programs.environment()
    problems = tags.problems(environment, source)
    if not problems:
        try:
            problems = list(tags.refusals(environment.parse(source)))
        except jinja2.TemplateSyntaxError as error:
            problems = [f"标签写法有误（{error.message}）。"]
    if problems:
        return [f"{name}：{problem}" for problem in problems], None
    xml, walk = _program(environment, source, "part")
    problems = [f"{name}：{problem}" for problem in walk.problems]
    uses.add(walk.uses)
    marked = _program(programs.text_environment(), source, "text")[0]
    return problems, Part(name=name, source=source, xml=xml, text=marked)


def _program(
    environment: jinja2.Environment, source: str, program: programs.Program
) -> tuple[jinja2.Template, programs.Walk]:
    walk = programs.Walk(source, program)
    return environment.from_string(walk.tree(environment.parse(source))), walk


def _clashes(uses: programs.Uses) -> Iterator[str]:
    for name in sorted(uses.names & uses.targets):
        yield f"{{{{ {name} }}}}：这是循环里的名称，不能在循环之外使用。"
    for name, columns in sorted(uses.lists.items()):
        if name in uses.scalars:
            yield f"{{{{ {name} }}}}：它是 for 的列表，不能直接填写。"
        if len(columns) > 1:
            yield f"{{% for … in {name} %}}：同一个列表在不同的循环里列数不同。"
