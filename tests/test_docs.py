"""The documents say what is so: their links, commands and settings exist, and none is left out."""

import re
import subprocess
from urllib.parse import unquote

import pytest

from collector import cli, config
from collector.config import ROOT

MANUAL = ROOT / "docs/手册.md"
README = ROOT / "README.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def code_in(document):
    """Everything a reader may copy: the indented and fenced blocks and the inline code, a line each."""
    text = document.read_text("utf-8")
    fenced = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    indented = re.findall(r"^    .*", text, re.MULTILINE)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return [line.strip() for block in [*fenced, *indented, *inline] for line in block.splitlines()]


def make_targets():
    return set(re.findall(r"^([a-z-]+):.* ## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_every_document_is_there():
    names = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "docs/手册.md"]
    assert [name for name in names if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_and_picture_of_a_document_exists(document):
    text = document.read_text("utf-8")
    targets = re.findall(r"\]\(<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\)", text)
    local = [unquote(target.partition("#")[0]) for target in targets if "://" not in target]
    assert [target for target in local if target and not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_a_document_exists(document):
    lines = code_in(document)
    made = {target for line in lines for target in re.findall(r"^(?:\$ )?(?:\w+=\S+ )*make ([a-z-]+)", line)}
    called = {
        name for line in lines for name in re.findall(r"^(?:\$ )?(?:\S*/)?collector ([a-z][a-z-]+)\b", line)
    }
    assert made <= make_targets()
    assert called <= set(cli.main.commands)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_setting_in_a_document_exists(document):
    named = set(re.findall(r"COLLECTOR_([A-Z_]+)", document.read_text("utf-8"))) - {"TEST_ALL"}
    assert named <= set(config.NAMES)


def test_the_readme_names_every_setting_and_every_make_target():
    lines = "\n".join(code_in(README))
    assert [name for name in config.NAMES if f"COLLECTOR_{name}" not in lines] == []
    assert [target for target in make_targets() - {"help"} if f"make {target}" not in lines] == []


def test_the_documents_name_every_command():
    lines = "\n".join(line for document in (README, MANUAL) for line in code_in(document))
    assert [name for name in cli.main.commands if f"collector {name}" not in lines] == []


def test_every_picture_of_the_repository_is_used():
    tracked = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files", "docs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout.splitlines()
    texts = "".join(document.read_text("utf-8") for document in DOCUMENTS)
    assert [name for name in tracked if name.endswith(".png") and name.rpartition("/")[2] not in texts] == []
