import re

import pytest
from broken import breaking

from collector import passwords
from collector.store import audit, definitions, people, setup_links, units


def test_migrate_makes_the_database_and_loads_the_definitions_once(run, tmp_path):
    first, second = run("migrate"), run("migrate")
    assert first.exit_code == second.exit_code == 0
    assert "已装入报告类型 integrity" in first.output
    assert "已装入" not in second.output
    assert oct((tmp_path / "var" / "collector.sqlite3").stat().st_mode)[-3:] == "600"


def test_a_broken_definition_stops_migrate_and_the_old_one_stays(run, sample, migrated):
    breaking(sample)
    result = run("migrate")
    assert result.exit_code == 1
    assert "报告类型 kinds 有错，没有装入" in result.stderr
    assert "first.toml，问题 year，键 type：没有“integre”这种类型，是不是“integer”？" in result.stderr
    assert [row["name"] for row in definitions.all(migrated)] == ["kinds"]
    assert "integre" not in definitions.latest(migrated, "kinds")["sources"]["first.toml"]


def test_a_database_that_cannot_be_made_is_told_plainly(run, monkeypatch):
    monkeypatch.setenv("COLLECTOR_DATABASE", "/dev/null/collector.sqlite3")
    result = run("migrate")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: 数据库 /dev/null/collector.sqlite3 打不开")


@pytest.mark.parametrize("command", [("setup-link",), ("add-person", "chen", "陈远山")])
def test_commands_on_a_missing_database_say_what_to_run_and_make_none(run, tmp_path, command):
    result = run(*command)
    assert result.exit_code == 1
    assert "请先运行 collector migrate" in result.stderr
    assert not (tmp_path / "var").exists()


def test_an_unsafe_setting_ends_a_command_with_its_explanation(run, monkeypatch):
    monkeypatch.setenv("COLLECTOR_HTTPS", "perhaps")
    result = run("migrate")
    assert result.exit_code == 1
    assert "COLLECTOR_HTTPS 只能是 1 或 0" in result.stderr


@pytest.mark.parametrize("name", ["PORT", "WEB_CONCURRENCY"])
@pytest.mark.parametrize("command", ["migrate", "setup-link"])
def test_a_port_that_is_none_ends_a_command_before_a_link_is_printed(
    run, migrated, monkeypatch, name, command
):
    monkeypatch.setenv(name, "abc")
    result = run(command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"- {name} " in result.stderr


def token_in(output):
    return re.search(r"http://127\.0\.0\.1:8000/setup/(\S+)", output)[1]


def test_a_setup_link_is_renewed_and_the_older_one_stops_working(run, migrated):
    first, second = (token_in(run("setup-link").output) for _ in range(2))
    assert not setup_links.valid(migrated, first)
    assert setup_links.valid(migrated, second)


def test_a_setup_link_begins_with_the_address_given(run, migrated):
    assert (
        "https://report.example.cn/setup/" in run("setup-link", "--base", "https://report.example.cn/").output
    )


def test_a_setup_link_is_not_made_where_there_is_an_administrator(run, migrated):
    assert token_in(run("setup-link", "--if-needed").output)
    run("add-person", "zhou", "周清", "--unit", "江城市水文局", "--role", "administrator")
    result = run("setup-link", "--if-needed")
    assert (result.exit_code, result.output) == (0, "")
    refused = run("setup-link")
    assert refused.exit_code == 1
    assert "已有管理员" in refused.stderr
    assert "collector new-password" in refused.stderr


def test_a_setup_link_behind_a_proxy_names_the_host_people_use(run, migrated, monkeypatch):
    for name, value in (("HTTPS", "1"), ("TRUSTED_PROXIES", "1"), ("HOSTS", "report.jiangcheng.example")):
        monkeypatch.setenv(f"COLLECTOR_{name}", value)
    assert "https://report.jiangcheng.example/setup/" in run("setup-link").output


def test_a_forgotten_password_is_replaced_by_one_for_once(run, migrated):
    run("add-person", "zhou", "周清", "--unit", "江城市水文局", "--role", "administrator")
    result = run("new-password", "ZHOU")
    password = re.search(r"账号 zhou 的一次性密码：(\S+)（只显示这一次）", result.output)[1]
    person = people.by_account(migrated, "zhou")
    assert passwords.is_right(person["password_hash"], password)
    assert person["must_change_password"]
    assert audit.newest(migrated, person["unit_id"])[0]["action"] == "password_replaced"


def test_a_password_is_replaced_only_where_there_is_an_account(run, migrated):
    result = run("new-password", "nobody")
    assert result.exit_code == 1
    assert "没有账号“nobody”" in result.stderr


def test_going_back_to_older_wording_is_told_and_done_when_asked(run, sample, migrated):
    path = sample / "forms" / "kinds" / "first.toml"
    older = path.read_text("utf-8")
    path.write_text(older.replace('label = "年度"', 'label = "年份"'), "utf-8")
    assert "已装入报告类型 kinds" in run("migrate").output
    path.write_text(older, "utf-8")
    assert "collector migrate --again" in run("migrate").output
    assert '"年份"' in definitions.latest(migrated, "kinds")["sources"]["first.toml"]
    done = run("migrate", "--again").output
    assert "已装入报告类型 kinds" in done
    assert "--again" not in done
    assert '"年份"' not in definitions.latest(migrated, "kinds")["sources"]["first.toml"]


def test_a_person_is_added_with_a_password_for_once(run, migrated):
    result = run("add-person", "ChenYuanshan", "陈远山", "--unit", "江城市水文局", "--position", "局长")
    assert result.exit_code == 0
    password = re.search(r"账号 chenyuanshan，初始密码 (\S+)（只显示这一次）", result.output)[1]
    person = people.by_account(migrated, "chenyuanshan")
    assert passwords.is_right(person["password_hash"], password)
    assert (person["name"], person["position"], person["must_change_password"]) == ("陈远山", "局长", 1)
    assert set(people.roles_of(migrated, person["unit_id"], person["id"])) == {"official"}


def test_the_only_unit_need_not_be_named_and_a_known_one_is_not_made_again(run, migrated):
    run("add-person", "chen", "陈远山", "--unit", "江城市水文局")
    run("add-person", "zhou", "周清")
    run("add-person", "lihe", "李河", "--unit", "江城市水文局")
    assert len(units.all(migrated)) == 1
    assert len(people.in_unit(migrated, units.all(migrated)[0]["id"])) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chen", "陈远山"), "请用 --unit 写明单位名称"),
        ((" ", "陈远山", "--unit", "江城市水文局"), "请填写账号"),
        (("chen", "", "--unit", "江城市水文局"), "请填写姓名"),
        (("chen", "陈" * 21, "--unit", "江城市水文局"), "姓名最多 20 个字"),
        (("chen", "陈远山", "--unit", " "), "请填写单位名称"),
        (("chen", "陈\udce9", "--unit", "江城市水文局"), "姓名里有损坏的文字"),
    ],
)
def test_a_person_that_cannot_be_added_is_told_why(run, migrated, arguments, said):
    result = run("add-person", *arguments)
    assert result.exit_code == 1
    assert said in result.stderr
    assert units.all(migrated) == []


def test_an_account_is_given_to_one_person_only(run, migrated):
    run("add-person", "chen", "陈远山", "--unit", "江城市水文局")
    result = run("add-person", "ＣＨＥＮ", "陈静", "--unit", "江城市水务局")
    assert result.exit_code == 1
    assert "已有人使用，请换一个" in result.stderr
    assert len(units.all(migrated)) == 1
