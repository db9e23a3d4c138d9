"""Commands for the database as a whole: a copy of it, and a copy put in its place."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from collector.cli.common import main, settings
from collector.store import backups

SHANGHAI = ZoneInfo("Asia/Shanghai")


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=None,
    metavar="N",
    help="备份做成以后，DIR 里只留最新的 N 份，更旧的删去。默认全部保留。",
)
def backup(folder: Path, keep: int | None) -> None:
    """把数据库备份到文件夹 DIR。服务不用停，正在填写的人不受影响。

    得到 collector-年月日-时分秒.sqlite3 和同名的 .sha256 校验文件，两个要放在一起。
    做成的备份已检查过；没有做成时退出码是 1，不留下不完整的备份。
    """
    try:
        made = backups.backup(settings().database, folder, datetime.now(SHANGHAI), keep=keep)
    except backups.Refused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"已备份到 {made}（{made.stat().st_size / 2**20:.1f} MB）")


@main.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="替换现有的数据库；旧的改名保留在旁边。")
def restore(file: Path, replace: bool) -> None:
    """用备份 FILE 恢复数据库。请先停止服务。

    先核对校验文件，再检查备份是否完整、是不是本系统的、版本是否合适；有一项不对，就什么也不改，退出码是 1。
    备份之后填的内容不在其中。恢复以后，人人要重新登录。
    """
    target = settings().database
    try:
        restored = backups.restore(file, target, replace=replace, now=datetime.now(SHANGHAI))
    except backups.Refused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"已用 {file} 恢复数据库 {target}")
    if restored.replaced:
        click.echo(f"原来的数据库改名为 {restored.replaced}")
    if not restored.was_idle:
        click.echo("无法确定服务是否已停止；还在运行的，请马上重新启动，否则它会继续写入原来的数据库")
    if not restored.is_current:
        click.echo("备份来自较早的版本，请再运行 collector migrate 升级，然后启动服务")
