"""Answers that have broken documents, pages or databases, each with what must come out of it.

(name, typed, on one line, as paragraphs); where there are no paragraphs of its own, the line is the only one.
"""

CONTROLS = "".join(map(chr, [*range(1, 9), *range(0x0E, 0x20), 0x7F, *range(0x86, 0xA0)]))

ANSWERS = [
    ("ampersand", "A&B公司", "A&B公司"),
    ("less than", "a<b 且 c>d", "a<b 且 c>d"),
    ("tags", "<b>粗</b><script>alert(1)</script>", "<b>粗</b><script>alert(1)</script>"),
    ("word tags", "</w:t></w:r><w:p/>", "</w:t></w:r><w:p/>"),
    ("entities", "&lt; &#65; &nbsp; &amp;amp;", "&lt; &#65; &nbsp; &amp;amp;"),
    ("end of CDATA", "]]>", "]]>"),
    ("comment", "<!-- x --> <![CDATA[ y ]]> <?php z ?>", "<!-- x --> <![CDATA[ y ]]> <?php z ?>"),
    ("quotes", "\"双\" '单' “弯” ‘弯’ `反`", "\"双\" '单' “弯” ‘弯’ `反`"),
    ("expression", "{{ 7*7 }}", "{{ 7*7 }}"),
    ("raw block", "{% raw %}{{ x }}{% endraw %}", "{% raw %}{{ x }}{% endraw %}"),
    ("loop", "{% for x in range(10000) %}x{% endfor %}", "{% for x in range(10000) %}x{% endfor %}"),
    ("template comment", "{# 看不见 #}", "{# 看不见 #}"),
    ("docxtpl's braces", "{_{ 7*7 }_} {_% x %_}", "{_{ 7*7 }_} {_% x %_}"),
    ("open brace", "{{", "{{"),
    ("format", "%s {0} {name!r:>10} ${x}", "%s {0} {name!r:>10} ${x}"),
    ("sql", "'; DROP TABLE answers; --", "'; DROP TABLE answers; --"),
    ("formula", "=1+1 +86 -1 @SUM(A1)", "=1+1 +86 -1 @SUM(A1)"),
    ("path", "..\\..\\a/b:c*d?e|f", "..\\..\\a/b:c*d?e|f"),
    ("the word none", "None null NaN true", "None null NaN true"),
    ("NUL", "前\0后", "前后"),
    ("bell", "前\a后", "前后"),
    ("form feed", "前\f后", "前后"),
    ("vertical tab", "前\v后", "前 后", ["前", "后"]),
    ("control characters", f"前{CONTROLS}后", "前后"),
    ("next line", "前\x85后", "前 后", ["前", "后"]),
    ("line separator", "前\u2028后", "前 后", ["前", "后"]),
    ("paragraph separator", "前\u2029后", "前 后", ["前", "后"]),
    ("Windows line ends", "前\r\n\r\n后\r\n", "前 后", ["前", "后"]),
    ("old line ends", "前\r后", "前 后", ["前", "后"]),
    ("line ends at the edges", "\n\n前\n后\n", "前 后", ["前", "后"]),
    ("tabs", "\t前\t\t后\t", "前 后"),
    ("no-break space", "前\xa0后", "前 后"),
    ("zero width", "前\u200b后\ufeff", "前后"),
    ("right to left", "前\u202e后\u202c\u2066x\u2069", "前后x"),
    ("not characters", "前\ufffe\uffff后", "前后"),
    ("replacement", "前\ufffd后", "前\ufffd后"),
    ("beyond the basic plane", "𠮷野家 𬇕 👍🏽", "𠮷野家 𬇕 👍🏽"),
    ("rare name", "䶮 㛃 ⺀", "䶮 㛃 ⺀"),
    ("joiner and selector", "葛\U000e0100城 नी\u200d", "葛\U000e0100城 नी\u200d"),
    ("private use", "\ue000\U000f0000", "\ue000\U000f0000"),
    ("decomposed", "e\u0301 か\u3099", "é が"),
    ("full-width digits", "１２３", "１２３"),
    ("200,000 characters", "水" * 200_000, "水" * 200_000),
    ("every line a paragraph", "水\n" * 500, " ".join("水" * 500), ["水"] * 500),
]
# They look like blanks that nobody filled.
MARKS = ["**", "第**次", "***"]
LONE_SURROGATES = ["\ud800", "前\udfff后", "\ude00\ud83d"]

NAMES = [answer[0] for answer in ANSWERS]


def answer(name):
    """(typed, on one line, as paragraphs) of the answer of that name."""
    _, typed, line, *rest = next(each for each in ANSWERS if each[0] == name)
    return typed, line, rest[0] if rest else [line]
