"""The reviewer's desk: the statements of their units, filtered, and searched in what was submitted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for

from collector.statement import cleaning, workflow
from collector.store import desk, search
from collector.web import current, desk_rows, permissions, presentation, scope
from collector.web.scope import Unit

blueprint = Blueprint("desk", __name__)

# What was found takes several lines a row.
ON_A_PAGE, FOUND_ON_A_PAGE = 50, 25
# So many other years are offered where nothing was found.
MOST_YEARS = 3
LONGEST = {"name": 40, "text": 100}
LABELS = {"name": "填报人", "text": "查找的内容"}
ALL = "all"
TABS = {**presentation.STATE_LABELS, workflow.SUBMITTED: "待审核"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks for; `state` is one of the states, ALL, or empty where it says none.

    `years` are those there are, each with how many wait; `year` is None for all of them. `notes` say in
    Chinese what of it was left out.
    """

    years: Mapping[int, int]
    year: int | None
    unit: Unit | None
    state: str
    name: str
    text: str
    notes: list[str]

    @property
    def unit_id(self) -> int:
        """The unit chosen, or the reviewer's own."""
        return self.unit["id"] if self.unit else current.person().unit_id

    @property
    def filter(self) -> desk.Filter:
        """The same as the store takes it, but for the state."""
        return desk.Filter(
            unit_id=self.unit_id,
            reader_id=current.person().id,
            years=tuple(self.years) if self.year is None else (self.year,),
            name=self.name,
            phrase=search.phrase(self.text),
        )

    def address(self, **others: str | int) -> str:
        """The address of the same with something else, from its first page on."""
        values = {"year": self.year or ALL, "unit": self.unit["id"] if self.unit else "", "state": self.state}
        values |= {"name": self.name, "text": self.text}
        kept = {name: value for name, value in {**values, **others}.items() if value != ""}
        return f"{url_for('desk.index')}?{urlencode(kept)}"


@blueprint.get("/reviews")
@permissions.role("reviewer")
def index() -> str:
    """The statements as far as the filters let them through, a page at a time."""
    units = scope.tree()
    asked = asked_of(request.args, units)
    numbers = desk.counts(current.connection(), asked.filter)
    state = asked.state or (workflow.SUBMITTED if workflow.SUBMITTED in numbers else ALL)
    shown = {name: number for name, number in numbers.items() if state in (ALL, name)}
    total = sum(shown.values())
    most = FOUND_ON_A_PAGE if asked.text else ON_A_PAGE
    pages = max(1, -(-total // most))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    rows = desk.page(current.connection(), asked.filter, shown, most=most, skip=(page - 1) * most)
    return render_template(
        "desk.html",
        asked=asked,
        units=[(each["id"], each["path"]) for each in units],
        unit_id=asked.unit["id"] if asked.unit else None,
        tabs=tabs(asked, numbers, state),
        state=state,
        rows=desk_rows.lines(rows, units, asked.text),
        elsewhere=elsewhere(asked),
        total=total,
        page=page,
        pages=pages,
        link=f"{asked.address(state=state)}&page=",
        loosen=[] if rows else loosened(asked, state, sum(numbers.values())),
        is_filtered=bool(asked.unit or asked.name or asked.text or asked.state),
    )


def asked_of(sent: Mapping[str, str], units: Sequence[Unit]) -> Asked:
    """What was asked for, cleaned; whatever can't be chosen leaves nothing out."""
    notes: list[str] = []
    years = desk.years(current.connection(), current.person().unit_id)
    texts = {name: cleaned(name, sent.get(name, ""), notes) for name in LONGEST}
    if texts["text"] and not search.phrase(texts["text"]):
        notes.append(f"“{texts['text']}”里没有可以查找的字，没有按它查找")
        texts["text"] = ""
    unit_id = scope.chosen(sent, units)
    state = sent.get("state", "")
    return Asked(
        years=years,
        year=chosen_year(sent.get("year", ""), years),
        unit=next((each for each in units if each["id"] == unit_id), None),
        state=state if state == ALL or state in workflow.STATES else "",
        notes=notes,
        **texts,
    )


def chosen_year(sent: str, years: Mapping[int, int]) -> int | None:
    """The year asked for, None for all; where none is, the newest with something waiting, or up to now."""
    if sent == ALL:
        return None
    this_year = presentation.today().year
    waiting = [year for year, number in years.items() if number]
    begun = waiting or [year for year in years if year <= this_year] or list(years)
    return next((year for year in years if str(year) == sent), max(begun, default=None))


def elsewhere(asked: Asked) -> list[dict[str, Any]]:
    """The other years in which something waits: year, number, and an address without the other filters."""
    if asked.year is None:
        return []
    waiting = {year: number for year, number in asked.years.items() if number and year != asked.year}
    return [
        {
            "year": year,
            "number": number,
            "href": url_for("desk.index", year=year, state=workflow.SUBMITTED),
        }
        for year, number in waiting.items()
    ]


def cleaned(name: str, text: str, notes: list[str]) -> str:
    """A text that was looked for, on one line and not too long."""
    text = cleaning.inline(cleaning.clean(cleaning.SURROGATE.sub("", text)))
    if len(text) <= LONGEST[name]:
        return text
    notes.append(f"{LABELS[name]}太长，只用了前 {LONGEST[name]} 个字")
    return text[: LONGEST[name]]


def tabs(asked: Asked, numbers: Mapping[str, int], state: str) -> list[dict[str, Any]]:
    """All statements, and those of each state, with their numbers."""
    made = [(ALL, "全部", sum(numbers.values()))]
    made += [(name, TABS[name], numbers.get(name, 0)) for name in desk.ORDER]
    return [
        {"label": label, "number": number, "href": asked.address(state=name), "is_current": name == state}
        for name, label, number in made
    ]


def loosened(asked: Asked, state: str, number: int) -> list[dict[str, str]]:
    """What to leave out where nothing was found: a label and an address each."""
    found = []
    if state != ALL and number:
        found.append({"label": f"看全部状态（{number} 份）", "href": asked.address(state=ALL)})
    if asked.text:
        found.append({"label": f"不查找“{asked.text}”", "href": asked.address(text="")})
    if asked.name:
        found.append({"label": f"不限填报人“{asked.name}”", "href": asked.address(name="")})
    if asked.unit:
        found.append({"label": "看所有单位", "href": asked.address(unit="")})
    is_one = found and asked.year is not None
    others = [year for year in asked.years if year != asked.year][:MOST_YEARS] if is_one else []
    return found + [{"label": f"看 {year} 年度", "href": asked.address(year=year)} for year in others]
