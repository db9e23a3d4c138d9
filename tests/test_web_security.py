import io
import subprocess
import sys
from collections import defaultdict

import pytest
from web_fixtures import Client, tree

from collector import create_app
from collector.store import audit, people

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
    " frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# What an answer may carry besides.
OTHERS = {"Content-Type", "Content-Length", "Cache-Control", "Vary", "Set-Cookie"}


@pytest.mark.parametrize("path", ["/sign-in", "/statements", "/statements/1/header", "/no-such-page"])
def test_every_page_carries_exactly_these_headers(official, statement, path):
    response = official.http.get(path)
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert set(response.headers.keys()) - set(HEADERS) <= OTHERS | {"Location"}
    assert response.headers["Cache-Control"] == "no-store"


def test_a_download_is_an_attachment_nobody_keeps(official, statement):
    response = official.get(f"{statement}/draft.docx")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_only_a_versioned_file_of_the_program_is_kept_by_the_browser(stranger):
    address = stranger.page("/sign-in").xpath("string(//link[@rel='stylesheet']/@href)")
    assert "?v=" in address
    assert stranger.http.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert stranger.http.get(address.partition("?")[0]).headers["Cache-Control"] == "no-cache"
    assert stranger.http.get("/static/no-such-file?v=1").headers["Cache-Control"] == "no-store"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(stranger):
    cookie = stranger.get("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("collector=")
    assert cookie.endswith("; HttpOnly; Path=/; SameSite=Lax")


def test_with_https_the_cookie_is_bound_to_the_host(https):
    client = create_app(https).test_client()
    cookie = client.get("/sign-in", headers={"X-Forwarded-Proto": "https"}).headers["Set-Cookie"]
    assert cookie.startswith("__Host-collector=")
    assert cookie.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")
    assert "Domain" not in cookie


def test_the_cookie_holds_nothing_but_the_sessions_token_and_the_csrf_token(official):
    official.get("/statements")
    with official.http.session_transaction() as session:
        assert set(session) == {"token", "csrf_token"}


def posts(app):
    """Every address that takes a POST, its parameters filled in."""
    values = defaultdict(lambda: 1, section="header", token="x")
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods:
            yield adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments}, method="POST")


def test_a_post_without_a_token_is_refused_everywhere(app, db, ids, outsider, statement):
    for role in people.ROLES:
        people.grant(db, 2, ids["linzhixing"], role)
    addresses = list(posts(app))
    assert len(addresses) > 8
    for address in addresses:
        response = outsider.http.post(address, data={"account": "x"})
        assert response.status_code == 400, address
        assert "页面已过期" in response.text


def test_a_token_of_another_browser_is_refused(app, official, ids):
    other = Client(app).sign_in(ids["wangxiaohe"])
    with other.http.session_transaction() as session:
        session["csrf_token"] = "another raw token"
    response = official.http.post("/sign-out", data={"csrf_token": other.token()})
    assert response.status_code == 400


def test_a_token_is_good_as_long_as_the_session(app):
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None


def test_no_other_method_changes_anything(app):
    for rule in app.url_map.iter_rules():
        assert rule.methods <= {"GET", "HEAD", "OPTIONS", "POST"}


def test_too_large_a_request_is_refused(official, statement):
    response = official.http.post(f"{statement}/header", data={"reporter_name": "a" * (8 * 1024 * 1024)})
    assert response.status_code == 413
    assert "内容太大" in response.text


def test_too_large_a_file_is_refused_as_a_file(official):
    sent = {"file": (io.BytesIO(b"a" * 12_000_000), "报告.docx")}
    response = official.http.post("/statements/import", data=sent)
    assert response.status_code == 413
    assert "文件太大（不超过 8 MB）" in response.text
    assert "缩短文字" not in response.text


def test_a_stranger_may_send_only_a_small_form(stranger):
    stranger.post("/sign-in", {"account": "a" * 1_100_000}, 413)


def test_too_many_fields_are_refused(official, statement):
    official.post(f"{statement}/header", {f"x-{number}": "" for number in range(5001)}, 413)


def test_a_host_that_is_not_ours_is_refused_in_plain_words(stranger):
    response = stranger.http.get("/sign-in", headers={"Host": "example.org"})
    assert response.status_code == 400
    assert response.mimetype == "text/plain"
    assert "事件编号" in response.text
    assert response.headers["Content-Security-Policy"]


def test_a_forwarded_address_counts_only_behind_a_proxy(app, https, db, ids):
    sent = {"X-Forwarded-For": "10.9.8.7", "Referer": "https://localhost/"}
    for made, base, address in (
        (app, "http://localhost", "127.0.0.1"),
        (create_app(https), "https://localhost", "10.9.8.7"),
    ):
        # The proxy takes the scheme from the connection it answers, as the test client does here.
        browser = made.test_client()
        options = {"headers": {**sent, "X-Forwarded-Proto": base.partition(":")[0]}, "base_url": base}
        token = tree(browser.get("/sign-in", **options)).xpath("string(//input[@name='csrf_token']/@value)")
        data = {"account": "chenyuanshan", "password": "wrong", "csrf_token": token}
        assert browser.post("/sign-in", data=data, **options).status_code == 422
        assert audit.newest(db, 1)[0]["address"] == address


def test_the_rooms_below_load_without_flask():
    code = "import sys, collector.statement.answers, collector.cli; sys.exit('flask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
