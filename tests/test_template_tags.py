"""Only names, if and for are tags, and only where they can be filled in."""

import pytest
from word_samples import p, problem, problems, r, row, table, word_file

from collector.word import render, template


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("{{ a.b }}", "不能用点号取值"),
        ("{{ a['b'] }}", "不能用方括号取值"),
        ("{{ a() }}", "不能调用函数"),
        ("{{ a|upper }}", "不能用过滤器"),
        ("{{ 7*7 }}", "空里只能写一个名称"),
        ("{{ 'x' }}", "空里只能写一个名称"),
        ("{{ a, b }}", "这里不能写成一组"),
        ("{{ a ~ b }}", "不能拼接"),
        ("{{ a if b else c }}", "条件请写成"),
        ("{{ a", "没有写完整"),
        ("{{ }}", "写法有误"),
        ("{{ a；b }}", "写法有误"),
        ("{{ head-count }}", "空里只能写一个名称"),
        ("{{ Name }}", "名称“Name”不合规"),
        ("{{ 姓名 }}", "名称“姓名”不合规"),
        ("{{ loop }}", "名称“loop”不合规"),
        ("{{ self }}", "名称“self”不合规"),
        ("{{ _highlighted }}", "名称“_highlighted”不合规"),
        ("{_{ a }_}", "没有写完整"),
        ("{{ r a }}", "写法有误"),
        ("{% if a is defined %}x{% endif %}", "不能用 is 判断"),
        ("{% if a.b %}x{% endif %}", "不能用点号取值"),
        ("{% if a == 0 %}x{% endif %}", "0 要加引号"),
        ("{% if a + b %}x{% endif %}", "只能写名称、比较"),
        ("{% if a in ['x'] %}x{% endif %}", "只能写名称、比较"),
        ("{% if a %}x", "没有对应的 {% endif %}"),
        ("x{% endif %}", "没有对应的 {% if … %}"),
        ("{% if a %}x{% endfor %}{% endif %}", "没有对应的 {% for … %}"),
        ("{% if a %}x{% else %}y{% else %}z{% endif %}", "写在了 else 之后"),
        ("{% for a in b if a %}x{% endfor %}", "for 不能带条件"),
        ("{% for a in b recursive %}x{% endfor %}", "for 不能带条件"),
        ("{% for a in (b, c) %}x{% endfor %}", "for 只能走一个名称"),
        ("{% for a, (b, c) in d %}x{% endfor %}", "这里不能写成一组"),
        ("{% for a in b %}x{% else %}y{% endfor %}", "没有对应的 {% if … %}"),
        ("{% for a in a %}x{% endfor %}", "循环里的名称不能重复"),
        ("{% for a, a in b %}x{% endfor %}", "循环里的名称不能重复"),
        ("{% for a in b %}{% for c in a %}x{% endfor %}{% endfor %}", "不能再走一遍"),
        ("{% for a in b %}x{% endfor %}{{ a }}", "不能在循环之外使用"),
        ("{% for a in b %}x{% endfor %}{{ b }}", "不能直接填写"),
        ("{% for a in b %}x{% endfor %}{% for c, d in b %}y{% endfor %}", "列数不同"),
        ("{% set a = b %}", "不支持 set"),
        ("{% raw %}{{ a }}{% endraw %}", "不支持 raw"),
        ("{% include 'a' %}", "不支持 include"),
        ("{% macro a() %}x{% endmacro %}", "不支持 macro"),
        ("{% 坏 %}", "不支持 坏"),
    ],
)
def test_everything_but_names_if_and_for_is_refused(tag, reason):
    found = problems(word_file(p("前{{ ok }}" + tag)))
    assert any(reason in one for one in found), found
    assert all(one.startswith(("word/document.xml：", "{")) for one in found), found


def test_all_problems_come_at_once_each_with_part_and_tag():
    found = problems(
        word_file(
            p("{{ a.b }}{{ c() }}"),
            header=p("{{ d|e }}"),
            footer=p("{% if f %}"),
            footnotes=p("{{ 1 }}"),
            core="<dc:title>{{ g.h }}</dc:title>",
        )
    )
    assert [one.rpartition("：")[0] for one in found] == [
        "word/document.xml：{{ a.b }}",
        "word/document.xml：{{ c() }}",
        "word/header1.xml：{{ d|e }}",
        "word/footer1.xml：{% if f %}",
        "word/footnotes.xml：{{ 1 }}",
        "docProps/core.xml：{{ g.h }}",
    ]


def test_a_condition_may_not_cut_across_paragraphs_and_rows():
    cut = "<w:p><w:pPr/>" + r("{% if a %}x") + "</w:p>" + table(row("y{% endif %}"))
    assert "不在同一层" in problem(cut)


def test_a_condition_over_several_runs_and_paragraphs_is_fine():
    body = f"<w:p>{r('{% if a %}x')}{r('y')}</w:p>{p('z{% endif %}')}"
    loaded = template.load(word_file(body))
    assert render.fill(loaded, {"a": ""})
    assert render.fill(loaded, {"a": "1"})


def test_tags_in_a_part_that_is_not_filled_are_named():
    assert problem(p("x"), endnotes=p("{{ a }}")).startswith("word/endnotes.xml：{{ a }}：这个部件不会填写")


def test_tags_in_a_property_that_is_not_filled_are_named():
    assert "空只能写在文字里" in problem(p("x"), core="<cp:keywords>{{ a }}</cp:keywords>")


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:r><w:instrText>TITLE "{{ a }}"</w:instrText></w:r></w:p>',
        '<w:p><w:fldSimple w:instr="TITLE {{ a }}"/></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="{{ a }}"/></w:pPr></w:p>',
        "<w:p>{{ a }}</w:p>",
    ],
)
def test_a_blank_outside_a_text_or_an_indent_is_refused(body):
    assert problem(body).startswith("word/document.xml：{{ a }}：")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<w:p><w:pPr><w:ind w:left="{% if a %}1{% endif %}"/></w:pPr></w:p>', "不能写在 Word 的属性里"),
        (
            '<w:p><w:pPr><w:ind w:left="{% for a in b %}1{% endfor %}"/></w:pPr></w:p>',
            "不能写在 Word 的属性里",
        ),
        (
            p("{%p for a in b %}")
            + '<w:p><w:pPr><w:ind w:left="{{ a }}"/></w:pPr></w:p>'
            + p("{%p endfor %}"),
            "只能是缩进",
        ),
    ],
)
def test_an_indent_is_measured_by_one_name_of_its_own(body, reason):
    assert reason in problem(body)


def test_a_picture_in_a_loop_is_refused():
    picture = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1"/></wp:inline></w:drawing></w:r></w:p>'
    assert template.load(word_file(picture))
    assert "循环里不能有图片" in problem(p("{%p for a in b %}") + picture + p("{%p endfor %}"))


@pytest.mark.parametrize(
    "tag", ["{%tc for a in b %}", "{% colspan a %}", "{% cellbg a %}", "{% vm %}", "{% hm %}"]
)
def test_tags_that_change_a_tables_grid_are_refused(tag):
    found = problems(word_file(table(row(tag, "x"))))
    assert any("不支持按列循环和合并单元格" in one for one in found)
