"""The command that compares two statements, each a Word report or a file of answers."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

import click

from collector import comparisons
from collector.cli import common, differences
from collector.compare import changes, filters, trends
from collector.compare.changes import Change
from collector.comparisons import Sides
from collector.statement import answer_text, answers, carried, extraction, given
from collector.statement import doubts as reasons
from collector.statement.answers import Readings
from collector.statement.extraction import Extracted
from collector.statement.states import Typed
from collector.statement.vocabulary import Definition
from collector.word import template as word_template
from collector.word import uploads
from collector.word.template import Template

UNREAD = {
    FileNotFoundError: "没有这个文件，请检查路径",
    IsADirectoryError: "这是文件夹，请写一个文件",
    PermissionError: "没有读取的权限",
}
BLANKS = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One of the two: its readings, the paragraphs of its report, and what to tell about reading them.

    `unprinted`: the names of which its report says nothing.
    """

    path: Path
    readings: Readings
    paragraphs: tuple[str, ...]
    year: int | None
    unprinted: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()


class Refused(ValueError):
    """The file is neither; says why and what to do, in Chinese, without the file's name."""


@common.main.command()
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@common.statement_option
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每题一个对象，供其他程序读取。")
@click.option(
    "--xlsx",
    "workbook",
    metavar="F",
    type=click.Path(path_type=Path),
    help="写成 Excel 对比表：逐题对比、历年数字、全文对比。",
)
def compare(old: Path, new: Path, statement: str, as_json: bool, workbook: Path | None) -> None:
    """比较两份报告，逐题列出变化。

    \b
    OLD 和 NEW 各是一份 Word 报告（.docx），或者一份填报内容（.json），两份可以不是一种。
    - 只列有变化的题：数字列差额和百分比，多项列减少（－）和新增（＋）
    - 文字标出改动：[-删去-]{+新增+}，移动的句子 [<原处<]{>新处>}
    - 从 Word 报告读出的内容，待确认的列在标准错误输出；没有印出的题不比较，只在最后写明题数
    - 相同或不同，退出码都是 0；文件读不了时退出码是 2
    """
    if as_json and workbook:
        raise click.UsageError("--json 和 --xlsx 只能写一个")
    if workbook:
        check_target(workbook, old, new)
    definition = common.loaded(statement)
    template = word_template.load(definition.template)
    then, now = (opened(definition, template, path) for path in (old, new))
    unprinted = then.unprinted, now.unprinted
    found = changes.of_readings(definition, then.readings, now.readings, unprinted=unprinted)
    names = comparisons.sides(called(then, "旧"), called(now, "新"))
    if is_same(old, new):
        click.echo("注意：OLD 和 NEW 是同一个文件。", err=True)
    for line in told(then, now):
        click.echo(differences.safe(line), err=True)
    if workbook:
        try:
            common.write(workbook, written(definition, found, names, then, now))
        except click.ClickException as error:
            refuse_target(error.message)
        if workbook != common.STDOUT:
            click.echo(f"已写入 {workbook}：{differences.counted(filters.counts(found))}")
    elif as_json:
        click.echo(json.dumps(as_objects(definition, found, then, now), ensure_ascii=False, indent=2))
    else:
        click.echo(f"《{definition.title}》{names.then}（{then.path.name}）→ {names.now}（{now.path.name}）")
        for line in differences.lines(found, names):
            click.echo(line)


def check_target(workbook: Path, *given_files: Path) -> None:
    """End the command where the workbook would replace a file that is compared, or is none by its name."""
    if workbook == common.STDOUT:
        return
    if any(is_same(workbook, path) for path in given_files):
        refuse_target(f"{workbook} 是要比较的文件，请换一个名字")
    if workbook.is_dir():
        refuse_target(f"{workbook} 是文件夹，请写一个 .xlsx 文件")
    if workbook.suffix.lower() != ".xlsx":
        refuse_target(f"{workbook} 的名字要以 .xlsx 结尾")


def is_same(path: Path, other: Path) -> bool:
    """Whether both are one file, however they are spelt or linked."""
    try:
        return path.samefile(other)
    except OSError:
        return path.absolute() == other.absolute()


def refuse_target(message: str) -> NoReturn:
    """End the command because the workbook can't be written there."""
    click.echo(differences.safe(f"没有写对比表。{message}"), err=True)
    sys.exit(2)


def opened(definition: Definition, template: Template, path: Path) -> Statement:
    """One of the two files; what can't be read ends the command with exit code 2."""
    try:
        content = path.read_bytes()
        if path.suffix.lower() == ".json" or content.lstrip(BLANKS)[:1] in (b"{", b"["):
            return of_answers(definition, template, path, content)
        return of_report(definition, template, path, content)
    except OSError as error:
        refuse(path, UNREAD.get(type(error), str(error.strerror)))
    except ValueError as error:
        refuse(path, str(error))


