"""Moves, paragraphs, tables, fields, styles and lists in a redline, and what validators say of them."""

import ooxml_integrity
import openxml_audit
import pytest
import redlines
from lxml import etree
from redlines import W, document, hold, made, marked, report, year
from word_samples import p, r, row, table, unzipped, word_file, zipped

from collector.word import template


def valid(tmp_path, data):
    """What two validators find wrong with it."""
    place = tmp_path / "redline.docx"
    place.write_bytes(data)
    return [*openxml_audit.OpenXmlValidator().validate(place).errors, *ooxml_integrity.check(place)]


FIRST, SECOND = "第一件事情已经全部办理完毕。", "第二项工作正在稳步向前推进。"
STAYS = "群众反映的夜间巡测照明和宿舍供暖困难，经过党委会两次专题研究，到五月底已经全部得到解决。"


def rebuilt(data, body):
    """A report with another body; its section stays."""
    parts = unzipped(data)
    whole = parts["word/document.xml"].decode()
    section = whole[whole.rindex("<w:sectPr") :]
    parts["word/document.xml"] = (whole[: whole.index("<w:body>") + 8] + body + section).encode()
    return zipped(parts)


def ledger(*rows):
    width = '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'
    made_rows = [
        f"<w:tr>{''.join(f'<w:tc>{width}{p(cell)}</w:tc>' for cell in each)}</w:tr>" for each in rows
    ]
    grid = '<w:gridCol w:w="2000"/>' * len(rows[0])
    properties = '<w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(made_rows)}</w:tbl>"


