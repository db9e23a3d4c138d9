"""Filling one report, beside docxtpl's own way and beside the time its document.xml takes to deflate."""

import io
import zlib

import docxtpl

from bench import samples, timing
from collector.word import render, template, text

_DOCXTPL = "docxtpl: load, render, save"
_DEFLATE = "zlib 6: deflate the same document.xml"
_FILL = "fill without read-back"
_WHOLE = "fill with read-back"


def run() -> list[timing.Row]:
    data = samples.TEMPLATE.read_bytes()
    loaded = template.load(data)
    words = samples.words(loaded)
    document = loaded.document.xml.render(words).encode()

    def by_docxtpl() -> bytes:
        rival = docxtpl.DocxTemplate(io.BytesIO(data))
        rival.render(words, autoescape=True)
        made = io.BytesIO()
        rival.save(made)
        return made.getvalue()

    def unread() -> bytes:
        return render.assembled(loaded, render.usable(loaded, words, draft=False), draft=False)

    if text.plain(by_docxtpl()) != text.plain(unread()):
        raise SystemExit("docxtpl and collector give different texts: the times would compare nothing")
    taken = timing.medians(
        {
            _DOCXTPL: by_docxtpl,
            _DEFLATE: lambda: zlib.compress(document, 6),
            _FILL: unread,
            _WHOLE: lambda: render.fill(loaded, words),
        }
    )
    return _rows(taken, len(document))


def _rows(taken: dict[str, float], size: int) -> list[timing.Row]:
    def row(what: str, ratio: str = "", wanted: str = "") -> timing.Row:
        return timing.Row(
            what=f"one report, {what}", value=timing.milliseconds(taken[what]), ratio=ratio, wanted=wanted
        )

    rival, deflate = taken[_DOCXTPL], taken[_DEFLATE]
    return [
        row(_DOCXTPL),
        row(_DEFLATE, f"{size:,} bytes"),
        row(
            _FILL,
            f"docxtpl / {rival / taken[_FILL]:.0f}, deflate x {taken[_FILL] / deflate:.2f}",
            "docxtpl / 60, deflate x 2",
        ),
        row(_WHOLE, f"docxtpl / {rival / taken[_WHOLE]:.0f}", "docxtpl / 15"),
    ]


if __name__ == "__main__":
    print(timing.table(run()))
