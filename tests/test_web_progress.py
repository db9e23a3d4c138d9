"""The task list: what is left of each section, what its author says of it, the deadline, who saved last."""

from datetime import timedelta

import pytest
from section_filling import HEADER, changed, complete, fields
from web_fixtures import tree, words

from collector.store import database, finished, rounds, times
from collector.web import presentation

QUESTION = "这一部分填完了吗？"


def standing(client, address, section="header"):
    """(tag, what is left) of a section in the task list."""
    (item,) = client.page(address).xpath(f"//li[.//*[@id='state-{section}']]")
    return item.xpath("string(.//span)"), item.xpath("string(.//small)")


def rail(client, address, section="header"):
    (small,) = client.page(f"{address}/{section}").xpath(
        f"//nav[@class='rail']/ol/li[@data-section='{section}']//small"
    )
    return small.text


def ticked(client, address):
    return client.page(address).xpath("string(//input[@name='finished'][@checked]/@value)")


def test_a_section_with_everything_in_it_waits_for_its_authors_word(official, statement):
    assert QUESTION in words(official.get(f"{statement}/header"))
    official.post(f"{statement}/header", HEADER)
    assert standing(official, statement) == ("填写中", "必填项已填")
    official.post(f"{statement}/header", {**HEADER, "finished": "yes"})
    assert standing(official, statement) == ("已完成", "")
    assert rail(official, statement) == "已完成"
    assert ticked(official, f"{statement}/header") == "yes"


def test_the_word_is_taken_back(official, statement, db):
    official.post(f"{statement}/header", {**HEADER, "finished": "yes"})
    assert finished.all(db, 1, 1) == {"header"}
    official.post(f"{statement}/header", {**HEADER, "finished": "no"})
    assert finished.all(db, 1, 1) == set()
    assert ticked(official, f"{statement}/header") == "no"


def test_a_form_without_the_question_changes_nothing(official, statement, db):
    official.post(f"{statement}/header", {**HEADER, "finished": "yes"})
    official.post(f"{statement}/header", {**HEADER, "finished": "perhaps"})
    official.post(f"{statement}/header", HEADER)
    assert finished.all(db, 1, 1) == {"header"}


def test_a_finished_section_with_a_later_problem_says_so(official, statement):
    official.post(f"{statement}/header", {**HEADER, "finished": "yes"})
    pairs = changed(fields(official, f"{statement}/header"), cutoff_date="soon", then="next")
    official.post(f"{statement}/header", pairs, 422)
    assert standing(official, statement) == ("有问题", "已标为填完，但有 1 处问题")
    assert rail(official, statement) == "已标为填完，但有 1 处问题"


def test_a_finished_section_that_misses_something_says_so(official, statement):
    official.post(f"{statement}/header", {**HEADER, "finished": "yes", "cutoff_date": ""}, 422)
    assert standing(official, statement) == ("有问题", "已标为填完，但还有 1 项必填")


def test_all_that_is_marked_counts_as_done(official, statement):
    complete(official, statement)
    assert "已完成 6 个，共 6 个" in words(official.get(statement))


def test_the_overview_says_who_saved_last(official, statement):
    assert "还没有保存过" in words(official.get(statement))
    official.post(f"{statement}/header", HEADER)
    assert "最近保存陈远山 今天" in words(official.get(statement))


def test_the_overview_leads_to_the_report_its_history_and_the_check(official, statement):
    links = set(official.page(statement).xpath("//main//a/@href | //aside//a/@href"))
    assert {f"{statement}/{page}" for page in ("sheet", "history", "check", "draft.docx")} <= links


@pytest.mark.parametrize(("days", "said"), [(28, "还有 28 天"), (0, "今天截止"), (-3, "已过 3 天")])
def test_a_round_has_a_deadline(official, statement, db, ids, days, said):
    deadline = presentation.today() + timedelta(days=days)
    with database.transaction(db):
        round_id = rounds.add(
            db, 1, definition_name="integrity", year=2026, period="年度", cutoff_date="2026-11-20",
            deadline=deadline.isoformat(), opened_by=ids["zhouqing"],
        )  # fmt: skip
        db.execute("UPDATE statements SET round_id = ?", (round_id,))
    day = f"{deadline.year}年{deadline.month}月{deadline.day}日"
    for address in (statement, f"{statement}/header"):
        text = words(official.get(address))
        assert f"截止 {day}" in text
        assert said in text


def test_a_statement_in_no_round_has_no_deadline(official, statement):
    assert "截止 20" not in words(official.get(statement))


def test_the_section_menu_for_narrow_screens_lists_what_the_rail_lists(official, statement):
    page = official.page(f"{statement}/header")
    menu, listed = (page.xpath(f"//nav[@class='rail']/{place}//a/@href") for place in ("details/ol", "ol"))
    assert menu == listed
    assert "第 1 部分，共 6 部分" in page.xpath("string(//nav[@class='rail']//summary)")


def test_any_section_can_be_filled_first(official, statement):
    pairs = [*fields(official, f"{statement}/closing"), ("then", "back")]
    official.post(f"{statement}/closing", [("signed_date", "2026-12-08"), *pairs])
    assert standing(official, statement, "closing") == ("填写中", "必填项已填")


def test_an_imported_statement_is_marked_in_the_lists(official, statement, db):
    assert "导入" not in official.page("/statements").xpath("string(//table)")
    db.execute("UPDATE statements SET imported_at = ?", (times.text(),))
    assert "导入" in official.page("/statements").xpath("string(//table)")
    assert "导入" in tree(official.get(statement)).xpath("string(//main)")
    assert official.page("/statements").xpath("//a[@href='/statements/import']")
