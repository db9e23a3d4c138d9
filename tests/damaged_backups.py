"""What can have become of a backup and its checksum, and what the refusal to restore it says."""

import hashlib
import sqlite3


def sealed(path):
    """Write the checksum that belongs to a file."""
    path.with_name(f"{path.name}.sha256").write_text(hashlib.sha256(path.read_bytes()).hexdigest())
    return path


def flipped(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut_short(path):
    path.write_bytes(path.read_bytes()[:-4096])


def damaged_inside(path):
    content = bytearray(path.read_bytes())
    content[4096:-4096] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    sealed(path)


def damaged_in_a_table(path):
    connection = sqlite3.connect(path)
    ((page,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'answers'").fetchall()
    connection.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    sealed(path)


def foreign(path):
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    sealed(path)


def text(path):
    path.write_text("不是数据库" * 1000)
    sealed(path)


def newer(path):
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO _sqlite_migrations VALUES (99, 'collector', 'reviewing', '')")
    connection.commit()
    connection.close()
    sealed(path)


def checksum_of_another(path):
    path.with_name(f"{path.name}.sha256").write_text("0" * 64)


def broken_checksum(path):
    path.with_name(f"{path.name}.sha256").write_text("备份")


def empty_checksum(path):
    path.with_name(f"{path.name}.sha256").write_text("")


def no_checksum(path):
    path.with_name(f"{path.name}.sha256").unlink()


def nothing(path):
    no_checksum(path)
    path.unlink()


# what happened -> words of the refusal
DAMAGES = {
    flipped: "已损坏：内容与校验文件不符",
    cut_short: "已损坏：内容与校验文件不符",
    checksum_of_another: "已损坏：内容与校验文件不符",
    damaged_inside: "已损坏",
    damaged_in_a_table: "已损坏，没有通过完整性检查",
    foreign: "不是本系统的数据库",
    text: "已损坏，或者不是数据库",
    newer: "来自更新的版本，请先升级程序（多出的步骤：reviewing）",
    broken_checksum: "读不出校验文件",
    empty_checksum: "的内容不对",
    no_checksum: "缺少校验文件",
    nothing: "没有备份文件",
}
