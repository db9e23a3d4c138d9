import json
import random

import docx
import edited_reports
import pytest
import sample_answers

COMPLETE = sample_answers.complete(2025)


@pytest.fixture
def report(run, tmp_path):
    """The finished report of the demonstration's answers of 2025."""
    answers, output = tmp_path / "answers.json", tmp_path / "报告.docx"
    given = {name: [] if not isinstance(value, str | list) else value for name, value in COMPLETE.items()}
    answers.write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    assert run("fill", answers, "-o", output).exit_code == 0
    return output


def test_what_extract_writes_fills_the_same_report_again(run, report, tmp_path):
    result = run("extract", report, "-o", tmp_path / "back.json")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "0 项待确认" in result.stderr
    assert run("fill", tmp_path / "back.json", "-o", tmp_path / "again.docx").exit_code == 0
    assert run("text", tmp_path / "again.docx").output == run("text", report).output


def test_required_answers_that_the_report_does_not_print_are_told_and_a_draft_goes_without(run, tmp_path):
    given = {name: [] if not isinstance(value, str | list) else value for name, value in COMPLETE.items()}
    given["province_lectures_attended"] = []
    source, first, back, again = (tmp_path / name for name in ("a.json", "a.docx", "b.json", "b.docx"))
    source.write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    assert run("fill", source, "-o", first).exit_code == 0
    told = run("extract", first, "-o", back).stderr
    assert "没有印出 1 个必填项，补上后再 fill，或者用 fill --draft：\n- province_center_core（" in told
    refused = run("fill", back, "-o", again)
    assert refused.exit_code == 2
    assert "province_center_core" in refused.output
    assert run("fill", "--draft", back, "-o", again).exit_code == 0
    assert run("text", again).output == run("text", first).output
    back.write_text(
        json.dumps({**json.loads(back.read_text("utf-8")), "province_center_core": "省水文"}), "utf-8"
    )
    assert run("fill", back, "-o", again).exit_code == 0


def test_extract_says_nothing_of_required_answers_where_all_are_there(run, report):
    assert "必填项" not in run("extract", report).stderr


def test_extract_prints_the_answers_in_order_and_nothing_else(run, report):
    found = json.loads(run("extract", report).stdout)
    assert found["report_year"] == "2025"
    assert list(found)[:3] == ["report_year", "period_kind", "cutoff_date"]
    assert found["continuing_education_themes"] == COMPLETE["continuing_education_themes"]


def test_doubtful_answers_and_paragraphs_left_over_are_told_apart_from_the_answers(run, tmp_path):
    document = docx.Document()
    for paragraph in edited_reports.edited(random.Random(3), COMPLETE)[0]:
        document.add_paragraph(paragraph)
    document.add_paragraph("与报告无关的一段话，谁也没有问过，放在最后。")
    document.save(tmp_path / "edited.docx")
    result = run("extract", tmp_path / "edited.docx")
    assert result.exit_code == 0
    assert "- community_person_times（党员下沉人次）：所在的句子" in result.stderr
    assert "- 与报告无关的一段话" in result.stderr
    assert json.loads(result.stdout)["community_person_times"] == "164"


@pytest.mark.parametrize("content", [b"", b"not Word", None])
def test_what_is_no_such_report_ends_with_2_and_a_word_why(run, tmp_path, content):
    path = tmp_path / "other.docx"
    if content is None:
        document = docx.Document()
        document.add_paragraph("今天天气很好，我们去江边看水。" * 30)
        document.save(path)
    else:
        path.write_bytes(content)
    result = run("extract", path, "-o", tmp_path / "answers.json")
    assert result.exit_code == 2
    assert "读不了" in result.stderr
    assert not (tmp_path / "answers.json").exists()


def test_a_missing_file_ends_with_2(run, tmp_path):
    result = run("extract", tmp_path / "nowhere.docx")
    assert (result.exit_code, result.stdout) == (2, "")
