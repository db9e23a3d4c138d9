"""What a return asks of the author: each question with its remark, and what has become of it since."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from collector.compare.changes import Change
from collector.statement import answer_text
from collector.statement.readings import Reading
from collector.store.remarks import WHOLE
from collector.web import answered, compare_pieces, memory, remarks
from collector.web.compare_pieces import Piece
from collector.web.drafts import Draft
from collector.web.remarks import Thread


@dataclass(frozen=True, kw_only=True)
class Item:
    """A question that was returned, with its thread; `then` and `now` are its answers as people read them."""

    thread: Thread
    change: Change
    href: str

    @property
    def name(self) -> str:
        """The name of the question."""
        return self.change.question.name

    @property
    def label(self) -> str:
        """What the question is called."""
        return self.change.question.label

    @property
    def section(self) -> str:
        """The name of the section it is in."""
        return self.change.section.name

    @property
    def is_settled(self) -> bool:
        """Whether it was changed or answered, or isn't asked any more."""
        return remarks.is_settled(self.thread, self.change)

    @property
    def states(self) -> tuple[str, ...]:
        """What was done about it, in a word or two."""
        said = (
            ("已修改", self.change.is_changed),
            ("已答复", self.thread.is_answered),
            ("不再填报", not self.change.now_relevant),
        )
        return tuple(word for word, is_so in said if is_so) or ("待处理",)

    @property
    def pieces(self) -> list[Piece]:
        """What stands there now, with the marks of what changed; nothing for what is no text."""
        return list(compare_pieces.pieces(self.change.marks, ())) if self.change.is_changed else []

    @property
    def then(self) -> str:
        """The answer that was returned."""
        return text(self.change.then_reading)

    @property
    def now(self) -> str:
        """The answer that stands there now."""
        return text(self.change.now_reading) if self.change.now_relevant else ""


def text(found: Reading | None) -> str:
    """An answer as people read it; nothing for an open one."""
    if found is None or found.is_open:
        return ""
    return answer_text.text(found) or "没有"


def items(draft: Draft) -> list[Item]:
    """The questions that the return in force names, in the statement's order; [] without a return."""
    if draft.statement["return_id"] is None:
        return []
    return memory.of_request("returned", draft, lambda: made_of(draft))


def made_of(draft: Draft) -> list[Item]:
    """The same, made anew."""
    sent = remarks.in_force(draft.statement, remarks.of_draft(draft))
    about = {thread.question: thread for thread in sent}
    return [
        Item(thread=about[name], change=change, href=answered.href(draft, change.question))
        for name, change in remarks.since(sent, draft).items()
    ]


def on_the_whole(draft: Draft) -> list[Thread]:
    """The remarks of the return in force on the whole statement."""
    sent = remarks.in_force(draft.statement, remarks.of_draft(draft))
    return [thread for thread in sent if thread.question == WHOLE]


class Said(NamedTuple):
    """A thread with the question it is about, and where that stands."""

    label: str
    href: str
    thread: Thread


def said(draft: Draft) -> list[Said]:
    """Every thread but those of a return that its author is working on, the newest first."""
    listed = []
    for name, found in remarks.of_draft(draft).items():
        question = draft.definition.questions.get(name)
        label = question.label if question else "整份报告" if name == WHOLE else name
        href = answered.href(draft, question) if question else ""
        listed += [
            Said(label, href, thread)
            for thread in found
            if draft.is_locked or not remarks.is_in_force(draft.statement, thread)
        ]
    return sorted(listed, key=lambda each: each.thread.remark.id, reverse=True)


def left(found: Iterable[Item]) -> int:
    """How many of them nobody has changed or answered yet."""
    return sum(not item.is_settled for item in found)


def by_section(found: Iterable[Item]) -> dict[str, tuple[int, int]]:
    """section -> (how many were returned, how many of these are left)."""
    listed = list(found)
    left_in = Counter(item.section for item in listed if not item.is_settled)
    return {name: (count, left_in[name]) for name, count in Counter(item.section for item in listed).items()}
