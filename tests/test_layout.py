"""Pages as LibreOffice lays them out, measured against GB/T 9704-2012 in millimetres.

The typefaces are free stand-ins of the same widths (tests/layout/fonts.conf). In lines with digits Word and
WPS can break elsewhere: LibreOffice leaves a gap there that the document switches off.
"""

import ctypes
import functools
import io
import itertools
import os
import re
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import docxtpl
import pypdfium2
import pytest
from pypdfium2 import raw

from collector.word import official

pytestmark = pytest.mark.layout

HERE = Path(__file__).parent
MILLIMETRE = 72 / 25.4
TOP, LEFT, RIGHT, BOTTOM = 37, 28, 28 + 156, 37 + 225
PITCH = 28.95 / MILLIMETRE
CHARACTER = 16 / MILLIMETRE
HANGING = "，。、；："
WORDS = {
    "person": "陈远山",
    "date": "2022年7月22日",
    "signature_indent": "750",
    "signature_indent_twips": "2400",
    "date_indent": "200",
    "date_indent_twips": "640",
}
RULER = "[正文]\n" + "廉" * 840
# The first page ends with the first line of a paragraph, the last holds the last line of one.
BROKEN = "[正文]\n" + "\n\n".join("廉" * (26 + 28 * more) for more in (20, 22, 22))
STATEMENT = (HERE / "samples" / "statement-2022.txt").read_text()


@dataclass
class Line:
    text: str
    left: float
    right: float
    baseline: float
    middle: float  # of the ink of its first character
    fonts: list


def statement_source():
    text = re.sub(r"(?m)^(.、.*?情况。)", r"<黑体>\1</黑体>", STATEMENT)
    text = re.sub(r"([一二三]是.*?。)", r"<楷体>\1</楷体>", text).replace("\n", "\n\n")
    title = "[标题]\n2022年度履行全面从严治党<换行/>主体责任和廉洁从业情况报告\n[题注]\n（江城水文局）"
    return f"{title}\n[正文]\n{text}\n[署名]\n{{{{ person }}}}\n[日期]\n{{{{ date }}}}"


@pytest.fixture
def pages(soffice):
    """The pages of each document by name: a list of lines each, from top to bottom."""
    return laid_out()


@functools.cache
def laid_out():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for stem, source in {"ruler": RULER, "broken": BROKEN, "statement": statement_source()}.items():
            template = docxtpl.DocxTemplate(io.BytesIO(official.build(source)))
            template.render(WORDS, autoescape=True)
            template.save(folder / f"{stem}.docx")
        convert(folder)
        return {
            file.stem: [lines(page) for page in pypdfium2.PdfDocument(file.read_bytes())]
            for file in folder.glob("*.pdf")
        }


