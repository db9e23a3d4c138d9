"""What a unit's administrator set for the unit; what nobody set has its default here."""

from __future__ import annotations

from collector.store import database, units
from collector.store.database import Connection

OWN_WORDS_SHARE = 10


def own_words_share(connection: Connection, unit_id: int) -> int:
    """The least share of own words in a statement, in percent: the unit's, or that of a unit it lies in."""
    found = database.row(
        connection,
        f"{units.ABOVE} SELECT own_words_share FROM unit_settings"  # noqa: S608
        " JOIN above ON above.id = unit_settings.unit_id ORDER BY above.step LIMIT 1",
        (unit_id,),
    )
    return OWN_WORDS_SHARE if found is None else int(found["own_words_share"])


def set_own_words_share(connection: Connection, unit_id: int, share: int) -> None:
    """Set the share, 0 to 100 percent; anything else is an IntegrityError."""
    connection.execute(
        "INSERT INTO unit_settings (unit_id, own_words_share) VALUES (?, ?)"
        " ON CONFLICT (unit_id) DO UPDATE SET own_words_share = excluded.own_words_share",
        (unit_id, share),
    )
