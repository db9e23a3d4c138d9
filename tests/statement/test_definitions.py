"""What is read of a definition's sources and files."""

import pytest
import sample_answers
import small
from small_questions import LINE, NOTE, PLAN, SECOND, TIMES, with_second

from collector.statement import definitions, vocabulary
from collector.statement.mistakes import DefinitionError
from collector.word import official


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
