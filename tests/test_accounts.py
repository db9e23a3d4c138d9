import pytest

from collector import accounts
from collector.store import people


def added(database, account):
    accounts.add_person(
        database, account=account, name="陈远山", position="", unit="江城市水文局", roles=["official"]
    )


@pytest.mark.parametrize("account", ["che", "c" * 40, "Chen.yuan-shan_2", "ｃｈｅｎ１", " chen "])
def test_an_account_is_of_letters_digits_and_three_signs(database, connection, account):
    added(database, account)
    assert people.by_account(connection, account)


@pytest.mark.parametrize(
    "account", ["ch", "c" * 41, "陈远山", "chen yuan", "chen@x", "сhen", "chén", "<b>chen"]
)
def test_any_other_account_is_refused_by_name_of_the_field(database, connection, account):
    with pytest.raises(accounts.Refused, match=r"账号(须为 3 到 40 个字符|最多 40 个字)"):
        added(database, account)
    assert people.by_account(connection, account) is None
