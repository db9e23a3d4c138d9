"""TOML tables → dataclasses: closed keys, types and limits. Rules between questions: definition_checks."""

import difflib
import keyword
import math
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from collector.statement import vocabulary
from collector.statement.mistakes import Mistakes
from collector.statement.vocabulary import Definition, Group, Question, Relevant, Section

MANIFEST = "statement.toml"
NAME = re.compile(r"[a-z][a-z0-9_]*")
SECTION_NAME = re.compile(r"[a-z][a-z0-9-]*")
# Words a template or a page needs for itself.
RESERVED = frozenset(
    (
        *("csrf_token", "seen", "add", "then", "author", "page", "key", "finished", "carry", "take"),
        *("not", "and", "or", "in", "is", "if", "else", "elif", "for", "none", "true", "false"),
        *("loop", "self", "super", "caller", "varargs", "kwargs"),
    )
)
RESERVED_SECTIONS = frozenset(
    (
        "check",
        "report",
        "draft",
        "delete",
        "discard",
        "restore",
        "sheet",
        "history",
        "import",
        "year",
        "autosave",
    )
)
RELEVANT = re.compile(r"\s*([^\s=!]+)\s*(?:(=|!=)\s*([^\s=](?:.*\S)?)\s*)?")
MANIFEST_KEYS: dict[str, type] = {
    "title": str, "titles": dict, "year": str, "period": str,
    "sections": list, "signature": list, "warnings": list,
}  # fmt: skip
SECTION_KEYS = {"title": str, "lead": str, "group": list}
GROUP_KEYS = {"number": str, "title": str, "question": list}
COLUMN_KEYS = frozenset(
    (
        *("name", "type", "label", "required", "unit", "choices", "hint", "strip"),
        *("min", "max", "min_length", "max_length"),
    )
)
KEY_TYPES: dict[str, type | tuple[type, ...]] = {
    "required": bool, "other": bool, "none_allowed": bool, "yearly": bool, "own_words": bool,
    "choices": list, "strip": list, "columns": list, "min": (int, float), "max": (int, float),
    "min_length": int, "max_length": int, "marks": (str, list), "from": (str, list),
}  # fmt: skip
ALL_KEYS = frozenset().union(*vocabulary.TYPES.values())


def definition(
    name: str, tables: Mapping[str, dict[str, Any]], template: bytes, version: str, mistakes: Mistakes
) -> Definition | None:
    """The definition, as far as it can be read; None where the manifest itself is missing or broken."""
    if MANIFEST not in tables:
        if not mistakes.is_partial:
            mistakes.add(MANIFEST, "缺少这个文件：每个报告类型都要有 statement.toml")
        return None
    manifest = known(tables[MANIFEST], MANIFEST_KEYS, MANIFEST, mistakes)
    for key in ("title", "titles", "year", "period", "sections"):
        if key not in tables[MANIFEST] or manifest.get(key) in ("", [], {}):
            mistakes.add_missing(MANIFEST, "必须填写", key=key)
    for period in [each for each in vocabulary.PERIODS if each not in manifest.get("titles", {each: ""})]:
        mistakes.add(MANIFEST, f"缺少“{period}”的报告标题", key="titles")
    order = [str(section) for section in manifest.get("sections", [])]
    for repeated in sorted({file for file in order if order.count(file) > 1}):
        mistakes.add(MANIFEST, f"部分 {repeated} 写了两次", key="sections")
    sections = [section(file, tables, mistakes) for file in dict.fromkeys(order)]
    unlisted = sorted(set(tables) - {MANIFEST} - {f"{file}.toml" for file in order})
    for file in unlisted if order else ():
        mistakes.add(MANIFEST, f"文件 {file} 没有列入 sections", key="sections")
    mistakes.is_partial = mistakes.is_partial or bool(unlisted) or None in sections
    return Definition(
        name=name,
        title=manifest.get("title", name),
        titles={str(period): str(title) for period, title in manifest.get("titles", {}).items()},
        year=manifest.get("year", ""),
        period=manifest.get("period", ""),
        signature=tuple(str(signed) for signed in manifest.get("signature", [])),
        warnings=tuple(str(warning) for warning in manifest.get("warnings", [])),
        sections=tuple(found for found in sections if found),
        template=template,
        hash=version,
    )


