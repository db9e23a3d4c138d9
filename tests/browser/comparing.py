"""What a reviewer must see of the deputy's years in the demonstration, read from the answers themselves."""

import io

import sample_answers
from openpyxl import load_workbook
from playwright.sync_api import expect

from collector import demo
from collector.statement import answers

# A figure that rose by two thirds.
FIGURE = "integrity_talks_held"
# The items of a list without what came, or without what went.
ITEMS = """([row], left_out) => [...row.querySelectorAll(".entries li")].map((each) => {
    const copy = each.cloneNode(true);
    copy.querySelectorAll(left_out).forEach((piece) => piece.remove());
    return copy.textContent.trim();
}).filter((text) => text)"""
# A marked text without what came, or without what went.
SIDE = """(row, left_out) => {
    const copy = row.querySelector(".marked").cloneNode(true);
    copy.querySelectorAll(`.move, ${left_out}`).forEach((each) => each.remove());
    return copy.textContent;
}"""


def complete(year):
    """The official's answers of a year."""
    return demo.year_answers(sample_answers.definition(), year, "wangxiaohe")


def expected(then, now):
    """The questions that a comparison lists, and those of them that changed, read from the answers."""
    definition = sample_answers.definition()
    readings = [answers.read(definition, complete(year)) for year in (then, now)]
    asked, changed = set(), set()
    for question in definition.asked:
        # Which report it is, nobody compares.
        if question.name in (definition.year, definition.period):
            continue
        values = [
            found[question.name].value if answers.is_relevant(question, found) else None for found in readings
        ]
        if any(answers.is_relevant(question, found) for found in readings):
            asked.add(question.name)
        if values[0] != values[1]:
            changed.add(question.name)
    return asked, changed


def compares(reviewer, earlier):
    """Find the statement by one character, open it, and hold it against the years before; its address."""
    rows, places = reviewer.finds("峰")
    assert ["王小河" in row for row in rows] == [True]
    # What it says is not shown before the review is opened.
    assert places == []
    review = reviewer.begins("王小河")
    _, places = reviewer.finds("峰")
    assert [place for place in places if "洪峰过程" in place], places
    reviewer.page.goto(review)
    assert reviewer.page.locator("select[name=with] option").count() == earlier
    if earlier > 1:
        reviewer.compares_with("2024年度")
        expect(reviewer.page.locator("thead th.n").first).to_have_text("2024年")
        assert reviewer.cells(FIGURE)[:2] == ["8 人次", "15 人次"]
        expect(reviewer.row(FIGURE).locator(".percent").first).to_have_text("88%")
        reviewer.page.goto(review)
    then_and_now_are_what_was_answered(reviewer)
    the_filters_leave_what_they_say(reviewer, review, earlier)
    the_workbook_says_the_same(reviewer, review)
    return review


def then_and_now_are_what_was_answered(reviewer):
    """Figures, lists and texts of last year and this one."""
    then, now = complete(2025), complete(2026)
    assert reviewer.cells(FIGURE)[:2] == ["9 人次", "15 人次"]
    assert "＋6" in reviewer.cells(FIGURE)[2]
    assert "67%" in reviewer.cells(FIGURE)[2]
    assert "56%" in reviewer.cells("criticism_given")[2]
    assert reviewer.cells("gifts_returned")[:2] == ["1 件", "0 件"]
    for name in (FIGURE, "criticism_given", "gifts_returned"):
        expect(reviewer.row(name)).to_have_class("flag")
    for name in ("key_focus_actions", "political_measures", "key_power_risk", "personal_example"):
        both = [reviewer.row(name).evaluate(f"row => ({SIDE})(row, '{side}')") for side in ("ins", "del")]
        assert both == [then[name], now[name]], name
    came = reviewer.row("key_focus_actions").locator("ins").all_inner_texts()
    assert "智慧水文站改造" in "".join(came)
    assert reviewer.row("key_power_risk").locator("ins.moved").count() == 1
    for name in ("inspections", "issues"):
        both = [reviewer.row(name).evaluate_all(ITEMS, side) for side in ("ins", "del")]
        assert [sorted(each) for each in both] == [sorted(then[name]), sorted(now[name])], name


def the_filters_leave_what_they_say(reviewer, review, earlier):
    """Each filter's number is that of its rows, and these are the ones that the answers call for."""
    reviewer.page.goto(review)
    asked, changed = expected(2025, 2026)
    numbers = {
        question.name
        for question in sample_answers.definition().asked
        if question.type in ("integer", "decimal") and question.name in asked
    }
    wanted = {"全部": asked, "有变化": changed, "未变化": asked - changed, "数字": numbers}
    for label, number in reviewer.filters().items():
        shown = reviewer.shows(label)
        assert len(shown) == number, label
        # A Word report does not print every answer.
        if earlier > 1:
            assert set(shown) == wanted.get(label, set(shown)), label
    doubts = set(reviewer.shows("疑点"))
    assert {"two_upholds_measures", "key_power_risk", "field_supervision_person_times"} <= doubts
    expect(reviewer.row("two_upholds_measures")).to_contain_text("填报人说明：走测区是固定做法")
    if earlier > 1:
        reviewer.follows(reviewer.page.locator("ul.sum a", has_text="三年以上未变"))
        expect(reviewer.row("org_life_attended")).to_be_visible()
        expect(reviewer.row(FIGURE)).to_have_count(0)


def the_workbook_says_the_same(reviewer, review):
    """The comparison as .xlsx."""
    response = reviewer.page.request.get(f"{review}.xlsx")
    assert response.ok
    book = load_workbook(io.BytesIO(response.body()), rich_text=True)
    rows = [[str(cell) for cell in row if cell is not None] for row in book.worksheets[0].values]
    (row,) = [row for row in rows if "开展廉政谈话人次" in row]
    assert {"9", "15"} <= set(row)
    assert any("67" in cell for cell in row)
    (row,) = [row for row in rows if "狠抓事项" in row]
    assert complete(2026)["key_focus_actions"] in row
