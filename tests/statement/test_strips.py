import pytest

from collector.statement import strips

BUREAU = ("市…", "…局")


@pytest.mark.parametrize(
    ("typed", "affixes", "left", "taken"),
    [
        ("市水务局", BUREAU, "水务", ("市", "局")),
        ("水务局", BUREAU, "水务", ("局",)),
        ("水务", BUREAU, "水务", ()),
        ("市市水务局局", BUREAU, "水务", ("市", "市", "局", "局")),
        ("“廉政我来说”活动", ("“…”", "…活动"), "廉政我来说", ("“", "”", "活动")),
        ("第 二十三 届", ("第…", "…届"), "二十三", ("第", "届")),
        ("《2026年度工作清单》", ("《…》", "{year}年度…"), "工作清单", ("《", "2026年度", "》")),
        ("一是学习不够。", ("{n}是…", "…。"), "学习不够", ("一是", "。")),
        ("十二是学习不够", ("{n}是…",), "学习不够", ("十二是",)),
    ],
)
def test_what_the_report_prints_anyway_is_taken_off_and_told(typed, affixes, left, taken):
    assert strips.stripped(typed, affixes) == (left, taken)


@pytest.mark.parametrize("typed", ["“甲”和“乙”", "“甲", "甲”", "“"])
def test_a_pair_goes_only_together(typed):
    assert strips.stripped(typed, ("“…”",)) == (typed, ())


@pytest.mark.parametrize("name", ["市场监管", "市政", "市容环境", "市民政务"])
def test_a_word_that_begins_like_the_prefix_stays_whole(name):
    assert strips.stripped(name, BUREAU) == (name, ())
    assert strips.stripped(f"市{name}局", BUREAU) == (name, ("市", "局"))


def test_of_a_city_government_only_the_city_goes():
    assert strips.stripped("市政府采购局", BUREAU) == ("政府采购", ("市", "局"))


@pytest.mark.parametrize("typed", ["局", "市", "市局", "局局 局"])
def test_nothing_but_affixes_is_bare(typed):
    left, _ = strips.stripped(typed, BUREAU)
    assert left
    assert strips.is_bare(left, BUREAU)


def test_a_text_without_affixes_is_never_bare():
    assert not strips.is_bare("局", ())
    assert not strips.is_bare("水务", BUREAU)


@pytest.mark.parametrize("typed", ["局" * 200_000, "“" * 100_000 + "”" * 100_000, "水" + "问题" * 100_000])
def test_a_very_long_text_of_affixes_is_soon_done(typed):
    affixes = ("“…”", "…局", "…问题")
    left, taken = strips.stripped(typed, affixes)
    assert len(taken) <= 2 * len(affixes) * strips.MOST_ROUNDS
    assert strips.is_bare(left, affixes) == (typed[0] != "水")


@pytest.mark.parametrize("affix", ["局", "……", "…", "", "市…局…"])
def test_an_affix_has_one_gap_and_something_beside_it(affix):
    assert not strips.is_affix(affix)
