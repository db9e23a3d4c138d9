"""A mistake in a question is told with its file, question and key."""

import tomllib

import pytest
import sample_definitions
import small
from small_questions import CHOICE, LINE, SECOND, TIMES, with_second

# What is wrong, and the one message that tells it: "file，问题 question，键 key：…"
BROKEN = tomllib.loads((sample_definitions.SAMPLES / "broken.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_told_once_with_file_question_and_key(name):
    questions, said = "\n" + BROKEN[name]["questions"], BROKEN[name]["said"]
    # A template that prints what was meant; the mistake of one question is not told of its blank as well.
    meant = {"head-count": "head_count", "Line": "line", "名称": "__"}
    template = "[正文]\n{{ year }}{{ period }}\n\n" + "".join(
        small.printed({**found, "name": meant.get(found["name"], found["name"])})
        for found in printable(questions)
    )
    found = small.mistakes(questions, template.replace("{{ __ }}", ""))
    assert len(found) == 1, found
    assert found[0].startswith(said)


def printable(questions):
    """Name and type of the questions as far as they can be told, each once."""
    names = {}
    for block in small.asked(questions).split("[[group.question]]")[1:]:
        lines = dict(line.split(" = ", 1) for line in block.strip().split("\n") if " = " in line)
        name, kind = (lines.get(key, '""').strip('"') for key in ("name", "type"))
        if name and not name.isdigit() and kind != "note":
            names[name] = {"name": name, "type": kind if kind in ("table", "paragraphs") else "text"}
            names[name]["columns"] = [{"name": "a"}, {"name": "b"}]
    return names.values()


@pytest.mark.parametrize(
    "name", ["seen", "add", "then", "csrf_token", "none", "loop", "self", "class", "if", "true"]
)
def test_names_that_pages_and_templates_need_themselves_are_reserved(name):
    (found,) = small.mistakes(LINE.replace('"line"', f'"{name}"'), "[正文]\n{{ year }}{{ period }}")
    assert found.startswith(f"first.toml，问题 {name}，键 name：名称“{name}”不可用")


def test_a_question_with_a_bad_name_is_told_of_its_other_mistakes_too():
    found = small.mistakes(LINE.replace('"line"', '"so-so"') + 'relevant = "ghost"', "[正文]\n没有空")
    assert [mistake.split("：")[0] for mistake in found] == [
        "first.toml，问题 so-so，键 name",
        "first.toml，问题 so-so，键 relevant",
    ]


def test_several_mistakes_are_told_at_once():
    questions = LINE + 'colour = "red"' + TIMES + "min = 5\nmax = 3" + CHOICE + 'relevant = "ghost"'
    second = SECOND.replace("line", "so-so")
    template = "[正文]\n{{ year }}{{ period }}{{ line }}{{ times }}{{ choice }}{{ so_so }}"
    found = small.mistakes(questions, template, with_second(), **{"second.toml": second})
    assert [mistake.split("：")[0] for mistake in found] == [
        "first.toml，问题 line，键 colour",
        "second.toml，问题 so-so，键 name",
        "first.toml，问题 times，键 min",
        "first.toml，问题 choice，键 relevant",
    ]


@pytest.mark.parametrize(
    "content", ["x", "[[group]]\ngroup = 1", "group = 1", "group = [1]", "[group]\nquestion = 1"]
)
def test_no_shape_of_a_file_breaks_the_reader(content):
    assert small.mistakes(template="[正文]\n{{ year }}", **{"first.toml": content})
