"""Problems as pages list them: a message, and the element it leads to. Knows no question."""

from typing import TypedDict


class Shown(TypedDict, total=False):
    """One line of an error summary."""

    anchor: str
    message: str
    href: str


def shown(name: str, message: str, href: str = "") -> Shown:
    """A problem of the control `f-NAME`; `href` leads elsewhere instead."""
    problem: Shown = {"anchor": f"f-{name}", "message": message}
    if href:
        problem["href"] = href
    return problem
