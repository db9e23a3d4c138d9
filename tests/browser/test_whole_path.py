"""The product's first promise, in a real browser on a real server, with JavaScript and without."""

import pytest
import sample_answers
from navigators import Official

from collector.statement import wording
from collector.word import template, text

pytestmark = pytest.mark.browser

PASSWORD = "Jiang-cheng7"
CHEN = {
    "unit": "江城市水文局",
    "name": "陈远山",
    "position": "党委书记、局长",
    "account": "chenyuanshan",
    "password": PASSWORD,
}


@pytest.fixture
def official(page, service):
    """The first administrator, signed in by the one-time link."""
    found = Official(page)
    found.sets_up(service.link, **CHEN)
    return found


def test_from_the_set_up_link_to_the_finished_report(official):
    definition, answers = sample_answers.definition(), sample_answers.complete(2026)
    official.begins_statement(2026)
    official.opens_section(definition.sections[0].title)
    for section in definition.sections:
        assert official.heading() == section.title
        official.answers_section(section, answers)
        assert official.problems() == []
    assert official.heading() == "提交前检查"
    assert "全部填完，可以下载报告" in official.page.locator("main").inner_text()
    name, report = official.downloads("下载报告")
    assert name == "2026年度履行全面从严治党主体责任情况报告（陈远山）.docx"
    printed = "".join(text.plain(report)).replace("\n", "")
    assert "**" not in printed
    assert "{{" not in printed
    loaded = template.load(definition.template)
    words = wording.words(definition, answers)
    for blank in loaded.printed - loaded.numbers:
        pieces = [words[blank]] if isinstance(words[blank], str) else flat(words[blank])
        assert [piece for piece in pieces if piece not in printed] == [], blank


def flat(word):
    return [piece for part in word for piece in ([part] if isinstance(part, str) else part)]


def test_what_is_wrong_is_listed_and_still_there_after_signing_in_again(official):
    definition = sample_answers.definition()
    official.begins_statement(2026)
    official.opens_section(definition.sections[0].title)
    official.control("unit_short_core").fill("江城水文局")
    official.saves()
    assert official.page.title().startswith("错误：")
    assert official.problems() == ["请填写统计截止日"]
    official.signs_out()
    official.signs_in(CHEN["account"], PASSWORD)
    official.page.goto("/statements/1/header")
    assert official.control("unit_short_core").input_value() == "江城水文局"
    assert "报告里已经印有“局”" in official.page.locator("main").inner_text()
    official.checks()
    assert official.page.get_by_role("link", name="下载报告").count() == 0
    name, draft = official.downloads("下载草稿")
    assert "草稿" in name
    assert "**" in "".join(text.plain(draft))
