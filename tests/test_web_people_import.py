import io
import json
import re

import excel_samples
import pytest
from excel_samples import person
from web_fixtures import Client, tree, words

from collector.store import audit, clerks, people, rosters, units
from collector.store import database as store

ONE_TIME = re.compile("(?:[A-Za-z0-9]{4}-){3}[A-Za-z0-9]{4}")


def upload(client, data, status=303, name="人员.xlsx"):
    return client.post(
        "/people/import", {"file": [(io.BytesIO(data), name)]}, status, content_type="multipart/form-data"
    )


def everybody(db):
    return {row["account"] for row in store.rows(db, "SELECT account FROM people")}


def actions(db):
    return [row["action"] for row in audit.newest(db, 1)]


@pytest.fixture
def preview(administrator, db):
    """The address of the preview of two people, one of them in a department."""
    units.add(db, "监测科", parent_id=1)
    data = excel_samples.saved(
        person(), person("wuhe", "吴禾", "主任", "江城市水文局/监测科", "审核人、管理员")
    )
    return upload(administrator, data).location


def test_the_template_is_downloaded_with_the_units_there_are(administrator, db):
    units.add(db, "监测科", parent_id=1)
    answer = administrator.get("/people/import/template.xlsx")
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    sheets = excel_samples.opened(answer.data)
    assert sheets["人员"] == [list(excel_samples.WITH_CLERKS)]
    assert ["现有的单位", "江城市水文局/监测科"] in sheets["填写说明"]


def test_a_preview_shows_everybody_and_adds_nobody(administrator, preview, db):
    before = everybody(db)
    page = words(administrator.get(preview))
    assert "“人员.xlsx”里有 2 人，还没有添加" in page
    assert "吴禾 主任 江城市水文局/监测科 wuhe 审核人、管理员 第 3 行" in page
    assert everybody(db) == before


def test_everybody_is_added_with_a_password_shown_once(administrator, stranger, preview, db):
    shown = administrator.post(preview, status=200)
    passwords = tree(shown).xpath("//td[@data-label='一次性密码']/code/text()")
    assert all(ONE_TIME.fullmatch(each) for each in passwords)
    assert len(set(passwords)) == 2
    wuhe = people.by_account(db, "wuhe")
    assert (wuhe["name"], wuhe["position"], wuhe["unit_id"]) == ("吴禾", "主任", 3)
    assert people.roles_of(db, 3, wuhe["id"]) == {"reviewer", "administrator"}
    stranger.post("/sign-in", {"account": "lijiang", "password": passwords[1]}, 422)
    stranger.post("/sign-in", {"account": "lijiang", "password": passwords[0]})
    assert stranger.get("/statements", 303).location == "/password"
    administrator.get(preview, 404)
    administrator.post(preview, status=404)
    kept = "".join(str(tuple(row)) for row in store.rows(db, "SELECT * FROM rosters"))
    assert "lijiang" not in kept
    assert {"roster_read", "people_imported", "person_added"} <= set(actions(db))


def test_the_passwords_are_downloaded_as_a_workbook(administrator, preview):
    shown = administrator.post(preview, status=200)
    rows = tree(shown).xpath("//table//tbody/tr")
    file = administrator.resume(
        shown, {"people": tree(shown).xpath("string(//input[@name='people']/@value)")}, 200
    )
    assert "xlsx" in file.headers["Content-Disposition"]
    assert file.headers["Cache-Control"] == "no-store"
    (sheet,) = excel_samples.opened(file.data).values()
    assert sheet[0] == ["单位", "姓名", "账号", "一次性密码"]
    assert [line[1:] for line in sheet[1:]] == [
        [row.xpath("string(th)"), row.xpath("string(td[2])"), row.xpath("string(td[3])")] for row in rows
    ]


@pytest.mark.parametrize(
    "sent",
    ["", "x", "{}", "[]", "[1]", '[["a"]]', '[["a", "b", "c", 1]]', json.dumps([["a" * 1001, "", "", ""]])],
)
def test_a_file_of_passwords_is_made_of_nothing_else(administrator, sent):
    administrator.post("/people/import/passwords.xlsx", {"people": sent}, 400)


def test_a_file_of_passwords_has_no_formulas(administrator):
    sent = json.dumps([["=1+1", "+2", "@x", "-a"]])
    answer = administrator.post("/people/import/passwords.xlsx", {"people": sent}, 200)
    assert [cell.value for cell in excel_samples.cells(answer.data)[4:]] == ["'=1+1", "'+2", "'@x", "'-a"]


def test_one_bad_row_keeps_everybody_out_and_every_bad_row_is_named(administrator, db):
    before = everybody(db)
    data = excel_samples.saved(
        person(), person("zhouqing"), person("wuhe", unit="海岭市测绘院"), person("x", name="")
    )
    page = tree(upload(administrator, data, 422))
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//tbody/tr")]
    assert [row[:2] for row in rows] == [
        ["第 3 行", "A 列“账号”"],
        ["第 4 行", "D 列“单位”"],
        ["第 5 行", "A 列“账号”"],
        ["第 5 行", "B 列“姓名”"],
    ]
    assert "已有人使用" in rows[0][2]
    assert "文件里有 4 处要改，没有导入任何人" in page.xpath("string(//*[@id='problems'])")
    assert everybody(db) == before
    assert store.rows(db, "SELECT 1 FROM rosters") == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "旧格式的文件（.xls 或 .et）"),
        ("账号,姓名\n".encode(), ".csv、.txt 等格式"),
        (b"", "文件是空的"),
    ],
)
def test_a_file_of_another_kind_is_named_plainly(administrator, data, message):
    assert message in words(upload(administrator, data, 422))


