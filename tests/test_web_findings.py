import pytest
from section_filling import changed, complete, fields
from web_fixtures import form_fields, new_statement, tree, words

from collector.store import answers, confirmations, phrases, unit_settings
from collector.store import database as store

COPIED = "4月，针对春旱组织抗旱加密监测，班子成员轮流带班38天，向市防办报送旱情分析14篇。"


@pytest.fixture
def finished(official, statement):
    """The complete statement of 2026, with nothing to look at."""
    complete(official, statement)
    return statement


def plant(client, address, section, **changes):
    """Change some fields of a section as its page would send them."""
    pairs = changed(fields(client, f"{address}/{section}"), then="back", **changes)
    client.post(f"{address}/{section}", pairs)


def told(page):
    """(label, title of the check, marked stretches) of every finding on the check page."""
    return [
        (
            section.find("h3").text.strip(),
            item.findtext("legend/b"),
            [mark.text_content() for mark in item.iter("mark")],
        )
        for section in page.xpath("//section[@class='found']")
        for item in section.xpath(".//fieldset")
    ]


def test_a_clean_statement_has_nothing_to_look_at(official, finished):
    page = official.page(f"{finished}/check")
    assert told(page) == []
    assert "没有需要核对的提醒" in words(official.get(f"{finished}/check"))


@pytest.fixture
def planted(official, finished):
    """The six faults of a copied statement, beside the statement of 2025 it was copied from."""
    before = new_statement(official, 2025)
    complete(official, before, 2025)
    plant(official, before, "two-upholds", two_upholds_measures=COPIED)
    plant(official, finished, "political-responsibility", **{"study_focus-0": "十九届六中全会精神"})
    plant(official, finished, "principal-responsibility", branch_ledger_title="2022年度支部整改台账")
    own = f"{COPIED}\n海岭市测绘院党委与××公司座谈，参加市市水务局的会议。"
    plant(official, finished, "two-upholds", two_upholds_measures=own)
    return finished


def test_every_planted_fault_is_found_and_quoted(official, planted):
    found = told(official.page(f"{planted}/check"))
    assert ("学习重点", "提法和错字", ["十九届六中全会"]) in found
    assert ("支部建设工作台账的名称", "年份", ["2022年度"]) in found
    own = {title: parts for label, title, parts in found if label == "本年度具体举措和事例"}
    assert own == {
        "其他单位的名称": ["海岭市测绘院"],
        "没删掉的记号": ["××"],
        "重复的字": ["市市"],
        "与上年相同的文字": [COPIED],
    }
    assert len(found) == 6


def test_a_finding_leads_to_its_question(official, planted):
    page = official.page(f"{planted}/check")
    (link,) = page.xpath("//section[@id='r-study_focus']//h3/a/@href")
    assert link == f"{planted}/political-responsibility#f-study_focus"
    assert page.xpath("//a[@href='#r-study_focus']")


def test_findings_are_confirmed_with_a_tick_or_a_sentence_and_never_block(official, planted, db):
    response = official.submit(
        f"{planted}/check",
        {"ok.phrases.study_focus": "1", "why.years.branch_ledger_title": "文件\n的原名"},
    )
    assert response.location.endswith("/check#findings")
    page = official.get(f"{planted}/check")
    assert "6 条提醒，已确认 2 条" in words(page)
    kept = confirmations.all(db, 1, 1)
    assert kept[("years", "branch_ledger_title")]["explanation"] == "文件 的原名"
    assert kept[("phrases", "study_focus")]["explanation"] == ""
    assert tree(page).xpath("//input[@name='ok.phrases.study_focus'][@checked]")
    assert tree(page).xpath("//input[@name='why.years.branch_ledger_title']/@value") == ["文件 的原名"]
    assert official.get(f"{planted}/report.docx").data


def test_a_confirmation_is_taken_back_by_clearing_it(official, planted, db):
    official.submit(f"{planted}/check", {"ok.phrases.study_focus": "1"})
    official.submit(f"{planted}/check", {"ok.phrases.study_focus": []})
    assert confirmations.all(db, 1, 1) == {}


