"""Answers as a browser sends them, a section at a time, and what is stored of them."""

import sample_answers
from web_fixtures import form_fields

from collector.statement import states
from collector.store import answers

HEADER = {
    "report_year": "2026",
    "period_kind": "年度",
    "cutoff_date": "2026-11-20",
    "addressee": "",
    "reporter_name": "陈远山",
    "position": "党委书记、局长",
    "unit_full_name": "江城市水文局",
    "unit_short_core": "江城水文",
    "then": "next",
}


def values(db, statement_id=1):
    return answers.values(db, 1, statement_id)


def fields(client, address):
    """What the page's own form would send."""
    return form_fields(client.page(address))


def changed(pairs, **changes):
    """The pairs of a form with some fields changed; one that is not there is added."""
    names = {name for name, _ in pairs}
    kept = [(name, changes.get(name, value)) for name, value in pairs]
    return kept + [(name, value) for name, value in changes.items() if name not in names]


def complete(client, address, year=2026):
    """Answer everything, a section a post, as the pages would send it."""
    definition = sample_answers.definition()
    found = sample_answers.complete(year)
    for section in definition.sections:
        pairs = [*posted(section, found), ("finished", "yes"), ("then", "back")]
        client.post(f"{address}/{section.name}", pairs)


def posted(section, found):
    """What a browser sends for a section's typed answers."""
    pairs = []
    for question in section.asked:
        typed = found.get(question.name)
        if typed is states.NONE:
            pairs.append((f"{question.name}.none", "1"))
        elif isinstance(typed, str) and question.other and typed not in question.choices:
            pairs += [(question.name, "其他"), (f"{question.name}.other", typed)]
        elif isinstance(typed, str):
            pairs.append((question.name, typed))
        elif question.type == "select_multiple":
            pairs += [(question.name, item) for item in typed or ()]
        for number, item in enumerate(typed if isinstance(typed, list) else ()):
            if isinstance(item, dict):
                pairs += [(f"{question.name}-{number}-{column}", cell) for column, cell in item.items()]
            elif question.type == "list":
                pairs.append((f"{question.name}-{number}", item))
    return pairs
