"""A statement's findings and shares: what the checks are given, and all they find. Confirms nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from collector.compare import similarity
from collector.compare.similarity import Copy
from collector.statement import answers, counting, own_words, phrases, sentences, states, wording
from collector.statement.checks import register
from collector.statement.checks.context import Context, Earlier, Finding
from collector.statement.own_words import Shares
from collector.statement.phrases import Phrase
from collector.statement.vocabulary import HALF_YEAR, Question, Section
from collector.store import answers as kept_answers
from collector.store import facts as kept_facts
from collector.store import phrases as kept_phrases
from collector.store import statements, unit_settings, units
from collector.store.database import Row
from collector.web import current, facts, memory
from collector.web.drafts import Draft
from collector.word import text


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a request knows of a statement's checks, read and computed once."""

    context: Context
    copies: tuple[Copy, ...]
    findings: tuple[Finding, ...]
    least_share: int


def of(draft: Draft) -> list[Finding]:
    """Return everything the author should look at, in the order of the questions."""
    return list(checked(draft).findings)


def doubts(draft: Draft) -> int:
    """How many questions have a finding."""
    return len({each.question for each in of(draft)})


def shares(draft: Draft, section: Section | None = None) -> Shares:
    """How much of the report or a section is fixed, filled in, own, and how much of that is last year's."""
    found = checked(draft)
    copied = sum(
        counting.words(copy.part)
        for copy in found.copies
        if section is None or copy.question in section.questions
    )
    return own_words.shares(draft.definition, found.context.paragraphs, section, copied)


def least_share(draft: Draft) -> int:
    """The least share of own words that the unit's administrator set, in percent."""
    return checked(draft).least_share


def checked(draft: Draft) -> Checked:
    """Everything about the checks of a draft, computed once a request."""
    return memory.of_request("checked", draft, lambda: made_of(draft))


def know(draft: Draft, found: Checked) -> None:
    """Let this request take what the checks found earlier in the same answers."""
    memory.of_request("checked", draft, lambda: found)


def made_of(draft: Draft) -> Checked:
    """The checks of a draft."""
    return judged(draft, context_of(draft), facts.differences(draft))


def judged(draft: Draft, context: Context, differences: Iterable[facts.Difference]) -> Checked:
    """The checks of a draft, given what they are told of it and how it differs from what the unit says."""
    copies = tuple(copies_of(context))
    share = unit_settings.own_words_share(current.connection(), draft.statement["unit_id"])
    found = [
        *register.findings(context),
        *(copy_finding(context, copy) for copy in copies),
        *(context.finding(each.check, each.question.name, each.message) for each in differences),
        *share_findings(context, share),
    ]
    return Checked(
        context=context,
        copies=copies,
        findings=tuple(register.ordered(draft.definition, found)),
        least_share=share,
    )


def context_of(draft: Draft) -> Context:
    """What the checks are given."""
    connection, row = current.connection(), draft.statement
    template = current.definitions().template(draft.definition)
    unit = units.one(connection, row["unit_id"])
    # A name on the unit's page is compared by `facts`.
    is_on_page = "unit_full_name" in kept_facts.all(connection, row["unit_id"])
    return Context(
        definition=draft.definition,
        readings=draft.readings,
        paragraphs=text.paragraphs(template, wording.words_of(draft.definition, draft.readings)),
        phrases=listed_phrases(),
        earlier=earlier(draft),
        half_year=half_year(draft),
        unit_name=unit["name"] if unit and not is_on_page else "",
        other_units=tuple(each["name"] for each in units.elsewhere(connection, row["unit_id"])),
    )


def listed_phrases() -> tuple[Phrase, ...]:
    """The list of phrases as it stands."""
    return phrases.from_rows([dict(row) for row in kept_phrases.all(current.connection())])


def earlier(draft: Draft) -> Earlier | None:
    """The newest report of an earlier year and the same period, or None."""
    found = statements.earlier(current.connection(), draft.statement)
    return read(draft, found[0]) if found else None


def half_year(draft: Draft) -> Earlier | None:
    """The report of the same year's first half, or None."""
    row = draft.statement
    if row["period"] == HALF_YEAR:
        return None
    found = statements.of_year(current.connection(), row)
    return next((read(draft, each) for each in found if each["period"] == HALF_YEAR), None)


def read(draft: Draft, row: Row) -> Earlier:
    """Another statement of the same person with its answers read, as the questions ask today."""
    return as_asked(draft, row, kept_answers.values(current.connection(), row["unit_id"], row["id"]))


def as_asked(draft: Draft, row: Row | Mapping[str, Any], values: Mapping[str, Any]) -> Earlier:
    """The same of stored values."""
    typed = {name: states.stored(value) for name, value in values.items() if fits(draft, name, value)}
    return Earlier(year=row["year"], period=row["period"], readings=answers.read(draft.definition, typed))


def fits(draft: Draft, name: str, value: Any) -> bool:
    """False where an older version of the definition asked for another kind of answer."""
    question = draft.definition.questions.get(name)
    if question is None or value is None:
        return False
    if value == [] or question.type not in ("table", "list", "select_multiple"):
        return value == [] or isinstance(value, str)
    shape = dict if question.type == "table" else str
    return isinstance(value, list) and all(isinstance(item, shape) for item in value)


def copies_of(context: Context) -> list[Copy]:
    """What of the author's words stood in the earlier report."""
    if context.earlier is None:
        return []
    now = own_words.texts(context.definition, context.readings)
    then = own_words.texts(context.definition, context.earlier.readings)
    return similarity.copies(now, pooled(context.definition.questions, then), known(context))


def pooled(questions: Mapping[str, Question], then: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The earlier texts that each question is held against: all paragraphs together, the rest by question.

    This year's answer to last year's issues repeats those on purpose.
    """
    everything = [
        each for name, texts in then.items() if questions[name].type == "paragraphs" for each in texts
    ]
    return {
        name: everything if question.type == "paragraphs" else then.get(name, [])
        for name, question in questions.items()
        if question.own_words
    }


def known(context: Context) -> frozenset[str]:
    """The runs of characters that everybody writes: fixed wording, phrases in force, names."""
    fixed = [piece.text for paragraph in context.paragraphs for piece in paragraph if piece.blank is None]
    names = [
        str(found.value)
        for found in context.readings.values()
        if found.question.scope == "unit" or (found.question.type == "text" and not found.question.own_words)
    ]
    return similarity.known_runs([*fixed, *names, *(phrase.text for phrase in context.phrases)])


def copy_finding(context: Context, copy: Copy) -> Finding:
    """A copied stretch, beside the sentence it stood in."""
    then = context.earlier.called if context.earlier else "上年"
    beside = sentences.shortened(copy.earlier)
    return Finding(
        check="copies",
        question=copy.question,
        message=f"与 {then}报告里的“{beside}”相同或只改了几个字，请写本报告期的事，或者说明",
        quote=sentences.quote(copy.sentence, copy.start, copy.end),
    )


def share_findings(context: Context, least: int) -> list[Finding]:
    """The finding of too few words of one's own, at the first place for them that is still open."""
    found = own_words.shares(context.definition, context.paragraphs)
    places = [
        question for question in own_words.questions(context.definition) if question.type == "paragraphs"
    ]
    if found.percent >= least or not places:
        return []
    place = next((each for each in places if context.readings[each.name].value is None), places[0])
    counted = f"本人填写占全文的 {found.percent}%（{found.own} 字，全文 {found.total} 字）"
    message = f"{counted}，单位要求不少于 {least}%，请补充本报告期的具体做法和事例"
    return [Finding(check="own_words_share", question=place.name, message=message)]