def test_a_finding_that_changed_asks_again(official, planted):
    official.submit(f"{planted}/check", {"why.years.branch_ledger_title": "文件的原名"})
    plant(official, planted, "principal-responsibility", branch_ledger_title="2021年度支部整改台账")
    page = official.get(f"{planted}/check")
    assert "6 条提醒，已确认 0 条" in words(page)
    assert "有变化，请再核对" in words(page)
    assert tree(page).xpath("//input[@name='why.years.branch_ledger_title']/@value") == ["文件的原名"]


def test_what_changed_since_the_page_was_made_is_not_confirmed_unseen(official, planted, db):
    pairs = form_fields(official.page(f"{planted}/check"), "confirm")
    plant(official, planted, "principal-responsibility", branch_ledger_title="2021年度支部整改台账")
    ticks = [("ok.years.branch_ledger_title", "1"), ("ok.phrases.study_focus", "1")]
    official.post(f"{planted}/check", [*pairs, *ticks])
    assert set(confirmations.all(db, 1, 1)) == {("phrases", "study_focus")}


def test_a_sentence_that_is_too_long_is_refused_and_stays_in_its_field(official, planted, db):
    pairs = dict(form_fields(official.page(f"{planted}/check"), "confirm"))
    long = "说" * 301
    response = official.post(f"{planted}/check", {**pairs, "why.phrases.study_focus": long}, 422)
    page = tree(response)
    assert page.xpath("//*[@id='problems']//a[@href='#why-phrases-study_focus']")
    assert page.xpath("//input[@name='why.phrases.study_focus']/@value") == [long]
    assert confirmations.all(db, 1, 1) == {}


def test_nobody_but_the_author_sees_or_confirms_the_findings(colleague, administrator, outsider, planted):
    for client, status in ((colleague, 404), (outsider, 404), (administrator, 403)):
        client.get(f"{planted}/check", status)
        client.post(f"{planted}/check", {"ok.phrases.study_focus": "1"}, status)


def test_a_phrase_taken_off_the_list_is_found_no_longer(official, planted, db):
    row = next(each for each in phrases.all(db) if each["text"] == "十九届六中全会")
    with store.transaction(db):
        phrases.remove(db, row["id"])
    assert "学习重点" not in [label for label, _, _ in told(official.page(f"{planted}/check"))]


def test_the_author_sees_how_much_is_their_own_and_how_much_of_it_is_last_years(official, planted):
    page = official.page(f"{planted}/check")
    shown = {each.text: each.getnext().text_content() for each in page.xpath("//aside//dt")}
    assert 15 < int(shown["本人填写"].partition("占 ")[2].strip("%")) < 60
    assert 1 < int(shown["其中与 2025 年相同或相近"].strip("%")) < 20


def test_too_few_own_words_are_a_finding_where_the_unit_asks_for_more(official, finished, db):
    assert told(official.page(f"{finished}/check")) == []
    with store.transaction(db):
        unit_settings.set_own_words_share(db, 1, 90)
    (found,) = told(official.page(f"{finished}/check"))
    assert found[1] == "本人填写的比例"
    assert "不少于 90%" in words(official.get(f"{finished}/check"))


def test_the_half_years_numbers_are_held_against_this_years(official, finished):
    half = new_statement(official, 2026, "上半年")
    plant(official, half, "political-responsibility", party_lectures="7")
    titles = {(label, title) for label, title, _ in told(official.page(f"{finished}/check"))}
    assert ("党课", "少于上半年") in titles


def test_answers_of_an_older_definition_break_nothing(official, planted, db):
    with store.transaction(db):
        changes = {"issues": "一段文字", "party_lectures": ["七"], "last_year_issues": ["行"], "gone": "了"}
        answers.save(db, 1, 2, changes, 1)
    assert told(official.page(f"{planted}/check"))


def test_three_years_of_the_demonstration_raise_no_false_alarm(official, finished):
    addresses = [new_statement(official, year) for year in (2024, 2025)]
    for year, address in zip((2024, 2025), addresses, strict=True):
        complete(official, address, year)
    assert [told(official.page(f"{address}/check")) for address in (*addresses, finished)] == [[], [], []]
