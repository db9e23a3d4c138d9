from datetime import UTC, datetime, timedelta

import pytest

from collector.store import attempts, people, sessions, setup_links, units
from collector.store import database as store

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def later(**span):
    return NOON + timedelta(**span)


@pytest.fixture
def unit_id(connection):
    return units.add(connection, "江城水文局")


@pytest.fixture
def chen(connection, unit_id):
    return people.add(
        connection,
        unit_id,
        account="chenyuanshan",
        name="陈远山",
        position="局长",
        password_hash="x",
        now=NOON,
    )


def test_units_form_a_tree(connection, unit_id):
    office = units.add(connection, "办公室", parent_id=unit_id)
    assert units.one(connection, office)["parent_id"] == unit_id
    assert units.one(connection, 99) is None


def test_a_person_is_found_by_account_however_it_is_typed(connection, chen):
    assert people.by_account(connection, " ＣＨＥＮyuanshan ")["id"] == chen
    assert people.by_account(connection, "zhouqing") is None


def test_an_account_exists_once(connection, unit_id, chen):
    other = units.add(connection, "别处")
    with pytest.raises(people.AccountTaken):
        people.add(connection, other, account="ChenYuanShan", name="陈远", password_hash="y")


def test_a_person_is_not_seen_from_another_unit(connection, unit_id, chen):
    other = units.add(connection, "别处")
    assert people.one(connection, unit_id, chen)["name"] == "陈远山"
    assert people.one(connection, other, chen) is None
    assert people.in_unit(connection, other) == []


def test_roles_are_given_and_taken(connection, unit_id, chen):
    people.grant(connection, unit_id, chen, "official")
    people.grant(connection, unit_id, chen, "official")
    people.grant(connection, unit_id, chen, "administrator")
    assert people.roles_of(connection, unit_id, chen) == {"official", "administrator"}
    people.revoke(connection, unit_id, chen, "official")
    assert people.roles_of(connection, unit_id, chen) == {"administrator"}
    with pytest.raises(ValueError, match="king"):
        people.grant(connection, unit_id, chen, "king")


def test_a_disabled_administrator_does_not_count(connection, unit_id, chen):
    assert not people.has_administrator(connection)
    people.grant(connection, unit_id, chen, "administrator")
    assert people.has_administrator(connection)
    people.disable(connection, unit_id, chen)
    assert not people.has_administrator(connection)


def test_a_token_shows_its_holder(connection, unit_id, chen):
    people.grant(connection, unit_id, chen, "official")
    people.grant(connection, unit_id, chen, "administrator")
    token = sessions.open(connection, chen, now=NOON)
    assert sessions.person(connection, token, now=NOON) == {
        "id": chen,
        "unit_id": unit_id,
        "unit_name": "江城水文局",
        "account": "chenyuanshan",
        "name": "陈远山",
        "position": "局长",
        "must_change_password": True,
        "roles": {"official", "administrator"},
    }


def test_a_role_in_another_unit_is_no_role_here(connection, chen):
    people.grant(connection, units.add(connection, "别处"), chen, "administrator")
    token = sessions.open(connection, chen)
    assert sessions.person(connection, token)["roles"] == set()


def test_the_token_itself_is_not_kept(connection, chen):
    token = sessions.open(connection, chen)
    assert len(token) >= 43
    kept = [value for row in store.rows(connection, "SELECT * FROM sessions") for value in tuple(row)]
    assert token not in kept


@pytest.mark.parametrize("token", ["", "x", "\ud800", "a" * 100_000])
def test_a_wrong_token_is_nobody(connection, chen, token):
    sessions.open(connection, chen)
    assert sessions.person(connection, token) is None


def test_an_idle_session_ends_after_half_an_hour(connection, chen):
    token = sessions.open(connection, chen, now=NOON)
    assert sessions.person(connection, token, now=later(minutes=29))
    assert sessions.person(connection, token, now=later(minutes=58))
    assert sessions.person(connection, token, now=later(minutes=88)) is None


def test_what_the_browser_does_by_itself_keeps_no_session_alive(connection, chen):
    token = sessions.open(connection, chen, now=NOON)
    assert sessions.person(connection, token, touch=False, now=later(minutes=29))
    assert sessions.person(connection, token, now=later(minutes=31)) is None


def test_a_busy_session_ends_after_twelve_hours(connection, chen):
    token = sessions.open(connection, chen, now=NOON)
    for minutes in range(20, 12 * 60, 20):
        assert sessions.person(connection, token, now=later(minutes=minutes))
    assert sessions.person(connection, token, now=later(hours=12)) is None


def test_looking_again_within_a_minute_writes_nothing(connection, chen):
    token = sessions.open(connection, chen, now=NOON)
    before = connection.total_changes
    sessions.person(connection, token, now=later(seconds=59))
    assert connection.total_changes == before
    sessions.person(connection, token, now=later(seconds=60))
    assert connection.total_changes == before + 1


