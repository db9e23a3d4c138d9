import pytest
import word_counts

from collector.statement import counting


@pytest.mark.parametrize(("text", "words"), word_counts.COUNTS)
def test_words_are_counted_as_word_counts(text, words):
    assert counting.words(text) == words
