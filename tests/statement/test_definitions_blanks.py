"""Questions and the blanks of their template must agree."""

import pytest
import small
from small_questions import CHOICE, ITEMS, LINE, NOTE, OWN, TABLE, TWO, looped

from collector.statement import definitions
from collector.statement.mistakes import DefinitionError


def test_a_blank_without_a_question_is_named():
    found = small.mistakes("", "[正文]\n{{ year }}{{ period }}{{ ghost }}{% if other %}x{% endif %}")
    assert found == [
        "small.docx，问题 ghost：模板里的空 {{ ghost }} 没有对应的问题",
        "small.docx，问题 other：模板里的空 {{ other }} 没有对应的问题",
    ]


def test_the_year_and_the_period_need_no_blank():
    assert small.mistakes("", "[正文]\n没有空") == []


def test_a_question_without_a_blank_is_named_unless_another_question_reads_it():
    template = "[正文]\n{{ year }}{{ period }}"
    assert small.mistakes(LINE, template) == [
        "first.toml，问题 line，键 name：模板里没有这个问题的空，也没有别的问题用到它"
    ]
    read = CHOICE + LINE + 'relevant = "choice = 是"'
    assert small.mistakes(read, template + "{{ line }}") == []
    assert small.mistakes(NOTE, template) == []


@pytest.mark.parametrize(
    ("questions", "template", "said"),
    [
        (OWN, "{{ own }}", "类型 paragraphs 在模板里要用 {% for … in own %} 逐段印出"),
        (TABLE + TWO, "{{ rows }}", "类型 table 在模板里要用 {% for … in rows %} 逐行印出"),
        (ITEMS, looped("items", "a"), "模板里的 {% for … in items %} 只能印 paragraphs，不是 list"),
        (LINE, looped("line", "a", "b"), "模板里的 {% for … in line %} 只能印 table，不是 text"),
        (TABLE + TWO, looped("rows", *"abc"), "有 2 列，模板里的 {% for … in rows %} 却有 3 列"),
    ],
)
def test_a_question_has_the_shape_its_blank_prints(questions, template, said):
    found = small.mistakes(questions, "[正文]\n{{ year }}{{ period }}" + template)
    assert said in found[0]
    assert "键 type" in found[0]


def test_a_missing_or_broken_template_is_one_mistake():
    for template, said in ((b"", "small.docx：找不到 Word 模板"), (b"no Word file", "small.docx：")):
        with pytest.raises(DefinitionError) as raised:
            definitions.from_sources("small", small.sources(LINE), template)
        (found,) = raised.value.mistakes
        assert str(found).startswith(said)
