"""What stands beside a review: remarks not sent yet, the stages, what can be decided now. Decides nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flask import request

from collector.statement import workflow
from collector.statement.vocabulary import Definition
from collector.store import people, revisions
from collector.store.database import Row
from collector.store.remarks import WHOLE
from collector.web import current, deciding, presentation, remarking, remarks, saying, steps


class Note(NamedTuple):
    """An unsent remark: its question's name and label, and the text."""

    question: str
    label: str
    text: str


class Stage(NamedTuple):
    """A stage of the review: what it is called, who had it, and when; without a name it is still to come."""

    label: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the aside of a review and the forms of its rows show.

    `texts` are the unsent remarks by question, "" for the whole; `places` are the questions that can have
    one. `carried` is how the page is shown.
    `button` is the label of approving, empty where it is not this reviewer's to do; `reason` then says why.
    """

    statement_id: int
    state: str
    can_return: bool
    can_archive: bool
    can_correct: bool
    can_answer: bool
    button: str
    reason: str
    waiting: str
    notes: tuple[Note, ...]
    texts: Mapping[str, str]
    places: frozenset[str]
    stages: tuple[Stage, ...]
    seen: str
    carried: Mapping[str, str] = field(default_factory=dict)

    @property
    def can_note(self) -> bool:
        """Whether a remark noted now can be sent."""
        return self.can_return or self.can_correct

    @property
    def whole(self) -> str:
        """The unsent remark on the whole."""
        return self.texts.get(WHOLE, "")


def decision(row: Mapping[str, Any], definition: Definition) -> Decision:
    """What whoever is asking, its reviewer, sees and may do beside the statement now."""
    texts = remarks.notes(row)
    is_theirs_to_pass = row["passed_by"] != current.person().id
    can_approve = steps.may(row, "approve")
    return Decision(
        statement_id=row["id"],
        state=row["state"],
        can_return=steps.may(row, "return"),
        can_archive=steps.may(row, "archive"),
        can_correct=steps.may(row, "correct"),
        can_answer=row["state"] not in remarking.CLOSED,
        button=f"{stage_label(row)}通过" if can_approve and is_theirs_to_pass else "",
        reason=deciding.ANOTHER_PERSON if can_approve and not is_theirs_to_pass else "",
        waiting=waiting(row),
        notes=tuple(
            Note(question.name, question.label, texts[question.name])
            for question in definition.asked
            if question.name in texts
        ),
        texts=texts,
        places=remarking.places(row),
        stages=tuple(stages(row)),
        seen=deciding.mark(row),
        carried=saying.carried(request.args),
    )


def stage_label(row: Mapping[str, Any]) -> str:
    """What the stage it is in is called: 审核, or 初审 and then 复审."""
    if row["stage"] > 1:
        return "复审"
    return "初审" if deciding.is_first_of_two(row) else "审核"


def stages(row: Mapping[str, Any]) -> Iterator[Stage]:
    """The stages of the newest submission: those done, the one it is in, and those to come."""
    done = logged(row)
    begun = begun_by(row)
    last = Stage("审核", *done["approved"]) if "approved" in done else None
    if "passed" in done or (last is None and deciding.is_first_of_two(row)):
        yield (
            Stage("初审", *done["passed"])
            if "passed" in done
            else Stage("初审", begun, "进行中" if begun else "")
        )
        yield last._replace(label="复审") if last else Stage("复审")
    else:
        yield last or Stage("审核", begun, "进行中" if begun else "")
    if "archived" in done:
        yield Stage("归档", *done["archived"])


def begun_by(row: Mapping[str, Any]) -> str:
    """Who opened the review; nobody where it wasn't."""
    if row["state"] != workflow.SUBMITTED or row["opened_by"] is None:
        return ""
    found = people.anywhere(current.connection(), row["opened_by"])
    return str(found["name"]) if found else ""


def logged(row: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """The decisions on the newest submission: cause -> (who, when)."""
    found: dict[str, tuple[str, str]] = {}
    for each in reversed(revisions.all(current.connection(), row["unit_id"], row["id"])):
        if is_decision_on(row, each):
            found[each["cause"]] = (each["name"], presentation.local(each["at"]))
    return found


def is_decision_on(row: Mapping[str, Any], revision: Row) -> bool:
    """Whether a revision was cut by a decision on what was last submitted."""
    return (
        revision["cause"] in ("passed", "approved", "archived")
        and revision["number"] > row["submitted_revision"]
    )


def waiting(row: Mapping[str, Any]) -> str:
    """Whom a statement waits for that is not with its reviewers; empty for one that is."""
    if row["state"] not in workflow.WRITING:
        return ""
    back = remarks.returns(row)
    if not back:
        return "填报人还没有提交"
    told = f"{back[0].label}：{back[0].who}，{back[0].when}"
    if row["state"] == workflow.AWAITING_AUTHOR:
        return f"经办人已改好，等填报人本人确认后提交。{told}"
    return f"等填报人修改后再提交。{told}"
