import tomllib

import pytest
import sample_answers
import sample_definitions
import small

from collector.statement import definitions, vocabulary
from collector.statement.mistakes import DefinitionError
from collector.word import official

LINE = '\nname = "line"\ntype = "text"\nlabel = "一行"\n'
TIMES = '\nname = "times"\ntype = "integer"\nlabel = "次数"\n'
ITEMS = '\nname = "items"\ntype = "list"\nlabel = "几项"\n'
CHOICE = '\nname = "choice"\ntype = "select_one"\nlabel = "选择"\nchoices = ["是", "否"]\n'
NOTE = '\nname = "remark"\ntype = "note"\nlabel = "说明"\n'
PLAN = '\nname = "plan"\ntype = "computed"\nfrom = "year"\nhow = "five_year_plan"\n'
TABLE = '\nname = "rows"\ntype = "table"\nlabel = "几行"\n'
TWO = 'columns = [{ name = "a", label = "甲" }, { name = "b", label = "乙" }]\n'
SECOND = 'title = "二"\n[[group]]\n[[group.question]]\nname = "line"\ntype = "text"\nlabel = "一行"\n'


OWN = '\nname = "own"\ntype = "paragraphs"\nlabel = "几段"\n'


def looped(name, *columns):
    return "\n" + small.PRINTED["table"].format(
        name=name, columns=", ".join(columns), cells="".join(f"{{{{ {column} }}}}" for column in columns)
    )


def with_second(manifest=small.MANIFEST):
    return manifest.replace('["first"]', '["first", "second"]')


