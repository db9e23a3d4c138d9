"""How a round says where each statement stands, from the first word to the archive."""

import excel_samples
import pytest
from test_web_rounds import asked, lines
from web_fixtures import words

# state -> its word, and whether it is handed in
STATES = {
    "draft": ("未开始", False),
    "awaiting_author": ("待本人确认", False),
    "submitted": ("已提交", True),
    "returned": ("退回修改", False),
    "approved": ("已审核", True),
    "archived": ("已归档", True),
}


@pytest.fixture
def opened(administrator, ids):
    """The address of a round that asks one official."""
    return administrator.post("/rounds/new", asked([str(ids["chenyuanshan"])])).location


@pytest.mark.parametrize("state", STATES)
def test_a_round_says_how_a_statement_stands_and_who_has_not_handed_in(administrator, db, opened, state):
    db.execute("UPDATE statements SET state = ?", (state,))
    word, is_handed_in = STATES[state]
    assert lines(administrator, opened)["陈远山"][0] == word
    assert f"已上报 {int(is_handed_in)} 人" in words(administrator.get("/rounds"))
    ((_, (_, *rows)),) = excel_samples.opened(administrator.get(f"{opened}/not-handed-in.xlsx").data).items()
    assert [row[1] for row in rows] == ([] if is_handed_in else ["陈远山"])
