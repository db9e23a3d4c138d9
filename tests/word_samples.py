"""Small Word files made by hand, each part only as large as a test needs."""

import io
import zipfile

import pytest
from docxtpl import DocxTemplate

from collector.word import template

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
PARTS = {
    "word/document.xml": ("document", f"{WORD}.document.main+xml"),
    "word/header1.xml": ("hdr", f"{WORD}.header+xml"),
    "word/footer1.xml": ("ftr", f"{WORD}.footer+xml"),
    "word/footnotes.xml": ("footnotes", f"{WORD}.footnotes+xml"),
    "word/endnotes.xml": ("endnotes", f"{WORD}.endnotes+xml"),
}
KINDS = {"word/header1.xml": "header", "word/footer1.xml": "footer"}
KINDS |= {f"word/{name}.xml": name for name in ("footnotes", "endnotes")}
SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'


def p(*runs):
    """A paragraph of runs; a plain string becomes a run's text as it stands, XML included."""
    return f"<w:p>{''.join(run if run.startswith('<w:r>') else r(run) for run in runs)}</w:p>"


def r(text, properties="", space=' xml:space="preserve"'):
    held = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{held}<w:t{space}>{text}</w:t></w:r>"


def row(*cells):
    return f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"


def table(*rows):
    width = max(item.count("<w:tc>") for item in rows)
    grid = '<w:gridCol w:w="2000"/>' * width
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def word_file(body, *, header="", footer="", footnotes="", endnotes="", core="", more=None):
    """The bytes of a .docx; `core` is the XML inside cp:coreProperties, `more` further parts by name."""
    bodies = {
        "word/document.xml": f"<w:body>{body}<w:sectPr/></w:body>",
        "word/header1.xml": header,
        "word/footer1.xml": footer,
        "word/footnotes.xml": footnotes and f'<w:footnote w:id="1">{footnotes}</w:footnote>',
        "word/endnotes.xml": endnotes and f'<w:endnote w:id="1">{endnotes}</w:endnote>',
    }
    files = {
        name: f'<?xml version="1.0"?><w:{PARTS[name][0]} {NAMESPACES}>{text}</w:{PARTS[name][0]}>'
        for name, text in bodies.items()
        if text
    }
    types = [f'<Override PartName="/{name}" ContentType="{PARTS[name][1]}"/>' for name in files]
    related = [
        f'<Relationship Id="{KINDS[name]}" Type="{OFFICE}/{KINDS[name]}" Target="{name[5:]}"/>'
        for name in files
        if name in KINDS
    ]
    main = f'<Relationship Id="d" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    if core:
        files["docProps/core.xml"] = _core(core)
        kind = "application/vnd.openxmlformats-package.core-properties+xml"
        types.append(f'<Override PartName="/docProps/core.xml" ContentType="{kind}"/>')
        kind = f"{PACKAGE}/relationships/metadata/core-properties"
        main += f'<Relationship Id="c" Type="{kind}" Target="docProps/core.xml"/>'
    files["_rels/.rels"] = relationships(main)
    files["word/_rels/document.xml.rels"] = relationships("".join(related))
    return zipped({"[Content_Types].xml": _types(types)} | files | (more or {}))


def _core(inside):
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{inside}</cp:coreProperties>'
    )


def _types(overrides):
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(overrides)}</Types>'
    )


def relationships(inside):
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def unzipped(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everywhere():
    """One blank, `word`, in two sections, a header, a footer, a footnote and two properties."""
    return word_file(
        p("甲{{ word }}乙") + f"<w:p><w:pPr>{SECTION}</w:pPr>{r('一节完')}</w:p>" + p("{{ word }}"),
        header=p("页眉{{ word }}"),
        footer=p("页脚{{ word }}。"),
        footnotes=p("注：{{ word }}") + p("{% if word %}有{% else %}无{% endif %}"),
        core="<dc:title>题 {{ word }}</dc:title><cp:keywords>词</cp:keywords>"
        "<dc:subject>{{ word }}</dc:subject>",
    )


EVERYWHERE = template.load(everywhere())


def by_docxtpl(data, words):
    """What docxtpl itself makes of the same template and words."""
    document = DocxTemplate(io.BytesIO(data))
    document.render(words, autoescape=True)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def problems(data):
    """What is told of a template that is refused."""
    with pytest.raises(template.TemplateError) as caught:
        template.load(data)
    return caught.value.problems


def problem(body, **parts):
    """The one thing that is told of a template with that body."""
    found = problems(word_file(body, **parts))
    assert len(found) == 1, found
    return found[0]
