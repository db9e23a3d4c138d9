"""How a picture of the guide is taken: a page, one question on it, a printed page; and how one gets there."""

import os
import re
import subprocess

from collector.config import ROOT

PICTURES = ROOT / "docs" / "screenshots"
FONTS = ROOT / "tests" / "layout" / "fonts.conf"
WINDOW = {"width": 1366, "height": 768}
MARGIN = 14
DOTS_PER_INCH = "84"


def fonts(folder):
    """An environment with a face for 仿宋 and the others, for the sheet as for the printed pages."""
    return os.environ | {"FONTCONFIG_FILE": str(FONTS), "XDG_CACHE_HOME": str(folder / "cache")}


def window(browser, address):
    """A new page as an official's browser shows it."""
    page = browser.new_context(
        viewport=WINDOW, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=address
    ).new_page()
    # Leaving with something unsaved asks first.
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def become(page, account, passwords):
    """Sign out, and in as somebody else."""
    page.get_by_role("button", name="退出").click()
    sign_in(page, account, passwords)


def sign_in(page, account, passwords):
    page.goto("/sign-in")
    fill(page, account=account, password=passwords[account])
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(re.compile("^(?!.*/sign-in)"))


def fill(page, **values):
    """Type into the fields of these names."""
    for name, value in values.items():
        page.locator(f'[name="{name}"]').fill(value)


def shoot(page, name, *, full_page=False):
    """What the window shows, or the page as a whole."""
    page.screenshot(path=PICTURES / f"{name}.png", full_page=full_page)


def part(page, name, selector):
    """One question with some air around it."""
    question = page.locator(selector)
    question.scroll_into_view_if_needed()
    box = question.bounding_box()
    clip = {
        "x": box["x"] - MARGIN,
        "y": box["y"] - MARGIN,
        "width": box["width"] + 2 * MARGIN,
        "height": box["height"] + 2 * MARGIN,
    }
    page.screenshot(path=PICTURES / f"{name}.png", clip=clip)


def convert(folder, *stems):
    """Make a PDF file beside each of the Word files."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'settings').as_uri()}", "--headless"]
    documents = [folder / f"{stem}.docx" for stem in stems]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", folder, *documents],
        env=fonts(folder),
        stdout=subprocess.DEVNULL,
        timeout=180,
        check=True,
    )


def pages(folder, stem):
    """How many pages a PDF has."""
    told = subprocess.run(
        ["pdfinfo", folder / f"{stem}.pdf"], capture_output=True, text=True, check=True
    ).stdout
    return int(re.search(r"Pages:\s+(\d+)", told)[1])


def picture(folder, stem, number):
    """One page of a PDF as a PNG file."""
    file = folder / f"{stem}-{number}"
    only = ["-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run(["pdftoppm", "-png", "-r", DOTS_PER_INCH, *only, folder / f"{stem}.pdf", file], check=True)
    return file.with_suffix(".png")
