"""Complete, valid answers to the shipped statement: those of the demonstration."""

from functools import cache

from collector import demo
from collector.config import ROOT
from collector.statement import definitions

FORMS = ROOT / "forms"
TEMPLATES = ROOT / "doc_templates"


@cache
def definition():
    """The shipped definition, as its files say; nothing can change it."""
    return definitions.load(FORMS / "integrity", TEMPLATES)


def complete(year=2026):
    """Typed answers to every question a statement of that year asks."""
    return demo.year_answers(definition(), year)
