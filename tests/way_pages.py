"""The pages of a statement's way as its author and clerk read them."""

import review_fixtures

PROSE = "key_power_risk"


def stops(client, address):
    """The way on a page: its labels, the one where it stands in brackets."""
    found = client.page(address).xpath("//ol[@class='way']/li")
    assert [stop.get("class") for stop in found if stop.get("aria-current")] == ["now"]
    return [f"[{stop.findtext('b')}]" if stop.get("class") == "now" else stop.findtext("b") for stop in found]


def section_of(name):
    return review_fixtures.definition().section_of[name].name


def call(client, address):
    """What the page of a statement calls for."""
    return " ".join(client.page(address).xpath("string(//div[@class='call'])").split())


def row_of(client, year):
    (row,) = [
        row
        for row in client.page("/statements").xpath("//table//tr[td]")
        if row.xpath("string(th)").startswith(str(year))
    ]
    return " ".join(row.text_content().split())


def controls(page):
    """The questions that have controls on a section's page."""
    return {each.get("data-name") for each in page.xpath("//form[@id='questions']//*[@data-name]")}
