"""The short page on how the product works."""

from flask import Blueprint, render_template

from collector.web import permissions

blueprint = Blueprint("guide", __name__)


@blueprint.get("/help")
@permissions.open_page
def show() -> str:
    """The page."""
    return render_template("help.html")
