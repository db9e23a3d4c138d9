"""Institutions of any kind that a text names as if they were one's own. Doesn't know which one is one's own.

Told is a full name (place, 市 or 县, kind) that begins a clause and whose 班子, 党委, 全体 … acts, or that
stands after 作为, 代表, 带领. Partners are left alone: a name after 与, 到, 邀请 … begins no clause, and a
sentence of both sides, of a visit, a lesson or an order from above is about somebody else on purpose.
"""

import re
from collections.abc import Iterator
from itertools import islice

from collector.statement.checks import places

HAN = "\u3400-\u9fff"
KINDS = "中心|委员会|公司|集团|大学|学院|学校|中学|小学|幼儿园|研究所|馆|局|院"
# No place is called by these; they lead up to a name or speak of many.
LEADING = "到在与和同向对由被经请邀听按及各全本我从为给以将把让跟赴往受获是的了每两几"
GENERAL = "基层|下属|直属|所属|有关|相关|周边|其他|兄弟|部分|多个|所辖|县区|市县|区县|参加|组织|学习|走访"
PLACE = (
    f"(?:{'|'.join(places.NAMES)}|(?!{GENERAL})[{HAN}](?<![{LEADING}])(?:[{HAN}](?<![{LEADING}])){{1,4}}?)"
)
# 局和, 院和 end one name and begin another; 规划和自然资源局 is one.
CORE = f"(?:(?![局院心校学司馆](?:和|与|及))[{HAN}](?<![与及在到的了])){{1,16}}?"
TIME = (
    "(?:今年|年初|年底|年内|全年|[上下]半年|近?一?年来|(?:[0-9]{4}年)?(?:[0-9]{1,2}月(?:份|[0-9]{1,2}日)?)?)"
)
OURS = "(?:本人|我们|我|本|作为|身为|代表|带领|率领)"
ACTING = (
    "(?:领导)?班子|(?:机关)?党委|党组|党支部|党总支|纪委|全体|全局|全院|全校|全馆|党员|广大"
    "|(?:干部|教)?职工|医务人员"
)
NAMED = re.compile(
    rf"(?:^|(?<=[，。；：！？（\n])){TIME}(?P<ours>{OURS}{{0,3}})"
    rf"(?P<name>{PLACE}[省市县区州盟旗]{CORE}(?:{KINDS}))"
    rf"(?:(?P<acting>{ACTING})|(?![{HAN}]?[长里子面势限部]))"
)
# Two sides, or somebody else's doing that concerns us.
PARTNERS = re.compile(
    "共建|结对|联建|联学|联合|联手|共同|携手|双方|两家|两地|合作|帮扶|对口|协作|座谈|会商|伙伴|服务对象|成员单位|派驻"
    "|(?:[与和同向对给到来为]|邀请|支持|帮助|指导|协助|配合)(?:我|本)(?:们|局|院|校|馆|厅|所|站|中心|单位|人|市|县)"
    "|来(?:局|院|校|馆|站|访|函|电)|莅临|应邀|受邀|授课|作报告|参观|观摩|考察|调研组|介绍|分享|传授|提供|赠送|赠予"
    "|通报|案例|曝光|教训|警示|经验|做法|反面典型|先进典型|被(?:查|处|问责|立案|评为|授予)|受到"
    "|(?:委|组|局|院|会)(?:要求|部署|印发|下发|发文|批复|批准|同意|决定|巡察|考核|督查|来)|感谢|致谢|表扬信|锦旗"
)
MOST = 20


def named_as_ours(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where in a stretch of a sentence an institution's full name stands as one's own."""
    found = [
        match.span("name")
        for match in islice(NAMED.finditer(text, start, end), MOST)
        if match["ours"] or match["acting"]
    ]
    if found and not PARTNERS.search(text):
        yield from found
