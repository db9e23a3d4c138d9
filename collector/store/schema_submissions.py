"""The fifth step's table: what an author had said to the findings when a statement was submitted."""

from collector.store import schema

# A copy of the confirmations, by the revision of the submission; the author may change theirs afterwards.
SUBMITTED_CONFIRMATIONS = """
CREATE TABLE submitted_confirmations (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    "check" TEXT NOT NULL,
    question TEXT NOT NULL,
    digest TEXT NOT NULL,
    explanation TEXT NOT NULL,
    saved_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    UNIQUE (unit_id, statement_id, revision, "check", question),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
"""

# What was submitted before this step: of its confirmations, those that had been given by then.
EARLIER = """
INSERT INTO submitted_confirmations
    (unit_id, statement_id, revision, "check", question, digest, explanation, saved_by, at)
SELECT confirmations.unit_id, statement_id, submitted_revision, "check", question, digest, explanation,
    confirmations.saved_by, at
FROM confirmations JOIN statements
    ON statements.unit_id = confirmations.unit_id AND statements.id = confirmations.statement_id
WHERE submitted_revision IS NOT NULL AND at <= submitted_at
"""

STEPS = (
    SUBMITTED_CONFIRMATIONS,
    EARLIER,
    *schema.append_only(
        "submitted_confirmations", "unit_id", "statement_id", "revision", '"check"', "question"
    ),
)
