"""The demonstration on its own, and a page of it with the report beside the questions."""

import shutil

import pytest
import serving
from sheet_page import opened


@pytest.fixture(scope="module")
def demonstration(built, tmp_path_factory):
    """The demonstration's address and passwords."""
    made, passwords = built
    folder = tmp_path_factory.mktemp("demonstration")
    path = shutil.copy(made, folder / made.name)
    with serving.served(path, folder / "log") as address:
        yield address, passwords


@pytest.fixture
def page(browser, demonstration):
    with opened(browser, demonstration) as found:
        yield found
