"""Remarks, their answers and returns: unsent ones are their reviewer's, sent ones stay as they are."""

from datetime import UTC, datetime

import pytest
from test_writers import prepared

from collector.store import answers, people, remarks, revisions, statements
from collector.store import database as store

AT = datetime(2026, 12, 5, 4, 0, tzinfo=UTC)


@pytest.fixture
def submitted(connection):
    """(connection, unit_id, statement_id) with revision 1 cut, and the author."""
    unit_id, author, statement_id = prepared(connection)
    where = (connection, unit_id, statement_id)
    answers.save(*where, {"lectures": "8"}, author)
    revisions.cut(*where, "submitted", author)
    return where, author


@pytest.fixture
def where(submitted):
    return submitted[0]


@pytest.fixture
def zhou(where):
    return add(where, "zhou", "周清")


@pytest.fixture
def lin(where):
    return add(where, "lin", "林知远")


def add(where, account, name):
    return people.add(*where[:2], account=account, name=name, password_hash="x")


def give_back(where, person_id, kind="return", revision=1, **said):
    """Return it with remarks; the return's id."""
    options = {"revision": revision, "kind": kind, "reason": "原因", "person_id": person_id, "now": AT}
    return_id = remarks.add_return(*where, **options)
    remarks.send(*where, person_id, said, return_id=return_id, now=AT)
    return return_id


def texts(where):
    return [(row["question"], row["text"]) for row in remarks.of_statement(*where)]


def test_an_unsent_remark_takes_the_place_of_an_earlier_one(where, zhou):
    remarks.note(*where, zhou, "lectures", "请核实")
    remarks.note(*where, zhou, "lectures", "与台账不符，请核实")
    remarks.note(*where, zhou, remarks.WHOLE, "总的不错")
    assert remarks.notes(*where, zhou) == {"lectures": "与台账不符，请核实", "": "总的不错"}
    assert remarks.of_statement(*where) == []


def test_the_unsent_remarks_of_two_reviewers_are_apart(where, zhou, lin):
    remarks.note(*where, zhou, "lectures", "周清的")
    remarks.note(*where, lin, "lectures", "林知远的")
    assert remarks.forget(*where, zhou, "lectures")
    assert not remarks.forget(*where, zhou, "lectures")
    assert remarks.notes(*where, zhou) == {}
    assert remarks.notes(*where, lin) == {"lectures": "林知远的"}


def test_sending_keeps_the_remarks_and_drops_their_unsent_versions_alone(where, zhou, lin):
    for person_id in (zhou, lin):
        remarks.note(*where, person_id, "lectures", "请核实")
        remarks.note(*where, person_id, "meetings", "请补充")
    remarks.send(*where, zhou, {"lectures": "请核实"}, now=AT)
    assert texts(where) == [("lectures", "请核实")]
    assert remarks.notes(*where, zhou) == {"meetings": "请补充"}
    assert set(remarks.notes(*where, lin)) == {"lectures", "meetings"}


def test_a_return_is_in_force_from_now_on_and_names_the_questions_of_its_remarks(where, zhou):
    first = give_back(where, zhou, lectures="请核实", **{"": "总的不错"})
    row = statements.one(*where)
    assert (row["return_id"], row["stage"]) == (first, 0)
    revisions.cut(*where, "submitted", zhou, changes={})
    second = give_back(where, zhou, kind="correction", revision=2, meetings="请补充")
    assert statements.one(*where)["return_id"] == second
    assert remarks.named(*where, [first]) == {"lectures"}
    assert remarks.named(*where, [second]) == {"meetings"}
    assert remarks.named(*where, [first, second]) == {"lectures", "meetings"}
    assert [(row["id"], row["kind"], row["revision"], row["name"]) for row in remarks.returns(*where)] == [
        (second, "correction", 2, "周清"),
        (first, "return", 1, "周清"),
    ]


def test_a_revision_is_returned_once(where, zhou):
    give_back(where, zhou)
    with pytest.raises(store.IntegrityError, match="append-only"):
        give_back(where, zhou)


def test_an_answer_to_an_answer_hangs_on_the_remark_that_began_it(where, submitted, zhou):
    give_back(where, zhou, lectures="请核实")
    (first,) = remarks.of_statement(*where)
    second = remarks.answer(*where, first["id"], submitted[1], "已核实")
    third = remarks.answer(*where, second, zhou, "好")
    listed = remarks.of_statement(*where)
    assert [(row["id"], row["answers_id"], row["return_id"], row["name"]) for row in listed] == [
        (first["id"], None, statements.one(*where)["return_id"], "周清"),
        (second, first["id"], None, "陈远山"),
        (third, first["id"], None, "周清"),
    ]
    assert {row["question"] for row in listed} == {"lectures"}


def test_saying_the_same_twice_running_is_saying_it_once(where, submitted, zhou):
    give_back(where, zhou, lectures="请核实", meetings="请核实")
    first, other = (row["id"] for row in remarks.of_statement(*where))
    said = remarks.answer(*where, first, submitted[1], "已核实")
    assert remarks.answer(*where, first, submitted[1], "已核实") == said
    assert remarks.answer(*where, said, submitted[1], "已核实") == said
    assert remarks.answer(*where, other, submitted[1], "已核实") != said
    assert remarks.answer(*where, first, zhou, "已核实") != said
    assert remarks.answer(*where, first, submitted[1], "已核实") != said
    assert len(texts(where)) == 2 + 4


def test_a_remark_of_another_statement_is_not_answered(where, submitted, zhou):
    give_back(where, zhou, lectures="请核实")
    (first,) = remarks.of_statement(*where)
    connection, unit_id, statement_id = where
    assert remarks.answer(connection, unit_id, statement_id + 1, first["id"], zhou, "好") is None
    assert remarks.answer(connection, unit_id + 1, statement_id, first["id"], zhou, "好") is None
    assert remarks.answer(*where, first["id"] + 1, zhou, "好") is None


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("table", ["remarks", "returns"])
@pytest.mark.parametrize(
    "way",
    [
        "UPDATE {} SET at = 'x'",
        "UPDATE {} SET id = 99",
        "DELETE FROM {}",
        "INSERT OR REPLACE INTO {} SELECT * FROM {}",
        "REPLACE INTO {} SELECT * FROM {} LIMIT 1",
    ],
)
def test_no_statement_changes_what_was_sent(where, zhou, table, way, recursive):
    give_back(where, zhou, lectures="请核实")
    connection = where[0]
    connection.execute(f"PRAGMA recursive_triggers = {recursive}")
    before = [tuple(row) for row in store.rows(connection, f"SELECT * FROM {table}")]
    with pytest.raises(store.IntegrityError, match="append-only"):
        connection.execute(way.replace("{}", table))
    assert [tuple(row) for row in store.rows(connection, f"SELECT * FROM {table}")] == before
