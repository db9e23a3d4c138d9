"""The `collector` command. Thin: each command reads its arguments, calls a room, and prints."""

import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from collector import accounts, catalogue, config, demo
from collector.statement import answers, definitions, given, listing, trial, wording
from collector.statement.mistakes import DefinitionError
from collector.statement.vocabulary import Definition
from collector.store import database, migrations, people
from collector.word import official, render, source, text
from collector.word import template as word_template

FORMS = config.ROOT / "forms"
TEMPLATES = config.ROOT / "doc_templates"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
DOCX = click.Path(dir_okay=False, path_type=Path)
STDOUT = Path("-")


class Command(click.Command):
    """A command whose own help is Chinese throughout."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option -h, --help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明。"
        return option


class Group(Command, click.Group):
    """The same with commands below it."""

    command_class = Command


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """述责述廉填报：网页分部分填报，生成公文格式的 Word 报告。

    首次使用：运行 make run，打开屏幕上的一次性链接，设立第一个管理员。
    """


def settings() -> config.Settings:
    """The settings of this environment; a refusal ends the command with its explanation."""
    try:
        return config.settings()
    except config.Refused as refused:
        raise click.ClickException(str(refused)) from refused


def ready_database() -> Path:
    """The database's path; one that is missing or out of date ends the command."""
    path = settings().database
    try:
        is_current = migrations.is_current(path)
    except database.Error as error:
        raise click.ClickException(f"数据库 {path} 打不开：{error}") from error
    if not is_current:
        raise click.ClickException(f"数据库 {path} 还没有建立或不是最新，请先运行 collector migrate")
    return path


@main.command()
@click.option("--again", is_flag=True, help="以前装入过的版本也重新启用，用于改回旧措辞。")
def migrate(again: bool) -> None:
    """建立或升级数据库，并把 forms/ 里新的报告类型装入数据库。"""
    path = settings().database
    try:
        migrations.migrate(path)
        loaded = catalogue.load_forms(database.connection(path), FORMS, TEMPLATES, again=again)
    except (OSError, database.Error) as error:
        raise click.ClickException(f"数据库 {path} 打不开：{error}") from error
    except DefinitionError as error:
        raise click.ClickException(f"报告类型 {error.name} 有错，没有装入：\n{error}") from error
    click.echo(f"数据库 {path} 已是最新" + "".join(f"；已装入报告类型 {name}" for name in loaded))
    for name in catalogue.superseded(database.connection(path), FORMS, TEMPLATES):
        click.echo(
            f"报告类型 {name}：forms/ 里是以前用过的版本，没有启用；要改回它请运行 collector migrate --again"
        )
    if notice := database.notice():
        click.echo(notice)


@main.command("setup-link")
@click.option("--if-needed", is_flag=True, help="已有管理员时什么也不做。")
@click.option("--base", default=None, metavar="URL", help="链接开头的地址，默认由设置得出。")
def setup_link(if_needed: bool, base: str | None) -> None:
    """打印设立第一个管理员的一次性链接，24 小时内有效；再运行一次即换新链接。"""
    link = accounts.setup_link(ready_database())
    if link is None and not if_needed:
        raise click.ClickException("已有管理员，不再需要链接；忘记密码请运行 collector new-password 账号")
    if link:
        address = (base or settings().address).rstrip("/")
        click.echo(
            f"请在 24 小时内用浏览器打开下面的一次性链接，设立第一个管理员：\n\n    {address}/setup/{link}\n"
        )


@main.command("add-person")
@click.argument("account")
@click.argument("name")
@click.option("--position", default="", help="职务。")
@click.option("--unit", default=None, help="单位名称；没有这个单位就新建。只有一个单位时可以不写。")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(["official", "administrator"]),
    default=["official"],
    show_default=True,
    help="角色：official 填报人，administrator 管理员；可写多次。",
)
def add_person(account: str, name: str, position: str, unit: str | None, roles: tuple[str, ...]) -> None:
    """添加一个人，打印一次性初始密码（首次登录须修改）。

    例：collector add-person chenyuanshan 陈远山 --position 局长 --unit 江城市水文局
    """
    try:
        password = accounts.add_person(
            ready_database(), account=account, name=name, position=position, unit=unit, roles=roles
        )
    except accounts.Refused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"已添加 {name}，账号 {people.account_key(account)}，初始密码 {password}（只显示这一次）")


@main.command("new-password")
@click.argument("account")
def new_password(account: str) -> None:
    """给忘记密码的人换一个一次性密码（登录后须修改）；此人的登录全部失效。"""
    try:
        password = accounts.new_password(ready_database(), account)
    except accounts.Refused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"账号 {people.account_key(account)} 的一次性密码：{password}（只显示这一次）")


