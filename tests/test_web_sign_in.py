import time
from datetime import UTC, datetime, timedelta

import pytest
from web_fixtures import Client, tree, words

from collector import passwords
from collector.store import attempts, audit, people, sessions
from collector.web import sign_in

PASSWORD = "Jiang-cheng7"


@pytest.fixture
def chen(db, ids):
    """The official, with a password."""
    people.set_password(db, ids["chenyuanshan"], passwords.hashed(PASSWORD))
    return ids["chenyuanshan"]


def sign_in_as(client, account="chenyuanshan", password=PASSWORD, status=303, **more):
    return client.post("/sign-in", {"account": account, "password": password, **more}, status)


def actions(db, unit_id=1):
    return [(row["action"], row["result"]) for row in audit.newest(db, unit_id)]


def test_the_right_password_leads_to_the_first_page(stranger, chen, db):
    answers = {"account": "chenyuanshan", "password": PASSWORD}
    assert stranger.submit("/sign-in", answers).location == "/"
    assert stranger.get("/", 303).location == "/statements"
    assert "陈远山" in words(stranger.get("/statements"))
    assert ("sign_in", "ok") in actions(db)


def test_somebody_who_only_administers_begins_with_the_people(administrator):
    assert administrator.get("/", 303).location == "/people"


@pytest.mark.parametrize(
    ("account", "password"), [("chenyuanshan", "wrong"), ("nobody", PASSWORD), ("", ""), ("\0", "x" * 5000)]
)
def test_a_wrong_account_and_a_wrong_password_get_the_same_answer(stranger, chen, account, password):
    response = sign_in_as(stranger, account, password, status=422)
    assert "账号或密码不对" in words(response)
    assert password not in response.text or not password


def test_an_unknown_account_takes_as_long_as_a_known_one(stranger, chen):
    token = stranger.token()

    def seconds(account):
        begun = time.process_time()
        stranger.http.post("/sign-in", data={"account": account, "password": "wrong", "csrf_token": token})
        return time.process_time() - begun

    known, unknown = [], []
    for _ in range(3):
        known.append(seconds("chenyuanshan"))
        unknown.append(seconds("nobody"))
    assert 0.5 < min(known) / min(unknown) < 2


def test_a_refused_sign_in_is_noted_without_what_was_typed(stranger, chen, db):
    sign_in_as(stranger, password="my secret", status=422)
    rows = [dict(row) for row in audit.newest(db, 1)]
    assert [(row["action"], row["result"], row["person_id"]) for row in rows] == [
        ("sign_in_failed", "refused", chen)
    ]
    assert "my secret" not in str(rows)


def test_the_sixth_attempt_has_to_wait_even_with_the_right_password(stranger, chen):
    for _ in range(attempts.PER_ACCOUNT_AND_ADDRESS):
        sign_in_as(stranger, password="wrong", status=422)
    response = sign_in_as(stranger, status=429)
    assert "尝试次数过多" in words(response)
    assert int(response.headers["Retry-After"]) > 0


def test_a_success_forgets_the_failures(stranger, chen, db):
    for _ in range(2):
        for _ in range(attempts.PER_ACCOUNT_AND_ADDRESS - 1):
            sign_in_as(stranger, password="wrong", status=422)
        sign_in_as(stranger)
        stranger.post("/sign-out")


def test_a_disabled_person_does_not_get_in_and_loses_the_session(stranger, chen, db):
    sign_in_as(stranger)
    people.disable(db, 1, chen)
    assert stranger.get("/statements", 303).location.startswith("/sign-in")
    sign_in_as(stranger, status=422)


def test_signing_in_gives_a_new_session_and_a_new_csrf_token(stranger, chen):
    stranger.get("/sign-in")
    with stranger.http.session_transaction() as session:
        before = session["csrf_token"]
        session["token"] = "planted"
    sign_in_as(stranger)
    stranger.get("/statements")
    with stranger.http.session_transaction() as session:
        assert session["token"] != "planted"
        assert session["csrf_token"] != before


def test_signing_in_again_ends_the_earlier_session(stranger, chen, db):
    sign_in_as(stranger)
    with stranger.http.session_transaction() as session:
        earlier = session["token"]
    token = stranger.page("/statements").xpath("string(//input[@name='csrf_token']/@value)")
    data = {"account": "chenyuanshan", "password": PASSWORD, "csrf_token": token}
    assert stranger.http.post("/sign-in", data=data).status_code == 303
    assert sessions.person(db, earlier) is None


