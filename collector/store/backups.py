"""Backups: a whole copy of the database while it is in use, with its checksum, and back again."""

from __future__ import annotations

import glob
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from collector.store import audit, database, files, migrations, sessions

NAME = re.compile(r"collector-\d{8}-\d{6}\.sqlite3")
_ANY = "collector-*.sqlite3"


class Refused(Exception):
    """Why no backup was made or nothing was restored, in words for the administrator."""


class Restored(NamedTuple):
    """`replaced`: where the old database is now; `was_idle`: whether surely nobody had it open."""

    replaced: Path | None
    is_current: bool
    was_idle: bool


def backup(source: Path, folder: Path, now: datetime, *, keep: int | None = None) -> Path:
    """Copy the database into `folder`, checked, as `collector-20261122-033000.sqlite3` and its .sha256.

    Writers go on meanwhile; the copy is the database at one moment after the call began. The name shows
    `now` in its own zone. With `keep`, no more than that many backups stay there. Raises `Refused`.
    """
    if not source.is_file():
        raise Refused(f"没有数据库 {source}")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with files.alone(folder):
            _sweep(folder)
            made = _made(source, folder, now)
            if keep is not None:
                _prune(folder, keep, made)
            return made
    except files.Busy as error:
        raise Refused(f"另一次备份正在写入 {folder}，请等它做完") from error
    except OSError as error:
        raise Refused(f"备份没有做成，写不进 {folder}：{files.reason(error)}") from error
    except database.Error as error:
        raise Refused(f"备份没有做成：{_reason(error)}") from error


def _sweep(folder: Path) -> None:
    """Remove what a killed backup left: drafts, and a checksum whose copy never came."""
    files.sweep(folder, _ANY)
    for checksum in folder.glob(f"{_ANY}.sha256"):
        is_alone = checksum.is_file() and not checksum.with_suffix("").exists()
        if is_alone and NAME.fullmatch(checksum.stem):
            checksum.unlink()


def _made(source: Path, folder: Path, now: datetime) -> Path:
    needed, free = source.stat().st_size, shutil.disk_usage(folder).free
    if free < needed:
        raise Refused(f"备份没有做成：{folder} 的磁盘空间不够，需要约 {_size(needed)}，只剩 {_size(free)}")
    final = _free_name(folder, "collector", ".sqlite3", now)
    with files.draft(final) as part, files.draft(_beside(final)) as checksum:
        _copy(source, part)
        _examined(part, source)
        files.sync(part)
        checksum.write_text(f"{files.checksum(part)}  {final.name}\n", "ascii")
        files.sync(checksum)
        # The checksum first: whatever has the name of a backup is complete.
        checksum.replace(_beside(final))
        part.replace(final)
        files.sync(folder)
    return final


def _free_name(folder: Path, stem: str, suffix: str, now: datetime) -> Path:
    while (path := folder / f"{stem}-{now:%Y%m%d-%H%M%S}{suffix}").exists():
        now += timedelta(seconds=1)
    return path


def _beside(backup: Path) -> Path:
    return backup.with_name(f"{backup.name}.sha256")


def _copy(source: Path, part: Path) -> None:
    connection = database.connect(source)
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
    finally:
        connection.close()


def _examined(path: Path, named: Path) -> tuple[list[str], list[str]]:
    """The steps that this program does not know, and those the file lacks. Refuses one unfit for use."""
    connection = database.read_only(path)
    try:
        if [row[0] for row in database.rows(connection, "PRAGMA integrity_check(1)")] != ["ok"]:
            raise Refused(f"{named} 已损坏，没有通过完整性检查")
        if not migrations.is_ours(connection):
            raise Refused(f"{named} 不是本系统的数据库")
        return migrations.unknown(connection), migrations.pending(connection)
    except database.Error as error:
        raise Refused(f"{named} 已损坏，或者不是数据库：{_reason(error)}") from error
    finally:
        connection.close()


def _prune(folder: Path, keep: int, made: Path) -> None:
    # The one just made stays, whatever a clock set back has named the others.
    older = sorted(path for path in folder.glob(_ANY) if NAME.fullmatch(path.name) and path != made)
    for path in older[: max(0, len(older) - keep + 1)]:
        path.unlink()
        _beside(path).unlink(missing_ok=True)


