"""Load a definition: TOML and a Word template in, a frozen Definition or every mistake at once out."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from collector.statement import definition_checks, definition_reader
from collector.statement.mistakes import DefinitionError, Mistakes
from collector.statement.vocabulary import Definition


def load(folder: Path, templates: Path) -> Definition:
    """Return the definition in `folder`, its Word template taken from `templates`. Raises DefinitionError."""
    sources = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.toml"))}
    template = templates / f"{folder.name}.docx"
    return from_sources(folder.name, sources, template.read_bytes() if template.exists() else b"")


def load_all(forms: Path, templates: Path) -> Iterator[Definition]:
    """Yield every definition below `forms`, one folder each, by name. Raises DefinitionError."""
    for manifest in sorted(forms.glob(f"*/{definition_reader.MANIFEST}")):
        yield load(manifest.parent, templates)


def from_sources(name: str, sources: Mapping[str, str], template: bytes) -> Definition:
    """Return the definition made of `sources` (file name -> TOML) and the .docx. Raises DefinitionError."""
    mistakes = Mistakes()
    tables = parsed(sources, mistakes)
    definition = definition_reader.definition(name, tables, template, version(sources, template), mistakes)
    # A file that can't be parsed takes its questions with it: rules would then only accuse others.
    if definition is not None and len(tables) == len(sources):
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
        except tomllib.TOMLDecodeError as error:
            mistakes.add(file, f"TOML 语法错误，{error}。请检查引号、括号和等号是否成对")
    return tables
