from datetime import UTC, datetime

from collector.store import database as store
from collector.store import definitions, desk, people, statements, steps, units

YEAR = 2026


class Office:
    """Units in a tree, their people, and statements in any state."""

    def __init__(self, connection):
        self.connection = connection
        self.top = units.add(connection, "江城市水文局")
        self.inner = units.add(connection, "监测科", parent_id=self.top)
        self.foreign = units.add(connection, "海岭市测绘院")
        self.definition = definitions.add(
            connection, name="integrity", hash="h", title="t", sources={}, template=b"PK"
        )
        self.reviewer = self.person("林知远", self.top)

    def person(self, name, unit_id):
        account = f"p{len(store.rows(self.connection, 'SELECT id FROM people'))}"
        return people.add(self.connection, unit_id, account=account, name=name, password_hash="x")

    def statement(self, name, state="draft", unit_id=None, year=YEAR, minute=0, period="年度"):
        unit_id = unit_id or self.top
        author = self.person(name, unit_id)
        return self.of(author, unit_id, state, year, minute, period)

    def of(self, author, unit_id, state="draft", year=YEAR, minute=0, period="年度"):
        made = statements.create(
            self.connection,
            unit_id,
            author,
            definition_id=self.definition,
            definition_name="integrity",
            year=year,
            period=period,
        )
        if state != "draft":
            at = datetime(2026, 12, 1, 0, minute, tzinfo=UTC)
            with store.transaction(self.connection):
                number = steps.take(
                    self.connection,
                    unit_id,
                    made,
                    cause="submitted",
                    states=("draft",),
                    to=state,
                    person_id=author,
                )
                counted = {"revision": number, "doubts": 0, "own_share": 0, "copied_share": 0}
                steps.submitted(self.connection, unit_id, made, **counted, now=at)
        return made

    def filter(self, **more):
        return desk.Filter(**{"unit_id": self.top, "reader_id": self.reviewer, "years": (YEAR,), **more})

    def counts(self, **more):
        return desk.counts(self.connection, self.filter(**more))

    def names(self, states=None, *, most=50, skip=0, **more):
        numbers = self.counts(**more)
        chosen = {state: number for state, number in numbers.items() if states is None or state in states}
        rows = desk.page(self.connection, self.filter(**more), chosen, most=most, skip=skip)
        return [row.name for row in rows]
