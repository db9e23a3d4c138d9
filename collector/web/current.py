"""What this request works with: the settings, the database, the definitions, and who is asking."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app, g, request

from collector import catalogue
from collector.catalogue import Catalogue
from collector.config import Settings
from collector.store import audit as store_audit
from collector.store import database
from collector.store.database import Connection
from collector.web.memory import Memory
from collector.word import sheet

EXTENSION = "collector"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who is signed in."""

    id: int
    unit_id: int
    unit_name: str
    account: str
    name: str
    position: str
    must_change_password: bool
    roles: frozenset[str]

    @property
    def is_official(self) -> bool:
        """Whether they file statements."""
        return "official" in self.roles

    @property
    def is_clerk(self) -> bool:
        """Whether they write statements for others."""
        return "clerk" in self.roles

    @property
    def is_reviewer(self) -> bool:
        """Whether they review the statements of others."""
        return "reviewer" in self.roles

    @property
    def is_administrator(self) -> bool:
        """Whether they look after the unit's people."""
        return "administrator" in self.roles


@dataclass(frozen=True, kw_only=True)
class Service:
    """What all requests share."""

    settings: Settings
    definitions: Catalogue
    # hash of a definition, section -> the HTML of its sheet's marks: collector.web.sheets
    sheet_tags: dict[tuple[str, str], sheet.Tags] = field(default_factory=dict)
    # what was counted, by what it was counted from: collector.web.shares
    shares: Memory = field(default_factory=dict)
    # what the checks found in a submission, by all they looked at: collector.web.reviewed
    reviewed: Memory = field(default_factory=dict)
    # submissions and their comparisons, which don't change: collector.web.comparing
    compared: Memory = field(default_factory=dict)


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its settings and its definitions. Raises NotMigrated, DefinitionError."""
    checked = catalogue.check_start(settings.database)
    app.extensions[EXTENSION] = Service(settings=settings, definitions=checked)


def service() -> Service:
    """The settings and the definitions."""
    found: Service = current_app.extensions[EXTENSION]
    return found


def connection() -> Connection:
    """This thread's connection."""
    return database.connection(service().settings.database)


def definitions() -> Catalogue:
    """The definitions, each read once."""
    return service().definitions


def signed_in() -> Person | None:
    """Who is asking, or None."""
    found: Person | None = g.get("person")
    return found


def person() -> Person:
    """Who is asking, on a page that only the signed-in reach."""
    found: Person = g.person
    return found


def address() -> str:
    """Where the request comes from."""
    return request.remote_addr or ""


def audit(action: str, *, by: Any = None, subject: str = "", result: str = "ok") -> None:
    """Note what was done, by whoever is signed in or by the person row given."""
    who = by if by is not None else None
    mine = signed_in()
    person_id = who["id"] if who is not None else (mine.id if mine else None)
    unit_id = who["unit_id"] if who is not None else (mine.unit_id if mine else None)
    store_audit.record(
        connection(),
        action,
        person_id=person_id,
        unit_id=unit_id,
        subject=subject,
        result=result,
        address=address(),
    )
