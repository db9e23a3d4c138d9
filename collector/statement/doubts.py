"""Which answers read out of a report somebody should look at, why, and the sentences they stood in.

An answer is certain where it stands in a sentence that filling in again makes exactly, everywhere alike.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from collector.statement import answers, joining, readings
from collector.statement.solving import Solution
from collector.statement.states import NONE, Typed
from collector.statement.vocabulary import Question
from collector.word import grammar
from collector.word.facts import Passed, Printed
from collector.word.grammar import MARK, Fork
from collector.word.inferred import Likely
from collector.word.template import Template

SENTENCE = re.compile(f"[^。{MARK}]*。?")
# A paragraph is left where less of it than this was read as anything.
READ = 0.3

EDITED = "所在的句子与模板的文字不完全一样，请核对"
MISSING = "报告里没有这一句，相邻的文字改动过，请核对是否真的没有"
AMBIGUOUS = "这里的文字有不止一种断法，请核对起止"
UNPRINTED = "报告里没有写出，只知道前后相同，请填实际的数"
TOGETHER = "一项里有顿号或“和”，请核对是否应分成几项"
LOST = "没有读到，而相邻的文字改动过，请看看报告里是否写了"
UNFILLED = "报告里这里还是没填的记号"


class Judge:
    """Looks at one solution beside the text that its answers make (`made`, tidy paragraphs)."""

    def __init__(
        self, solution: Solution, made: Sequence[str], template: Template, ambiguous: frozenset[str]
    ) -> None:
        self.solution, self.ambiguous = solution, ambiguous
        self.made = {part for paragraph in made for part in SENTENCE.findall(paragraph)}
        self.ops = grammar.program(template.document.source)

    def doubtful(self) -> dict[str, str]:
        """name -> why it is doubtful, in the statement's order."""
        solution = self.solution
        found = {}
        told = self.told()
        for question in solution.definition.asked:
            answer = solution.answers.get(question.name)
            reason = self.reason(question, answer, told)
            if reason:
                found[question.name] = reason
        return found

    def told(self) -> dict[str, str]:
        """name -> what is wrong with an answer by the statement's own limits and rules."""
        definition = self.solution.definition
        found: dict[str, str] = {}
        for problem in answers.problems(definition, self.solution.answers):
            if not problem.missing:
                found.setdefault(problem.question.name, problem.message)
        return found

    def reason(self, question: Question, answer: Typed | None, told: dict[str, str]) -> str:
        """Why one answer is doubtful, or nothing."""
        name = question.name
        if answer is None:
            if self.is_unfilled(name):
                return UNFILLED
            return LOST if name in self.passed and not self.is_certain(name) else ""
        if name in self.solution.unprinted:
            return UNPRINTED
        if name in told:
            return told[name]
        if name in self.ambiguous or self.is_part_ambiguous(name):
            return AMBIGUOUS
        if len(words := self.words(name)) > 1:
            return f"报告里几处写法不一致：{'、'.join(words)}"
        if not self.is_certain(name):
            return EDITED if self.printed.get(name) or answer is not NONE else MISSING
        return TOGETHER if is_together(question, answer) else ""

    def is_part_ambiguous(self, name: str) -> bool:
        """Whether the words a list was put together from could be cut elsewhere."""
        return any(event.name in self.ambiguous for event in self.printed.get(name, []))

    def is_unfilled(self, name: str) -> bool:
        word = self.solution.facts.words.get(name, "")
        cells = "".join(cell for row in self.solution.rows.get(name, []) for cell in row)
        return bool(readings.UNFILLED.search(word or cells))

    def words(self, name: str) -> list[str]:
        """The different words of a blank that is printed in several places."""
        text = self.solution.text
        found = [text[each.start : each.end] for each in self.printed.get(name, []) if each.column is None]
        return list(dict.fromkeys(found)) if name in self.solution.facts.words else []

    @cached_property
    def printed(self) -> dict[str, list[Printed]]:
        """Where each answer is printed; the parts of a list count as the list."""
        questions = self.solution.definition.questions
        found: dict[str, list[Printed]] = {}
        for event in self.solution.reading.events:
            if isinstance(event, Printed):
                question = questions.get(event.name)
                is_part = question is not None and question.how in ("first", "rest")
                names = question.sources if question is not None and is_part else (event.name,)
                for name in names:
                    found.setdefault(name, []).append(event)
        return found

    @cached_property
    def passed(self) -> dict[str, list[Passed]]:
        """The forks that asked for each name."""
        found: dict[str, list[Passed]] = {}
        for event in self.solution.reading.events:
            op = self.ops[event.op] if isinstance(event, Passed) else None
            if isinstance(event, Passed) and isinstance(op, Fork):
                for name in {atom.name for test in op.tests for atom in grammar.atoms(test)}:
                    found.setdefault(name, []).append(event)
        return found

    def is_certain(self, name: str) -> bool:
        """Whether the answer stands in a sentence that comes out the same again."""
        events = self.printed.get(name)
        if events:
            certain = [self.is_made(self.around(each.start, each.end)) for each in events]
            return all(certain) if events[0].column is not None else any(certain)
        forks = self.passed.get(name, [])
        return not forks or any(self.is_made(self.around(fork.at - 1, fork.at + 1)) for fork in forks)

    def is_made(self, parts: Sequence[str]) -> bool:
        return all(part in self.made for part in parts)

    def around(self, start: int, end: int) -> list[str]:
        """The sentences that a stretch of the text touches."""
        return [text for low, high, text in self.sentences if low < max(end, start + 1) and start < high]

    @cached_property
    def sentences(self) -> list[tuple[int, int, str]]:
        """Every sentence of the text and where it stands."""
        found = (match for match in SENTENCE.finditer(self.solution.text) if match[0].strip())
        return [
            (match.start(), match.end(), match[0].strip(" \t\u3000\n").replace("\n", "")) for match in found
        ]

    def quotes(self) -> dict[str, str]:
        """name -> the sentences an answer stood in."""
        found = {name: list(self.quoted(name)) for name in self.solution.answers}
        return {name: "".join(dict.fromkeys(parts)) for name, parts in found.items() if parts}

    def quoted(self, name: str) -> Iterator[str]:
        """The sentences of one answer; of several places the first, but all rows."""
        events = self.printed.get(name, [])
        for event in events if events and events[0].column is not None else events[:2]:
            yield from self.around(event.start, event.end)
        if not events and self.solution.answers[name] is not NONE:
            for passed in self.passed.get(name, []):
                op = self.ops[passed.op]
                if isinstance(op, Fork) and passed.branch < len(op.tests):
                    yield from self.around(passed.at, passed.at + 1)
                    return


def is_together(question: Question, answer: Typed) -> bool:
    """Whether an item of a list looks like several."""
    if question.type != "list" or not isinstance(answer, list):
        return False
    joints = question.joined_by or joining.SEPARATOR
    between = joining.LAST_SEPARATOR if not question.joined_by and len(answer) > 2 else joints
    return any(joints in str(item) or between in str(item) for item in answer)


def left(likely: Likely) -> tuple[str, ...]:
    """The paragraphs of which next to nothing was read."""
    found = []
    start = 0
    for paragraph in likely.text.split(MARK)[1:]:
        end = start + 1 + len(paragraph)
        lost = sum(max(0, min(high, end) - max(low, start)) for low, high in likely.unclaimed)
        if lost > (1 - READ) * (len(paragraph) + 1):
            found.append(paragraph)
        start = end
    return tuple(found)
