import json
import os
import resource
import subprocess
import sys

import pytest
import sample_answers

from collector import config, demo
from collector.word import text

COMPLETE = json.loads((demo.HERE / "answers-2026.json").read_text("utf-8"))


def answers_file(folder, **changes):
    path = folder / "answers.json"
    path.write_text(json.dumps({**COMPLETE, **changes}, ensure_ascii=False), "utf-8")
    return path


def test_fill_writes_a_report_that_text_reads(run, tmp_path):
    output = tmp_path / "报告.docx"
    result = run("fill", answers_file(tmp_path), "-o", output)
    assert (result.exit_code, result.output) == (0, f"已写入 {output}\n")
    lines = run("text", output).output.splitlines()
    assert lines[0] == "2026年度履行全面从严治党主体责任情况报告"
    assert lines[-2:] == ["陈远山", "2026年12月8日"]
    assert "**" not in "".join(lines)
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_the_same_answers_give_the_same_bytes(run, tmp_path):
    made = []
    for name in ("a.docx", "b.docx"):
        run("fill", answers_file(tmp_path), "-o", tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_fill_reads_standard_input(run, tmp_path):
    result = run("fill", "-", "-o", tmp_path / "report.docx", input=json.dumps(COMPLETE))
    assert result.exit_code == 0
    assert text.plain((tmp_path / "report.docx").read_bytes())


def test_fill_writes_to_standard_output_the_report_and_nothing_else(run, tmp_path):
    run("fill", answers_file(tmp_path), "-o", tmp_path / "report.docx")
    result = run("fill", answers_file(tmp_path), "-o", "-")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes == (tmp_path / "report.docx").read_bytes()
    assert run("fill", "-", "-o", "-", input="[]").stdout == ""


def test_a_full_standard_output_is_told_plainly(tmp_path):
    with open("/dev/full", "wb") as full:
        made = really(
            *("fill", "-", "-o", "-"), folder=tmp_path, input=json.dumps(COMPLETE).encode(), stdout=full
        )
    assert made.returncode == 1
    assert "Error: 写不进 -：" in made.stderr.decode()


def test_bad_answers_end_with_2_name_every_problem_and_write_nothing(run, tmp_path):
    output = tmp_path / "report.docx"
    bad = {
        "community_person_times": "很多",
        "inspections": "工程招投标",
        "practice_tasks_done": 9,
        "signed_date": None,
        "reporter_name": "陈\ud800山",
        "ghost": 1,
        "key_focus_actions": "狠抓***",
    }
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({**COMPLETE, **bad}), "utf-8")
    result = run("fill", path, "-o", output)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "没有生成报告，请先改正：",
        "- reporter_name：有损坏的文字（半个字符），请删去后重新输入",
        "- inspections：要写成数组 […]",
        "- ghost：没有这个问题",
        "- key_focus_actions：狠抓事项里还有没填的“**”，请改成实际内容",
        "- community_person_times：党员下沉人次要填整数，如 12",
        "- practice_tasks_done：已完成的工作任务（9）不能多于确立的工作任务（8）",
        "- signed_date：请填写落款日期",
    ]
    assert list(tmp_path.glob("*.docx")) == []


def test_an_empty_name_hides_no_other_problem(run, tmp_path):
    path = answers_file(tmp_path, **{"": 1, "signed_date": None, "inspections": "工程招投标"})
    result = run("fill", path, "-o", tmp_path / "report.docx")
    assert result.exit_code == 2
    assert sorted(result.stderr.splitlines()[1:]) == [
        "- inspections：要写成数组 […]",
        "- signed_date：请填写落款日期",
        "- 名称“”：没有这个问题",
    ]


def test_a_file_that_is_there_stays_when_the_answers_are_bad(run, tmp_path):
    output = tmp_path / "report.docx"
    output.write_bytes(b"before")
    assert run("fill", answers_file(tmp_path, signed_date=None), "-o", output).exit_code == 2
    assert output.read_bytes() == b"before"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1, "a": 2}', '"x"'])
def test_what_is_no_object_of_answers_is_told_alone(run, tmp_path, content):
    (tmp_path / "answers.json").write_text(content, "utf-8")
    result = run("fill", tmp_path / "answers.json", "-o", tmp_path / "report.docx")
    assert result.exit_code == 2
    assert "请填写" not in result.stderr
    assert len(result.stderr.splitlines()) == 2


