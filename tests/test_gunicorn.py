import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from collector import config
from collector.store import tokens

# A worker that is told to stop before it loads its application does not hear it: wait for both.
STUB = """
print("stub loaded", flush=True)

def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.url_scheme"].encode()]
"""


def command(*arguments):
    return [sys.executable, "-m", "gunicorn", *arguments]


def surroundings(**environ):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COLLECTOR_")}
    return {"cwd": config.ROOT, "env": {**clean, "COLLECTOR_SECRET_KEY": "k" * 48, **environ}, "text": True}


def refusal(*arguments, **environ):
    return subprocess.run(command(*arguments), **surroundings(**environ), capture_output=True, timeout=60)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def served(tmp_path):
    (tmp_path / "stub.py").write_text(STUB)
    port = free_port()
    log = tmp_path / "log"
    with log.open("w") as out:
        arguments = command("--pythonpath", str(tmp_path), "stub:app")
        process = subprocess.Popen(arguments, **surroundings(PORT=str(port)), stdout=out, stderr=out)
    try:
        deadline = time.monotonic() + 30
        while log.read_text().count("stub loaded") < 2:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield port, log
    finally:
        process.terminate()
        process.wait(30)


def fetched(port, path, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


def access_lines(log, count):
    deadline = time.monotonic() + 10
    lines = []
    while len(lines) < count and time.monotonic() < deadline:
        lines = [line for line in log.read_text().splitlines() if '"GET' in line]
        time.sleep(0.05)
    return lines


def test_the_access_log_holds_no_query_string_no_token_and_no_forged_line(served):
    port, log = served
    token = tokens.new()
    fetched(port, "/statements/12?answer=secret-words")
    fetched(port, f"/setup/{token}")
    fetched(port, "/x%0a127.0.0.1%20forged")
    # Two workers write it, each when it gets to it.
    found = sorted(re.search(r'"GET .*?" \d+', line)[0] for line in access_lines(log, 3))
    assert found == [
        '"GET /setup/***" 200',
        '"GET /statements/12" 200',
        '"GET /x%0a127.0.0.1%20forged" 200',
    ]
    assert "secret-words" not in log.read_text()
    assert token not in log.read_text()


def test_a_forwarded_scheme_is_not_believed_by_gunicorn_itself(served):
    port, _ = served
    assert fetched(port, "/", **{"X-Forwarded-Proto": "https"}) == "http"


def test_two_workers_of_four_threads_listen_on_this_machine_without_a_control_socket(served):
    port, log = served
    assert f"Listening at: http://127.0.0.1:{port}" in log.read_text()
    assert "gthread" in log.read_text()
    assert len(re.findall("Booting worker", log.read_text())) == 2
    printed = subprocess.run(
        command("--print-config", "stub:app", "--pythonpath", str(log.parent)),
        **surroundings(),
        capture_output=True,
        timeout=60,
    ).stdout
    kept = dict(re.findall(r"^(\w+)\s+= (.*)$", printed, re.MULTILINE))
    assert (kept["workers"], kept["threads"]) == ("2", "4")
    assert kept["control_socket_disable"] == "True"
    assert kept["preload_app"] == "False"


def test_a_started_service_says_in_one_line_where_it_is(served):
    port, log = served
    assert f"述责述廉填报：http://127.0.0.1:{port} （按 Ctrl+C 停止）" in log.read_text().splitlines()


def test_a_port_in_use_is_told_in_one_line_at_once():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        begun = time.monotonic()
        refused = refusal("stub:app", PORT=str(port))
        bound = refusal("stub:app", COLLECTOR_BIND=f"127.0.0.1:{port}")
    change = f"{port % 65535 + 1} make run"
    assert refused.returncode == 1
    banner, *told = refused.stderr.splitlines()
    assert "Starting gunicorn" in banner
    assert told == [
        f"127.0.0.1:{port} 已被占用，也许服务已在运行；换一个端口：PORT={change}"
        f" / address already in use, choose another port: PORT={change}"
    ]
    assert f"COLLECTOR_BIND=127.0.0.1:{change}" in bound.stderr
    assert time.monotonic() - begun < 10


def test_a_port_just_left_by_a_server_is_free():
    with socket.socket() as server, socket.socket() as client:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        client.connect(("127.0.0.1", port))
        # Who closes first is kept waiting by the kernel, and with it the port.
        server.accept()[0].close()
    assert "已被占用" not in refusal("ghost:app", PORT=str(port)).stderr


@pytest.mark.parametrize("port", ["abc", "99999"])
def test_a_port_that_is_none_is_refused_plainly(port):
    refused = refusal("wsgi:app", PORT=port)
    assert refused.returncode == 1
    assert "PORT 里的端口只能是 0 到 65535" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_it_does_not_start_on_an_unsafe_setting():
    refused = refusal("wsgi:app", COLLECTOR_BIND="0.0.0.0:0", COLLECTOR_HOSTS="report.example.cn")
    assert refused.returncode != 0
    assert "明文 HTTP" in refused.stderr
    assert "Listening at" not in refused.stderr


def test_it_does_not_start_on_an_unsafe_address_from_its_command_line():
    refused = refusal("--bind", "0.0.0.0:0", "wsgi:app")
    assert refused.returncode != 0
    assert "明文 HTTP" in refused.stderr
    assert "Listening at" not in refused.stderr
