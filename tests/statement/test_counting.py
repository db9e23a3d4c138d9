import pytest

from collector.statement import counting


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("　　 \n\t", 0),
        ("全面从严治党", 6),
        ("全面从严治党。", 7),
        ("一、二，三；四：五！", 10),
        ("“两个维护”", 6),
        ("《条例》", 4),
        ("2026年", 2),
        ("2026年11月20日", 6),
        ("312.5小时", 3),
        ("GB/T 9704-2012", 2),
        ("Word 2019", 2),
        ("a,b c", 2),
        ("下沉186人次，服务402.5小时。", 12),
        ("１２３", 3),
        ("——", 2),
        ("……", 2),
        ("（一）", 3),
        ("𠮷野家", 3),
        ("水文　监测", 4),
        ("水\n文", 2),
        ("**", 1),
    ],
)
def test_words_are_counted_as_word_counts(text, words):
    assert counting.words(text) == words
