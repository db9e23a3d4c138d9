"""A redline is both files: accepted the new one, rejected the old one, text and formatting."""

import random
from datetime import datetime, timedelta, timezone

import pytest
import random_word_files
from hostile import ANSWERS
from lxml import etree
from redlines import W, document, hold, made, marked, report, year
from word_samples import EVERYWHERE, p, r, row, table, unzipped, word_file, zipped

from collector.compare import marks, reports
from collector.word import package, redline, render, text


@pytest.mark.parametrize(("then", "now"), [(2025, 2026), (2024, 2026), (2026, 2024), (2026, 2026)])
def test_the_redline_of_two_years_is_both_reports(then, now):
    old, new = report(year(then)), report(year(now))
    found = hold(old, new)
    assert text.plain(found) != text.plain(old) or then == now
    changes = [each for each in document(found).iter() if each.get(W + "author")]
    assert bool(changes) == (then != now)


@pytest.mark.parametrize("seed", range(12))
def test_random_years_hold(seed):
    chance = random.Random(seed)
    answers = [year(number) for number in (2024, 2025, 2026)]
    mixed = [
        {name: chance.choice(answers).get(name, typed) for name, typed in answers[2].items()}
        for _ in range(2)
    ]
    hold(*(report(typed, draft=True) for typed in mixed))


@pytest.mark.parametrize("seeds", [range(start, start + 25) for start in range(0, 150, 25)])
def test_random_edits_of_random_files_hold(seeds):
    for seed in seeds:
        chance = random.Random(seed)
        found = random_word_files.document(chance)
        edited = random_word_files.edited(chance, found)
        hold(random_word_files.written(chance, found), random_word_files.written(chance, edited))


def test_the_redline_marks_what_the_page_marks():
    old, new = report(year(2025)), report(year(2026))
    page = marks.marks(*(reports.text(text.plain(each)) for each in (old, new)))
    shown = []
    for kind, said, _ in page:
        said = said.replace("\n", "")
        if said and shown and shown[-1][0] == kind:
            shown[-1] = kind, shown[-1][1] + said
        elif said:
            shown.append((kind, said))
    assert marked(document(made(old, new))) == shown


@pytest.mark.parametrize(
    "line",
    [*(answer[2] for answer in ANSWERS if len(answer[2]) < 10_000), "前\x85后\x7f", "\U00020bb7䶮\ufe0f"],
)
def test_hostile_answers_stay_text_and_headers_the_new_ones(line):
    old, new = (render.fill(EVERYWHERE, {"word": word}) for word in ("原来的内容", line))
    for one, other in ((old, new), (new, old)):
        found, other_parts = unzipped(hold(one, other)), unzipped(other)
        for name in ("header1", "footer1", "footnotes"):
            assert found[f"word/{name}.xml"] == other_parts[f"word/{name}.xml"]


def test_blanks_highlighted_as_open_stay_so():
    typed = {name: each for name, each in year(2026).items() if name != "party_lectures"}
    found = hold(report(year(2025)), report(typed, draft=True))
    assert next(document(found).iter(W + "highlight"), None) is not None


def test_the_same_files_give_the_same_bytes_and_any_zone_the_same_time():
    old, new = report(year(2025)), report(year(2026))
    beijing = datetime(2026, 12, 8, 16, 20, tzinfo=timezone(timedelta(hours=8)))
    assert made(old, new) == made(old, new) == made(old, new, at=beijing)
    assert made(old, new) != made(old, new, author="别的名称")


def test_tracking_is_not_switched_on():
    found = unzipped(made(report(year(2025)), report(year(2026))))
    assert b"trackRevisions" not in found["word/settings.xml"]


@pytest.mark.parametrize("tag", ["ins", "del", "moveFrom"])
def test_a_file_with_tracked_changes_is_refused(tag):
    plain = word_file(p("甲"))
    tracked = word_file(f'<w:p><w:{tag} w:id="1" w:author="某人">{r("甲")}</w:{tag}></w:p>')
    for files in ((plain, tracked), (tracked, plain)):
        with pytest.raises(redline.RedlineError, match="已经有修订"):
            made(*files)


def test_what_is_no_word_file_is_refused():
    for other in (b"", b"PK", zipped({"a.txt": "a"}), zipped({"_rels/.rels": "<a/>"})):
        with pytest.raises(package.PackageError):
            made(other, word_file(p("甲")))


def test_a_redline_that_does_not_read_back_is_refused():
    root = document(made(word_file(p("甲")), word_file(p("乙"))))
    redline.read_back(root.find(W + "body"), ["甲"], ["乙"])
    for old, new in ((["乙"], ["甲"]), (["甲"], ["丙"]), (["丙"], ["乙"])):
        with pytest.raises(redline.RedlineError, match="不一致"):
            redline.read_back(root.find(W + "body"), old, new)
    root = document(
        word_file('<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr></w:p>' + table(row("甲")))
    )
    root.find(W + "body").insert(
        0, etree.fromstring(etree.tostring(document(word_file(p("前"))).find(f".//{W}p")))
    )
    mark = etree.SubElement(etree.SubElement(root.find(f".//{W}p"), W + "pPr"), W + "rPr")
    etree.SubElement(mark, W + "del")
    with pytest.raises(redline.RedlineError, match="连不起来"):
        redline.read_back(root.find(W + "body"), ["前", "甲"], ["甲"])