def restore(backup: Path, target: Path, *, replace: bool = False, now: datetime | None = None) -> Restored:
    """Put a backup in the place of the database `target`, after checking it. Raises `Refused`.

    Nobody stays signed in. An existing database is refused without `replace`; with it, the old one is kept
    beside under a name with the time. Stop the service before.
    """
    target = target.resolve()
    expected = _expected_checksum(backup)
    if target.exists() and not replace:
        raise Refused(f"已经有数据库 {target}，没有覆盖；确定要换成备份，请加 --replace（旧的会改名保留）")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with files.alone(target.parent):
            files.sweep(target.parent, glob.escape(target.name))
            return _restored(backup, expected, target, now)
    except files.Busy as error:
        raise Refused(f"{target.parent} 里正在备份或恢复，请等它做完") from error
    except OSError as error:
        raise Refused(f"没有恢复，写不进 {target.parent}：{files.reason(error)}") from error
    except database.Error as error:
        raise Refused(f"没有恢复：{_reason(error)}") from error


def _reason(error: database.Error) -> str:
    return "磁盘已满" if "full" in str(error) else str(error)


def _size(count: int) -> str:
    return f"{count / 2**20:.1f} MB"


def _expected_checksum(backup: Path) -> str:
    try:
        text = _beside(backup).read_text("ascii")
    except FileNotFoundError as error:
        if not backup.is_file():
            raise Refused(f"没有备份文件 {backup}") from error
        raise Refused(
            f"缺少校验文件 {_beside(backup)}，请把它和备份一起复制来；"
            f"它已经丢失而您确信备份无误的，请在备份所在的文件夹运行"
            f" sha256sum {backup.name} > {_beside(backup).name}"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"读不出校验文件 {_beside(backup)}") from error
    found = re.match(r"\s*([0-9a-fA-F]{64})\b", text)
    if found is None:
        raise Refused(f"校验文件 {_beside(backup)} 的内容不对")
    return found[1].lower()


def _restored(backup: Path, expected: str, target: Path, now: datetime | None) -> Restored:
    with files.draft(target) as part:
        # The copy is what is checked, since the copy is what will be used.
        shutil.copyfile(backup, part)
        if files.checksum(part) != expected:
            raise Refused(f"备份 {backup} 已损坏：内容与校验文件不符")
        unknown, pending = _examined(part, backup)
        if unknown:
            raise Refused(f"备份 {backup} 来自更新的版本，请先升级程序（多出的步骤：{'、'.join(unknown)}）")
        _settle(part, backup, now)
        files.sync(part)
        replaced, was_idle = _set_aside(target, now)
        part.replace(target)
        files.sync(target.parent)
    return Restored(replaced=replaced, is_current=not pending, was_idle=was_idle)


def _settle(part: Path, backup: Path, now: datetime | None) -> None:
    """Note the restoring in the copy, and end its sessions: some were ended after it was made."""
    connection = database.connect(part)
    try:
        with database.transaction(connection):
            sessions.end_everyone(connection, now=now)
            audit.record(connection, "database_restored", subject=backup.name, now=now)
        # No journal stays behind that the rename would leave without its database.
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        connection.close()


def _set_aside(target: Path, now: datetime | None) -> tuple[Path | None, bool]:
    """Give the old database, if any, a name with the time; that, and whether surely nobody had it open."""
    moment = datetime.now(UTC) if now is None else now
    aside = _free_name(target.parent, f"{target.stem}-replaced", target.suffix, moment)
    if not target.exists():
        kept = _journals(target, aside)
        _drop_journals(target)
        return (kept[0] if kept else None), True
    is_idle = _folded(target, aside)
    target.rename(aside)
    _drop_journals(target)
    return aside, is_idle


def _folded(target: Path, aside: Path) -> bool:
    """Write the old database's journal into it; a damaged one, perhaps why one restores, keeps it beside."""
    # Copied first, because SQLite deletes the journals of a file it cannot read.
    copies = _journals(target, aside)
    try:
        is_idle = database.fold(target)
    except database.Error as error:
        if "locked" not in str(error):
            return False
        _remove(copies)
        raise Refused(f"数据库 {target} 正在使用，请先停止服务，再恢复") from error
    _remove(copies)
    return is_idle


def _journals(target: Path, aside: Path) -> list[Path]:
    """The journals of `target`, copied to where those of `aside` belong."""
    pairs = [(Path(f"{target}{suffix}"), Path(f"{aside}{suffix}")) for suffix in ("-wal", "-journal")]
    return [Path(shutil.copy(old, new)) for old, new in pairs if old.exists()]


def _drop_journals(target: Path) -> None:
    _remove([Path(f"{target}{suffix}") for suffix in ("-wal", "-shm", "-journal")])


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
