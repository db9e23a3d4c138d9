import itertools
import re
from decimal import Decimal

import pytest
import sample_answers
import serving

from collector import demo, passwords
from collector.demo import filing
from collector.statement import answers, states
from collector.store import clerks, people, revisions, search, statements, units
from collector.store import database as store
from collector.web import confirming, searching

HEAD, DEPUTY = 1, 4


def test_the_demo_is_a_unit_five_people_and_three_years_in_a_database_of_its_own(run, tmp_path):
    result = run("demo")
    assert result.exit_code == 0
    path = tmp_path / "var" / demo.FILE_NAME
    connection = store.connection(path)
    assert not (tmp_path / "var" / "collector.sqlite3").exists()
    accounts = dict(re.findall(r"账号 (\S+)，密码 (\S+)", result.output))
    assert list(accounts) == [account for account, *_ in demo.PEOPLE]
    for account, password in accounts.items():
        assert passwords.is_right(people.by_account(connection, account)["password_hash"], password)
    assert list(ways(connection, HEAD).values()) == ["draft", "archived", "archived"]
    assert list(ways(connection, DEPUTY).values()) == ["submitted", "archived", "archived"]
    (clerk,) = clerks.clerks_of(connection, 1, DEPUTY)
    assert clerk["account"] == "heqinghe"


def ways(connection, person_id):
    """The states of a person's statements, the newest first; nothing is missing in what was handed in."""
    listed = statements.of_person(connection, 1, person_id)
    assert [row["year"] for row in listed] == [2026, 2025, 2024]
    assert [row["missing"] == 0 for row in listed] == [row["state"] != "draft" for row in listed]
    return {row["id"]: row["state"] for row in listed}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The demonstration's database."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    serving.demo_database(path)
    yield path
    store.close(path)


def test_what_the_demo_handed_in_went_every_step_of_the_way(built):
    connection = store.connection(built)
    for person, newest in ((HEAD, ["saved"]), (DEPUTY, ["submitted", "saved"])):
        open_one, *earlier = ways(connection, person)
        causes = [
            [row["cause"] for row in revisions.all(connection, 1, each)] for each in (open_one, *earlier)
        ]
        archived = ["archived", "approved", "submitted", "saved"]
        assert causes == [newest, archived, archived]
        for each in earlier:
            row = statements.one(connection, 1, each)
            moments = [kept["at"] for kept in revisions.all(connection, 1, each)]
            assert moments == sorted(moments, reverse=True)
            assert moments[2] == row["submitted_at"] < row["opened_at"] < moments[1]
            assert revisions.one(connection, 1, each, row["submitted_revision"])["cause"] == "submitted"


def test_what_the_demo_handed_in_has_no_finding_without_an_answer(built):
    connection = store.connection(built)
    explained = demo.of_their_own("wangxiaohe")["explanations"]
    told = set()
    with filing.desk(built) as desk:
        for person in (HEAD, DEPUTY):
            for statement_id, state in ways(connection, person).items():
                if state == "draft":
                    continue
                row = desk.row(statement_id)
                items = confirming.items(desk.draft(row))
                assert all(item.is_confirmed for item in items)
                assert row["doubts"] == len({item.question.name for item in items})
                told |= {f"{row['year']} {item.key}" for item in items}
    assert told == set(explained)


def test_what_the_demo_handed_in_is_found_by_one_character(built):
    connection = store.connection(built)
    with filing.desk(built) as desk:
        for person in (HEAD, DEPUTY):
            for statement_id, state in ways(connection, person).items():
                indexed = search.texts(connection, [statement_id]).get(statement_id)
                assert (indexed is not None) == (state != "draft")
                if indexed:
                    meant = searching.texts(desk.draft(desk.row(statement_id)))
                    assert dict(zip(indexed.names, indexed.text.split(search.BREAK), strict=True)) == meant


def test_the_deputys_newest_year_is_worth_comparing():
    definition = sample_answers.definition()
    years = [demo.year_answers(definition, year, "wangxiaohe") for year in demo.YEARS]
    for found in years:
        assert answers.problems(definition, found) == []
    first, then, now = ({name: each.get(name) for name in years[0]} for each in years)
    figures = {question.name for question in definition.asked if question.type in ("integer", "decimal")}
    unchanged = {name for name in figures if first.get(name) == then.get(name) == now.get(name) is not None}
    assert {"org_life_attended", "reminder_talks_held", "theme_party_days"} <= unchanged
    swings = {
        name: Decimal(now[name]) / Decimal(then[name]) for name in ("criticism_given", "integrity_talks_held")
    }
    assert all(abs(each - 1) > Decimal("0.5") for each in swings.values())
    assert (then["gifts_returned"], now["gifts_returned"]) == ("1", states.NONE)
    copied = then["two_upholds_measures"].splitlines()[1]
    assert now["two_upholds_measures"].splitlines()[1] == copied
    sentences = [re.findall("[^。]+。", each["key_power_risk"]) for each in (then, now)]
    moved = [
        [each for each in listed if each in sentences[0] and each in sentences[1]] for listed in sentences
    ]
    assert moved[0] != moved[1]
    assert sorted(moved[0]) == sorted(moved[1])


def test_the_demo_is_made_anew_each_time(run, tmp_path):
    outputs = [run("demo").output for _ in range(2)]
    assert outputs[0] != outputs[1]
    connection = store.connection(tmp_path / "var" / demo.FILE_NAME)
    assert len(units.all(connection)) == 1


def test_the_years_of_the_demo_differ():
    definition = sample_answers.definition()
    years = [demo.year_answers(definition, year) for year in demo.YEARS]
    for one, other in itertools.pairwise(years):
        same = [name for name in one if name in other and one[name] == other[name]]
        assert len(same) < len(one) / 2
