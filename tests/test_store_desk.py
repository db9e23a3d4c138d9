import re

import pytest
from store_office import YEAR, Office

from collector.store import (
    clerks,
    desk,
    participants,
    revisions,
    rounds,
    search,
    statements,
    waiting,
)
from collector.store import database as store


@pytest.fixture
def office(connection):
    return Office(connection)


def test_what_waits_comes_first_and_the_longest_waiting_before_all(office):
    office.statement("王小河", "submitted", minute=9)
    office.statement("周清", "archived")
    office.statement("陈远山", "approved")
    office.statement("何青禾")
    office.statement("宋兰亭", "returned")
    office.statement("顾怀川", "submitted", minute=3)
    office.statement("赵明安", "awaiting_author")
    assert office.names() == ["顾怀川", "王小河", "宋兰亭", "赵明安", "何青禾", "陈远山", "周清"]
    assert list(office.counts()) == list(desk.ORDER)


def test_everything_that_does_not_wait_goes_by_unit_and_name(office):
    for name, unit_id in (("b", office.inner), ("d", office.top), ("a", office.inner), ("c", office.top)):
        office.statement(name, unit_id=unit_id)
    assert office.names() == ["c", "d", "a", "b"]


def test_pages_go_on_from_one_state_into_the_next(office):
    for number in range(3):
        office.statement(f"s{number}", "submitted", minute=number)
        office.statement(f"d{number}")
    everybody = office.names()
    pages = [office.names(most=2, skip=skip) for skip in (0, 2, 4)]
    assert everybody == ["s0", "s1", "s2", "d0", "d1", "d2"]
    assert pages == [everybody[:2], everybody[2:4], everybody[4:]]
    assert office.names(most=2, skip=6) == []


def test_only_units_in_scope_are_there(office):
    office.statement("上", unit_id=office.top)
    office.statement("下", unit_id=office.inner)
    office.statement("外", unit_id=office.foreign)
    assert office.names() == ["上", "下"]
    assert office.names(unit_id=office.inner) == ["下"]
    assert office.counts(unit_id=office.inner) == {"draft": 1}


def test_another_year_a_discarded_one_and_another_name_are_left_out(office):
    office.statement("陈远山")
    office.statement("陈知行", year=2025)
    away = office.statement("陈清")
    statements.discard(office.connection, office.top, away)
    office.statement("王小河")
    assert office.names(name="陈") == ["陈远山"]
    assert office.names(name="%") == office.names(name="_") == []
    assert office.names(years=(2025,)) == ["陈知行"]


def test_years_are_those_of_statements_in_scope(office):
    office.statement("a", year=2023)
    office.statement("b", year=2026, unit_id=office.inner)
    office.statement("c", year=2024, unit_id=office.foreign)
    statements.discard(office.connection, office.top, office.statement("d", year=2025))
    assert list(desk.years(office.connection, office.top)) == [2026, 2023]
    assert list(desk.years(office.connection, office.inner)) == [2026]
    assert desk.years(office.connection, office.reviewer + 99) == {}


def test_each_year_says_how_many_of_it_wait(office):
    office.statement("a", "submitted", year=2025)
    office.statement("b", "submitted", year=2025, unit_id=office.inner)
    office.statement("c", "submitted", year=2025, unit_id=office.foreign)
    office.statement("d", "approved", year=2025)
    statements.discard(office.connection, office.top, office.statement("e", "submitted", year=2025))
    office.statement("f", year=2026)
    assert desk.years(office.connection, office.top) == {2026: 0, 2025: 2}
    assert desk.years(office.connection, office.inner) == {2025: 1}


def test_several_years_are_one_list(office):
    office.statement("晚", "submitted", minute=9)
    office.statement("早", "submitted", year=2025, minute=3)
    author = office.person("陈远山", office.top)
    for year in (2025, 2026):
        office.of(author, office.top, "approved", year)
    office.statement("外", year=2023)
    years = (2026, 2025)
    assert office.counts(years=years) == {"submitted": 2, "approved": 2}
    assert office.names(years=years) == ["早", "晚", "陈远山", "陈远山"]
    wanted = office.filter(years=years)
    rows = desk.page(office.connection, wanted, {"approved": 2}, most=9)
    assert [row.year for row in rows] == [2026, 2025]


def test_a_search_goes_together_with_every_filter_and_leaves_out_ones_own(office):
    there = {
        "上": office.statement("上", "submitted"),
        "下": office.statement("下", "approved", unit_id=office.inner),
        "外": office.statement("外", "submitted", unit_id=office.foreign),
        "早": office.statement("早", "submitted", year=2025),
        "己": office.of(office.reviewer, office.top, "submitted"),
    }
    with store.transaction(office.connection):
        for statement_id in there.values():
            search.index(office.connection, statement_id, {"a": "退回礼金"})
    phrase = search.phrase("礼")
    assert office.names(phrase=phrase) == ["上", "下"]
    assert office.counts(phrase=phrase) == {"submitted": 1, "approved": 1}
    assert office.names(phrase=phrase, unit_id=office.inner) == ["下"]
    assert office.names(phrase=phrase, name="上") == ["上"]
    assert office.names(["approved"], phrase=phrase) == ["下"]
    assert office.names(phrase=search.phrase("礼品")) == []
    assert "林知远" in office.names()


