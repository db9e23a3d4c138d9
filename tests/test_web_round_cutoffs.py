"""A round's cut-off date lies in the time that its reports tell of, by the rule of the reports' own check."""

import pytest
from test_web_rounds import YEAR, asked, soon
from web_fixtures import words

from collector.store import database as store
from collector.web import presentation, round_dates


@pytest.mark.parametrize(
    ("period", "cutoff", "between"),
    [
        (
            "年度",
            f"{YEAR - 7}-06-30",
            f"{YEAR}年度报告的统计截止日应在{YEAR}年1月1日到{YEAR + 1}年3月31日之间",
        ),
        ("年度", f"{YEAR - 1}-12-31", "请核对年度和日期"),
        ("上半年", f"{YEAR + 1}-01-01", f"{YEAR}年上半年报告的统计截止日应在{YEAR}年1月1日到{YEAR}年8月31日"),
        ("上半年", f"{YEAR - 1}-06-30", "请核对年度和日期"),
    ],
)
def test_a_cut_off_date_of_another_time_opens_no_round(administrator, db, ids, period, cutoff, between):
    sent = asked([str(ids["chenyuanshan"])], period=period, cutoff_date=cutoff)
    page = words(administrator.post("/rounds/new", sent, 422))
    assert between in page
    assert store.rows(db, "SELECT 1 FROM rounds") == []


@pytest.mark.parametrize(
    ("year", "period", "cutoff"),
    [
        ("2026", "年度", "2026-01-01"),
        ("2026", "年度", "2027-03-31"),
        ("2026", "上半年", "2026-08-31"),
        ("", "年度", "1999-01-01"),
        ("9999", "", "1999-01-01"),
    ],
)
def test_the_last_days_of_a_cut_off_date_are_good(year, period, cutoff):
    assert round_dates.cutoff_problems(year, period, round_dates.day(cutoff)) == []


@pytest.mark.parametrize("year", ["9999", "99999", "二〇二六"])
def test_a_year_that_cannot_be_chosen_is_told_alone(administrator, ids, year):
    sent = asked([str(ids["chenyuanshan"])], year=year)
    page = words(administrator.post("/rounds/new", sent, 422))
    assert "请选择年度" in page
    assert "报告的统计截止日应在" not in page


def test_a_year_report_that_counts_to_the_spring_is_opened_with_a_word_on_it(administrator, ids):
    early = f"{YEAR}-01-01"
    address = administrator.post("/rounds/new", asked([str(ids["chenyuanshan"])], cutoff_date=early)).location
    assert f"统计截止日是{presentation.day(early)}，{YEAR}年还没有过半" in words(administrator.get(address))
    half = {"period": "上半年", "cutoff_date": early, "deadline": soon(20)}
    address = administrator.post("/rounds/new", asked([str(ids["chenyuanshan"])], **half)).location
    assert "还没有过半" not in words(administrator.get(address))
