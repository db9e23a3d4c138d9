"""Every route has a role or is on the short list of open pages; GET changes nothing; who sees what."""

from datetime import timedelta
from pathlib import Path

import pytest
import route_rules
import sample_answers
from web_fixtures import Client, words

import collector
from collector.store import database as store
from collector.store import imports, participants, rosters, rounds, statements, times
from collector.web import permissions

WEB = Path(collector.__file__).parent / "web"
LIST = Path(__file__).parent / "route-list.txt"
PLACES = {"statement_id": 1, "person_id": 1, "phrase_id": 1, "section": "header", "token": "x" * 43}
PLACES["unit_id"] = PLACES["round_id"] = PLACES["roster_id"] = 1
PLACES["import_id"] = PLACES["number"] = 1
PLACES["version"] = sample_answers.definition().hash
NUMBERED = {
    "statement_id",
    "person_id",
    "phrase_id",
    "import_id",
    "number",
    "unit_id",
    "round_id",
    "roster_id",
}
EVERYBODY = ("stranger", "official", "colleague", "administrator", "outsider")

GOOD = """
@blueprint.get("/statements/<int:statement_id>/check-page")
@permissions.role("official")
def show(statement_id):
    return ""
"""
PLANTED = {
    "no permission": ('@permissions.role("official")\n', "0 permissions"),
    "two permissions": ('@permissions.role("official")\n', "2 permissions"),
    "an open page that is not listed": ('@permissions.role("official")', "not on the list"),
    "any method": ("blueprint.get", "method route"),
    "another method": ("blueprint.get", "method delete"),
    "snake case": ("check-page", "check_page is neither"),
    "capitals": ("check-page", "Check is neither"),
    "an untyped parameter": ("<int:statement_id>", "<statement_id> is neither"),
    "a path parameter": ("<int:statement_id>", "<path:statement_id> is neither"),
    "a slash at the end": ("check-page", "begins or ends wrongly"),
    "a route inside": ("def show", "not the outermost"),
    "a route added later": ("def show", "without a decorator"),
}
REPLACED = {
    "no permission": "",
    "two permissions": '@permissions.role("official")\n@permissions.signed_in\n',
    "an open page that is not listed": "@permissions.open_page",
    "any method": "blueprint.route",
    "another method": "blueprint.delete",
    "snake case": "check_page",
    "capitals": "Check",
    "an untyped parameter": "<statement_id>",
    "a path parameter": "<path:statement_id>",
    "a slash at the end": "check-page/",
    "a route inside": None,
    "a route added later": None,
}


def test_every_view_keeps_the_rules_of_routes():
    assert route_rules.broken(WEB) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_view_that_breaks_a_rule_is_found(tmp_path, name):
    there, expected = PLANTED[name]
    source = GOOD if REPLACED[name] is None else GOOD.replace(there, REPLACED[name])
    if name == "a route inside":
        lines = GOOD.strip().splitlines()
        source = "\n".join([lines[1], lines[0], *lines[2:]])
    if name == "a route added later":
        source += '\nblueprint.add_url_rule("/x", view_func=show)\n'
    (tmp_path / "planted.py").write_text(source, "utf-8")
    assert expected in " ".join(route_rules.broken(tmp_path))


def test_a_good_view_breaks_no_rule(tmp_path):
    (tmp_path / "planted.py").write_text(GOOD, "utf-8")
    assert route_rules.broken(tmp_path) == []


