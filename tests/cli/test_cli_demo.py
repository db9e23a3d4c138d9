import itertools
import re

import sample_answers

from collector import demo, passwords
from collector.store import database as store
from collector.store import people, statements, units


def test_the_demo_is_a_unit_two_people_and_three_years_in_a_database_of_its_own(run, tmp_path):
    result = run("demo")
    assert result.exit_code == 0
    path = tmp_path / "var" / demo.FILE_NAME
    connection = store.connection(path)
    assert not (tmp_path / "var" / "collector.sqlite3").exists()
    accounts = dict(re.findall(r"账号 (\S+)，密码 (\S+)", result.output))
    assert set(accounts) == {"chenyuanshan", "zhouqing"}
    for account, password in accounts.items():
        assert passwords.is_right(people.by_account(connection, account)["password_hash"], password)
    person = people.by_account(connection, "chenyuanshan")
    listed = statements.of_person(connection, person["unit_id"], person["id"])
    assert sorted(row["year"] for row in listed) == [2024, 2025, 2026]
    assert [row["missing"] == 0 for row in sorted(listed, key=lambda row: row["year"])] == [True, True, False]


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
