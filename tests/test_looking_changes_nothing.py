"""Whoever only looks changes nothing: every GET route, asked by everybody it is for."""

from datetime import timedelta

import pytest
import review_fixtures
from test_routes import address, rules
from web_fixtures import Client

from collector.store import database as store
from collector.store import remarks, times
from collector.web import permissions


def everything(db):
    """All rows of all tables, but for what a GET may change: audit lines, and when a session was seen."""
    tables = [row["name"] for row in store.rows(db, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [table for table in tables if table not in ("audit", "sqlite_sequence")]
    found = {table: [dict(row) for row in store.rows(db, f"SELECT * FROM {table}")] for table in kept}
    for session in found["sessions"]:
        del session["seen_at"]
    return found


def changing_gets(app, db, client):
    """The GET routes that leave the database different."""
    found = []
    for rule in rules(app):
        if "GET" in rule.methods:
            before = everything(db)
            query = {"account": "x", "password": "x", "then": "next", "add": "x", "report_year": "2020"}
            client.http.get(address(app, rule, "GET"), query_string=query)
            if everything(db) != before:
                found.append(rule.rule)
    return found


def test_no_get_changes_anything(app, db, ids, statement):
    store.rows(
        db, "INSERT INTO roles SELECT unit_id, id, 'administrator' FROM people WHERE id = 1 RETURNING 1"
    )
    client = Client(app).sign_in(ids["chenyuanshan"])
    assert changing_gets(app, db, client) == []


def test_looking_at_a_review_changes_nothing_not_even_whether_it_is_open(app, db, written, reviewer):
    with store.transaction(db):
        review_fixtures.submit(db, 1, written.author)
    assert changing_gets(app, db, reviewer) == []
    with store.transaction(db):
        review_fixtures.open_review(db, 1, written.reviewer)
        remarks.note(db, 1, 1, written.reviewer, "position", "请核对职务")
    assert changing_gets(app, db, reviewer) == []


def test_a_get_may_note_when_a_session_was_seen(app, db, ids, statement):
    client = Client(app).sign_in(ids["wangxiaohe"])
    earlier = times.text(plus=-timedelta(minutes=5))
    db.execute("UPDATE sessions SET seen_at = ?", (earlier,))
    assert changing_gets(app, db, client) == []
    assert store.row(db, "SELECT max(seen_at) AS seen_at FROM sessions")["seen_at"] > earlier


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE people SET name = name || '改' RETURNING 1",
        "UPDATE sessions SET ended_at = created_at RETURNING 1",
        "DELETE FROM sessions RETURNING 1",
    ],
)
def test_a_planted_get_that_changes_something_is_found(app, db, ids, statement, change):
    app._got_first_request = False

    @app.get("/planted")
    @permissions.signed_in
    def planted():
        store.rows(db, change)
        return ""

    assert changing_gets(app, db, Client(app).sign_in(ids["chenyuanshan"])) == ["/planted"]
