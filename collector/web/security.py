"""What every answer carries and every request keeps to: headers, cookie, CSRF, size. Knows no page."""

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from collector.config import Settings

MEGABYTE = 1024 * 1024
LARGEST_REQUEST = 8 * MEGABYTE
# A table of 200 rows and 8 columns, three times over.
MOST_FIELDS = 5000
DAY = 24 * 3600
YEAR = 365 * DAY
# The same for everybody who is signed in, and named in its address by what it is made from.
KEPT_ENDPOINTS = frozenset({"sheets.style"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
        " frame-ancestors 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def init_app(app: Flask, settings: Settings) -> None:
    """Set what the settings ask for, and the same for everybody else."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        # A __Host- cookie can't be set by another host or over plain HTTP.
        SESSION_COOKIE_NAME="__Host-collector" if settings.https else "collector",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=list(settings.hosts),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        MAX_FORM_PARTS=MOST_FIELDS,
        # Officials leave forms open for hours; the token lives as long as the session.
        WTF_CSRF_TIME_LIMIT=None,
    )
    CSRFProtect(app)
    app.after_request(with_headers)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]


def with_headers(response: Response) -> Response:
    """Add the headers; only the program's own files and the styles of a sheet may be kept by a browser."""
    response.headers.update(HEADERS)
    if request.endpoint in KEPT_ENDPOINTS and response.status_code == 200:
        response.headers["Cache-Control"] = f"private, max-age={DAY}"
    elif request.endpoint != "static" or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    elif "v" in request.args:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
