"""LibreOffice opens a redline and shows what went beside what came."""

import pypdfium2
import pytest
from redlines import document as opened
from redlines import made, marked, report, year
from test_layout import convert

pytestmark = pytest.mark.layout


def shown(pdf):
    """The text of all pages, without blanks and line ends."""
    pages = pypdfium2.PdfDocument(pdf.read_bytes())
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_libreoffice_shows_everything_that_went_and_came(soffice, tmp_path):
    found = made(report(year(2025)), report(year(2026)))
    (tmp_path / "redline.docx").write_bytes(found)
    convert(tmp_path)
    said = shown(tmp_path / "redline.pdf")
    words = [words for kind, text in marked(opened(found)) for words in text.split() if kind != "same"]
    # The end of a page may part one.
    assert len([each for each in words if each not in said]) < 8 < 100 < len(words)
