"""Pages on paper: A4, what was written and nothing to press; the whole report as an official page."""

import re

import pypdfium2
import pytest
import visiting

pytestmark = pytest.mark.browser

POINTS = 72 / 25.4
A4 = (210, 297)
# Left, bottom, right, top in millimetres: what no character may stand outside of.
PAGE, OFFICIAL_PAGE = (18, 20, 192, 277), (28, 35, 184, 260)
# What is pressed or leads elsewhere, and the lines above every page.
MENUS = re.compile(
    "我的报告|修改密码|退出|帮助|非涉密系统|提交前检查(?!$)|保存并|下一页|上一页|撤销|移除|添加一|下载草稿|（Word）"
    "|通读全文|报告预览|只看未填|打印|沿用单位|恢复为|比较这两版|与现在比较|填完了吗|^修改$|^填写$"
)


@pytest.fixture
def printed(browser, demonstration, tmp_path):
    """Print a page: [(lines, box of the characters in mm, size in mm)], one for each sheet of paper."""
    with visiting.visiting(browser, demonstration) as page:

        def paper(place):
            page.goto(place)
            page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
            with pypdfium2.PdfDocument(tmp_path / "page.pdf") as document:
                return [sheet(each) for each in document]

        yield paper


def sheet(page):
    text = page.get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
    left, bottom, right, top = zip(*boxes, strict=True)
    box = (min(left), min(bottom), max(right), max(top))
    return (
        text.get_text_range().splitlines(),
        [round(each / POINTS, 1) for each in box],
        tuple(round(each / POINTS) for each in page.get_size()),
    )


def text_of(sheets):
    return "\n".join(line for lines, _, _ in sheets for line in lines)


def is_within(box, page, air=0.5):
    left, bottom, right, top = page
    return box[0] > left - air and box[1] > bottom - air and box[2] < right + air and box[3] < top + air


PLACES = {
    "a section": "/{section}",
    "the check": "/check",
    "the task list": "",
    "history": "/history",
    "two revisions": "/history/compare?from=1&to=0&all=1",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_page_is_printed_on_a4_without_menus_and_buttons(printed, demonstration, place):
    sheets = printed(demonstration.newest + place.format(section="political-responsibility"))
    assert [size for _, _, size in sheets] == [A4] * len(sheets)
    assert all(is_within(box, PAGE) for _, box, _ in sheets), [box for _, box, _ in sheets]
    lines = [line.strip() for lines, _, _ in sheets for line in lines]
    assert lines
    assert [line for line in lines if MENUS.search(line)] == []


def test_a_section_on_paper_says_of_which_report_it_is_and_shows_all_that_was_written(printed, demonstration):
    sheets = printed(f"{demonstration.newest}/two-upholds")
    text = text_of(sheets)
    assert "2026年度履行全面从严治党主体责任情况报告" in sheets[0][0]
    assert "走站点解难题办实事活动" in text
    assert "两项跨年任务明确了责任人和时间" in text.replace("\n", "")


def test_a_long_text_is_printed_to_its_end(browser, demonstration, tmp_path):
    with visiting.visiting(browser, demonstration) as page:
        page.goto(f"{demonstration.newest}/political-responsibility")
        lines = [f"第{number}件事" for number in range(1, 41)]
        page.locator("[name=political_measures]").fill("\n".join(lines))
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
        with pypdfium2.PdfDocument(tmp_path / "page.pdf") as document:
            text = text_of([sheet(each) for each in document])
        page.locator("[name=political_measures]").fill("")
        page.keyboard.press("Control+s")
    assert [line for line in lines if line not in text] == []


def test_the_check_on_paper_lists_all_that_is_left_and_its_findings(printed, demonstration):
    text = text_of(printed(f"{demonstration.newest}/check"))
    said = re.search("还有 ([0-9]+) 处要处理", text)
    assert len(re.findall("^(?:. )?请(?:填写|选择)", text, re.MULTILINE)) >= int(said[1])
    assert "十九届六中全会" in text


def test_the_whole_report_is_printed_within_the_margins_of_an_official_page(printed, demonstration):
    sheets = printed(f"{demonstration.newest}/sheet")
    assert [size for _, _, size in sheets] == [A4] * len(sheets)
    assert all(is_within(box, OFFICIAL_PAGE) for _, box, _ in sheets), [box for _, box, _ in sheets]
    # The lines are as wide as the page has them.
    left, _, right, _ = sheets[0][1]
    assert left < 29.5
    assert right > 181
    lines = [line.strip() for lines, _, _ in sheets for line in lines]
    assert [line for line in lines if MENUS.search(line)] == []
    assert lines[0] == "2026年度履行全面从严治党"
