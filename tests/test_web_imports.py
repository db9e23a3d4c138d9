import io
import random

import docx
import edited_reports
import pytest
import sample_answers
from shipped import SHIPPED, TEMPLATE
from web_fixtures import new_statement, tree, words

from collector.statement import wording
from collector.statement.states import NONE
from collector.store import answers, clerks, revisions, statements
from collector.word import render

COMPLETE = sample_answers.complete(2025)
BRANCHES = {"branches_before", "branches_after"}


def report(typed=COMPLETE):
    return render.fill(TEMPLATE, wording.words(SHIPPED, typed))


def by_hand(paragraphs):
    """A Word file that somebody typed, without the template's styles."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def send(client, data, name="2025年述责述廉报告.docx", status=303):
    fields = {"csrf_token": client.token(), "definition": "integrity", "file": (io.BytesIO(data), name)}
    found = client.http.post("/statements/import", data=fields, content_type="multipart/form-data")
    return client.checked(found, status)


def ticks(page):
    return {box.get("value"): box.get("checked") is not None for box in page.xpath("//input[@name='take']")}


def confirmed(client, address, **changes):
    """Send the confirmation page as it stands."""
    (form,) = [form for form in client.page(address).forms if form.get("id") == "confirm"]
    pairs = [pair for pair in form.form_values() if pair[0] not in changes]
    return client.post(address, [*pairs, *changes.items()])


def test_a_report_comes_back_as_a_statement_marked_as_imported(official, db, ids):
    address = send(official, report()).location
    page = official.page(address)
    assert not any("待确认" in row.text_content() for row in page.xpath("//tbody/tr"))
    there = confirmed(official, address).location
    statement_id = int(there.rpartition("/")[2])
    (row,) = statements.of_person(db, 1, ids["chenyuanshan"])
    assert (row["year"], row["period"], row["imported_file"]) == (2025, "年度", "2025年述责述廉报告.docx")
    kept = answers.values(db, 1, statement_id)
    expected = {name: ([] if value is NONE else value) for name, value in COMPLETE.items()}
    assert {name for name in expected if kept.get(name) != expected[name]} <= {
        "family_business",  # 不适用 prints nothing
        "ceremonies_reported",
        *(name for name in expected if SHIPPED.questions[name].type == "table" and "ledger" in name),
    }
    (newest, *_) = revisions.all(db, 1, statement_id)
    assert (newest["cause"], newest["note"]) == ("imported", "导入 2025年述责述廉报告.docx")
    assert "导入" in words(official.get("/statements"))
    assert official.get(address, 404)


def test_a_doubtful_answer_is_not_ticked_and_says_why(official, db):
    paragraphs, _ = edited_reports.edited(random.Random(3), COMPLETE)
    address = send(official, by_hand(paragraphs)).location
    page = official.page(address)
    found = ticks(page)
    assert found["position"]
    assert not found["community_person_times"]
    (row,) = page.xpath("//tr[@id='r-community_person_times']")
    assert "待确认" in row.text_content()
    assert "下沉164人次" in row.text_content()
    there = confirmed(official, address).location
    kept = answers.values(db, 1, int(there.rpartition("/")[2]))
    assert "community_person_times" not in kept
    assert kept["position"] == COMPLETE["position"]


def test_what_the_report_does_not_print_is_never_offered(official, db):
    same = {**COMPLETE, "branches_before": "5", "branches_after": "5"}
    address = send(official, report(same)).location
    assert not BRANCHES & set(ticks(official.page(address)))
    there = confirmed(official, address).location
    assert not BRANCHES & set(answers.values(db, 1, int(there.rpartition("/")[2])))


def test_a_year_that_is_taken_is_told_with_a_link_and_loses_nothing(official):
    there = new_statement(official, year=2025)
    address = send(official, report()).location
    (form,) = [form for form in official.page(address).forms if form.get("id") == "confirm"]
    refused = official.post(address, form.form_values(), 422)
    assert "您已有一份《2025年度" in words(refused)
    assert there in [link.get("href") for link in tree(refused).xpath("//a")]
    moved = confirmed(official, address, year="2024")
    assert official.get(moved.location)


def test_year_and_period_come_out_of_the_file_and_can_be_changed(official, db, ids):
    address = send(
        official, report({**COMPLETE, "period_kind": "上半年", "cutoff_date": "2025-06-30"})
    ).location
    page = official.page(address)
    assert page.xpath("string(//select[@name='year']/option[@selected]/@value)") == "2025"
    assert page.xpath("string(//input[@name='period'][@checked]/@value)") == "上半年"
    confirmed(official, address, year="2023", period="年度")
    (row,) = statements.of_person(db, 1, ids["chenyuanshan"])
    assert (row["year"], row["period"]) == (2023, "年度")
    kept = answers.values(db, 1, row["id"])
    assert (kept["report_year"], kept["period_kind"]) == ("2023", "年度")


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_an_import_is_its_owners_alone(official, who, request):
    other = request.getfixturevalue(who)
    address = send(official, report()).location
    other.get(address, 404)
    other.post(address, {"year": "2025", "period": "年度"}, 404)
    official.get(address)


def test_a_stranger_is_sent_to_sign_in(stranger):
    assert stranger.get("/statements/import", 303).location.startswith("/sign-in")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的"),
        (b"plain text", "不是 Word 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "旧格式"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (by_hand(["今天天气很好，我们去江边看水。"] * 20), "几乎没有"),
    ],
    ids=["empty", "text", "doc", "encrypted", "another document"],
)
def test_a_file_that_is_no_such_report_is_refused_in_plain_words(official, data, message):
    refused = send(official, data, status=422)
    assert message in words(refused)
    assert "错误：" in tree(refused).xpath("string(//title)")


def test_without_a_file_the_page_asks_for_one(official):
    refused = official.post("/statements/import", {"definition": "integrity"}, 422)
    assert "请选择一份 .docx 文件" in words(refused)


def test_a_file_name_keeps_its_chinese_and_loses_what_is_no_name(official):
    address = send(official, report(), name="报告<1>:终稿?.docx").location
    assert "报告1终稿.docx" in words(official.get(address))


def test_a_report_of_somebody_else_says_so(official):
    address = send(official, report({**COMPLETE, "reporter_name": "周清"})).location
    assert "报告里的姓名是“周清”" in words(official.get(address))


def test_a_clerk_imports_a_report_of_the_official_they_write_for(clerk, reviewers, db):
    page = clerk.page("/statements/import")
    assert page.xpath("//input[@name='for']/@value") == [str(reviewers["chenyuanshan"])]
    address = send(clerk, report()).location
    assert "的姓名不同" not in words(clerk.get(address))
    there = confirmed(clerk, address).location
    (row,) = statements.of_person(db, 1, reviewers["chenyuanshan"])
    assert (row["year"], row["saved_by"]) == (2025, reviewers["songlanting"])
    assert "正在代 陈远山 填报" in words(clerk.get(there))
    again = send(clerk, report()).location
    fields = {"year": "2025", "period": "年度"}
    assert "陈远山已有一份《2025年度" in words(clerk.post(again, fields, 422))


def test_the_name_in_a_clerks_report_is_compared_with_the_officials(clerk, reviewers):
    data = report({**COMPLETE, "reporter_name": "宋兰亭"})
    assert "报告里的姓名是“宋兰亭”，与陈远山的姓名不同" in words(clerk.get(send(clerk, data).location))


def test_a_clerk_of_several_says_whose_report_it_is(clerk, reviewers, db):
    clerks.assign(db, 1, reviewers["wangxiaohe"], reviewers["songlanting"], by=reviewers["zhouqing"])
    assert "请选择替谁填报" in words(send(clerk, report(), status=422))


def test_an_import_is_gone_once_its_clerk_writes_no_more_for_its_author(clerk, reviewers, db):
    address = send(clerk, report()).location
    clerks.remove(db, 1, reviewers["chenyuanshan"], reviewers["songlanting"])
    clerk.get(address, 404)
    clerk.post(address, {"year": "2025", "period": "年度"}, 404)
    assert statements.of_person(db, 1, reviewers["chenyuanshan"]) == []
