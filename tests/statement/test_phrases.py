import pytest

from collector.config import ROOT
from collector.statement import phrases
from collector.statement.phrases import Phrase

SHIPPED = phrases.shipped(ROOT / "forms" / phrases.FILE)


def parts(listed, text):
    return [text[match.start : match.end] for match in phrases.matches(listed, text)]


def test_the_shipped_list_holds_every_kind():
    assert {row["kind"] for row in SHIPPED} == set(phrases.KINDS)
    assert len(SHIPPED) > 100


@pytest.mark.parametrize(
    ("text", "year", "is_in_force"),
    [
        ("十九届六中全会", 2021, True),
        ("十九届六中全会", 2022, True),
        ("十九届六中全会", 2023, False),
        ("二十届四中全会", 2024, False),
        ("“十五五”", 2026, True),
        ("“十四五”", 2026, False),
        ("党纪学习教育", 2024, True),
        ("深入贯彻中央八项规定精神学习教育", 2026, True),
        ("“两个确立”", 2030, True),
        ("台帐", 2026, False),
    ],
)
def test_a_shipped_phrase_has_its_years(text, year, is_in_force):
    (phrase,) = [each for each in phrases.from_rows(SHIPPED) if each.text == text]
    assert phrase.is_in_force(year) == is_in_force


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("“十四五”规划", "围绕十四五规划", ["十四五规划"]),
        ("“十四五”规划", "围绕“十四五”规划", ["“十四五”规划"]),
        (
            "不忘初心、牢记使命",
            "不忘初心 牢记使命，不忘初心牢记使命",
            ["不忘初心 牢记使命", "不忘初心牢记使命"],
        ),
        ("{n}大以来", "十八大以来和20大以来", ["十八大以来", "20大以来"]),
        ("{字},{字}", "监管,在严管，1,000元", ["管,在"]),
        ("a.c", "abc a.c", ["a.c"]),
    ],
)
def test_a_phrase_is_found_with_and_without_its_signs(phrase, text, found):
    assert parts([Phrase(text=phrase, kind="slogan")], text) == found


def test_of_two_phrases_that_overlap_the_longer_one_counts():
    listed = [Phrase(text=text, kind="slogan") for text in ("疫情防控", "常态化疫情防控", "防控监督工作安排")]
    assert parts(listed, "强化常态化疫情防控，疫情防控") == ["常态化疫情防控", "疫情防控"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("台帐", "要写成"),
        ({"kind": "wording"}, "请填写提法"),
        ({"text": "{n}", "kind": "wording"}, "请填写提法"),
        ({"text": "“”", "kind": "wording"}, "请填写提法"),
        ({"text": "字" * 61, "kind": "wording"}, "最多写 60 个字"),
        ({"text": "台帐", "kind": "typo"}, "类别只能是"),
        ({"text": "台帐", "kind": "wording", "year": 2026}, "不认识的键 year"),
        ({"text": "台帐", "kind": "wording", "note": 1}, "note 要写成文字"),
        ({"text": "某提法", "kind": "slogan"}, "至少填一个"),
        ({"text": "某提法", "kind": "slogan", "valid_from": "2026"}, "四位数"),
        ({"text": "某提法", "kind": "slogan", "valid_from": True}, "四位数"),
        ({"text": "某提法", "kind": "slogan", "valid_to": 20260}, "四位数"),
        ({"text": "某提法", "kind": "slogan", "valid_from": 2026, "valid_to": 2025}, "不能晚于"),
    ],
)
def test_a_mistake_in_a_phrase_is_told(row, message):
    (told,) = phrases.mistakes_of(row)
    assert message in told


def test_every_mistake_of_a_list_is_told_with_its_place(tmp_path):
    path = tmp_path / "phrases.toml"
    path.write_text('phrases = [{ text = "甲", kind = "x" }, { kind = "wording" }]', "utf-8")
    with pytest.raises(phrases.PhraseError) as told:
        phrases.shipped(path)
    assert "第 1 条" in str(told.value)
    assert "第 2 条" in str(told.value)
    for text in ("phrases = [", "others = []", "phrases = 1"):
        path.write_text(text, "utf-8")
        with pytest.raises(phrases.PhraseError):
            phrases.shipped(path)


def test_what_to_write_instead_is_the_newest_of_its_kind():
    listed = phrases.from_rows(SHIPPED)
    stale = next(each for each in listed if each.text == "“十三五”规划")
    assert phrases.replacement(listed, stale, 2026) == "“十五五”规划"
    assert phrases.replacement(listed, stale, None) == ""
    covid = next(each for each in listed if each.text == "新冠肺炎")
    assert phrases.replacement(listed, covid, 2026) == "新冠病毒感染"
