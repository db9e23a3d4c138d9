"""Every route has a role or is on the short list of open pages; who sees what."""

from pathlib import Path

import pytest
import review_fixtures
import route_rules
import sample_answers
from web_fixtures import words

import collector
from collector import demo
from collector.store import database as store
from collector.store import imports, participants, people, remarks, rosters, rounds, statements
from collector.web import permissions

WEB = Path(collector.__file__).parent / "web"
LIST = Path(__file__).parent / "route-list.txt"
PLACES = {"statement_id": 1, "person_id": 1, "phrase_id": 1, "section": "header", "token": "x" * 43}
PLACES["unit_id"] = PLACES["round_id"] = PLACES["roster_id"] = 1
PLACES["import_id"] = PLACES["number"] = PLACES["remark_id"] = 1
PLACES["clerk_id"], PLACES["decision"] = 7, "return"
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
    "clerk_id",
    "remark_id",
}
ROLES = {
    "stranger": set(),
    "official": {"official"},
    "colleague": {"official"},
    "clerk": {"clerk"},
    "reviewer": {"reviewer"},
    "foreign_reviewer": {"reviewer"},
    "administrator": {"administrator"},
    "outsider": {"official", "administrator"},
}
# Whose statement it is, in each of the roles that its routes are for.
THEIRS = ("official", "clerk", "reviewer")

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
    if needed != permissions.SIGNED_IN and not ROLES[who].intersection(needed.split("|")):
        return 403
    if "import_id" in rule.arguments and who != "official":
        return 404
    if "statement_id" in rule.arguments and who not in THEIRS:
        return 404
    if rule.endpoint == "not_handed_in.download" and who == "foreign_reviewer":
        # No round asks anybody of that unit.
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


@pytest.fixture
def remark(db, reviewers, statement):
    """A remark on what the official submitted, beside a year before; each request says whose turn it is."""
    with store.transaction(db):
        year = {"definition_id": 1, "definition_name": "integrity", "year": 2025, "period": "年度"}
        statements.create(db, 1, reviewers["chenyuanshan"], **year, imported_file="2025.docx")
        answers = demo.year_answers(review_fixtures.definition(), 2026)
        review_fixtures.keep(db, 1, reviewers["chenyuanshan"], answers)
        review_fixtures.submit(db, 1, reviewers["chenyuanshan"])
        remarks.send(db, 1, 1, reviewers["linzhiyuan"], {"position": "请核对职务"})
    assert reviewers["songlanting"] == PLACES["clerk_id"]


def turn_to(db, who):
    """Put the statement into the hands of its reviewer, or of its author."""
    state = "submitted" if "reviewer" in who else "draft"
    db.execute(
        "UPDATE statements SET state = ?, submissions = ?, opened_at = created_at, stage = 1 WHERE id = 1",
        (state, state == "submitted"),
    )


@pytest.mark.usefixtures("waiting_import", "opened_round", "waiting_roster", "remark")
@pytest.mark.parametrize("who", ROLES)
def test_every_route_lets_in_whom_it_should(app, request, statement, db, who):
    client = request.getfixturevalue(who)
    seen = set()
    for rule in rules(app):
        for method in methods(rule):
            if rule.endpoint == "sign_in.leave":
                continue
            path = address(app, rule, method)
            turn_to(db, who)
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
def test_a_number_too_large_for_the_database_is_no_page(app, db, ids, outsider, number):
    for role in permissions.ROLES:
        people.grant(db, 2, ids["linzhixing"], role)
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
        *(("GET", name) for name in NUMBERED - {"number", "clerk_id"}),
        *(("POST", name) for name in NUMBERED),
    }


def address(app, rule, method):
    """A route's path with places in it that exist."""
    adapter = app.url_map.bind("localhost")
    return adapter.build(rule.endpoint, {name: PLACES[name] for name in rule.arguments}, method=method)
