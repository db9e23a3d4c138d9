"""A template is refused for everything but names, if and for, and for what a Word file must not bring."""

import threading

import pytest
from word_samples import OFFICE, everywhere, p, r, relationships, row, table, unzipped, word_file, zipped

from collector.word import render, template, text

LISTS = p("{%p for a in paras %}") + p("{{ a }}") + p("{%p endfor %}")
ROWS = table(
    row("名", "数"), row("{%tr for a, b in rows %}"), row("{{ a }}", "{{ b }}"), row("{%tr endfor %}")
)


def problems(data):
    with pytest.raises(template.TemplateError) as caught:
        template.load(data)
    return caught.value.problems


def problem(body, **parts):
    found = problems(word_file(body, **parts))
    assert len(found) == 1, found
    return found[0]


def test_the_names_of_every_part_are_listed():
    loaded = template.load(
        word_file(
            p("{{ a }}{% if b == '否' and not c %}x{% elif d in e %}y{% endif %}")
            + '<w:p><w:pPr><w:ind w:rightChars="{{ f }}"/></w:pPr></w:p>',
            header=p("{{ g }}"),
            footer=p("{{ h }}"),
            footnotes=p("{{ i }}"),
            core="<dc:title>{{ j }}</dc:title>",
        )
    )
    assert loaded.names == set("abcdefghij")
    assert loaded.printed == set("afghij")
    assert loaded.numbers == {"f"}


def test_a_loops_names_stand_for_their_list():
    loaded = template.load(word_file(LISTS + ROWS))
    assert loaded.names == loaded.printed == {"paras", "rows"}
    assert loaded.lists == {"paras": 0, "rows": 2}


def test_a_list_that_is_only_walked_for_its_length_prints_nothing():
    loaded = template.load(word_file(p("{% for a in paras %}·{% endfor %}")))
    assert (loaded.names, loaded.printed) == ({"paras"}, frozenset())


def test_a_tag_cut_into_runs_is_one_tag():
    body = "<w:p>" + "".join(r(part) for part in ("{", "{ he", "ad_count ", "}", "}")) + "</w:p>"
    assert template.load(word_file(body)).names == {"head_count"}


def test_a_tag_may_run_over_lines():
    loaded = template.load(word_file(p("{{\n\thead_count\n}}")))
    assert text.plain(render.fill(loaded, {"head_count": "3"})) == ["3"]


def test_ids_of_an_editing_session_go_so_that_no_loop_repeats_them():
    body = p("{%p for a in b %}") + f'<w:p w14:paraId="0A" w14:textId="0B">{r("{{ a }}")}</w:p>'
    docx = render.fill(template.load(word_file(body + p("{%p endfor %}"))), {"b": ["一", "二"]})
    assert b"Id=" not in unzipped(docx)["word/document.xml"]


def test_comments_and_curly_quotes_are_harmless():
    assert template.load(word_file(p("{# 说明 #}{% if a == “否” %}x{% endif %}"))).names == {"a"}


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


def test_a_comment_of_the_xml_is_no_text():
    docx = render.fill(template.load(word_file("<!-- a > b {{ c }} -->" + p("{{ d }}"))), {"d": "x"})
    assert text.plain(docx) == ["x"]


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


def test_tracked_changes_are_refused():
    assert "含有修订" in problem(p("x") + f'<w:p><w:ins w:id="1" w:author="周清">{r("y")}</w:ins></w:p>')


def related(attributes):
    inside = relationships(f'<Relationship Id="a" {attributes}/>')
    return word_file(p("x"), more={"word/_rels/styles.xml.rels": inside})


def renamed(old, new):
    """A file with a word of its content types and relationships replaced."""
    parts = unzipped(word_file(p("x")))
    return zipped(
        {name.replace(old, new): content.decode().replace(old, new) for name, content in parts.items()}
    )


BOMB = '<!DOCTYPE w [<!ENTITY a "b">]>'
FIELD = "<w:p>{}</w:p>".format(
    "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in ("DD", "EAUTO c:\\a"))
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "不是 Word 文档"),
        (b"PK\3\4" + b"x" * 100, "不是 Word 文档"),
        (zipped({"a.txt": "x"}), "不是 Word 文档"),
        (word_file(p("x"))[:-40], "不是 Word 文档"),
        (word_file(p("x"), more={"customXml/item1.xml": BOMB + "<a/>"}), "DOCTYPE"),
        (word_file(p("x"), more={"customXml/item1.xml": (BOMB + "<a/>").encode("utf-16")}), "DOCTYPE"),
        (word_file(p("x"), more={"word/media/image1.svg": BOMB + "<svg/>"}), "DOCTYPE"),
        (word_file(p("x"), more={"customXml/item1.xml": "<a>"}), "XML 有误"),
        (renamed("document.xml", "document.dat"), "部件的名称要以 .xml 结尾"),
        (renamed("wordprocessingml.document.main", "document.macroEnabled.main"), "启用宏"),
        (word_file(p("x"), more={"word/vbaProject.bin": "x"}), "含有宏"),
        (word_file(p("x"), more={"word/embeddings/oleObject1.bin": "x"}), "嵌入对象"),
        (related(f'Type="{OFFICE}/image" Target="http://a/" TargetMode="External"'), "文件之外"),
        (related(f'Type="{OFFICE}/oleObject" Target="a.bin"'), "嵌入对象"),
        (word_file('<w:altChunk r:id="a"/>'), "altChunk"),
        (word_file(FIELD), "DDEAUTO"),
        (word_file('<w:p><w:fldSimple w:instr=" INCLUDETEXT a "/></w:p>'), "INCLUDETEXT"),
        (word_file(p("x"), more={f"a/{number}": "" for number in range(500)}), "最多 500 个"),
        (word_file(p("x"), more={"a.bin": b"\0" * 20_000_000}), "最多 20,000,000 字节"),
        (word_file(p("x"), more={"a.bin": b"\0" * 1_000_000}), "压缩比"),
        (word_file(p("x"), more={"../a.bin": "x"}), "名称不合规"),
        (word_file(p("x"), more={"WORD/document.xml": "<a/>"}), "重名"),
    ],
)
def test_what_a_word_file_must_not_bring_is_refused(data, reason):
    found = problems(data)
    assert any(reason in one for one in found), found


def test_a_file_that_lies_about_its_size_is_refused():
    # The declared size of the entry, in the local header and in the directory, shrinks from 3 to 1.
    whole = word_file(p("x"), more={"a.bin": "\0\1\2"})
    start, directory = whole.index(b"a.bin") - 30, whole.rindex(b"a.bin") - 46
    lie = bytearray(whole)
    lie[start + 22] = lie[directory + 24] = 1
    assert "不是 Word 文档" in problems(bytes(lie))[0]


def test_other_parts_stay_byte_by_byte():
    data = word_file(p("{{ a }}"), more={"word/media/图.bin": b"\1\2\3" * 50})
    filled = unzipped(render.fill(template.load(data), {"a": "x"}))
    before = unzipped(data)
    assert list(filled) == list(before)
    assert {name for name in before if before[name] != filled[name]} == {"word/document.xml"}


def test_threads_share_a_template():
    loaded = template.load(everywhere())
    wanted = {word: render.fill(loaded, {"word": word}) for word in map(str, range(8))}
    found = {}

    def work(word):
        for _ in range(20):
            found.setdefault(word, set()).add(render.fill(loaded, {"word": word}))

    threads = [threading.Thread(target=work, args=(word,)) for word in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {word: {data} for word, data in wanted.items()}
