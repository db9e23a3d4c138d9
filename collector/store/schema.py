"""The tables as first made, one SQL statement each. Shipped ones are changed by a migration, not here."""

UNITS = """
CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES units (id),
    name TEXT NOT NULL
) STRICT
"""

PEOPLE = """
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    account TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    position TEXT NOT NULL DEFAULT '',
    password_hash TEXT NOT NULL,
    must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1)),
    disabled_at TEXT,
    created_at TEXT NOT NULL
) STRICT
"""

ROLES = """
CREATE TABLE roles (
    unit_id INTEGER NOT NULL REFERENCES units (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    PRIMARY KEY (unit_id, person_id, role)
) STRICT
"""

SESSIONS = """
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    address TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    ended_at TEXT
) STRICT
"""

SETUP_LINKS = """
CREATE TABLE setup_links (
    token_hash TEXT PRIMARY KEY,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    revoked_at TEXT
) STRICT
"""

ATTEMPTS = """
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    account_hash TEXT NOT NULL,
    address TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT
"""

AUDIT = """
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    person_id INTEGER,
    unit_id INTEGER,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    result TEXT NOT NULL,
    address TEXT NOT NULL
) STRICT
"""

DEFINITIONS = """
CREATE TABLE definitions (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    sources TEXT NOT NULL,
    template BLOB NOT NULL,
    loaded_at TEXT NOT NULL
) STRICT
"""

ROUNDS = """
CREATE TABLE rounds (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    definition_name TEXT NOT NULL,
    year INTEGER NOT NULL,
    period TEXT NOT NULL,
    cutoff_date TEXT NOT NULL,
    deadline TEXT NOT NULL,
    opened_by INTEGER NOT NULL REFERENCES people (id),
    opened_at TEXT NOT NULL,
    closed_at TEXT,
    UNIQUE (unit_id, id)
) STRICT
"""

STATEMENTS = """
CREATE TABLE statements (
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
    UNIQUE (unit_id, id),
    UNIQUE (unit_id, person_id, definition_name, year, period),
    FOREIGN KEY (unit_id, round_id) REFERENCES rounds (unit_id, id)
) STRICT
"""

ANSWERS = """
CREATE TABLE answers (
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    saved_by INTEGER NOT NULL REFERENCES people (id),
    saved_at TEXT NOT NULL,
    PRIMARY KEY (unit_id, statement_id, name),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
"""

TABLES = (
    UNITS,
    PEOPLE,
    ROLES,
    SESSIONS,
    SETUP_LINKS,
    ATTEMPTS,
    AUDIT,
    DEFINITIONS,
    ROUNDS,
    STATEMENTS,
    ANSWERS,
)

INDEXES = (
    "CREATE INDEX people_by_unit ON people (unit_id, name)",
    "CREATE INDEX roles_by_person ON roles (person_id)",
    "CREATE INDEX sessions_by_person ON sessions (person_id)",
    "CREATE INDEX attempts_by_account ON attempts (account_hash, at)",
    "CREATE INDEX attempts_by_address ON attempts (address, at)",
    "CREATE INDEX audit_by_unit ON audit (unit_id, id)",
    "CREATE INDEX definitions_by_name ON definitions (name, loaded_at)",
    "CREATE INDEX rounds_by_unit ON rounds (unit_id, year)",
)


def append_only(table: str, *key: str) -> tuple[str, ...]:
    """Triggers that keep a table's rows as they were written; the third stops `INSERT OR REPLACE`.

    `key`: the columns of a further UNIQUE, through which a row could be replaced just as well as by its id.
    """
    # ruff: noqa: S608 (the names come from a migration)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    same = "id = NEW.id"
    if key:
        same += f" OR ({' AND '.join(f'{column} = NEW.{column}' for column in key)})"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}",
    )
