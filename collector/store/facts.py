"""What a unit said once for all its statements, by the name of the question it answers."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from collector.store import database, encoding, times, units
from collector.store.database import Connection


def keep(
    connection: Connection,
    unit_id: int,
    name: str,
    value: Any,
    person_id: int,
    now: datetime | None = None,
) -> None:
    """Keep the unit's value for a name; None forgets it. The same value again keeps who gave it and when."""
    if value is None:
        connection.execute("DELETE FROM facts WHERE unit_id = ? AND name = ?", (unit_id, name))
        return
    connection.execute(
        "INSERT INTO facts (unit_id, name, value, saved_by, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (unit_id, name) DO UPDATE"
        " SET value = excluded.value, saved_by = excluded.saved_by, at = excluded.at"
        " WHERE facts.value <> excluded.value",
        (unit_id, name, encoding.encoded(value), person_id, times.text(now)),
    )


def all(connection: Connection, unit_id: int) -> dict[str, Any]:
    """What holds in the unit, by name: its own values, and otherwise those of the nearest unit it lies in."""
    found = database.rows(
        connection,
        f"{units.ABOVE} SELECT facts.name, facts.value"  # noqa: S608
        " FROM facts JOIN above ON above.id = facts.unit_id ORDER BY above.step DESC",
        (unit_id,),
    )
    return {row["name"]: json.loads(row["value"]) for row in found}


def own(connection: Connection, unit_id: int) -> dict[str, Any]:
    """The unit's own values by name."""
    found = database.rows(connection, "SELECT name, value FROM facts WHERE unit_id = ?", (unit_id,))
    return {row["name"]: json.loads(row["value"]) for row in found}
