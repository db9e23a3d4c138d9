"""docs/definitions.md holds every word of the vocabulary, and its worked example works as it says."""

import re
import shlex

import pytest
from click.testing import CliRunner
from docs_reading import code_of, tables

from collector import cli
from collector.config import ROOT
from collector.statement import computed, definition_reader, vocabulary, warnings
from collector.statement.vocabulary import TYPES
from collector.word import official, source, template

TEXT = (ROOT / "docs" / "definitions.md").read_text("utf-8")
MANY = {
    "全部": set(TYPES),
    "填写的": set(TYPES) - {"note", "computed"},
}


def first_column(heading, number=0):
    """The words in the first column of a table; one that is there twice is told apart by the list."""
    return [code_of(row[0])[0] for row in tables(TEXT, heading)[number]]


@pytest.mark.parametrize(
    ("heading", "number", "known"),
    [
        ("statement.toml", 0, definition_reader.MANIFEST_KEYS),
        ("部分和小项", 0, definition_reader.SECTION_KEYS),
        ("部分和小项", 1, definition_reader.GROUP_KEYS),
        ("问题的类型", 0, TYPES),
        ("问题的键", 0, set().union(*TYPES.values())),
        ("表格的列", 0, definition_reader.COLUMN_KEYS),
        ("算出来的词", 0, computed.HOW),
        ("提示", 0, warnings.WARNINGS),
        ("模板的写法", 0, {f"[{style}]" for style in source.STYLES}),
    ],
)
def test_every_word_has_a_row_and_every_row_a_word(heading, number, known):
    assert sorted(first_column(heading, number)) == sorted(known)


def test_every_key_is_said_to_be_of_the_types_that_take_it():
    for key, used, _ in tables(TEXT, "问题的键")[0]:
        (name,) = code_of(key)
        said = MANY.get(used) or set(used.split())
        assert said == {kind for kind, keys in TYPES.items() if name in keys}, name


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("numerals", vocabulary.NUMERALS),
        ("appearance", vocabulary.APPEARANCES),
        ("scope", vocabulary.SCOPES),
    ],
)
def test_a_key_with_few_values_names_them_all(key, words):
    (row,) = [row for row in tables(TEXT, "问题的键")[0] if row[0] == f"`{key}`"]
    assert set(code_of(row[2])) >= set(words)


def test_columns_periods_and_the_sources_of_computed_words_are_named():
    assert "、".join(f"`{kind}`" for kind in vocabulary.COLUMN_TYPES) in TEXT
    assert "、".join(f"`{period}`" for period in vocabulary.PERIODS) in TEXT
    takes = {code_of(how)[0]: int(count) for how, count, _ in tables(TEXT, "算出来的词")[0]}
    assert takes == computed.TAKES
    read = {code_of(name)[0]: tuple(code_of(names)) for name, names in tables(TEXT, "提示")[0]}
    assert read == {name: check.questions for name, check in warnings.WARNINGS.items()}


@pytest.mark.parametrize("row", tables(TEXT, "模板的写法")[1] + tables(TEXT, "模板的写法")[2])
def test_everything_a_template_may_hold_can_be_built(row):
    tags = code_of(row[0])
    is_block = tags[0].startswith("{%p")
    text = "\n话\n".join(tags) if is_block else "话".join(["", *tags, ""])
    template.load(official.build(f"[正文]\n{text}\n"))


def test_every_face_has_a_row():
    tags = [tag for row in tables(TEXT, "模板的写法")[1] for tag in code_of(row[0])]
    assert {f"<{face}>" for face in source.FACES} <= set(tags)


def example():
    """The files of the worked example by name, and the text it ends with."""
    _, _, rest = TEXT.partition("\n## 一个小例子\n")
    chapter = rest.partition("\n## ")[0]
    files = dict(re.findall(r"`([\w/.-]+\.(?:toml|txt|json))`[^\n]*\n\n```\w+\n(.*?)```", chapter, re.DOTALL))
    commands = re.findall(r"^    (collector .*)", chapter, re.MULTILINE)
    printed = re.findall(r"```text\n(.*?)```", chapter, re.DOTALL)[-1]
    return files, commands, printed


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files of the example, in which `collector` works."""
    for name, text in example()[0].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli.common, "FORMS", tmp_path / "forms")
    monkeypatch.setattr(cli.common, "TEMPLATES", tmp_path / "doc_templates")
    monkeypatch.setenv("COLLECTOR_DATABASE", str(tmp_path / "collector.sqlite3"))
    monkeypatch.setenv("COLLECTOR_SECRET_KEY", "x" * 40)
    return tmp_path


def run(command, folder):
    """What a command of the document prints; it must succeed."""
    words = shlex.split(command)[1:]
    if words == ["check"]:
        words += ["--forms", str(folder / "forms"), "--templates", str(folder / "doc_templates")]
    told = CliRunner().invoke(cli.main, words)
    assert told.exit_code == 0, told.output
    return told.output


def test_the_worked_example_prints_what_the_document_says(folder):
    files, commands, printed = example()
    assert len(files) == 4
    outputs = {command: run(command, folder) for command in commands}
    assert "已装入报告类型 study" in outputs["collector migrate"]
    assert outputs["collector text study.docx"] == printed


def test_a_zero_in_the_worked_example_drops_the_sentence_and_the_question(folder):
    _, commands, _ = example()
    answers = folder / "answers.json"
    text = answers.read_text("utf-8").replace('"study_sessions": 12', '"study_sessions": 0')
    answers.write_text(re.sub(r'  "study_topics".*\n', "", text), "utf-8")
    printed = [run(command, folder) for command in commands][-1]
    assert "把学习放在首位。\n学以致用" in printed
