"""What a section shows beside its questions: last year, what may be taken over, ledgers, the deadline."""

from typing import Any

from collector.statement.vocabulary import Section
from collector.web import carrying, counted, facts, last_year, progress, shares
from collector.web.drafts import Draft


def shown(draft: Draft, section: Section, sections: list[progress.Progress]) -> dict[str, Any]:
    """The values of section.html that depend on more than this statement's answers."""
    earlier = last_year.earlier(draft, section)
    ledgers = counted.shown(draft, section)
    place = draft.definition.sections.index(section)
    return {
        "place": place + 1,
        "is_marked": sections[place]["is_finished"],
        "due": progress.due(draft.statement),
        "last_year": last_year.beside(earlier, draft, section),
        "offers": carrying.offers(draft, section, earlier),
        "offers_from": earlier.when if earlier else "",
        "shares": shares.shown(draft, section, earlier),
        "suggestions": facts.suggestions(draft, section),
        "ledgers": ledgers,
        "counted": {name: number for found in ledgers.values() for name, number in found.number.items()},
    }


def warnings(draft: Draft, section: Section) -> dict[str, list[str]]:
    """Where an answer differs from what the unit or a colleague says, by question of the section."""
    found: dict[str, list[str]] = {}
    for difference in facts.differences(draft):
        if difference.question.name in section.questions:
            found.setdefault(difference.question.name, []).append(difference.message)
    return found
