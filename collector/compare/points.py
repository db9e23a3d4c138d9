"""The number of a point before its text: 一是, （二）, 3., 第四，. Knows nothing of the text.

A number that is part of what follows (一、二号站, 3.5万元) is no point's.
"""

import re

_CHINESE = "[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?:{_CHINESE}|[0-9０-９]{{1,2}})"
_MARK = (
    rf"{_CHINESE}[是要]|第{_NUMBER}[，,、是]|[（(]{_NUMBER}[）)]|{_CHINESE}、(?![一二三四五六七八九十])"
    r"|[0-9０-９]{1,2}[.．、](?![0-9０-９])|[①-⑳]|(?:首先|其次|再次|最后)[，,]"
)
_FIRST = "[（(第①-⑳0-9０-９一二三四五六七八九十首其再最]"
# A number, or several as in 一、（二）, where a text follows. Most text is none: its first character tells.
HEAD = rf"(?=\s|{_FIRST})[^\S\n]*(?:{_MARK})+(?=[^\s。！？；!?;”’」』）》)\"])"
# What a number ends with; most texts don't.
ENDS = frozenset("是要，,、）).．①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_HEAD = re.compile(rf"[^\S\n]*(?:{_MARK})+")
# What stands before a comma, a number's own one among it.
_OWN = re.compile(rf"(?:第{_NUMBER}|首先|其次|再次|最后)[，,]\Z")
# The longest such number.
_ROOM = 5


def is_head(unit: str) -> bool:
    """True for the number of a point without its text."""
    return _HEAD.fullmatch(unit) is not None


def is_own(text: str, end: int) -> bool:
    """True where the comma before `end` is part of a point's number: 第一，一是…"""
    return _OWN.search(text, max(0, end - _ROOM), end) is not None
