"""A round's dates are put right, and the drafts that have the cut-off date from it follow."""

import pytest
from test_web_rounds import CUTOFF, YEAR, asked, soon
from web_fixtures import Client, words

from collector.store import answers, audit, participants, rounds, statements
from collector.store import database as store
from collector.web import presentation

RIGHT = f"{YEAR}-01-02"


@pytest.fixture
def opened(administrator, ids):
    """The address of a round that asks both officials."""
    people = [str(ids["chenyuanshan"]), str(ids["wangxiaohe"])]
    return administrator.post("/rounds/new", asked(people)).location


def corrected(client, opened, cutoff=RIGHT, status=303, **changes):
    return client.post(f"{opened}/change", {"cutoff_date": cutoff, "deadline": soon(20)} | changes, status)


def address(db, person_id):
    (row,) = statements.of_person(db, 1, person_id)
    return f"/statements/{row['id']}"


def write(client, where, cutoff):
    client.submit(
        f"{where}/header", {"cutoff_date": cutoff, "unit_short_core": "水文"}, 303 if cutoff else 422
    )


def cutoffs(db):
    """Everybody's cut-off date, as kept, 陈远山's first."""
    found = store.rows(db, "SELECT id, unit_id FROM statements WHERE discarded_at IS NULL ORDER BY person_id")
    return [answers.values(db, row["unit_id"], row["id"]).get("cutoff_date") for row in found]


def test_untouched_drafts_follow_and_are_not_begun_by_it(administrator, opened, db):
    assert "2 份草稿里还是任务给的日期" in words(administrator.get(f"{opened}/change"))
    administrator.submit(f"{opened}/change", {"cutoff_date": RIGHT})
    assert cutoffs(db) == [RIGHT, RIGHT]
    assert rounds.one(db, 1, 1)["cutoff_date"] == RIGHT
    page = words(administrator.get(opened))
    assert "任务已修改，2 份草稿的统计截止日跟着改了" in page
    assert f"统计截止日 {presentation.day(RIGHT)}" in page
    assert "未开始" in page
    (line, *_) = audit.newest(db, 1)
    assert line["action"] == "round_changed"
    assert line["subject"] == f"round 1 cutoff_date {CUTOFF} to {RIGHT}, 2 drafts"


def test_they_follow_a_second_time_and_back(administrator, opened, db):
    for cutoff in (RIGHT, CUTOFF, RIGHT):
        corrected(administrator, opened, cutoff)
        assert cutoffs(db) == [cutoff, cutoff]


def test_a_draft_whose_author_wrote_elsewhere_follows_and_is_counted_anew(
    administrator, official, opened, db, ids
):
    """July is over at the first cut-off date, and not at the second."""
    late = f"{YEAR + 1}-01-20"
    corrected(administrator, opened, f"{YEAR}-09-30", deadline=late)
    where = address(db, ids["chenyuanshan"])
    official.submit(f"{where}/two-upholds", {"theme_day_month": "7"}, 422)
    (before,) = statements.of_person(db, 1, ids["chenyuanshan"])
    corrected(administrator, opened, f"{YEAR}-03-31", deadline=late)
    (after,) = statements.of_person(db, 1, ids["chenyuanshan"])
    assert cutoffs(db) == [f"{YEAR}-03-31"] * 2
    assert after["findings"] == before["findings"] + 1
    assert (after["saved_at"], after["saved_by"]) == (before["saved_at"], before["saved_by"])


@pytest.mark.parametrize("own", [f"{YEAR}-06-01", ""])
def test_an_author_who_changed_it_keeps_theirs(administrator, official, opened, db, ids, own):
    write(official, address(db, ids["chenyuanshan"]), own)
    page = words(administrator.get(f"{opened}/change"))
    assert "1 份草稿里还是任务给的日期" in page
    assert "原来就有的不变：陈远山" in page
    corrected(administrator, opened)
    assert cutoffs(db) == [own or None, RIGHT]


def test_an_author_who_typed_the_same_date_keeps_it(administrator, official, opened, db, ids):
    write(official, address(db, ids["chenyuanshan"]), f"{YEAR}-06-01")
    write(official, address(db, ids["chenyuanshan"]), CUTOFF)
    corrected(administrator, opened)
    assert cutoffs(db) == [CUTOFF, RIGHT]


def test_a_date_taken_back_out_of_the_history_is_the_authors_too(administrator, opened, db, ids):
    (row,) = statements.of_person(db, 1, ids["chenyuanshan"])
    for cutoff in (None, CUTOFF):
        with store.transaction(db):
            answers.save(db, 1, row["id"], {"cutoff_date": cutoff}, ids["chenyuanshan"])
    corrected(administrator, opened)
    assert cutoffs(db) == [CUTOFF, RIGHT]


def test_a_date_that_an_imported_report_has_stays(administrator, opened, db, ids):
    db.execute("UPDATE statements SET imported_at = created_at WHERE person_id = ?", (ids["chenyuanshan"],))
    corrected(administrator, opened)
    assert cutoffs(db) == [CUTOFF, RIGHT]