def section(name: str, tables: Mapping[str, dict[str, Any]], mistakes: Mistakes) -> Section | None:
    """The section in file `name`.toml, or None where the file can't be read."""
    file = f"{name}.toml"
    if not SECTION_NAME.fullmatch(name) or name in RESERVED_SECTIONS:
        mistakes.add(
            MANIFEST, f"部分名称“{name}”不可用：小写字母、数字和连字符，不能是保留词", key="sections"
        )
        return None
    if file not in tables:
        if not any(mistake.file == file for mistake in mistakes.found):
            mistakes.add(MANIFEST, f"找不到文件 {file}", key="sections")
        return None
    table = known(tables[file], SECTION_KEYS, file, mistakes)
    if not tables[file].get("title"):
        mistakes.add_missing(file, "每个部分都要有标题", key="title")
    groups = [
        group(row, file, mistakes, ordinal)
        for ordinal, row in enumerate(tables_of(table, "group", file, mistakes), 1)
    ]
    if not groups:
        mistakes.add_missing(file, "这个部分里没有 [[group]]，也就没有问题", key="group")
    return Section(
        name=name, title=table.get("title", name), lead=table.get("lead", ""), groups=tuple(groups)
    )


def group(row: dict[str, Any], file: str, mistakes: Mistakes, ordinal: int) -> Group:
    """One group with its questions; `ordinal` counts the groups of the file."""
    told = len(mistakes.found)
    found = known(row, GROUP_KEYS, file, mistakes)
    rows = tables_of(found, "question", file, mistakes)
    if not rows and len(mistakes.found) == told:
        mistakes.add(file, f"第 {ordinal} 个 [[group]] 里没有问题", key="group")
    questions = tuple(made for each in rows if (made := question(each, file, mistakes)))
    return Group(number=found.get("number", ""), title=found.get("title", ""), questions=questions)


def question(row: dict[str, Any], file: str, mistakes: Mistakes) -> Question | None:
    """One question; what is wrong with it is noted and left at its default. None where it has no name."""
    name, kind = row.get("name", ""), str(row.get("type", ""))
    where = str(name or row.get("label", ""))
    allowed = vocabulary.TYPES.get(kind, ALL_KEYS)
    found = known(row, {key: KEY_TYPES.get(key, str) for key in allowed}, file, mistakes, where, kind)
    if kind not in vocabulary.TYPES:
        message = f"没有“{kind}”这种类型{meant(kind, vocabulary.TYPES)}"
        mistakes.add_missing(file, message, question=where, key="type")
        found = {key: found[key] for key in found if key in ("name", "label")} | {"type": "text"}
    if not isinstance(name, str) or not name:
        mistakes.add_missing(file, "每个问题都要有名称", question=where, key="name")
        mistakes.is_partial = True
        return None
    if not NAME.fullmatch(name) or keyword.iskeyword(name) or name in RESERVED:
        message = f"名称“{name}”不可用：小写字母开头，只含小写字母、数字和下划线，且不是保留词"
        mistakes.add(file, message, question=name, key="name")
    if not row.get("label") and kind != "computed":
        mistakes.add_missing(file, "必须填写", question=name, key="label")
    return Question(**values(found, file, mistakes))


def values(row: dict[str, Any], file: str, mistakes: Mistakes) -> dict[str, Any]:
    """The keyword arguments of Question for the readable keys of `row`."""
    made: dict[str, Any] = dict(row)
    for key in ("min", "max"):
        if key in row:
            made[key] = Decimal(str(row[key]))
    for key in ("choices", "strip"):
        if key in row:
            made[key] = tuple(str(item) for item in row[key])
    if "marks" in row:
        made["marks"] = as_tuple(row["marks"])
    if "from" in row:
        made["sources"] = as_tuple(made.pop("from"))
    if "columns" in row:
        made["columns"] = tuple(column(each, row["name"], file, mistakes) for each in row["columns"])
    if "relevant" in row:
        made["relevant"] = relevant(row["relevant"], row.get("name", ""), file, mistakes)
    return made


