"""TOML tables → dataclasses: closed keys, types and limits. Rules between questions: definition_checks."""

import difflib
import keyword
import re
from collections.abc import Mapping
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
    {"csrf_token", "not", "and", "or", "in", "is", "if", "else", "elif", "for", "none", "true", "false"}
)
RESERVED_SECTIONS = frozenset({"check", "report", "draft", "delete"})
RELEVANT = re.compile(r"\s*([^\s=!]+)\s*(?:(=|!=)\s*(.*\S)\s*)?")
MANIFEST_KEYS = {"title": str, "titles": dict, "year": str, "period": str, "sections": list, "warnings": list}
SECTION_KEYS = {"title": str, "lead": str, "group": list}
GROUP_KEYS = {"number": str, "title": str, "question": list}
COLUMN_KEYS = frozenset(
    {"name", "type", "label", "required", "unit", "choices", "min", "max", "min_length", "max_length", "hint"}
)
KEY_TYPES: dict[str, type | tuple[type, ...]] = {
    "required": bool, "other": bool, "none_allowed": bool, "yearly": bool, "own_words": bool,
    "choices": list, "strip": list, "columns": list, "min": (int, float), "max": (int, float),
    "min_length": int, "max_length": int, "marks": (str, list), "from": (str, list),
}  # fmt: skip


def definition(
    name: str, tables: Mapping[str, dict[str, Any]], template: bytes, version: str, mistakes: Mistakes
) -> Definition | None:
    """The definition, as far as it can be read; None where the manifest itself is missing or broken."""
    manifest = tables.get(MANIFEST)
    if manifest is None:
        if not any(mistake.file == MANIFEST for mistake in mistakes.found):
            mistakes.add(MANIFEST, "缺少这个文件：每个报告类型都要有 statement.toml")
        return None
    refuse_unknown_keys(manifest, MANIFEST_KEYS, MANIFEST, mistakes)
    titles = manifest.get("titles", {})
    order = [str(section) for section in manifest.get("sections", [])]
    for key in ("title", "year", "period", "sections"):
        if not manifest.get(key):
            mistakes.add(MANIFEST, "必须填写", key=key)
    for period in [period for period in vocabulary.PERIODS if period not in titles]:
        mistakes.add(MANIFEST, f"缺少“{period}”的报告标题", key="titles")
    sections = [section(file, tables, mistakes) for file in order]
    for file in sorted(set(tables) - {MANIFEST} - {f"{file}.toml" for file in order}):
        mistakes.add(MANIFEST, f"文件 {file} 没有列入 sections", key="sections")
    return Definition(
        name=name,
        title=str(manifest.get("title", name)),
        titles={str(period): str(title) for period, title in titles.items()},
        year=str(manifest.get("year", "")),
        period=str(manifest.get("period", "")),
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
            MANIFEST, f"部分名称 {name} 不可用：小写字母、数字和连字符，不能是保留词", key="sections"
        )
        return None
    if file not in tables:
        if not any(mistake.file == file for mistake in mistakes.found):
            mistakes.add(MANIFEST, f"找不到文件 {file}", key="sections")
        return None
    table = tables[file]
    refuse_unknown_keys(table, SECTION_KEYS, file, mistakes)
    if not table.get("title"):
        mistakes.add(file, "每个部分都要有标题", key="title")
    groups = []
    for group in tables_of(table, "group", file, mistakes):
        refuse_unknown_keys(group, GROUP_KEYS, file, mistakes)
        questions = tuple(
            question(row, file, mistakes) for row in tables_of(group, "question", file, mistakes)
        )
        groups.append(
            Group(number=str(group.get("number", "")), title=str(group.get("title", "")), questions=questions)
        )
    return Section(
        name=name, title=str(table.get("title", name)), lead=str(table.get("lead", "")), groups=tuple(groups)
    )


