"""Commands for one report: filling it from answers, reading its text, and reading its answers back."""

import sys
from pathlib import Path
from typing import Any

import click

from collector.cli import common
from collector.statement import answers, extraction, given, wording
from collector.statement.extraction import Extracted
from collector.statement.vocabulary import Definition
from collector.word import render, text, uploads
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
    - 多项写数组，表格写对象的数组，日期写 "2026-11-20"，多段文字用 \\n 分开或写数组
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


@common.main.command()
@click.argument("report", metavar="REPORT.docx", type=common.DOCX)
@common.statement_option
@click.option(
    "-o",
    "--output",
    default="-",
    metavar="ANSWERS.json",
    type=common.DOCX,
    help="写到这个文件；不写则写到标准输出。",
)
def extract(report: Path, statement: str, output: Path) -> None:
    """从一份 Word 报告读回填报内容，写成 JSON。

    \b
    报告由本服务生成，或者在 Word 里照着模板写成，固定文字改过也能读。
    - 读出的 JSON 可以交给 collector fill；没有印出的必填项会列出，补上后再 fill，或者用 fill --draft
    - 待确认的和没有读出的必填项逐条列在标准错误输出，待确认的写明原因
    - 修订按已接受读取；不是这样的报告时退出码为 2
    """
    definition = common.loaded(statement)
    try:
        upload = uploads.opened(report.read_bytes())
        template = word_template.load(definition.template)
        found = extraction.extracted(definition, template, upload.paragraphs)
    except (OSError, ValueError) as error:
        click.echo(f"读不了 {report}：{error}", err=True)
        sys.exit(2)
    common.write(output, extraction.to_json(definition, found).encode())
    for line in told(definition, found, is_revised=upload.is_revised):
        click.echo(line, err=True)


def told(definition: Definition, found: Extracted, *, is_revised: bool) -> list[str]:
    """What somebody should know who goes on with the answers, one line each."""
    lines = ["文件里有修订，按全部接受后的文字读取。"] if is_revised else []
    lines.append(f"读出 {len(found.answers)} 项，其中 {len(found.doubtful)} 项待确认。")
    for name, reason in found.doubtful.items():
        lines.append(f"- {name}（{definition.questions[name].label}）：{reason}")
    unread = [problem.question for problem in answers.problems(definition, found.answers) if problem.missing]
    if unread:
        lines.append(f"报告里没有印出 {len(unread)} 个必填项，补上后再 fill，或者用 fill --draft：")
        lines += [f"- {question.name}（{question.label}）" for question in unread]
    if found.left:
        lines.append(f"有 {len(found.left)} 段没有读成任何内容：")
        lines += [f"- {given.shown(paragraph)}" for paragraph in found.left]
    return lines
