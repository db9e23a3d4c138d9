"""Two tabs, two people: nobody's newer answer is overwritten unseen, and no text is lost."""

import pytest
from section_filling import HEADER, changed, fields, values
from web_fixtures import errors, form_fields, tree, words

from collector.store import answers, revisions


def save_as(db, person_id, page="another", **changes):
    """Save answers as somebody else would who may write here (a clerk, in time)."""
    answers.save(db, 1, 1, changes, person_id, page=page)


def history(db):
    """(cause, position) of every revision, the first one first."""
    numbers = [row["number"] for row in revisions.all(db, 1, 1)]
    found = [revisions.one(db, 1, 1, number) for number in reversed(numbers)]
    return [(each["cause"], each["values"].get("position")) for each in found]


@pytest.fixture
def conflict(official, statement, db, ids):
    """The answer to a save of 局长 where somebody else has changed 党委书记、局长 to 书记."""
    official.post(f"{statement}/header", HEADER)
    pairs = changed(
        fields(official, f"{statement}/header"), position="局长", unit_short_core="江城", then="back"
    )
    save_as(db, ids["wangxiaohe"], position="书记")
    return official.post(f"{statement}/header", pairs, 422)


def again(official, statement, response, status=303, **fields):
    """Send the page with the conflict once more."""
    pairs = changed(form_fields(tree(response)), then="back", **fields)
    return official.post(f"{statement}/header", pairs, status)


def test_an_answer_changed_by_somebody_else_meanwhile_is_a_conflict(conflict, db):
    (message,) = errors(conflict)["position"]
    assert "王小河" in message
    assert "改成了“书记”" in message
    assert values(db)["position"] == "书记"
    assert values(db)["unit_short_core"] == "江城"
    box = tree(conflict).get_element_by_id("c-position")
    texts = [each.text_content() for each in box.xpath(".//*[@class='text']")]
    assert texts == ["党委书记、局长", "书记", "局长"]
    assert not box.xpath(".//input[@checked]")
    assert dict(form_fields(tree(conflict)))["position"] == "局长"


def test_both_texts_are_in_history_before_anything_is_chosen(conflict, db):
    assert history(db)[-2:] == [("conflict", "书记"), ("set_aside", "局长")]


@pytest.mark.parametrize(
    ("keep", "expected"), [("mine", "局长"), ("theirs", "书记"), ("original", "党委书记、局长")]
)
def test_what_is_chosen_is_kept_with_the_next_save(official, statement, db, conflict, keep, expected):
    again(official, statement, conflict, **{"keep.position": keep})
    assert values(db)["position"] == expected
    assert {"党委书记、局长", "书记", "局长"} <= {text for _, text in history(db)}


def test_an_original_that_nobody_knows_any_more_is_not_offered(official, statement, db, ids):
    pairs = changed(fields(official, f"{statement}/header"), position="局长", then="back")
    save_as(db, ids["wangxiaohe"], page="second", position="书记")
    save_as(db, ids["wangxiaohe"], page="third", position="党委书记")
    response = official.post(f"{statement}/header", pairs, 422)
    box = tree(response).get_element_by_id("c-position")
    assert box.xpath(".//input[@type='radio']/@value") == ["theirs", "mine"]
    again(official, statement, response, 422, **{"keep.position": "original"})
    assert values(db)["position"] == "党委书记"


def test_the_button_of_the_choice_stays_on_the_page(official, statement, conflict):
    pairs = changed(form_fields(tree(conflict)), **{"keep.position": "theirs"}, then="choose")
    assert official.post(f"{statement}/header", pairs).location == f"{statement}/header"
    assert not tree(official.get(f"{statement}/header")).xpath("//*[@class='conflict']")


def test_without_a_choice_the_conflict_stays_and_nothing_is_set_aside_twice(
    official, statement, db, conflict
):
    before = history(db)
    response = again(official, statement, conflict, 422)
    assert values(db)["position"] == "书记"
    assert history(db) == before
    again(official, statement, response, **{"keep.position": "mine"})
    assert values(db)["position"] == "局长"


def test_what_was_typed_on_during_a_conflict_is_set_aside_before_it_goes(official, statement, db, conflict):
    again(official, statement, conflict, position="副局长", **{"keep.position": "theirs"})
    assert values(db)["position"] == "书记"
    assert ("set_aside", "副局长") in history(db)


def test_a_choice_is_asked_again_where_theirs_changed_once_more(official, statement, db, ids, conflict):
    save_as(db, ids["wangxiaohe"], position="党委书记")
    response = again(official, statement, conflict, 422, **{"keep.position": "mine"})
    assert values(db)["position"] == "党委书记"
    assert "党委书记" in words(response)
    again(official, statement, response, **{"keep.position": "mine"})
    assert values(db)["position"] == "局长"


def test_an_answer_not_touched_here_does_not_overwrite_a_newer_one(official, statement, db, ids):
    official.post(f"{statement}/header", HEADER)
    pairs = changed(fields(official, f"{statement}/header"), unit_short_core="江城", then="next")
    save_as(db, ids["wangxiaohe"], position="书记")
    official.post(f"{statement}/header", pairs)
    assert values(db)["position"] == "书记"
    assert values(db)["unit_short_core"] == "江城"


def test_ones_own_other_tab_is_merged_and_asked_about_the_same_question(official, statement, db):
    official.post(f"{statement}/header", HEADER)
    first = fields(official, f"{statement}/header")
    second = fields(official, f"{statement}/header")
    official.post(f"{statement}/header", changed(first, position="局长", then="next"))
    official.post(f"{statement}/header", changed(second, addressee="江城市水务局", then="next"))
    assert values(db)["position"] == "局长"
    assert values(db)["addressee"] == "江城市水务局"
    response = official.post(f"{statement}/header", changed(second, position="书记", then="next"), 422)
    assert "您在另一个窗口" in errors(response)["position"][0]
    assert values(db)["position"] == "局长"


def test_a_page_is_never_in_its_own_way(official, statement, db):
    official.post(f"{statement}/header", HEADER)
    pairs = fields(official, f"{statement}/header")
    for position in ("局长", "书记", "局长"):
        official.post(f"{statement}/header", changed(pairs, position=position, then="next"))
        assert values(db)["position"] == position


def test_a_page_shown_again_is_still_the_same_page(official, statement, db):
    pairs = changed(fields(official, f"{statement}/header"), cutoff_date="soon", then="next")
    shown = form_fields(tree(official.post(f"{statement}/header", pairs, 422)))
    assert dict(shown)["page"] == dict(pairs)["page"]
    added = tree(official.post(f"{statement}/closing", fields(official, f"{statement}/closing"), 422))
    again = tree(official.post(f"{statement}/closing", [*form_fields(added), ("add", "issues")], 200))
    assert dict(form_fields(again))["page"] == dict(form_fields(added))["page"]


def test_every_page_has_a_token_of_its_own(official, statement):
    found = {dict(fields(official, f"{statement}/header"))["page"] for _ in range(3)}
    assert len(found) == 3


def test_an_answer_cleared_by_somebody_else_is_a_conflict_too(official, statement, db, ids):
    official.post(f"{statement}/header", HEADER)
    pairs = changed(fields(official, f"{statement}/header"), position="局长", then="next")
    save_as(db, ids["wangxiaohe"], position=None)
    (message,) = errors(official.post(f"{statement}/header", pairs, 422))["position"]
    assert "清空了" in message
