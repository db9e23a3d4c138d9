"""What whoever files does to hand a statement in, as the check page's forms would send it."""

from web_fixtures import words


def confirm_all(client, address):
    """Tick every finding."""
    forms = [form for form in client.page(f"{address}/check").forms if form.get("id") == "confirm"]
    ticks = {name: "1" for form in forms for name in form.fields if name and name.startswith("ok.")}
    if ticks:
        client.submit(f"{address}/check", ticks)


def submit(client, address, status=303, declared="1"):
    """Tick what there is to tick and submit; the answer."""
    confirm_all(client, address)
    return client.post(f"{address}/submit", {"declared": declared}, status)


def said(client, address="/statements"):
    """What the page says after a step."""
    return words(client.get(address))