def test_no_file_at_all_is_told(administrator):
    assert "请选择一份 .xlsx 文件" in words(administrator.post("/people/import", status=422))


def test_an_account_taken_meanwhile_keeps_everybody_out(administrator, preview, db):
    people.add(db, 2, account="wuhe", name="别人", password_hash="x")
    before = everybody(db)
    page = words(administrator.post(preview, status=422))
    assert "第 3 行" in page
    assert "账号“wuhe”已有人使用" in page
    assert everybody(db) == before
    assert "还没有添加" in words(administrator.get(preview))


def test_a_unit_that_is_gone_meanwhile_keeps_everybody_out(administrator, preview, db):
    before = everybody(db)
    administrator.post("/units/3/remove")
    assert "单位“江城市水文局/监测科”已经没有了" in words(administrator.post(preview, status=422))
    assert everybody(db) == before


def test_a_roster_is_its_senders_alone(app, administrator, outsider, preview, db, ids):
    outsider.get(preview, 404)
    outsider.post(preview, status=404)
    people.grant(db, 1, ids["wangxiaohe"], "administrator")
    Client(app).sign_in(ids["wangxiaohe"]).get(preview, 404)


def test_somebody_of_that_name_in_the_unit_is_pointed_out(administrator):
    address = upload(administrator, excel_samples.saved(person("chen2", "陈远山"), person())).location
    (warning,) = administrator.page(address).xpath("//p[@class='warning']")
    assert "这个单位已有叫陈远山的人" in warning.text_content()


def test_columns_that_are_not_used_are_told(administrator):
    data = excel_samples.saved((*person(), "男"), heads=(*excel_samples.HEADS, "性别"))
    assert "没有用到的列：性别" in words(administrator.get(upload(administrator, data).location))


@pytest.mark.usefixtures("preview")
def test_what_nobody_confirmed_within_a_day_is_forgotten(db):
    db.execute("UPDATE rosters SET at = '2020-01-01T00:00:00.000000Z'")
    rosters.add(db, 1, 3, file_name="另一份.xlsx", people=[])
    assert [row["file_name"] for row in store.rows(db, "SELECT file_name FROM rosters")] == ["另一份.xlsx"]


def test_names_of_files_and_cells_are_shown_as_they_are(administrator):
    data = excel_samples.saved(person(name="<b>李江", position="<script>"))
    address = upload(administrator, data, name="<i>.xlsx").location
    page = administrator.get(address)
    assert "&lt;b&gt;李江" in page.text
    assert "<script>" not in page.text.replace('<script type="module"', "")


@pytest.fixture
def with_clerks(administrator, db):
    """The address of the preview of an official with a clerk of the roster and one of the unit."""
    ji = people.add(db, 1, account="jihe", name="季禾", password_hash="x")
    people.grant(db, 1, ji, "clerk")
    rows = ((*person(), "songlan、jihe"), (*person("songlan", "宋兰", roles="经办人"), None))
    return upload(administrator, excel_samples.saved(*rows, heads=excel_samples.WITH_CLERKS)).location


def test_those_who_write_for_others_are_previewed_and_assigned(administrator, with_clerks, db):
    page = words(administrator.get(with_clerks))
    assert "lijiang 填报人 宋兰（songlan）、季禾（jihe） 第 2 行" in page
    assert store.rows(db, "SELECT 1 FROM clerks") == []
    administrator.post(with_clerks, status=200)
    lijiang = people.by_account(db, "lijiang")
    found = clerks.clerks_of(db, 1, lijiang["id"])
    assert sorted(row["account"] for row in found) == ["jihe", "songlan"]
    assert actions(db).count("clerk_assigned") == 2


def test_a_clerk_who_is_none_any_more_keeps_everybody_out(administrator, with_clerks, db):
    before = everybody(db)
    people.disable(db, 1, people.by_account(db, "jihe")["id"])
    page = words(administrator.post(with_clerks, status=422))
    assert "经办人“jihe”已经没有了，或者不再是经办人" in page
    assert everybody(db) == before
    assert store.rows(db, "SELECT 1 FROM clerks") == []


def test_a_clerk_of_other_units_is_not_known(administrator, outsider, ids, db):
    people.grant(db, 2, ids["linzhixing"], "clerk")
    data = excel_samples.saved((*person(), "linzhixing"), heads=excel_samples.WITH_CLERKS)
    assert "没有经办人“linzhixing”" in words(upload(administrator, data, 422))


def test_without_clerks_the_preview_has_no_column_for_them(administrator, preview):
    assert "经办人" not in words(administrator.get(preview))
