"""How things are shown: times in Asia/Shanghai, file names, what every template knows. Decides nothing."""

import hashlib
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, url_for

from collector.config import Settings
from collector.statement import vocabulary, workflow
from collector.store import times
from collector.web import current, resuming, standing

SHANGHAI = ZoneInfo("Asia/Shanghai")
STATE_LABELS = {
    workflow.DRAFT: "草稿",
    workflow.AWAITING_AUTHOR: "待本人确认",
    workflow.SUBMITTED: "已提交",
    workflow.RETURNED: "退回修改",
    workflow.APPROVED: "已审核",
    workflow.ARCHIVED: "已归档",
}
NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
LONGEST_FILE_NAME = 80


def init_app(app: Flask, settings: Settings) -> None:
    """Give templates who is asking and whether the connection is safe, and static files a version."""
    versions: dict[str, str] = {}
    assets: dict[str, str] = {}

    def asset(name: str) -> str:
        """The address of a static file; made once, for a page names a dozen."""
        if name not in assets:
            assets[name] = url_for("static", filename=name)
        return assets[name]

    @app.template_global()
    def author() -> str:
        """The hidden field `author` of a form worth carrying; macros of other templates see it too."""
        return resuming.signed(current.person().id)

    @app.context_processor
    def known() -> dict[str, Any]:
        return {
            "person": current.signed_in(),
            "insecure": settings.is_insecure,
            "asset": asset,
            "written_for": standing.written_for,
            "list_label": list_label(),
        }

    @app.url_defaults
    def versioned(endpoint: str, values: dict[str, Any]) -> None:
        name = values.get("filename")
        if endpoint == "static" and isinstance(name, str) and app.static_folder:
            if name not in versions:
                versions[name] = digest(Path(app.static_folder) / name)
            values["v"] = versions[name]


def list_label() -> str:
    """What the list of statements is called: a clerk's, where whoever is asking has none of their own."""
    person = current.signed_in()
    return "代填报告" if person and person.is_clerk and not person.is_official else "我的报告"


def digest(path: Path) -> str:
    """A short name for a file's content, so that a browser keeps it until it changes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "0"


def local(moment: str | None, now: datetime | None = None) -> str:
    """A kept time as read in China, 24 hours: 今天 14:05, or 2026年11月22日 14:05."""
    if not moment:
        return ""
    there = times.moment(moment).astimezone(SHANGHAI)
    today = (now or datetime.now(SHANGHAI)).astimezone(SHANGHAI).date()
    day = "今天" if there.date() == today else f"{there.year}年{there.month}月{there.day}日"
    return f"{day} {there:%H:%M}"


def full(moment: str | None) -> str:
    """A kept time with its date, also of today: what stands on paper."""
    if not moment:
        return ""
    there = times.moment(moment).astimezone(SHANGHAI)
    return f"{there.year}年{there.month}月{there.day}日 {there:%H:%M}"


def day(iso: str) -> str:
    """A kept date, 2026-11-22, as it is read: 2026年11月22日."""
    there = date.fromisoformat(iso)
    return f"{there.year}年{there.month}月{there.day}日"


def day_of(moment: str) -> str:
    """The day of a kept time, in China: 2026年11月22日."""
    return day(times.moment(moment).astimezone(SHANGHAI).date().isoformat())


def today() -> date:
    """The date in China."""
    return datetime.now(SHANGHAI).date()


def called(year: int, period: str) -> str:
    """A year and period: 2026年度, 2026年上半年."""
    return f"{year}{'' if period == vocabulary.PERIODS[0] else '年'}{period}"


def file_name(stem: str, ending: str) -> str:
    """`stem` as a Windows file name."""
    return NOT_IN_FILE_NAMES.sub("", stem)[:LONGEST_FILE_NAME].strip(" .") + ending


def wait(seconds: int) -> str:
    """How long to wait: 40 秒, 3 分钟."""
    return f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"
