"""The definitions in the database: forms/ loaded into it, each version read and compiled once."""

from pathlib import Path

from collector.statement import definition_reader, definitions, phrases
from collector.statement.mistakes import DefinitionError
from collector.statement.phrases import PhraseError
from collector.statement.vocabulary import Definition
from collector.store import database, migrations
from collector.store import definitions as stored
from collector.store import phrases as stored_phrases
from collector.store.database import Connection
from collector.word import template as word_template
from collector.word.template import Template

__all__ = ["Catalogue", "DefinitionError", "NotMigrated", "PhraseError", "check_start", "load_forms"]


class NotMigrated(Exception):
    """The database is missing, or older or newer than this program."""


class Catalogue:
    """Definitions by id and compiled templates by hash; a version never changes, so neither is read twice."""

    def __init__(self) -> None:
        self._definitions: dict[int, Definition] = {}
        self._templates: dict[str, Template] = {}

    def definition(self, connection: Connection, definition_id: int) -> Definition:
        """The definition with this id. Raises DefinitionError, and LookupError for an id there is not."""
        found = self._definitions.get(definition_id)
        if found is None:
            row = stored.by_id(connection, definition_id)
            if row is None:
                raise LookupError(f"no definition {definition_id}")
            found = definitions.from_sources(row["name"], row["sources"], row["template"])
            self._definitions[definition_id] = found
        return found

    def template(self, definition: Definition) -> Template:
        """The definition's Word template, compiled."""
        found = self._templates.get(definition.hash)
        if found is None:
            found = self._templates[definition.hash] = word_template.load(definition.template)
        return found

    def latest(self, connection: Connection) -> dict[str, tuple[int, Definition]]:
        """(id, definition) of every name's newest version: what new statements begin with."""
        newest: dict[str, int] = {}
        for row in stored.all(connection):
            newest.setdefault(row["name"], row["id"])
        return {name: (found, self.definition(connection, found)) for name, found in newest.items()}


def check_start(path: Path) -> Catalogue:
    """Every newest definition, read and compiled, so that a broken one is told now.

    Raises NotMigrated, and DefinitionError for a definition that can't be used.
    """
    if not migrations.is_current(path):
        raise NotMigrated(f"数据库 {path} 还没有建好或需要升级，请先运行 collector migrate")
    checked = Catalogue()
    connection = database.connect(path)
    try:
        if migrations.unknown(connection):
            raise NotMigrated(f"数据库 {path} 已由更新的程序升级过，请换用那个版本的程序，或恢复升级前的备份")
        for _, definition in checked.latest(connection).values():
            checked.template(definition)
    finally:
        connection.close()
    return checked


def load_forms(connection: Connection, forms: Path, templates: Path, *, again: bool = False) -> list[str]:
    """Keep the phrases in `forms` and every definition below it whose hash is new; the definitions' names.

    Raises DefinitionError, PhraseError.

    A version once loaded may since have been replaced in the database, so it becomes the latest only `again`.
    """
    loaded = []
    listed = forms / phrases.FILE
    shipped = phrases.shipped(listed) if listed.is_file() else None
    with database.transaction(connection):
        if shipped is not None:
            stored_phrases.load(connection, shipped)
        for manifest in sorted(forms.glob(f"*/{definition_reader.MANIFEST}")):
            name = manifest.parent.name
            sources, template = definitions.files(manifest.parent, templates)
            version = definitions.version(sources, template)
            known = stored.latest(connection, name) if again else stored.by_hash(connection, version)
            if known is None or known["hash"] != version:
                definition = definitions.from_sources(name, sources, template)
                stored.add(
                    connection,
                    name=name,
                    hash=definition.hash,
                    title=definition.title,
                    sources=sources,
                    template=template,
                )
                loaded.append(name)
    return loaded


def superseded(connection: Connection, forms: Path, templates: Path) -> list[str]:
    """The names below `forms` whose files are not what new statements begin with."""
    found = []
    for manifest in sorted(forms.glob(f"*/{definition_reader.MANIFEST}")):
        latest = stored.latest(connection, manifest.parent.name)
        if latest and latest["hash"] != definitions.version(*definitions.files(manifest.parent, templates)):
            found.append(manifest.parent.name)
    return found
