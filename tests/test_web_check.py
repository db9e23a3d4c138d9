import io
import zipfile
from urllib.parse import unquote

import pytest
import sample_answers
from section_filling import HEADER, complete
from web_fixtures import form_fields, tree, words

from collector.statement import wording
from collector.store import audit
from collector.word import template, text


def name_of(response):
    """The file name a browser would save under."""
    return unquote(response.headers["Content-Disposition"].partition("filename*=UTF-8''")[2])


def rows(page):
    """What the check page says of each question."""
    return {
        row.findtext("th").strip(): " ".join(row.find("td").text_content().split())
        for row in page.xpath("//tbody/tr")
    }


def test_the_check_page_lists_what_is_left_with_links_to_it(official, statement):
    page = official.page(f"{statement}/check")
    links = page.xpath("//*[@id='problems']//a")
    assert links[0].text == "请填写统计截止日"
    assert links[0].get("href") == f"{statement}/header#f-cutoff_date"
    assert len(links) > 50
    assert not page.xpath("//a[contains(@href, 'report.docx')]")
    section = official.page(links[-1].get("href").partition("#")[0])
    assert section.xpath(f"//*[@id='{links[-1].get('href').partition('#')[2]}']")


def test_the_check_page_shows_every_answer_as_it_prints(official, statement):
    complete(official, statement)
    page = official.page(f"{statement}/check")
    shown = rows(page)
    assert "全部填完，可以下载报告" in words(official.get(f"{statement}/check"))
    assert shown["统计截止日"] == "2026年11月20日"
    assert page.xpath(f"//a[@href='{statement}/report.docx']")
    definition = sample_answers.definition()
    asked = [question.label for question in definition.asked]
    assert [label for label in shown if label not in asked] == []
    assert len(shown) > 80


def test_what_was_typed_shows_where_it_cannot_be_read(official, statement):
    official.post(f"{statement}/header", {**HEADER, "cutoff_date": "年底前"}, 422)
    page = official.page(f"{statement}/check")
    assert rows(page)["统计截止日"].startswith("年底前")
    assert "要填日期" in rows(page)["统计截止日"]


def test_a_report_with_something_missing_is_not_handed_out(official, statement, db):
    response = official.get(f"{statement}/report.docx", 303)
    assert response.location == f"{statement}/check"
    assert "处理完才能下载正式报告" in words(official.get(response.location))
    assert "report_downloaded" not in [row["action"] for row in audit.newest(db, 1)]


def test_the_finished_report_holds_every_answer_and_no_blank(official, statement, db):
    complete(official, statement)
    response = official.get(f"{statement}/report.docx")
    assert name_of(response) == "2026年度履行全面从严治党主体责任情况报告（陈远山）.docx"
    assert response.mimetype.endswith("wordprocessingml.document")
    printed = "\n".join(text.plain(response.data)).replace("\n", "")
    assert "**" not in printed
    assert "{{" not in printed
    definition = sample_answers.definition()
    made = wording.words(definition, sample_answers.complete())
    loaded = template.load(definition.template)
    for name in loaded.printed - loaded.numbers:
        pieces = [made[name]] if isinstance(made[name], str) else flat(made[name])
        assert [piece for piece in pieces if piece not in printed] == [], name
    assert audit.newest(db, 1)[0]["action"] == "report_downloaded"


def test_the_same_answers_give_the_same_bytes(official, statement):
    complete(official, statement)
    assert official.get(f"{statement}/report.docx").data == official.get(f"{statement}/report.docx").data


def test_a_draft_says_so_and_highlights_what_is_open(official, statement, db):
    response = official.get(f"{statement}/draft.docx")
    assert name_of(response) == "2026年度履行全面从严治党主体责任情况报告（陈远山，草稿）.docx"
    xml = zipfile.ZipFile(io.BytesIO(response.data)).read("word/document.xml").decode()
    assert "<w:highlight" in xml
    assert "**" in "".join(text.plain(response.data))
    assert audit.newest(db, 1)[0]["action"] == "draft_downloaded"


def test_a_finished_draft_highlights_nothing(official, statement):
    complete(official, statement)
    response = official.get(f"{statement}/draft.docx")
    assert "草稿" in name_of(response)
    xml = zipfile.ZipFile(io.BytesIO(response.data)).read("word/document.xml").decode()
    assert "<w:highlight" not in xml


def test_a_draft_prints_what_was_typed_wrong(official, statement):
    official.post(f"{statement}/header", {**HEADER, "cutoff_date": "年底前"}, 422)
    assert "年底前" in "".join(text.plain(official.get(f"{statement}/draft.docx").data))


def flat(word):
    """The texts of paragraphs or of a table's rows."""
    return [piece for part in word for piece in ([part] if isinstance(part, str) else part)]


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_demonstration_year_can_be_filed(official, year):
    choice = {"definition": "integrity", "year": str(year), "period": "年度"}
    address = official.post("/statements", choice).location
    complete(official, address, year)
    assert official.get(f"{address}/report.docx").data


def test_the_warnings_are_counted_and_keep_nobody(official, statement):
    complete(official, statement)
    page = tree(official.get(f"{statement}/check"))
    count = len(page.xpath("//td/p[@class='warning']"))
    said = page.xpath("string(//p[@class='warning'][contains(., '处请核对')])")
    assert (f"有 {count} 处请核对" in said) == bool(count)


def test_a_question_that_is_not_asked_is_not_listed(official, statement):
    complete(official, statement)
    address = f"{statement}/principal-responsibility"
    assert "《监督提示函》督促的问题" in " ".join(rows(official.page(f"{statement}/check")))
    pairs = [
        pair for pair in form_fields(official.page(address)) if not pair[0].startswith("supervision_letter")
    ]
    official.post(address, [*pairs, ("supervision_letters.none", "1"), ("then", "next")])
    assert "《监督提示函》督促的问题" not in " ".join(rows(official.page(f"{statement}/check")))


def test_a_page_offers_the_report_once_everything_is_there_and_the_draft_until_then(official, statement):
    offered = "//a[contains(@href, '.docx')]/@href"
    assert official.page(f"{statement}/header").xpath(offered) == [f"{statement}/draft.docx"]
    complete(official, statement)
    assert official.page(f"{statement}/header").xpath(offered) == [f"{statement}/report.docx"]
