"""Two sets of answers become a list of changes."""

import sample_answers

from collector.compare import changes
from collector.statement.states import NONE


def of(then, now):
    """The changes by name, the unchanged left out."""
    found = changes.changes(sample_answers.definition(), then, now)
    return {each.question.name: (each.then, each.now) for each in found if each.is_changed}


def test_what_is_the_same_is_no_change():
    answers = sample_answers.complete()
    assert of(answers, dict(answers)) == {}
    assert of({}, {}) == {}


def test_given_cleared_and_altered_answers_are_changes():
    found = of({"position": "局长", "addressee": "甲"}, {"position": "书记", "unit_short_core": "江城"})
    assert found == {
        "position": ("局长", "书记"),
        "addressee": ("甲", None),
        "unit_short_core": (None, "江城"),
    }


def test_open_none_and_a_value_are_three_answers():
    name = next(question.name for question in sample_answers.definition().asked if question.may_be_none)
    for then, now in ((None, NONE), (NONE, "1"), (None, "1")):
        found = of({name: then} if then else {}, {name: now})
        assert found == {name: (then, now)}


def test_items_and_rows_are_compared_in_order():
    assert of({"issues": ["甲", "乙"]}, {"issues": ["甲", "乙"]}) == {}
    assert of({"issues": ["甲", "乙"]}, {"issues": ["乙", "甲"]}) == {"issues": (["甲", "乙"], ["乙", "甲"])}


def test_the_list_has_every_question_in_the_statements_order():
    definition = sample_answers.definition()
    found = changes.changes(definition, {"no_such_question": "x"}, {})
    assert [each.question for each in found] == list(definition.asked)
