"""Reports whose fixed wording somebody edited by hand: every fifth sentence, and no answer."""

import re

from shipped import SHIPPED, TEMPLATE

from collector.statement import wording
from collector.word import text

WORDS = [
    "进一步",
    "积极",
    "全面",
    "切实",
    "认真",
    "相关",
    "持续",
    "工作",
    "同志",
    "有效",
    "今年",
    "我局",
    "扎实",
]
HALF_WIDTH = str.maketrans("，；：（）", ",;:()")


def sentences(paragraph):
    """The pieces of a paragraph, sentence by sentence: [(text, is fixed)]. Answers are never cut."""
    found = [[]]
    for piece in paragraph:
        if piece.blank is not None:
            found[-1].append((piece.text, False))
            continue
        for part in re.findall("[^。]*。|[^。]+", piece.text):
            found[-1].append((part, True))
            if part.endswith("。"):
                found.append([])
    return [sentence for sentence in found if sentence]


def fixed_places(sentence, length):
    """(piece, start) of every stretch of fixed wording that long, without punctuation."""
    return [
        (number, start)
        for number, (part, is_fixed) in enumerate(sentence)
        if is_fixed
        for start in range(len(part) - length + 1)
        if not re.search("[，。、；：“”《》（）\n]", part[start : start + length])
    ]


def spliced(sentence, number, start, length, new):
    part = sentence[number][0]
    made = (part[:start] + new + part[start + length :], True)
    return [*sentence[:number], made, *sentence[number + 1 :]]


def inserted(random, sentence):
    places = fixed_places(sentence, 1)
    return places and spliced(sentence, *random.choice(places), 0, random.choice(WORDS))


def deleted(random, sentence):
    length = random.randint(1, 4)
    places = fixed_places(sentence, length)
    return places and spliced(sentence, *random.choice(places), length, "")


def replaced(random, sentence):
    length = random.randint(2, 4)
    places = fixed_places(sentence, length)
    return places and spliced(sentence, *random.choice(places), length, random.choice(WORDS))


def reordered(random, sentence):
    """Two neighbouring clauses change places; the last keeps its full stop."""
    clauses = [[]]
    for part, is_fixed in sentence:
        if not is_fixed:
            clauses[-1].append((part, False))
            continue
        for each in re.findall("[^，。]*[，。]|[^，。]+", part):
            ends = each[-1] in "，。"
            clauses[-1].append((each.rstrip("，。"), True))
            if ends:
                clauses.append([])
    clauses = [clause for clause in clauses if any(part for part, _ in clause)]
    if len(clauses) < 2:
        return []
    place = random.randrange(len(clauses) - 1)
    clauses[place], clauses[place + 1] = clauses[place + 1], clauses[place]
    end = "。" if sentence[-1][0].endswith("。") else ""
    found = []
    for number, clause in enumerate(clauses):
        found += [*clause, ("，" if number + 1 < len(clauses) else end, True)]
    return found


def half_width(random, sentence):
    found = [(part.translate(HALF_WIDTH) if is_fixed else part, is_fixed) for part, is_fixed in sentence]
    return found if found != sentence else []


EDITS = {
    "insert": inserted,
    "delete": deleted,
    "replace": replaced,
    "reorder": reordered,
    "half width": half_width,
}


def edited(random, typed, edits=tuple(EDITS), every=5):
    """(paragraphs, edited sentences by the name of the edit) of the report of these answers."""
    counter = random.randrange(every)
    paragraphs, touched = [], {}
    for paragraph in text.paragraphs(TEMPLATE, wording.words(SHIPPED, typed)):
        made = ""
        for sentence in sentences(paragraph):
            counter += 1
            if counter % every == 0 and any(is_fixed for _, is_fixed in sentence):
                name = random.choice(edits)
                changed = EDITS[name](random, sentence)
                if changed:
                    touched.setdefault(name, []).append("".join(part for part, _ in changed))
                    sentence = changed
            made += "".join(part for part, _ in sentence)
        paragraphs.append(made)
    return paragraphs, touched