@main.command()
@click.option("--forms", type=FOLDER, default=FORMS, help="报告类型所在的文件夹。")
@click.option("--templates", type=FOLDER, default=TEMPLATES, help="Word 模板所在的文件夹。")
def check(forms: Path, templates: Path) -> None:
    """检查每个报告类型：能否装入、空与问题是否一一对应、试填；一次列出全部错误。"""
    failed = False
    manifests = sorted(forms.glob("*/statement.toml"))
    if not manifests:
        raise click.ClickException(f"{forms} 里没有报告类型：每个类型一个文件夹，内有 statement.toml")
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
    if failed:
        sys.exit(1)


def statement_option(command: Any) -> Any:
    """The option that says which definition is meant."""
    return click.option(
        "--statement", default="integrity", show_default=True, help="报告类型，即 forms/ 里的文件夹名。"
    )(command)


def loaded(name: str) -> Definition:
    """The definition in forms/`name`; a broken or unknown one ends the command."""
    if not (FORMS / name / "statement.toml").exists():
        known = "、".join(path.parent.name for path in sorted(FORMS.glob("*/statement.toml")))
        raise click.UsageError(f"没有报告类型“{name}”，现有：{known}")
    try:
        return definitions.load(FORMS / name, TEMPLATES)
    except DefinitionError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@statement_option
@click.option(
    "--json", "as_json", is_flag=True, help="输出 JSON：每个问题的名称为键，值为 null，可作填写的底稿。"
)
def questions(statement: str, as_json: bool) -> None:
    """列出全部问题：名称、类型、是否必填、标签和限制。"""
    definition = loaded(statement)
    if as_json:
        unanswered = {question.name: None for question in definition.asked}
        click.echo(json.dumps(unanswered, ensure_ascii=False, indent=2))
    else:
        click.echo(listing.table(definition))


@main.command()
@click.argument("answers_file", metavar="ANSWERS.json", type=click.File("rb"))
@click.option("-o", "--output", required=True, metavar="REPORT.docx", type=DOCX, help="写到这个文件。")
@statement_option
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
    definition = loaded(statement)
    try:
        found, refused = given.answers_in(definition, answers_file.read())
    except given.Unreadable as error:
        refuse([str(error)])
    told = {complaint.name for complaint in refused}
    complaints = [str(complaint) for complaint in refused]
    complaints += [
        f"{problem.question.name}：{problem.message}"
        for problem in answers.problems(definition, found)
        if problem.question.name not in told and not (draft and problem.missing)
    ]
    if complaints:
        refuse(complaints)
    template, words = word_template.load(definition.template), wording.words(definition, found)
    try:
        report = render.fill(template, words, draft=draft)
    except (ValueError, render.OpenBlank, render.ReadBackError) as error:
        raise click.ClickException(f"没有生成报告：{error}") from error
    write(output, report)
    if output != STDOUT:
        click.echo(f"已写入 {output}")


def refuse(complaints: list[str]) -> NoReturn:
    """End the command because of what was given to it."""
    click.echo("没有生成报告，请先改正：\n" + "\n".join(f"- {line}" for line in complaints), err=True)
    sys.exit(2)


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    # A link stays a link, and no device is replaced by a file.
    target = path.resolve()
    part = target.with_name(f".{os.getpid()}.part")
    try:
        if path == STDOUT:
            click.echo(content, nl=False)
        elif target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            part.write_bytes(content)
            part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise click.ClickException(f"写不进 {path}：{error.strerror}") from error


@main.command("text")
@click.argument("report", metavar="REPORT.docx", type=DOCX)
def text_of(report: Path) -> None:
    """打印 Word 报告的文字，一段一行。"""
    try:
        paragraphs = text.plain(report.read_bytes())
    except (OSError, ValueError) as error:
        raise click.ClickException(f"读不了 {report}：{error}") from error
    click.echo("\n".join(paragraph.replace("\n", "") for paragraph in paragraphs))


@main.command("build-template")
@click.argument("name")
def build_template(name: str) -> None:
    """由 doc_templates/NAME.txt 重新生成 doc_templates/NAME.docx。"""
    try:
        built = official.build((TEMPLATES / f"{name}.txt").read_text("utf-8"))
    except OSError as error:
        raise click.ClickException(f"读不了 {TEMPLATES / name}.txt：{error.strerror}") from error
    except source.SourceError as error:
        raise click.ClickException(str(error)) from error
    write(TEMPLATES / f"{name}.docx", built)
    click.echo(f"已生成 {TEMPLATES / name}.docx")


@main.command("demo")
def demo_command() -> None:
    """新建一个演示数据库（先删去旧的）：一个单位、一名填报人、一名管理员和三年的报告；打印账号。"""
    path = demo.database_path(settings())
    for line in demo.build(path, FORMS, TEMPLATES):
        click.echo(line)
    click.echo(f"演示数据库：{path}")
