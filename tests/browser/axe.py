"""What axe-core says against a page."""

from axe_playwright_python.sync_playwright import Axe

# Whatever is in order would be listed as well, at length: most of the time a page takes.
OPTIONS = {"resultTypes": ["violations"]}


def violations(page):
    """The rules that the page breaks, each with all the nodes that break it."""
    return Axe().run(page, options=OPTIONS).response["violations"]