# What is wrong, and the one message that tells it: "file，问题 question，键 key：…"
BROKEN = tomllib.loads((sample_definitions.SAMPLES / "broken.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_told_once_with_file_question_and_key(name):
    questions, said = "\n" + BROKEN[name]["questions"], BROKEN[name]["said"]
    # A template that prints what was meant; the mistake of one question is not told of its blank as well.
    meant = {"head-count": "head_count", "Line": "line", "名称": "__"}
    template = "[正文]\n{{ year }}{{ period }}\n\n" + "".join(
        small.printed({**found, "name": meant.get(found["name"], found["name"])})
        for found in printable(questions)
    )
    found = small.mistakes(questions, template.replace("{{ __ }}", ""))
    assert len(found) == 1, found
    assert found[0].startswith(said)


def printable(questions):
    """Name and type of the questions as far as they can be told, each once."""
    names = {}
    for block in small.asked(questions).split("[[group.question]]")[1:]:
        lines = dict(line.split(" = ", 1) for line in block.strip().split("\n") if " = " in line)
        name, kind = (lines.get(key, '""').strip('"') for key in ("name", "type"))
        if name and not name.isdigit() and kind != "note":
            names[name] = {"name": name, "type": kind if kind in ("table", "paragraphs") else "text"}
            names[name]["columns"] = [{"name": "a"}, {"name": "b"}]
    return names.values()


@pytest.mark.parametrize(
    "name", ["seen", "add", "then", "csrf_token", "none", "loop", "self", "class", "if", "true"]
)
def test_names_that_pages_and_templates_need_themselves_are_reserved(name):
    (found,) = small.mistakes(LINE.replace('"line"', f'"{name}"'), "[正文]\n{{ year }}{{ period }}")
    assert found.startswith(f"first.toml，问题 {name}，键 name：名称“{name}”不可用")


def test_a_blank_without_a_question_is_named():
    found = small.mistakes("", "[正文]\n{{ year }}{{ period }}{{ ghost }}{% if other %}x{% endif %}")
    assert found == [
        "small.docx，问题 ghost：模板里的空 {{ ghost }} 没有对应的问题",
        "small.docx，问题 other：模板里的空 {{ other }} 没有对应的问题",
    ]


def test_the_year_and_the_period_need_no_blank():
    assert small.mistakes("", "[正文]\n没有空") == []


def test_a_question_with_a_bad_name_is_told_of_its_other_mistakes_too():
    found = small.mistakes(LINE.replace('"line"', '"so-so"') + 'relevant = "ghost"', "[正文]\n没有空")
    assert [mistake.split("：")[0] for mistake in found] == [
        "first.toml，问题 so-so，键 name",
        "first.toml，问题 so-so，键 relevant",
    ]


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


# The manifest


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


def test_a_broken_file_is_told_and_its_questions_are_not_missed_elsewhere():
    second = SECOND + 'hint = "没有关的引号'
    template = "[正文]\n{{ year }}{{ period }}{{ line }}{{ times }}"
    found = small.mistakes(TIMES + 'at_most = "line"', template, with_second(), **{"second.toml": second})
    assert len(found) == 1
    assert found[0].startswith("second.toml：TOML 语法错误")


def test_several_mistakes_are_told_at_once():
    questions = LINE + 'colour = "red"' + TIMES + "min = 5\nmax = 3" + CHOICE + 'relevant = "ghost"'
    second = SECOND.replace("line", "so-so")
    template = "[正文]\n{{ year }}{{ period }}{{ line }}{{ times }}{{ choice }}{{ so_so }}"
    found = small.mistakes(questions, template, with_second(), **{"second.toml": second})
    assert [mistake.split("：")[0] for mistake in found] == [
        "first.toml，问题 line，键 colour",
        "second.toml，问题 so-so，键 name",
        "first.toml，问题 times，键 min",
        "first.toml，问题 choice，键 relevant",
    ]


@pytest.mark.parametrize(
    "content", ["x", "[[group]]\ngroup = 1", "group = 1", "group = [1]", "[group]\nquestion = 1"]
)
def test_no_shape_of_a_file_breaks_the_reader(content):
    assert small.mistakes(template="[正文]\n{{ year }}", **{"first.toml": content})


# What is read


def test_a_definition_is_read_with_its_sections_groups_and_questions_in_order():
    second = SECOND.replace("line", "other").replace("[[group]]", '[[group]]\nnumber = "一是"')
    definition = small.definition(LINE + TIMES, manifest=with_second(), **{"second.toml": second})
    assert [section.name for section in definition.sections] == ["first", "second"]
    assert list(definition.questions) == ["year", "period", "line", "times", "other"]
    assert definition.section("second").groups[0].number == "一是"
    assert definition.section_of["other"].title == "二"
    assert definition.section("third") is None
    assert definition.report_title(2026, "上半年") == "2026年上半年报告"


def test_remarks_and_computed_words_are_asked_of_nobody():
    definition = small.definition(LINE + NOTE + PLAN)
    assert [question.name for question in definition.asked] == ["year", "period", "line"]


def test_every_key_of_the_vocabulary_is_a_field_of_a_question():
    fields = set(vocabulary.Question.__dataclass_fields__) | {"from"}
    assert set().union(*vocabulary.TYPES.values()) <= fields


def test_a_version_changes_with_any_source_and_with_the_template():
    made = small.sources(LINE)
    one = definitions.version(made, b"x")
    assert definitions.version(dict(reversed(made.items())), b"x") == one
    others = [
        definitions.version(made, b"y"),
        definitions.version({**made, "first.toml": made["first.toml"] + "\n"}, b"x"),
        definitions.version({**made, "second.toml": ""}, b"x"),
    ]
    assert len({one, *others}) == 4


# Files


@pytest.fixture
def folder(tmp_path):
    """The files of a definition that loads."""
    made = small.sources(LINE)
    (tmp_path / "small").mkdir()
    for file, source in made.items():
        (tmp_path / "small" / file).write_text(source, "utf-8")
    (tmp_path / "small.docx").write_bytes(official.build(small.printing(made)))
    return tmp_path


def test_files_are_read_from_the_folder_and_the_template_beside_it(folder):
    assert definitions.load(folder / "small", folder).name == "small"
    with pytest.raises(DefinitionError, match=r"small\.docx：找不到 Word 模板"):
        definitions.load(folder / "small", folder / "nowhere")


def test_a_file_saved_by_windows_own_editor_is_read(folder):
    path = folder / "small" / "first.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert definitions.load(folder / "small", folder).questions["line"].label == "一行"


def test_a_file_in_another_encoding_is_told_with_its_line(folder):
    path = folder / "small" / "first.toml"
    path.write_bytes(path.read_text("utf-8").encode("gbk"))
    with pytest.raises(DefinitionError, match=r"first\.toml：第 \d+ 行不是 UTF-8 文字，请用 UTF-8 编码另存"):
        definitions.load(folder / "small", folder)


def test_the_shipped_definition_loads():
    assert sample_answers.definition().name == "integrity"
