"""The shipped template, and neutral words for whatever it asks."""

from pathlib import Path

from collector.word import template, text

TEMPLATE = Path(__file__).parent.parent / "doc_templates" / "integrity.docx"
_CHARACTERS = "水文监测站网建设廉洁文化主题党日学习调研督查通报谈话整改落实责任清单台账制度宣讲培训检查"


def words(loaded: template.Template, *, number: int = 0) -> dict[str, text.Word]:
    """A word for every name, of the shape that the template wants; another `number`, other words."""
    found: dict[str, text.Word] = {}
    for place, name in enumerate(sorted(loaded.names), number):
        columns = loaded.lists.get(name)
        if name in loaded.numbers:
            found[name] = str(200 + place % 7 * 50)
        elif columns is None:
            found[name] = str(place) if place % 3 == 0 else _text(place, 3 + place % 9)
        elif columns == 0:
            found[name] = [_text(place + line, 90) for line in range(2)]
        else:
            found[name] = [
                tuple(_text(place + line + cell, 20) for cell in range(columns)) for line in (0, 1)
            ]
    return found


def _text(start: int, length: int) -> str:
    return "".join(
        _CHARACTERS[(start * 7 + step * (start % 5 + 1)) % len(_CHARACTERS)] for step in range(length)
    )