def rules(app):
    return sorted(
        (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"),
        key=lambda rule: (rule.rule, sorted(rule.methods)),
    )


def methods(rule):
    return sorted(rule.methods - {"HEAD", "OPTIONS"})


def needs(app, rule):
    """The permission of a route's view."""
    return app.view_functions[rule.endpoint].needs


def test_the_list_of_routes_is_the_one_checked_in(app):
    lines = [f"{'/'.join(methods(rule))} {rule.rule} {needs(app, rule)}" for rule in rules(app)]
    assert lines == LIST.read_text("utf-8").splitlines()


def test_the_open_pages_are_those_on_the_list(app):
    found = {rule.endpoint for rule in rules(app) if needs(app, rule) == permissions.OPEN}
    assert found == set(route_rules.OPEN)


def test_a_view_without_a_permission_is_refused(app, stranger, official):
    app._got_first_request = False
    app.add_url_rule("/forgotten", "forgotten", lambda: "shown")
    assert stranger.get("/forgotten", 303).location.startswith("/sign-in")
    assert official.http.get("/forgotten").status_code == 403


def test_a_view_takes_one_permission_only():
    view = permissions.signed_in(lambda: "")
    with pytest.raises(ValueError, match="already has a permission"):
        permissions.open_page(view)
    with pytest.raises(ValueError, match="no such role"):
        permissions.role("visitor")


def expected(app, rule, who):
    """Whether somebody reaches a view: 'sign-in', 403, 404 or 'in'."""
    needed = needs(app, rule)
    if needed == permissions.OPEN:
        return "in"
    if who == "stranger":
        return "sign-in"
    roles = {"official": {"official"}, "colleague": {"official"}, "administrator": {"administrator"}}
    if needed != permissions.SIGNED_IN and not roles.get(who, {"official", "administrator"}).intersection(
        needed.split("|")
    ):
        return 403
    if {"statement_id", "import_id"} & rule.arguments and who != "official":
        return 404
    if {"person_id", "unit_id", "round_id", "roster_id"} & rule.arguments and who == "outsider":
        return 404
    return "in"


@pytest.fixture
def waiting_import(db, statement):
    """What the official uploaded and has not confirmed yet."""
    found = {"answers": {}, "doubtful": {}, "quotes": {}, "left": [], "unprinted": [], "is_revised": False}
    with store.transaction(db):
        assert imports.add(db, 1, 1, definition_id=1, file_name="x.docx", found=found) == PLACES["import_id"]


@pytest.fixture
def opened_round(db, statement):
    """A round of the first unit, with the official's statement in it."""
    with store.transaction(db):
        dates = {"cutoff_date": "2026-11-20", "deadline": "2026-12-20"}
        round_id = rounds.add(
            db, 1, definition_name="integrity", year=2026, period="年度", opened_by=3, **dates
        )
        participants.add(db, 1, round_id, [PLACES["person_id"]])
    assert round_id == PLACES["round_id"]


@pytest.fixture
def waiting_roster(db, ids):
    """What the administrator uploaded and has not confirmed yet."""
    with store.transaction(db):
        roster_id = rosters.add(db, 1, ids["zhouqing"], file_name="人员.xlsx", people=[])
    assert roster_id == PLACES["roster_id"]


@pytest.mark.usefixtures("waiting_import", "opened_round", "waiting_roster")
@pytest.mark.parametrize("who", EVERYBODY)
def test_every_route_lets_in_whom_it_should(app, request, statement, db, who):
    client = request.getfixturevalue(who)
    seen = set()
    for rule in rules(app):
        for method in methods(rule):
            if rule.endpoint == "sign_in.leave":
                continue
            path = address(app, rule, method)
            options = {"data": {"csrf_token": client.token()}} if method == "POST" else {}
            response = client.http.open(path, method=method, **options)
            if response.status_code == 303 and response.location.startswith("/sign-in"):
                found = "sign-in"
            elif response.status_code in (403, 404) and "链接已失效" not in words(response):
                found = response.status_code
            else:
                found = "in"
            assert found == expected(app, rule, who), f"{who} {method} {path}: {response.status}"
            seen.add(found)
            # Some of the routes put the statement away, or take the official out of the round.
            statements.restore(db, 1, 1)
            participants.add(db, 1, PLACES["round_id"], [PLACES["person_id"]])
    assert len(seen) > 1


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_too_large_for_the_database_is_no_page(app, outsider, number):
    found = set()
    for rule in rules(app):
        for method in methods(rule):
            for name in NUMBERED & rule.arguments:
                values = {argument: PLACES[argument] for argument in rule.arguments} | {name: number}
                path = app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
                data = {"csrf_token": outsider.token()} if method == "POST" else None
                assert outsider.http.open(path, method=method, data=data).status_code == 404, path
                found.add((method, name))
    assert found == {
        *(("GET", name) for name in NUMBERED - {"number"}),
        *(("POST", name) for name in NUMBERED),
    }


def address(app, rule, method):
    """A route's path with places in it that exist."""
    adapter = app.url_map.bind("localhost")
    return adapter.build(rule.endpoint, {name: PLACES[name] for name in rule.arguments}, method=method)


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
