"""The shipped statement as its checks see it: complete answers of 2026, last year's and the half year's."""

import sample_answers

from collector.config import ROOT
from collector.statement import answers, phrases, wording
from collector.statement.checks import register
from collector.statement.checks.context import Context, Earlier
from collector.word import template, text

SHIPPED = sample_answers.definition()
TEMPLATE = template.load(SHIPPED.template)
PHRASES = phrases.from_rows(phrases.shipped(ROOT / "forms" / phrases.FILE))
# What stands before a sentence that is planted in own words.
OWN = "本人今年到基层站点检查4次，推动解决了照明问题。"
OTHER_UNITS = ("海岭市测绘院", "江城市水务局", "办公室", "监测科")


def earlier(year, period="年度", **changes):
    """That year's demonstration as another report of the same person."""
    typed = {**sample_answers.complete(year), **changes}
    return Earlier(year=year, period=period, readings=answers.read(SHIPPED, typed))


def context(year=2026, *, before=None, half_year=None, **changes):
    """The statement of a year, its answers changed as given; None leaves one open."""
    typed = {**sample_answers.complete(year), **changes}
    readings = answers.read(SHIPPED, {name: value for name, value in typed.items() if value is not None})
    return Context(
        definition=SHIPPED,
        readings=readings,
        paragraphs=text.paragraphs(TEMPLATE, wording.words_of(SHIPPED, readings)),
        phrases=PHRASES,
        earlier=before,
        half_year=half_year,
        unit_name="江城市水文局",
        other_units=OTHER_UNITS,
    )


def found(year=2026, **given):
    """All findings of that statement."""
    return register.findings(context(year, **given))


def of(findings, check):
    """Those of one check."""
    return [finding for finding in findings if finding.check == check]
