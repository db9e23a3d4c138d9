"""What was typed outlives signing out, in again, and as somebody else in another window of the browser."""

import pytest
from web_fixtures import form_fields, list_of, tree, words

from collector import passwords
from collector.store import answers, people, sessions

PASSWORD = "Jiang-cheng7"
TYPED = "江城水文 & <监测>"
ADDRESS = "/statements/1/header"


@pytest.fixture(autouse=True)
def passwords_known(db, ids, statement):
    for account in ("chenyuanshan", "wangxiaohe", "zhouqing"):
        people.set_password(db, ids[account], passwords.hashed(PASSWORD))


@pytest.fixture
def window(official, ids):
    """The first window: a browser on a section's page, with a text typed and a row added, not saved."""
    official.sign_in(ids["chenyuanshan"])
    page = official.page(ADDRESS)
    official.written = [
        *((name, TYPED if name == "unit_short_core" else value) for name, value in form_fields(page)),
        ("a-row-added", "一行"),
        ("then", "next"),
        ("csrf_token", page.xpath("string(//form[@id='questions']//input[@name='csrf_token']/@value)")),
    ]
    return official


def save(window, status, **changes):
    """Press the button of the first window."""
    pairs = [(name, changes.pop(name, value)) for name, value in window.written]
    return window.checked(window.http.post(ADDRESS, data=list_of(pairs)), status)


def signed_in_elsewhere(window, account="chenyuanshan"):
    """Sign out and in again in the second window."""
    window.post("/sign-out")
    window.post("/sign-in", {"account": account, "password": PASSWORD})


def press(window, response):
    """Press 保存刚才填写的内容."""
    (form,) = [form for form in tree(response).forms if form.action == ADDRESS]
    assert "a-row-added" in form.fields
    return window.checked(window.http.post(ADDRESS, data=list_of(form.form_values())), 422)


def kept(db):
    return answers.values(db, 1, 1).get("unit_short_core")


def signing_in(response, account="chenyuanshan", password=PASSWORD):
    assert "刚才填写的内容还在" in words(response)
    return {"account": account, "password": password}


def test_what_was_written_while_the_session_ended_is_saved_after_signing_in(window, ids, db):
    sessions.end_all(db, ids["chenyuanshan"])
    response = save(window, 403)
    assert kept(db) is None
    wrong = window.resume(response, signing_in(response, password="wrong"), 422)
    resumed = window.resume(wrong, {"account": "chenyuanshan", "password": PASSWORD}, 200)
    assert "继续保存" in words(resumed)
    assert kept(db) is None
    press(window, resumed)
    assert kept(db) == TYPED


def test_what_was_written_outlives_signing_out_in_another_window(window, db):
    window.post("/sign-out")
    response = save(window, 403)
    press(window, window.resume(response, signing_in(response), 200))
    assert kept(db) == TYPED


def test_what_was_written_outlives_a_cookie_that_is_gone(window, db):
    window.http.delete_cookie("collector")
    response = save(window, 403)
    press(window, window.resume(response, signing_in(response), 200))
    assert kept(db) == TYPED


def test_what_was_written_outlives_signing_in_again_in_another_window(window, db):
    signed_in_elsewhere(window)
    response = save(window, 400)
    assert "继续保存" in words(response)
    assert kept(db) is None
    press(window, response)
    assert kept(db) == TYPED


def test_the_page_to_go_on_saving_shows_who_is_signed_in(window):
    window.post("/sign-out")
    response = save(window, 403)
    resumed = window.resume(response, signing_in(response), 200)
    assert "陈远山" in tree(resumed).xpath("string(//*[@class='who'])")


def not_theirs(window, response):
    """Whether the answer leads to their own first page with a plain note."""
    assert response.location == "/"
    assert TYPED not in response.text
    landed = window.http.get("/", follow_redirects=True)
    return "刚才填写的内容是另一个人的，没有保存" in words(landed) and TYPED not in landed.text


@pytest.mark.parametrize("account", ["wangxiaohe", "zhouqing"])
def test_somebody_else_who_signs_in_on_that_page_sees_nothing_of_it(window, db, account):
    window.post("/sign-out")
    response = save(window, 403)
    assert not_theirs(window, window.resume(response, signing_in(response, account), 303))
    assert kept(db) is None


@pytest.mark.parametrize("account", ["wangxiaohe", "zhouqing"])
def test_somebody_else_signed_in_in_another_window_sees_nothing_of_it(window, db, account):
    signed_in_elsewhere(window, account)
    assert not_theirs(window, save(window, 303))
    assert kept(db) is None


def test_the_text_of_the_sign_in_page_outlives_signing_in_in_another_window(window, db):
    window.post("/sign-out")
    response = save(window, 403)
    window.post("/sign-in", {"account": "chenyuanshan", "password": PASSWORD})
    resumed = window.resume(response, signing_in(response), 400)
    press(window, resumed)
    assert kept(db) == TYPED


def test_the_text_of_the_sign_in_page_outlives_a_cookie_that_is_gone(window, db):
    window.post("/sign-out")
    response = save(window, 403)
    window.http.delete_cookie("collector")
    again = window.resume(response, signing_in(response), 400)
    assert "页面已过期，请再登录一次" in words(again)
    press(window, window.resume(again, {"account": "chenyuanshan", "password": PASSWORD}, 200))
    assert kept(db) == TYPED


@pytest.mark.parametrize("forged", ["", "1", "IjEi.forged"])
def test_what_another_site_posts_is_not_carried(window, db, forged):
    signed_in_elsewhere(window)
    assert "页面已过期" in words(save(window, 400, author=forged))
    window.post("/sign-out")
    assert save(window, 303, author=forged).location == f"/sign-in?next={ADDRESS}"
    assert kept(db) is None


def test_text_on_the_sign_in_page_that_nobody_signed_is_shown_to_nobody(stranger):
    data = {
        "account": "chenyuanshan",
        "password": PASSWORD,
        "next": ADDRESS,
        "kept": "unit_short_core=planted",
    }
    response = stranger.post("/sign-in", data)
    assert "planted" not in response.text
    assert response.location == "/"
