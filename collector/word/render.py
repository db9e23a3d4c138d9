"""Fill a template with words and read the finished file back. Knows nothing of questions."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest

from lxml import etree

from collector.word import package, template, text

# What XML 1.0 can't hold, and what would break a line: \t \n \r. Lone surrogates are among them.
_UNCLEAN = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_TYPES = {str, text.Mark}


class OpenBlank(Exception):
    """A finished report would print the marks of these open blanks."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"还有没填的空：{'、'.join(names)}。")


class ReadBackError(Exception):
    """The finished file does not say what was meant; it must not leave.

    The message may be logged, so the texts themselves stand in `meant` and `found` only.
    """

    def __init__(self, message: str, *, meant: str | None = None, found: str | None = None) -> None:
        self.meant = meant
        self.found = found
        super().__init__(message)


def fill(filled: template.Template, words: Mapping[str, text.Word], *, draft: bool = False) -> bytes:
    """The finished .docx; the same words give the same bytes.

    Raises ValueError naming a blank whose word is missing or not clean, OpenBlank for a mark in a report
    that is no draft, ReadBackError. A draft highlights the asterisks of every mark.
    """
    used = usable(filled, words, draft=draft)
    data = assembled(filled, used, draft=draft)
    read_back(filled, used, data)
    return data


def usable(filled: template.Template, words: Mapping[str, text.Word], *, draft: bool) -> dict[str, text.Word]:
    """The words this template asks for, all of them clean and of the right shape."""
    missing = sorted(filled.names - words.keys())
    if missing:
        raise ValueError(f"这些空没有内容：{'、'.join(missing)}。")
    used = {name: words[name] for name in filled.names}
    leaves = {name: (word,) if isinstance(word, str) else _leaves(word) for name, word in used.items()}
    misshapen = _misshapen(filled, used, leaves)
    if misshapen:
        raise ValueError(f"{min(misshapen)} 的内容与模板要的形式（文字、段落或表格行）不符。")
    # Looked at all together: a report has a hundred words and nearly always nothing to find.
    if _UNCLEAN.search("".join(chain.from_iterable(leaves.values()))):
        name = min(name for name, found in leaves.items() if _UNCLEAN.search("".join(found)))
        raise ValueError(f"{name} 含有不能写进 Word 的字符（控制字符、换行或残缺的代理字符）。")
    for name in filled.numbers:
        if not _NUMBER.fullmatch("".join(leaves[name])):
            raise ValueError(f"{name} 是缩进的尺寸，只能是整数。")
    if not draft and text.Mark in map(type, chain.from_iterable(leaves.values())):
        raise OpenBlank(sorted(name for name, found in leaves.items() if text.Mark in map(type, found)))
    return used


def _leaves(word: list[str] | list[tuple[str, ...]]) -> tuple[str, ...]:
    # Whatever else a caller may have put there is kept, to be found misshapen.
    if not isinstance(word, list):
        return (word,)
    return tuple(leaf for item in word for leaf in (item if isinstance(item, tuple) else (item,)))


def _misshapen(
    filled: template.Template,
    used: Mapping[str, text.Word],
    leaves: Mapping[str, tuple[str, ...]],
) -> list[str]:
    found = [name for name in filled.scalars if not isinstance(used[name], str)]
    found += [name for name, columns in filled.lists.items() if not _has_columns(used[name], columns)]
    # No other kind of text: Markup, for one, would go into the XML as it stands.
    if not _TYPES.issuperset(map(type, chain.from_iterable(leaves.values()))):
        found += [name for name, held in leaves.items() if not _TYPES.issuperset(map(type, held))]
    return found


def _has_columns(word: text.Word, columns: int) -> bool:
    if isinstance(word, str):
        return not word
    return all((len(item) if isinstance(item, tuple) else 0) == columns for item in word)


def assembled(filled: template.Template, used: Mapping[str, text.Word], *, draft: bool) -> bytes:
    """The file, not read back."""
    return package.assembled(
        part if isinstance(part, package.Record) else _record(part, used, draft=draft)
        for part in filled.parts
    )


def _record(part: template.Part, used: Mapping[str, text.Word], *, draft: bool) -> package.Record:
    program = part.draft if draft else part.xml
    return package.record(part.name, program.render(used).encode())


def read_back(filled: template.Template, used: Mapping[str, text.Word], data: bytes) -> None:
    """Open the bytes, check them, and compare every filled part's text with what was meant."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            damaged = archive.testzip()
            if damaged:
                raise ReadBackError(f"{damaged}：校验和不符。")
            for part in filled.parts:
                if isinstance(part, template.Part):
                    _compare(part, text.expected(part.text.render(used)), part.plain(archive.read(part.name)))
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise ReadBackError("生成的文件读不回来。") from error


def _compare(part: template.Part, meant: list[str], found: list[str]) -> None:
    if meant == found:
        return
    for number, (one, other) in enumerate(zip_longest(meant, found), 1):
        if one != other:
            raise ReadBackError(f"{part.name} 第 {number} 段与预期不同。", meant=one, found=other)
