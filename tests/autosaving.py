"""What the script of a section's page sends, for tests without a browser."""

import itertools

from section_filling import fields

NUMBERS = itertools.count()


class Page:
    """A section's page somebody has open: it keeps its token and what it has seen, and saves what changed."""

    def __init__(self, client, address):
        self.client, self.address = client, address
        self.hidden = dict(fields(client, address))
        self.token = client.token()

    @property
    def seen(self):
        return dict(entry.split(".", 1) for entry in self.hidden["seen"].split())

    def saves(self, status=200, *, key=None, is_explicit=False, keep=None, **answers):
        """Send the answers as changed; the service's answer, learnt as the page would learn it."""
        pairs = [pair for name, value in answers.items() for pair in controls(name, value)]
        response = self.posts(self.body(answers, pairs + (keep or []), key, is_explicit))
        assert response.status_code == status, response.text
        said = response.get_json()
        learnt = dict(entry.split(".", 1) for entry in said["seen"].split())
        self.hidden["seen"] = " ".join(f"{name}.{rest}" for name, rest in {**self.seen, **learnt}.items())
        return said

    def body(self, names, pairs, key=None, is_explicit=False):
        seen = {name: rest for name, rest in self.seen.items() if name in names}
        return {
            "key": key or f"{self.hidden['page']}.{next(NUMBERS)}",
            "page": self.hidden["page"],
            "author": self.hidden["author"],
            "seen": " ".join(f"{name}.{rest}" for name, rest in seen.items()),
            "questions": list(names),
            "fields": pairs,
            "is_explicit": is_explicit,
        }

    def posts(self, body, **headers):
        headers = {"X-CSRFToken": self.token, "Accept": "application/json", **headers}
        return self.client.http.post(f"{self.address}/autosave", json=body, headers=headers)


def controls(name, value):
    if isinstance(value, str):
        return [[name, value]]
    return [[f"{name}-{number}", item] for number, item in enumerate(value or ())]


def chosen(box, name, keep):
    """The fields of a conflict's box once something is chosen."""
    theirs = box.split(f'name="theirs.{name}" value="')[1].split('"')[0]
    return [[f"theirs.{name}", theirs], [f"keep.{name}", keep]]
