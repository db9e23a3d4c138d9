"""Files that appear whole or not at all. Knows no database."""

from __future__ import annotations

import errno
import fcntl
import glob
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):
    """Another process is at work in the folder."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time for the folder; the lock ends with the process. Raises `Busy`."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(folder) from error
        except OSError as error:
            # A network file system may have no such lock; then two at once are not kept apart.
            if error.errno not in (errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.EINVAL):
                raise
        yield
    finally:
        os.close(handle)


@contextmanager
def draft(final: Path) -> Iterator[Path]:
    """An empty file beside `final`, for its user only; whatever is not renamed in the block goes."""
    part = final.with_name(f".{final.name}.{os.getpid()}.part")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield part
    finally:
        _remove(part)


def sweep(folder: Path, name: str) -> None:
    """Remove the drafts of `name` (a glob pattern) that a killed process left. Call it `alone`."""
    for part in folder.glob(f".{name}.*.part*"):
        part.unlink(missing_ok=True)


def _remove(part: Path) -> None:
    # With the journals SQLite keeps beside a file while it writes one.
    for path in part.parent.glob(f"{glob.escape(part.name)}*"):
        path.unlink(missing_ok=True)


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def reason(error: OSError) -> str:
    """Why a file could not be written, in Chinese where the cause is a usual one."""
    return {
        errno.ENOSPC: "磁盘已满",
        errno.EDQUOT: "超出磁盘配额",
        errno.EFBIG: "文件太大，或超出配额",
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "磁盘是只读的",
        errno.ENOTDIR: "它不是文件夹",
        errno.EEXIST: "它不是文件夹",
        errno.EISDIR: "那里有一个同名的文件夹",
        errno.ENOENT: "没有这个文件或文件夹",
        errno.EIO: "磁盘读写出错",
    }.get(error.errno or 0, str(error.strerror or error))