def convert(folder):
    """Let LibreOffice make a PDF of every document in a folder, and keep settings and font cache there."""
    settings = f"-env:UserInstallation={(folder / 'settings').as_uri()}"
    command = ["soffice", settings, "--headless", "--convert-to", "pdf", "--outdir", folder]
    environment = os.environ | {
        "FONTCONFIG_FILE": str(HERE / "layout" / "fonts.conf"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    with subprocess.Popen(
        [*command, *folder.glob("*.docx")], env=environment, start_new_session=True, stdout=subprocess.DEVNULL
    ) as office:
        try:
            assert office.wait(timeout=120) == 0
        except subprocess.TimeoutExpired:
            os.killpg(office.pid, signal.SIGKILL)
            raise


def lines(page):
    """The lines of a page from top to bottom, in millimetres from its left and upper edge."""
    text = page.get_textpage()
    characters = [character(page, text, index) for index in range(text.count_chars())]
    printed = [found for found in characters if found.text.strip()]
    printed.sort(key=lambda found: (round(found.baseline, 1), found.left))
    return [
        line(list(found))
        for _, found in itertools.groupby(printed, key=lambda found: round(found.baseline, 1))
    ]


def character(page, text, index):
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    _, bottom, _, top = text.get_charbox(index)
    return Line(
        text=text.get_text_range(index, 1),
        left=x.value / MILLIMETRE,
        right=text.get_charbox(index, loose=True)[2] / MILLIMETRE,
        baseline=(page.get_height() - y.value) / MILLIMETRE,
        middle=(page.get_height() - (bottom + top) / 2) / MILLIMETRE,
        fonts=[font(text, index)],
    )


def line(characters):
    return Line(
        text="".join(found.text for found in characters),
        left=characters[0].left,
        right=max(found.right for found in characters),
        baseline=characters[0].baseline,
        middle=characters[0].middle,
        fonts=[found.fonts[0] for found in characters],
    )


def font(text, index):
    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(text, index, name, 200, ctypes.c_int())
    return name.value.decode().rpartition("+")[2]


def slot(found, first):
    """Which of the 22 lines of a page this is."""
    return round((found.baseline - first) / PITCH) + 1


def test_a_page_holds_22_lines_of_28_characters(pages):
    first, second = pages["ruler"]
    assert [len(found.text) for found in first[:-1]] == [26] + [28] * 21
    assert [len(found.text) for found in second[:-1]] == [28] * 8 + [2]


def test_a_single_line_of_a_paragraph_may_end_or_begin_a_page(pages):
    assert [len(page) - 1 for page in pages["broken"]] == [22, 22, 22, 1]


def test_the_lines_fill_the_type_area(pages):
    *body, _ = pages["ruler"][0]
    assert [found.left for found in body[1:]] == pytest.approx([LEFT] * 21, abs=0.3)
    assert [found.right for found in body] == pytest.approx([RIGHT] * 22, abs=0.6)
    assert body[0].left == pytest.approx(LEFT + 2 * CHARACTER, abs=0.3)
    assert body[-1].baseline - body[0].baseline == pytest.approx(21 * PITCH, abs=0.2)
    assert body[0].baseline - CHARACTER / 2 > TOP
    assert body[-1].baseline < BOTTOM


def test_the_page_number_stands_7_mm_below_the_text_outside(pages):
    four = 14 / MILLIMETRE
    for number, page in enumerate(pages["statement"], start=1):
        found = page[-1]
        assert found.text == f"—{number}—"
        assert set(found.fonts) == {"FandolSong-Regular"}
        assert found.middle - BOTTOM == pytest.approx(7, abs=0.2)
        inside = RIGHT - found.right if number % 2 else found.left - LEFT
        assert inside == pytest.approx(four, abs=0.3)


def test_every_full_page_of_a_statement_has_22_lines(pages):
    *full, _ = pages["statement"]
    assert len(full) == 3
    assert [slot(page[-2], full[1][0].baseline) for page in full] == [22, 22, 22]
    assert [len(page) - 1 for page in full] == [21, 22, 22]  # the first has the empty line below the title


def test_nothing_of_the_text_is_lost_on_the_way_to_paper(pages):
    printed = "".join(found.text for page in pages["statement"] for found in page[:-1])
    assert re.sub(r"\s", "", STATEMENT) in printed


def test_only_a_punctuation_mark_hangs_out_of_the_type_area(pages):
    for found in itertools.chain(*pages["statement"]):
        assert found.left > LEFT - 0.3
        if found.right > RIGHT + 0.3:
            assert found.text[-1] in HANGING
            assert found.right < RIGHT + CHARACTER + 0.3


def test_the_title_is_centred_in_two_lines(pages):
    first, second, note = pages["statement"][0][:3]
    assert (first.text, second.text) == ("2022年度履行全面从严治党", "主体责任和廉洁从业情况报告")
    middles = [(found.left + found.right) / 2 for found in (first, second, note)]
    assert middles == pytest.approx([(LEFT + RIGHT) / 2] * 3, abs=0.4)


def test_signature_and_date_stand_below_an_empty_line(pages):
    *_, last, signature, date, _ = pages["statement"][-1]
    assert (signature.text, date.text) == ("陈远山", "2022年7月22日")
    assert signature.baseline - last.baseline == pytest.approx(2 * PITCH, abs=0.1)
    assert date.baseline - signature.baseline == pytest.approx(PITCH, abs=0.1)
    assert RIGHT - signature.right == pytest.approx(7.5 * CHARACTER, abs=0.3)
    assert RIGHT - date.right == pytest.approx(2 * CHARACTER, abs=0.3)


def test_each_face_is_drawn_by_its_stand_in_quotes_and_digits_too(pages):
    first = pages["statement"][0]
    assert all(name.startswith("NotoSerifCJK") and "-Bold" in name for name in first[0].fonts)
    assert set(first[2].fonts) == {"FandolKai-Regular"}
    heading = next(found for found in first if found.text.startswith("一、践行“"))
    end = len("一、践行“两个维护”情况。")
    assert set(heading.fonts[:end]) == {"FandolHei-Regular"}
    assert set(heading.fonts[end:]) == {"FandolKai-Regular"}
    digits = next(found for found in first if "7月份" in found.text)
    assert set(digits.fonts) == {"FandolFang-Regular"}
