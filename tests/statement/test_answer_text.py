"""An answer as it is read outside the report."""

import plain_definitions
import pytest
from plain_definitions import asked

from collector.statement import answer_text, answers
from collector.statement.states import NONE

COLUMNS = (
    asked("when", "month", label="月份", required=False),
    asked("what", label="主题"),
    asked("people", "integer", label="人数", unit="人", required=False),
    asked("times", "decimal", label="场次", required=False),
)


def read(question, typed):
    """The reading of one typed answer."""
    return answers.read(plain_definitions.definition(question), {question.name: typed})[question.name]


def test_the_cells_of_a_row_have_their_unit_or_the_name_of_their_column():
    found = read(
        asked("rows", "table", columns=COLUMNS),
        [
            {"when": "6", "what": "公车管理", "people": "5", "times": "2.5"},
            {"when": "", "what": "值班", "people": "", "times": ""},
        ],
    )
    assert answer_text.items(found) == ("6月，公车管理，5人，场次 2.5", "值班")


@pytest.mark.parametrize(
    ("question", "typed", "text"),
    [
        (asked("it", "month"), "6月", "6月"),
        (asked("it", "month", unit="月份"), "6", "6月份"),
        (asked("it", "integer", unit="次"), "６", "6次"),
        (asked("it", "month", none_allowed=True), NONE, ""),
    ],
)
def test_a_figure_has_its_unit(question, typed, text):
    assert answer_text.text(read(question, typed)) == text
