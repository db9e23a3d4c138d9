"""axe-core finds nothing on any page in any state, and nothing is cut off, at the widths people see it."""

import axe
import pytest
import visiting
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# A desktop, and the same one at 200 %.
SIZES = {"desktop": (1366, 768), "200 % zoom": (683, 384)}
SECTION = "political-responsibility"
# How far the page is wider than the window, and what stands beyond its edge where nothing scrolls to it.
BEYOND = """() => {
    const scrolls = (each) => each && each !== document.body
        && (["auto", "scroll"].includes(getComputedStyle(each).overflowX) || scrolls(each.parentElement));
    const isOut = (each) => {
        const { left, right, width } = each.getBoundingClientRect();
        return width > 1 && (right > innerWidth + 1 || left < -1) && !each.closest(".skip");
    };
    const isCut = (each) => {
        const { overflowX, textOverflow } = getComputedStyle(each);
        // What is typed scrolls within its field.
        const isHiding = ["hidden", "clip"].includes(overflowX) && textOverflow !== "ellipsis";
        const isLonger = each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1;
        return isHiding && isLonger && !each.matches("input");
    };
    const out = [...document.body.querySelectorAll("*")]
        .filter((each) => each.checkVisibility() && (isCut(each) || (isOut(each) && !scrolls(each))));
    const wide = document.documentElement.scrollWidth - innerWidth;
    return [...(wide > 0 ? [`${wide} px wider than the window`] : []),
        ...out.slice(0, 4).map((each) => `cut off: ${each.outerHTML.slice(0, 160)}`)];
}"""


@pytest.fixture(params=SIZES.values(), ids=SIZES)
def window(request, browser, demonstration):
    """Open windows of the size: window(account)."""
    width, height = request.param

    def opened(account=visiting.OFFICIAL):
        return visiting.visiting(browser, demonstration, account, width=width, height=height)

    return opened


def faults(page):
    """What axe-core says against the page, and what stands beyond its edges, a line each."""
    found = [
        f"{each['id']}: {each['help']}: {[node['html'][:160] for node in each['nodes'][:4]]}"
        for each in axe.violations(page)
    ]
    return [f"{page.url} {fault}" for fault in found + page.evaluate(BEYOND)]


@pytest.mark.parametrize("role", visiting.ROLES)
def test_nothing_is_wrong_with_any_page(window, demonstration, role):
    account = visiting.ROLES[role]
    places, found = demonstration.pages(role), []
    assert places
    with window(account) as page:
        for place in places:
            assert page.goto(place).ok or "/setup/" in place, place
            found += faults(page)
    assert found == [], "\n".join(found)


def test_nothing_is_wrong_with_any_section_unfolded(window, demonstration):
    found = []
    with window() as page:
        page.goto(demonstration.newest)
        addresses = page.locator(".tasks a").evaluate_all("all => all.map((each) => each.href)")
        for address in addresses:
            page.goto(address)
            page.evaluate(
                "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"
            )
            found += faults(page)
    assert found == [], "\n".join(found)


def test_nothing_is_wrong_with_a_section_that_lists_what_is_wrong(window, demonstration):
    with window() as page:
        page.goto(f"{demonstration.newest}/{SECTION}")
        page.locator("[name=study_group_expanded]").fill("50")
        page.locator("[name=city_bureau_core]").fill("")
        with page.expect_navigation():
            page.locator('.actions [value="next"]').click()
        expect(page.locator("#problems")).to_be_focused()
        assert page.title().startswith("错误：")
        assert faults(page) == []


def test_nothing_is_wrong_with_two_versions_of_one_question(window, demonstration):
    with window() as page, window() as other:
        for each in (page, other):
            each.goto(f"{demonstration.newest}/header")
        value = other.locator("[name=addressee]").input_value()
        for each, text in ((other, f"{value}一"), (page, f"{value}二")):
            each.locator("[name=addressee]").fill(text)
            # The first is kept before the second is sent.
            with each.expect_response("**/autosave"):
                each.keyboard.press("Control+s")
        expect(page.locator(".conflict")).to_be_visible()
        assert faults(page) == []
        page.locator(".conflict [value=mine]").check()
        page.locator(".conflict button").click()
        expect(page.locator(".conflict")).to_have_count(0)


def test_nothing_is_wrong_once_findings_are_confirmed(window, demonstration):
    with window() as page:
        page.goto(f"{demonstration.newest}/check")
        assert page.locator(".finding").count()
        page.locator("[name^='ok.']").first.check()
        page.locator("[name^='why.']").first.fill("引用的是原文件的标题")
        # It is confirmed already where this is the second width.
        with page.expect_navigation():
            page.locator("#confirm button.main").click()
        expect(page.locator(".tag.done").first).to_be_visible()
        assert faults(page) == []


def test_nothing_is_wrong_with_what_changed_between_two_revisions(window, demonstration):
    with window() as page:
        for which in ("from=1&to=0", "from=1&to=2&all=1", "from=1&to=1"):
            page.goto(f"{demonstration.newest}/history/compare?{which}")
            assert faults(page) == []


@pytest.fixture(scope="module")
def newcomer(demonstration):
    """The account of somebody who has written nothing."""
    visiting.add_official(demonstration, "heshuning", "何书宁")
    return "heshuning"


def test_nothing_is_wrong_with_empty_lists(window, newcomer):
    with window(newcomer) as page:
        for place in ("/statements", "/statements/discarded"):
            page.goto(place)
            assert page.locator(".empty").count() == 1
            assert faults(page) == []


@pytest.mark.parametrize(("place", "status"), [("/people", 403), ("/reviews", 403), ("/statements/999", 404)])
def test_nothing_is_wrong_with_pages_that_refuse(window, place, status):
    with window() as page:
        assert page.goto(place).status == status
        assert faults(page) == []


def test_nothing_is_wrong_with_forms_sent_back(window):
    with window(visiting.ADMINISTRATOR) as page:
        for place, button in (
            ("/phrases/new", "main button.main"),
            ("/password", "main button.main"),
            ("/statements/import", "#upload button.main"),
        ):
            page.goto(place)
            with page.expect_navigation():
                page.locator(button).click()
            expect(page.locator("#problems")).to_be_visible()
            assert faults(page) == []
