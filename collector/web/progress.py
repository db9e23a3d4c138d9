"""How far a statement and each of its sections is, and until when. Counts problems; finds none itself."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, TypedDict

from flask import url_for

from collector.statement.vocabulary import Section
from collector.store import database, finished, participants
from collector.web import current, presentation, returned, writing
from collector.web.drafts import Draft

# What the author answers to “这一部分填完了吗？”.
FINISHED, UNFINISHED = "yes", "no"


class Standing(NamedTuple):
    """How a section stands: `open`, `partial`, `done`, `bad` or, where it can't be changed, `fixed`.

    And its word, and what is left of it.
    """

    state: str
    tag: str
    left: str


class Progress(TypedDict):
    """A section in a task list; `label` says in a line what `tag` and `left` say in two."""

    name: str
    title: str
    url: str
    state: str
    tag: str
    left: str
    label: str
    is_finished: bool
    is_current: bool


def sections(draft: Draft, shown: Section | None = None) -> list[Progress]:
    """Every section with its state, in order."""
    section_of = draft.definition.section_of
    missing = Counter(section_of[problem.question.name].name for problem in draft.problems if problem.missing)
    wrong = Counter(section_of[problem.question.name].name for problem in draft.problems)
    marked = finished.all(current.connection(), draft.statement["unit_id"], draft.id)
    asked_again = returned.by_section(returned.items(draft)) if draft.statement["return_id"] else {}
    is_free = not draft.is_locked and draft.statement["return_id"] is None
    address = url_for("statements.show", statement_id=draft.id)
    listed = []
    for section in draft.definition.sections:
        is_finished = section.name in marked
        locked = None if is_free or wrong[section.name] else locked_standing(draft, section, asked_again)
        found = locked or standing(
            missing[section.name],
            wrong[section.name] - missing[section.name],
            is_begun=any(question.name in draft.typed for question in section.asked),
            is_finished=is_finished,
        )
        listed.append(
            Progress(
                name=section.name,
                title=section.title,
                url=f"{address}/{section.name}",
                state=found.state,
                tag=found.tag,
                left=found.left,
                label=found.tag if found.state == "open" else found.left or found.tag,
                is_finished=is_finished,
                is_current=section is shown,
            )
        )
    return listed


def locked_standing(draft: Draft, section: Section, asked_again: Mapping[str, tuple[int, int]]) -> Standing:
    """How a section stands while not everything may be changed."""
    if draft.is_locked:
        return Standing("fixed", "", "")
    count, left = asked_again.get(section.name, (0, 0))
    if left:
        others = f"，还有 {left} 处待处理" if left < count else ""
        return Standing("bad", "待处理", f"退回 {count} 处{others}")
    if count:
        return Standing("done", "已处理", f"退回 {count} 处，已处理")
    if not draft.writable.isdisjoint(section.questions):
        return Standing("partial", "可修改", "有与退回的问题相关的内容")
    return Standing("fixed", "", "没有退回的问题")


def standing(missing: int, findings: int, *, is_begun: bool, is_finished: bool) -> Standing:
    """How a section stands. It is done when its author says so and nothing in it is missing or wrong."""
    left = "，".join([f"有 {findings} 处问题"] * bool(findings) + [f"还有 {missing} 项必填"] * bool(missing))
    if is_finished and left:
        return Standing("bad", "有问题", f"已标为填完，但{left}")
    if is_finished:
        return Standing("done", "已完成", "")
    if findings:
        return Standing("bad", "有问题", left)
    if not is_begun:
        return Standing("open", "未开始", left.replace("还有", "有") or "都是选填，没有可以不填")
    return Standing("partial", "填写中", left or "必填项已填")


def mark_finished(draft: Draft, section: Section, posted: Mapping[str, str]) -> None:
    """Keep the answer to “这一部分填完了吗？” in a posted form; a form without one changes nothing."""
    answer = posted.get("finished")
    if answer not in (FINISHED, UNFINISHED):
        return
    connection, unit_id = current.connection(), draft.statement["unit_id"]
    is_finished = answer == FINISHED
    if is_finished == (section.name in finished.all(connection, unit_id, draft.id)):
        return
    with database.transaction(connection):
        if writing.is_open(writing.fresh(draft.statement)):
            finished.mark(connection, unit_id, draft.id, section.name, is_finished, current.person().id)


def due(row: Mapping[str, Any]) -> dict[str, str | bool] | None:
    """Until when the statement's round runs, and how long that is; None where it is in no round."""
    round_id, person_id = row["round_id"], row["person_id"]
    found = participants.due(current.connection(), round_id, person_id) if round_id else None
    if found is None:
        return None
    return until(found["deadline"], is_closed=found["closed_at"] is not None)


def until(deadline: str | None, *, is_closed: bool) -> dict[str, str | bool] | None:
    """A deadline as a page says it: `date`, how long it is `left`, `is_over`; None where there is none."""
    if deadline is None:
        return None
    days = (date.fromisoformat(deadline) - presentation.today()).days
    left = f"还有 {days} 天" if days > 0 else "今天截止" if not days else f"已过 {-days} 天"
    return {
        "date": presentation.day(deadline),
        "left": "任务已结束" if is_closed else left,
        "is_over": is_closed or days < 0,
    }


def neighbour(draft: Draft, section: Section, step: int) -> Section | None:
    """The section `step` places on, or None at the ends; while something is written, of those that may be."""
    listed = [
        each
        for each in draft.definition.sections
        if draft.is_locked or each is section or not draft.writable.isdisjoint(each.questions)
    ]
    place = listed.index(section) + step
    return listed[place] if 0 <= place < len(listed) else None


def link(draft: Draft, section: Section, step: int) -> dict[str, str] | None:
    """Title and address of that section."""
    found = neighbour(draft, section, step)
    if found is None:
        return None
    return {"title": found.title, "url": url_for("sections.show", statement_id=draft.id, section=found.name)}
