"""Random small Word files and random edits of them: paragraphs and tables, each run with some formatting."""

from word_samples import p, word_file

RUN_FORMATS = ("", "<w:b/>", "<w:i/>", '<w:sz w:val="28"/>', "<w:b/><w:i/>")
PARAGRAPH_FORMATS = ("", "<w:keepNext/>", '<w:ind w:left="200"/>', '<w:jc w:val="center"/>')
MARK_FORMATS = ("", "<w:rPr><w:b/></w:rPr>")
SIGNS = ("", "", "", "<w:br/>", "<w:tab/>", "<w:noBreakHyphen/>", "<w:softHyphen/>")
SENTENCES = (
    "党委每季度专题研究全面从严治党工作，分析研判形势。",
    "共开展了11次理论学习。",
    "完成7项。",
    "夜间巡测照明和宿舍供暖3个问题全部办结。",
    "安全生产责任落实到位，畅通有力！",
    "甲",
    "江城市水文局",
    "2025年12月8日",
    "  ",
    "一、二；三",
    "\U00020bb7 😀",
)


def text(random):
    return "".join(random.choice(SENTENCES) for _ in range(random.choice([0, 1, 1, 2, 3])))


def document(random):
    """A list of paragraphs (texts) and tables (rows of cells of paragraphs); a paragraph at its end."""
    found = []
    for _ in range(random.randint(1, 7)):
        if random.random() < 0.3:
            width = range(random.randint(1, 3))
            rows = range(random.randint(1, 4))
            found.append(
                [[[text(random) for _ in range(random.choice([1, 1, 2]))] for _ in width] for _ in rows]
            )
        else:
            found.append(text(random))
    return [*found, text(random)]


def edited_text(random, found):
    for _ in range(random.choice([0, 0, 1, 2])):
        start = random.randint(0, len(found))
        end = min(len(found), start + random.randint(0, 4))
        found = found[:start] + random.choice(["", "新", "工作", "2026"]) + found[end:]
    return found


def edited_table(random, found):
    rows = [
        [[edited_text(random, each) for each in cell] for cell in row]
        for row in found
        if random.random() > 0.15
    ]
    if random.random() < 0.3:
        rows.insert(random.randint(0, len(rows)), [[text(random)] for _ in found[0]])
    return [[*row, ["多"]] for row in rows] if random.random() < 0.15 else rows


def edited(random, found):
    """Blocks changed, gone, come, and now and then in another order."""
    made = []
    for block in found:
        chance = random.random()
        if chance < 0.12:
            continue
        if chance < 0.2:
            made.append(text(random))
        if chance > 0.95:
            made.append([[[text(random)]]])
        made.append(edited_text(random, block) if isinstance(block, str) else edited_table(random, block))
    if random.random() < 0.2:
        random.shuffle(made)
    return [block for block in made if block != []] + [text(random)]


def written(random, found):
    """The file, every run and paragraph formatted by chance."""
    return word_file(
        "".join(
            paragraph(random, block) if isinstance(block, str) else table(random, block) for block in found
        )
    )


def paragraph(random, found):
    properties = random.choice(PARAGRAPH_FORMATS) + random.choice(MARK_FORMATS)
    place = random.randint(0, len(found))
    runs = run(random, found[:place]) + run(random, found[place:])
    return p(runs).replace("<w:p>", f"<w:p><w:pPr>{properties}</w:pPr>" if properties else "<w:p>")


def run(random, found):
    properties = random.choice(RUN_FORMATS)
    held = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{held}<w:t xml:space="preserve">{found}</w:t>{random.choice(SIGNS)}</w:r>'


def table(random, rows):
    made = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{cell(random, each)}</w:tc>' for each in row)}</w:tr>"
        for row in rows
    )
    grid = "<w:gridCol/>" * len(rows[0])
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"


def cell(random, found):
    return "".join(paragraph(random, each) for each in found)
