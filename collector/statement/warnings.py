"""Warnings, C10–C15, C19 and of dates: small functions a definition chooses by name. They never block."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from collector.statement import answers, ledgers
from collector.statement.readings import Reading, printed
from collector.statement.states import NONE
from collector.statement.vocabulary import HALF_YEAR, Definition

Values = Mapping[str, object]
# Months between two occasions of a frequency.
MONTHS_BETWEEN = {"每月": 1, "每两个月": 2, "每季度": 3, "每半年": 6, "每年": 12}
HOURS_PER_PERSON_TIME = (Decimal("0.5"), Decimal(12))
# Counted back from one statement (2022 → 第二十三个), so a suggestion only (C15).
FIRST_PUBLICITY_YEAR = 1999
# A month of publicity is held by summer; which month is a matter of the year and the place.
FIRST_MONTH_TOO_LATE = 10
OFFENCE_WORDS = ("违纪", "违规")
DISCIPLINE_WORDS = ("处分", "诫勉")


@dataclass(frozen=True, kw_only=True)
class Warning:
    """Something the author should look at: the question it is shown at, and the words."""

    name: str
    question: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """A warning's function, and the questions it reads; the first one is where it shows."""

    questions: tuple[str, ...]
    message: Callable[[Values], str]


def warnings_of(definition: Definition, readings: Mapping[str, Reading]) -> Iterator[Warning]:
    """Yield the warnings the definition asks for, and of its ledgers; an open answer warns of nothing."""
    values: dict[str, object] = {
        name: found.value
        for name, found in readings.items()
        if found.value is not None and answers.is_relevant(found.question, readings)
    }
    for name in definition.warnings:
        check = WARNINGS[name]
        message = check.message(values)
        if message:
            yield Warning(name=name, question=check.questions[0], message=message)
    for found in ledgers.disagreements(definition, readings):
        yield Warning(name="ledger", question=found.question.name, message=found.message)


def count(values: Values, name: str) -> Decimal | None:
    """A number; a confirmed none is 0; None where it is open."""
    value = values.get(name)
    if value is NONE:
        return Decimal(0)
    return Decimal(value) if isinstance(value, int | Decimal) else None


def is_given(values: Values, name: str) -> bool:
    """True where there is an answer that is no confirmed none."""
    return values.get(name, NONE) is not NONE


def community_hours(values: Values) -> str:
    """C10: hours per person-time outside 0.5–12."""
    hours, times = count(values, "community_service_hours"), count(values, "community_person_times")
    if not hours or not times:
        return ""
    least, most = HOURS_PER_PERSON_TIME
    average = hours / times
    if least <= average <= most:
        return ""
    return f"服务时长平均每人次 {average:.1f} 小时，通常在 {least} 到 {most} 小时之间，请核对人次和时长"


def theme_days(values: Values) -> str:
    """C11: theme days cover the congress ones and the named one."""
    held, congress = count(values, "theme_party_days"), count(values, "congress_theme_days")
    if held is None or congress is None:
        return ""
    named = 1 if is_given(values, "theme_day_title") else 0
    if held >= congress + named:
        return ""
    return f"主题党日共 {held} 次，少于文中写到的 {congress + named} 次（专题 {congress}，点名 {named}）"


def study_sessions(values: Values) -> str:
    """C12: a session on ideology is one of the study sessions."""
    held = count(values, "study_group_sessions")
    if held is None or held >= 1 or not is_given(values, "ideology_study_month"):
        return ""
    return "填了意识形态专题学习的月份，理论中心组学习次数却为零，请核对"


def expected(values: Values, frequency: str) -> int:
    """How often `frequency` comes round until the cut-off date."""
    cutoff, year = values.get("cutoff_date"), values.get("report_year")
    between = MONTHS_BETWEEN.get(str(values.get(frequency)), 0)
    if not isinstance(cutoff, date) or not between:
        return 0
    months = 12 if isinstance(year, int) and cutoff.year > year else cutoff.month
    return months // between


def frequency(name: str) -> Callable[[Values], str]:
    """C13: study at a stated frequency is not more often than the study sessions held."""

    def message(values: Values) -> str:
        held, due = count(values, "study_group_sessions"), expected(values, name)
        if held is None or held >= due:
            return ""
        return f"频次写“{values[name]}”，到统计截止日应不少于 {due} 次，理论中心组学习只有 {held} 次，请核对"

    return message


