"""The list of phrases: what was said in which years, and what is written wrong. Knows no report.

In a phrase's text `{n}` stands for a numeral, `{字}` for a 汉字; a text may lack its quotation marks and 、.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from collector.statement import folding
from collector.statement.sentences import quoted

KINDS = {
    "plenum": "全会",
    "congress": "党代会",
    "plan": "五年规划",
    "campaign": "学习教育",
    "slogan": "其他提法",
    "wording": "错字和写法",
}
FILE = "phrases.toml"
PLACES = {"{n}": "[〇零一二三四五六七八九十百0-9]{1,4}", "{字}": "[\u3400-\u9fff]"}
_QUOTES = "“”‘’\"'"
_PARTS = re.compile(r"(\{n\}|\{字\}|[“”‘’\"'、]|\s+)")
FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST = 60
# How often one phrase is told in one text.
MOST = 20


class PhraseError(Exception):
    """A list that can't be used; says everything that is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A phrase and the first and last year it is current in; a `wording` never is."""

    text: str
    kind: str
    valid_from: int | None = None
    valid_to: int | None = None
    suggestion: str = ""
    note: str = ""

    def is_in_force(self, year: int) -> bool:
        """True where a report of that year may use it."""
        return self.kind != "wording" and (self.valid_from or 0) <= year <= (self.valid_to or LAST_YEAR)


@dataclass(frozen=True, kw_only=True)
class Match:
    """Where a phrase stands in a text."""

    phrase: Phrase
    start: int
    end: int


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Phrase, ...]:
    """The phrases of mappings with `text` and `kind`; unknown keys are left out."""
    keys = Phrase.__dataclass_fields__
    return tuple(
        Phrase(**{key: row[key] for key in keys if key in row and row[key] is not None}) for row in rows
    )


def shipped(path: Path) -> list[dict[str, Any]]:
    """The phrases of a TOML file, as the store takes them. Raises PhraseError, OSError."""
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PhraseError(f"{path.name}：TOML 语法错误（{error}）") from error
    listed = table.get("phrases", [])
    if set(table) - {"phrases"} or not isinstance(listed, list):
        raise PhraseError(f"{path.name}：只能有一个数组 phrases")
    mistakes = [
        f"{path.name}，第 {number} 条：{mistake}"
        for number, row in enumerate(listed, 1)
        for mistake in mistakes_of(row)
    ]
    texts = [str(row.get("text")) for row in listed if isinstance(row, dict)]
    mistakes += [
        f"{path.name}：“{text}”写了两次" for text in sorted({t for t in texts if texts.count(t) > 1})
    ]
    if mistakes:
        raise PhraseError("\n".join(mistakes))
    return listed


def mistakes_of(row: Any) -> list[str]:
    """What is wrong with one phrase, for pages and files alike."""
    if not isinstance(row, dict):
        return ["要写成 { text = …, kind = … }"]
    found = [f"不认识的键 {key}" for key in row if key not in Phrase.__dataclass_fields__]
    text = row.get("text")
    if not isinstance(text, str) or not literal(text):
        found.append("请填写提法，{n} 和 {字} 以外要有别的字")
    elif len(text) > LONGEST:
        found.append(f"提法最多写 {LONGEST} 个字")
    if row.get("kind") not in KINDS:
        found.append(f"类别只能是 {'、'.join(KINDS)}")
    for key in ("suggestion", "note"):
        if not isinstance(row.get(key, ""), str):
            found.append(f"{key} 要写成文字")
    years = [year for key in ("valid_from", "valid_to") if (year := row.get(key)) is not None]
    if not all(map(is_year, years)):
        found.append(f"年份要填 {FIRST_YEAR} 到 {LAST_YEAR} 的四位数")
    elif years != sorted(years):
        found.append("起始年份不能晚于截止年份")
    if row.get("kind") in KINDS and row["kind"] != "wording" and not years:
        found.append("起始和截止年份至少填一个；错字和写法不用填")
    return found


def is_year(value: Any) -> bool:
    """True for a whole number that can be a year."""
    return isinstance(value, int) and not isinstance(value, bool) and FIRST_YEAR <= value <= LAST_YEAR


@lru_cache(maxsize=2000)
def literal(text: str) -> str:
    """The longest stretch of a phrase that must stand in a text as it is."""
    return max(
        (part for part in _PARTS.split(folding.halved(text)) if part and not _PARTS.fullmatch(part)),
        key=len,
        default="",
    )


@lru_cache(maxsize=2000)
def pattern(text: str) -> re.Pattern[str]:
    """A phrase as a regular expression."""
    made = []
    for part in filter(None, _PARTS.split(folding.halved(text))):
        if part in PLACES:
            made.append(PLACES[part])
        elif part in _QUOTES or part == "、" or part.isspace():
            made.append(f"[{_QUOTES}]?" if part in _QUOTES else "[、，, 　]?")
        else:
            made.append(re.escape(part))
    return re.compile("".join(made))


def present(phrases: Sequence[Phrase], text: str) -> list[Phrase]:
    """The phrases that may stand somewhere in a long text: the others need not be looked for in its parts."""
    folded = folding.fold(text).text
    return [phrase for phrase in phrases if literal(phrase.text) in folded]


def matches(phrases: Sequence[Phrase], text: str) -> list[Match]:
    """Where the phrases stand in `text`, blanks inside or not; of two that overlap the longer one."""
    folded = folding.fold(text)
    found = []
    for phrase in phrases:
        if literal(phrase.text) in folded.text:
            for match in islice(pattern(phrase.text).finditer(folded.text), MOST):
                start, end = folded.written(*match.span())
                found.append(Match(phrase=phrase, start=start, end=end))
    kept: list[Match] = []
    for each in sorted(found, key=lambda match: (match.start - match.end, match.start)):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda match: match.start)


def replacement(phrases: Sequence[Phrase], phrase: Phrase, year: int | None) -> str:
    """What to write instead: the phrase's suggestion, or the newest of its kind in force that ends alike."""
    if phrase.suggestion or year is None:
        return phrase.suggestion
    current = [
        each
        for each in phrases
        if (each.kind, each.text[-3:]) == (phrase.kind, phrase.text[-3:]) and each.is_in_force(year)
    ]
    return max(current, key=lambda each: each.valid_from or 0).text if current else ""


def objection(phrases: Sequence[Phrase], match: Match, text: str, year: int | None) -> str:
    """What is to be said about a phrase found in a report of that year; nothing where it is in force."""
    phrase, found = match.phrase, text[match.start : match.end]
    instead = replacement(phrases, phrase, year)
    suggestion = f"，建议写{quoted(instead)}" if instead else ""
    note = f"（{phrase.note}）" if phrase.note else ""
    if phrase.kind == "wording":
        return f"{quoted(found)}写法有误{note}{suggestion or '，请核对'}"
    if year is None or phrase.is_in_force(year):
        return ""
    if phrase.valid_from and year < phrase.valid_from:
        since = f"{quoted(found)}是 {phrase.valid_from} 年起的提法{note}"
        return f"{since}，报告写的是 {year} 年{suggestion}，请核对"
    return f"{quoted(found)}用到 {phrase.valid_to} 年为止{note}，报告写的是 {year} 年{suggestion}，请核对"
