"""Remarks as every page shows them: threads with their answers, and what was returned. Decides nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from collector.compare import changes
from collector.compare.changes import Change
from collector.statement import answers, states
from collector.statement.states import Answers, Typed
from collector.store import clerks, revisions
from collector.store import remarks as kept_remarks
from collector.store.database import Row
from collector.web import current, memory, presentation
from collector.web.drafts import Draft
from collector.web.standing import Statement

LABELS = {"return": "退回", "correction": "更正"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One remark or answer, with its date and time; `is_authors` where the author or a clerk said it."""

    id: int
    text: str
    who: str
    when: str
    is_authors: bool


@dataclass(frozen=True, kw_only=True)
class Return:
    """One return: `number` counts those of its kind, 1 for the first; `revision` is what was returned."""

    id: int
    number: int
    kind: str
    reason: str
    revision: int
    who: str
    when: str

    @property
    def label(self) -> str:
        """第1次退回, or 第1次更正."""
        return f"第{self.number}次{LABELS[self.kind]}"


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A remark with its answers. `returned` is the return it was sent with, if any.

    `answers_then` are all answers as they were returned, as typed; empty without a return.
    """

    question: str
    remark: Said
    answers: tuple[Said, ...] = ()
    returned: Return | None = None
    answers_then: Answers = field(default_factory=dict, repr=False, compare=False)

    @property
    def then(self) -> Typed | None:
        """The answer to its question as it was returned, as typed; None where it was open."""
        return self.answers_then.get(self.question)

    @property
    def is_answered(self) -> bool:
        """Whether the author, or a clerk for them, said something to it."""
        return any(answer.is_authors for answer in self.answers)


def threads(row: Statement) -> dict[str, list[Thread]]:
    """All sent remarks on a statement by question, "" for the whole, the oldest first."""
    found = kept_remarks.of_statement(current.connection(), row["unit_id"], row["id"])
    if not found:
        return {}
    sides = writers(row, {each["said_by"] for each in found})
    back = {each.id: each for each in returns(row)}
    then = answers_at(row, {each.revision for each in back.values()})
    made: dict[str, list[Thread]] = {}
    for each in found:
        if each["answers_id"] is not None:
            continue
        returned = back.get(each["return_id"])
        thread = Thread(
            question=each["question"],
            remark=said(each, sides),
            answers=tuple(said(answer, sides) for answer in found if answer["answers_id"] == each["id"]),
            returned=returned,
            answers_then=then[returned.revision] if returned else {},
        )
        made.setdefault(thread.question, []).append(thread)
    return made


def of_draft(draft: Draft) -> dict[str, list[Thread]]:
    """The threads of a draft's statement, read once a request."""
    return memory.of_request("threads", draft, lambda: threads(draft.statement))


def is_in_force(row: Statement, thread: Thread) -> bool:
    """Whether it came with the newest return."""
    return thread.returned is not None and thread.returned.id == row["return_id"]


def in_force(row: Statement, found: Mapping[str, Sequence[Thread]]) -> list[Thread]:
    """Of the statement's threads those of the newest return; that on the whole too. [] without a return."""
    return [thread for said in found.values() for thread in said if is_in_force(row, thread)]


def settled(thread: Thread, draft: Draft) -> bool:
    """Whether its author answered it, or changed what it is about: another meaning, not another blank.

    A remark on the whole asks for neither; nor does a question that is asked no more.
    """
    name, definition = thread.question, draft.definition
    question = definition.questions.get(name)
    if question is None or not question.is_asked:
        return True
    then = answers.read(definition, thread.answers_then)
    change = changes.both(question, definition.section_of[name], definition.year, then, draft.readings)
    return is_settled(thread, change)


def is_settled(thread: Thread, change: Change) -> bool:
    """The same, where the change since the return is known."""
    return thread.is_answered or change.is_changed or not change.now_relevant


def since(sent: Sequence[Thread], now: Draft) -> dict[str, Change]:
    """What became of the questions that one return names, by name, in the statement's order.

    `sent` are the threads of that return. A change of nothing is there too.
    """
    if not sent:
        return {}
    named = {thread.question for thread in sent}
    found = changes.changes(now.definition, sent[0].answers_then, now.typed)
    return {change.question.name: change for change in found if change.question.name in named}


def returns(row: Statement) -> list[Return]:
    """All returns of a statement, the newest first."""
    made: list[Return] = []
    for each in reversed(kept_remarks.returns(current.connection(), row["unit_id"], row["id"])):
        made.append(
            Return(
                id=each["id"],
                number=1 + sum(before.kind == each["kind"] for before in made),
                kind=each["kind"],
                reason=each["reason"],
                revision=each["revision"],
                who=each["name"],
                when=presentation.local(each["at"]),
            )
        )
    return made[::-1]


def notes(row: Statement) -> dict[str, str]:
    """The unsent remarks of whoever is asking, by question, "" for the whole; nobody else sees them."""
    return kept_remarks.notes(current.connection(), row["unit_id"], row["id"], current.person().id)


def said(row: Row, sides: Mapping[int, bool]) -> Said:
    """A kept remark or answer as it is shown."""
    return Said(
        id=row["id"],
        text=row["text"],
        who=row["name"],
        when=presentation.full(row["at"]),
        is_authors=sides[row["said_by"]],
    )


def writers(row: Statement, people: Iterable[int]) -> dict[int, bool]:
    """Of each of these people, whether they are the author or wrote it for them; nobody is on both sides."""
    connection, author = current.connection(), row["person_id"]
    return {
        person: person == author
        or clerks.serves(connection, person, author)
        or clerks.has_written(connection, row["unit_id"], row["id"], person)
        for person in people
    }


def answers_at(row: Statement, numbers: Iterable[int]) -> dict[int, Answers]:
    """The answers of revisions as typed, by number."""
    found: dict[int, Answers] = {}
    for number in numbers:
        revision = revisions.one(current.connection(), row["unit_id"], row["id"], number)
        values = revision["values"] if revision else {}
        found[number] = {name: states.stored(value) for name, value in values.items()}
    return found
