"""Passwords: hash, check, make a one-time one, and say what is wrong with a chosen one (policy `djbh`)."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from werkzeug.security import check_password_hash, generate_password_hash

SHORTEST = 10
LONGEST = 128

# 32 MiB a check; OWASP's figures for scrypt at this size (N=2^15, r=8, p=3).
_METHOD = "scrypt:32768:8:3"

# Enough for what nobody can guess: a one-time password is one of 57^16, about 2^93.
_QUICK_METHOD = "scrypt:1024:8:1"

# The hash of a password that nobody kept: an unknown account takes as long to refuse as a known one.
_NOBODY = (
    "scrypt:32768:8:3$Ved3bgKtYlDbUNqD$05ba474d0e25efcf8a428600d88abfc49c65f4bea5e4169e8193e9fcd6c4eb98"
    "aee27679c908be0522e9d542e52e32321cdfd6560923323148065908a7df750e"
)

# No O, 0, I, l, 1: it is read off paper.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SMALL = "abcdefghijkmnpqrstuvwxyz"
_DIGITS = "23456789"

# Compared in small letters, signs that stand for letters undone, without the figures after the word.
_COMMON = (
    "password passwd admin administrator root welcome letmein iloveyou monkey dragon qwerty qwertyuiop"
    " qazwsx qazwsxedc asdfgh asdfghjkl zxcvbn zxcvbnm abc abcd abcde abcdef abcdefg abcdefgh woaini"
    " woaizhongguo zhongguo china test user guest login master superman football baseball sunshine"
    " princess shadow changeme default secret huawei tencent taobao aini mima"
)
_STAND_INS = str.maketrans({"@": "a", "4": "a", "0": "o", "1": "i", "3": "e", "$": "s", "5": "s", "7": "t"})
_RUNS = ("01234567890", "09876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose password it is: words that it must not be made of."""

    account: str = ""
    name: str = ""
    unit: str = ""


def hashed(password: str) -> str:
    """The form that is kept. Raises ValueError for a password over 128 characters."""
    if len(password) > LONGEST:
        raise ValueError("password too long to hash")
    return generate_password_hash(password, method=_METHOD)


def hashed_one_time(password: str) -> str:
    """The kept form of a password that `one_time` made, for a whole roster at once.

    Nobody's own choice may be kept like this: it could be guessed.
    """
    return generate_password_hash(password, method=_QUICK_METHOD)


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; takes as long for an unknown account (None) as for a known one."""
    # Cut before hashing, so that a megabyte of password costs nothing; cut or odd, it is never right.
    usable = len(password) <= LONGEST and not _has_surrogate(password)
    right = check_password_hash(password_hash or _NOBODY, password if usable else "")
    if password_hash is not None and password_hash.startswith(f"{_QUICK_METHOD}$"):
        check_password_hash(_NOBODY, password if usable else "")
    return right and usable and password_hash is not None


def one_time() -> str:
    """A random password of 16 characters for a first sign-in, easy to read off paper."""
    while True:
        groups = ["".join(secrets.choice(_LETTERS + _SMALL + _DIGITS) for _ in range(4)) for _ in range(4)]
        password = "-".join(groups)
        if not problems(password, Owner()):
            return password


def problems(password: str, owner: Owner) -> list[str]:
    """What is wrong with a chosen password, in Chinese, all at once; empty when it will do."""
    found = []
    if len(password) < SHORTEST:
        found.append(f"密码至少 {SHORTEST} 个字符")
    if len(password) > LONGEST:
        found.append(f"密码最多 {LONGEST} 个字符")
    if _has_surrogate(password):
        found.append("密码含有无法识别的字符")
    if _kinds(password) < 3:
        found.append("密码须含大写字母、小写字母、数字、其他字符中的至少三种")
    if len(set(password)) < 6:
        found.append("密码中重复的字符太多")
    if _is_common(password):
        found.append("密码太常见，容易被猜到")
    if any(_contains(password, word) for word in (owner.account, owner.name, owner.unit)):
        found.append("密码不能含有账号、姓名或单位名称")
    if _YEAR.search(password) and len(_YEAR.sub("", password)) < SHORTEST - 4:
        found.append("密码不能主要由年份组成")
    return found


def _kinds(password: str) -> int:
    letters = [character for character in password if character.isascii() and character.isalpha()]
    return sum(
        (
            any(character.isupper() for character in letters),
            any(character.islower() for character in letters),
            any(character.isascii() and character.isdigit() for character in password),
            any(not (character.isascii() and character.isalnum()) for character in password),
        )
    )


def _is_common(password: str) -> bool:
    lower = password.lower()
    word = re.sub(r"[^a-z]+$", "", lower).translate(_STAND_INS)
    return word in _COMMON.split() or len(_outside_runs(lower)) < 4


def _outside_runs(text: str) -> str:
    """The letters and digits that are in no run such as 1234 or qwert."""
    covered: set[int] = set()
    for start in range(len(text) - 3):
        if any(text[start : start + 4] in run for run in _RUNS):
            covered.update(range(start, start + 4))
    return "".join(c for place, c in enumerate(text) if place not in covered and c.isalnum())


def _contains(password: str, word: str) -> bool:
    return len(word) >= 2 and word.casefold() in password.casefold()


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
