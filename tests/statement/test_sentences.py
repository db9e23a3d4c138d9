import pytest

from collector.statement import sentences
from collector.word.text import Piece


def cut(text):
    return [text[start:end] for start, end in sentences.split(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("　", []),
        ("一句没有句号", ["一句没有句号"]),
        ("一句。两句！三句？四句；五句", ["一句。", "两句！", "三句？", "四句；", "五句"]),
        ("他说“好。再来。”大家同意。散会", ["他说“好。再来。”大家同意。", "散会"]),
        ("印发《关于学习。落实的通知》后检查。结束。", ["印发《关于学习。落实的通知》后检查。", "结束。"]),
        ("缺“了一半。第二句。", ["缺“了一半。", "第二句。"]),
        ("多”了一半。第二句。", ["多”了一半。", "第二句。"]),
        ("完成。。另起。", ["完成。。", "另起。"]),
        ("（说明。）后面。", ["（说明。）", "后面。"]),
    ],
)
def test_a_sentence_ends_at_its_sign_but_not_inside_a_quotation(text, parts):
    assert cut(text) == parts


def test_a_sentence_knows_whose_answers_are_in_it():
    pieces = [
        Piece(text="参加市"),
        Piece(text="水务", blank="core"),
        Piece(text="局活动。代表"),
        Piece(text="**", blank="unit", is_open=True),
        Piece(text="局发言。"),
    ]
    first, second = sentences.of([pieces])
    assert first.text == "参加市水务局活动。"
    assert [(span.blank, span.start, span.end) for span in first.spans] == [("core", 3, 5)]
    assert first.touched(4, 9).blank == "core"
    assert first.touched(0, 3) is None
    assert [(span.blank, span.is_open) for span in second.spans] == [("unit", True)]
    assert second.touched(0, 9) is None


def test_an_answer_of_several_sentences_is_in_each_of_them():
    found = list(sentences.of([[Piece(text="一。二。", blank="own"), Piece(text="三。")]]))
    assert [(each.text, [(span.start, span.end) for span in each.spans]) for each in found] == [
        ("一。", [(0, 2)]),
        ("二。", [(0, 2)]),
        ("三。", []),
    ]


def test_a_quote_is_short_enough_to_show_and_keeps_the_part():
    quote = sentences.quote("前" * 100 + "错" + "后" * 100, 100, 101)
    assert quote.part == "错"
    assert quote.before == "…" + "前" * 40
    assert quote.after == "后" * 40 + "…"
    long = sentences.quote("错" * 500, 0, 500)
    assert len(long.part) < 150
