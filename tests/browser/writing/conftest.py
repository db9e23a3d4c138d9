"""A service that can be killed, somebody signed in, and their first tab."""

import re

import pytest
from hands import SOON, Desk, Service
from navigators import Official

from collector import catalogue, config
from collector.store import database, migrations, units


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    found = Service(tmp_path_factory.mktemp("autosave"))
    migrations.migrate(found.path)
    catalogue.load_forms(found.db, config.ROOT / "forms", config.ROOT / "doc_templates")
    units.add(found.db, "江城市水文局")
    found.start()
    yield found
    found.kill()
    database.close(found.path)


@pytest.fixture
def context(browser, service):
    with_script = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="zh-CN", base_url=service.address
    )
    with_script.set_default_timeout(SOON)
    errors = []
    with_script.on("weberror", lambda error: errors.append(str(error.error)))
    yield with_script
    with_script.close()
    assert errors == []


@pytest.fixture
def desk(service):
    return Desk(service)


@pytest.fixture
def tab(context, desk):
    """The first page of a new statement, opened by its author."""
    page = context.new_page()
    desk.signs_in(page)
    Official(page).begins_statement(2026)
    desk.statement = int(re.search(r"\d+$", page.url)[0])
    page.goto(desk.header)
    return page
