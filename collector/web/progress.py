"""How far a statement and each of its sections is. Counts problems; finds none itself."""

from collections import Counter
from typing import TypedDict

from flask import url_for

from collector.statement.vocabulary import Section
from collector.web.drafts import Draft


class Progress(TypedDict):
    """A section in a task list."""

    name: str
    title: str
    url: str
    state: str
    label: str
    is_current: bool


def sections(draft: Draft, shown: Section | None = None) -> list[Progress]:
    """Every section with its state, in order."""
    section_of = draft.definition.section_of
    missing = Counter(section_of[problem.question.name].name for problem in draft.problems if problem.missing)
    findings = Counter(
        section_of[problem.question.name].name for problem in draft.problems if not problem.missing
    )
    listed = []
    for section in draft.definition.sections:
        is_begun = any(question.name in draft.typed for question in section.asked)
        state, label = standing(missing[section.name], findings[section.name], is_begun=is_begun)
        listed.append(
            Progress(
                name=section.name,
                title=section.title,
                url=url_for("sections.show", statement_id=draft.id, section=section.name),
                state=state,
                label=label,
                is_current=section is shown,
            )
        )
    return listed


def standing(missing: int, findings: int, *, is_begun: bool) -> tuple[str, str]:
    """A section's state and its words."""
    if findings:
        return "bad", f"有 {findings} 处问题"
    if not is_begun:
        return "open", "未开始" if missing else "选填"
    return ("partial", f"还有 {missing} 项必填") if missing else ("done", "已完成")


def neighbour(draft: Draft, section: Section, step: int) -> Section | None:
    """The section `step` places on, or None at the ends."""
    place = draft.definition.sections.index(section) + step
    return draft.definition.sections[place] if 0 <= place < len(draft.definition.sections) else None
