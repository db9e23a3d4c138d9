"""The share of own words below the questions: counted anew after every change, for the author alone."""

import re

import pytest
from section_filling import changed, complete, fields
from web_fixtures import new_statement, words

from collector.store import database, unit_settings

LATER = "principal-responsibility"
LINE = re.compile(
    r"本部分固定文字 (\d+) 字，本人填写 (\d+) 字（(\d+)%）"
    r"(?:，其中与去年相同或相近的占 (\d+)%)?。提交后审核人也看得到"
)


def share(client, address, section=LATER):
    """(fixed, own, percent, same as last year) of a section's page."""
    found = LINE.search(words(client.get(f"{address}/{section}")))
    return tuple(int(each) if each else None for each in found.groups())


def writes(client, address, text, name="principal_measures"):
    pairs = changed(fields(client, f"{address}/{LATER}"), **{name: text})
    client.post(f"{address}/{LATER}", [*pairs, ("then", "back")])


def test_own_words_are_counted_as_word_counts_and_anew_after_each_change(official, statement):
    fixed, own, percent, same = share(official, statement)
    assert fixed > 300
    assert (own, percent, same) == (0, 0, None)
    writes(official, statement, "4月到金口站。\n办结17个问题。")
    fixed, own, percent, same = share(official, statement)
    assert own == 14
    assert percent == 100 * own // (fixed + own)
    assert same is None
    writes(official, statement, "4月到金口站。")
    assert share(official, statement)[1] == 7


def test_what_stood_in_last_years_report_is_told(official):
    this, last = new_statement(official, 2026), new_statement(official, 2025)
    text = "4月，局党委与7个党支部书记逐一开展落实主体责任谈话，指出问题19个，10月回访时完成整改17个。"
    writes(official, this, text)
    assert share(official, this)[3] == 0
    writes(official, last, text)
    assert share(official, this)[3] == 100


@pytest.mark.parametrize(("percent", "has_hint"), [(0, False), (10, True)])
def test_the_least_is_a_hint_at_the_field_and_follows_the_units_share(
    official, statement, db, percent, has_hint
):
    with database.transaction(db):
        unit_settings.set_own_words_share(db, 1, percent)
    page = official.page(f"{statement}/{LATER}")
    fixed = share(official, statement)[0]
    least = page.xpath("string(//textarea[@name='principal_measures']/@data-least)")
    assert int(least or 0) == -(-fixed * percent // (100 - percent))
    assert bool(least) == has_hint


def test_a_field_with_a_least_of_its_own_says_that(official, statement):
    area = official.page(f"{statement}/clean-power").xpath("//textarea[@name='key_power_risk']")[0]
    assert area.get("data-min") == "50"
    assert area.get("data-least") is None


def test_a_section_without_own_words_says_nothing_of_them(official, statement):
    assert "本人填写" not in words(official.get(f"{statement}/header"))


def test_all_of_a_complete_statement_has_its_shares(official, statement):
    complete(official, statement)
    for section in ("two-upholds", "political-responsibility", "clean-power", LATER, "closing"):
        assert share(official, statement, section)[1] > 0, section
