"""The comparison page as its tests read it, and a submission made anew."""

from review_fixtures import change, give_back, open_review, submit

from collector.store import database as store


def rows(page):
    """The words of every question's row, by its name."""
    return {
        body.get("id")[2:]: " ".join(" ".join(body.xpath(".//tr[1]//text()[not(ancestor::details)]")).split())
        for body in page.xpath("//tbody[@id]")
    }


def row(page, name):
    (found,) = page.xpath(f"//tbody[@id='c-{name}']")
    return found


def numbers(page):
    """The filters with their numbers."""
    return {
        each.text.strip(): int(each.findtext("span"))
        for each in page.xpath("//nav[contains(@class, 'filters')]/a")
    }


def options(page, name="with"):
    return [each.text for each in page.xpath(f"//select[@name='{name}']//option")]


def renew(db, years, **found):
    """Return what was submitted, change answers, submit it again, and open the review."""
    with store.transaction(db):
        give_back(db, years.newest, years.reviewer, dict.fromkeys(found, "请核实"))
    change(db, years.newest, years.author, **found)
    with store.transaction(db):
        number = submit(db, years.newest, years.author)
        open_review(db, years.newest, years.reviewer)
    return number
