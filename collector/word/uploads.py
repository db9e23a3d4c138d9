"""A Word file that somebody sends in, opened safely for its text alone; nothing else of it is used."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from collector.word import package, text
from collector.word.package import PackageError

LARGEST = 8_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REVISIONS = tuple(package.W + name for name in ("ins", "del", "moveFrom", "moveTo"))
ADVICE = "请在 Word 里新建空白文档，把全文用“只保留文本”粘贴进去，另存为 .docx 后再试。"


@dataclass(frozen=True, kw_only=True)
class Upload:
    """The paragraphs of the body; `is_revised`: tracked changes were read as if accepted."""

    paragraphs: tuple[str, ...]
    is_revised: bool


def opened(data: bytes) -> Upload:
    """The text of the file. Raises PackageError, whose message says in Chinese what to do."""
    if not data:
        raise PackageError("文件是空的，请重新选择。")
    if len(data) > LARGEST:
        raise PackageError(f"文件有 {len(data):,} 字节，最多 {LARGEST:,} 字节。{ADVICE}")
    if data.startswith(_OLE):
        raise PackageError(_of_ole(data))
    parts = package.entries(data)
    if "word/document.xml" not in parts and "[Content_Types].xml" not in parts:
        raise PackageError("这不是 Word 文档（.docx），请另存为 .docx 后再试。")
    problems = package.problems(parts)
    if problems:
        raise PackageError(f"文件里有不能接受的内容：{_shortened(problems)}{ADVICE}")
    paragraphs = tuple(text.plain(data))
    return Upload(paragraphs=paragraphs, is_revised=any(map(_has_revisions, _bodies(parts))))


def _of_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "文件设了打开密码（已加密），请在 Word 里取消密码、另存后再试。"
    return "这是旧格式的文件（.doc 或 .wps），请在 Word 或 WPS 里另存为 .docx 后再试。"


def _shortened(problems: Sequence[str]) -> str:
    more = f"等 {len(problems)} 处。" if len(problems) > 3 else ""
    return (
        "".join(problem if len(problem) <= 120 else problem[:120] + "…。" for problem in problems[:3]) + more
    )


def _bodies(parts: dict[str, bytes]) -> list[bytes]:
    return [
        blob for name, blob in parts.items() if name.startswith("word/document") and name.endswith(".xml")
    ]


def _has_revisions(blob: bytes) -> bool:
    try:
        return next(package.xml(blob).iter(*_REVISIONS), None) is not None
    except etree.XMLSyntaxError:
        return False