def test_a_statement_that_was_there_before_the_round_keeps_its_own(administrator, official, db, ids):
    official.post("/statements", {"definition": "integrity", "year": str(YEAR), "period": "年度"})
    write(official, "/statements/1", CUTOFF)
    opened = administrator.post("/rounds/new", asked([str(ids["chenyuanshan"])])).location
    corrected(administrator, opened)
    assert cutoffs(db) == [CUTOFF]


def test_a_statement_begun_anew_in_the_round_follows(administrator, official, opened, db, ids):
    official.post(f"{address(db, ids['chenyuanshan'])}/discard")
    official.post("/statements", {"definition": "integrity", "year": str(YEAR), "period": "年度"})
    corrected(administrator, opened)
    assert cutoffs(db) == [RIGHT, RIGHT]


@pytest.mark.parametrize(
    ("state", "is_following"),
    [
        ("draft", True),
        ("awaiting_author", True),
        ("submitted", False),
        ("returned", False),
        ("approved", False),
        ("archived", False),
    ],
)
def test_what_was_submitted_stays_as_it_is(administrator, opened, db, ids, state, is_following):
    db.execute("UPDATE statements SET state = ? WHERE person_id = ?", (state, ids["chenyuanshan"]))
    assert ("1 份已经提交过，不变" in words(administrator.get(f"{opened}/change"))) is not is_following
    corrected(administrator, opened)
    assert cutoffs(db) == [RIGHT if is_following else CUTOFF, RIGHT]


def test_an_open_page_with_another_date_is_asked_about_both(administrator, official, opened, db, ids):
    where = f"{address(db, ids['chenyuanshan'])}/header"
    page = official.get(where)
    corrected(administrator, opened)
    answer = official.resume(page, {"cutoff_date": f"{YEAR}-06-01"}, 422, where)
    assert f"把统计截止日改成了“{RIGHT}”，与您填的不同" in words(answer)
    assert cutoffs(db)[0] == RIGHT


def test_a_deadline_is_put_right_also_forward_and_own_ones_stay(administrator, opened, db, ids):
    late = {"who": "some", "people": [str(ids["wangxiaohe"])], "deadline": soon(25), "reason": "驻村"}
    administrator.post(f"{opened}/extend", late)
    corrected(administrator, opened, CUTOFF, deadline=soon(2))
    said = f"填报截止日由{presentation.day(soon(20))}改为{presentation.day(soon(2))}，个别延期的不变"
    assert said in words(administrator.get(opened))
    assert participants.due(db, 1, ids["chenyuanshan"])["deadline"] == soon(2)
    assert participants.due(db, 1, ids["wangxiaohe"])["deadline"] == soon(25)
    assert rounds.extensions(db, 1, 1)[0]["deadline"] == soon(25)


def test_a_deadline_that_is_over_stays_while_the_cut_off_date_is_put_right(administrator, opened, db):
    db.execute("UPDATE rounds SET year = ?, deadline = ?", (YEAR - 1, soon(-1)))
    corrected(administrator, opened, f"{YEAR - 1}-11-30", deadline=soon(-1))
    assert rounds.one(db, 1, 1)["cutoff_date"] == f"{YEAR - 1}-11-30"
    assert "填报截止日已经过了" in words(
        corrected(administrator, opened, f"{YEAR - 1}-11-30", 422, deadline=soon(-2))
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cutoff": f"{YEAR - 7}-06-30"}, "统计截止日应在"),
        ({"cutoff": ""}, "请填写统计截止日"),
        ({"deadline": ""}, "请填写填报截止日"),
        ({"deadline": soon(800)}, "在两年以后"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changed(administrator, opened, db, changes, message):
    page = words(corrected(administrator, opened, status=422, **changes))
    assert message in page
    assert "任务没有改" in page
    assert rounds.one(db, 1, 1)["cutoff_date"] == CUTOFF
    assert cutoffs(db) == [CUTOFF, CUTOFF]


def test_nothing_changed_is_said(administrator, opened, db):
    corrected(administrator, opened, CUTOFF)
    assert "没有改动" in words(administrator.get(opened))
    assert audit.newest(db, 1)[0]["action"] != "round_changed"


def test_an_ended_round_is_not_changed(administrator, opened, db):
    administrator.post(f"{opened}/close")
    assert administrator.get(f"{opened}/change", 303).location == opened
    corrected(administrator, opened)
    assert "要修改请先重新打开" in words(administrator.get(opened))
    assert cutoffs(db) == [CUTOFF, CUTOFF]


def test_a_round_of_others_is_not_there_to_change(app, administrator, outsider, opened, ids):
    outsider.get(f"{opened}/change", 404)
    corrected(outsider, opened, status=404)
    Client(app).sign_in(ids["chenyuanshan"]).get(f"{opened}/change", 403)
