"""Who is asked to file in a round: the officials there are, and their drafts begun. Shows no page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort

from collector.statement import workflow
from collector.store import database, participants, people_lists, rounds
from collector.store.database import Row
from collector.store.people_lists import Filter
from collector.web import beginning, current, presentation, scope, way

MOST = 5000


class AskedAlready(Exception):
    """Somebody files the same in another open round; the message says who, in Chinese."""


@dataclass(frozen=True, kw_only=True)
class Official:
    """An author who isn't signed in."""

    id: int
    unit_id: int
    unit_name: str
    name: str
    position: str


def officials() -> list[dict[str, Any]]:
    """Everybody of the administrator's units who can be asked, by unit and name, with the unit's path.

    `asked` has the keys of what they are asked for in open rounds.
    """
    asked: dict[int, set[str]] = {}
    for row in participants.in_open_rounds(current.connection()):
        wanted = key(row["definition_name"], row["year"], row["period"])
        asked.setdefault(row["person_id"], set()).add(wanted)
    paths = {each["id"]: each["path"] for each in scope.units()}
    everybody = Filter(unit_id=current.person().unit_id, role="official", state="on")
    rows = people_lists.listed(current.connection(), everybody, most=MOST)
    return [{**row, "unit_path": paths[row["unit_id"]], "asked": asked.get(row["id"], set())} for row in rows]


def key(definition_name: str, year: int | str, period: str) -> str:
    """What is asked for, in one word that the page's script makes too."""
    return f"{definition_name}:{year}:{period}"


def asked_for(people: Iterable[Mapping[str, Any]], wanted: str) -> set[str]:
    """The ids, as a form sends them, of those of `officials` who are asked for this already."""
    return {str(each["id"]) for each in people if wanted in each["asked"]}


def by_unit(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The people in groups: the unit's path, and who is in it."""
    groups: dict[int, dict[str, Any]] = {}
    for row in rows:
        group = groups.setdefault(row["unit_id"], {"path": row["unit_path"], "people": []})
        group["people"].append(row)
    return list(groups.values())


def title(definition_name: str, year: int, period: str) -> str:
    """What is asked, as its reports are called."""
    found = current.definitions().latest(current.connection()).get(definition_name)
    return found[1].report_title(year, period) if found else f"{year}年 {period}"


def open_round(
    definition_name: str, year: int, wanted: Mapping[str, str], people: list[dict[str, Any]]
) -> int:
    """Open a round with everybody's draft; its id. Raises AskedAlready.

    `wanted`: `period`, `cutoff_date`, `deadline`.
    """
    connection, person = current.connection(), current.person()
    with database.transaction(connection):
        asked = {"definition_name": definition_name, "year": year, **wanted}
        check_free(asked, [each["id"] for each in people])
        round_id = rounds.add(
            connection,
            person.unit_id,
            definition_name=definition_name,
            year=year,
            period=wanted["period"],
            cutoff_date=wanted["cutoff_date"],
            deadline=wanted["deadline"],
            opened_by=person.id,
        )
        current.audit("round_opened", subject=f"round {round_id}")
        ask(rounds.one(connection, person.unit_id, round_id) or abort(404), people)
    return round_id


def check_free(row: Mapping[str, Any] | Row, person_ids: Iterable[int]) -> None:
    """Raise AskedAlready where one of them files the same in another open round."""
    there = participants.asked_already(
        current.connection(), row["definition_name"], row["year"], row["period"], person_ids
    )
    if there:
        names = "、".join(each["name"] for each in there[:5]) + (
            f"等 {len(there)} 人" if len(there) > 5 else ""
        )
        raise AskedAlready(f"{names}已在“{there[0]['unit_name']}”打开的同一任务里，不能重复")


def ask(row: Row, people: list[dict[str, Any]]) -> None:
    """Let people file in a round, each with a draft or the one there is. Call it in a transaction."""
    connection = current.connection()
    found = current.definitions().latest(connection).get(row["definition_name"]) or abort(404)
    definition_id, definition = found
    participants.add(connection, row["unit_id"], row["id"], [each["id"] for each in people])
    there = participants.listed(connection, row["unit_id"], row["id"])
    waiting = {each["id"] for each in there if each["statement_id"] is None}
    for each in people:
        if each["id"] in waiting:
            author = Official(
                **{key: each[key] for key in ("id", "unit_id", "unit_name", "name", "position")}
            )
            beginning.begin(author, definition_id, definition, row["year"], row["period"])


def lines(row: Row) -> list[dict[str, Any]]:
    """Everybody who files in a round, and how far they are: from the statement's row alone."""
    paths = {each["id"]: each["path"] for each in scope.units()}
    found = participants.listed(current.connection(), row["unit_id"], row["id"])
    return [line(row, each, paths) for each in found]


def line(row: Row, each: Row, paths: Mapping[int, str]) -> dict[str, Any]:
    """What a list says of one of them."""
    own = each["own_deadline"]
    state, label = standing(each)
    return {
        **dict(each),
        # Somebody who moved away since is still asked.
        "unit_path": paths.get(each["unit_id"], each["unit_name"]),
        "due": presentation.day(own) if own and own > row["deadline"] else "",
        "state_tag": state,
        "state_label": label,
        "is_begun": each["saved_at"] is not None,
        "is_handed_in": each["state"] is not None and each["state"] not in workflow.WRITING,
        "is_disabled": each["disabled_at"] is not None,
        "left": left(each),
    }


def left(each: Row) -> str:
    """What is still to be done until it is handed in; nothing where that is only to hand it in."""
    if each["statement_id"] is None:
        return "本人删除了，或者改了年度、报告期"
    if each["state"] not in workflow.WRITING:
        return ""
    counts = {
        "退回 {} 处待修改": each["returned"],
        "{} 项必填未填": each["missing"],
        "{} 处问题": each["findings"],
    }
    return "，".join(words.format(count) for words, count in counts.items() if count)


def standing(each: Row) -> tuple[str, str]:
    """The tag's colour and its word."""
    if each["statement_id"] is None:
        return "bad", "没有报告"
    if each["state"] != workflow.DRAFT:
        return way.TAGS[each["state"]], presentation.STATE_LABELS[each["state"]]
    if each["saved_at"] is None:
        return "open", "未开始"
    if each["missing"] or each["findings"]:
        return "partial", "填写中"
    return "partial", "已填完"
