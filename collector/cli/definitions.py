"""Commands for those who write statement types: checking, listing, and building the Word template."""

import json
import sys
from datetime import date
from pathlib import Path

import click

from collector.cli import common
from collector.statement import definitions, fixed_wording, listing, phrases, trial
from collector.statement.mistakes import DefinitionError
from collector.statement.phrases import Phrase, PhraseError
from collector.word import official, source


@common.main.command()
@click.option("--forms", type=common.FOLDER, default=common.FORMS, help="报告类型所在的文件夹。")
@click.option("--templates", type=common.FOLDER, default=common.TEMPLATES, help="Word 模板所在的文件夹。")
def check(forms: Path, templates: Path) -> None:
    """检查每个报告类型：能否装入、空与问题是否一一对应、试填；一次列出全部错误。

    提法表和报告类型自己的措辞也检查：模板、选项、例子里过时的提法和错字列为提醒，不算错误。
    """
    failed = False
    manifests = sorted(forms.glob("*/statement.toml"))
    if not manifests:
        raise click.ClickException(f"{forms} 里没有报告类型：每个类型一个文件夹，内有 statement.toml")
    try:
        listed = phrases_in(forms)
    except PhraseError as error:
        click.echo(str(error), err=True)
        listed, failed = (), True
    for manifest in manifests:
        try:
            definition = definitions.load(manifest.parent, templates)
            mistakes = list(trial.mistakes(definition))
        except DefinitionError as error:
            mistakes = list(error.mistakes)
        for mistake in mistakes:
            click.echo(f"{manifest.parent.name}/{mistake}", err=True)
        failed = failed or bool(mistakes)
        if not mistakes:
            click.echo(
                f"{manifest.parent.name}：{definition.title}，{len(definition.asked)} 个问题，没有错误"
            )
            for note in fixed_wording.notes(definition, listed, date.today().year):
                click.echo(f"  提醒 {definition.name}/{note}")
    if failed:
        sys.exit(1)


def phrases_in(forms: Path) -> tuple[Phrase, ...]:
    """The list of phrases beside the definitions; none where there is no such file. Raises PhraseError."""
    path = forms / phrases.FILE
    return phrases.from_rows(phrases.shipped(path)) if path.is_file() else ()


@common.main.command()
@common.statement_option
@click.option(
    "--json", "as_json", is_flag=True, help="输出 JSON：每个问题的名称为键，值为 null，可作填写的底稿。"
)
def questions(statement: str, as_json: bool) -> None:
    """列出全部问题：名称、类型、是否必填、标签和限制。"""
    definition = common.loaded(statement)
    if as_json:
        unanswered = {question.name: None for question in definition.asked}
        click.echo(json.dumps(unanswered, ensure_ascii=False, indent=2))
    else:
        click.echo(listing.table(definition))


@common.main.command("build-template")
@click.argument("name")
def build_template(name: str) -> None:
    """由 doc_templates/NAME.txt 重新生成 doc_templates/NAME.docx。"""
    try:
        built = official.build((common.TEMPLATES / f"{name}.txt").read_text("utf-8"))
    except OSError as error:
        raise click.ClickException(f"读不了 {common.TEMPLATES / name}.txt：{error.strerror}") from error
    except source.SourceError as error:
        raise click.ClickException(str(error)) from error
    common.write(common.TEMPLATES / f"{name}.docx", built)
    click.echo(f"已生成 {common.TEMPLATES / name}.docx")