def holiday_result(values: Values) -> str:
    """C14: “未出现违规违纪现象” beside problems of that kind, or discipline."""
    if "未出现" not in str(values.get("holiday_check_result", "")):
        return ""
    problems, handling = (str(values.get(name, "")) for name in ("problems", "problem_handling"))
    if any(word in problems for word in OFFENCE_WORDS) or any(word in handling for word in DISCIPLINE_WORDS):
        return "明察暗访写“未出现违规违纪现象”，但发现的问题或处理方式涉及违规违纪，请核对"
    return ""


def publicity_month(values: Values) -> str:
    """C15: the ordinal suggested by the year."""
    year, ordinal = values.get("report_year"), values.get("publicity_month_ordinal")
    if not isinstance(year, int) or not isinstance(ordinal, int) or ordinal == year - FIRST_PUBLICITY_YEAR:
        return ""
    return f"按往年推算，{year} 年应为第 {year - FIRST_PUBLICITY_YEAR} 个，现在填第 {ordinal} 个，请核对"


def publicity_state(values: Values) -> str:
    """C19: a month's activity that still goes on in the last quarter of the year it is held in."""
    day, year = values.get("cutoff_date"), values.get("report_year")
    if values.get("publicity_month_state") != "正在开展" or not isinstance(day, date):
        return ""
    if isinstance(year, int) and day >= date(year, FIRST_MONTH_TOO_LATE, 1):
        return f"宣教月一般为期一个月，统计截止日已是{printed(day)}，却仍写“正在开展”，请核对是否已经结束"
    return ""


def counted_within(year: int, *, is_half: bool) -> tuple[date, date]:
    """The days that a report's cut-off date can be; some count on until the next spring."""
    return date(year, 1, 1), date(year, 8, 31) if is_half else date(year + 1, 3, 31)


def cutoff(values: Values) -> str:
    """A cut-off date outside the time the report tells of."""
    day, year, is_half = (
        values.get("cutoff_date"),
        values.get("report_year"),
        values.get("period_kind") == HALF_YEAR,
    )
    if not isinstance(day, date) or not isinstance(year, int):
        return ""
    first, last = counted_within(year, is_half=is_half)
    if first <= day <= last:
        return ""
    return f"报告写的是 {year} 年{HALF_YEAR if is_half else ''}，统计截止日却是 {printed(day)}，请核对"


def signing(values: Values) -> str:
    """A report signed before its figures were counted."""
    day, signed = values.get("cutoff_date"), values.get("signed_date")
    if not isinstance(day, date) or not isinstance(signed, date) or signed >= day:
        return ""
    return f"落款日期（{printed(signed)}）早于统计截止日（{printed(day)}），请核对"


WARNINGS: dict[str, Check] = {
    "cutoff": Check(questions=("cutoff_date", "report_year", "period_kind"), message=cutoff),
    "signing": Check(questions=("signed_date", "cutoff_date"), message=signing),
    "community_hours": Check(
        questions=("community_service_hours", "community_person_times"), message=community_hours
    ),
    "theme_days": Check(
        questions=("theme_party_days", "congress_theme_days", "theme_day_title"), message=theme_days
    ),
    "study_sessions": Check(
        questions=("study_group_sessions", "ideology_study_month"), message=study_sessions
    ),
    "leadership_study_frequency": Check(
        questions=("party_gov_study_frequency", "study_group_sessions", "cutoff_date", "report_year"),
        message=frequency("party_gov_study_frequency"),
    ),
    "integrity_study_frequency": Check(
        questions=("integrity_study_frequency", "study_group_sessions", "cutoff_date", "report_year"),
        message=frequency("integrity_study_frequency"),
    ),
    "holiday_result": Check(
        questions=("holiday_check_result", "problems", "problem_handling"), message=holiday_result
    ),
    "publicity_month": Check(questions=("publicity_month_ordinal", "report_year"), message=publicity_month),
    "publicity_month_state": Check(
        questions=("publicity_month_state", "cutoff_date", "report_year"), message=publicity_state
    ),
}
