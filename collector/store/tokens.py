"""Secrets handed to a browser: 256 random bits, of which only the SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets


def new() -> str:
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """The kept form; a token needs no slow hash, for it cannot be guessed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
