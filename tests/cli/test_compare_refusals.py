"""What `collector compare` and `collector fill` refuse to read, and say of it."""

import json

import pytest
import sample_answers
from shipped import SHIPPED

from collector.statement import states


@pytest.fixture
def answers(tmp_path):
    """The file of the demonstration's answers."""
    path = tmp_path / "今年.json"
    values = {name: states.to_json(typed) for name, typed in sample_answers.complete(2026).items()}
    path.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    return path


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_what_json_only_pretends_is_a_number_is_refused_with_file_and_question(run, answers, number):
    wrong = answers.with_name("旧.json")
    wrong.write_text(f'{{"community_person_times": {number}}}', "utf-8")
    result = run("compare", wrong, answers)
    assert result.exit_code == 2
    assert str(wrong) in result.stderr
    assert "community_person_times：这不是一个数" in result.stderr
    result = run("fill", wrong, "-o", answers.with_name("报告.docx"))
    assert result.exit_code != 0
    assert "community_person_times：这不是一个数" in result.stderr


def test_a_template_is_no_report(run, answers):
    template = answers.with_name("模板.docx")
    template.write_bytes(SHIPPED.template)
    result = run("compare", template, answers)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"读不了 {template}：这是模板（里面有 {{{{ … }}}} 这样的空），不是填好的报告" in result.stderr


def test_paragraphs_may_be_an_array(run, answers):
    values = json.loads(answers.read_text("utf-8"))
    other = answers.with_name("数组.json")
    array = values | {"key_power_risk": ["甲甲甲。", "乙乙乙。"]}
    answers.write_text(json.dumps(values | {"key_power_risk": "甲甲甲。\n乙乙乙。"}), "utf-8")
    other.write_text(json.dumps(array), "utf-8")
    assert "两份的填报内容相同" in run("compare", answers, other).stdout
    other.write_text(json.dumps(values | {"key_power_risk": [{"段": "甲"}]}), "utf-8")
    assert (
        "key_power_risk：要写成文字，多段用换行（\\n）分开，也可以写成数组"
        in run("compare", answers, other).stderr
    )


def test_an_author_may_write_what_a_template_has(run, answers):
    values = json.loads(answers.read_text("utf-8"))
    values["key_power_risk"] += "写了 {{ year }} 和 {{ period }}。"
    answers.write_text(json.dumps(values), "utf-8")
    report = answers.with_suffix(".docx")
    assert run("fill", answers, "-o", report).exit_code == 0
    assert run("compare", report, answers).exit_code == 0
