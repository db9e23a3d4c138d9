import pytest

from collector.store import clerks, definitions, participants, people, review_settings, rounds, statements
from collector.store import database as store
from collector.store import units as kept_units


@pytest.fixture
def unit_id(connection):
    return kept_units.add(connection, "江城市水文局")


@pytest.fixture
def office(connection, unit_id):
    return kept_units.add(connection, "办公室", parent_id=unit_id)


@pytest.fixture
def zhou(connection, unit_id):
    return person(connection, unit_id, "zhou", "周清", "administrator")


@pytest.fixture
def chen(connection, unit_id):
    return person(connection, unit_id, "chen", "陈远山", "official")


@pytest.fixture
def song(connection, office):
    return person(connection, office, "song", "宋兰亭", "clerk")


@pytest.fixture
def served(connection, unit_id, zhou, chen, song):
    """陈远山, for whom 宋兰亭 of the office writes."""
    clerks.assign(connection, unit_id, chen, song, by=zhou)
    return chen


def person(connection, unit_id, account, name, role):
    person_id = people.add(connection, unit_id, account=account, name=name, password_hash="x")
    people.grant(connection, unit_id, person_id, role)
    return person_id


def names(rows):
    return [row["name"] for row in rows]


def test_a_clerk_writes_for_those_assigned_and_for_no_others(connection, unit_id, zhou, served, song):
    wang = person(connection, unit_id, "wang", "王小河", "official")
    assert clerks.serves(connection, song, served)
    assert not clerks.serves(connection, song, wang)
    assert not clerks.serves(connection, served, song)
    assert names(clerks.officials_of(connection, song)) == ["陈远山"]
    assert names(clerks.clerks_of(connection, unit_id, served)) == ["宋兰亭"]
    assert clerks.clerks_of(connection, unit_id, served)[0]["unit_name"] == "办公室"


def test_assigning_twice_is_assigning_once_and_removing_ends_it(connection, unit_id, zhou, served, song):
    clerks.assign(connection, unit_id, served, song, by=zhou)
    assert len(clerks.officials_of(connection, song)) == 1
    assert clerks.remove(connection, unit_id, served, song)
    assert not clerks.remove(connection, unit_id, served, song)
    assert not clerks.serves(connection, song, served)


def test_nobody_is_their_own_clerk(connection, unit_id, chen, zhou):
    with pytest.raises(store.IntegrityError, match="CHECK"):
        clerks.assign(connection, unit_id, chen, chen, by=zhou)


def test_an_assignment_outlives_the_roles_and_says_so(connection, unit_id, office, served, song):
    people.revoke(connection, office, song, "clerk")
    people.disable(connection, unit_id, served)
    (clerk,) = clerks.clerks_of(connection, unit_id, served)
    (official,) = clerks.officials_of(connection, song)
    assert (clerk["has_role"], clerk["disabled_at"]) == (0, None)
    assert official["has_role"] == 1
    assert official["disabled_at"] is not None


def test_an_assignment_goes_with_the_official_to_another_unit(connection, unit_id, office, served, song):
    people.move(connection, unit_id, served, office)
    assert names(clerks.clerks_of(connection, office, served)) == ["宋兰亭"]
    assert clerks.clerks_of(connection, unit_id, served) == []
    assert clerks.remove(connection, office, served, song)


def test_a_clerk_who_moves_keeps_those_they_write_for(connection, unit_id, office, served, song):
    people.move(connection, office, song, unit_id)
    (clerk,) = clerks.clerks_of(connection, unit_id, served)
    assert (clerk["unit_id"], clerk["has_role"]) == (unit_id, 1)


def test_a_unit_that_somebody_with_a_clerk_left_can_be_removed(connection, unit_id, zhou, song):
    team = kept_units.add(connection, "监测科", parent_id=unit_id)
    wang = person(connection, team, "wang", "王小河", "official")
    clerks.assign(connection, team, wang, song, by=zhou)
    people.move(connection, team, wang, unit_id)
    kept_units.remove(connection, team)
    assert clerks.serves(connection, song, wang)


def test_a_clerk_finds_the_statements_of_their_officials_with_the_later_deadline(
    connection, unit_id, zhou, served, song
):
    definition_id = definitions.add(
        connection, name="integrity", hash="h", title="t", sources={}, template=b"PK"
    )
    wang = person(connection, unit_id, "wang", "王小河", "official")
    key = {"definition_name": "integrity", "period": "年度"}
    round_id = rounds.add(
        connection,
        unit_id,
        year=2026,
        cutoff_date="2026-11-30",
        deadline="2026-12-20",
        opened_by=zhou,
        **key,
    )
    participants.add(connection, unit_id, round_id, [served, wang])
    made = {}
    for person_id, year in ((served, 2025), (served, 2026), (wang, 2026), (served, 2024)):
        made[person_id, year] = statements.create(
            connection, unit_id, person_id, definition_id=definition_id, year=year, **key
        )
    statements.discard(connection, unit_id, made[served, 2024])
    found = clerks.statements_of(connection, song)
    assert [(row["id"], row["deadline"]) for row in found] == [
        (made[served, 2026], "2026-12-20"),
        (made[served, 2025], None),
    ]
    rounds.extend(
        connection,
        unit_id,
        round_id,
        deadline="2026-12-31",
        reason="出差",
        by=zhou,
        person_ids=[served],
    )
    assert clerks.statements_of(connection, song)[0]["deadline"] == "2026-12-31"


def test_the_stages_of_a_review_are_those_of_the_nearest_unit_that_has_any(connection, unit_id, office):
    assert review_settings.stages(connection, office) == 1
    review_settings.set_stages(connection, unit_id, 2)
    assert review_settings.stages(connection, office) == 2
    assert review_settings.own_stages(connection, office) is None
    review_settings.set_stages(connection, office, 1)
    assert (review_settings.own_stages(connection, office), review_settings.stages(connection, office)) == (
        1,
        1,
    )
    review_settings.inherit_stages(connection, office)
    assert review_settings.stages(connection, office) == 2
    assert review_settings.stages(connection, unit_id) == 2
