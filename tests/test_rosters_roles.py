"""The roles of a roster, as people write them."""

import excel_samples
import pytest
from excel_samples import person
from test_rosters import faults, read

from collector import roster_template


@pytest.mark.parametrize(
    ("written", "roles"),
    [
        ("单位管理员", ("administrator",)),
        ("填报人、单位管理员", ("official", "administrator")),
        ("单位管理员、管理员", ("administrator",)),
        (" 填报人 ， 经办人/审核人　管理员 ", ("official", "clerk", "reviewer", "administrator")),
        ("填 报 人、审　核　人", ("official", "reviewer")),
        ("单位 管理员", ("administrator",)),
        ("填报人\n经办人\xa0审核人", ("official", "clerk", "reviewer")),
        ("填报人、", ("official",)),
    ],
)
def test_roles_are_read_as_people_write_them(written, roles):
    found = read(person(roles=written))
    assert found.faults == ()
    assert found.entries[0].roles == roles


@pytest.mark.parametrize("written", ["单位", "系统管理员", "填报人审核人", "填报人、单位"])
def test_another_word_is_no_role(written):
    (fault,) = faults(person(roles=written))
    assert "没有角色“" in fault
    assert "可以写填报人、经办人、审核人、管理员" in fault


def test_the_template_says_both_words():
    rules = dict(excel_samples.opened(roster_template.made(["江城市水文局"]))["填写说明"])
    assert "管理员（也可写单位管理员）" in rules["角色"]
