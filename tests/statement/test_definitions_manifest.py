"""A mistake in the manifest, or between it and the files of the sections, is told."""

import pytest
import small
from small_questions import LINE, SECOND, TIMES, with_second

from collector.statement import definitions
from collector.statement.mistakes import DefinitionError


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "样例报告"\n', "", "statement.toml，键 title：必须填写"),
        ('year = "year"', "", "statement.toml，键 year：必须填写"),
        ('year = "year"', 'year = "ghost"', "statement.toml，键 year：没有名为“ghost”的问题"),
        (
            'year = "year"',
            'year = "period"',
            "statement.toml，键 year：“period”的类型是 select_one，这里只能用 integer",
        ),
        ('year = "year"', "year = 2026", "statement.toml，键 year：值“2026”的类型不对"),
        ('period = "period"', 'period = "year"', "statement.toml，键 period：“year”的类型是 integer"),
        ('sections = ["first"]', "", "statement.toml，键 sections：必须填写"),
        ('sections = ["first"]', "sections = []", "statement.toml，键 sections：必须填写"),
        ('sections = ["first"]', 'sections = "first"', "statement.toml，键 sections：值“first”的类型不对"),
        (
            'sections = ["first"]',
            'sections = ["first", "first"]',
            "statement.toml，键 sections：部分 first 写了两次",
        ),
        (
            'sections = ["first"]',
            'sections = ["first", "second"]',
            "statement.toml，键 sections：找不到文件 second.toml",
        ),
        (
            'sections = ["first"]',
            'sections = ["first", "check"]',
            "statement.toml，键 sections：部分名称“check”不可用",
        ),
        (
            'sections = ["first"]',
            'sections = ["first", "../x"]',
            "statement.toml，键 sections：部分名称“../x”不可用",
        ),
        ('"年度" = "{year}年度报告"\n', "", "statement.toml，键 titles：缺少“年度”的报告标题"),
        (
            "{year}年度报告",
            "{yaer}年度报告",
            "statement.toml，键 titles：标题“{yaer}年度报告”里只能有 {year}",
        ),
        ("[titles]", "titles = 5\n[x]", "statement.toml，键 x：不认识的键"),
        (
            'title = "样例报告"',
            'title = "样例报告"\nwarnings = ["ghost"]',
            "statement.toml，键 warnings：没有“ghost”这种提示",
        ),
        (
            'title = "样例报告"',
            'title = "样例报告"\nwarnings = "ghost"',
            "statement.toml，键 warnings：值“ghost”的类型不对",
        ),
        ('title = "样例报告"', "title = 样例报告", "statement.toml：TOML 语法错误，第 2 行第 9 列"),
        ("sections", "secions", "statement.toml，键 secions：不认识的键，是不是“sections”？"),
    ],
)
def test_a_mistake_of_the_manifest_is_told(old, new, said):
    assert old in small.MANIFEST
    found = small.mistakes(
        manifest=small.MANIFEST.replace(old, new), template="[正文]\n{{ year }}{{ period }}"
    )
    assert found[0].startswith(said)
    assert len(found) == (2 if "titles = 5" in new else 1)


def test_a_warning_needs_its_questions():
    manifest = small.MANIFEST.replace("sections", 'warnings = ["publicity_month"]\nsections')
    assert small.mistakes(manifest=manifest) == [
        "statement.toml，键 warnings：提示“publicity_month”需要问题 publicity_month_ordinal",
        "statement.toml，键 warnings：提示“publicity_month”需要问题 report_year",
    ]


def test_every_choice_of_the_period_has_its_title():
    first = small.FIRST.replace('["年度", "上半年"]', '["年度", "上半年", "季度"]')
    assert small.mistakes(**{"first.toml": first}) == [
        "statement.toml，键 titles：“period”的选项要有各自的标题：年度、上半年、季度"
    ]


def test_a_missing_manifest_is_one_mistake():
    made = small.sources(LINE)
    del made["statement.toml"]
    with pytest.raises(DefinitionError, match=r"statement\.toml：缺少这个文件"):
        definitions.from_sources("small", made, b"")


def test_a_file_nobody_listed_is_told():
    assert small.mistakes(**{"second.toml": SECOND}, template="[正文]\n{{ year }}{{ period }}{{ line }}") == [
        "statement.toml，键 sections：文件 second.toml 没有列入 sections"
    ]


def test_a_name_is_unique_in_the_whole_statement():
    found = small.mistakes(LINE, manifest=with_second(), **{"second.toml": SECOND})
    assert found == ["second.toml，问题 line，键 name：名称重复：first.toml 里已有同名问题"]


def test_a_section_wants_a_title():
    second = SECOND.replace('title = "二"\n', "")
    assert small.mistakes(manifest=with_second(), **{"second.toml": second}) == [
        "second.toml，键 title：每个部分都要有标题"
    ]


def test_a_section_without_any_group_is_told():
    for second in ('title = "二"', 'title = "二"\ngroup = []'):
        assert small.mistakes(manifest=with_second(), **{"second.toml": second}) == [
            "second.toml，键 group：这个部分里没有 [[group]]，也就没有问题"
        ]


def test_every_group_without_a_question_is_told_and_by_its_place():
    second = SECOND.replace("[[group]]", '[[group]]\n[[group]]\ntitle = "空"\nquestion = []\n[[group]]')
    assert small.mistakes(manifest=with_second(), **{"second.toml": second}) == [
        "second.toml，键 group：第 1 个 [[group]] 里没有问题",
        "second.toml，键 group：第 2 个 [[group]] 里没有问题",
    ]


@pytest.mark.parametrize(
    ("old", "new"), [("[[group", "[[groups"), ("[[group.question]]", "[[group.questions]]")]
)
def test_a_misspelt_heading_is_told_once_and_not_as_an_empty_group(old, new):
    template = "[正文]\n{{ year }}{{ period }}{{ line }}"
    found = small.mistakes(
        manifest=with_second(), template=template, **{"second.toml": SECOND.replace(old, new)}
    )
    assert len(found) == 1
    assert "不认识的键，是不是" in found[0]


def test_a_broken_file_is_told_and_its_questions_are_not_missed_elsewhere():
    second = SECOND + 'hint = "没有关的引号'
    template = "[正文]\n{{ year }}{{ period }}{{ line }}{{ times }}"
    found = small.mistakes(TIMES + 'at_most = "line"', template, with_second(), **{"second.toml": second})
    assert len(found) == 1
    assert found[0].startswith("second.toml：TOML 语法错误")
