"""What is left to do before a statement can be submitted. Counts and names it; submits nothing."""

from dataclasses import dataclass

from flask import url_for

from collector.statement.answers import Problem
from collector.web import confirming, remarks
from collector.web.confirming import Counted
from collector.web.drafts import Draft
from collector.web.problems import Shown, shown
from collector.web.remarks import Thread

DECLARED = "declared"
UNDECLARED = "请先勾选声明，再提交"


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """The problems, how many findings there are and are confirmed, and the remarks not dealt with."""

    problems: tuple[Problem, ...]
    findings: Counted
    unanswered: tuple[Thread, ...]

    @property
    def open_findings(self) -> int:
        """How many findings are neither confirmed nor explained."""
        return self.findings.open

    @property
    def can_submit(self) -> bool:
        """Whether nothing is left but the declaration."""
        return not (self.problems or self.open_findings or self.unanswered)


def of(draft: Draft) -> Readiness:
    """How ready a draft is."""
    return Readiness(
        problems=tuple(draft.problems),
        findings=confirming.counted(draft),
        unanswered=tuple(
            thread
            for thread in remarks.in_force(draft.statement, remarks.of_draft(draft))
            if not remarks.settled(thread, draft)
        ),
    )


def left(draft: Draft, found: Readiness, *, is_declared: bool) -> list[Shown]:
    """What to do beside the draft's problems, a message for each thing, with the place where it is done.

    The declaration is asked for once nothing else is left.
    """
    listed = []
    if found.open_findings:
        message = f"还有 {found.open_findings} 条提醒没有确认或说明"
        listed.append(shown("findings", message, "#findings"))
    for thread in found.unanswered:
        label = draft.definition.questions[thread.question].label
        section = draft.definition.section_of[thread.question].name
        href = url_for(
            "sections.show", statement_id=draft.id, section=section, _anchor=f"f-{thread.question}"
        )
        message = f"“{label}”退回时有意见，还没有修改，也没有答复"
        listed.append(shown(thread.question, message, href))
    if found.can_submit and not is_declared:
        listed.append(shown(DECLARED, UNDECLARED))
    return listed
