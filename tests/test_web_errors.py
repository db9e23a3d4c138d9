import logging
import re

import pytest
from web_fixtures import Client, tree, words

from collector.store import database as store
from collector.store import statements


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.INFO)
    return caplog


def incident(response):
    return tree(response).xpath("string(//p[@class='incident'])").strip()


@pytest.mark.parametrize(
    ("method", "path", "code", "title"),
    [
        ("get", "/no-such-page", 404, "找不到页面"),
        ("get", "/people", 403, "没有权限"),
        ("get", "/sign-out", 405, "不能这样打开"),
        ("post", "/sign-out", 400, "页面已过期"),
    ],
)
def test_an_error_is_a_chinese_page_with_a_number_that_the_log_has(official, log, method, path, code, title):
    response = official.checked(getattr(official.http, method)(path), code)
    assert title in words(response)
    assert re.fullmatch("[0-9A-F]{8}", incident(response))
    assert incident(response) in log.text


def test_what_an_unexpected_error_says_is_neither_shown_nor_logged(official, app, log, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False

    report = "the text of " + "a report"

    def broken(*arguments):
        raise ValueError(report)

    monkeypatch.setattr(statements, "of_person", broken)
    response = official.get("/statements", 500)
    assert "系统出错" in words(response)
    assert report not in response.text + log.text
    assert "ValueError" in log.text
    assert incident(response) in log.text
    assert "in broken" in log.text


def test_an_error_of_the_database_is_logged_in_its_own_words(official, app, log, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken(*arguments):
        raise store.OperationalError("disk I/O error")

    monkeypatch.setattr(statements, "of_person", broken)
    official.get("/statements", 500)
    assert "disk I/O error" in log.text


def test_the_log_names_the_rule_and_never_the_one_time_link(stranger, log):
    secret = "s" * 43
    stranger.http.post(f"/setup/{secret}", data={})
    assert "/setup/<string:token>" in log.text
    assert secret not in log.text


def test_an_address_cannot_pose_as_a_line_of_the_log(stranger, log):
    stranger.http.get("/x%0d%0aERROR%20forged")
    assert "forged" not in log.text


def test_a_refusal_is_audited(official, db):
    official.get("/people", 403)
    row = store.row(db, "SELECT action, subject, result, person_id FROM audit ORDER BY id DESC")
    assert tuple(row) == ("permission_refused", "people.index", "refused", 1)


def test_an_error_page_of_a_stranger_offers_no_way_to_other_peoples_pages(stranger):
    page = tree(stranger.get("/no-such-page", 404))
    assert not page.xpath("//nav[@aria-label='主导航']")


def test_a_lost_database_is_an_error_page(app, ids, settings, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    client = Client(app).sign_in(ids["chenyuanshan"])

    def broken(path):
        raise store.OperationalError("unable to open database file")

    monkeypatch.setattr(store, "connection", broken)
    assert client.http.get("/statements").status_code == 500
