"""The page with the report beside its questions: how it is opened, and what is read of its sheet."""

import contextlib
import re

SECTION = "/political-responsibility"
PASSWORD_OF = "chenyuanshan"
IN_VIEW = """name => {
  const place = document.querySelector(`#sheet [data-blank="${name}"]`).getBoundingClientRect();
  const box = document.getElementById("sheet-box").getBoundingClientRect();
  return place.top >= box.top && place.bottom <= Math.min(box.bottom, innerHeight);
}"""


@contextlib.contextmanager
def opened(browser, demonstration, width=1366, *, script=True, saving=False):
    """A page of the official's unfinished statement; what is typed there is saved only if `saving`."""
    address, passwords = demonstration
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 768},
        locale="zh-CN",
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    if not saving:
        nothing = {"content_type": "text/javascript", "body": ""}
        page.route("**/static/editing.js*", lambda route: route.fulfill(**nothing))
    page.goto("/sign-in")
    page.locator("[name=account]").fill(PASSWORD_OF)
    page.locator("[name=password]").fill(passwords[PASSWORD_OF])
    page.get_by_role("button", name="登录", exact=True).click()
    statement = page.get_by_role("link", name=re.compile("^2026年度履行")).get_attribute("href")
    page.goto(statement + SECTION)
    # A page with unsaved text asks before it is left.
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    context.close()
    assert errors == []


def blank(page, name):
    return page.locator(f'#sheet [data-blank="{name}"]').first


def now(page):
    """The blanks of the question that has the focus."""
    return page.locator("#sheet .now").evaluate_all("all => all.map(each => each.dataset.blank)")


def is_in_view(page, name):
    return page.evaluate(IN_VIEW, name)


def comes_into_view(page, name):
    page.wait_for_function(IN_VIEW, arg=name)
