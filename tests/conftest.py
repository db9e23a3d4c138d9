"""Fixtures for every test, and a plain word at the end about what was left out and how to get it."""

import os
import shutil
from pathlib import Path

import pytest

from collector.store import database as store
from collector.store import migrations

LEFT_OUT = pytest.StashKey()

ROOT = Path(__file__).parent.parent
FONTS = ROOT / ".fonts-cache"

# What some tests need beyond Python: where it is (None when missing) and which tests need it.
OUTSIDE = {
    "chromium": (lambda: shutil.which("chromium"), "browser tests / 浏览器测试"),
    "soffice": (lambda: shutil.which("soffice"), "layout tests / 版式测试"),
    "pdftoppm": (lambda: shutil.which("pdftoppm"), "page pictures / 页面图片"),
    "fonts": (lambda: FONTS if any(FONTS.glob("*.otf")) else None, "layout tests / 版式测试"),
}


def needed(request, thing):
    """Where the thing is; without it the test is left out, or fails where nothing may be (CI)."""
    place = OUTSIDE[thing][0]()
    if place is None and os.environ.get("COLLECTOR_TEST_ALL"):
        pytest.fail(f"{thing} is missing and COLLECTOR_TEST_ALL is set: run .ci/system-packages")
    if place is None:
        request.config.stash.setdefault(LEFT_OUT, set()).add(thing)
        pytest.skip(f"{thing} is not installed")
    return place


@pytest.fixture(scope="session")
def chromium(request):
    return needed(request, "chromium")


@pytest.fixture
def soffice(request):
    needed(request, "fonts")
    return needed(request, "soffice")


@pytest.fixture
def pdftoppm(request):
    return needed(request, "pdftoppm")


def pytest_sessionfinish(session):
    """Each process that ran tests tells the first one what it left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = sorted(session.config.stash.get(LEFT_OUT, ()))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    told = getattr(node, "workeroutput", {}).get("left_out", ())
    node.config.stash.setdefault(LEFT_OUT, set()).update(told)


def pytest_terminal_summary(terminalreporter, config):
    for thing in sorted(config.stash.get(LEFT_OUT, ())):
        terminalreporter.write_line(
            f"LEFT OUT / 未运行: {OUTSIDE[thing][1]} ({thing} is missing / 缺少 {thing})."
            " To get it on Debian / 安装: sudo bash .ci/system-packages",
            yellow=True,
        )


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("migrated") / "collector.sqlite3"
    migrations.migrate(path)
    return path


@pytest.fixture
def database(migrated_file, tmp_path):
    """The path of a fresh database with the newest schema."""
    path = tmp_path / "collector.sqlite3"
    shutil.copy(migrated_file, path)
    yield path
    store.close(path)


@pytest.fixture
def connection(database):
    return store.connection(database)


# Applications, people and a checking client, for the tests of the pages; reviewers, and what they review.
from review_fixtures import (  # noqa: E402
    clerk,
    foreign_reviewer,
    returned,
    reviewer,
    reviewers,
    second_reviewer,
    upper_reviewer,
    written,
    years,
)
from web_fixtures import (  # noqa: E402
    administrator,
    app,
    colleague,
    db,
    https,
    ids,
    loaded_file,
    official,
    outsider,
    settings,
    statement,
    stranger,
)

__all__ = [
    "administrator",
    "app",
    "clerk",
    "colleague",
    "db",
    "foreign_reviewer",
    "https",
    "ids",
    "loaded_file",
    "official",
    "outsider",
    "returned",
    "reviewer",
    "reviewers",
    "second_reviewer",
    "settings",
    "statement",
    "stranger",
    "upper_reviewer",
    "written",
    "years",
]
