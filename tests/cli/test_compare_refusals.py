"""What `collector compare` and `collector fill` refuse to read, and say of it."""

import json

import pytest
from shipped import SHIPPED


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_what_json_only_pretends_is_a_number_is_refused_with_file_and_question(run, new, number):
    wrong = new.with_name("旧.json")
    wrong.write_text(f'{{"community_person_times": {number}}}', "utf-8")
    result = run("compare", wrong, new)
    assert result.exit_code == 2
    assert str(wrong) in result.stderr
    assert "community_person_times：这不是一个数" in result.stderr
    result = run("fill", wrong, "-o", new.with_name("报告.docx"))
    assert result.exit_code != 0
    assert "community_person_times：这不是一个数" in result.stderr


def test_a_template_is_no_report(run, new):
    template = new.with_name("模板.docx")
    template.write_bytes(SHIPPED.template)
    result = run("compare", template, new)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"读不了 {template}：这是模板（里面有 {{{{ … }}}} 这样的空），不是填好的报告" in result.stderr


def test_paragraphs_may_be_an_array(run, new):
    values = json.loads(new.read_text("utf-8"))
    other = new.with_name("数组.json")
    array = values | {"key_power_risk": ["甲甲甲。", "乙乙乙。"]}
    new.write_text(json.dumps(values | {"key_power_risk": "甲甲甲。\n乙乙乙。"}), "utf-8")
    other.write_text(json.dumps(array), "utf-8")
    assert "两份的填报内容相同" in run("compare", new, other).stdout
    other.write_text(json.dumps(values | {"key_power_risk": [{"段": "甲"}]}), "utf-8")
    assert (
        "key_power_risk：要写成文字，多段用换行（\\n）分开，也可以写成数组"
        in run("compare", new, other).stderr
    )


def test_an_author_may_write_what_a_template_has(run, new):
    values = json.loads(new.read_text("utf-8"))
    values["key_power_risk"] += "写了 {{ year }} 和 {{ period }}。"
    new.write_text(json.dumps(values), "utf-8")
    report = new.with_suffix(".docx")
    assert run("fill", new, "-o", report).exit_code == 0
    assert run("compare", report, new).exit_code == 0


BAD = {
    "missing": (None, "没有这个文件"),
    "no report": (b"hello", "这不是 Word 文档（.docx）"),
    "an old report": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "另存为 .docx 后再试"),
    "broken JSON": (b'{"position": ', "不是有效的 JSON：第 1 行"),
    "no object": (b"[]", "最外层要写成对象"),
    "a wrong value": (
        b'{"inspections": "x", "party_lectures": true}',
        "请先改正：\n- inspections：要写成数组",
    ),
    "other answers": (b'{"colour": "red"}', "里面没有《述责述廉报告》的填报内容"),
    "nothing": (b"", "文件是空的"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("is_old", [True, False])
def test_what_cannot_be_read_is_named_with_what_to_do(run, new, tmp_path, name, is_old):
    content, message = BAD[name]
    path = tmp_path / "坏文件"
    if content is not None:
        path.write_bytes(content)
    result = run("compare", *((path, new) if is_old else (new, path)))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"没有比较。读不了 {path}：")
    assert message in result.stderr


def test_a_folder_is_named_as_one(run, new, tmp_path):
    result = run("compare", tmp_path, new)
    assert (result.exit_code, "这是文件夹" in result.stderr) == (2, True)


def test_json_and_workbook_are_not_asked_for_at_once(run, new):
    result = run("compare", new, new, "--json", "--xlsx", "x.xlsx")
    assert result.exit_code == 2
    assert "只能写一个" in result.stderr
