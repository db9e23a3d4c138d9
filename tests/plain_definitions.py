"""Definitions made of a few questions, for what looks at answers and never prints them."""

from collector.statement.vocabulary import Definition, Group, Question, Section

YEAR = Question(name="year", type="integer", label="年度")


def asked(name, type="text", **keys):
    """A question called by its name."""
    if type == "table":
        keys.setdefault("columns", (asked("when", "date"), asked("what")))
    return Question(name=name, type=type, label=keys.pop("label", name), **keys)


def definition(*questions, **sections):
    """A definition with these questions in one section, or with a section for each keyword."""
    listed = {"first": questions, **sections} if questions else sections
    return Definition(
        name="plain",
        title="样例报告",
        titles={},
        year="year",
        period="period",
        sections=tuple(
            Section(name=name, title=f"部分 {name}", groups=(Group(questions=tuple(found)),))
            for name, found in listed.items()
        ),
        template=b"",
        hash="".join(listed),
    )
