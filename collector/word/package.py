"""The zip side of a .docx: opened within limits, judged part by part, written from ready records."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LARGEST = 20_000_000
MOST_ENTRIES = 500
HIGHEST_RATIO = 100

# The last word of a relationship's type, and what it brings into the file.
_REFUSED_RELATIONSHIPS = {
    "vbaProject": "宏",
    "wordVbaData": "宏",
    "oleObject": "嵌入对象（OLE）",
    "package": "嵌入对象（OLE）",
    "control": "ActiveX 控件",
    "aFChunk": "外来内容（altChunk）",
}
_REFUSED_ELEMENTS = {"OLEObject": "嵌入对象（OLE）", "altChunk": "外来内容（altChunk）"}
# Fields that fetch or run something when the file is opened.
_REFUSED_FIELDS = re.compile(
    r"\b(DDEAUTO|DDE|LINK|EMBED|IMPORT|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|DATABASE|RD|MACROBUTTON)\b", re.I
)
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5HL")
_END = struct.Struct("<4s4H2LH")
_DATE_1980_01_01 = 0x21


class PackageError(ValueError):
    """The bytes are no package this program opens; the message says why, in Chinese."""


def entries(data: bytes, kind: str = "Word 文档（.docx）") -> dict[str, bytes]:
    """Every part by name, in the order of the file. Raises PackageError beyond the limits.

    `kind` is what the message calls the file that was expected.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_sizes(infos, len(data))
            return {info.filename: archive.read(info) for info in infos if not info.is_dir()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise PackageError(f"文件打不开：这不是 {kind}，或者文件已损坏、已加密。") from error


def _check_sizes(infos: list[zipfile.ZipInfo], packed: int) -> None:
    # zipfile never unpacks more of an entry than the size it declares, so the sum is a bound.
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MOST_ENTRIES:
        raise PackageError(f"文件里有 {len(infos)} 个部件，最多 {MOST_ENTRIES} 个。")
    if unpacked > LARGEST:
        raise PackageError(f"文件解开后有 {unpacked:,} 字节，最多 {LARGEST:,} 字节。")
    if unpacked > HIGHEST_RATIO * packed:
        raise PackageError(f"文件的压缩比超过 {HIGHEST_RATIO}，可能是压缩炸弹。")
    names = [info.filename for info in infos]
    if len({name.casefold() for name in names}) < len(names):
        raise PackageError("文件里有重名的部件。")
    if any("\\" in name or name.startswith("/") or ".." in name.split("/") for name in names):
        raise PackageError("文件里有部件的名称不合规。")


def xml(blob: bytes) -> etree._Element:
    """The root of a part. Strict: no document type, no entities, no network, no repair."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(blob, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackageError("含有 DOCTYPE，不允许。")
    return root


def is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def problems(parts: dict[str, bytes]) -> list[str]:
    """What a template must not hold: document types, macros, embedded objects, anything from outside."""
    found: list[str] = []
    for name, blob in parts.items():
        if "vbaproject" in name.casefold() or "oleobject" in name.casefold():
            found.append(f"{name}：含有宏或嵌入对象，不允许。")
        if b"<!DOCTYPE" in blob:
            found.append(f"{name}：含有 DOCTYPE，不允许。")
        elif is_xml(name):
            found += [f"{name}：{problem}" for problem in _xml_problems(blob)]
    return found


def _xml_problems(blob: bytes) -> list[str]:
    try:
        root = xml(blob)
    except PackageError as error:
        return [str(error)]
    except etree.XMLSyntaxError as error:
        return [f"XML 有误（第 {error.lineno} 行）。"]
    found = []
    for element in root.iter("{*}Relationship"):
        kind = (element.get("Type") or "").rpartition("/")[2]
        if element.get("TargetMode") == "External":
            found.append(f"引用了文件之外的内容（{kind}：{element.get('Target')}），不允许。")
        if kind in _REFUSED_RELATIONSHIPS:
            found.append(f"含有{_REFUSED_RELATIONSHIPS[kind]}，不允许。")
    if any("macroEnabled" in (element.get("ContentType") or "") for element in root):
        found.append("是启用宏的文档，不允许。")
    for local, meaning in _REFUSED_ELEMENTS.items():
        if next(root.iter("{*}" + local), None) is not None:
            found.append(f"含有{meaning}，不允许。")
    found += [f"含有域 {field}，不允许。" for field in _refused_fields(root)]
    return found


def _refused_fields(root: etree._Element) -> list[str]:
    # An instruction may be cut into several runs; the start of a field parts two instructions.
    pieces = []
    for element in root.iter(W + "instrText", W + "fldChar", W + "fldSimple"):
        if element.tag == W + "instrText":
            pieces.append(element.text or "")
        else:
            pieces.append(" " + (element.get(W + "instr") or ""))
    return sorted({match.upper() for match in _REFUSED_FIELDS.findall("".join(pieces))})


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One deflated part, ready to stand in any zip: `central` lacks only the offset and the name."""

    name: bytes
    local: bytes
    central: bytes


def record(name: str, blob: bytes) -> Record:
    """Deflated with zlib's level 6 and dated 1980, so that the same part gives the same bytes."""
    encoded = name.encode()
    deflater = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflater.compress(blob) + deflater.flush()
    flags = 0 if name.isascii() else 0x800
    common = (
        20,
        flags,
        zipfile.ZIP_DEFLATED,
        0,
        _DATE_1980_01_01,
        zlib.crc32(blob),
        len(packed),
        len(blob),
        len(encoded),
        0,
    )
    return Record(
        name=encoded,
        local=b"".join((_LOCAL.pack(b"PK\3\4", *common), encoded, packed)),
        central=_CENTRAL.pack(b"PK\1\2", 20, *common, 0, 0, 0, 0),
    )


def assembled(records: Iterable[Record]) -> bytes:
    """The zip of these records, in this order."""
    locals_: list[bytes] = []
    centrals: list[bytes] = []
    offset = 0
    for item in records:
        locals_.append(item.local)
        centrals += (item.central, offset.to_bytes(4, "little"), item.name)
        offset += len(item.local)
    directory = b"".join(centrals)
    count = len(locals_)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0)
    return b"".join((*locals_, directory, end))
