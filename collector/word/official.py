"""Build a Word template in the layout of GB/T 9704-2012 from its readable source. Knows nothing of answers.

The same source gives the same bytes on every machine. What the standard leaves open, the face of digits,
follows the Chinese around it; bold for the third level is habit, not in the standard, and not set.
"""

import io
import zipfile
from collections.abc import Iterator
from html import escape
from itertools import pairwise

from collector.word import official_parts as parts
from collector.word import source as text_source
from collector.word.source import Paragraph, Run

# Style in the source → style in Word and face of its runs (7.3.1 title, 7.3.2 主送, 7.3.3 body, 7.3.5 署名).
_STYLES = {
    "标题": ("OfficialTitle", parts.XIAOBIAOSONG),
    "题注": ("OfficialSubtitle", parts.KAI),
    "主送": ("OfficialAddressee", parts.FANGSONG),
    "正文": ("OfficialBody", parts.FANGSONG),
    "署名": ("OfficialSignature", parts.FANGSONG),
    "日期": ("OfficialDate", parts.FANGSONG),
}
# 7.3.3: the first level of numbering in 黑体, the second in 楷体.
_FACES = {"黑体": parts.HEI, "楷体": parts.KAI}
# 7.3.5.2: how far from the right depends on what is printed, so it is filled in like a blank.
_RIGHT = {"署名": "signature_indent", "日期": "date_indent"}
_TITLE_BLOCK = ("标题", "题注")
_CLOSING_BLOCK = ("署名", "日期")


def build(source: str) -> bytes:
    """A .docx package made from the source of a template; raises collector.word.source.SourceError.

    Its blanks are `{{ name }}`, each a run of its own. A [署名] paragraph also asks for `signature_indent`
    (hundredths of a character from the right, 7.3.5.2) and `signature_indent_twips` (the same in twips, for
    programs that know no characters), a [日期] paragraph for `date_indent` and `date_indent_twips`.
    """
    document = _document(text_source.paragraphs(source))
    return _package(
        {
            "[Content_Types].xml": parts.CONTENT_TYPES,
            "_rels/.rels": parts.PACKAGE_RELATIONSHIPS,
            "word/document.xml": document,
            "word/styles.xml": parts.STYLES,
            "word/settings.xml": parts.SETTINGS,
            "word/theme/theme1.xml": parts.THEME,
            "word/fontTable.xml": parts.FONT_TABLE,
            "word/footer1.xml": parts.FOOTER_ODD,
            "word/footer2.xml": parts.FOOTER_EVEN,
            "word/_rels/document.xml.rels": parts.DOCUMENT_RELATIONSHIPS,
            "docProps/core.xml": parts.CORE,
            "docProps/app.xml": parts.APP,
        }
    )


def _package(files: dict[str, str]) -> bytes:
    """A zip with no time in it, and not deflated: two zlibs need not agree on the bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            package.writestr(entry, text.encode())
    return buffer.getvalue()


def _document(paragraphs: tuple[Paragraph, ...]) -> str:
    body = "".join(_spaced(paragraphs))
    return (
        f'{parts.HEAD}<w:document xmlns:w="{parts.W}" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<w:body>{body}{parts.SECTION}</w:body></w:document>"
    )


def _spaced(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    """The paragraphs, with an empty line below the title (7.3.2) and above 署名 and date (7.3.5.2)."""
    yield _paragraph(paragraphs[0])
    for before, after in pairwise(paragraphs):
        below_title = before.style in _TITLE_BLOCK and after.style not in _TITLE_BLOCK
        above_closing = before.style not in _CLOSING_BLOCK and after.style in _CLOSING_BLOCK
        if below_title or above_closing:
            yield _empty_line()
        yield _paragraph(after)


def _empty_line() -> str:
    mark = f"<w:rPr>{parts.fonts(parts.FANGSONG)}</w:rPr>"
    return f'<w:p><w:pPr><w:pStyle w:val="OfficialBody"/><w:keepNext/>{mark}</w:pPr></w:p>'


def _paragraph(paragraph: Paragraph) -> str:
    style, face = _STYLES[paragraph.style]
    indent = ""
    if paragraph.style in _RIGHT and not paragraph.is_tag:
        right = _RIGHT[paragraph.style]
        indent = f'<w:ind w:rightChars="{{{{ {right} }}}}" w:right="{{{{ {right}_twips }}}}"/>'
    # A heading stays with what it heads; one that runs into its text needs nothing.
    keep = "<w:keepNext/>" if paragraph.is_heading else ""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{keep}{indent}<w:rPr>{parts.fonts(face)}</w:rPr></w:pPr>'
    return f"<w:p>{properties}{''.join(_run(run, face) for run in paragraph.runs)}</w:p>"


def _run(run: Run, face: str) -> str:
    content = f'<w:t xml:space="preserve">{escape(run.text, quote=False)}</w:t>'
    if run.text == text_source.BREAK:
        content = "<w:br/>"
    return f"<w:r><w:rPr>{parts.fonts(_FACES.get(run.face, face))}</w:rPr>{content}</w:r>"
