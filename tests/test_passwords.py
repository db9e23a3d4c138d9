import time

import pytest

from collector import passwords
from collector.passwords import Owner

ZHOU = Owner(account="zhouqing", name="周清", unit="江城水文局")


@pytest.mark.parametrize(
    "password",
    [
        "River-stone-47",
        "春江潮水连海平Ab1",
        "kX7m-Qp2w-9dRt",
        "Sunflower field 8 rows, two of them wild, and a path between " + "z" * 60,
        "Harvest@2026moon",
    ],
)
def test_a_good_password_has_no_problem(password):
    assert passwords.problems(password, ZHOU) == []


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("Rv-s4one!", "密码至少 10 个字符"),
        ("Rv-s4one" * 16 + "!", "密码最多 128 个字符"),
        ("riverstone47", "密码须含大写字母、小写字母、数字、其他字符中的至少三种"),
        ("Aa1Aa1Aa1Aa1", "密码中重复的字符太多"),
        ("P@ssw0rd2026!", "密码太常见，容易被猜到"),
        ("Admin@123456", "密码太常见，容易被猜到"),
        ("Abcd123456!!", "密码太常见，容易被猜到"),
        ("1qQwertyuiop!", "密码太常见，容易被猜到"),
        ("ZhouQing-47-x", "密码不能含有账号、姓名或单位名称"),
        ("River周清-47-x", "密码不能含有账号、姓名或单位名称"),
        ("江城水文局River47", "密码不能含有账号、姓名或单位名称"),
        ("Km!2025-2026", "密码不能主要由年份组成"),
        ("River-\ud800-stone-47", "密码含有无法识别的字符"),
    ],
)
def test_a_bad_password_is_told_why(password, message):
    assert message in passwords.problems(password, ZHOU)


def test_all_problems_are_named_at_once():
    assert len(passwords.problems("aaa", ZHOU)) >= 3


def test_only_the_password_itself_is_right():
    kept = passwords.hashed("River-stone-47")
    assert passwords.is_right(kept, "River-stone-47")
    assert not passwords.is_right(kept, "River-stone-48")
    assert "River" not in kept


def test_nothing_is_right_for_an_unknown_account_and_it_takes_the_same_work():
    assert not passwords.is_right(None, "")
    assert not passwords.is_right(None, "River-stone-47")
    assert passwords._NOBODY.split("$")[0] == passwords.hashed("River-stone-47").split("$")[0]


def test_a_password_of_128_characters_is_not_cut():
    longest = "Rv-s4one" * 16
    kept = passwords.hashed(longest)
    assert passwords.is_right(kept, longest)
    assert not passwords.is_right(kept, longest[:-1])
    assert not passwords.is_right(kept, longest + "x")


def test_an_overlong_or_broken_password_is_wrong_and_no_error():
    kept = passwords.hashed("River-stone-47")
    assert not passwords.is_right(kept, "x" * 1_000_000)
    assert not passwords.is_right(kept, "\ud800")


def test_one_time_passwords_are_good_and_differ():
    made = {passwords.one_time() for _ in range(50)}
    assert len(made) == 50
    assert all(passwords.problems(password, ZHOU) == [] for password in made)


def test_a_one_time_password_of_a_roster_is_kept_quickly_and_checked_as_slowly_as_any():
    password = passwords.one_time()
    kept = passwords.hashed_one_time(password)
    assert password not in kept
    assert passwords.is_right(kept, password)
    assert not passwords.is_right(kept, password + "x")

    def seconds(password_hash):
        began = time.process_time()
        for _ in range(3):
            passwords.is_right(password_hash, "River-stone-47")
        return time.process_time() - began

    slow = seconds(None)
    assert 0.5 < seconds(kept) / slow < 2
    began = time.process_time()
    passwords.hashed_one_time(password)
    assert time.process_time() - began < slow / 10
