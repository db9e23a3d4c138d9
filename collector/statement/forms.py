"""The only WTForms: a section's questions as fields, bound from a POST. Carries messages; judges nothing.

Field names: `name` (text), `name.none` (the tick), `name.other` (other words of a choice), `name-0` …
(items), `name-0-column` … (rows).
"""

import re
from collections.abc import Iterable
from typing import Any

from wtforms import Field
from wtforms.form import BaseForm

from collector.statement import cleaning
from collector.statement.states import NONE, Answers, Typed
from collector.statement.vocabulary import Question, Section

OTHER = "其他"
SURROGATE_MESSAGE = "{label}里有损坏的文字（半个字符），请删去后重新输入；其他填报内容已经保存"


class AnswerField(Field):  # type: ignore[misc]
    """A question's field; `data` is the typed answer, None where the question is open."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(question.label, **kwargs)
        self.question = question

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the answer from the POST, or the saved one where there is no POST."""
        self.errors, self.is_refused = [], False
        self.data = data
        if formdata is not None:
            try:
                self.data = TAKERS.get(self.question.type, taken_text)(self.question, formdata)
            except cleaning.LoneSurrogate:
                self.is_refused = True
                self.errors = [SURROGATE_MESSAGE.format(label=self.question.label)]


def form(section: Section, saved: Answers, posted: Any = None) -> BaseForm:
    """Return the section's form, a field a question. What a POST doesn't hold is open, whatever was saved."""
    made = BaseForm({question.name: AnswerField(question) for question in section.asked})
    for name, field in made._fields.items():
        field.process(posted, None if posted is not None else saved.get(name))
    return made


def typed_answers(bound: BaseForm) -> dict[str, Typed | None]:
    """The typed answers of a bound form by name; refused fields are left out, so what was saved stays."""
    return {field.name: field.data for field in bound if not field.is_refused}


def taken_text(question: Question, posted: Any) -> Typed | None:
    """A single text; the tick counts where nothing, or only a zero, stands beside it."""
    text = cleaning.clean(posted.get(question.name, ""))
    if is_ticked(question, posted) and text.strip() in ("", "0", "０"):
        return NONE
    return text if text.strip() else None


def is_ticked(question: Question, posted: Any) -> bool:
    """True where 确认为零 or 没有 is ticked."""
    return question.may_be_none and bool(posted.get(f"{question.name}.none"))


def taken_choice(question: Question, posted: Any) -> Typed | None:
    """A choice, or the words typed beside 其他."""
    if question.other and posted.get(question.name) == OTHER:
        return cleaning.clean(posted.get(f"{question.name}.other", "")) or None
    return taken_text(question, posted)


def taken_choices(question: Question, posted: Any) -> Typed | None:
    """The ticked choices."""
    return or_none(question, posted, [cleaning.clean(item) for item in posted.getlist(question.name)])


def taken_items(question: Question, posted: Any) -> Typed | None:
    """The items of a list in order; empty ones are dropped."""
    texts = [cleaning.clean(posted.get(f"{question.name}-{row}", "")) for row in rows_of(question, posted)]
    return or_none(question, posted, [text for text in texts if text.strip()])


def taken_rows(question: Question, posted: Any) -> Typed | None:
    """The rows of a table in order; empty ones are dropped."""
    found = [
        {
            column.name: cleaning.clean(posted.get(f"{question.name}-{row}-{column.name}", ""))
            for column in question.columns
        }
        for row in rows_of(question, posted)
    ]
    return or_none(question, posted, [row for row in found if any(cell.strip() for cell in row.values())])


def rows_of(question: Question, posted: Any) -> Iterable[int]:
    """The row numbers a POST holds for a list or table, in order."""
    pattern = re.compile(rf"{question.name}-(\d{{1,4}})(-[a-z0-9_]+)?")
    found = {int(match[1]) for key in posted if (match := pattern.fullmatch(key))}
    return sorted(found)


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
