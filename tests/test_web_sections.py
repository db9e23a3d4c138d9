import pytest
import sample_answers
from web_fixtures import errors, form_fields, list_of, new_statement, tree, words
from werkzeug.datastructures import ImmutableMultiDict

from collector.statement import states
from collector.store import answers, statements

HEADER = {
    "report_year": "2026",
    "period_kind": "年度",
    "cutoff_date": "2026-11-20",
    "addressee": "",
    "reporter_name": "陈远山",
    "position": "党委书记、局长",
    "unit_full_name": "江城市水文局",
    "unit_short_core": "江城水文",
    "then": "next",
}


def values(db, statement_id=1):
    return answers.values(db, 1, statement_id)


def fields(client, address):
    """What the page's own form would send."""
    return form_fields(client.page(address))


def changed(pairs, **changes):
    """The pairs of a form with some fields changed; one that is not there is added."""
    names = {name for name, _ in pairs}
    kept = [(name, changes.get(name, value)) for name, value in pairs]
    return kept + [(name, value) for name, value in changes.items() if name not in names]


def test_saving_and_going_on_leads_to_the_next_section(official, statement, db):
    assert official.post(f"{statement}/header", HEADER).location == f"{statement}/two-upholds"
    assert values(db)["cutoff_date"] == "2026-11-20"


def test_saving_and_going_back_leads_to_the_overview_whatever_is_missing(official, statement, db):
    response = official.post(f"{statement}/header", {**HEADER, "cutoff_date": "soon", "then": "back"})
    assert response.location == statement
    assert values(db)["cutoff_date"] == "soon"


def test_the_last_section_leads_to_the_check_page(official, statement):
    pairs = changed(fields(official, f"{statement}/closing"), signed_date="2026-11-22", then="next")
    assert official.post(f"{statement}/closing", pairs).location == f"{statement}/check"


def test_what_is_wrong_is_shown_and_kept(official, statement, db):
    wrong = {**HEADER, "cutoff_date": "2026年13月1日", "unit_short_core": ""}
    response = official.post(f"{statement}/header", wrong, 422)
    assert errors(response) == {
        "cutoff_date": ["统计截止日要填日期，如 2026年11月20日"],
        "unit_short_core": ["请填写本单位简称（不含“局”）"],
    }
    page = tree(response)
    assert page.findtext(".//title").startswith("错误：")
    links = page.xpath("//*[@id='problems']//a/@href")
    assert links == ["#f-cutoff_date", "#f-unit_short_core"]
    assert values(db)["cutoff_date"] == "2026年13月1日"
    assert dict(fields(official, f"{statement}/header"))["cutoff_date"] == "2026年13月1日"
    row = statements.one(db, 1, 1)
    assert row["findings"] == 1


def test_a_kept_mistake_shows_when_the_page_is_opened_again_but_nothing_missing_does(official, statement):
    official.post(f"{statement}/header", {**HEADER, "cutoff_date": "soon", "unit_short_core": ""}, 422)
    page = official.get(f"{statement}/header")
    assert list(errors(page)) == ["cutoff_date"]
    assert not tree(page).xpath("//*[@id='problems']")


def test_a_rule_between_sections_shows_where_its_question_is(official, statement):
    official.post(f"{statement}/header", HEADER)
    late = changed(fields(official, f"{statement}/two-upholds"), theme_day_month="12", then="next")
    found = errors(official.post(f"{statement}/two-upholds", late, 422))
    assert found["theme_day_month"] == ["支部主题党日活动的月份（12月）不能晚于统计截止日（2026年11月20日）"]


def test_a_warning_shows_and_keeps_nobody(official, statement):
    complete(official, statement)
    section = f"{statement}/two-upholds"
    pairs = changed(fields(official, section), community_service_hours="1", then="next")
    assert official.post(section, pairs).status_code == 303
    assert "服务时长平均每人次" in words(official.get(section))


def complete(client, address, year=2026):
    """Answer everything, a section a post, as the pages would send it."""
    definition = sample_answers.definition()
    found = sample_answers.complete(year)
    for section in definition.sections:
        client.post(f"{address}/{section.name}", [*posted(section, found), ("then", "back")])


def posted(section, found):
    """What a browser sends for a section's typed answers."""
    pairs = []
    for question in section.asked:
        typed = found.get(question.name)
        if typed is states.NONE:
            pairs.append((f"{question.name}.none", "1"))
        elif isinstance(typed, str) and question.other and typed not in question.choices:
            pairs += [(question.name, "其他"), (f"{question.name}.other", typed)]
        elif isinstance(typed, str):
            pairs.append((question.name, typed))
        elif question.type == "select_multiple":
            pairs += [(question.name, item) for item in typed or ()]
        for number, item in enumerate(typed if isinstance(typed, list) else ()):
            if isinstance(item, dict):
                pairs += [(f"{question.name}-{number}-{column}", cell) for column, cell in item.items()]
            elif question.type == "list":
                pairs.append((f"{question.name}-{number}", item))
    return pairs


