"""Two tabs, two people: nobody's newer answer is overwritten unseen."""

from section_filling import HEADER, changed, fields, values
from web_fixtures import errors, form_fields, tree

from collector.store import answers


def save_as(db, person_id, **changes):
    """Save answers as somebody else would who may write here (a clerk, in time)."""
    answers.save(db, 1, 1, changes, person_id)


def test_an_answer_changed_by_somebody_else_meanwhile_is_a_conflict(official, statement, db, ids):
    official.post(f"{statement}/header", HEADER)
    pairs = changed(
        fields(official, f"{statement}/header"), position="局长", unit_short_core="江城", then="back"
    )
    save_as(db, ids["wangxiaohe"], position="书记")
    response = official.post(f"{statement}/header", pairs, 422)
    (message,) = errors(response)["position"]
    assert "王小河" in message
    assert "改成了“书记”" in message
    assert values(db)["position"] == "书记"
    assert values(db)["unit_short_core"] == "江城"
    # Mine is still in the field, and saving again puts it in theirs' place.
    again = [*form_fields(tree(response)), ("then", "back")]
    assert dict(again)["position"] == "局长"
    official.post(f"{statement}/header", again)
    assert values(db)["position"] == "局长"


def test_an_answer_not_touched_here_does_not_overwrite_a_newer_one(official, statement, db, ids):
    official.post(f"{statement}/header", HEADER)
    pairs = changed(fields(official, f"{statement}/header"), unit_short_core="江城", then="next")
    save_as(db, ids["wangxiaohe"], position="书记")
    official.post(f"{statement}/header", pairs)
    assert values(db)["position"] == "书记"
    assert values(db)["unit_short_core"] == "江城"


def test_ones_own_other_tab_is_never_a_conflict(official, statement, db):
    official.post(f"{statement}/header", HEADER)
    first = fields(official, f"{statement}/header")
    second = fields(official, f"{statement}/header")
    official.post(f"{statement}/header", changed(first, position="局长", then="next"))
    official.post(f"{statement}/header", changed(second, addressee="江城市水务局", then="next"))
    assert values(db)["position"] == "局长"
    assert values(db)["addressee"] == "江城市水务局"
    official.post(f"{statement}/header", changed(second, position="书记", then="next"))
    assert values(db)["position"] == "书记"


def test_an_answer_cleared_by_somebody_else_is_a_conflict_too(official, statement, db, ids):
    official.post(f"{statement}/header", HEADER)
    pairs = changed(fields(official, f"{statement}/header"), position="局长", then="next")
    save_as(db, ids["wangxiaohe"], position=None)
    (message,) = errors(official.post(f"{statement}/header", pairs, 422))["position"]
    assert "清空了" in message
