"""Tracked changes accepted and rejected as Word does it, in another way than the product, and looked into."""

from datetime import UTC, datetime

from lxml import etree
from shipped import SHIPPED, TEMPLATE
from word_samples import unzipped

from collector import demo
from collector.statement import wording
from collector.word import redline, render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR = "年度对比"
AT = datetime(2026, 12, 8, 8, 20, tzinfo=UTC)
CAME = {f"{W}{name}" for name in ("ins", "moveTo")}
WENT = {f"{W}{name}" for name in ("del", "moveFrom")}
CHANGES = {f"{W}{name}" for name in ("rPrChange", "pPrChange")}
CALLED = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}
LAST = {W + "rPr", W + "sectPr"}


def report(typed, draft=False):
    """The report of these answers."""
    return render.fill(TEMPLATE, wording.words(SHIPPED, typed), draft=draft)


def year(number):
    """The answers of a year of the demonstration."""
    return demo.year_answers(SHIPPED, number)


def made(old, new, **signed):
    """The redline of two files."""
    return redline.redline(old, new, **({"author": AUTHOR, "at": AT} | signed))


def document(data):
    """The root of the document part."""
    return etree.fromstring(unzipped(data)["word/document.xml"])


def accepted(data):
    """The root of the document with all changes accepted."""
    return settled(data, kept=CAME, dropped=WENT)


def rejected(data):
    """The root of the document with all changes rejected."""
    return settled(data, kept=WENT, dropped=CAME)


def settled(data, kept, dropped):
    root = document(data)
    is_rejected = kept is WENT
    for change in list(root.iter(*CHANGES)):
        properties = change.getparent()
        properties.remove(change)
        if is_rejected:
            stays = [child for child in properties if change.tag == W + "pPrChange" and child.tag in LAST]
            properties[:] = [*change[0], *stays]
    for row in list(root.iter(W + "tr")):
        marks = [child for child in row.iterfind(f"{W}trPr/*") if child.tag in kept | dropped]
        if any(mark.tag in dropped for mark in marks):
            row.getparent().remove(row)
        for mark in marks:
            mark.getparent().remove(mark)
    for paragraph in list(root.iter(W + "p")):
        settle(paragraph, kept, dropped)
    for table in list(root.iter(W + "tbl")):
        if table.find(W + "tr") is None:
            table.getparent().remove(table)
    return root


def settle(paragraph, kept, dropped):
    mark = next((each for each in paragraph.iterfind(f"{W}pPr/{W}rPr/*") if each.tag in kept | dropped), None)
    if mark is not None:
        mark.getparent().remove(mark)
    for each in [found for found in paragraph.iter(*kept, *dropped) if found.getparent() is not None]:
        holder = each.getparent()
        at = holder.index(each)
        holder[at : at + 1] = list(each) if each.tag in kept else []
    for each in paragraph.iter(*CALLED):
        each.tag = CALLED[each.tag]
    if mark is None or mark.tag not in dropped:
        return
    content = [child for child in paragraph if child.tag != W + "pPr"]
    following = paragraph.getnext()
    if following is None or following.tag != W + "p":
        assert not content, "what is left of it has nothing to join"
    else:
        at = 1 if following.find(W + "pPr") is not None else 0
        following[at:at] = content
    paragraph.getparent().remove(paragraph)


def formatted(root, is_formatted=True):
    """Every paragraph of a document: where it stands, its formatting, and its characters with theirs."""
    return [
        (
            depth(paragraph),
            is_formatted and said(paragraph.find(W + "pPr"), {W + "rPr", W + "sectPr"}),
            is_formatted and said(paragraph.find(f"{W}pPr/{W}rPr"), ()),
            [
                (sign, is_formatted and said(run.find(W + "rPr"), ()))
                for run in paragraph.iter(W + "r")
                for sign in signs(run)
            ],
        )
        for paragraph in root.iter(W + "p")
    ]


def depth(paragraph):
    """In which cell of which row it stands."""
    return [
        (each.tag.removeprefix(W), each.tag == W + "tc" and len(list(each.itersiblings(W + "tc"))))
        for each in paragraph.iterancestors()
        if each.tag in (W + "tc", W + "tr", W + "tbl")
    ]


def signs(run):
    """The characters of a run, and what stands like one."""
    for child in run:
        if child.tag == W + "t":
            yield from child.text or ""
        elif child.tag not in (W + "rPr", W + "lastRenderedPageBreak"):
            yield etree.tostring(child, method="c14n", exclusive=True, with_tail=False)


def said(properties, without):
    if properties is None:
        return []
    return [
        etree.tostring(child, method="c14n", exclusive=True, with_tail=False)
        for child in properties
        if child.tag not in without
    ]


def hold(old, new, is_formatted=True):
    """Fail where the redline of two files is not both of them; the redline."""
    found = made(old, new)
    assert formatted(accepted(found)) == formatted(document(new))
    assert formatted(rejected(found), is_formatted) == formatted(document(old), is_formatted)
    check(document(found))
    return found


def check(root):
    """Fail where numbers repeat, a change is not signed, or the end of a story carries a mark."""
    changed = [each for each in root.iter() if each.get(W + "author") is not None]
    ids = [each.get(W + "id") for each in changed]
    assert len(set(ids)) == len(ids)
    assert {(each.get(W + "author"), each.get(W + "date")) for each in changed} <= {
        (AUTHOR, "2026-12-08T08:20:00Z")
    }
    for story in root.iter(W + "body", W + "tc"):
        last = [child for child in story if child.tag != W + "sectPr"][-1]
        assert last.tag == W + "p"
        assert not [each for each in last.iterfind(f"{W}pPr/{W}rPr/*") if each.tag in CAME | WENT]
    for went in root.iter(W + "del"):
        assert next(went.iter(W + "t"), None) is None


def marked(root):
    """What stays, went, came and moved, as (kind, text); the ends of paragraphs are left out."""
    kinds = {W + "ins": "come", W + "del": "gone", W + "moveFrom": "moved_from", W + "moveTo": "moved_to"}
    found = []
    for leaf in root.iter(W + "t", W + "delText"):
        kind = next((kinds[each.tag] for each in leaf.iterancestors() if each.tag in kinds), "same")
        if found and found[-1][0] == kind:
            found[-1] = kind, found[-1][1] + leaf.text
        else:
            found.append((kind, leaf.text))
    return found
