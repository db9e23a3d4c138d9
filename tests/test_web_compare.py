"""A statement beside its earlier years, as the reviewer reads it."""

from web_fixtures import words


def test_the_newest_earlier_year_is_compared_where_nobody_chose(reviewer, years):
    page = words(reviewer.get(f"{years.review}/compare"))
    assert "2025年度（已归档）" in page
    assert "党员下沉人次 164 人次 186 人次 ＋2213%" in page
