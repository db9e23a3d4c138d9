"""The third step's tables: who files in a round, deadlines put off, and rosters waiting to be taken in."""

from collector.store import schema

# A round asks people of all units below its own, so that a statement's unit need not be the round's.
STATEMENTS = """
CREATE TABLE statements_rebuilt (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    definition_id INTEGER NOT NULL REFERENCES definitions (id),
    definition_name TEXT NOT NULL,
    round_id INTEGER REFERENCES rounds (id),
    year INTEGER NOT NULL,
    period TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'draft',
    missing INTEGER NOT NULL DEFAULT 0,
    findings INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    saved_at TEXT,
    saved_by INTEGER REFERENCES people (id),
    discarded_at TEXT,
    imported_at TEXT,
    imported_file TEXT,
    UNIQUE (unit_id, id)
) STRICT
"""

_COPIED = (
    "id, unit_id, person_id, definition_id, definition_name, round_id, year, period, state, missing,"
    " findings, created_at, saved_at, saved_by, discarded_at, imported_at, imported_file"
)

# SQLite cannot drop a foreign key from a table: foreign keys must be off while the table is exchanged.
STATEMENTS_REBUILT = (
    STATEMENTS,
    f"INSERT INTO statements_rebuilt ({_COPIED}) SELECT {_COPIED} FROM statements",  # noqa: S608
    "DROP TABLE statements",
    "ALTER TABLE statements_rebuilt RENAME TO statements",
    "CREATE UNIQUE INDEX statements_in_force ON statements"
    " (unit_id, definition_name, year, period, person_id) WHERE discarded_at IS NULL",
    "CREATE INDEX statements_by_person ON statements (unit_id, person_id)",
    "CREATE INDEX statements_by_round ON statements (round_id)",
)

# The deadline is the person's own, where one was given; unit_id is the round's.
PARTICIPANTS = """
CREATE TABLE participants (
    unit_id INTEGER NOT NULL,
    round_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id),
    deadline TEXT,
    PRIMARY KEY (unit_id, round_id, person_id),
    FOREIGN KEY (unit_id, round_id) REFERENCES rounds (unit_id, id)
) STRICT
"""

# Without a person, the deadline was put off for all.
EXTENSIONS = """
CREATE TABLE extensions (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL,
    round_id INTEGER NOT NULL,
    person_id INTEGER REFERENCES people (id),
    deadline TEXT NOT NULL,
    reason TEXT NOT NULL,
    extended_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    FOREIGN KEY (unit_id, round_id) REFERENCES rounds (unit_id, id)
) STRICT
"""

ROSTERS = """
CREATE TABLE rosters (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    file_name TEXT NOT NULL,
    people TEXT NOT NULL,
    at TEXT NOT NULL,
    used_at TEXT,
    UNIQUE (unit_id, id)
) STRICT
"""

STEPS = (
    *STATEMENTS_REBUILT,
    PARTICIPANTS,
    EXTENSIONS,
    ROSTERS,
    "CREATE INDEX participants_by_person ON participants (person_id)",
    "CREATE INDEX extensions_by_round ON extensions (unit_id, round_id)",
    "CREATE INDEX rosters_by_person ON rosters (unit_id, person_id)",
    *schema.append_only("extensions"),
    # Who had a statement in a round filed in it.
    "INSERT INTO participants (unit_id, round_id, person_id) SELECT DISTINCT rounds.unit_id, rounds.id,"
    " statements.person_id FROM statements JOIN rounds ON rounds.id = statements.round_id",
)
