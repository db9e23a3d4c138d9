"""Phrases that are not current (C16), and numerals of one kind written in two ways (C20)."""

import re
from collections.abc import Iterator

from collector.statement import phrases, sentences
from collector.statement.checks.context import Context, Finding
from collector.statement.sentences import Sentence

# Only what is counted one by one: 个 and 项 stand in set phrases (两个维护, 八项规定), 一次 is an idiom.
MEASURES = "人次|次|期|场|件|份|名|篇|批"
COUNTED = re.compile(
    rf"(?<![第每这某上下本首多几]|[0-9.])(?:(?P<arabic>[0-9]+)|(?P<chinese>[二两三四五六七八九十百]+))(?P<measure>{MEASURES})"
)
QUOTED = re.compile("“[^“”]*”|《[^《》]*》")
MOST = 2


def out_of_force(context: Context) -> Iterator[Finding]:
    """C16: phrases that are not current in the report's year, and what is written wrong."""
    listed = phrases.present(context.phrases, "\n".join(each.text for each in context.sentences))
    for sentence in context.sentences:
        for match in phrases.matches(listed, sentence.text):
            message = phrases.objection(context.phrases, match, sentence.text, context.year)
            if message:
                yield from context.found_in("phrases", sentence, match.start, match.end, message)


def numerals(context: Context) -> Iterator[Finding]:
    """C20: one kind of number, told by its measure word, is written in one way within the author's words."""
    seen: dict[str, dict[str, tuple[Sentence, int, int, str]]] = {}
    for sentence, span, question in context.texts():
        if not question.own_words:
            continue
        text = QUOTED.sub(lambda quoted: " " * len(quoted[0]), sentence.text)
        for match in COUNTED.finditer(text, span.start, span.end):
            style = "arabic" if match["arabic"] else "chinese"
            place = (sentence, match.start(), match.end(), question.name)
            seen.setdefault(match["measure"], {}).setdefault(style, place)
    for styles in seen.values():
        if len(styles) == MOST:
            sentence, start, end, name = styles["chinese"]
            other, other_start, other_end, _ = styles["arabic"]
            yield Finding(
                check="numerals",
                question=name,
                message=(
                    f"这里写“{sentence.text[start:end]}”，别处写“{other.text[other_start:other_end]}”，"
                    "同类数字请用一种写法"
                ),
                quote=sentences.quote(sentence.text, start, end),
            )
