"""The way of a statement: its states, and the steps between them. Knows no database and nobody's units."""

from dataclasses import dataclass
from typing import Literal

DRAFT = "draft"
AWAITING_AUTHOR = "awaiting_author"
SUBMITTED = "submitted"
RETURNED = "returned"
APPROVED = "approved"
ARCHIVED = "archived"
STATES = (DRAFT, AWAITING_AUTHOR, SUBMITTED, RETURNED, APPROVED, ARCHIVED)
# Whoever files is still at it; all others are handed in.
WRITING = frozenset({DRAFT, AWAITING_AUTHOR, RETURNED})

Who = Literal["author", "clerk", "author or clerk", "reviewer"]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: who takes it, from which states, to which one; `cause` is that of its revision.

    `opened` says whether the review must (True) or must not (False) have been opened; None: either.
    `to` is None where it depends: a draft again, or returned once more if a return is in force.
    """

    name: str
    label: str
    cause: str
    who: Who
    states: frozenset[str]
    to: str | None
    opened: bool | None = None

    def leads_from(self, state: str, *, is_opened: bool) -> bool:
        """Whether the step can be taken in this state."""
        return state in self.states and self.opened in (None, is_opened)


def _step(
    name: str,
    label: str,
    cause: str,
    who: Who,
    states: tuple[str, ...],
    to: str | None,
    opened: bool | None = None,
) -> Step:
    return Step(name=name, label=label, cause=cause, who=who, states=frozenset(states), to=to, opened=opened)


STEPS = {
    step.name: step
    for step in (
        _step("hand_over", "送本人确认", "handed_over", "clerk", (DRAFT, RETURNED), AWAITING_AUTHOR),
        _step("hand_back", "退回经办人", "handed_back", "author or clerk", (AWAITING_AUTHOR,), None),
        _step("submit", "提交", "submitted", "author", (DRAFT, RETURNED, AWAITING_AUTHOR), SUBMITTED),
        _step("withdraw", "撤回", "withdrawn", "author", (SUBMITTED,), None, False),
        _step("open", "开始审核", "opened", "reviewer", (SUBMITTED,), SUBMITTED, False),
        _step("return", "退回修改", "returned", "reviewer", (SUBMITTED,), RETURNED, True),
        _step("pass", "初审通过", "passed", "reviewer", (SUBMITTED,), SUBMITTED, True),
        _step("approve", "审核通过", "approved", "reviewer", (SUBMITTED,), APPROVED, True),
        _step("archive", "归档", "archived", "reviewer", (APPROVED,), ARCHIVED),
        _step("correct", "更正", "corrected", "reviewer", (APPROVED, ARCHIVED), RETURNED),
    )
}


def before(has_return: bool) -> str:
    """The state in which the author writes again: a return stays in force until it is submitted anew."""
    return RETURNED if has_return else DRAFT