def test_signing_out_ends_the_session_on_the_server(official, db):
    with official.http.session_transaction() as session:
        token = session["token"]
    assert sessions.person(db, token)
    assert official.post("/sign-out").location == "/sign-in"
    assert sessions.person(db, token) is None
    with official.http.session_transaction() as session:
        session["token"] = token
    assert official.get("/statements", 303).location.startswith("/sign-in")
    assert ("sign_out", "ok") in actions(db)


def test_a_session_ends_after_half_an_hour_of_quiet(app, ids, db):
    then = datetime.now(UTC) - sessions.IDLE - timedelta(minutes=1)
    client = Client(app)
    with client.http.session_transaction() as session:
        session["token"] = sessions.open(db, ids["chenyuanshan"], now=then)
    response = client.get("/statements", 303)
    assert response.location == "/sign-in?next=/statements"
    assert "登录已过期" in words(client.get(response.location))


def test_somebody_sent_to_sign_in_comes_back_to_the_page(stranger, chen):
    address = stranger.get("/statements/new", 303).location
    assert address == "/sign-in?next=/statements/new"
    page = stranger.page(address)
    assert page.xpath("string(//input[@name='next']/@value)") == "/statements/new"
    assert sign_in_as(stranger, next="/statements/new").location == "/statements/new"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org",
        "\\\\example.org",
        "/\t/example.org",
        "javascript:alert(1)",
        "statements",
        " /statements",
        "/statements\r\nSet-Cookie: x=1",
        "///example.org",
    ],
)
def test_the_way_back_never_leaves_the_service(elsewhere):
    assert sign_in.own_path(elsewhere) == ""


def test_the_way_back_may_be_any_page_of_the_service():
    assert sign_in.own_path("/statements/3/closing?x=1#f-issues") == "/statements/3/closing?x=1#f-issues"
    assert sign_in.own_path(None) == ""


def test_a_post_that_is_no_page_only_leads_to_sign_in(official, ids, db):
    sessions.end_all(db, ids["chenyuanshan"])
    assert official.post("/sign-out").location == "/sign-in"


def test_a_one_time_password_opens_nothing_but_the_choice_of_another(stranger, chen, db):
    people.set_password(db, chen, passwords.hashed(PASSWORD), must_change_password=True)
    sign_in_as(stranger)
    assert stranger.get("/statements", 303).location == "/password"
    assert stranger.get("/password").status_code == 200
    change = {"current": PASSWORD, "password": "Han-yang88x", "password_again": "Han-yang88x"}
    assert stranger.submit("/password", change).location == "/"
    assert "密码已修改" in words(stranger.get("/statements"))
    assert ("password_changed", "ok") in actions(db)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"current": "wrong"}, "现在的密码不对"),
        ({"password": "short", "password_again": "short"}, "至少 10 个字符"),
        ({"password_again": "Han-yang88y"}, "两次输入的密码不一样"),
        ({"password": PASSWORD, "password_again": PASSWORD}, "新密码不能与现在的密码相同"),
    ],
)
def test_a_bad_change_of_password_says_what_to_do(stranger, chen, change, message):
    sign_in_as(stranger)
    good = {"current": PASSWORD, "password": "Han-yang88x", "password_again": "Han-yang88x"}
    assert message in words(stranger.post("/password", {**good, **change}, 422))


def test_an_empty_new_password_gets_one_message(stranger, chen):
    sign_in_as(stranger)
    response = stranger.post("/password", {"current": PASSWORD, "password": "", "password_again": ""}, 422)
    messages = tree(response).xpath("//*[@id='problems']//a/text()")
    assert messages == ["请填写新密码"]


def test_a_new_password_ends_the_sessions_elsewhere(app, stranger, chen):
    elsewhere = Client(app).sign_in(chen)
    sign_in_as(stranger)
    change = {"current": PASSWORD, "password": "Han-yang88x", "password_again": "Han-yang88x"}
    stranger.post("/password", change)
    stranger.get("/statements")
    assert elsewhere.get("/statements", 303).location.startswith("/sign-in")
