"""`collector compare`: two reports or files of answers, question by question."""

import json

import docx
import pytest
import sample_answers
from answer_files import saved

from collector.statement import states


@pytest.fixture
def changed(tmp_path):
    """Compare two sets of answers that differ from the demonstration's in the ones given."""

    def files(then, now, year=2026):
        complete = sample_answers.complete(year)
        for name, typed in (("a.json", then), ("b.json", now)):
            saved(
                tmp_path / name, {key: kept for key, kept in (complete | typed).items() if kept is not None}
            )
        return tmp_path / "a.json", tmp_path / "b.json"

    return files


def test_the_changes_stand_under_their_sections_with_the_counts_at_the_end(run, changed):
    result = run(
        "compare",
        *changed(
            {"party_lectures": "4", "inspections": ["公车管理", "值班值守"], "position": "局长"},
            {"party_lectures": "6", "inspections": ["设备采购", "公车管理"], "position": "党委书记、局长"},
        ),
    )
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "《述责述廉报告》2026年（前）（a.json）→ 2026年（后）（b.json）",
        "",
        "基本信息",
        "  职务：{+党委书记、+}局长",
        "",
        "二、强化政治责任担当",
        "  党课：4次 → 6次（＋2，50%）",
        "",
        "四、落实主体责任",
        "  专项检查名称：2 项 → 2 项",
        "    － 值班值守",
        "    ＋ 设备采购",
        "",
        "共 103 题：3 题有变化，100 题没有变化；其中数字 32 题，本人填写 10 题。",
    ]


@pytest.mark.parametrize(
    ("then", "now", "line"),
    [
        ({"gifts_returned": states.NONE}, {"gifts_returned": "2"}, "：0件 → 2件（＋2，大幅变化）"),
        ({"party_lectures": None}, {"party_lectures": "6"}, "  党课：未填 → 6次"),
        ({"study_ledger": None}, {}, "  学习台账：未填 → 12 项"),
        (
            {"cybersecurity_training": "是"},
            {"cybersecurity_training": "否"},
            "  网络安全培训次数：2次 → 未问到",
        ),
        ({"inspections": ["甲", "乙"]}, {"inspections": ["乙", "甲"]}, "：甲、乙 → 乙、甲（只是次序不同）"),
        (
            {"key_power_risk": "甲甲甲。\n乙乙乙。"},
            {"key_power_risk": "甲甲甲。\n乙乙丙。"},
            "：甲甲甲。\n    乙乙[-乙-]{+丙+}。",
        ),
    ],
)
def test_one_change_is_told_as_it_is_read(run, changed, then, now, line):
    result = run("compare", *changed(then, now))
    assert f"{line}\n" in result.stdout


def test_equal_statements_need_one_line(run, old, tmp_path):
    result = run("compare", old, saved(tmp_path / "again.json", sample_answers.complete(2025)))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[1:] == ["两份的填报内容相同（103 题）。"]


def test_reports_and_answers_are_compared_in_any_mixture(run, old, new, tmp_path):
    for source in (old, new):
        assert run("fill", source, "-o", source.with_suffix(".docx")).exit_code == 0
    mixed = run("compare", old.with_suffix(".docx"), new)
    both = run("compare", old.with_suffix(".docx"), new.with_suffix(".docx"))
    for result in (mixed, both):
        assert result.exit_code == 0
        assert "  理论中心组学习次数：11次 → 12次（＋1，9%）\n" in result.stdout
    assert "学习台账" not in mixed.stdout
    assert "，8 题报告里没有、没有比较；" in mixed.stdout
    assert mixed.stderr == ""
    assert "今年.docx：读出 95 项，其中 2 项待确认。\n- branches_before（调整前党支部数）：" in both.stderr


def test_what_a_report_does_not_print_is_no_change(run, new):
    report = new.with_suffix(".docx")
    assert run("fill", new, "-o", report).exit_code == 0
    for files in ((report, new), (new, report)):
        result = run("compare", *files)
        assert result.stdout.splitlines()[1:] == [
            "两份的填报内容相同（93 题）。另有 10 题报告里没有，没有比较。"
        ]
    found = json.loads(run("compare", report, new, "--json").stdout)
    assert (found["counts"]["all"], found["counts"]["unprinted"]) == (103, 10)
    by_name = {each["name"]: each for each in found["changes"]}
    # The report only says that the two numbers are the same.
    before = by_name["branches_before"]
    assert (before["changed"], before["unprinted"], before["then"], before["now"]) == (
        None,
        ["then"],
        None,
        7,
    )
    assert (by_name["party_lectures"]["changed"], by_name["party_lectures"]["unprinted"]) == (False, [])


