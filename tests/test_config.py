import concurrent.futures
import multiprocessing
import os

import pytest

from collector import config

SECRET = "k" * 48
BEHIND_A_PROXY = {
    "COLLECTOR_HTTPS": "1",
    "COLLECTOR_TRUSTED_PROXIES": "1",
    "COLLECTOR_HOSTS": "report.example.cn",
    "COLLECTOR_SECRET_KEY": SECRET,
}


def refusal(environ, root):
    with pytest.raises(config.Refused) as refused:
        config.settings(environ, root)
    return "\n".join(refused.value.problems)


def said(environ, root):
    with pytest.raises(config.Refused) as refused:
        config.settings(environ, root)
    return str(refused.value)


def test_without_settings_it_serves_this_machine_only_with_a_secret_of_its_own(tmp_path):
    found = config.settings({}, tmp_path)
    assert found.bind == "127.0.0.1:8000"
    assert found.database == tmp_path / "var/collector.sqlite3"
    assert not found.is_exposed
    assert found.hosts == ("127.0.0.1", "localhost")
    assert len(found.secret_key) >= 48
    assert config.settings({}, tmp_path).secret_key == found.secret_key


def test_its_own_secret_is_for_its_user_only(tmp_path):
    config.settings({}, tmp_path)
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "var/secret").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path / "var") == ["secret"]


def secret_of(root):
    return config.settings({}, root).secret_key


def test_processes_that_start_at_once_share_one_secret(tmp_path):
    context = multiprocessing.get_context("fork")
    for attempt in range(5):
        with concurrent.futures.ProcessPoolExecutor(4, mp_context=context) as pool:
            found = set(pool.map(secret_of, [tmp_path / str(attempt)] * 4, timeout=30))
        assert len(found) == 1


def test_a_secret_file_others_can_read_is_refused(tmp_path):
    config.settings({}, tmp_path)
    (tmp_path / "var/secret").chmod(0o644)
    assert "chmod 600" in refusal({}, tmp_path)


def test_a_short_secret_is_refused_wherever_it_stands(tmp_path):
    assert "COLLECTOR_SECRET_KEY 太短" in refusal({"COLLECTOR_SECRET_KEY": "k" * 31}, tmp_path)
    (tmp_path / "var").mkdir()
    (tmp_path / "var/secret").write_text("")
    (tmp_path / "var/secret").chmod(0o600)
    assert "太短" in refusal({}, tmp_path)


@pytest.mark.parametrize(
    "bind", ["0.0.0.0:8000", "192.168.1.5:80", "[::]:8000", ":8000", "report.example.cn:80"]
)
def test_plain_http_for_other_machines_is_refused(tmp_path, bind):
    environ = {"COLLECTOR_BIND": bind, "COLLECTOR_HOSTS": "report.example.cn"}
    assert "明文 HTTP" in refusal(environ, tmp_path)
    allowed = config.settings({**environ, "COLLECTOR_ALLOW_INSECURE_HTTP": "1"}, tmp_path)
    assert allowed.is_insecure


def test_a_refused_start_writes_nothing(tmp_path):
    refusal({"COLLECTOR_BIND": "0.0.0.0:8000"}, tmp_path)
    assert os.listdir(tmp_path) == []


def test_a_proxy_without_https_is_refused(tmp_path):
    environ = {"COLLECTOR_TRUSTED_PROXIES": "1", "COLLECTOR_HOSTS": "report.example.cn"}
    assert "明文 HTTP" in refusal(environ, tmp_path)


def test_https_without_a_proxy_is_refused(tmp_path):
    assert "反向代理" in refusal({"COLLECTOR_HTTPS": "1"}, tmp_path)


@pytest.mark.parametrize("hosts", ["", "*"])
def test_an_exposed_service_must_know_its_host_names(tmp_path, hosts):
    assert "COLLECTOR_HOSTS" in refusal({**BEHIND_A_PROXY, "COLLECTOR_HOSTS": hosts}, tmp_path)


def test_behind_an_https_proxy_it_is_safe(tmp_path):
    found = config.settings({**BEHIND_A_PROXY, "COLLECTOR_HOSTS": "a.example.cn, b.example.cn"}, tmp_path)
    assert found.https
    assert not found.is_insecure
    assert found.hosts == ("a.example.cn", "b.example.cn")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "bind", ["127.0.0.1:9000", "127.8.0.1:80", "localhost:9000", "[::1]:80", "unix:/run/c"]
)
def test_addresses_of_this_machine_need_nothing(tmp_path, bind):
    assert not config.settings({"COLLECTOR_BIND": bind}, tmp_path).is_exposed


def test_a_port_alone_stays_on_this_machine(tmp_path):
    assert config.settings({"PORT": "9000"}, tmp_path).bind == "127.0.0.1:9000"


@pytest.mark.parametrize(
    ("name", "value"),
    [("HTTPS", "maybe"), ("TRUSTED_PROXIES", "-1"), ("TRUSTED_PROXIES", "９"), ("ALLOW_INSECURE_HTTPS", "1")],
)
def test_a_mistyped_setting_is_named(tmp_path, name, value):
    assert f"COLLECTOR_{name}" in refusal({f"COLLECTOR_{name}": value}, tmp_path)


@pytest.mark.parametrize("port", ["abc", "99999", "-1", "８０００", "80 81", "1" * 5000])
def test_a_port_that_is_none_is_refused_by_the_name_of_its_setting(tmp_path, port):
    assert f"- PORT 里的端口只能是 0 到 65535 的整数，现在是“{port}”" in said({"PORT": port}, tmp_path)
    bound = {"COLLECTOR_BIND": f"127.0.0.1:{port}"}
    assert "- COLLECTOR_BIND 里的端口只能是 0 到 65535 的整数" in said(bound, tmp_path)


@pytest.mark.parametrize("bind", ["unix:/run/c:x", "127.0.0.1:65535", "[::1]:0", "127.0.0.1"])
def test_a_port_within_its_limits_or_none_at_all_is_taken(tmp_path, bind):
    assert config.settings({"COLLECTOR_BIND": bind, "PORT": "not used then"}, tmp_path).bind == bind


@pytest.mark.parametrize("count", ["abc", "0", "-1", "101", "２", "1.5", "1" * 5000])
def test_a_number_of_workers_that_is_none_is_refused_by_name(tmp_path, count):
    assert "- WEB_CONCURRENCY 是工作进程的个数，只能是 1 到 100" in said({"WEB_CONCURRENCY": count}, tmp_path)


def test_workers_are_two_unless_told_otherwise(tmp_path):
    assert config.settings({"WEB_CONCURRENCY": ""}, tmp_path).workers == 2
    assert config.settings({"WEB_CONCURRENCY": "3"}, tmp_path).workers == 3


def test_all_problems_come_at_once(tmp_path):
    environ = {"COLLECTOR_BIND": "0.0.0.0:1", "COLLECTOR_SECRET_KEY": "short", "COLLECTOR_HTTP": "1"}
    with pytest.raises(config.Refused) as refused:
        config.settings(environ, tmp_path)
    assert len(refused.value.problems) == 4
