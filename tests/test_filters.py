"""Which changes belong to which filter."""

import plain_definitions
import sample_answers
from plain_definitions import asked

from collector.compare import changes, filters

TIMES = asked("times", "integer", unit="次")


def test_filters_have_the_changes_in_order_and_count_them():
    definition = plain_definitions.definition(
        asked("kept"), TIMES, asked("own", "paragraphs", own_words=True), asked("gone"), asked("open")
    )
    then = plain_definitions.definition(*definition.asked[:3], asked("dropped"), definition.asked[4])
    found = changes.changes(
        definition,
        {"kept": "甲", "times": "1", "own": "甲。", "dropped": "乙"},
        {"kept": "甲", "times": "3", "own": "乙。", "gone": "丙"},
        then,
    )
    names = {name: [each.question.name for each in filters.filtered(found, name)] for name in filters.FILTERS}
    assert names == {
        "all": ["kept", "times", "own", "gone", "open", "dropped"],
        "changed": ["times", "own", "gone", "dropped"],
        "unchanged": ["kept", "open"],
        "unprinted": [],
        "numbers": ["times"],
        "own_words": ["own"],
        "swings": ["times"],
        "without_counterpart": ["gone", "dropped"],
    }
    assert filters.counts(found) == {name: len(each) for name, each in names.items()}


def test_what_neither_statement_asks_belongs_to_no_filter():
    definition = sample_answers.definition()
    found = changes.changes(definition, {}, {})
    shown = filters.filtered(found, "all")
    assert 0 < len(shown) < len(found)
    assert all(each.is_relevant for each in shown)
    assert filters.counts(found)["unchanged"] == len(shown)