def test_an_edited_report_says_what_is_doubtful_and_what_was_not_read(run, new):
    report = new.with_suffix(".docx")
    assert run("fill", new, "-o", report).exit_code == 0
    document = docx.Document(report)
    document.add_paragraph("另有一段模板里没有的话，写的是完全不相干的事情，读不成任何内容。")
    document.save(report)
    for files in ((new, report), (report, new)):
        result = run("compare", *files)
        assert result.exit_code == 0
        assert "今年.docx：有 1 段没有读成任何内容：\n- 另有一段模板里没有的话" in result.stderr


def test_the_way_back_in_time_is_allowed_and_said(run, old, new):
    result = run("compare", new, old)
    assert result.exit_code == 0
    assert result.stderr == "注意：前一份是2026年，后一份是2025年，比较的方向是从新到旧。\n"
    assert "12次 → 11次（－1，8%）" in result.stdout


def test_json_has_every_question_with_what_changed(run, changed):
    result = run(
        "compare",
        "--json",
        *changed(
            {
                "party_lectures": "4",
                "inspections": ["甲", "乙"],
                "position": "局长",
                "gifts_returned": states.NONE,
                "cybersecurity_training": "否",
            },
            {"party_lectures": "6", "inspections": ["乙", "丙"], "position": None},
        ),
    )
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert (found["statement"], found["then"]) == ("integrity", {"file": "a.json", "year": 2026})
    assert found["counts"]["all"] == len(found["changes"]) == 103
    by_name = {each["name"]: each for each in found["changes"]}
    number = by_name["party_lectures"]
    assert {
        key: number[key] for key in ("kind", "asked", "then", "now", "difference", "percent", "swing")
    } == {
        "kind": "number",
        "asked": "both",
        "then": 4,
        "now": 6,
        "difference": 2,
        "percent": 50,
        "swing": False,
    }
    items = by_name["inspections"]
    assert (items["then"], items["now"]) == (["甲", "乙"], ["乙", "丙"])
    assert (items["gone"], items["come"]) == (["甲"], ["丙"])
    assert (by_name["position"]["then"], by_name["position"]["now"]) == ("局长", None)
    assert by_name["position"]["marks"] == [{"kind": "gone", "text": "局长", "move": 0}]
    assert by_name["gifts_returned"]["then"] == 0
    training = by_name["cybersecurity_training_count"]
    assert (training["then"], training["now"]) == (None, 2)
    assert sum(each["changed"] for each in found["changes"]) == found["counts"]["changed"] == 6


def test_one_file_given_twice_is_said_to_be_one(run, old, new):
    result = run("compare", old, old.parent / "." / old.name)
    assert (result.exit_code, result.stderr) == (0, "注意：OLD 和 NEW 是同一个文件。\n")


def test_names_of_an_older_version_are_told_and_left_out(run, new, tmp_path):
    kept = json.loads(new.read_text("utf-8"))
    (tmp_path / "b.json").write_text(json.dumps(kept | {"abolished": "x"}), "utf-8")
    result = run("compare", new, tmp_path / "b.json")
    assert result.exit_code == 0
    assert result.stderr == "b.json：有 1 个名称不是现在的问题，没有比较：abolished\n"
    assert "两份的填报内容相同" in result.stdout


def test_a_text_cannot_steer_the_terminal(run, new, tmp_path):
    report = new.with_suffix(".docx")
    answers = sample_answers.complete() | {"position": "党委书记\x9b31m"}
    assert run("fill", saved(tmp_path / "c.json", answers), "-o", report).exit_code == 0
    document = docx.Document(report)
    document.paragraphs[1].add_run("\x9b31m红")
    document.save(report)
    result = run("compare", new, report)
    assert "\x9b" not in result.output
