"""Settings from the environment; unsafe ones are refused, saying what to do. Knows nothing of Flask."""

from __future__ import annotations

import ipaddress
import os
import secrets
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PREFIX = "COLLECTOR_"
NAMES = ("DATABASE", "SECRET_KEY", "BIND", "HTTPS", "ALLOW_INSECURE_HTTP", "TRUSTED_PROXIES", "HOSTS")

_LOCAL_HOSTS = ("127.0.0.1", "localhost")
_SHORTEST_SECRET = 32
_HIGHEST_PORT = 65535
_MOST_WORKERS = 100
_YES = ("1", "true", "yes", "on")
_NO = ("", "0", "false", "no", "off")


class Refused(Exception):
    """The service must not start like this; `problems` says in Chinese what to change."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(["不能启动，请先改正：", *(f"- {problem}" for problem in problems)]))


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How this service runs. Without any setting: plain HTTP, for this machine only."""

    database: Path
    secret_key: str
    bind: str = "127.0.0.1:8000"
    workers: int = 2
    https: bool = False
    allow_insecure_http: bool = False
    trusted_proxies: int = 0
    hosts: tuple[str, ...] = _LOCAL_HOSTS

    @property
    def is_exposed(self) -> bool:
        """Whether other machines reach it, directly or through a proxy."""
        return self.trusted_proxies > 0 or not is_local(self.bind)

    @property
    def address(self) -> str:
        """Where a browser finds the service, as far as the settings tell: https://report.example."""
        scheme = "https" if self.https else "http"
        if not self.is_exposed:
            return f"{scheme}://{self.bind}"
        port = "" if self.trusted_proxies else f":{self.bind.rpartition(':')[2]}"
        return f"{scheme}://{self.hosts[0]}{port}"

    @property
    def is_insecure(self) -> bool:
        """Whether passwords cross the network readable: every page then carries a red banner."""
        return self.is_exposed and not self.https


def settings(environ: Mapping[str, str] = os.environ, root: Path = ROOT) -> Settings:
    """The settings of this environment, with a secret of its own where none is given. Raises `Refused`."""
    problems = _unknown(environ)
    given = {name: environ.get(PREFIX + name, "").strip() for name in NAMES}
    https = _switch("HTTPS", given["HTTPS"], problems)
    allow_insecure_http = _switch("ALLOW_INSECURE_HTTP", given["ALLOW_INSECURE_HTTP"], problems)
    proxies = _count("TRUSTED_PROXIES", given["TRUSTED_PROXIES"], problems)
    bind = given["BIND"] or f"127.0.0.1:{environ.get('PORT', '').strip() or 8000}"
    problems += _bad_port(bind, PREFIX + "BIND" if given["BIND"] else "PORT")
    workers = _workers(environ.get("WEB_CONCURRENCY", "").strip(), problems)
    hosts = tuple(host for host in given["HOSTS"].replace(",", " ").split() if host)
    found = Settings(
        database=root / (given["DATABASE"] or "var/collector.sqlite3"),
        secret_key=given["SECRET_KEY"],
        bind=bind,
        workers=workers,
        https=https,
        allow_insecure_http=allow_insecure_http,
        trusted_proxies=proxies,
        hosts=hosts or _LOCAL_HOSTS,
    )
    problems += unsafe(found)
    if found.is_exposed and (not hosts or "*" in hosts):
        problems.append(
            f"本服务将对其他机器开放，请用 {PREFIX}HOSTS 写明用户在浏览器里使用的主机名或地址"
            "（多个用逗号分隔，不能用 *）"
        )
    secret_key = found.secret_key
    if secret_key:
        problems += _short(secret_key, PREFIX + "SECRET_KEY")
    elif not problems:
        secret_key = _own_secret(root / "var" / "secret", problems)
    if problems:
        raise Refused(problems)
    return Settings(**{**found.__dict__, "secret_key": secret_key})


