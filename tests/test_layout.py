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
STATEMENT = (HERE / "samples" / "statement-2022.txt").read_text()


@dataclass
class Line:
    text: str
    left: float
    right: float
    baseline: float
    fonts: list


def statement_source():
    text = re.sub(r"(?m)^(.、.*?情况。)", r"<黑体>\1</黑体>", STATEMENT)
    text = re.sub(r"([一二三]是.*?。)", r"<楷体>\1</楷体>", text).replace("\n", "\n\n")
    title = "[标题]\n2022年度履行全面从严治党<换行/>主体责任和廉洁从业情况报告\n[题注]\n（江城水文局）"
    return f"{title}\n[正文]\n{text}\n[署名]\n{{{{ person }}}}\n[日期]\n{{{{ date }}}}"


@pytest.fixture
def pages(soffice):
    """The pages of the two documents by name: a list of lines each, from top to bottom."""
    return laid_out()


@functools.cache
def laid_out():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for stem, source in {"ruler": RULER, "statement": statement_source()}.items():
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
    height = page.get_height()
    text = page.get_textpage()
    characters = []
    for index in range(text.count_chars()):
        if (character := text.get_text_range(index, 1)).strip():
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            right = text.get_charbox(index, loose=True)[2] / MILLIMETRE
            baseline = (height - y.value) / MILLIMETRE
            characters.append((baseline, x.value / MILLIMETRE, right, character, font(text, index)))
    characters.sort(key=lambda found: (round(found[0], 1), found[1]))
    return [
        line(list(group)) for _, group in itertools.groupby(characters, key=lambda found: round(found[0], 1))
    ]


def line(characters):
    baselines, lefts, rights, texts, fonts = zip(*characters, strict=True)
    return Line("".join(texts), min(lefts), max(rights), baselines[0], list(fonts))


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


def test_the_lines_fill_the_type_area(pages):
    *body, _ = pages["ruler"][0]
    assert [found.left for found in body[1:]] == pytest.approx([LEFT] * 21, abs=0.3)
    assert [found.right for found in body] == pytest.approx([RIGHT] * 22, abs=0.6)
    assert body[0].left == pytest.approx(LEFT + 2 * CHARACTER, abs=0.3)
    assert body[-1].baseline - body[0].baseline == pytest.approx(21 * PITCH, abs=0.2)
    assert body[0].baseline - CHARACTER / 2 > TOP
    assert body[-1].baseline < BOTTOM


def test_the_page_number_stands_7_mm_below_the_text_outside(pages):
    for number, page in enumerate(pages["statement"], start=1):
        found = page[-1]
        assert found.text == f"—{number}—"
        assert set(found.fonts) == {"FandolSong-Regular"}
        four = 14 / MILLIMETRE
        # A 一字线 stands about three eighths of its height above the baseline.
        assert found.baseline - 0.375 * four - BOTTOM == pytest.approx(7, abs=0.5)
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
    assert heading.fonts[: len("一、践行“两个维护”情况。")] == ["FandolHei-Regular"] * 12
    assert set(heading.fonts[12:]) == {"FandolKai-Regular"}
    digits = next(found for found in first if "7月份" in found.text)
    assert set(digits.fonts) == {"FandolFang-Regular"}
