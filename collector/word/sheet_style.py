"""The style sheet of a template's sheet: its paragraph styles, faces and indents as CSS.

All lengths are multiples of --u, the size of the body's characters, which the page sets; so the same rules
serve the screen and print. Names from the template appear only as classes of sheet_program.class_name.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from collector.word import package, sheet, styles, template
from collector.word.sheet_program import class_name
from collector.word.styles import Look, Styles, W

_ALIGNMENTS = {
    "both": "justify",
    "distribute": "justify",
    "center": "center",
    "right": "right",
    "end": "right",
}
# A line that grows with its font is this much higher than the characters of a Chinese face.
_NATURAL = 1.3
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "serif")
# What a face is called by → what stands in for it, on Windows, macOS and Linux.
_STAND_INS = {
    "仿宋|fangsong": ("仿宋", "FangSong", "STFangsong", "FandolFang", "FandolFang R", *_SERIF),
    "楷|kai": ("楷体", "KaiTi", "STKaiti", "FandolKai", "AR PL UKai CN", *_SERIF),
    "黑|hei": (
        *("SimHei", "Heiti SC", "FandolHei", "Noto Sans CJK SC", "Source Han Sans CN"),
        *("WenQuanYi Micro Hei", "sans-serif"),
    ),
    "小标宋|中宋|xiaobiaosong": (
        *("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "official-title", "STZhongsong"),
        *_SERIF,
    ),
    "": ("SimSun", "宋体", "FandolSong", *_SERIF),
}
_GENERIC = frozenset({"serif", "sans-serif"})
_NOT_IN_A_FACE = re.compile(r"[^\w .-]")
# No free 小标宋 exists: the bold of a Song face is nearest to it.
_TITLE_FACE = (
    '@font-face{font-family:"official-title";src:local("STZhongsong"),local("NotoSerifCJKsc-Bold"),'
    'local("Noto Serif CJK SC Bold"),local("SourceHanSerifSC-Bold")}'
)


def stylesheet(data: bytes) -> str:
    """The rules for `.sheet` and what stands in it, made from the bytes of a template."""
    parts = package.entries(data)
    found = styles.styles(parts.get(template.STYLES, b""))
    document = package.xml(parts.get("word/document.xml", b"<document/>"))
    return "\n".join(_rules(found, document)) + "\n"


def _rules(found: Styles, document: etree._Element) -> Iterator[str]:
    body = _body(found, document)
    yield _TITLE_FACE
    yield f".sheet p{{{_declarations(found.default, body)}}}"
    for name, look in found.looks.items():
        yield f".sheet .{class_name('s', name)}{{{_declarations(look, body)}}}"
    for face in _values(document, "rFonts", "eastAsia"):
        yield f".sheet .{class_name('f', face)}{{font-family:{family(face)}}}"
    for size in filter(str.isdecimal, _values(document, "sz", "val")):
        yield f".sheet .{class_name('z', int(size))}{{font-size:{_times(int(size) / body)}}}"
    yield ".sheet .b-1{font-weight:700}"
    yield ".sheet .b-0{font-weight:400}"
    for value in _values(document, "jc", "val"):
        yield f".sheet .{class_name('j', value)}{{text-align:{_alignment(value)}}}"
    for hundredths in range(0, sheet.DEEPEST + 1, sheet.STEP):
        yield f".sheet .i-{hundredths}{{text-indent:{hundredths / 100:g}em}}"
    for hundredths in range(0, sheet.WIDEST + 1, sheet.STEP):
        yield f".sheet .r-{hundredths}{{padding-right:{hundredths / 100:g}em}}"


def _body(found: Styles, document: etree._Element) -> int:
    """The size of the style that most paragraphs have, in half-points."""
    used: Counter[int] = Counter()
    for paragraph in document.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        used[found.look("" if style is None else style.get(f"{W}val", "")).size or 0] += 1
    return (used.most_common(1)[0][0] if used else 0) or found.default.size or 20


def _values(document: etree._Element, name: str, attribute: str) -> list[str]:
    found = (element.get(f"{W}{attribute}") for element in document.iter(f"{W}{name}"))
    return sorted({value for value in found if value})


def _declarations(look: Look, body: int) -> str:
    size, line = look.size or body, look.line or 240
    # Twips to points, half-points to points: the pitch over the size of the body's characters.
    height = f"{line / 240 * _NATURAL:.4g}" if look.grows else _times(line / (10 * body))
    return (
        f"font-family:{family(look.face or '')};font-size:{_times(size / body)};line-height:{height};"
        f"font-weight:{700 if look.is_bold else 400};text-align:{_alignment(look.alignment)};"
        f"letter-spacing:{(look.tighter or 0) / (10 * size):.5g}em;text-indent:{(look.first or 0) / 100:g}em;"
        f"padding-right:{max(look.right or 0, 0) / 100:g}em"
    )


def _alignment(value: str | None) -> str:
    return _ALIGNMENTS.get(value or "", "left")


def _times(factor: float) -> str:
    return f"calc(var(--u)*{factor:.5g})"


def family(face: str) -> str:
    """A face and its stand-ins, as CSS writes them."""
    lowered = face.lower()
    known = next(names for called, names in _STAND_INS.items() if re.search(called, lowered))
    names = dict.fromkeys([_NOT_IN_A_FACE.sub("", face), *known])
    return ",".join(name if name in _GENERIC else f'"{name}"' for name in names if name)
