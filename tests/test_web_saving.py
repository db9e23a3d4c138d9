"""What a save sends to the database, and what it cannot store."""

from section_filling import HEADER, changed, fields, values
from web_fixtures import errors, list_of, new_statement
from werkzeug.datastructures import ImmutableMultiDict

from collector.store import revisions


def test_text_that_cannot_be_stored_is_refused_by_name_and_the_rest_is_saved(official, statement, db, app):
    address = f"{statement}/header"
    official.post(address, HEADER)
    # Werkzeug never decodes a form into half a character; a JSON save will be able to.
    broken = dict(changed(fields(official, address), addressee="甲\ud800乙", position="局长", then="next"))
    # Nothing of a form is carried anywhere that never was a page's.
    del broken["author"]
    response = with_form(official, app, address, broken)
    assert response.status_code == 422
    assert errors(response) == {
        "addressee": ["主送机关里有损坏的文字（半个字符），请删去后重新输入；其他填报内容已经保存"]
    }
    assert values(db)["position"] == "局长"
    assert "addressee" not in values(db)


def with_form(client, app, address, data):
    """Post a form that already holds what no decoder lets through."""
    token = client.token()

    class Request(app.request_class):
        form = ImmutableMultiDict({**data, "csrf_token": token})

    before, app.request_class = app.request_class, Request
    try:
        return client.http.post(address)
    finally:
        app.request_class = before


def queries(db, ask):
    """The first words of the SQL that a request sends."""
    sent = []
    db.set_trace_callback(sent.append)
    try:
        ask()
    finally:
        db.set_trace_callback(None)
    # SQLite prepares a statement anew where it must, and then tells of it twice.
    return [sql.split()[0] for number, sql in enumerate(sent) if number == 0 or sql != sent[number - 1]]


READ = ["SELECT"] * 4
# Who asks, which statement; and, once nobody else writes, which answers, and what state it is in by then.
ASKED = ["SELECT", "SELECT", "BEGIN", "SELECT", "SELECT"]


def test_a_page_asks_the_database_seven_things(official, statement, db):
    """Who asks; statement, answers, finished sections; the unit's names, colleagues' figures; last year's."""
    official.get(f"{statement}/header")
    assert queries(db, lambda: official.get(f"{statement}/header")) == [*READ, "WITH", *READ[:2]]


def test_a_page_with_a_year_before_asks_for_its_answers_too(official, statement, db):
    new_statement(official, 2025)
    official.get(f"{statement}/header")
    assert queries(db, lambda: official.get(f"{statement}/header")) == [*READ, "WITH", *READ[:3]]


def test_a_save_writes_what_changed_the_counts_and_a_revision_in_one_transaction(official, statement, db):
    official.post(f"{statement}/header", HEADER)
    address = f"{statement}/header"
    pairs = list_of(changed(fields(official, address), position="局长", then="next"))
    pairs["csrf_token"] = [official.token()]
    sent = queries(db, lambda: official.http.post(address, data=pairs))
    assert sent == [*ASKED, "INSERT", "UPDATE", "INSERT", "COMMIT", "SELECT"]


def test_a_save_that_changes_nothing_cuts_no_second_revision(official, statement, db):
    official.post(f"{statement}/header", HEADER)
    address = f"{statement}/header"
    pairs = list_of([*fields(official, address), ("then", "next")])
    pairs["csrf_token"] = [official.token()]
    sent = queries(db, lambda: official.http.post(address, data=pairs))
    assert sent == [*ASKED, "INSERT", "COMMIT", "SELECT"]
    assert len(revisions.all(db, 1, 1)) == 1
