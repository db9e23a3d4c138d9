"""The second step's tables: revisions, what else belongs to a draft, the unit's facts, and the phrases."""

from collector.store import schema

# The new columns stand behind the old ones, so that the rows can be copied over as they are.
STATEMENTS = """
CREATE TABLE statements_rebuilt (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    definition_id INTEGER NOT NULL REFERENCES definitions (id),
    definition_name TEXT NOT NULL,
    round_id INTEGER,
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
    UNIQUE (unit_id, id),
    FOREIGN KEY (unit_id, round_id) REFERENCES rounds (unit_id, id)
) STRICT
"""

_COPIED = (
    "id, unit_id, person_id, definition_id, definition_name, round_id, year, period, state, missing,"
    " findings, created_at, saved_at, saved_by"
)

# SQLite cannot drop a UNIQUE from a table: foreign keys must be off while the table is exchanged.
STATEMENTS_REBUILT = (
    STATEMENTS,
    f"INSERT INTO statements_rebuilt ({_COPIED}) SELECT {_COPIED} FROM statements",  # noqa: S608
    "DROP TABLE statements",
    "ALTER TABLE statements_rebuilt RENAME TO statements",
    "CREATE UNIQUE INDEX statements_in_force ON statements"
    " (unit_id, definition_name, year, period, person_id) WHERE discarded_at IS NULL",
    "CREATE INDEX statements_by_person ON statements (unit_id, person_id)",
)

ANSWERS_COLUMNS = (
    "ALTER TABLE answers ADD COLUMN page TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE answers ADD COLUMN original TEXT",
    "ALTER TABLE answers ADD COLUMN original_version INTEGER NOT NULL DEFAULT 0",
)

REVISIONS = """
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    cause TEXT NOT NULL,
    note TEXT NOT NULL,
    answers TEXT NOT NULL,
    versions TEXT NOT NULL,
    saved_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    UNIQUE (unit_id, statement_id, number),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
"""

SAVES = """
CREATE TABLE saves (
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    answer TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, statement_id, key),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
"""

FINISHED = """
CREATE TABLE finished (
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    section TEXT NOT NULL,
    saved_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, statement_id, section),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
"""

CONFIRMATIONS = """
CREATE TABLE confirmations (
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    "check" TEXT NOT NULL,
    question TEXT NOT NULL,
    digest TEXT NOT NULL,
    explanation TEXT NOT NULL,
    saved_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, statement_id, "check", question),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
"""

FACTS = """
CREATE TABLE facts (
    unit_id INTEGER NOT NULL REFERENCES units (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    saved_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, name)
) STRICT
"""

UNIT_SETTINGS = """
CREATE TABLE unit_settings (
    unit_id INTEGER PRIMARY KEY REFERENCES units (id),
    own_words_share INTEGER NOT NULL CHECK (own_words_share BETWEEN 0 AND 100)
) STRICT
"""

# shipped_text is what the phrase was called when it came, so that it is known again after an edit.
PHRASES = """
CREATE TABLE phrases (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER,
    suggestion TEXT NOT NULL,
    note TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('shipped', 'own')),
    shipped_text TEXT UNIQUE,
    edited_at TEXT,
    removed_at TEXT
) STRICT
"""

IMPORTS = """
CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    definition_id INTEGER NOT NULL REFERENCES definitions (id),
    file_name TEXT NOT NULL,
    found TEXT NOT NULL,
    at TEXT NOT NULL,
    used_at TEXT,
    UNIQUE (unit_id, id)
) STRICT
"""

TABLES = (REVISIONS, SAVES, FINISHED, CONFIRMATIONS, FACTS, UNIT_SETTINGS, PHRASES, IMPORTS)

INDEXES = (
    "CREATE INDEX saves_by_time ON saves (at)",
    "CREATE INDEX imports_by_person ON imports (unit_id, person_id)",
)

STEPS = (
    *STATEMENTS_REBUILT,
    *ANSWERS_COLUMNS,
    *TABLES,
    *INDEXES,
    *schema.append_only("revisions", "unit_id", "statement_id", "number"),
)
