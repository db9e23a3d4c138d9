import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.statement import cleaning

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize("name", hostile.NAMES)
def test_a_hostile_text_is_cleaned_as_expected(name):
    typed, line, paragraphs = hostile.answer(name)
    assert cleaning.inline(cleaning.clean(typed)) == line
    assert cleaning.paragraphs(cleaning.clean(typed)) == paragraphs


@pytest.mark.parametrize("typed", hostile.LONE_SURROGATES)
def test_half_a_character_is_refused(typed):
    with pytest.raises(cleaning.LoneSurrogate):
        cleaning.clean(typed)


@given(ANY_TEXT)
def test_cleaning_once_more_changes_nothing(typed):
    once = cleaning.clean(typed)
    assert cleaning.clean(once) == once
    assert cleaning.inline(cleaning.inline(once)) == cleaning.inline(once)
    assert cleaning.paragraphs("\n".join(cleaning.paragraphs(once))) == cleaning.paragraphs(once)


@given(ANY_TEXT)
def test_a_line_holds_no_line_end_and_a_paragraph_is_never_empty(typed):
    once = cleaning.clean(typed)
    assert not set("\n\r\t\v\f\x85\u2028\u2029") & set(cleaning.inline(once))
    assert all(cleaning.paragraphs(once))


def test_what_was_dropped_between_a_letter_and_its_accent_leaves_one_character():
    assert cleaning.clean("e\u200b\u0301") == "é"


@pytest.mark.parametrize("kept", ["𠮷", "䶮", "👨\u200d👩\u200d👧", "葛\U000e0100城"])
def test_rare_characters_and_what_joins_them_stay(kept):
    assert cleaning.clean(kept) == kept
