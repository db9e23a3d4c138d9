"""A filled report that does not say what was meant does not leave."""

import pytest
from word_samples import EVERYWHERE, p, unzipped, word_file, zipped

from collector.word import render, template


def test_a_damaged_file_does_not_leave():
    data = render.fill(EVERYWHERE, {"word": "x"})
    within = [data.index(name) + len(name) + 20 for name in (b"[Content_Types].xml", b"word/document.xml")]
    checksum = data.rindex(b"[Content_Types].xml") - 30
    for place in (*within, checksum, data.rindex(b"PK\5\6")):
        damaged = bytearray(data)
        damaged[place] ^= 0xFF
        with pytest.raises(render.ReadBackError):
            render.read_back(EVERYWHERE, {"word": "x"}, bytes(damaged))


@pytest.mark.parametrize(
    "part",
    ["word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footnotes.xml", "docProps/core.xml"],
)
def test_the_first_paragraph_that_differs_is_named_and_not_quoted(part):
    meant, other = ({"word": word} for word in ("应有", "另一"))
    parts = unzipped(render.fill(EVERYWHERE, meant)) | {part: unzipped(render.fill(EVERYWHERE, other))[part]}
    with pytest.raises(render.ReadBackError, match=f"^{part} 第 1 段与预期不同。$") as caught:
        render.read_back(EVERYWHERE, meant, zipped(parts))
    assert "应有" in caught.value.meant
    assert "另一" in caught.value.found


def test_a_report_cut_short_does_not_leave():
    data = word_file(p("{{ a }}") + p("二"))
    short = render.fill(template.load(word_file(p("{{ a }}"))), {"a": "x"})
    with pytest.raises(render.ReadBackError, match="第 2 段"):
        render.read_back(template.load(data), {"a": "x"}, short)
