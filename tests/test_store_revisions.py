import pytest
from test_writers import prepared

from collector.store import answers, people, revisions
from collector.store import database as store


@pytest.fixture
def draft(connection):
    """(connection, unit_id, statement_id) and the person: what every function here takes first."""
    unit_id, person_id, statement_id = prepared(connection)
    return (connection, unit_id, statement_id), person_id


def test_a_revision_keeps_all_answers_as_they_stood(draft):
    where, chen = draft
    values = {
        "head_count": "12",
        "units": ["江城站", "周家渡站"],
        "rows": [{"b": "1", "a": "二"}],
        "none": [],
    }
    answers.save(*where, {**values, "opened": "x"}, chen)
    answers.save(*where, {"opened": None}, chen)
    assert revisions.cut(*where, "saved", chen, note="第一次") == 1
    answers.save(*where, {"head_count": "13"}, chen)
    kept = revisions.one(*where, 1)
    assert kept["values"] == values
    assert (kept["cause"], kept["note"], kept["saved_by"], kept["name"]) == (
        "saved",
        "第一次",
        chen,
        "陈远山",
    )


def test_revisions_are_numbered_for_each_statement_and_listed_newest_first(draft):
    where, chen = draft
    zhou = people.add(where[0], where[1], account="zhou", name="周清", password_hash="x")
    for turn, person_id in enumerate((chen, zhou)):
        answers.save(*where, {"a": str(turn)}, person_id)
        revisions.cut(*where, "saved", person_id)
    assert [(row["number"], row["name"]) for row in revisions.all(*where)] == [(2, "周清"), (1, "陈远山")]
    assert revisions.one(*where, 3) is None


def test_what_is_already_the_newest_revision_is_not_cut_again(draft):
    where, chen = draft
    answers.save(*where, {"a": "1"}, chen)
    assert revisions.cut(*where, "saved", chen) == 1
    assert revisions.cut(*where, "saved", chen) is None
    answers.save(*where, {"a": None}, chen)
    assert revisions.cut(*where, "saved", chen) == 2


def test_a_text_set_aside_is_kept_without_being_saved(draft):
    where, chen = draft
    answers.save(*where, {"a": "对方", "b": "1", "c": {"x": "1"}}, chen)
    revisions.cut(*where, "conflict", chen)
    assert revisions.cut(*where, "set_aside", chen, changes={"a": "我的", "b": None, "c": {"y": "2"}}) == 2
    assert revisions.one(*where, 2)["values"] == {"a": "我的", "c": {"y": "2"}}
    assert answers.values(*where) == {"a": "对方", "b": "1", "c": {"x": "1"}}


def test_choosing_what_was_set_aside_is_a_revision_of_its_own(draft):
    where, chen = draft
    answers.save(*where, {"a": "对方"}, chen)
    revisions.cut(*where, "conflict", chen)
    revisions.cut(*where, "set_aside", chen, changes={"a": "我的"})
    assert revisions.cut(*where, "saved", chen) is None
    answers.save(*where, {"a": "我的"}, chen)
    assert revisions.cut(*where, "saved", chen) == 3


def test_an_unknown_cause_is_refused(draft):
    where, chen = draft
    with pytest.raises(ValueError, match="no such cause"):
        revisions.cut(*where, "because", chen)


WAYS = [
    "UPDATE revisions SET note = 'x'",
    "UPDATE OR REPLACE revisions SET number = 2 WHERE number = 1",
    "DELETE FROM revisions",
    "INSERT OR REPLACE INTO revisions SELECT id, unit_id, statement_id, 9, cause, note, '{}', versions,"
    " saved_by, at FROM revisions WHERE number = 1",
    "INSERT OR REPLACE INTO revisions (unit_id, statement_id, number, cause, note, answers, versions,"
    " saved_by, at) SELECT unit_id, statement_id, number, cause, note, '{}', versions, saved_by, at"
    " FROM revisions WHERE number = 1",
]


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("way", WAYS)
def test_no_statement_changes_a_revision(draft, way, recursive):
    where, chen = draft
    for turn in range(2):
        answers.save(*where, {"a": str(turn)}, chen)
        revisions.cut(*where, "saved", chen)
    connection = where[0]
    connection.execute(f"PRAGMA recursive_triggers = {recursive}")
    before = [tuple(row) for row in store.rows(connection, "SELECT * FROM revisions")]
    with pytest.raises(store.IntegrityError, match="append-only"):
        connection.execute(way)
    assert [tuple(row) for row in store.rows(connection, "SELECT * FROM revisions")] == before
