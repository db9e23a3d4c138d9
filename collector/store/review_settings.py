"""How many stages the reviews of a unit have: one (审核), or two (初审, 复审)."""

from __future__ import annotations

from collector.store import database, units
from collector.store.database import Connection

STAGES = 1


def stages(connection: Connection, unit_id: int) -> int:
    """The number of stages: what was set for the unit, or for the nearest one it lies in."""
    found = database.row(
        connection,
        f"{units.ABOVE} SELECT stages FROM review_settings"  # noqa: S608
        " JOIN above ON above.id = review_settings.unit_id ORDER BY above.step LIMIT 1",
        (unit_id,),
    )
    return STAGES if found is None else int(found["stages"])


def own_stages(connection: Connection, unit_id: int) -> int | None:
    """What was set for the unit itself; None where it takes what holds above it."""
    found = database.row(connection, "SELECT stages FROM review_settings WHERE unit_id = ?", (unit_id,))
    return None if found is None else int(found["stages"])


def inherit_stages(connection: Connection, unit_id: int) -> None:
    """Let what holds above the unit hold for it again."""
    connection.execute("DELETE FROM review_settings WHERE unit_id = ?", (unit_id,))


def all(connection: Connection) -> dict[int, int]:
    """What was set, by unit; the others follow the unit they lie in."""
    return {
        row["unit_id"]: row["stages"]
        for row in database.rows(connection, "SELECT unit_id, stages FROM review_settings")
    }


def set_stages(connection: Connection, unit_id: int, number: int) -> None:
    """Set it, 1 or 2; anything else is an IntegrityError."""
    connection.execute(
        "INSERT INTO review_settings (unit_id, stages) VALUES (?, ?)"
        " ON CONFLICT (unit_id) DO UPDATE SET stages = excluded.stages",
        (unit_id, number),
    )
