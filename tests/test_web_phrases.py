import pytest
from web_fixtures import tree, words

from collector.config import ROOT
from collector.statement import phrases as statement_phrases
from collector.store import audit, phrases

NEW = {
    "text": "“四个合格”",
    "kind": "slogan",
    "valid_from": "2016",
    "valid_to": "2019",
    "suggestion": "当年的提法",
    "note": "试一试",
}


def listed(page):
    return [row.findtext("th").strip() for row in page.xpath("//table//tbody/tr")]


def by_text(db, text):
    return next(row for row in phrases.all(db) if row["text"] == text)


def test_the_shipped_list_is_there_from_the_start(administrator):
    page = administrator.page("/phrases")
    shipped = statement_phrases.shipped(ROOT / "forms" / statement_phrases.FILE)
    assert sorted(listed(page)) == sorted(row["text"] for row in shipped)
    assert page.xpath("//nav//a[@href='/phrases'][@aria-current]")


def test_the_list_is_narrowed_by_kind_and_text(administrator):
    page = administrator.page("/phrases?kind=plenum&text=六中")
    assert sorted(listed(page)) == sorted(["十九届六中全会", "十八届六中全会"])
    assert len(listed(administrator.page("/phrases?text=网络安全"))) == 1
    assert listed(administrator.page("/phrases?kind=nothing")) == []


def test_a_phrase_is_added_changed_and_removed_each_with_an_audit_row(administrator, db):
    administrator.submit("/phrases/new", NEW)
    row = by_text(db, NEW["text"])
    assert (row["kind"], row["valid_from"], row["valid_to"], row["origin"]) == ("slogan", 2016, 2019, "own")
    response = administrator.submit(f"/phrases/{row['id']}", {"valid_to": "2020", "note": ""})
    assert "已修改" in words(administrator.get(response.location))
    changed = phrases.one(db, row["id"])
    assert (changed["valid_to"], changed["note"], changed["suggestion"]) == (2020, "", "当年的提法")
    administrator.post(f"/phrases/{row['id']}/remove")
    assert phrases.one(db, row["id"]) is None
    administrator.get(f"/phrases/{row['id']}", 404)
    actions = [each["action"] for each in audit.newest(db, 1)][:3]
    assert actions == ["phrase_removed", "phrase_changed", "phrase_added"]


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"text": ""}, "text", "请填写提法"),
        ({"text": "{n}"}, "text", "请填写提法"),
        ({"text": "字" * 61}, "text", "最多 60 个字"),
        ({"text": "台帐"}, "text", "已有“台帐”这一条"),
        ({"kind": ""}, "kind", "类别只能是"),
        ({"valid_from": "去年"}, "valid_from", "四位数"),
        ({"valid_from": "2020"}, "valid_from", "不能晚于"),
        ({"valid_from": "", "valid_to": ""}, "valid_from", "至少填一个"),
        ({"note": "字" * 201}, "note", "最多 200 个字"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_kept(administrator, db, change, field, message):
    before = len(phrases.all(db))
    page = tree(administrator.post("/phrases/new", {**NEW, **change}, 422))
    (link,) = page.xpath("//*[@id='problems']//a")
    assert message in link.text
    assert link.get("href") == f"#f-{field}"
    assert len(phrases.all(db)) == before


def test_a_phrase_keeps_its_own_text_when_it_is_changed(administrator, db):
    row = by_text(db, "台帐")
    administrator.submit(f"/phrases/{row['id']}", {"note": "账簿的账"})
    assert phrases.one(db, row["id"])["note"] == "账簿的账"


def test_the_list_is_for_administrators_only(official):
    official.get("/phrases", 403)
    official.post("/phrases/1/remove", status=403)
