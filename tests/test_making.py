"""The Makefile and what the tests say about themselves."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from collector.config import ROOT


@pytest.fixture
def checkout(tmp_path):
    """A folder with the Makefile and the Procfile, and a folder of programs for the PATH."""
    for name in ("Makefile", "Procfile", "requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("sh", "git", "sed", "awk", "make", "touch"):
        (programs / name).symlink_to(shutil.which(name))
    return tmp_path


def program(checkout, name, script):
    path = checkout / "programs" / name
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def make(checkout, *arguments):
    return subprocess.run(
        ["make", *arguments],
        cwd=checkout,
        env={"PATH": str(checkout / "programs")},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_make_alone_lists_what_it_can_do(checkout):
    listed = make(checkout).stdout
    for target in ("run", "test", "install", "demo", "bench", "check", "floor", "lock", "clean"):
        assert re.search(rf"^  make {target} ", listed, re.MULTILINE)


def test_a_missing_python_is_named_with_its_package(checkout):
    said = make(checkout, "run")
    assert said.returncode != 0
    assert "缺少 python3" in said.stderr
    assert "sudo apt-get install python3 python3-venv" in said.stderr


def test_an_old_python_is_named_with_its_version(checkout):
    program(checkout, "python3", '[ "$1" = --version ] && echo Python 3.9.2 || exit 1')
    said = make(checkout, "test")
    assert "Python 3.11 or newer is needed: Python 3.9.2" in said.stderr


def test_a_missing_venv_module_and_a_missing_git_are_named_together(checkout):
    program(checkout, "python3", 'case "$2" in *ensurepip*) exit 1;; esac')
    (checkout / "programs/git").unlink()
    said = make(checkout, "run")
    assert "sudo apt-get install python3-venv" in said.stderr
    assert "sudo apt-get install git" in said.stderr
    assert not (checkout / ".venv").exists()


def test_the_service_is_started_by_the_command_of_the_procfile(checkout):
    (checkout / "Procfile").write_text("web: gunicorn other:app\n")
    assert re.search(r"exec gunicorn other:app$", make(checkout, "-n", "run").stdout, re.MULTILINE)
    assert re.search(r"exec gunicorn other:app$", make(checkout, "-n", "demo").stdout, re.MULTILINE)


def test_a_second_start_installs_nothing(checkout):
    assert "requirements.txt" in make(checkout, "-n", "run").stdout
    (checkout / ".venv").mkdir()
    for stamp in (".made", ".installed", ".installed-dev"):
        (checkout / ".venv" / stamp).touch()
    assert "requirements.txt" not in make(checkout, "-n", "run").stdout
    os.utime(checkout / "requirements.txt", (2**32, 2**32))
    assert "--require-hashes" in make(checkout, "-n", "run").stdout


# Where packages come from is the machine's own setting. So a line of a lock is a pin, one of its hashes, or a
# comment saying who asks for it.
LOCKED = re.compile(r"[a-z0-9.-]+==\S+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|\s*#.*|")


def strangers(lock):
    """The lines of a Python lock that are something else."""
    return [line for line in lock.splitlines() if not LOCKED.fullmatch(line)]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_holds_pins_with_their_hashes_and_nothing_else(name):
    lock = (ROOT / name).read_text("utf-8")
    assert strangers(lock) == []
    assert lock.count("==") < lock.count("--hash=")


@pytest.mark.parametrize("line", ["--option x", "flask @ x", "flask==3.1", "-r other.txt"])
def test_anything_else_in_a_lock_is_found(line):
    assert strangers(f"{line}\n") == [line]


def test_the_lock_of_the_oldest_browser_holds_hashes_and_no_address():
    lock = json.loads((ROOT / "tests" / "floor" / "package-lock.json").read_text("utf-8"))
    # What comes inside another package is covered by that one's hash.
    packages = [found for name, found in lock["packages"].items() if name and not found.get("inBundle")]
    assert len(packages) > 30
    assert all(found["integrity"].startswith("sha512-") for found in packages)
    assert not any("resolved" in found for found in packages)


NEEDY = """
def test_a_page(chromium):
    pass


def test_a_sum():
    assert 1 + 1 == 2
"""


def run_without_programs(tmp_path, **environ):
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)
    (tmp_path / "test_needy.py").write_text(NEEDY)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--rootdir", tmp_path, tmp_path],
        cwd=ROOT,
        env={"PATH": str(tmp_path), "PYTHONPATH": str(ROOT / "tests"), **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_what_is_left_out_is_said_with_the_way_to_get_it(tmp_path):
    said = run_without_programs(tmp_path)
    assert said.returncode == 0
    assert "LEFT OUT / 未运行: browser tests" in said.stdout
    assert "sudo bash .ci/system-packages" in said.stdout


def test_where_all_must_run_a_missing_program_is_a_failure(tmp_path):
    said = run_without_programs(tmp_path, COLLECTOR_TEST_ALL="1")
    assert said.returncode == 1
    assert "1 passed" in said.stdout
    assert "COLLECTOR_TEST_ALL" in said.stdout


def test_the_gate_leaves_nothing_out():
    gate = (ROOT / ".ci/run").read_text()
    assert "set -euo pipefail" in gate
    assert re.search(r"system-packages\nexport COLLECTOR_TEST_ALL=1\nmake check\n", gate)
