"""A text read before is not read again, and no more than some are remembered."""

import dataclasses

import pytest
import sample_answers

from collector.statement import readings
from collector.statement.states import NONE


@pytest.fixture
def question():
    """A question that nobody has asked anything yet."""
    return dataclasses.replace(sample_answers.definition().questions["report_year"])


@pytest.mark.parametrize("typed", [None, NONE, "2026", "2026年", "今年", "", "0"])
def test_what_is_remembered_reads_as_what_is_read(question, typed):
    assert readings.remembered(question, typed) == readings.reading(question, typed)
    assert readings.remembered(question, typed) == readings.reading(question, typed)


@pytest.mark.parametrize("name", ["issues", "community_ledger"])
def test_items_and_rows_read_as_they_do_otherwise(name):
    asked = dataclasses.replace(sample_answers.definition().questions[name])
    for typed in (sample_answers.complete()[name], [], sample_answers.complete()[name][:1]):
        for _ in range(2):
            assert readings.remembered(asked, typed) == readings.reading(asked, typed)


def test_a_text_is_read_once(question):
    assert readings.remembered(question, "2026年") is readings.remembered(question, "2026年")
    assert readings.remembered(question, "2026") is not readings.remembered(question, "2026年")


def test_only_so_many_are_remembered(question):
    for number in range(readings.REMEMBERED * 2 + 5):
        readings.remembered(question, str(number))
        assert len(question.memory) <= readings.REMEMBERED
