"""Commands for one report: filling it from answers, and reading its text."""

from pathlib import Path
from typing import Any

import click

from collector.cli import common
from collector.statement import answers, given, wording
from collector.word import render, text
from collector.word import template as word_template


@common.main.command()
@click.argument("answers_file", metavar="ANSWERS.json", type=click.File("rb"))
@click.option("-o", "--output", required=True, metavar="REPORT.docx", type=common.DOCX, help="写到这个文件。")
@common.statement_option
@click.option("--draft", is_flag=True, help="草稿：没填的地方印星号并突出显示。")
def fill(answers_file: Any, output: Path, statement: str, draft: bool) -> None:
    """由一份 JSON 填报内容生成 Word 报告。

    \b
    ANSWERS.json 是一个对象：{"名称": 值}，“-”表示标准输入；-o - 写到标准输出。
    - 名称见 collector questions，底稿可由 collector questions --json 得到
    - 多项写数组，表格写对象的数组，日期写 "2026-11-20"
    - 0 或 [] 表示确认为零或没有，null 或不写表示没填
    - 内容有错时列出全部问题，退出码为 2，什么也不写
    """
    definition = common.loaded(statement)
    try:
        found, refused = given.answers_in(definition, answers_file.read())
    except given.Unreadable as error:
        common.refuse([str(error)])
    told = {complaint.name for complaint in refused}
    complaints = [str(complaint) for complaint in refused]
    complaints += [
        f"{problem.question.name}：{problem.message}"
        for problem in answers.problems(definition, found)
        if problem.question.name not in told and not (draft and problem.missing)
    ]
    if complaints:
        common.refuse(complaints)
    template, words = word_template.load(definition.template), wording.words(definition, found)
    try:
        report = render.fill(template, words, draft=draft)
    except (ValueError, render.OpenBlank, render.ReadBackError) as error:
        raise click.ClickException(f"没有生成报告：{error}") from error
    common.write(output, report)
    if output != common.STDOUT:
        click.echo(f"已写入 {output}")


@common.main.command("text")
@click.argument("report", metavar="REPORT.docx", type=common.DOCX)
def text_of(report: Path) -> None:
    """打印 Word 报告的文字，一段一行。"""
    try:
        paragraphs = text.plain(report.read_bytes())
    except (OSError, ValueError) as error:
        raise click.ClickException(f"读不了 {report}：{error}") from error
    click.echo("\n".join(paragraph.replace("\n", "") for paragraph in paragraphs))
