"""Clerks at the statements they write for officials: their list, beginning one, and both at one page."""

import pytest
from review_fixtures import give_back
from section_filling import HEADER, changed, fields, values
from test_web_rounds import asked, soon
from web_fixtures import Client, errors, words

from collector.store import audit, clerks, people
from collector.store import database as store
from collector.web import presentation


@pytest.fixture
def serving(clerk, reviewers, db):
    """The clerk's browser, who writes for 陈远山 and for 王小河."""
    clerks.assign(db, 1, reviewers["wangxiaohe"], reviewers["songlanting"], by=reviewers["zhouqing"])
    return clerk


def rows(client):
    """The clerk's list: who, and what is said of each statement."""
    found = {}
    for section in client.page("/statements").xpath("//section"):
        name = section.xpath("string(.//h2/text())")
        found[name] = [
            [" ".join(cell.text_content().split()) for cell in row] for row in section.xpath(".//tbody/tr")
        ]
    return found


def begin(client, year=2026, status=303, **fields):
    sent = {"definition": "integrity", "year": str(year), "period": "年度", **fields}
    return client.post("/statements", sent, status)


def test_a_clerk_begins_at_the_statements_they_write(clerk, written):
    assert clerk.get("/", 303).location == "/statements"
    assert clerk.page("/statements").xpath("//nav[@aria-label='主导航']/a/text()") == ["代填报告", "帮助"]
    listed = rows(clerk)["陈远山"]
    assert [row[0][:4] for row in listed] == ["2026", "2025", "2024"]
    assert listed[0][1:4] == ["草稿", "没有，可以送本人确认", "—"]
    assert listed[0][4].startswith("填写")


def test_the_list_says_where_each_statement_stands(clerk, years):
    states = [row[1:3] for row in rows(clerk)["陈远山"]]
    assert states == [["已提交", "已提交，等审核"], ["已归档", "没有"], ["已归档", "没有"]]


def test_the_list_says_how_many_questions_were_returned(clerk, years, db):
    with store.transaction(db):
        give_back(db, years.newest, years.reviewer, {"position": "请写全称", "study_focus": "请写明次数"})
    returned = rows(clerk)["陈远山"][0]
    assert returned[1:3] == ["退回修改", "2 个问题被退回，改好后送本人确认"]
    assert returned[4].startswith("修改")


def test_the_deadline_of_the_official_is_the_clerks(administrator, serving, reviewers):
    wang = str(reviewers["wangxiaohe"])
    administrator.post("/rounds/new", asked([wang], deadline=soon(30)))
    found = rows(serving)
    assert found["陈远山"] == []
    assert found["王小河"][0][3].startswith(f"{presentation.day(soon(30))} 还有")


def test_a_clerk_without_officials_is_told_who_assigns(clerk, reviewers, db):
    clerks.remove(db, 1, reviewers["chenyuanshan"], reviewers["songlanting"])
    assert "由本单位管理员在“人员”里指定" in words(clerk.get("/statements"))
    assert "由本单位管理员在“人员”里指定" in words(clerk.get("/statements/new"))
    assert "请选择替谁填报" in words(begin(clerk, status=422))


def test_an_official_who_is_a_clerk_sees_both_lists(app, reviewers, db):
    gu = reviewers["guhuaichuan"]
    people.grant(db, 1, gu, "clerk")
    clerks.assign(db, 1, reviewers["wangxiaohe"], gu, by=reviewers["zhouqing"])
    client = Client(app).sign_in(gu)
    begin(client)
    begin(client, **{"for": str(reviewers["wangxiaohe"])})
    page = client.page("/statements")
    assert page.xpath("string(//h1)") == "我的报告"
    assert page.xpath("string(//h2[@id='served'])") == "代填报告"
    assert len(page.xpath("//main/div//table[@class='statements']//th/a")) == 1
    assert [len(listed) for listed in rows(client).values()] == [1]


def test_a_statement_begun_by_a_clerk_is_the_officials(serving, official, reviewers, db):
    page = serving.page(f"/statements/new?for={reviewers['chenyuanshan']}")
    assert page.xpath("string(//select[@name='for']/option[@selected])") == "陈远山（江城市水文局）"
    address = begin(serving, **{"for": str(reviewers["chenyuanshan"])}).location
    (row,) = store.rows(db, "SELECT * FROM statements")
    assert (row["person_id"], row["saved_by"]) == (reviewers["chenyuanshan"], None)
    assert "正在代 陈远山 填报" in words(serving.get(address))
    assert "正在代" not in words(official.get(address))
    header = official.page(f"{address}/header")
    assert header.xpath("string(//input[@name='reporter_name']/@value)") == "陈远山"
    again = begin(serving, status=422, **{"for": str(reviewers["chenyuanshan"])})
    assert "陈远山已有一份" in words(again)
    assert begin(serving, **{"for": str(reviewers["wangxiaohe"])})