def test_a_row_says_who_has_written_it_for_its_author(office):
    served, handed = office.person("陈远山", office.top), office.person("王小河", office.top)
    office.of(served, office.top)
    statement_id = office.of(handed, office.top)
    office.statement("周清")
    clerks.assign(office.connection, office.top, served, office.reviewer, by=served)
    with store.transaction(office.connection):
        revisions.cut(office.connection, office.top, statement_id, "handed_over", office.reviewer, changes={})
    rows = desk.page(office.connection, office.filter(), office.counts(), most=50)
    assert {row.name: row.is_written_by_reader for row in rows} == {"周清": 0, "王小河": 1, "陈远山": 1}


def test_a_row_has_the_deadlines_of_an_open_round(office):
    asked = opened(office, [office.person("陈远山", office.inner)], deadline="2026-12-20")
    rounds.extend(
        office.connection, office.top, asked, deadline="2026-12-30", reason="驻村", by=1, person_ids=(2,)
    )
    office.of(2, office.inner)

    def deadlines():
        (row,) = desk.page(office.connection, office.filter(), office.counts(), most=50)
        return row.round_deadline, row.own_deadline

    assert deadlines() == ("2026-12-20", "2026-12-30")
    rounds.close(office.connection, office.top, asked)
    assert deadlines() == (None, None)


def opened(office, asked, unit_id=None, deadline="2026-12-20", year=YEAR):
    unit_id = unit_id or office.top
    key = {"definition_name": "integrity", "year": year, "period": "年度"}
    dates = {"cutoff_date": "2026-11-20", "deadline": deadline}
    with store.transaction(office.connection):
        made = rounds.add(office.connection, unit_id, **key, **dates, opened_by=office.reviewer)
        participants.add(office.connection, unit_id, made, asked)
    return made


def missing(office, unit_id, round_id, **page):
    return [row["name"] for row in waiting.people(office.connection, unit_id, round_id, **page)]


def test_who_writes_or_has_no_statement_has_not_handed_in(office):
    names = ("无", "写", "确", "退", "交", "审", "归")
    asked = {name: office.person(name, office.inner) for name in names}
    round_id = opened(office, asked.values())
    for name, state in zip(names[1:], ("draft", "awaiting_author", "returned", "submitted"), strict=False):
        office.of(asked[name], office.inner, state)
    office.of(asked["审"], office.inner, "approved")
    office.of(asked["归"], office.inner, "archived")
    assert sorted(missing(office, office.top, round_id)) == sorted(("无", "写", "确", "退"))


def test_only_people_in_scope_are_named_whoever_opened_the_round(office):
    inside, above = office.person("下", office.inner), office.person("上", office.top)
    round_id = opened(office, [inside, above])
    assert missing(office, office.top, round_id) == ["上", "下"]
    assert missing(office, office.inner, round_id) == ["下"]
    assert missing(office, office.foreign, round_id) == []


def test_people_come_in_pages(office):
    round_id = opened(office, [office.person(f"p{number}", office.inner) for number in range(5)])
    assert missing(office, office.top, round_id, most=2, skip=2) == ["p2", "p3"]
    assert waiting.count(office.connection, office.top, round_id) == 5
    assert waiting.count(office.connection, office.foreign, round_id) == 0


def test_rounds_that_ask_somebody_in_scope_are_listed_the_open_ones_first(office):
    inside, above = office.person("下", office.inner), office.person("上", office.top)
    old = opened(office, [inside], year=2025)
    closed = opened(office, [inside], year=2027)
    rounds.close(office.connection, office.top, closed)
    of_all = opened(office, [inside, above])
    opened(office, [above], year=2028)
    own = opened(office, [inside], unit_id=office.inner)
    found = [row["id"] for row in waiting.rounds(office.connection, office.inner)]
    assert found == [own, of_all, old, closed]
    assert waiting.rounds(office.connection, office.foreign) == []


def plans(connection, ask):
    """How SQLite goes about every query that `ask` makes, a text each."""
    asked = []
    connection.set_trace_callback(asked.append)
    ask()
    connection.set_trace_callback(None)
    queries = [sql for sql in asked if re.match(r"\s*(WITH|SELECT)\b", sql) and "answers_search_" not in sql]
    assert queries
    return [
        "\n".join(row["detail"] for row in store.rows(connection, f"EXPLAIN QUERY PLAN {sql}"))
        for sql in queries
    ]


def test_the_desk_reads_statements_through_its_indexes(office):
    office.statement("陈远山", "submitted")
    office.statement("王小河")
    found = plans(
        office.connection,
        lambda: (
            office.names(),
            office.names(years=(2026, 2025)),
            desk.years(office.connection, office.top),
        ),
    )
    for plan in found:
        assert "statements_desk (unit_id=? AND year=?" in plan
        assert "statements_desk" in plan
        assert not re.search(r"SCAN (statements|people|rounds|participants|revisions)\b", plan), plan
    assert any("USING COVERING INDEX statements_desk" in plan for plan in found)


def test_a_search_asks_the_index_of_words_first(office):
    search.index(office.connection, office.statement("陈远山", "submitted"), {"a": "的"})
    for plan in plans(office.connection, lambda: office.names(phrase='"的"')):
        assert "SCAN answers_search VIRTUAL TABLE" in plan
        assert not re.search(r"SCAN (statements|people)\b", plan), plan


def test_who_has_not_handed_in_is_found_without_reading_every_statement(office):
    round_id = opened(office, [office.person("陈远山", office.inner)])
    ask = (office.connection, office.top, round_id)
    for plan in plans(office.connection, lambda: (waiting.people(*ask), waiting.count(*ask))):
        assert "statements_by_round (round_id=? AND person_id=?)" in plan
        assert "TEMP B-TREE" not in plan
        assert not re.search(r"SCAN (statements|people|participants)\b", plan), plan
