"""Where things stand in a comparison and on the way of a statement: dates whole, links apart."""

import pytest
import visiting

pytestmark = pytest.mark.browser

# Longer ways are those of statements that were returned.
LENGTHEN = """() => {
    const way = document.querySelector(".way");
    for (const place of [1, 1, 1, 1]) way.insertBefore(way.children[place].cloneNode(true), way.children[2]);
}"""
LINES = """() => [...document.querySelectorAll(".way time")].map(each => each.getClientRects().length)"""
# How many of these touch another one.
TOUCHING = """selector => {
    const boxes = [...document.querySelectorAll(selector)].map(each => each.getBoundingClientRect());
    return boxes.filter((one, place) => boxes.slice(place + 1).some(other =>
        one.left < other.right + 4 && other.left < one.right + 4
        && one.top < other.bottom + 4 && other.top < one.bottom + 4)).length;
}"""
OUTSIDE = """() => {
    const sheet = document.querySelector(".marked-sheet").getBoundingClientRect();
    return [...document.querySelectorAll(".jumps a")]
        .filter(each => each.getBoundingClientRect().left < sheet.left).length;
}"""


@pytest.mark.parametrize("width", [1366, 1000, 800])
def test_no_date_is_broken_on_a_long_way(browser, demonstration, width):
    with visiting.visiting(browser, demonstration, visiting.DEPUTY, width=width) as page:
        page.goto(f"/statements/{demonstration.shown['waiting']}")
        page.evaluate(LENGTHEN)
        lines = page.evaluate(LINES)
        assert len(lines) > 4
        assert set(lines) == {1}
        assert page.evaluate(TOUCHING, ".way time") == 0


@pytest.mark.parametrize("width", [1366, 920])
def test_links_between_changes_stand_apart_and_on_the_sheet(browser, demonstration, width):
    years = demonstration.statements
    with visiting.visiting(browser, demonstration, visiting.REVIEWER, width=width) as page:
        page.goto(f"/reviews/{years[2025]}/report")
        assert page.locator(".jumps a").count() > 4
        assert page.evaluate(TOUCHING, ".jumps a") == 0
        assert page.evaluate(OUTSIDE) == 0