def test_the_only_official_needs_no_choosing(clerk, reviewers, db):
    page = clerk.page("/statements/new")
    assert page.xpath("//input[@name='for']/@value") == [str(reviewers["chenyuanshan"])]
    begin(clerk)
    assert store.rows(db, "SELECT person_id FROM statements")[0]["person_id"] == reviewers["chenyuanshan"]


def test_a_clerk_of_several_has_to_say_for_whom(serving, db):
    assert "请选择替谁填报" in words(begin(serving, status=422))
    assert store.rows(db, "SELECT 1 FROM statements") == []


@pytest.mark.parametrize("account", ["guhuaichuan", "linzhixing", "songlanting", "none"])
def test_nobody_begins_a_statement_for_somebody_they_do_not_write_for(serving, reviewers, db, account):
    begin(serving, status=404, **{"for": str(reviewers.get(account, "x"))})
    assert store.rows(db, "SELECT 1 FROM statements") == []


def test_an_official_begins_none_for_a_colleague(official, reviewers):
    begin(official, status=404, **{"for": str(reviewers["wangxiaohe"])})


def test_nothing_is_begun_for_somebody_who_files_no_more(serving, reviewers, db):
    people.disable(db, 1, reviewers["chenyuanshan"])
    people.revoke(db, 1, reviewers["wangxiaohe"], "official")
    page = words(serving.get("/statements"))
    assert "账号已停用，暂时不能替陈远山新建报告" in page
    assert "已不是填报人，暂时不能替王小河新建报告" in page
    begin(serving, status=404, **{"for": str(reviewers["chenyuanshan"])})


def test_a_clerk_without_the_role_has_no_statements_to_write(clerk, written, reviewers, db):
    people.revoke(db, 1, reviewers["songlanting"], "clerk")
    clerk.get("/statements", 403)
    people.grant(db, 1, reviewers["songlanting"], "official")
    assert rows(clerk) == {}
    clerk.get(written.own, 404)
    begin(clerk, 2023, 404, **{"for": str(reviewers["chenyuanshan"])})


def test_who_begins_is_in_the_audit(serving, reviewers, db):
    begin(serving, **{"for": str(reviewers["chenyuanshan"])})
    (row,) = [row for row in audit.newest(db, 1) if row["action"] == "statement_created"]
    assert row["person_id"] == reviewers["songlanting"]


@pytest.fixture
def at_once(clerk, official, reviewers):
    """The fields of the header as the clerk's page and the author's page show them, and its address."""
    address = f"{begin(official).location}/header"
    official.post(address, HEADER)
    return fields(clerk, address), fields(official, address), address


def test_different_answers_of_clerk_and_author_merge(clerk, official, at_once, db):
    theirs, own, address = at_once
    clerk.post(address, changed(theirs, position="局长", then="back"))
    official.post(address, changed(own, unit_short_core="江城", then="back"))
    assert (values(db)["position"], values(db)["unit_short_core"]) == ("局长", "江城")


def test_the_same_answer_of_clerk_and_author_is_a_conflict_for_the_second(clerk, official, at_once, db):
    theirs, own, address = at_once
    official.post(address, changed(own, position="书记", then="back"))
    (message,) = errors(clerk.post(address, changed(theirs, position="局长", then="back"), 422))["position"]
    assert "陈远山" in message
    assert "改成了“书记”" in message
    assert values(db)["position"] == "书记"


def test_a_conflict_names_the_clerk_to_the_author(clerk, official, at_once):
    theirs, own, address = at_once
    clerk.post(address, changed(theirs, position="局长", then="back"))
    (message,) = errors(official.post(address, changed(own, position="书记", then="back"), 422))["position"]
    assert "宋兰亭" in message


def test_what_a_clerk_types_is_signed_with_the_clerk(clerk, official, at_once, db, reviewers):
    theirs, _, address = at_once
    clerk.post(address, changed(theirs, position="局长", then="back"))
    newest = store.rows(db, "SELECT saved_by FROM revisions ORDER BY id DESC LIMIT 1")[0]
    assert newest["saved_by"] == reviewers["songlanting"]
    # The page of one is nobody else's to send.
    assert official.post(address, changed(theirs, position="书记", then="back")).location == "/"
    assert values(db)["position"] == "局长"


@pytest.mark.parametrize("page", ["", "/header", "/check", "/sheet", "/history"])
def test_every_page_written_for_another_says_for_whom(clerk, official, written, page):
    theirs = clerk.page(f"{written.own}{page}")
    (line,) = theirs.xpath("//p[@class='for-another']")
    assert theirs.xpath("//nav[@class='crumbs']/a[@href='/statements']/text()") == ["代填报告"]
    assert line.text_content() == "正在代 陈远山 填报"
    assert not official.page(f"{written.own}{page}").xpath("//p[@class='for-another']")


def test_a_year_that_is_taken_is_the_officials(clerk, written):
    address = f"{written.own}/header"
    page = clerk.submit(address, {"report_year": "2025"}, 422)
    assert "本人已有一份《2025年度" in words(page)