def refuse(path: Path, message: str) -> NoReturn:
    """End the command because of one file."""
    click.echo(differences.safe(f"没有比较。读不了 {path}：{message}"), err=True)
    sys.exit(2)


def of_answers(definition: Definition, template: Template, path: Path, content: bytes) -> Statement:
    """A file of answers. Raises Unreadable, Refused."""
    found, complaints = given.answers_in(definition, content)
    wrong = [str(each) for each in complaints if each.name in definition.questions]
    unknown = [given.shown(each.name) for each in complaints if each.name not in definition.questions]
    if wrong:
        raise Refused("请先改正：\n" + "\n".join(f"- {line}" for line in wrong))
    if not found:
        raise Refused(f"里面没有《{definition.title}》的填报内容，底稿可由 collector questions --json 得到")
    left = [f"{path.name}：有 {len(unknown)} 个名称不是现在的问题，没有比较：{'、'.join(unknown)}"]
    paragraphs = tuple(extraction.refilled(definition, template, found))
    return made(definition, path, found, paragraphs, left if unknown else [])


def of_report(definition: Definition, template: Template, path: Path, content: bytes) -> Statement:
    """A Word report. Raises PackageError, NotSuchReport."""
    upload = uploads.opened(content)
    found = extraction.extracted(definition, template, upload.paragraphs)
    # These stand in for numbers that the report doesn't print.
    read = {name: typed for name, typed in found.answers.items() if name not in found.unprinted}
    lines = [f"{path.name}：文件里有修订，按全部接受后的文字比较。"] if upload.is_revised else []
    lines += doubts(definition, path, found)
    statement = made(definition, path, read, upload.paragraphs, lines)
    lost = {name for name, reason in found.doubtful.items() if reason == reasons.LOST}
    unprinted = carried.unprinted(definition, template, statement.readings) | lost
    return replace(statement, unprinted=unprinted)


def doubts(definition: Definition, path: Path, found: Extracted) -> Iterator[str]:
    """Yield what somebody should check who reads a comparison with this report."""
    if found.doubtful:
        yield f"{path.name}：读出 {len(found.answers)} 项，其中 {len(found.doubtful)} 项待确认。"
        for name, reason in found.doubtful.items():
            yield f"- {name}（{definition.questions[name].label}）：{reason}"
    if found.left:
        yield f"{path.name}：有 {len(found.left)} 段没有读成任何内容：" + "".join(
            f"\n- {given.shown(paragraph)}" for paragraph in found.left
        )


def made(
    definition: Definition,
    path: Path,
    found: dict[str, Typed],
    paragraphs: tuple[str, ...],
    told: list[str],
) -> Statement:
    """A statement of the answers in a file."""
    read = answers.read(definition, found)
    year = answer_text.number(read[definition.year])
    return Statement(
        path=path,
        readings=read,
        paragraphs=paragraphs,
        year=int(year) if year else None,
        told=tuple(told),
    )


def called(statement: Statement, otherwise: str) -> str:
    """What a statement is called: its year where it says one."""
    return f"{statement.year}年" if statement.year else otherwise


def told(then: Statement, now: Statement) -> Iterator[str]:
    """Yield what to know before reading the comparison."""
    yield from then.told
    yield from now.told
    if then.year and now.year and then.year > now.year:
        yield f"注意：前一份是{then.year}年，后一份是{now.year}年，比较的方向是从新到旧。"


def written(
    definition: Definition, found: list[Change], names: Sides, then: Statement, now: Statement
) -> bytes:
    """The comparison as a workbook."""
    by_year = {each.year: each.readings for each in (then, now) if each.year is not None}
    unprinted = {each.year: each.unprinted for each in (then, now) if each.year is not None}
    return comparisons.workbook(
        found,
        names,
        title=f"{definition.title}：{names.then} → {names.now}",
        series=trends.series(definition, by_year, unprinted) if len(by_year) > 1 else None,
        texts=(then.paragraphs, now.paragraphs),
    )


def as_objects(definition: Definition, found: list[Change], then: Statement, now: Statement) -> Any:
    """The comparison as JSON."""
    return {
        "statement": definition.name,
        "then": {"file": then.path.name, "year": then.year},
        "now": {"file": now.path.name, "year": now.year},
        "counts": filters.counts(found),
        "changes": [differences.as_object(change) for change in found if change.is_relevant],
    }
