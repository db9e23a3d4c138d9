import pytest
from web_fixtures import new_statement, tree, words

from collector.store import answers, audit, statements
from collector.web import progress


def values(db, statement_id=1):
    return answers.values(db, 1, statement_id)


def test_a_person_without_statements_is_asked_to_begin_one(official):
    assert "还没有报告" in words(official.get("/statements"))


def test_a_new_statement_knows_its_year_and_who_writes_it(official, db):
    choice = {"definition": "integrity", "year": "2026", "period": "年度"}
    assert official.submit("/statements/new", choice).location == "/statements/1"
    assert values(db) == {
        "report_year": "2026",
        "period_kind": "年度",
        "reporter_name": "陈远山",
        "position": "党委书记、局长",
        "unit_full_name": "江城市水文局",
    }
    assert audit.newest(db, 1)[0]["action"] == "statement_created"
    assert audit.newest(db, 1)[0]["subject"] == "statement 1"


def test_the_year_asked_for_first_is_this_one(official):
    (form,) = [form for form in official.page("/statements/new").forms if "year" in form.fields]
    assert form.fields["year"] == "2026"
    assert form.fields["period"] == "年度"
    assert form.inputs["year"].value_options == ["2027", "2026", "2025", "2024", "2023", "2022", "2021"]


def test_the_list_shows_statements_by_year_with_what_is_left(official, statement):
    new_statement(official, 2025)
    new_statement(official, 2026, "上半年")
    page = official.page("/statements")
    assert [heading.text for heading in page.xpath("//h2")] == ["2026年", "2025年"]
    text = " ".join(page.text_content().split())
    assert "2026年度履行全面从严治党主体责任情况报告" in text
    assert "2026年上半年履行全面从严治党主体责任情况报告" in text
    assert "项必填未填" in text


def test_the_same_year_and_period_again_leads_to_the_statement_there_is(official, statement):
    choice = {"definition": "integrity", "year": "2026", "period": "年度"}
    page = tree(official.post("/statements", choice, 422))
    (link,) = page.xpath("//*[@id='problems']//a")
    assert "您已有一份《2026年度履行全面从严治党主体责任情况报告》" in link.text
    assert link.get("href") == statement


def test_two_people_may_each_have_one(official, colleague, statement):
    assert new_statement(colleague) == "/statements/2"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"year": "1999"}, "请选择年度"),
        ({"year": "x"}, "请选择年度"),
        ({"period": "月度"}, "请选择报告期"),
    ],
)
def test_a_choice_that_is_not_there_is_refused(official, db, change, message):
    choice = {"definition": "integrity", "year": "2026", "period": "年度", **change}
    assert message in words(official.post("/statements", choice, 422))
    assert statements.of_person(db, 1, 1) == []


def test_a_definition_that_is_not_there_is_a_bad_request(official):
    official.post("/statements", {"definition": "nothing", "year": "2026", "period": "年度"}, 400)


def test_the_overview_lists_every_section_with_its_state(official, statement):
    page = official.page(statement)
    states = [tag.text for tag in page.xpath("//ol[@class='tasks']//span")]
    assert states == ["填写中", "未开始", "未开始", "未开始", "未开始", "未开始"]
    left = [each.text for each in page.xpath("//ol[@class='tasks']//small")]
    assert left[0] == "还有 2 项必填"
    assert left[3].startswith("有 ")
    links = page.xpath("//ol[@class='tasks']//a/@href")
    assert links[0] == f"{statement}/header"
    assert all(official.get(link) for link in links)


@pytest.mark.parametrize(
    ("missing", "findings", "is_begun", "is_finished", "state"),
    [
        (3, 0, False, False, ("open", "未开始", "有 3 项必填")),
        (0, 0, False, False, ("open", "未开始", "都是选填，没有可以不填")),
        (3, 0, True, False, ("partial", "填写中", "还有 3 项必填")),
        (0, 0, True, False, ("partial", "填写中", "必填项已填")),
        (0, 0, True, True, ("done", "已完成", "")),
        (0, 0, False, True, ("done", "已完成", "")),
        (3, 1, True, False, ("bad", "有问题", "有 1 处问题，还有 3 项必填")),
        (0, 1, True, True, ("bad", "有问题", "已标为填完，但有 1 处问题")),
        (2, 0, True, True, ("bad", "有问题", "已标为填完，但还有 2 项必填")),
    ],
)
def test_a_sections_state_says_the_worst_first(missing, findings, is_begun, is_finished, state):
    assert progress.standing(missing, findings, is_begun=is_begun, is_finished=is_finished) == state


def test_the_counts_in_the_list_are_those_of_the_overview(official, statement, db):
    row = statements.one(db, 1, 1)
    numbers = official.page(statement).xpath("//dl[@class='counts']//dd[small]/text()")
    assert [int(number) for number in numbers] == [row["missing"], row["findings"]]
    assert row["missing"] > 50


@pytest.mark.parametrize("page", ["", "/header", "/check", "/report.docx", "/draft.docx"])
def test_somebody_elses_statement_is_not_there(colleague, outsider, statement, page):
    colleague.get(statement + page, 404)
    outsider.get(statement + page, 404)


def test_somebody_elses_statement_cannot_be_written(colleague, outsider, statement, db):
    before = values(db)
    for somebody in (colleague, outsider):
        somebody.post(f"{statement}/header", {"reporter_name": "别人", "then": "next"}, 404)
    assert values(db) == before


def test_a_section_that_is_not_there_is_404(official, statement):
    official.get(f"{statement}/no-such-section", 404)
    official.post(f"{statement}/no-such-section", {}, 404)
    official.get("/statements/99/header", 404)
