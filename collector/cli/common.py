"""What the commands share: the group they join, the settings, the definitions, and writing a file whole."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from collector import config
from collector.statement import definitions
from collector.statement.mistakes import DefinitionError
from collector.statement.vocabulary import Definition
from collector.store import database, migrations

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
        with suppress(OSError):
            part.unlink()
        raise click.ClickException(f"写不进 {path}：{error.strerror}") from error
