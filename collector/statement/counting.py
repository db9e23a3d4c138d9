"""How long a text is, as Word's 字数 counts. Knows no question and no report."""

import re

# 汉字, kana, full-width letters and punctuation, and the quotation marks, dashes and dots that Chinese text
# shares with others: each counts one. The ideographic space is a blank.
_SHARED = "\u00b7\u2014\u2018\u2019\u201c\u201d\u2026"
_FULL = "\u2e80-\u2fff\u3001-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
_WIDE = f"{_SHARED}{_FULL}\U00020000-\U0003ffff"
_COUNTED = re.compile(rf"[{_WIDE}]|[^\s{_WIDE}]+")


def words(text: str) -> int:
    """字数: each 汉字 and full-width sign is one, and so is each run of anything else between blanks."""
    return sum(1 for _ in _COUNTED.finditer(text))