HEAD = ("日期", "主题", "人数")
PAIRS = {
    "the years": None,
    "a moved sentence": (p(FIRST + STAYS), p(STAYS + FIRST)),
    "rows": (
        ledger(HEAD, ("1月5日", "水文站汛前检查", "35"), ("3月2日", "警示教育", "41")) + p("完"),
        ledger(HEAD, ("1月5日", "水文站汛后检查", "36"), ("7月1日", "专题党课", "50")) + p("完"),
    ),
    "a table with other columns": (
        p("台账") + ledger(HEAD, ("1月5日", "检查", "35")) + p("完"),
        p("台账") + ledger(HEAD[:2], ("1月5日", "检查")) + p("完"),
    ),
    "a table gone": (p("前") + ledger(HEAD) + p("后") + p("完"), p("前") + p("完")),
    "formatting": (
        p(r("甲乙丙", "<w:b/>")),
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{r("甲乙丙")}</w:p>',
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_both_validators_find_nothing(tmp_path, name):
    old, new = report(year(2025)), report(year(2026))
    if PAIRS[name]:
        old, new = rebuilt(old, PAIRS[name][0]), rebuilt(new, PAIRS[name][1])
    assert valid(tmp_path, hold(old, new)) == []
    assert valid(tmp_path, hold(new, old)) == []


def kinds(data):
    """The changes of runs, of rows and of formatting, in order."""
    return [each.tag.removeprefix(W) for each in document(data).iter() if each.get(W + "author")]


def test_a_sentence_that_moved_is_a_native_move():
    found = made(word_file(p(FIRST + SECOND + STAYS)), word_file(p(STAYS + SECOND + FIRST)))
    root = document(found)
    starts = {each.tag.removeprefix(W): [] for each in root.iter() if each.get(W + "name")}
    for each in root.iter(W + "moveFromRangeStart", W + "moveToRangeStart"):
        starts[each.tag.removeprefix(W)].append(each.get(W + "name"))
        end = each.tag.replace("Start", "End")
        assert [other.tag for other in each.itersiblings(end) if other.get(W + "id") == each.get(W + "id")]
    assert starts == {"moveFromRangeStart": ["move1", "move2"], "moveToRangeStart": ["move2", "move1"]}
    assert [kind for kind, _ in marked(root)] == ["moved_from", "same", "moved_to"]


def test_moves_of_two_stories_have_names_of_their_own():
    old = table(row(FIRST + STAYS, STAYS + SECOND)) + p("完")
    new = table(row(STAYS + FIRST, SECOND + STAYS)) + p("完")
    root = document(hold(word_file(old), word_file(new)))
    names = [each.get(W + "name") for each in root.iter(W + "moveFromRangeStart")]
    assert names == ["move1", "move2"]


def test_paragraphs_that_went_or_came_are_whole():
    old = word_file(p("一段。") + p("二段全部删去。") + p("三段。"))
    new = word_file(p("一段。") + p("三段。"))
    for found, mark in ((hold(old, new), "del"), (hold(new, old), "ins")):
        marks_ = [each.tag for each in document(found).iterfind(f".//{W}pPr/{W}rPr/*")]
        assert marks_ == [W + mark]
        assert len(list(document(found).iter(W + "p"))) == 3


def marks_of(data):
    """What became of the end of every paragraph."""
    return [
        next((mark.tag.removeprefix(W) for mark in each.iterfind(f"{W}pPr/{W}rPr/*")), "")
        for each in document(data).iter(W + "p")
    ]


def test_a_changed_paragraph_and_the_whole_one_behind_it_are_one_change():
    """LibreOffice, which takes them for one, would join what follows to the first."""
    old = word_file(p("党课共3期") + p("完"))
    new = word_file(p("党课共4场") + p("又办了两期培训。") + p("完"))
    assert marks_of(hold(old, new)) == ["ins", "", ""]
    old = word_file(p("党课共三次，全员参加") + p("又办了两期培训。") + p("完"))
    assert marks_of(hold(old, word_file(p("党课共三次") + p("完")))) == ["del", "", ""]


def test_a_blank_paragraph_stays_behind_a_paragraph_that_came():
    old = word_file(p("第一段话。") + p("") + p("落款"))
    new = word_file(p("第一段话。") + p("这里加了完整的一段。") + p("") + p("落款"))
    assert sorted(marks_of(hold(old, new))) == ["", "", "", "ins"]
    assert sorted(marks_of(hold(new, old))) == ["", "", "", "del"]


def test_a_blank_paragraph_before_a_change_stays():
    old, new = (word_file(p("完") + p("") + p(f"{number}年12月")) for number in (2025, 2026))
    assert marks_of(hold(old, new)) == ["", "", ""]


def test_a_sign_that_reads_the_same_may_be_another_one():
    old, new = word_file(p("甲-乙")), word_file(p("甲", "<w:r><w:noBreakHyphen/></w:r>", "乙"))
    assert len(list(document(hold(old, new)).iter(W + "noBreakHyphen"))) == 1
    assert len(list(document(hold(new, old)).iter(W + "noBreakHyphen"))) == 1


def test_the_last_paragraph_is_never_marked():
    old, new = word_file(p("留下来的第一段。") + p("最后一段。")), word_file(p("留下来的第一段。"))
    for found in (hold(old, new), hold(new, old)):
        last = list(document(found).iter(W + "p"))[-1]
        assert last.find(f"{W}pPr/{W}rPr") is None


def test_rows_are_found_again_and_their_cells_compared():
    head = row("日期", "主题")
    old = table(head, row("1月5日", "汛前检查和动员"), row("3月2日", "警示教育大会")) + p("完")
    new = table(
        head, row("2月9日", "节前廉政谈话"), row("1月5日", "汛后检查和动员"), row("3月2日", "警示教育大会")
    ) + p("完")
    found = hold(word_file(old), word_file(new))
    assert [len(list(each.iterfind(f"{W}trPr/{W}ins"))) for each in document(found).iter(W + "tr")] == [
        0,
        1,
        0,
        0,
    ]
    changed = [each for each in marked(document(found)) if each[0] != "same"]
    assert changed == [("come", "2月9日节前廉政谈话"), ("gone", "前"), ("come", "后")]


def test_a_table_of_other_columns_goes_and_comes_row_by_row():
    old, new = table(row("甲", "乙")) + p("完"), table(row("甲", "乙", "丙")) + p("完")
    found = hold(word_file(old), word_file(new))
    marks_ = [each.tag.removeprefix(W) for each in document(found).iterfind(f".//{W}trPr/*[@{W}author]")]
    assert marks_ == ["del", "ins"]


def test_formatting_that_changed_is_tracked_and_other_is_not():
    body = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{r("甲", "<w:b/>")}{r("乙")}</w:p>'
    found = hold(word_file(p(r("甲"), r("乙"))), word_file(body))
    assert kinds(found) == ["pPrChange", "rPrChange"]


def test_a_field_that_went_keeps_its_instruction():
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    found = hold(word_file(p("第") + f"<w:p>{field}</w:p>" + p("页")), word_file(p("第") + p("页")))
    assert [each.text for each in document(found).iter(W + "delInstrText")] == [" PAGE "]


STYLES = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:styles>'


def styled(identity, name, based_on=""):
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>{base}</w:style>'


def in_style(identity, said="甲"):
    return f'<w:p><w:pPr><w:pStyle w:val="{identity}"/></w:pPr>{r(said)}</w:p>'


def test_styles_of_the_old_file_are_found_by_name_or_brought_along():
    old_styles = styled("a", "正文") + styled("b", "旧样式", "c") + styled("c", "旧的底", "d")
    new_styles = styled("x", "正文")
    old = word_file(
        in_style("a", "一。") + in_style("b", "二。") + p("完"),
        more={template.STYLES: STYLES.format(old_styles)},
    )
    new = word_file(p("完"), more={template.STYLES: STYLES.format(new_styles)})
    found = made(old, new)
    names = [each.get(W + "val") for each in document(found).iter(W + "pStyle")]
    assert names == ["x", "b"]
    kept = etree.fromstring(unzipped(found)[template.STYLES])
    assert [each.get(W + "styleId") for each in kept] == ["x", "b", "c"]
    assert [each.get(W + "val") for each in kept.iter(W + "basedOn")] == ["c"]


def test_a_list_that_the_new_file_lacks_is_none():
    listed = '<w:p><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    found = made(word_file(listed + p("完")), word_file(p("完")))
    assert next(document(found).iter(W + "numPr"), None) is None


def test_a_note_that_went_leaves_nothing_behind():
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    old = word_file(p("甲") + p(r("乙"), note) + p("完"), footnotes=p("注"))
    found = made(old, word_file(p("甲") + p("完")))
    assert next(document(found).iter(W + "footnoteReference"), None) is None
    assert [text for kind, text in marked(document(found)) if kind == "gone"] == ["乙"]


def test_a_body_that_ends_with_a_table_gets_its_last_paragraph():
    old, new = word_file(p("甲") + table(row("乙"))), word_file(p("甲") + table(row("丙")))
    root = redlines.accepted(made(old, new))
    assert ["".join(each.itertext()) for each in root.iter(W + "p")] == ["甲", "丙", ""]


def test_a_table_that_went_leaves_the_paragraphs_before_it_alone():
    old = word_file(p("前") + table(row("乙")) + p("后") + p("完"))
    new = word_file(p("前") + p("完"))
    assert marks_of(hold(old, new)) == ["", "", "del", ""]
    assert marks_of(hold(new, old)) == ["", "", "ins", ""]
