"""The demonstration's statements on their way: findings answered, submitted, reviewed, archived."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from collector import config, create_app
from collector.statement import workflow
from collector.store import answers, confirmations, database, search, statements, steps
from collector.store.database import Connection, Row
from collector.web import confirming, current, findings, searching
from collector.web.drafts import Draft

# So long after the submission: opened, approved, archived.
OPENED, APPROVED, ARCHIVED = timedelta(days=3), timedelta(days=5, hours=2), timedelta(days=12)


def in_december(year: int) -> datetime:
    """When a report of a year was handed in."""
    return datetime(year, 12, 9, 2, 14, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where statements are handed in and reviewed; within a request, as the checks ask for one."""

    connection: Connection

    def submit(self, statement_id: int, explained: Mapping[str, object], at: datetime) -> None:
        """Answer the findings, by check and question, and hand the statement in. Call it in a transaction."""
        row = self.row(statement_id)
        draft = self.draft(row)
        items = confirming.items(draft)
        for item in items:
            confirmations.confirm(
                self.connection,
                row["unit_id"],
                statement_id,
                item.check,
                item.question.name,
                item.digest,
                str(explained.get(f"{row['year']} {item.key}", "")),
                row["person_id"],
                at,
            )
        shares = findings.shares(draft)
        number = self.take(row, "submit", row["person_id"], at)
        steps.submitted(
            self.connection,
            row["unit_id"],
            statement_id,
            revision=number,
            doubts=findings.doubts(draft),
            own_share=shares.percent,
            copied_share=shares.copied_percent,
            now=at,
        )
        search.index(self.connection, statement_id, searching.texts(draft))

    def review(self, statement_id: int, reviewer_id: int, at: datetime) -> None:
        """Open, approve and archive what was submitted at that moment. Call it in a transaction."""
        row = self.row(statement_id)
        steps.open_review(self.connection, row["unit_id"], statement_id, reviewer_id, at + OPENED)
        for name, later in (("approve", APPROVED), ("archive", ARCHIVED)):
            self.take(row, name, reviewer_id, at + later)

    def take(self, row: Row, name: str, person_id: int, at: datetime) -> int:
        """One step of the way; the revision's number."""
        step = workflow.STEPS[name]
        return steps.take(
            self.connection,
            row["unit_id"],
            row["id"],
            cause=step.cause,
            states=step.states,
            to=str(step.to),
            person_id=person_id,
            opened=step.opened,
            now=at,
        )

    def row(self, statement_id: int) -> Row:
        """The statement's row as it stands."""
        found = statements.anywhere(self.connection, statement_id)
        if found is None:
            raise LookupError(statement_id)
        return found

    def draft(self, row: Row) -> Draft:
        """The statement with its answers."""
        definition = current.definitions().definition(self.connection, row["definition_id"])
        kept = answers.all(self.connection, row["unit_id"], row["id"])
        return Draft(statement=dict(row), definition=definition, kept=kept)


@contextmanager
def desk(path: Path) -> Iterator[Desk]:
    """A desk for the database, until the block ends."""
    app = create_app(config.Settings(database=path, secret_key=secrets.token_urlsafe(50)))
    with app.test_request_context():
        yield Desk(connection=database.connection(path))