def test_a_draft_needs_no_answers_and_prints_marks(run, tmp_path):
    (tmp_path / "answers.json").write_text("{}", "utf-8")
    output = tmp_path / "draft.docx"
    assert run("fill", tmp_path / "answers.json", "-o", output).exit_code == 2
    assert run("fill", tmp_path / "answers.json", "-o", output, "--draft").exit_code == 0
    printed = run("text", output).output
    assert "针对“**问题”和“**问题”进行了情况调查" in printed
    assert "狠抓***，" in printed


def test_a_draft_refuses_answers_that_are_wrong(run, tmp_path):
    (tmp_path / "answers.json").write_text('{"report_year": "今年"}', "utf-8")
    result = run("fill", tmp_path / "answers.json", "-o", tmp_path / "draft.docx", "--draft")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[1:] == ["- report_year：报告年度要填整数，如 12"]


def test_a_report_that_cannot_be_written_leaves_nothing_behind(run, tmp_path):
    missing = run("fill", answers_file(tmp_path), "-o", tmp_path / "none" / "report.docx")
    assert missing.exit_code == 1
    assert "写不进" in missing.stderr
    too_long = run("fill", answers_file(tmp_path), "-o", tmp_path / f"{'长' * 100}.docx")
    assert too_long.exit_code == 1
    assert "写不进" in too_long.stderr
    assert run("fill", answers_file(tmp_path), "-o", tmp_path).exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.json"]


def test_a_link_stays_a_link_and_its_file_is_written(run, tmp_path):
    (tmp_path / "real.docx").write_bytes(b"before")
    (tmp_path / "link.docx").symlink_to(tmp_path / "real.docx")
    assert run("fill", answers_file(tmp_path), "-o", tmp_path / "link.docx").exit_code == 0
    assert (tmp_path / "link.docx").is_symlink()
    assert text.plain((tmp_path / "real.docx").read_bytes())


def test_text_of_what_is_no_word_file_is_told(run, tmp_path):
    (tmp_path / "x.docx").write_bytes(b"not a Word file")
    for name in ("x.docx", "none.docx"):
        result = run("text", tmp_path / name)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"Error: 读不了 {tmp_path / name}")


def really(*arguments, folder, **options):
    """Run `python -m collector` as a process of its own."""
    environment = {
        **os.environ,
        "COLLECTOR_DATABASE": str(folder / "c.sqlite3"),
        "COLLECTOR_SECRET_KEY": "x" * 40,
    }
    return subprocess.run(
        [sys.executable, "-m", "collector", *map(str, arguments)],
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        cwd=config.ROOT,
        env=environment,
        timeout=60,
        check=False,
    )


def test_fill_from_a_pipe_to_a_file_in_a_process_of_its_own(tmp_path):
    output = tmp_path / "报告.docx"
    made = really("fill", "-", "-o", output, folder=tmp_path, input=json.dumps(COMPLETE).encode())
    assert (made.returncode, made.stderr) == (0, b"")
    read = really("text", output, folder=tmp_path)
    assert read.stdout.decode().splitlines()[0] == "2026年度履行全面从严治党主体责任情况报告"


def test_bad_answers_from_a_pipe_end_with_2_in_a_process_of_its_own(tmp_path):
    made = really("fill", "-", "-o", tmp_path / "r.docx", folder=tmp_path, input=b"{}")
    assert made.returncode == 2
    assert made.stdout == b""
    required = [question for question in sample_answers.definition().asked if question.required]
    assert len(made.stderr.decode().splitlines()) > len(required) / 2
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_leaves_the_old_report_and_nothing_else(tmp_path):
    output = tmp_path / "report.docx"
    output.write_bytes(b"before")
    made = really(
        *("fill", "-", "-o", output),
        folder=tmp_path,
        input=json.dumps(COMPLETE).encode(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert made.returncode == 1
    assert "写不进" in made.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["report.docx"]
    assert output.read_bytes() == b"before"


def test_questions_in_a_process_of_its_own_say_the_same(run, tmp_path):
    found = really("questions", "--json", folder=tmp_path)
    assert found.returncode == 0
    assert found.stdout.decode() == run("questions", "--json").output
