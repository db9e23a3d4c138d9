"""What whoever files does to hand a statement in, as the check page's forms would send it."""

from collector.store import database as store
from collector.store import search


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


def found_by(db, text):
    """The ids of the statements that a search for the text finds."""
    wanted = (search.phrase(text),)
    return {row[0] for row in store.rows(db, "SELECT rowid FROM answers_search WHERE words MATCH ?", wanted)}
