"""The application, put together: settings, security, permissions, error pages, and every audience's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from collector.config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Return the WSGI application. Raises config.Refused, and what catalogue.check_start raises."""
    # Imported here, so that the command line and the rooms below load without Flask.
    from flask import Flask

    from collector import config
    from collector.web import audiences, current, errors, permissions, presentation, security

    settings = settings or config.settings()
    app = Flask(__name__, template_folder="web/templates", static_folder="web/static")
    current.init_app(app, settings)
    errors.init_app(app)
    # Who may ask comes before what was sent: a stranger's large form is never parsed.
    permissions.init_app(app)
    security.init_app(app, settings)
    presentation.init_app(app, settings)
    for audience in audiences.ALL:
        app.register_blueprint(audience.blueprint)
    return app
