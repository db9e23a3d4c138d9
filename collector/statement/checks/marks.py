"""What copying and filling in leave behind: marks, words printed twice, quotation marks that don't pair."""

import re
from collections.abc import Iterator
from itertools import islice

from collector.statement.checks.context import Context, Finding
from collector.statement.sentences import Sentence, Span, quoted

HAN = "\u3400-\u9fff"
LEFTOVER = re.compile(
    "[*＊﹡∗]{2,}|[×✕╳✖]{2,}|[_＿]{2,}|[□■○◯●☐]+|〇{2,}(?![年五])|[#＃]{2,}|[?？]{2,}|(?:…{2,}|\\.{3,}|。{3,})"
    f"|(?<![A-Za-z0-9])[XxＸｘ]{{2,}}(?![A-Za-z0-9])|(?<=[{HAN}])[XxＸｘ×](?=[{HAN}])(?![光射])"
    "|某某|某(?:单位|局|市|县|同志|年|月)|[（(【\\[〔]?(?:待填写?|待补充?|待核实|待完善|此处填写|请填写|请补充|略)[）)】\\]〕]"
    "|[（(【\\[〔]\\s*[）)】\\]〕]|“\\s*”|《\\s*》|(?<![有尚还亟等期仍接招优])待(?:补充|填写?)(?![完人力调的了说材能])"
    "|TODO|todo"
)
# Printed twice where an answer meets the wording beside it.
AFFIXES = (
    *(
        "市",
        "县",
        "区",
        "省",
        "局",
        "院",
        "厅",
        "处",
        "所",
        "站",
        "委",
        "中心",
        "党委",
        "党组",
        "精神",
        "活动",
    ),
    *(
        "检查",
        "问题",
        "工作",
        "任务",
        "会议",
        "年度",
        "人次",
        "小时",
        "情况",
        "个",
        "次",
        "期",
        "项",
        "月",
        "第",
    ),
)
# These are doubled nowhere in good Chinese, inside an answer too; what follows keeps 城市市民 and 局局长 out.
DOUBLED = re.compile(
    "市市(?![场民政容区长委级值售直])|局局(?![长党纪机属务面部域势])|年年度|院院(?![长党纪内])|县县(?![长委城])"
    "|省省(?![委长直级政])|厅厅(?![长党])|中心中心|精神精神|活动活动|检查检查|问题问题|会议会议|人次人次|小时小时|党委党委"
    "|[，。、；：！]{2,}|“{2,}|”{2,}|《{2,}|》{2,}"
)
# Single characters that are doubled as words (次次, 个个), so only where two pieces meet.
AT_EDGE = frozenset("市县区省局院厅处所站委次期项个年月日号第的了和在与是对“”《》，、。；：")
LONGEST_EDGE = 6
# 市 + 市场局: the second begins another word.
BEGINS_WORD = re.compile(
    "市[场民政容]|局[长部面]|院[长]|处[长分理置]|委[员托]|个[人别]|日[常]|年[轻度]|对[口照]|是否|和[谐平]|了解"
)
PAIRS = {"“": "”", "《": "》"}
CLOSING = frozenset(PAIRS.values())
NAMES = {"“": "引号", "《": "书名号"}
INSTEAD = {"“": "‘ ’", "《": "〈 〉"}
HALF_WIDTH = re.compile(f"[{HAN}]")
MOST = 20


def leftover(context: Context) -> Iterator[Finding]:
    """Marks that nobody replaced; what `readings` refuses already is told there."""
    for sentence, span, question in context.texts():
        if context.readings[question.name].message:
            continue
        for match in islice(LEFTOVER.finditer(sentence.text, span.start, span.end), MOST):
            message = f"有没填完或没删掉的{quoted(match[0][:10])}，请改成实际内容"
            yield from context.found_in("marks", sentence, *match.span(), message)


def doubled(context: Context) -> Iterator[Finding]:
    """Words and signs printed twice, most often where an answer repeats the wording beside it."""
    for sentence in context.sentences:
        told: list[tuple[int, int]] = []
        for match in islice(DOUBLED.finditer(sentence.text), MOST):
            told.append(match.span())
            message = f"{quoted(match[0][:12])}重复，请删去一个"
            yield from context.found_in("affixes", sentence, *match.span(), message)
        for start, end in edges(sentence):
            if not any(first < end and start < last for first, last in told):
                text = sentence.text[start:end]
                yield from context.found_in(
                    "affixes", sentence, start, end, f"{quoted(text)}重复，请删去一个"
                )


def edges(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield where the text on both sides of an answer's edge is the same."""
    text, places = sentence.text, {place for span in sentence.spans for place in (span.start, span.end)}
    for place in sorted(places):
        for length in range(min(LONGEST_EDGE, place, len(text) - place), 0, -1):
            one, other = text[place - length : place], text[place : place + length]
            if one == other and is_repeated(one, text[place : place + length + 1]):
                yield place - length, place + length
                break


def is_repeated(part: str, following: str) -> bool:
    """True where a part printed twice is a slip, not the beginning of another word."""
    if len(part) == 1:
        return part in AT_EDGE and not BEGINS_WORD.match(following)
    return not part.isascii()


def quotes(context: Context) -> Iterator[Finding]:
    """Quotation marks inside others of the same kind, ones without their partner, and half-width ones."""
    for paragraph in context.whole_paragraphs:
        for span, within in quoting(paragraph):
            text = paragraph.text[span.start : span.end]
            for start, end, message in islice(faults(text, within), MOST):
                yield from context.found_in(
                    "quotes", paragraph, span.start + start, span.start + end, message
                )


def quoting(paragraph: Sentence) -> Iterator[tuple[Span, str]]:
    """Yield every answer in words with the marks of the wording that are open around it."""
    around: list[str] = []
    place = 0
    for span in paragraph.spans:
        for char in paragraph.text[place : span.start]:
            if char in PAIRS:
                around.append(char)
            elif around and char == PAIRS[around[-1]]:
                around.pop()
        place = span.end
        if not span.is_open:
            yield span, "".join(around)


def faults(text: str, within: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, message) of what is wrong with the marks of an answer that stands `within` some."""
    opened: list[int] = []
    for place, char in enumerate(text):
        if char in PAIRS:
            opened.append(place)
        elif char in CLOSING:
            if not opened or PAIRS[text[opened[-1]]] != char:
                yield place, place + 1, f"{quoted(char)}前面没有与它成对的符号，请补上或删去"
                continue
            start = opened.pop()
            mark = text[start]
            if mark in within or any(text[other] == mark for other in opened):
                yield start, place + 1, f"{NAMES[mark]}里面又有{NAMES[mark]}，里层请用 {INSTEAD[mark]}"
        elif char == '"' and HALF_WIDTH.search(text):
            yield place, place + 1, "引号是半角的，请改用中文引号“ ”"
    for place in opened:
        yield place, place + 1, f"{quoted(text[place])}后面没有与它成对的符号，请补上或删去"
