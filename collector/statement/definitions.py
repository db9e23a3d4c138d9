"""Load a definition: TOML and a Word template in, a frozen Definition or every mistake at once out."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from collector.statement import definition_checks, definition_reader
from collector.statement.mistakes import DefinitionError, Mistakes
from collector.statement.vocabulary import Definition

PLACE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def load(folder: Path, templates: Path) -> Definition:
    """Return the definition in `folder`, its Word template taken from `templates`. Raises DefinitionError."""
    return from_sources(folder.name, *files(folder, templates))


def files(folder: Path, templates: Path) -> tuple[dict[str, str], bytes]:
    """The TOML texts by file name, and the Word template (empty if there is none). Raises DefinitionError."""
    mistakes = Mistakes()
    sources = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            # Windows' own editor begins a file with a byte-order mark.
            sources[path.name] = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            mistakes.add(path.name, f"第 {line} 行不是 UTF-8 文字，请用 UTF-8 编码另存")
    if mistakes.found:
        raise DefinitionError(folder.name, tuple(mistakes.found))
    template = templates / f"{folder.name}.docx"
    return sources, template.read_bytes() if template.exists() else b""


def from_sources(name: str, sources: Mapping[str, str], template: bytes) -> Definition:
    """Return the definition made of `sources` (file name -> TOML) and the .docx. Raises DefinitionError."""
    mistakes = Mistakes()
    tables = parsed(sources, mistakes)
    definition = definition_reader.definition(name, tables, template, version(sources, template), mistakes)
    if definition is not None:
        definition_checks.check(definition, mistakes)
    if mistakes.found or definition is None:
        raise DefinitionError(name, tuple(mistakes.found))
    return definition


def version(sources: Mapping[str, str], template: bytes) -> str:
    """The content hash that names a version: SHA-256 over sources and template."""
    digest = hashlib.sha256()
    for file in sorted(sources):
        digest.update(f"{file}\0{sources[file]}\0".encode())
    digest.update(template)
    return digest.hexdigest()


def parsed(sources: Mapping[str, str], mistakes: Mistakes) -> dict[str, dict[str, object]]:
    """The TOML of every file; a file with a syntax error is noted and left out."""
    tables: dict[str, dict[str, object]] = {}
    for file, text in sources.items():
        try:
            tables[file] = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            mistakes.add(file, f"TOML 语法错误，{place(error)}。请检查引号、括号和等号是否成对")
            mistakes.is_partial = True
    return tables


def place(error: Exception) -> str:
    """Where a TOML text breaks off, and the parser's own words for it."""
    found = PLACE.fullmatch(str(error))
    if not found:
        return str(error)
    return f"{f'第 {found[2]} 行第 {found[3]} 列' if found[2] else '到文件末尾'}（{found[1]}）"
