"""The only WTForms: a section's questions as fields, bound from a POST. Carries messages; judges nothing.

Field names: `name` (text), `name.none` (the tick), `name.other` (other words of a choice), `name-0` …
(items), `name-0-column` … (rows).
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import Field
from wtforms.form import BaseForm

from collector.statement import cleaning, readings
from collector.statement.states import NONE, Answers, Typed
from collector.statement.vocabulary import Question, Section

OTHER = "其他"
# An item or a cell: name, row, column. Rows are counted 0, 1, … 9999, without leading zeros.
ROW_KEY = re.compile(r"([a-z][a-z0-9_]*)-(0|[1-9][0-9]{0,3})(?:-[a-z][a-z0-9_]*)?")
SURROGATE_MESSAGE = "{label}里有损坏的文字（半个字符），请删去后重新输入；其他填报内容已经保存"


class AnswerField(Field):  # type: ignore[misc]
    """A question's field; `data` is the typed answer, None where the question is open."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(question.label, **kwargs)
        self.question = question
        self.rows: Sequence[int] = ()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the answer from the POST, or the saved one where there is no POST."""
        self.errors, self.is_refused = [], False
        self.data = data
        if formdata is not None:
            try:
                self.data = TAKERS.get(self.question.type, taken_text)(self.question, formdata, self.rows)
            except cleaning.LoneSurrogate:
                self.is_refused = True
                self.errors = [SURROGATE_MESSAGE.format(label=self.question.label)]


def form(section: Section, saved: Answers, posted: Any = None) -> BaseForm:
    """Return the section's form, a field a question. What a POST doesn't hold is open, whatever was saved."""
    return form_of(section.asked, saved, posted)


def form_of(questions: Iterable[Question], saved: Answers, posted: Any = None) -> BaseForm:
    """The same of some of a section's questions."""
    made = BaseForm({question.name: AnswerField(question) for question in questions})
    rows = rows_in(posted) if posted is not None else {}
    for name, field in made._fields.items():
        field.rows = rows.get(name, ())
        field.process(posted, None if posted is not None else saved.get(name))
    return made


def typed_answers(bound: BaseForm) -> dict[str, Typed | None]:
    """The typed answers of a bound form by name; refused fields are left out, so what was saved stays."""
    return {field.name: field.data for field in bound if not field.is_refused}


def rows_in(posted: Iterable[str]) -> dict[str, list[int]]:
    """The row numbers a POST holds for each list and table, in order: all its keys are read once."""
    found: dict[str, set[int]] = {}
    for key in posted:
        match = ROW_KEY.fullmatch(key)
        if match:
            found.setdefault(match[1], set()).add(int(match[2]))
    return {name: sorted(rows) for name, rows in found.items()}


def taken_text(question: Question, posted: Any, rows: Iterable[int]) -> Typed | None:
    """A single text; the tick counts where nothing, or only a zero, stands beside it."""
    text = cleaning.clean(posted.get(question.name, ""))
    if is_ticked(question, posted) and (text.strip() in ("", "0") or readings.is_zero(question, text)):
        return NONE
    return text if text.strip() else None


def is_ticked(question: Question, posted: Any) -> bool:
    """True where 确认为零 or 没有 is ticked."""
    return question.may_be_none and bool(posted.get(f"{question.name}.none"))


def taken_choice(question: Question, posted: Any, rows: Iterable[int]) -> Typed | None:
    """A choice; the words typed beside 其他 where that is chosen, or nothing is though something must be."""
    chosen = posted.get(question.name)
    is_other = chosen == OTHER or chosen is None or (not chosen and question.required)
    if question.other and is_other:
        other = cleaning.clean(posted.get(f"{question.name}.other", ""))
        if other.strip() or chosen == OTHER:
            return other if other.strip() else None
    return taken_text(question, posted, rows)


def taken_choices(question: Question, posted: Any, rows: Iterable[int]) -> Typed | None:
    """The ticked choices."""
    return or_none(question, posted, [cleaning.clean(item) for item in posted.getlist(question.name)])


def taken_items(question: Question, posted: Any, rows: Iterable[int]) -> Typed | None:
    """The items of a list in order; empty ones are dropped."""
    texts = [cleaning.clean(posted.get(f"{question.name}-{row}", "")) for row in rows]
    return or_none(question, posted, [text for text in texts if text.strip()])


def taken_rows(question: Question, posted: Any, rows: Iterable[int]) -> Typed | None:
    """The rows of a table in order; empty ones are dropped."""
    found = [
        {
            column.name: cleaning.clean(posted.get(f"{question.name}-{row}-{column.name}", ""))
            for column in question.columns
        }
        for row in rows
    ]
    return or_none(question, posted, [row for row in found if any(cell.strip() for cell in row.values())])


def or_none(question: Question, posted: Any, found: list[Any]) -> Typed | None:
    """The items; without any, a confirmed none where it is ticked."""
    if found:
        return found
    return NONE if is_ticked(question, posted) else None


TAKERS = {
    "select_one": taken_choice,
    "select_multiple": taken_choices,
    "list": taken_items,
    "table": taken_rows,
}
