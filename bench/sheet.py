"""The report beside the questions: its HTML beside the text program, and a keystroke until it is painted.

The keystroke is timed in Chromium with its CPU slowed down, as on the machines of an office.
"""

import importlib.util
import shutil
import statistics
import tempfile
import zlib
from pathlib import Path
from typing import Any

from bench import samples, timing, web
from bench.timing import Row
from collector.word import sheet, template

SLOWER = 6
KEYSTROKES = 60
SECTION = f"{web.STATEMENT}/political-responsibility"
AREA = "political_measures"
_KEYSTROKE = f"keystroke to sheet, CPU slowed {SLOWER} ×"
# From the event to the task after the next frame: by then the change is painted.
_WATCH = """() => {
  window.taken = [];
  window.addEventListener("input", () => {
    const start = performance.now();
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => window.taken.push(performance.now() - start);
      painted.port2.postMessage(null);
    });
  }, true);
}"""


def run() -> list[Row]:
    return [*html_rows(), *keystroke_rows()]


def html_rows() -> list[Row]:
    loaded = template.load(samples.TEMPLATE.read_bytes())
    words = samples.words(loaded)
    links = {name: f"/statements/1/political-responsibility#f-{name}" for name in loaded.names}
    tags = sheet.Tags(links)
    document = loaded.document.xml.render(words).encode()
    taken = timing.medians(
        {
            "text": lambda: loaded.text(words),
            "deflate": lambda: zlib.compress(document, 6),
            "sheet": lambda: sheet.html(loaded, words, tags, here=links),
        }
    )
    by_text, by_deflate = (taken["sheet"] / taken[name] for name in ("text", "deflate"))
    ratio = f"text program x {by_text:.1f}, deflate x {by_deflate:.2f}"
    return [Row(what="one report, its sheet as HTML", value=timing.milliseconds(taken["sheet"]), ratio=ratio)]


def keystroke_rows() -> list[Row]:
    chromium = shutil.which("chromium")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        return [Row(what=_KEYSTROKE, value="not measured", ratio="Chromium or playwright is missing")]
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "bench.sqlite3"
        password = web.demo_password(path)
        with web.served("wsgi:app", path) as (_, port):
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            taken = typed(browser, f"http://127.0.0.1:{port}", password)
            browser.close()
    late = statistics.quantiles(taken, n=20)[-1]
    value = f"{statistics.median(taken):.0f} ms"
    return [Row(what=_KEYSTROKE, value=value, ratio=f"95 % within {late:.0f} ms, {len(taken)} keys")]


def typed(browser: Any, address: str, password: str) -> list[float]:
    """Milliseconds of each keystroke into a section's own words, autosave running."""
    page = browser.new_page(base_url=address, viewport={"width": 1366, "height": 768})
    page.goto("/sign-in")
    page.locator("[name=account]").fill("chenyuanshan")
    page.locator("[name=password]").fill(password)
    page.locator("form button").last.click()
    page.wait_for_url("**/statements")
    page.goto(SECTION)
    area = page.locator(f"[name={AREA}]")
    area.focus()
    client = page.context.new_cdp_session(page)
    client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate(_WATCH)
    for number in range(KEYSTROKES):
        page.keyboard.press("abcdefghij"[number % 10])
        page.wait_for_timeout(100)
    taken: list[float] = page.evaluate("window.taken")
    last = page.locator(f'#sheet [data-blank="{AREA}"]').last.inner_text()
    if len(taken) != KEYSTROKES or not area.input_value().endswith(last.strip()):
        raise SystemExit("the sheet does not show what was typed: the times would mean nothing")
    return taken


if __name__ == "__main__":
    print(timing.table(run()))