def question(row: dict[str, Any], file: str, mistakes: Mistakes) -> Question:
    """One question; what is wrong with it is noted and left at its default."""
    name, kind = str(row.get("name", "")), str(row.get("type", ""))
    if not NAME.fullmatch(name) or keyword.iskeyword(name) or name in RESERVED:
        mistakes.add(
            file,
            f"名称“{name}”不可用：小写字母开头，只含小写字母、数字和下划线，且不是保留词",
            question=name,
            key="name",
        )
    if kind not in vocabulary.TYPES:
        mistakes.add(file, f"没有“{kind}”这种类型{meant(kind, vocabulary.TYPES)}", question=name, key="type")
        return Question(name=name, type="text", label=str(row.get("label", "")))
    keys = {key: KEY_TYPES.get(key, str) for key in vocabulary.TYPES[kind]}
    refuse_unknown_keys(row, keys, file, mistakes, question=name, kind=kind)
    if not row.get("label") and kind != "computed":
        mistakes.add(file, "必须填写", question=name, key="label")
    return Question(
        **values({key: row[key] for key in row if key in keys and is_of(row[key], keys[key])}, file, mistakes)
    )


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
        mistakes.add(file, "每一列写成 { name = …, label = … }", question=table, key="columns")
        return Question(name="column", type="text")
    for key in sorted(set(row) - COLUMN_KEYS):
        mistakes.add(
            file,
            f"列“{row.get('name', '')}”不认识的键“{key}”{meant(key, COLUMN_KEYS)}",
            question=table,
            key="columns",
        )
    kind = str(row.get("type", "text"))
    if (
        kind not in vocabulary.COLUMN_TYPES
        or not NAME.fullmatch(str(row.get("name", "")))
        or not row.get("label")
    ):
        mistakes.add(
            file,
            f"列“{row.get('name', '')}”要有 name、label，类型为 {'、'.join(vocabulary.COLUMN_TYPES)} 之一",
            question=table,
            key="columns",
        )
        return Question(name="column", type="text")
    known = {key: row[key] for key in row if key in COLUMN_KEYS and is_of(row[key], KEY_TYPES.get(key, str))}
    return Question(**{"type": "text", **values(known, file, mistakes)})


def relevant(text: str, name: str, file: str, mistakes: Mistakes) -> Relevant | None:
    """The condition in `text`: `name`, `name = value` or `name != value`."""
    match = RELEVANT.fullmatch(text)
    if not match:
        mistakes.add(
            file, f"条件“{text}”读不懂：写成 name、name = 值 或 name != 值", question=name, key="relevant"
        )
        return None
    return Relevant(name=match[1], operator=match[2] or "", value=match[3] or "")


def refuse_unknown_keys(
    row: dict[str, Any],
    keys: Mapping[str, Any],
    file: str,
    mistakes: Mistakes,
    *,
    question: str = "",
    kind: str = "",
) -> None:
    """Note every key outside `keys`, and every value of the wrong kind."""
    for key, value in row.items():
        if key not in keys:
            of = f"类型 {kind} 不认识的键" if kind else "不认识的键"
            mistakes.add(file, f"{of}{meant(key, keys)}", question=question, key=key)
        elif not is_of(value, keys[key]):
            mistakes.add(file, f"值“{value}”的类型不对", question=question, key=key)


def is_of(value: Any, kinds: type | tuple[type, ...]) -> bool:
    """isinstance, but for true and false, which are no numbers here."""
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    return isinstance(value, kinds) and (not isinstance(value, bool) or bool in kinds)


def tables_of(table: dict[str, Any], key: str, file: str, mistakes: Mistakes) -> list[dict[str, Any]]:
    """The tables under `key`; anything else there is noted."""
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        mistakes.add(file, f"{key} 要写成 [[{key}]] 的形式", key=key)
        return []
    return rows


def as_tuple(value: Any) -> tuple[str, ...]:
    """A string, or a list of them, as a tuple."""
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value)


def meant(word: str, known: Any) -> str:
    """“，是不是 …？” where a known word is close."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"，是不是“{close[0]}”？" if close else ""
