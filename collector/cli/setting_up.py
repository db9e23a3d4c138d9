"""Commands that set the service up: the database, the first administrator, people, the demonstration."""

import click

from collector import accounts, catalogue, demo
from collector.cli import common
from collector.statement.mistakes import DefinitionError
from collector.statement.phrases import PhraseError
from collector.store import database, migrations, people


@common.main.command()
@click.option("--again", is_flag=True, help="以前装入过的版本也重新启用，用于改回旧措辞。")
def migrate(again: bool) -> None:
    """建立或升级数据库，并把 forms/ 里新的报告类型装入数据库。"""
    path = common.settings().database
    try:
        migrations.migrate(path)
        loaded = catalogue.load_forms(database.connection(path), common.FORMS, common.TEMPLATES, again=again)
    except (OSError, database.Error) as error:
        raise click.ClickException(f"数据库 {path} 打不开：{error}") from error
    except DefinitionError as error:
        raise click.ClickException(f"报告类型 {error.name} 有错，没有装入：\n{error}") from error
    except PhraseError as error:
        raise click.ClickException(f"提法表有错，没有装入：\n{error}") from error
    click.echo(f"数据库 {path} 已是最新" + "".join(f"；已装入报告类型 {name}" for name in loaded))
    for name in catalogue.superseded(database.connection(path), common.FORMS, common.TEMPLATES):
        click.echo(
            f"报告类型 {name}：forms/ 里是以前用过的版本，没有启用；要改回它请运行 collector migrate --again"
        )
    if notice := database.notice():
        click.echo(notice)


@common.main.command("setup-link")
@click.option("--if-needed", is_flag=True, help="已有管理员时什么也不做。")
@click.option("--base", default=None, metavar="URL", help="链接开头的地址，默认由设置得出。")
def setup_link(if_needed: bool, base: str | None) -> None:
    """打印设立第一个管理员的一次性链接，24 小时内有效；再运行一次即换新链接。"""
    link = accounts.setup_link(common.ready_database())
    if link is None and not if_needed:
        raise click.ClickException("已有管理员，不再需要链接；忘记密码请运行 collector new-password 账号")
    if link:
        address = (base or common.settings().address).rstrip("/")
        click.echo(
            f"请在 24 小时内用浏览器打开下面的一次性链接，设立第一个管理员：\n\n    {address}/setup/{link}\n"
        )


@common.main.command("add-person")
@click.argument("account")
@click.argument("name")
@click.option("--position", default="", help="职务。")
@click.option("--unit", default=None, help="单位名称；没有这个单位就新建。只有一个单位时可以不写。")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(people.ROLES),
    default=["official"],
    show_default=True,
    help="角色：official 填报人，clerk 经办人，reviewer 审核人，administrator 管理员；可写多次。",
)
def add_person(account: str, name: str, position: str, unit: str | None, roles: tuple[str, ...]) -> None:
    """添加一个人，打印一次性初始密码（首次登录须修改）。

    例：collector add-person chenyuanshan 陈远山 --position 局长 --unit 江城市水文局
    """
    try:
        password = accounts.add_person(
            common.ready_database(), account=account, name=name, position=position, unit=unit, roles=roles
        )
    except accounts.Refused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"已添加 {name}，账号 {people.account_key(account)}，初始密码 {password}（只显示这一次）")


@common.main.command("new-password")
@click.argument("account")
def new_password(account: str) -> None:
    """给忘记密码的人换一个一次性密码（登录后须修改）；此人的登录全部失效。"""
    try:
        password = accounts.new_password(common.ready_database(), account)
    except accounts.Refused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"账号 {people.account_key(account)} 的一次性密码：{password}（只显示这一次）")


@common.main.command("demo")
def demo_command() -> None:
    """新建一个演示数据库（先删去旧的）：一个单位、五个人、三年的报告，有已归档的、待审核的和正在填写的；打印账号。"""
    path = demo.database_path(common.settings())
    for line in demo.build(path, common.FORMS, common.TEMPLATES):
        click.echo(line)
    click.echo(f"演示数据库：{path}")
