from datetime import UTC, datetime

import pytest

from collector.store import backups, search
from collector.store import database as store

ANSWERS = {
    "study_focus": "党的二十大精神\n《准则》《条例》",
    "head_count": "126",
    "own_words": "全年开展GDP核算2次，完成率98.5％；Ａ股情况已报告。",
}


@pytest.fixture
def indexed(connection):
    """A database in which one statement can be found, and another one of other words."""
    with store.transaction(connection):
        search.index(connection, 7, ANSWERS)
        search.index(connection, 8, {"own_words": "没有收受礼金"})
    return connection


def found(connection, text):
    """The ids of the statements that hold the text."""
    rows = store.rows(
        connection, f"SELECT rowid FROM {search.TABLE} WHERE {search.TABLE} MATCH ?", (search.phrase(text),)
    )
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        *("党", "大精", "二十大精神", "《准则》", "准则条例", "126", "１２６", "gdp", "ＧＤＰ", "Gdp核算"),
        *("2次", "98.5", "A股", "ａ股", " 二十 大 ", "二十大，精神", "情况已报告。"),
    ],
)
def test_an_answer_is_found_from_one_character_up_in_any_width_and_case(indexed, text):
    assert found(indexed, text) == [7]


@pytest.mark.parametrize(
    "text", ["大十", "精神准则", "26", "12", "GD", "条例126", "告党", "二十一大", "没有报告", "study_focus"]
)
def test_what_no_answer_holds_is_not_found(indexed, text):
    assert found(indexed, text) == []


def test_rare_and_private_characters_are_found(indexed):
    for name in ("\U0002cb5a", "\U00030000", "\ue123", "〇"):
        with store.transaction(indexed):
            search.index(indexed, 9, {"name": f"林{name}行"})
        assert found(indexed, f"{name}行") == [9]


@pytest.mark.parametrize(
    "text",
    [
        *(
            '"',
            "'",
            '"党" OR "礼"',
            "党*",
            "^党",
            "NEAR(党 大)",
            "-党",
            "党 AND",
            "words:党",
            "{words}",
            "(党",
        ),
        *("\U0001f600", "\U000f0000", "党\x00", "\ufffd", "%", "_", "", " ", "党" * 10_000, ");--"),
    ],
)
def test_no_input_is_an_error(indexed, text):
    if search.phrase(text):
        assert found(indexed, text) in ([], [7])


def test_signs_alone_are_nothing_to_look_for():
    for text in ("", " ", "，。《》", '"*^-', "\U0001f600", "\U000f0000", "\ud800"):
        assert search.phrase(text) == ""


def test_a_new_submission_takes_the_place_of_the_earlier_one(indexed):
    with store.transaction(indexed):
        search.index(indexed, 7, {"own_words": "重新写过"})
    assert (found(indexed, "二十大"), found(indexed, "重新")) == ([], [7])


def test_what_is_removed_is_not_found(indexed):
    with store.transaction(indexed):
        search.remove(indexed, 7)
        search.remove(indexed, 70)
    assert found(indexed, "二十大") == []
    assert found(indexed, "礼金") == [8]
    assert search.texts(indexed, [7]) == {}


def test_texts_come_back_as_written_with_the_question_at_each_place(indexed):
    texts = search.texts(indexed, [7, 9])
    assert list(texts) == [7]
    for name, text in ANSWERS.items():
        place = texts[7].text.index(text)
        for each in (place, place + len(text) - 1):
            assert texts[7].at(each) == (name, place, place + len(text))


def test_an_answer_without_text_is_not_kept_and_a_break_breaks_nothing(indexed):
    with store.transaction(indexed):
        search.index(indexed, 7, {"head_count": "", "a": f"甲{search.BREAK}", "own_words": "有"})
    texts = search.texts(indexed, [7])[7]
    assert texts.names == ["a", "own_words"]
    assert texts.at(texts.text.index("有")) == ("own_words", 2, 3)


def test_the_index_is_sound_after_changes(indexed):
    with store.transaction(indexed):
        search.index(indexed, 7, {"own_words": "重新写过"})
        search.remove(indexed, 8)
        indexed.execute(f"INSERT INTO {search.TABLE} ({search.TABLE}) VALUES ('integrity-check')")


def test_a_backup_and_what_is_restored_from_it_can_be_searched(indexed, database, tmp_path):
    made = backups.backup(database, tmp_path / "backups", datetime(2026, 11, 22, tzinfo=UTC))
    target = tmp_path / "elsewhere" / "collector.sqlite3"
    backups.restore(made, target)
    restored = store.connect(target)
    assert (found(restored, "二十大"), found(restored, "礼金")) == ([7], [8])
    restored.close()
