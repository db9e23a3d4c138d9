"""A returned statement says how much of it is to be changed, wherever it has not been handed in."""

import excel_samples
import pytest
from desk_office import Office, rows
from test_web_rounds import lines
from web_fixtures import Client

from collector.store import database as store
from collector.store import people
from collector.web import presentation


@pytest.fixture
def opened(db, returned):
    """The address of a round whose one statement was returned for two questions and on the whole."""
    round_id = Office(db, returned).opened_round([returned.author], presentation.today())
    db.execute("UPDATE statements SET missing = 0, findings = 0")
    return f"/rounds/{round_id}"


@pytest.fixture
def manager(app, db, returned):
    """The unit's administrator."""
    with store.transaction(db):
        made = people.add(db, 1, account="he", name="何安", password_hash="x", must_change_password=False)
        people.grant(db, 1, made, "administrator")
    return Client(app).sign_in(made)


def test_it_says_how_many_questions_are_to_be_changed(reviewer, manager, opened, db):
    (line,) = rows(reviewer.page("/reviews/not-handed-in"))
    assert "退回修改 退回 2 处待修改" in line
    assert lines(manager, opened)["陈远山"] == ("退回修改", "退回 2 处待修改")
    db.execute("UPDATE statements SET missing = 1, findings = 3")
    (line,) = rows(reviewer.page("/reviews/not-handed-in"))
    assert "退回 2 处待修改，1 项必填未填，3 处问题" in line


def test_the_workbooks_say_so_too(reviewer, manager, opened):
    for answer in (reviewer.get("/reviews/not-handed-in.xlsx"), manager.get(f"{opened}/not-handed-in.xlsx")):
        ((heads, line),) = excel_samples.opened(answer.data).values()
        assert dict(zip(heads, line, strict=True))["退回的问题"] == 2


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_an_older_return_is_not_counted(manager, opened, db, state):
    db.execute("UPDATE statements SET state = ?", (state,))
    assert lines(manager, opened)["陈远山"][1] == "—"
