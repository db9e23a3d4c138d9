"""What the documents name is there: files, routes, names of the code, chapters, figures, help, pictures."""

import re
import subprocess
from urllib.parse import unquote

import pytest
import quote_help
from docs_reading import code_spans, code_words, indented

from collector import config, create_app, passwords
from collector.config import ROOT
from collector.statement import warnings
from collector.statement.checks import register
from collector.store import attempts, sessions, setup_links

README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
GUIDE = ROOT / "docs" / "手册.md"
PICTURES = ROOT / "docs" / "screenshots"
LARGEST_PICTURE = 300 * 1024
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
# Made by a command, or by the reader of the worked example.
MADE = re.compile(
    r"var/.*|\.venv/.*|forms/study/.*|doc_templates/study\..*|(answers\.json|(report|study|20\d\d)\.docx)|collector-.+\.sqlite3|\.docx|\.toml"
)
SUFFIXES = (
    ".py",
    ".toml",
    ".txt",
    ".docx",
    ".md",
    ".json",
    ".html",
    ".conf",
    ".png",
    ".sqlite3",
    ".css",
    ".js",
)


def tracked():
    """The files of the repository and those about to be added to it."""
    command = ["git", "-c", "core.quotepath=off", "ls-files", "--cached", "--others", "--exclude-standard"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    return told.stdout.splitlines()


def is_path(word):
    return not word.startswith("/") and (
        word.endswith(SUFFIXES) or bool(re.fullmatch(r"[\w.-]+/[\w./-]*", word))
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_a_document_names_exists(document):
    names = {path.rpartition("/")[2] for path in tracked()}
    missing = [
        word
        for word in code_words(document)
        if is_path(word)
        and not MADE.fullmatch(word)
        and not (ROOT / word).exists()
        and not (ROOT / "collector" / word).exists()
        and not ("/" not in word and word in names)
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_route_a_document_names_exists(document, loaded_file):
    app = create_app(config.Settings(database=loaded_file, secret_key="x" * 40))
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    routes = [span for span in code_spans(document) if re.fullmatch(r"/[a-z<][\w/:<>.-]*", span)]
    assert [route for route in routes if route not in rules] == []


def slug(heading):
    """A heading's anchor, as code hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_chapter_finds_it(document):
    dead = []
    for target in re.findall(r"\]\(([^)\s]*#[^)\s]+)\)", document.read_text("utf-8")):
        name, _, anchor = unquote(target).partition("#")
        text = (document.parent / name if name else document).read_text("utf-8")
        if anchor not in map(slug, re.findall(r"^#+ (.*)", text, re.MULTILINE)):
            dead.append(target)
    assert dead == []


def test_every_name_of_the_code_in_contributing_is_in_the_code():
    files = [name for name in tracked() if re.fullmatch(r"(collector|forms)/.*\.(py|html|toml)", name)]
    code = set(re.findall(r"\w+", "\n".join([*files, *((ROOT / name).read_text("utf-8") for name in files)])))
    spans = [
        span for span in code_spans(CONTRIBUTING) if re.fullmatch(r"[A-Za-z_]\w+(\.[A-Za-z_]\w+)*", span)
    ]
    named = {part for span in spans if not span.endswith(SUFFIXES) for part in span.split(".")}
    # The two marks of the tests, and test names given as examples.
    known = code | {"browser", "layout"}
    assert sorted(name for name in named - known if not name.startswith("test_")) == []


def test_the_readme_shows_every_room_and_nothing_else():
    tree = next(block for block in indented(README) if "wsgi.py" in block)
    modules = {
        path.relative_to(ROOT / "collector").parts[0] + ("/" if path.parent != ROOT / "collector" else "")
        for path in (ROOT / name for name in tracked() if name.startswith("collector/"))
    }
    folders = {name.partition("/")[0] + "/" for name in tracked() if "/" in name and not name.startswith(".")}
    listed = "\n" + tree
    assert [name for name in modules - {"__main__.py"} if f" {name} " not in listed] == []
    assert [name for name in folders if not re.search(rf"^\s*{re.escape(name)}", tree, re.MULTILINE)] == []


def test_the_guide_quotes_the_help_of_every_command():
    _, quoted, _ = quote_help.parts(GUIDE.read_text("utf-8"))
    assert quoted == quote_help.chapter(), "run tests/quote_help.py"


def test_the_figures_in_the_guide_are_those_of_the_code():
    minutes, hours = 60, 3600
    window, tries = attempts.WINDOW.total_seconds() / minutes, attempts.PER_ACCOUNT_AND_ADDRESS
    least, most = warnings.HOURS_PER_PERSON_TIME
    sentences = (
        f"{setup_links.VALID_FOR.total_seconds() / hours:.0f} 小时内有效",
        f"{sessions.IDLE.total_seconds() / minutes:.0f} 分钟没有操作",
        f"登录满 {sessions.LONGEST.total_seconds() / hours:.0f} 小时",
        f"{window:.0f} 分钟内同一账号连续输错 {tries} 次",
        f"密码至少 {passwords.SHORTEST} 个字符",
        f"不在 {least} 到 {most} 小时之间",
    )
    text = GUIDE.read_text("utf-8")
    assert [sentence for sentence in sentences if sentence not in text] == []


def test_the_readme_names_every_variable_that_is_read():
    sources = [
        path.read_text("utf-8") for path in [*ROOT.glob("collector/**/*.py"), ROOT / "gunicorn.conf.py"]
    ]
    # config.py is given the environment as `environ`; elsewhere that name is a request's.
    read = {name for text in sources for name in re.findall(r"os\.environ\.get\([\"']([A-Z_]+)", text)}
    settings = (ROOT / "collector" / "config.py").read_text("utf-8")
    read |= set(re.findall(r"environ\.get\([\"']([A-Z_]+)[\"']", settings))
    assert read >= {"PORT", "WEB_CONCURRENCY"}
    assert [name for name in read if f"`{name}`" not in README.read_text("utf-8")] == []


def test_settings_shown_together_let_the_service_start(tmp_path):
    lines = [
        line.strip() for document in DOCUMENTS for block in indented(document) for line in block.splitlines()
    ]
    shown = [line for line in lines if re.match(r"COLLECTOR_\w+=", line)]
    assert shown
    for line in shown:
        environment = dict(word.split("=") for word in line.split() if "=" in word)
        config.settings({"COLLECTOR_SECRET_KEY": "x" * 40, **environment}, tmp_path)


def test_every_picture_is_made_by_the_script_and_small():
    script = (ROOT / "tests" / "make_screenshots.py").read_text("utf-8")
    made = set(re.findall(r'(?:shoot|part)\(page, "([a-z-]+)"|PICTURES / "([a-z-]+)\.png"', script))
    names = {name for pair in made for name in pair if name}
    assert {path.stem for path in PICTURES.glob("*.png")} == names
    assert [path.name for path in PICTURES.glob("*.png") if path.stat().st_size > LARGEST_PICTURE] == []


def test_the_guide_explains_every_finding_by_its_title():
    chapter = GUIDE.read_text("utf-8").partition("\n### 提醒\n")[2].partition("\n## ")[0]
    titles = [
        title for row in re.findall(r"^\| ([^|]+) \|", chapter, re.MULTILINE) for title in row.split("、")
    ]
    assert sorted(titles) == sorted({*register.TITLES.values(), "提醒"})
