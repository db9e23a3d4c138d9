"""The fourth step's tables: clerks, returns, remarks, and what a statement's row says of its review."""

from collector.store import schema

# `stage` is 0 while it is written, then 1 (审核 or 初审) or 2 (复审). `submitted_revision` is what was last
# submitted and not withdrawn, `return_id` the newest return. `doubts` (questions with findings),
# `own_share` and `copied_share` (percent) were counted at the submission, so that a desk computes nothing.
STATEMENTS_COLUMNS = (
    "ALTER TABLE statements ADD COLUMN submitted_at TEXT",
    "ALTER TABLE statements ADD COLUMN submitted_revision INTEGER",
    "ALTER TABLE statements ADD COLUMN submissions INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE statements ADD COLUMN stage INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE statements ADD COLUMN opened_at TEXT",
    "ALTER TABLE statements ADD COLUMN opened_by INTEGER REFERENCES people (id)",
    "ALTER TABLE statements ADD COLUMN passed_by INTEGER REFERENCES people (id)",
    "ALTER TABLE statements ADD COLUMN return_id INTEGER REFERENCES returns (id)",
    "ALTER TABLE statements ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE statements ADD COLUMN own_share INTEGER",
    "ALTER TABLE statements ADD COLUMN copied_share INTEGER",
)

CLERKS = """
CREATE TABLE clerks (
    unit_id INTEGER NOT NULL REFERENCES units (id),
    official_id INTEGER NOT NULL REFERENCES people (id),
    clerk_id INTEGER NOT NULL REFERENCES people (id),
    assigned_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, official_id, clerk_id),
    CHECK (official_id <> clerk_id)
) STRICT
"""

# `revision` is what was submitted and then returned.
RETURNS = """
CREATE TABLE returns (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('return', 'correction')),
    reason TEXT NOT NULL,
    returned_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    UNIQUE (unit_id, id),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
"""

# Without a question a remark is on the whole; `answers_id` is the remark it answers.
REMARKS = """
CREATE TABLE remarks (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    question TEXT NOT NULL,
    return_id INTEGER,
    answers_id INTEGER,
    text TEXT NOT NULL,
    said_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    UNIQUE (unit_id, id),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id),
    FOREIGN KEY (unit_id, return_id) REFERENCES returns (unit_id, id),
    FOREIGN KEY (unit_id, answers_id) REFERENCES remarks (unit_id, id)
) STRICT
"""

# A reviewer's remarks that nobody else sees until they are sent.
NOTES = """
CREATE TABLE remark_notes (
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id),
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, statement_id, person_id, question),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
"""

# How many stages a unit's reviews have; inherited like the other settings, so apart from them.
REVIEW_SETTINGS = """
CREATE TABLE review_settings (
    unit_id INTEGER PRIMARY KEY REFERENCES units (id),
    stages INTEGER NOT NULL CHECK (stages BETWEEN 1 AND 2)
) STRICT
"""

# One row for each statement that was submitted, whose id is its rowid: the answers as written, and their
# words set apart by blanks, every 汉字 alone.
SEARCH = (
    "CREATE VIRTUAL TABLE answers_search USING fts5"
    " (answers UNINDEXED, words, tokenize = 'unicode61', columnsize = 0)"
)

STEPS = (
    CLERKS,
    RETURNS,
    REMARKS,
    NOTES,
    *STATEMENTS_COLUMNS,
    REVIEW_SETTINGS,
    SEARCH,
    # A person's statement in a round is found at once, however many file in it.
    "DROP INDEX statements_by_round",
    "CREATE INDEX statements_by_round ON statements (round_id, person_id, state, discarded_at)",
    "CREATE INDEX units_by_parent ON units (parent_id)",
    "CREATE INDEX statements_by_year ON statements (year)",
    # What a desk counts and lists, without a look into the table.
    "CREATE INDEX statements_desk ON statements"
    " (unit_id, year, state, submitted_at, discarded_at, person_id)",
    # Who has written a statement, without a look into its answers.
    "CREATE INDEX revisions_by_person ON revisions (unit_id, statement_id, saved_by, cause)",
    "CREATE INDEX clerks_by_clerk ON clerks (clerk_id)",
    "CREATE INDEX remarks_by_statement ON remarks (unit_id, statement_id)",
    "CREATE INDEX returns_by_statement ON returns (unit_id, statement_id)",
    *schema.append_only("returns", "unit_id", "statement_id", "revision"),
    *schema.append_only("remarks"),
)