def test_signing_out_ends_one_session(connection, chen):
    here, there = sessions.open(connection, chen), sessions.open(connection, chen)
    sessions.end(connection, here)
    assert sessions.person(connection, here) is None
    assert sessions.person(connection, there)


def test_a_new_password_ends_every_session(connection, unit_id, chen):
    token = sessions.open(connection, chen)
    people.set_password(connection, chen, "new")
    assert sessions.person(connection, token) is None
    kept = people.one(connection, unit_id, chen)
    assert (kept["password_hash"], kept["must_change_password"]) == ("new", 0)


def test_a_disabled_person_is_out_at_once_and_for_good(connection, unit_id, chen):
    token = sessions.open(connection, chen)
    people.disable(connection, unit_id, chen)
    assert sessions.person(connection, token) is None
    assert sessions.person(connection, sessions.open(connection, chen)) is None


def test_nobody_is_disabled_from_another_unit(connection, chen):
    token = sessions.open(connection, chen)
    people.disable(connection, units.add(connection, "别处"), chen)
    assert sessions.person(connection, token)


def test_a_setup_link_works_once(connection):
    token = setup_links.create(connection)
    assert setup_links.valid(connection, token)
    assert setup_links.use(connection, token)
    assert not setup_links.use(connection, token)
    assert not setup_links.valid(connection, token)


def test_a_setup_link_lasts_a_day(connection):
    token = setup_links.create(connection, now=NOON)
    assert setup_links.valid(connection, token, now=later(hours=23, minutes=59))
    assert not setup_links.valid(connection, token, now=later(hours=24))
    assert not setup_links.use(connection, token, now=later(hours=24))


def test_a_new_setup_link_revokes_the_earlier_one(connection):
    earlier = setup_links.create(connection)
    newer = setup_links.create(connection)
    assert not setup_links.use(connection, earlier)
    assert setup_links.use(connection, newer)


def fail(connection, times, account="chen", address="10.0.0.1", now=NOON):
    for _ in range(times):
        attempts.record(connection, account, address, now=now)


def test_the_sixth_attempt_waits_until_the_first_is_five_minutes_old(connection):
    fail(connection, 4)
    assert attempts.blocked(connection, "chen", "10.0.0.1", now=NOON) == 0
    fail(connection, 1)
    assert 300 <= attempts.blocked(connection, "chen", "10.0.0.1", now=NOON) <= 301
    assert attempts.blocked(connection, " CHEN ", "10.0.0.1", now=NOON) > 0
    assert 0 < attempts.blocked(connection, "chen", "10.0.0.1", now=later(minutes=4)) <= 61
    assert attempts.blocked(connection, "chen", "10.0.0.1", now=later(minutes=5)) == 0


def test_a_few_wrong_passwords_lock_nobody_out_elsewhere(connection):
    fail(connection, 5)
    assert attempts.blocked(connection, "chen", "10.0.0.2", now=NOON) == 0
    assert attempts.blocked(connection, "zhou", "10.0.0.1", now=NOON) == 0


def test_guesses_spread_over_addresses_are_stopped(connection):
    for address in range(5):
        fail(connection, 4, address=f"10.0.0.{address}")
    assert attempts.blocked(connection, "chen", "10.9.9.9", now=NOON) > 0


def test_guesses_spread_over_accounts_are_stopped(connection):
    for account in range(10):
        fail(connection, 3, account=f"person{account}")
    assert attempts.blocked(connection, "zhou", "10.0.0.1", now=NOON) > 0
    assert attempts.blocked(connection, "zhou", "10.0.0.2", now=NOON) == 0


def test_a_success_is_forgotten_but_not_the_guesses_of_others(connection):
    fail(connection, 20, address="10.9.9.9")
    fail(connection, 1)
    attempts.forget(connection, "chen", "10.0.0.1")
    assert attempts.blocked(connection, "chen", "10.0.0.1", now=NOON) > 0
    attempts.forget(connection, "chen")
    assert attempts.blocked(connection, "chen", "10.9.9.9", now=NOON) == 0


def test_what_is_typed_as_an_account_is_not_kept(connection):
    attempts.record(connection, "my-Password-47", "10.0.0.1")
    attempts.record(connection, "\ud800", "10.0.0.1")
    assert "Password" not in str([tuple(row) for row in store.rows(connection, "SELECT * FROM attempts")])


def test_old_attempts_are_dropped(connection):
    fail(connection, 3)
    attempts.record(connection, "zhou", "10.0.0.2", now=later(minutes=6))
    assert store.rows(connection, "SELECT COUNT(*) FROM attempts")[0][0] == 1
