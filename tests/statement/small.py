"""Definitions small enough for one test: a few questions in TOML, and a template that prints each of them."""

import functools
import tomllib

from collector.statement import answers, definitions, wording
from collector.statement.mistakes import DefinitionError
from collector.word import official, text
from collector.word import template as word_template

MANIFEST = """
title = "样例报告"
year = "year"
period = "period"
sections = ["first"]
[titles]
"年度" = "{year}年度报告"
"上半年" = "{year}年上半年报告"
"""
FIRST = """
title = "一"
[[group]]
[[group.question]]
name = "year"
type = "integer"
label = "年度"
[[group.question]]
name = "period"
type = "select_one"
label = "报告期"
choices = ["年度", "上半年"]
"""
PRINTED = {
    "paragraphs": "{{%p for paragraph in {name} %}}\n{{{{ paragraph }}}}\n{{%p endfor %}}\n",
    "table": "{{%p for {columns} in {name} %}}\n{cells}\n{{%p endfor %}}\n",
}


def sources(questions="", manifest=MANIFEST, **files):
    """The TOML texts by file name: `questions` join the two that every statement asks."""
    return {"statement.toml": manifest, "first.toml": FIRST + asked(questions), **files}


def asked(questions):
    """Questions without their headings: each begins where its name does."""
    return questions.replace("\nname = ", "\n[[group.question]]\nname = ")


@functools.cache
def built(source):
    return official.build(source)


def printing(made):
    """The text source of a template that prints every question of the TOML sources."""
    lines = ["[正文]"]
    for file, source in made.items():
        for group in tomllib.loads(source).get("group", []) if file != "statement.toml" else []:
            lines += [printed(question) for question in group.get("question", [])]
    return "\n".join(lines)


def printed(question):
    name, columns = question["name"], [column["name"] for column in question.get("columns", [])]
    pattern = PRINTED.get(question["type"], "" if question["type"] == "note" else "{{{{ {name} }}}}\n")
    cells = "｜".join(f"{{{{ {column} }}}}" for column in columns)
    return pattern.format(name=name, columns=", ".join(columns), cells=cells)


def definition(questions="", template=None, manifest=MANIFEST, **files):
    """The definition; its template prints every question, each in a paragraph, unless a source is given."""
    made = sources(questions, manifest, **files)
    return definitions.from_sources("small", made, built(printing(made) if template is None else template))


def mistakes(questions="", template=None, manifest=MANIFEST, **files):
    """What loading it complains of, a text a mistake; nothing where it is right."""
    try:
        definition(questions, template, manifest, **files)
    except DefinitionError as error:
        return [str(mistake) for mistake in error.mistakes]
    return []


def question(toml, name="it"):
    """One question of that TOML, called `it`."""
    kind = "" if "type = " in toml else 'type = "text"\n'
    label = "" if "\nlabel = " in f"\n{toml}" else 'label = "这一项"\n'
    return definition(f'\nname = "{name}"\n{kind}{label}{toml}').questions[name]


def report(definition, typed):
    """The paragraphs of the report, as wording and template make them."""
    words = wording.words(definition, typed)
    found = text.paragraphs(word_template.load(definition.template), words)
    return ["".join(piece.text for piece in paragraph) for paragraph in found]


def messages(definition, typed):
    """What is wrong with the answers, by name."""
    found = {}
    for problem in answers.problems(definition, typed):
        found.setdefault(problem.question.name, []).append(problem.message)
    return found
