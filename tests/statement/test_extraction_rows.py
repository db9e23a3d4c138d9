"""Rows of a table printed as paragraphs right beside somebody's own paragraphs, read back."""

import pytest
import small

from collector.statement import doubts, extraction
from collector.word import template as word_template

QUESTIONS = """
name = "rows"
type = "table"
label = "问题清单"
columns = [
    { name = "issue", label = "问题" },
    { name = "due", label = "时限" },
    { name = "people", label = "人数", type = "integer" },
]
name = "own"
type = "paragraphs"
label = "本人体会"
own_words = true
"""
TABLE = "{%p for issue, due, people in rows %}\n{row}\n{%p endfor %}\n"
OWN = "{%p for paragraph in own %}\n{{ paragraph }}\n{%p endfor %}\n"
WORDED = TABLE.replace("{row}", "问题：{{ issue }}；时限：{{ due }}；人数：{{ people }}。")
BARE = TABLE.replace("{row}", "{{ issue }}，{{ due }}，{{ people }}")
AROUND = (
    "[正文]\n{{ year }}年{{ period }}报告。现将问题清单和本人体会报告如下，请予审阅。\n%s以上报告，请审阅。\n"
)

ROW = {"issue": "记录不全", "due": "6月", "people": "5"}
GIVEN = {"year": "2026", "period": "年度", "own": "甲做得好。\n乙做得不好。"}


def read_back(inner, typed, edit=lambda paragraph: paragraph):
    """What a report of these answers gives back."""
    definition = small.definition(QUESTIONS, AROUND % inner)
    template = word_template.load(definition.template)
    paragraphs = extraction.refilled(definition, template, typed)
    return extraction.extracted(definition, template, [edit(each) for each in paragraphs])


@pytest.mark.parametrize("inner", [WORDED + OWN, OWN + WORDED])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_rows_with_wording_are_no_paragraphs_of_own_words(inner, count):
    typed = GIVEN | {"rows": [ROW | {"people": str(number)} for number in range(1, count + 1)]}
    found = read_back(inner, typed)
    assert (found.answers, found.doubtful, found.is_exact) == (typed, {}, True)


def test_they_are_told_apart_in_an_edited_report_too():
    typed = GIVEN | {"rows": [ROW]}
    found = read_back(WORDED + OWN, typed, lambda paragraph: paragraph.replace("请予", "请领导"))
    assert (found.answers, found.is_exact) == (typed, False)


def test_own_words_without_a_table_before_them_stay_own_words():
    found = read_back(WORDED + OWN, GIVEN)
    assert (found.answers, found.doubtful) == (GIVEN, {})


@pytest.mark.parametrize("inner", [BARE + OWN, OWN + BARE])
def test_rows_that_hardly_have_wording_are_doubtful(inner):
    typed = GIVEN | {"rows": [ROW]}
    found = read_back(inner, typed)
    assert found.answers == typed
    assert found.doubtful == {"rows": doubts.AMBIGUOUS, "own": doubts.AMBIGUOUS}


@pytest.mark.parametrize("said", [["图书馆工作", "请审阅报告。"], ["关于召开会议的通知", "以上报告请审核。"]])
def test_a_text_of_which_nothing_can_be_taken_is_no_report(said):
    questions = '\nname = "readers"\ntype = "integer"\nlabel = "读者"\nrequired = true\n'
    template = "[正文]\n{{ year }}年{{ period }}图书馆工作报告\n读者{{ readers }}人次。\n以上报告，请审阅。\n"
    definition = small.definition(questions, template)
    loaded = word_template.load(definition.template)
    with pytest.raises(extraction.NotSuchReport, match="没有读出《样例报告》的任何一项"):
        extraction.extracted(definition, loaded, said)
    draft = [each.replace("请审阅", "请审") for each in extraction.refilled(definition, loaded, {})]
    assert extraction.extracted(definition, loaded, draft).answers == {}
