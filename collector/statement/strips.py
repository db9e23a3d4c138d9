"""Take off what the template prints around a blank: `市…` is a prefix, `…局` a suffix, `“…”` a pair."""

GAP = "…"


def is_affix(affix: str) -> bool:
    """True for text with exactly one gap and something beside it."""
    return affix.count(GAP) == 1 and affix != GAP


def stripped(text: str, affixes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the text without any of `affixes`, and what was taken off, in reading order."""
    before: list[str] = []
    after: list[str] = []
    changed = True
    while changed:
        changed = False
        for affix in affixes:
            prefix, suffix = affix.split(GAP)
            # A pair goes only together: “甲”和“乙” keeps its quotation marks.
            is_whole = (
                len(text) > len(prefix) + len(suffix) and text.startswith(prefix) and text.endswith(suffix)
            )
            if is_whole and (not (prefix and suffix) or prefix not in text[len(prefix) : -len(suffix)]):
                text = text[len(prefix) : len(text) - len(suffix)].strip()
                before += [prefix] if prefix else []
                after[:0] = [suffix] if suffix else []
                changed = True
    return text, (*before, *after)
