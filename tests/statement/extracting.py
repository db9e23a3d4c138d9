"""Answers read back out of reports of the shipped statement, as they were filled or edited by hand."""

import re

import sample_answers
from hypothesis import HealthCheck, settings
from shipped import SHIPPED, TEMPLATE

from collector.statement import extraction

YEARS = {year: sample_answers.complete(year) for year in (2024, 2025, 2026)}
SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


def extracted(paragraphs):
    return extraction.extracted(SHIPPED, TEMPLATE, paragraphs)


def without(pattern):
    """The edit that takes out what matches; something must."""

    def edit(paragraphs):
        made = [re.sub(pattern, "", paragraph) for paragraph in paragraphs]
        assert made != paragraphs
        return made

    return edit


def instead(old, new):
    """The edit that puts other words in the place of some; they must be there."""

    def edit(paragraphs):
        assert any(old in paragraph for paragraph in paragraphs), old
        return [paragraph.replace(old, new) for paragraph in paragraphs]

    return edit