def column(row: Any, table: str, file: str, mistakes: Mistakes) -> Question:
    """One column of a table: a small question."""
    if not isinstance(row, dict):
        mistakes.add_missing(file, "每一列写成 { name = …, label = … }", question=table, key="columns")
        return Question(name="column", type="text")
    name, kind = str(row.get("name", "")), str(row.get("type", "text"))
    wrong = [f"不认识的键 {key}{meant(key, COLUMN_KEYS)}" for key in sorted(set(row) - COLUMN_KEYS)]
    if not NAME.fullmatch(name) or kind not in vocabulary.COLUMN_TYPES or not row.get("label"):
        wrong.append(f"要有 name、label，类型为 {'、'.join(vocabulary.COLUMN_TYPES)} 之一")
    # A misspelt key is told once, not for what it leaves out as well.
    for message in wrong[:1]:
        mistakes.add(file, f"列“{name}”{message}", question=table, key="columns")
    if wrong:
        return Question(name="column", type="text")
    keys = {key: KEY_TYPES.get(key, str) for key in COLUMN_KEYS}
    return Question(**{"type": "text", **values(known(row, keys, file, mistakes, table), file, mistakes)})


def relevant(text: str, name: str, file: str, mistakes: Mistakes) -> Relevant | None:
    """The condition in `text`: `name`, `name = value` or `name != value`."""
    match = RELEVANT.fullmatch(text)
    if not match:
        mistakes.add(
            file, f"条件“{text}”读不懂：写成 name、name = 值 或 name != 值", question=name, key="relevant"
        )
        return None
    return Relevant(name=match[1], operator=match[2] or "", value=match[3] or "")


def known(
    row: dict[str, Any],
    keys: Mapping[str, Any],
    file: str,
    mistakes: Mistakes,
    question: str = "",
    kind: str = "",
) -> dict[str, Any]:
    """`row` without keys outside `keys` and values of the wrong kind, both noted."""
    for key in [key for key in row if key not in keys]:
        close = difflib.get_close_matches(key, list(keys), n=1)
        message = f"{f'类型 {kind} ' if kind in vocabulary.TYPES else ''}不认识的键{meant(key, keys)}"
        mistakes.add(file, message, question=question, key=key, meant=close[0] if close else "")
        # Whatever stood under it, questions perhaps, is lost.
        mistakes.is_partial = mistakes.is_partial or not question
    for key in [key for key in row if key in keys and not is_of(row[key], keys[key])]:
        mistakes.add(file, f"值“{row[key]}”的类型不对", question=question, key=key)
        mistakes.is_partial = mistakes.is_partial or not question
    return {key: row[key] for key in row if key in keys and is_of(row[key], keys[key])}


def is_of(value: Any, kinds: type | tuple[type, ...]) -> bool:
    """isinstance, but true, false, inf and nan are no numbers here."""
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    if isinstance(value, float) and not math.isfinite(value):
        return False
    return isinstance(value, kinds) and (not isinstance(value, bool) or bool in kinds)


def tables_of(table: dict[str, Any], key: str, file: str, mistakes: Mistakes) -> list[dict[str, Any]]:
    """The tables under `key`; anything else there is noted."""
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        mistakes.add(file, f"{key} 要写成 [[…]] 的形式", key=key)
        mistakes.is_partial = True
        return []
    return rows


def as_tuple(value: Any) -> tuple[str, ...]:
    """A string, or a list of them, as a tuple."""
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value)


def meant(word: str, words: Iterable[str]) -> str:
    """“，是不是 …？” where a known word is close."""
    close = difflib.get_close_matches(word, list(words), n=1)
    return f"，是不是“{close[0]}”？" if close else ""
