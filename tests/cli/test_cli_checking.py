import json
import re

import pytest
import sample_answers
from broken import breaking

from collector import cli, demo
from collector.word import official

COMPLETE = json.loads((demo.HERE / "answers-2026.json").read_text("utf-8"))


def test_check_says_that_the_shipped_definition_is_right(run):
    result = run("check")
    assert result.exit_code == 0
    first, *notes = result.stdout.splitlines()
    assert re.fullmatch(r"integrity：述责述廉报告，\d+ 个问题，没有错误", first)
    assert all(note.startswith("  提醒 integrity/") for note in notes)
    assert result.stderr == ""


def test_check_notes_the_faults_of_the_templates_own_wording_with_their_sentences(run):
    notes = run("check").stdout.splitlines()[1:]
    parts = [re.search("【(.*)】", note)[1] for note in notes]
    # Those the owner's text has, and no other; an answer's faults are its author's.
    assert parts == ["思想重点，", "网路安全", "管,在", "台帐"]
    assert "落实网络保密【网路安全】责任" in notes[1]
    assert "建议写“网络安全”" in notes[1]


def test_check_notes_stale_choices_and_examples_with_their_question(run, sample):
    breaking(sample, 'label = "一行文字"', 'label = "一行文字"\nexample = "两学一做"', "every-kind.toml")
    (sample / "forms" / "phrases.toml").write_text(
        'phrases = [{ text = "两学一做", kind = "campaign", valid_to = 2020 }]', "utf-8"
    )
    result = run("check", "--forms", sample / "forms", "--templates", sample)
    (note,) = [line for line in result.stdout.splitlines() if "提醒" in line]
    assert "every-kind.toml，问题 line" in note
    assert "【两学一做】" in note


def test_check_and_migrate_tell_a_broken_list_of_phrases(run, sample):
    (sample / "forms" / "phrases.toml").write_text('phrases = [{ text = "甲乙", kind = "x" }]', "utf-8")
    result = run("check", "--forms", sample / "forms", "--templates", sample)
    assert result.exit_code == 1
    assert "phrases.toml，第 1 条：类别只能是" in result.stderr
    result = run("migrate")
    assert result.exit_code == 1
    assert "提法表有错，没有装入" in result.stderr


def test_check_tells_all_mistakes_of_all_definitions_with_file_question_and_key(run, sample):
    breaking(sample)
    breaking(sample, 'label = "一行文字"', 'label = "一行文字"\ncolour = "red"', "every-kind.toml")
    result = run("check", "--forms", sample / "forms", "--templates", sample)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "kinds/first.toml，问题 year，键 type：没有“integre”这种类型，是不是“integer”？",
        "kinds/every-kind.toml，问题 line，键 colour：类型 text 不认识的键",
    ]


def test_check_of_a_folder_without_definitions_is_no_success(run, tmp_path):
    result = run("check", "--forms", tmp_path)
    assert result.exit_code == 1
    assert "没有报告类型" in result.stderr


def test_questions_as_json_are_every_name_in_order_with_null(run):
    found = json.loads(run("questions", "--json").output)
    assert list(found) == [question.name for question in sample_answers.definition().asked]
    assert set(found.values()) == {None}


def test_the_json_of_questions_filled_in_is_what_fill_takes(run, tmp_path):
    found = json.loads(run("questions", "--json").output)
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({**found, **COMPLETE}), "utf-8")
    assert run("fill", path, "-o", tmp_path / "report.docx").exit_code == 0


def test_questions_as_a_table_name_every_question_and_its_limits(run):
    output = run("questions").output
    for question in sample_answers.definition().asked:
        assert re.search(rf"^{question.name} .*{re.escape(question.label)}", output, re.MULTILINE)
    assert "0–99999人次" in output


def test_an_unknown_definition_is_told_beside_those_there_are(run):
    result = run("questions", "--statement", "ghost")
    assert result.exit_code == 2
    assert "没有报告类型“ghost”，现有：integrity" in result.stderr


def test_a_template_is_built_from_its_source(run, sample):
    (sample / "kinds.docx").unlink()
    assert run("build-template", "kinds").exit_code == 0
    assert (sample / "kinds.docx").read_bytes() == official.build((sample / "kinds.txt").read_text("utf-8"))


def test_a_source_with_mistakes_builds_nothing_and_names_their_lines(run, sample):
    (sample / "kinds.docx").unlink()
    (sample / "kinds.txt").write_text("[正文]\n{{ Bad }}\n{% if x %}", "utf-8")
    result = run("build-template", "kinds")
    assert result.exit_code == 1
    assert "第 2 行" in result.stderr
    assert "第 3 行" in result.stderr
    assert not (sample / "kinds.docx").exists()
    assert run("build-template", "ghost").exit_code == 1


@pytest.mark.parametrize("command", ["", *sorted(cli.main.commands)])
def test_every_command_explains_itself_in_chinese_and_within_the_line(run, command):
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    explained = result.output.split("Options:")[0]
    assert re.search("[一-鿿]", explained)
    assert "Show this message" not in result.output
    assert run(*command.split(), "-h").output == result.output