def test_all_sections_filled_make_a_finished_statement(official, statement, db):
    complete(official, statement)
    row = statements.one(db, 1, 1)
    assert (row["missing"], row["findings"]) == (0, 0)
    expected = {name: states.to_json(typed) for name, typed in sample_answers.complete().items()}
    assert values(db) == expected
    assert {section.text for section in official.page(statement).xpath("//ol[@class='tasks']//span")} == {
        "已完成"
    }


@pytest.mark.parametrize("section", [section.name for section in sample_answers.definition().sections])
def test_the_page_sends_back_exactly_what_was_saved(official, statement, db, section):
    complete(official, statement)
    before = answers.all(db, 1, 1)
    official.post(f"{statement}/{section}", [*fields(official, f"{statement}/{section}"), ("then", "back")])
    assert answers.all(db, 1, 1) == before


def test_a_cleared_answer_is_open_again(official, statement, db):
    official.post(f"{statement}/header", {**HEADER, "addressee": "江城市水务局"})
    assert values(db)["addressee"] == "江城市水务局"
    pairs = changed(fields(official, f"{statement}/header"), addressee="", then="next")
    official.post(f"{statement}/header", pairs)
    assert "addressee" not in values(db)


def test_a_stripped_affix_is_told(official, statement):
    official.post(f"{statement}/header", {**HEADER, "unit_short_core": "江城水文局"})
    assert "报告里已经印有“局”，这里只取“江城水文”" in words(official.get(f"{statement}/header"))


def test_a_row_is_added_by_a_button_that_saves_too(official, statement, db):
    address = f"{statement}/closing"
    pairs = fields(official, address)
    count = sum(name.startswith("issues-") for name, _ in pairs)
    pairs = changed(pairs, **{"issues-0": "学习不够系统"})
    page = tree(official.post(address, [*pairs, ("add", "issues")], 200))
    assert not page.xpath("//*[@class='error']")
    assert not page.xpath("//*[@id='problems']")
    again = form_fields(page)
    assert sum(name.startswith("issues-") for name, _ in again) > count
    assert values(db)["issues"] == ["学习不够系统"]
    more = tree(official.post(address, [*again, ("add", "issues")], 200))
    assert sum(name.startswith("issues-") for name, _ in form_fields(more)) > count + 1


def test_a_row_of_a_question_that_is_not_there_is_not_added(official, statement):
    official.post(f"{statement}/header", {**HEADER, "add": "no_such_question"})


def test_a_question_that_other_answers_make_needless_is_not_asked_for(official, statement, db):
    complete(official, statement)
    address = f"{statement}/principal-responsibility"
    pairs = [pair for pair in fields(official, address) if not pair[0].startswith("supervision_letter")]
    official.post(address, [*pairs, ("supervision_letters.none", "1"), ("then", "next")])
    assert statements.one(db, 1, 1)["missing"] == 0


def test_the_statement_follows_the_year_and_period_answered(official, statement, db):
    official.post(f"{statement}/header", {**HEADER, "report_year": "2025年", "period_kind": "上半年"}, 303)
    row = statements.one(db, 1, 1)
    assert (row["year"], row["period"]) == (2025, "上半年")
    assert "2025年上半年履行" in words(official.get(statement))


def test_a_year_that_another_statement_has_is_a_problem_and_is_kept(official, statement, db):
    new_statement(official, 2025)
    response = official.post(f"{statement}/header", {**HEADER, "report_year": "2025"}, 422)
    (message,) = errors(response)["report_year"]
    assert "您已有一份 2025年年度的报告" in message
    assert values(db)["report_year"] == "2025"
    assert statements.one(db, 1, 1)["year"] == 2026
    assert statements.one(db, 1, 1)["findings"] == 1
    assert message in words(official.get(f"{statement}/check"))
    official.post(f"{statement}/header", HEADER)
    assert statements.one(db, 1, 1)["findings"] == 0


def test_a_year_that_cannot_be_read_moves_nothing(official, statement, db):
    official.post(f"{statement}/header", {**HEADER, "report_year": "今年"}, 422)
    assert statements.one(db, 1, 1)["year"] == 2026


