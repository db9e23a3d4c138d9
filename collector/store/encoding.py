"""Values as the database keeps them: JSON in one form, so that equal values are equal texts."""

from __future__ import annotations

import json
from typing import Any


def encoded(value: Any) -> str:
    """The JSON of a value: no spaces, keys in order, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
