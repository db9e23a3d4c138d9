"""A review as its tests look at it: what is noted, sent, answered, said, and what a refusal leaves alone."""

from collector.store import audit, remarks, revisions, statements
from collector.store import database as store


def note(client, years, question, text, status=303):
    """A reviewer notes a remark on a question."""
    return client.post(f"{years.review}/remarks", {"question": question, "text": text}, status)


def notes(db, years, reviewers, account="linzhiyuan"):
    """A reviewer's unsent remarks."""
    return remarks.notes(db, years.unit_id, years.newest, reviewers[account])


def sent(db, years):
    """The remarks that were sent: question and text."""
    found = remarks.of_statement(db, years.unit_id, years.newest)
    return [(each["question"], each["text"]) for each in found if each["answers_id"] is None]


def answers(db, years):
    """Who answered what."""
    found = remarks.of_statement(db, years.unit_id, years.newest)
    return [(each["question"], each["name"], each["text"]) for each in found if each["answers_id"]]


def remark_id(db, years, question):
    """The first remark on a question."""
    found = remarks.of_statement(db, years.unit_id, years.newest)
    return next(each["id"] for each in found if each["question"] == question)


def reply(client, db, years, text, question="party_lectures", status=303, **fields):
    """The author's side answers."""
    address = f"{years.own}/remarks/{remark_id(db, years, question)}/answer"
    return client.post(address, {"text": text, **fields}, status)


def row(db, years):
    """The newest statement."""
    return dict(statements.anywhere(db, years.newest))


def last(db, years):
    """Cause and note of the newest revision."""
    newest = revisions.all(db, years.unit_id, years.newest)[0]
    return newest["cause"], newest["note"]


def action(db):
    """The newest line of the unit's audit."""
    newest = audit.newest(db, 1)[0]
    return newest["action"], newest["result"]


def everything(db):
    """All that a refused decision leaves as it was."""
    tables = ("statements", "revisions", "returns", "remarks", "answers")
    return {table: [tuple(row) for row in store.rows(db, f"SELECT * FROM {table}")] for table in tables}


def flashed(client):
    """What the last request left to be said."""
    with client.http.session_transaction() as session:
        return [message for _, message in session.pop("_flashes", [])]