def test_text_that_cannot_be_stored_is_refused_by_name_and_the_rest_is_saved(official, statement, db, app):
    address = f"{statement}/header"
    official.post(address, HEADER)
    # Werkzeug never decodes a form into half a character; a JSON save will be able to.
    broken = {**HEADER, "addressee": "甲\ud800乙", "position": "局长"}
    response = with_form(official, app, address, broken)
    assert response.status_code == 422
    assert errors(response) == {
        "addressee": ["主送机关里有损坏的文字（半个字符），请删去后重新输入；其他填报内容已经保存"]
    }
    assert values(db)["position"] == "局长"
    assert "addressee" not in values(db)


def with_form(client, app, address, data):
    """Post a form that already holds what no decoder lets through."""
    token = client.token()

    class Request(app.request_class):
        form = ImmutableMultiDict({**data, "csrf_token": token})

    before, app.request_class = app.request_class, Request
    try:
        return client.http.post(address)
    finally:
        app.request_class = before


def queries(db, ask):
    """The SQL that a request sends, without its values."""
    sent = []
    db.set_trace_callback(lambda sql: sent.append(sql.split()[0]))
    try:
        ask()
    finally:
        db.set_trace_callback(None)
    return sent


def test_a_page_asks_the_database_three_things(official, statement, db):
    """Who asks, which statement, which answers."""
    official.get(f"{statement}/header")
    assert queries(db, lambda: official.get(f"{statement}/header")) == ["SELECT"] * 3


def test_a_save_writes_what_changed_and_the_counts_in_one_transaction(official, statement, db):
    official.post(f"{statement}/header", HEADER)
    address = f"{statement}/header"
    pairs = list_of(changed(fields(official, address), position="局长", then="next"))
    pairs["csrf_token"] = [official.token()]
    sent = queries(db, lambda: official.http.post(address, data=pairs))
    assert sent == ["SELECT", "SELECT", "BEGIN", "SELECT", "INSERT", "UPDATE", "COMMIT"]


def test_a_save_that_changes_nothing_writes_nothing(official, statement, db):
    official.post(f"{statement}/header", HEADER)
    address = f"{statement}/header"
    pairs = list_of([*fields(official, address), ("then", "next")])
    pairs["csrf_token"] = [official.token()]
    sent = queries(db, lambda: official.http.post(address, data=pairs))
    assert sent == ["SELECT", "SELECT", "BEGIN", "SELECT", "COMMIT"]


# --- two tabs, two people


def save_as(db, person_id, **changes):
    """Save answers as somebody else would who may write here (a clerk, in time)."""
    answers.save(db, 1, 1, changes, person_id)


def test_an_answer_changed_by_somebody_else_meanwhile_is_a_conflict(official, statement, db, ids):
    official.post(f"{statement}/header", HEADER)
    pairs = changed(
        fields(official, f"{statement}/header"), position="局长", unit_short_core="江城", then="back"
    )
    save_as(db, ids["wangxiaohe"], position="书记")
    response = official.post(f"{statement}/header", pairs, 422)
    (message,) = errors(response)["position"]
    assert "王小河" in message
    assert "改成了“书记”" in message
    assert values(db)["position"] == "书记"
    assert values(db)["unit_short_core"] == "江城"
    # Mine is still in the field, and saving again puts it in theirs' place.
    again = [*form_fields(tree(response)), ("then", "back")]
    assert dict(again)["position"] == "局长"
    official.post(f"{statement}/header", again)
    assert values(db)["position"] == "局长"


def test_an_answer_not_touched_here_does_not_overwrite_a_newer_one(official, statement, db, ids):
    official.post(f"{statement}/header", HEADER)
    pairs = changed(fields(official, f"{statement}/header"), unit_short_core="江城", then="next")
    save_as(db, ids["wangxiaohe"], position="书记")
    official.post(f"{statement}/header", pairs)
    assert values(db)["position"] == "书记"
    assert values(db)["unit_short_core"] == "江城"


def test_ones_own_other_tab_is_never_a_conflict(official, statement, db):
    official.post(f"{statement}/header", HEADER)
    first = fields(official, f"{statement}/header")
    second = fields(official, f"{statement}/header")
    official.post(f"{statement}/header", changed(first, position="局长", then="next"))
    official.post(f"{statement}/header", changed(second, addressee="江城市水务局", then="next"))
    assert values(db)["position"] == "局长"
    assert values(db)["addressee"] == "江城市水务局"
    official.post(f"{statement}/header", changed(second, position="书记", then="next"))
    assert values(db)["position"] == "书记"


def test_an_answer_cleared_by_somebody_else_is_a_conflict_too(official, statement, db, ids):
    official.post(f"{statement}/header", HEADER)
    pairs = changed(fields(official, f"{statement}/header"), position="局长", then="next")
    save_as(db, ids["wangxiaohe"], position=None)
    (message,) = errors(official.post(f"{statement}/header", pairs, 422))["position"]
    assert "清空了" in message