def unsafe(settings: Settings, addresses: Sequence[str] = ()) -> list[str]:
    """What is unsafe about listening so, in Chinese; `addresses` are those the server really listens on."""
    problems = []
    is_exposed = settings.is_exposed or not all(is_local(address) for address in addresses)
    if settings.https and settings.trusted_proxies == 0:
        problems.append(
            f"{PREFIX}HTTPS=1 表示由前面的反向代理提供 HTTPS，请写明代理的层数，如 {PREFIX}TRUSTED_PROXIES=1"
        )
    if is_exposed and not settings.https and not settings.allow_insecure_http:
        problems.append(
            f"监听 {', '.join(addresses) or settings.bind} 会让其他机器以明文 HTTP 访问，密码可能被窃听。"
            f"请由反向代理提供 HTTPS 并设 {PREFIX}HTTPS=1、{PREFIX}TRUSTED_PROXIES=1，"
            f"或改为只监听 127.0.0.1；确实只能用明文时设 {PREFIX}ALLOW_INSECURE_HTTP=1（每页会有红色提示）"
        )
    return problems


def is_local(address: str) -> bool:
    """Whether only this machine reaches an address such as `127.0.0.1:8000`, `[::1]:80` or `unix:/run/x`."""
    if address.startswith("unix:"):
        return True
    host = address.rpartition(":")[0] if ":" in address else address
    host = host.strip("[]")
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _unknown(environ: Mapping[str, str]) -> list[str]:
    # A mistyped name would silently leave the safe thing off.
    return [
        f"不认识设置 {name}；可用的设置：{'、'.join(PREFIX + known for known in NAMES)}"
        for name in sorted(environ)
        if name.startswith(PREFIX)
        and name.removeprefix(PREFIX) not in NAMES
        and not name.startswith(PREFIX + "TEST_")
    ]


def _switch(name: str, text: str, problems: list[str]) -> bool:
    if text.lower() not in _YES + _NO:
        problems.append(f"{PREFIX}{name} 只能是 1 或 0，现在是“{text}”")
    return text.lower() in _YES


def _count(name: str, text: str, problems: list[str]) -> int:
    if text and not (text.isascii() and text.isdigit() and int(text) <= 5):
        problems.append(f"{PREFIX}{name} 是反向代理的层数，只能是 0 到 5，现在是“{text}”")
        return 0
    return int(text or 0)


def _bad_port(bind: str, name: str) -> list[str]:
    """What is wrong with the port of an address; a socket's path or descriptor and a bare host have none."""
    _, colon, port = bind.rpartition(":")
    if not colon or bind.startswith(("unix:", "fd://")):
        return []
    if port.isascii() and port.isdigit() and len(port) <= 5 and int(port) <= _HIGHEST_PORT:
        return []
    return [f"{name} 里的端口只能是 0 到 {_HIGHEST_PORT} 的整数，现在是“{port}”"]


def _workers(text: str, problems: list[str]) -> int:
    if text and not (
        text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= _MOST_WORKERS
    ):
        problems.append(f"WEB_CONCURRENCY 是工作进程的个数，只能是 1 到 {_MOST_WORKERS}，现在是“{text}”")
        return 2
    return int(text or 2)


def _short(secret: str, where: str) -> list[str]:
    if len(secret) >= _SHORTEST_SECRET:
        return []
    return [
        f"{where} 太短（{len(secret)} 个字符），至少 {_SHORTEST_SECRET} 个；"
        '可用 python3 -c "import secrets; print(secrets.token_urlsafe(48))" 生成'
    ]


def _own_secret(path: Path, problems: list[str]) -> str:
    """The secret kept at `path`, made on first use; every process that starts at once gets the same one."""
    try:
        if not path.exists():
            _make_secret(path)
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            problems.append(f"密钥文件 {path} 能被其他用户读取，请执行 chmod 600 {path}")
            return ""
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"不能读写密钥文件 {path}：{error}；请检查目录权限，或改用 {PREFIX}SECRET_KEY")
        return ""
    problems += _short(secret, f"密钥文件 {path} 的内容")
    return secret


def _make_secret(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link appears whole or not at all, and the first one wins.
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
