"""What the desk says of a statement: its state, how far it is, how long it waits, and what is to be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from collector.statement import workflow
from collector.store import review_settings, search, times
from collector.store.desk import Listed
from collector.web import current, presentation, searching, way
from collector.web.current import Person
from collector.web.scope import Unit
from collector.web.searching import Place

OPEN, REVIEW, SEE = "open", "review", "see"
OWN, WRITTEN = "本人的报告，由他人审核", "由您经办，由他人审核"
PASSED = "初审由您通过，复审由他人进行"
NOT_OPENED, NOT_SHOWN = "开始审核后显示查到的原文", "由他人审核，这里不显示原文"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A row of the desk. `doubts` is None until it is submitted; `hidden` says why no place is shown.

    `action` is one of OPEN, REVIEW, SEE, or empty; `remark` says why somebody else reviews it.
    """

    id: int
    name: str
    position: str
    unit_path: str
    report: str
    state: str
    tag: str
    more: str
    is_writing: bool
    missing: int
    doubts: int | None
    waiting: str
    due: str
    is_over: bool
    action: str
    remark: str
    places: Sequence[Place]
    hidden: str


def lines(rows: Sequence[Listed], units: Sequence[Unit], text: str) -> list[Line]:
    """The rows of a page; where a text was looked for, with the places where it stands."""
    paths = {each["id"]: each["path"] for each in units}
    stages, today, reader = stages_of(units), presentation.today(), current.person()
    found = places([row for row in rows if is_open_to(row, reader)], text) if text else {}
    made = []
    for row in rows:
        is_writing = row.state in workflow.WRITING
        until, is_over = due(row, today) if is_writing else ("", False)
        made.append(
            Line(
                id=row.id,
                name=row.name,
                position=row.position,
                unit_path=paths[row.unit_id],
                report=presentation.called(row.year, row.period),
                state=presentation.STATE_LABELS[row.state],
                tag=way.TAGS[row.state],
                more=more(row, stages[row.unit_id]),
                is_writing=is_writing,
                missing=row.missing,
                doubts=None if is_writing else row.doubts,
                waiting=waiting(row, today),
                due=until,
                is_over=is_over,
                action=action(row, reader),
                remark=remark(row, reader),
                places=found.get(row.id, ()),
                hidden=hidden(row, reader) if text else "",
            )
        )
    return made


def stages_of(units: Sequence[Unit]) -> dict[int, int]:
    """How many stages each unit's reviews have; a unit follows the one it lies in, which stands before it."""
    connection = current.connection()
    there = review_settings.all(connection)
    found = {units[0]["id"]: review_settings.stages(connection, units[0]["id"])} if units else {}
    for each in units[1:]:
        found[each["id"]] = there.get(each["id"]) or found[each["parent_id"] or 0]
    return found


def is_theirs(row: Listed, reader: Person) -> bool:
    """Whether it is the reader's own, or written by them: others review it."""
    return row.person_id == reader.id or bool(row.is_written_by_reader)


def is_open_to(row: Listed, reader: Person) -> bool:
    """Whether the reader may see what was submitted."""
    return row.submitted_revision is not None and not hidden(row, reader)


def hidden(row: Listed, reader: Person) -> str:
    """Why the reader is shown nothing of what was submitted; empty where they may see it."""
    if is_theirs(row, reader):
        return NOT_SHOWN
    return NOT_OPENED if row.state == workflow.SUBMITTED and row.opened_at is None else ""


def more(row: Listed, stages: int) -> str:
    """Which submission it is, and which stage of the review."""
    said = [f"第{row.submissions}次"] if row.submissions > 1 else []
    if row.state == workflow.SUBMITTED and (stages > 1 or row.stage > 1):
        said.append("复审" if row.stage > 1 else "初审")
    return "，".join(said)


def waiting(row: Listed, today: date) -> str:
    """How long a submitted one waits, in days of the calendar."""
    if row.state != workflow.SUBMITTED or not row.submitted_at:
        return ""
    days = (today - times.moment(row.submitted_at).astimezone(presentation.SHANGHAI).date()).days
    return f"等待 {days} 天" if days > 0 else "今天提交"


def due(row: Listed, today: date) -> tuple[str, bool]:
    """Until when one being written is asked for, and whether that is over; empty outside of a round."""
    if row.round_deadline is None:
        return "", False
    deadline = max(row.round_deadline, row.own_deadline or "")
    days = (today - date.fromisoformat(deadline)).days
    return (f"逾期 {days} 天", True) if days > 0 else (f"截止 {presentation.day(deadline)}", False)


def action(row: Listed, reader: Person) -> str:
    """What the reader can do with it; empty for nothing."""
    if row.submitted_revision is None or is_theirs(row, reader):
        return ""
    if row.state != workflow.SUBMITTED:
        return SEE
    if row.opened_at is None:
        return OPEN
    return SEE if row.passed_by == reader.id else REVIEW


def remark(row: Listed, reader: Person) -> str:
    """Why the reader can't review it, where that is for others."""
    if row.person_id == reader.id:
        return OWN
    if row.is_written_by_reader:
        return WRITTEN
    return PASSED if row.state == workflow.SUBMITTED and row.passed_by == reader.id else ""


def places(rows: Sequence[Listed], text: str) -> dict[int, list[Place]]:
    """Where the text stands in what was submitted, by statement."""
    connection = current.connection()
    wanted, labels = searching.pattern(text), dict[int, Mapping[str, str]]()
    texts = search.texts(connection, [row.id for row in rows])
    found = {}
    for row in rows:
        version = row.definition_id
        if version not in labels:
            definition = current.definitions().definition(connection, version)
            labels[version] = {name: question.label for name, question in definition.questions.items()}
        if row.id in texts:
            found[row.id] = searching.places(wanted, texts[row.id], labels[version])
    return found
