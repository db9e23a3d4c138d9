"""Random edits of real text: numbers, wordings, clauses gone and come; where each stands in either text."""

import json
import re
from pathlib import Path

from collector import demo

SEED = (Path(__file__).parent / "samples" / "statement-2022.txt").read_text("utf-8")
NUMBER = re.compile(r"\d+(?:\.\d+)?%?|[二三四五六七八九]?十[一二三四五六七八九]?")
CLAUSE = re.compile("(?<=[，。；])[^，。；、《》“”\n]{6,30}[，；]")
# What stands in the texts, and what it may become: with nothing in common, and with a character or two.
WORDINGS = {
    "专题研究": ("集中审议", "研判形势"),
    "落实": ("执行", "实施"),
    "扎实推进": ("稳步开展", "推动实行"),
    "督导": ("检查帮带", "明察督办"),
    "十九届六中全会": ("二十大精神", "二十届四中全会"),
    "引导": ("带动", "指导帮助"),
    "党委": ("领导班子", "纪委委员"),
    "武汉": ("汉江水文", "江城"),
    "情况": ("进展", "近况说明"),
    "问题": ("短板弱项", "难题清单"),
    "理论学习": ("业务培训", "专题学习研讨"),
    "积极参加": ("认真组织", "踊跃参与"),
    "宣讲": ("辅导报告", "巡回讲座"),
    "提醒谈话": ("约谈", "约谈函询"),
    "重大节假日": ("汛期关键节点", "节前节后时段"),
    "清廉机关": ("廉洁文化", "机关廉政建设"),
    "监督": ("巡察", "督促检查"),
    "学习教育": ("专项整治", "教学活动"),
    "常态化": ("长效", "态势分析"),
    "进一步加强": ("着力抓好", "一体加大"),
    "水文站": ("测报中心", "站点水位"),
    "职工": ("群众", "干部职员"),
    "采购": ("招投标", "购买服务"),
    "研究": ("讨论决定", "钻研"),
    "整改": ("落地", "改进提升"),
}
INSERTED = (
    "并逐项建账销号，",
    "邀请群众代表参加，",
    "由班子成员包保，",
    "组织了3轮回头看，",
    "形成书面报告，",
    "同步开展谈心，",
)


def demo_text(year):
    """The long answers of a demonstration year, a paragraph each."""
    answers = json.loads((demo.HERE / f"answers-{year}.json").read_text("utf-8"))
    return "\n".join(text for text in answers.values() if isinstance(text, str) and len(text) > 30)


def edited(random, text, count):
    """(new text, edits): each edit its kind and its (start, end) in the old and in the new text."""
    pieces, edits, place = [], [], 0
    for start, end, kind, words in chosen(random, text, count):
        pieces.append(text[place:start])
        new_start = sum(map(len, pieces))
        pieces.append(words)
        edits.append((kind, (start, end), (new_start, new_start + len(words))))
        place = end
    pieces.append(text[place:])
    return "".join(pieces), edits


def chosen(random, text, count):
    """Up to so many edits, in order and apart from each other."""
    found = []
    for _ in range(20 * count):
        edit = KINDS[random.choice(sorted(KINDS))](random, text)
        if edit and all(edit[1] + 3 <= start or end + 3 <= edit[0] for start, end, _, _ in found):
            found.append(edit)
        if len(found) == count:
            break
    return sorted(found)


def number(random, text):
    match = random.choice(list(NUMBER.finditer(text)))
    found = match[0]
    while found == match[0]:
        if match[0][0].isdigit():
            found = str(random.choice((1, 40, 900, 7000)) + random.randrange(99)) + "%" * match[0].endswith(
                "%"
            )
        else:
            found = random.choice(("十一", "十六", "二十", "二十四", "三十九", "五十"))
    return (*match.span(), "number", found)


def wording(random, text):
    words = random.choice([words for words in WORDINGS if words in text])
    start = random.choice([match.start() for match in re.finditer(words, text)])
    return start, start + len(words), "wording", random.choice(WORDINGS[words])


def deletion(random, text):
    return (*random.choice(list(CLAUSE.finditer(text))).span(), "deletion", "")


def insertion(random, text):
    place = random.choice([match.end() for match in re.finditer("[，；]", text)])
    return place, place, "insertion", random.choice(INSERTED)


KINDS = {"number": number, "wording": wording, "deletion": deletion, "insertion": insertion}
