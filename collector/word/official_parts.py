"""The parts of an official document that no wording changes: styles, page numbers, settings, fonts.

Measures in twips (1/20 pt) unless named otherwise; clauses are those of GB/T 9704-2012.
"""

from collections.abc import Iterator

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

FANGSONG = "仿宋_GB2312"
KAI = "楷体_GB2312"
HEI = "黑体"
SONG = "宋体"
XIAOBIAOSONG = "方正小标宋简体"

# 22 lines fill the 225 mm of text (5.2.3): 12,756 / 22 = 579.8. The 29 pt often quoted (580) gives 21 lines.
LINE = 579
# 28 characters of 16 pt are wider than 156 mm (5.2.3): each is set 0.3 pt closer. 0.25 pt would be enough,
# but with it LibreOffice 7.4 loses the comma that hangs after a 28th character.
TIGHTER = -6


def fonts(face: str) -> str:
    """A face on all four slots; without the hint “ ” ‘ ’ … — would be taken from a Latin font."""
    slots = " ".join(f'w:{slot}="{face}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:rFonts w:hint="eastAsia" {slots}/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style(identity: str, name: str, paragraph: str, run: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f"{f'<w:rPr>{run}</w:rPr>' if run else ''}</w:style>"
    )


_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
    '<w:widowControl w:val="0"/><w:kinsoku/><w:autoSpaceDE w:val="0"/>'
    '<w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
    f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
    f'<w:rPr>{fonts(FANGSONG)}<w:spacing w:val="{TIGHTER}"/>{_size(32)}</w:rPr></w:style>'
)
_BUILT_IN = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)
_BODY = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_SIGNED = '<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>'
_NUMBER = '<w:spacing w:before="0" w:after="0" w:line="360" w:lineRule="exact"/>'

STYLES = (
    f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANGSONG)}{_size(32)}'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
    f"</w:docDefaults>{_NORMAL}{_BUILT_IN}"
    # 7.3.1: 2号小标宋, centred
    + _style(
        "OfficialTitle",
        "公文标题",
        '<w:keepNext/><w:jc w:val="center"/>',
        f'{fonts(XIAOBIAOSONG)}<w:spacing w:val="0"/>{_size(44)}',
    )
    + _style("OfficialSubtitle", "公文题注", '<w:keepNext/><w:jc w:val="center"/>', fonts(KAI))
    # 7.3.2: flush left, one line below the title
    + _style("OfficialAddressee", "公文主送", '<w:ind w:firstLine="0"/>')
    # 7.3.3: 3号仿宋, each paragraph indented two characters
    + _style("OfficialBody", "公文正文", _BODY)
    # 7.3.5.2: one line below the body; the paragraph itself says how far from the right
    + _style("OfficialSignature", "公文署名", f"<w:keepNext/>{_SIGNED}")
    + _style("OfficialDate", "公文日期", _SIGNED)
    # 7.5: 4号 half-width 宋体 digits
    + _style("OfficialPageNumber", "公文页码", _NUMBER, f'{fonts(SONG)}<w:spacing w:val="0"/>{_size(28)}')
    + "</w:styles>"
)


def _footer(side: str) -> str:
    """A page number between two 一字线, one character in from that side (7.5).

    WPS shows no field whose begin, instruction and end share a run.
    """
    run = f"<w:r><w:rPr>{fonts(SONG)}</w:rPr>{{}}</w:r>"
    field = (
        '<w:t xml:space="preserve">— </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> —</w:t>',
    )
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="OfficialPageNumber"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>'
        f"{''.join(run.format(part) for part in field)}</w:p></w:ftr>"
    )


FOOTER_ODD = _footer("right")
FOOTER_EVEN = _footer("left")

# 5.1, 5.2: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm. The footer distance puts the 一字线 of the page
# number 7 mm below the text (7.5).
SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
    '<w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" '
    'w:header="851" w:footer="1432" w:gutter="0"/><w:cols w:space="425"/>'
    f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
)

SETTINGS = (
    f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/>'
    '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:doNotExpandShiftReturn/><w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


def _theme() -> str:
    """The theme a Word package must have; nothing here refers to it."""
    window = {"dk1": ("windowText", "000000"), "lt1": ("window", "FFFFFF")}
    plain = {"dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4", "accent2": "ED7D31", "accent3": "A5A5A5"}
    plain |= {"accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47", "hlink": "0563C1"}
    plain |= {"folHlink": "954F72"}
    colors = [
        f'<a:{slot}><a:sysClr val="{name}" lastClr="{value}"/></a:{slot}>'
        for slot, (name, value) in window.items()
    ]
    colors += [f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in plain.items()]
    face = f'<a:latin typeface="{FANGSONG}"/><a:ea typeface="{FANGSONG}"/><a:cs typeface="{FANGSONG}"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="公文">'
        f'<a:themeElements><a:clrScheme name="公文">{"".join(colors)}</a:clrScheme><a:fontScheme name="公文">'
        f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="公文"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>"
        f"{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


THEME = _theme()


def _font(name: str, substitute: str, family: str, pitch: str) -> str:
    return (
        f'<w:font w:name="{name}"><w:altName w:val="{substitute}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
    )


FONT_TABLE = (
    f'{HEAD}<w:fonts xmlns:w="{W}">'
    + _font(FANGSONG, "仿宋", "modern", "fixed")
    + _font(KAI, "楷体", "modern", "fixed")
    + _font(HEI, "SimHei", "modern", "fixed")
    + _font(SONG, "SimSun", "auto", "variable")
    + _font(XIAOBIAOSONG, "方正小标宋_GBK", "script", "fixed")
    + "</w:fonts>"
)


def _relationships(targets: dict[str, str]) -> Iterator[str]:
    yield f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    for number, (target, kind) in enumerate(targets.items(), start=1):
        yield f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
    yield "</Relationships>"


PACKAGE_RELATIONSHIPS = "".join(
    _relationships(
        {
            "word/document.xml": f"{_OFFICE}/relationships/officeDocument",
            "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
            "docProps/app.xml": f"{_OFFICE}/relationships/extended-properties",
        }
    )
)
DOCUMENT_RELATIONSHIPS = "".join(
    _relationships(
        {
            "styles.xml": f"{_OFFICE}/relationships/styles",
            "settings.xml": f"{_OFFICE}/relationships/settings",
            "fontTable.xml": f"{_OFFICE}/relationships/fontTable",
            "footer1.xml": f"{_OFFICE}/relationships/footer",
            "footer2.xml": f"{_OFFICE}/relationships/footer",
            "theme/theme1.xml": f"{_OFFICE}/relationships/theme",
        }
    )
)
CORE = (
    f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>zh-CN</dc:language></cp:coreProperties>'
)
APP = (
    f'{HEAD}<Properties xmlns="{_OFFICE}/extended-properties"><Application>collector</Application>'
    "</Properties>"
)
CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD_TYPE}.settings+xml"/>'
    '<Override PartName="/word/theme/theme1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_WORD_TYPE}.fontTable+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WORD_TYPE}.footer+xml"/>'
    f'<Override PartName="/word/footer2.xml" ContentType="{_WORD_TYPE}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/app.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
)
