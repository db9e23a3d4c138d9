"""Nobody gives a role to themselves: who looks after the people does not come to read reports by that."""

import pytest
from test_web_people import one_time_password
from web_fixtures import Client, words

from collector.store import audit, people


@pytest.mark.parametrize(
    "roles",
    [
        ["administrator", "reviewer"],
        ["administrator", "clerk"],
        ["administrator", "official"],
        ["reviewer"],
        ["official", "clerk", "reviewer", "administrator"],
    ],
)
def test_administrators_do_not_change_their_own_roles(administrator, ids, db, roles):
    before = audit.newest(db, 1)
    answers = {"name": "周清", "unit": "1", "roles": roles}
    page = words(administrator.post(f"/people/{ids['zhouqing']}", answers, 422))
    assert "不能改自己的角色，请由另一位管理员办理" in page
    assert people.roles_of(db, 1, ids["zhouqing"]) == {"administrator"}
    assert len(audit.newest(db, 1)) == len(before)
    administrator.get("/reviews", 403)


def test_administrators_still_change_their_own_name_and_post(administrator, ids, db):
    page = administrator.page(f"/people/{ids['zhouqing']}")
    assert not page.xpath("//input[@type='checkbox'][@name='roles']")
    assert "自己的角色由另一位管理员修改" in page.text_content()
    administrator.submit(f"/people/{ids['zhouqing']}", {"name": "周青", "position": "纪委书记"})
    row = people.one(db, 1, ids["zhouqing"])
    assert (row["name"], row["position"]) == ("周青", "纪委书记")
    assert people.roles_of(db, 1, ids["zhouqing"]) == {"administrator"}


def test_another_administrator_changes_them_also_one_whom_the_first_added(
    app, administrator, stranger, ids, db
):
    """So that the first administrator of a fresh installation comes on."""
    new = {"name": "李江", "account": "lijiang", "roles": ["administrator"]}
    password = one_time_password(administrator.submit("/people/new", new, 200))
    stranger.post("/sign-in", {"account": "lijiang", "password": password})
    other = people.by_account(db, "lijiang")["id"]
    people.set_password(db, other, "changed")
    roles = {"roles": ["administrator", "reviewer"]}
    Client(app).sign_in(other).submit(f"/people/{ids['zhouqing']}", roles)
    assert people.roles_of(db, 1, ids["zhouqing"]) == {"administrator", "reviewer"}
    administrator.get("/reviews")
    given = next(row for row in audit.newest(db, 1) if row["action"] == "role_granted")
    assert given["person_id"] == other
